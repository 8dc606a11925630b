#include "report/training_plan.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "sources/source_list.hpp"
#include "system/path_name.hpp"

namespace digitlab::tools {
namespace {

/// Options whose values are no paths, whatever they look like.
bool is_plain_text(const std::string& option) { return option == "--name"; }

bool is_list(const std::string& option) {
  constexpr std::array<std::string_view, 5> kLists = {"--data", "--validation", "--test",
                                                      "--pictures", "--teacher"};
  return std::find(kLists.begin(), kLists.end(), option) != kLists.end();
}

/// A value of `option`: "a/b.mat,c/d.mat" → "b.mat,d.mat"
std::string without_folders(const std::string& option, const std::string& value) {
  if (is_plain_text(option)) return value;
  if (!is_list(option)) return base_name(value);
  std::string result;
  for (const std::string& part : split_list(value)) {
    result.append(result.empty() ? "" : ",").append(base_name(part));
  }
  return result;
}

/// `word` as a shell reads it back.
std::string shell_word(const std::string& word) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@%+=:,./-";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? "'\\''" : std::string(1, c);
  return text + "'";
}

}  // namespace

Json settings_json(const TrainingPlan& plan) {
  Json settings = digitlab::settings_json(
      {plan.trainer, plan.augment, plan.variations, plan.precision, plan.validation_split});
  if (!plan.no_digit_unit) settings["no_digit_unit"] = false;
  if (!plan.teachers.empty()) {
    settings["teacher"] = plan.teacher_checksums;
    settings["teacher_weight"] = plan.distillation.weight;
    settings["temperature"] = plan.distillation.temperature;
  }
  return settings;
}

Json start_json(const LoadedModel& model) {
  if (!model.sha256) return {};
  return {{"source", model.source}, {"sha256", *model.sha256}};
}

Json sources_json(const std::vector<SourceRecord>& sources) {
  Json rows = Json::array();
  for (const SourceRecord& source : sources) {
    Json row = {{"source", source.source},
                {"sha256", source.sha256 ? Json(*source.sha256) : Json()},
                {"samples", source.samples}};
    if (source.writers) row["writers"] = *source.writers;
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string command_line(const std::vector<std::string>& arguments) {
  std::string line = "digitlab";
  std::string option;  // whose value the next argument is
  for (const std::string& argument : arguments) {
    const std::size_t equals = argument.starts_with("--") ? argument.find('=') : std::string::npos;
    std::string word = argument;
    if (equals != std::string::npos) {
      const std::string name = argument.substr(0, equals);
      word = name + "=" + without_folders(name, argument.substr(equals + 1));
    } else if (!argument.starts_with("--")) {
      word = without_folders(option, argument);
    }
    option = argument;
    line.append(" ").append(shell_word(word));
  }
  return line;
}

}  // namespace digitlab::tools
