#include "sources/writers.hpp"

#include <algorithm>
#include <utility>

#include "system/sha256.hpp"

namespace digitlab::tools {
namespace {

constexpr std::size_t kHeldOutOneIn = 5;

std::string checksum(const std::string& name) {
  return sha256({reinterpret_cast<const std::uint8_t*>(name.data()), name.size()});
}

}  // namespace

Writers number_writers(const std::vector<std::string>& name_of_each) {
  Writers writers;
  writers.names = name_of_each;
  std::sort(writers.names.begin(), writers.names.end());
  writers.names.erase(std::unique(writers.names.begin(), writers.names.end()), writers.names.end());
  writers.numbers.reserve(name_of_each.size());
  for (const std::string& name : name_of_each) {
    const auto at = std::lower_bound(writers.names.begin(), writers.names.end(), name);
    writers.numbers.push_back(static_cast<std::uint32_t>(at - writers.names.begin()));
  }
  return writers;
}

std::vector<bool> held_out(const std::vector<std::string>& names) {
  std::vector<std::pair<std::string, std::size_t>> order;
  for (std::size_t i = 0; i < names.size(); ++i) order.emplace_back(checksum(names[i]), i);
  std::sort(order.begin(), order.end());
  const std::size_t count = (names.size() + kHeldOutOneIn / 2) / kHeldOutOneIn;
  std::vector<bool> is_held_out(names.size());
  for (std::size_t i = 0; i < count; ++i) is_held_out[order[i].second] = true;
  return is_held_out;
}

std::vector<Index> select_samples(const Writers& writers, Selection selection) {
  const std::vector<bool> is_held_out = held_out(writers.names);
  std::vector<Index> samples;
  for (std::size_t i = 0; i < writers.numbers.size(); ++i) {
    if (selection == Selection::kAll ||
        is_held_out[writers.numbers[i]] == (selection == Selection::kHeldOut)) {
      samples.push_back(static_cast<Index>(i));
    }
  }
  return samples;
}

}  // namespace digitlab::tools
