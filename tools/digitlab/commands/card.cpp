#include <iostream>
#include <memory>
#include <utility>

#include "commands/commands.hpp"
#include "report/model_card.hpp"
#include "system/atomic_file.hpp"
#include "system/input_file.hpp"
#include "system/printable.hpp"
#include "system/sha256.hpp"
#include "train/trained_run.hpp"

namespace digitlab::tools {
namespace {

constexpr const char* kSeedsSchema = "digitlab-seeds/1";

struct CardOptions {
  std::string run;
  std::string seeds;
  std::string command;
  std::string notes;
  std::string out;
  bool json = false;
};

/// Whether two trainings are the same but for the seed.
bool is_same_recipe(const Json& seeds, const Json& report) {
  Json a = seeds.at("settings");
  Json b = report.at("settings");
  a.erase("seed");
  b.erase("seed");
  return is_same(a, b) && is_same(seeds.at("train"), report.at("data").at("train"));
}

/// A card has a line for each of them, and looks through the others for each: ours have some
/// thirty.
void check_rows(const Json& rows, const std::string& what) {
  constexpr std::size_t kMostRows = 200;
  if (rows.size() > kMostRows) {
    throw Error(what + " has " + std::to_string(rows.size()) + " rows, expected at most " +
                std::to_string(kMostRows));
  }
}

void check_rows(const Json& report, const Json& seeds, const CardOptions& options) {
  const std::string path = options.run + "/report.json: ";
  check_rows(report.at("data").at("train"), path + "data.train");
  check_rows(report.value("validation", Json()), path + "validation");
  check_rows(report.value("non_digits", Json()), path + "non_digits");
  if (const Json test = report.value("test", Json()); test.is_object()) {
    check_rows(test.value("sources", Json()), path + "test.sources");
  }
  if (!seeds.is_null()) check_rows(seeds.at("figures"), options.seeds + ": figures");
}

CardInputs read_inputs(const CardOptions& options) {
  TrainedRun run = load_run(options.run);
  CardInputs inputs;
  inputs.report = std::move(run.report);
  inputs.parameters = static_cast<Index>(run.model.network.parameters().size());
  inputs.bytes = static_cast<Index>(run.file.size());
  inputs.sha256 = sha256(run.file);
  if (!options.seeds.empty()) {
    inputs.seeds = read_json(options.seeds, kSeedsSchema);
    if (!is_same_recipe(inputs.seeds, inputs.report)) {
      throw Error(options.seeds + ": is of other settings or data than " + options.run +
                  "/report.json");
    }
  }
  check_rows(inputs.report, inputs.seeds, options);
  inputs.command = options.command;
  if (!options.notes.empty()) inputs.notes = as_text(read_file(options.notes, kMaxTextSize));
  return inputs;
}

int card_command(const CardOptions& options) {
  const std::string out = options.out.empty() ? options.run + "/model-card.md" : options.out;
  std::string card;
  try {
    card = model_card(read_inputs(options));
  } catch (const Json::exception&) {
    throw Error(options.run + "/report.json: lacks figures that a model card needs" +
                (options.seeds.empty() ? "" : ", or " + options.seeds + " does"));
  }
  write_file(out, card);
  if (options.json) {
    std::cout << json_text({{"out", out}, {"bytes", card.size()}}) << "\n";
  } else {
    std::cout << "wrote " << printable(out) << "\n";
  }
  return 0;
}

}  // namespace

void add_card(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("card", "Write the model card of a trained network");
  const auto options = std::make_shared<CardOptions>();
  command
      ->add_option("--run", options->run,
                   "Folder of model.safetensors and report.json, as train left it")
      ->required();
  command->add_option("--seeds", options->seeds,
                      "FILE.json of tools/bench/seeds.mjs: mean and deviation over seeds");
  command->add_option(
      "--command", options->command,
      "What to call to get this network again, where that is more than one training");
  command->add_option("--notes", options->notes, "FILE.md: what else is known to go wrong");
  command->add_option("--out", options->out, "FILE.md (default: model-card.md in the folder)");
  command->add_flag("--json", options->json, "Print one JSON object");
  command->footer("Example:\n  digitlab card --run build/my-network --notes weaknesses.md");
  command->callback(
      [options, &invocation] { invocation.run = [options] { return card_command(*options); }; });
}

}  // namespace digitlab::tools
