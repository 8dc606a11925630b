#include "digitlab/data/dataset.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>
#include <type_traits>
#include <utility>

#include "digitlab/math/error.hpp"

namespace digitlab {
namespace {

constexpr std::uint64_t kSplitStream = 0x73706c6974;  // apart from the shuffles' streams

}  // namespace

ImageSet::ImageSet(Index height, Index width, std::vector<std::uint8_t> pixels,
                   std::vector<std::uint8_t> labels)
    : height_(height), width_(width), pixels_(std::move(pixels)), labels_(std::move(labels)) {
  check(std::get<std::vector<std::uint8_t>>(pixels_).size());
}

ImageSet::ImageSet(Index height, Index width, std::vector<float> pixels,
                   std::vector<std::uint8_t> labels)
    : height_(height), width_(width), pixels_(std::move(pixels)), labels_(std::move(labels)) {
  const auto& values = std::get<std::vector<float>>(pixels_);
  check(values.size());
  const auto bad = std::find_if_not(values.begin(), values.end(),
                                    [](float value) { return std::isfinite(value); });
  if (bad != values.end()) {
    throw Error("image " + std::to_string((bad - values.begin()) / (height_ * width_)) +
                " holds a value that is not a finite number");
  }
}

ImageSet ImageSet::of_non_digits(Index height, Index width, std::vector<std::uint8_t> pixels) {
  const std::size_t count = pixels.size() / static_cast<std::size_t>(height * width);
  ImageSet set(height, width, std::move(pixels), std::vector<std::uint8_t>(count));
  std::fill(set.labels_.begin(), set.labels_.end(), kNoDigit);
  return set;
}

void ImageSet::set_drawings(std::vector<Drawing> drawings) {
  check_count("drawings", drawings.size());
  drawings_ = std::move(drawings);
}

void ImageSet::set_writers(std::vector<std::uint32_t> writers) {
  check_count("writers", writers.size());
  writers_ = std::move(writers);
}

void ImageSet::check_count(const char* what, std::size_t count) const {
  if (count == labels_.size()) return;
  throw Error(std::to_string(count) + " " + what + " for " + std::to_string(labels_.size()) +
              " images, expected as many");
}

void ImageSet::check(std::size_t pixel_count) const {
  assert(height_ > 0 && width_ > 0);
  const std::size_t per_image = static_cast<std::size_t>(height_ * width_);
  if (pixel_count != labels_.size() * per_image) {
    throw Error(std::to_string(labels_.size()) + " labels for " +
                std::to_string(pixel_count / per_image) + " images of " + std::to_string(height_) +
                "×" + std::to_string(width_) + ", expected as many labels as images");
  }
  for (std::size_t i = 0; i < labels_.size(); ++i) {
    if (labels_[i] >= kClasses) {
      throw Error("label " + std::to_string(labels_[i]) + " at sample " + std::to_string(i) +
                  ", expected 0 to 9");
    }
  }
}

ImageSet ImageSet::subset(std::span<const Index> indices) const {
  const auto pick = [&](const auto& from, Index width) {
    std::decay_t<decltype(from)> picked;
    picked.reserve(indices.size() * static_cast<std::size_t>(width));
    for (const Index i : indices) {
      const auto begin = from.begin() + i * width;
      picked.insert(picked.end(), begin, begin + width);
    }
    return picked;
  };
  ImageSet picked = std::visit(
      [&](const auto& pixels) {
        return ImageSet(height_, width_, pick(pixels, height_ * width_),
                        std::vector<std::uint8_t>(indices.size()));
      },
      pixels_);
  picked.labels_ = pick(labels_, 1);
  if (!drawings_.empty()) picked.drawings_ = pick(drawings_, 1);
  if (!writers_.empty()) picked.writers_ = pick(writers_, 1);
  return picked;
}

ImageView ImageSet::image(Index i) const {
  assert(i >= 0 && i < size());
  ImageView view{height_, width_, nullptr, nullptr};
  const Index offset = i * height_ * width_;
  if (const auto* bytes = std::get_if<std::vector<std::uint8_t>>(&pixels_)) {
    view.bytes = bytes->data() + offset;
  } else {
    view.values = std::get<std::vector<float>>(pixels_).data() + offset;
  }
  return view;
}

void Dataset::add(ImageSet set) {
  labels_.insert(labels_.end(), set.labels().begin(), set.labels().end());
  ends_.push_back(size());
  parts_.push_back(std::move(set));
}

std::pair<const ImageSet*, Index> Dataset::locate(Index i) const {
  assert(i >= 0 && i < size());
  const auto part =
      static_cast<std::size_t>(std::upper_bound(ends_.begin(), ends_.end(), i) - ends_.begin());
  return {&parts_[part], part == 0 ? i : i - ends_[part - 1]};
}

ImageView Dataset::image(Index i) const {
  const auto [part, at] = locate(i);
  return part->image(at);
}

const Drawing* Dataset::drawing(Index i) const {
  const auto [part, at] = locate(i);
  return part->drawings().empty() ? nullptr : &part->drawings()[static_cast<std::size_t>(at)];
}

std::vector<Index> all_indices(Index count) {
  std::vector<Index> indices(static_cast<std::size_t>(count));
  std::iota(indices.begin(), indices.end(), Index{0});
  return indices;
}

std::vector<Index> digits_among(const Dataset& data, std::span<const Index> indices) {
  std::vector<Index> digits;
  std::copy_if(indices.begin(), indices.end(), std::back_inserter(digits),
               [&](Index i) { return data.label(i) != kNoDigit; });
  return digits;
}

std::vector<std::uint8_t> labels_of(const Dataset& data, std::span<const Index> indices) {
  std::vector<std::uint8_t> labels;
  labels.reserve(indices.size());
  for (const Index i : indices) labels.push_back(data.label(i));
  return labels;
}

std::vector<Index> count_labels(const Dataset& data) {
  std::vector<Index> counts(kClasses + 1);
  for (const std::uint8_t label : data.labels()) {
    ++counts[std::min<std::size_t>(label, kClasses)];
  }
  return counts;
}

Split split_dataset(Index count, double fraction, std::uint64_t seed) {
  assert(fraction >= 0 && fraction < 1);
  std::vector<Index> order = all_indices(count);
  Random random(seed, kSplitStream);
  random.shuffle(std::span<Index>(order));
  const auto validation = std::lround(fraction * static_cast<double>(count));
  return {{order.begin() + validation, order.end()}, {order.begin(), order.begin() + validation}};
}

Split split_by_writer(const Dataset& data, double fraction, std::uint64_t seed) {
  Split split;
  Index first = 0;
  for (const ImageSet& part : data.parts()) {
    // One writer a sample where writers are not known.
    std::vector<std::uint32_t> writers = part.writers();
    if (writers.empty()) {
      writers.resize(static_cast<std::size_t>(part.size()));
      std::iota(writers.begin(), writers.end(), 0U);
    }
    std::vector<std::uint32_t> people = writers;
    std::sort(people.begin(), people.end());
    people.erase(std::unique(people.begin(), people.end()), people.end());
    const Split by_person = split_dataset(static_cast<Index>(people.size()), fraction, seed);
    std::vector<bool> validates(people.size());
    for (const Index person : by_person.validation) {
      validates[static_cast<std::size_t>(person)] = true;
    }
    for (std::size_t i = 0; i < writers.size(); ++i) {
      const auto person = std::lower_bound(people.begin(), people.end(), writers[i]);
      const bool validation = validates[static_cast<std::size_t>(person - people.begin())];
      (validation ? split.validation : split.train).push_back(first + static_cast<Index>(i));
    }
    first += part.size();
  }
  return split;
}

}  // namespace digitlab
