#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "commands/commands.hpp"
#include "report/report.hpp"
#include "system/input_file.hpp"
#include "system/printable.hpp"
#include "system/thread_pool.hpp"
#include "train/shipping.hpp"
#include "train/trained_run.hpp"
#include "train/training_data.hpp"
#include "train/training_folder.hpp"

namespace digitlab::tools {
namespace {

struct CalibrateOptions {
  std::string run;
  TrainingPlan plan;  // the data, and where the results go
};

/// Figures of other data than the training's would not belong into its report.
void check_same(const char* option, const Json& found, const Json& expected) {
  if (is_same(found, expected)) return;
  const auto names = [](const Json& sources) {
    std::string text;
    for (const Json& one : sources) {
      text += (text.empty() ? "" : ", ") + one.at("source").get<std::string>();
    }
    return text.empty() ? std::string("none") : text;
  };
  throw Error(std::string(option) + ": is other data than the training's: " + names(found) +
              ", expected " + names(expected) +
              (names(found) == names(expected) ? " of other contents" : ""));
}

Json sources_of(const std::optional<LoadedData>& data) {
  return data ? sources_json(data->sources) : Json::array();
}

int calibrate(const CalibrateOptions& options, const std::vector<std::string>& arguments) {
  TrainingPlan plan = options.plan;
  std::error_code ignored;
  // In its own folder the training is what is asked to be replaced.
  if (std::filesystem::equivalent(options.run, plan.out, ignored)) plan.overwrite = true;
  ClaimedFolder folder(plan);
  TrainedRun run = load_run(options.run);
  Model& model = run.model;
  const Network<float>& network = model.network;
  plan.precision = run.precision;
  plan.trainer.seed = run.report.at("settings").at("seed").get<std::uint64_t>();
  plan.validation_split = run.report.at("settings").at("validation_split").get<double>();

  ThreadPool pool(plan.threads);
  const ParallelFor parallel = pool.parallel_for();
  const TrainingData data = load_training_data(plan, network, parallel);
  const std::optional<LoadedData> test = load_other_data(plan.test, network, parallel);
  const std::optional<LoadedData> pictures = load_other_data(plan.pictures, network, parallel);
  const Json& expected = run.report.at("data");
  check_same("--data", sources_json(data.train.sources), expected.at("train"));
  check_same("--validation", sources_json(data.validation),
             expected.at("validation").at("sources"));
  check_same("--test", sources_of(test), expected.at("test"));
  check_same("--pictures", sources_of(pictures ? pictures : test), expected.at("pictures"));

  folder.prepare(plan);
  naming_file(options.run + "/model.safetensors", [&] {
    fit_refusals(model, data.train.dataset, data.split, plan.precision, {}, parallel);
  });
  Json& report = run.report;
  report["calibration"] = calibration_json(model.calibration);
  report["calibration"]["command"] = command_line(arguments);
  report["validation"] = validation_json(model, data.train.dataset, data.validation, parallel);
  report["non_digits"] = refusals_json(measure_refusals(model, parallel));
  std::optional<Examined> shown;
  if (test) {
    shown = Examined{&*test, answer_all(model, test->dataset, parallel)};
    report["test"] = test_json(*shown);
  }
  if (pictures) shown = Examined{&*pictures, answer_all(model, pictures->dataset, parallel)};
  if (shown) report["pictures"] = pictures_json(*shown, network.spec().input);

  write_run(plan, model, refreshed_metadata(run.training, report), report);
  if (plan.json) {
    std::cout << json_text({{"out", plan.out}, {"calibration", report.at("calibration")}}) << "\n";
  } else {
    std::cout << "it answers from a probability of " << percent(model.calibration.sure_probability)
              << " on\nwrote " << printable(plan.model_path()) << " and "
              << printable(plan.report_path()) << "\n";
  }
  return 0;
}

int calibrate_command(const CalibrateOptions& options, const std::vector<std::string>& arguments) {
  try {
    return calibrate(options, arguments);
  } catch (const Json::exception&) {
    throw Error(options.run + "/report.json: lacks what tells how the network was trained");
  }
}

}  // namespace

void add_calibrate(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand(
      "calibrate", "Fit anew what a trained network refuses; its weights stay as they are");
  const auto options = std::make_shared<CalibrateOptions>();
  TrainingPlan& plan = options->plan;
  command
      ->add_option("--run", options->run,
                   "Folder of model.safetensors and report.json, as train left it")
      ->required();
  command->add_option("--data", plan.data, "What it was trained on")->required();
  command->add_option("--validation", plan.validation, "What it was validated on");
  command->add_option("--test", plan.test, "What it was tested on");
  command->add_option("--pictures", plan.pictures, "What its report shows pictures of");
  command->add_option("--out", plan.out, "Folder for both (default: the one they are in)");
  command->add_flag("--overwrite", plan.overwrite, "Replace another training that --out holds");
  command->add_option("--threads", plan.threads, "0 for one a processor; changes no result")
      ->capture_default_str()
      ->check(number_in(0, kMaxThreads));
  command->add_flag("--json", plan.json, "Print one JSON object");
  command->footer(
      "train does this at its end. It is of use again when non-digits: draws more kinds than it "
      "did."
      "\n\nExample:\n  digitlab calibrate --run build/first --data "
      "synthetic:20000,non-digits:3000");
  command->callback([options, &invocation] {
    if (options->plan.out.empty()) options->plan.out = options->run;
    invocation.run = [options, &invocation] {
      return calibrate_command(*options, invocation.arguments);
    };
  });
}

}  // namespace digitlab::tools
