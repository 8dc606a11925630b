#include <map>
#include <memory>
#include <optional>
#include <string>

#include "commands/commands.hpp"
#include "report/optimizer_choice.hpp"
#include "system/usage_error.hpp"
#include "train/training.hpp"

namespace digitlab::tools {
namespace {

// Beyond these, a number is a slip of the finger.
constexpr double kMaxEpochs = 100'000;
constexpr double kMaxBatch = 1'000'000;
constexpr double kMaxRate = 100;
constexpr double kMaxL2 = 1e6;

void add_inputs(CLI::App& command, TrainingPlan& plan) {
  command
      .add_option("--model", plan.model,
                  "lab, convnet, SPEC.json, or FILE.safetensors to start from its weights")
      ->required();
  command.add_option("--data", plan.data, source_help())->required();
  command.add_option("--test", plan.test, "Data that is not trained on, for the final figures");
  command.add_option("--pictures", plan.pictures,
                     "Data whose pictures go into the report (default: the test data)");
  command
      .add_option("--out", plan.out,
                  "Folder for model.safetensors and report.json; one training at a time")
      ->required();
  command.add_option("--name", plan.name, "The model's name in the report (default: the folder's)");
}

/// The optimizer as it is named, until all options are read.
struct OptimizerChoice {
  std::string name = TrainerOptions{}.optimizer.name();
  std::optional<double> momentum;
};

void add_settings(CLI::App& command, TrainingPlan& plan, OptimizerChoice& choice) {
  const std::map<std::string, ScheduleKind> schedules = {
      {"constant", ScheduleKind::kConstant},
      {"cosine", ScheduleKind::kCosine},
      {"exponential", ScheduleKind::kExponential}};
  const std::map<std::string, TensorType> precisions = {{"single", TensorType::kFloat32},
                                                        {"half", TensorType::kFloat16}};
  TrainerOptions& options = plan.trainer;
  const auto describe = [](CLI::Option* option) { option->capture_default_str(); };
  describe(command.add_option("--epochs", options.epochs, "Passes over the data")
               ->check(number_in(1, kMaxEpochs)));
  describe(command.add_option("--batch-size", options.batch_size, "Samples a step")
               ->check(number_in(1, kMaxBatch)));
  describe(command.add_option("--learning-rate", options.schedule.base, "At the start")
               ->check(number_above(0, kMaxRate)));
  describe(command.add_option("--optimizer", choice.name, "adam or sgd")
               ->check(CLI::IsMember(optimizer_names()).description("")));
  command.add_option("--momentum", choice.momentum, "Of sgd")->check(number_in(0, 0.999999));
  command
      .add_option(
          "--schedule", options.schedule.kind,
          "Learning rate: constant (default), cosine to zero, or exponential to a hundredth")
      ->transform(CLI::CheckedTransformer(schedules).description(""));
  describe(command
               .add_option("--warmup", options.schedule.warmup_fraction,
                           "Share of the steps in which the learning rate grows from zero")
               ->check(number_in(0, 0.95)));
  describe(command.add_option("--l2", options.l2, "λ of the penalty λ/(2N) Σ kernel²")
               ->check(number_in(0, kMaxL2)));
  describe(command
               .add_option("--weight-decay", options.weight_decay,
                           "Decoupled: kernels shrink by rate · this each step")
               ->check(number_in(0, 1)));
  describe(command
               .add_option("--label-smoothing", options.label_smoothing,
                           "Share of the target that is spread over all classes")
               ->check(number_in(0, 0.95)));
  CLI::Option* teacher = command.add_option(
      "--teacher", plan.teachers,
      "FILE.safetensors,… of networks whose mean answer to imitate; commas in names as in --data");
  describe(command
               .add_option("--teacher-weight", plan.distillation.weight,
                           "Share of the teachers' answers in the target; labels have the rest")
               ->needs(teacher)
               ->check(number_in(0, 1)));
  describe(command
               .add_option("--temperature", plan.distillation.temperature,
                           "By which logits are divided when answers are compared with teachers'")
               ->needs(teacher)
               ->check(number_in(0.1, 100)));
  command
      .add_option("--advice", plan.advice,
                  "Folder to keep the teachers' answers in, for trainings with other seeds")
      ->needs(teacher);
  describe(command
               .add_option("--average-decay", options.average_decay,
                           "Keep a moving average of the weights; 0 for none, 0.999 is usual")
               ->check(number_in(0, 0.999999)));
  describe(command
               .add_option("--augment", plan.augment,
                           "Vary each sample anew in each epoch: 0 not at all, 1 as people do")
               ->check(number_in(0, 3)));
  describe(command
               .add_option("--variations", plan.variations,
                           "0, or after how many epochs the same variations come again")
               ->check(number_in(0, kMaxEpochs)));
  command
      .add_option("--precision", plan.precision,
                  "Of the weights in the model file: single (default) or half")
      ->transform(CLI::CheckedTransformer(precisions).description(""));
  describe(command
               .add_option("--normalization-rows", options.normalization_rows,
                           "Rows of a batch that a batch normalization sees together")
               ->check(number_in(1, kMaxBatch)));
  command.add_flag("!--skip-no-digit-unit", plan.no_digit_unit,
                   "Leave out the unit beside the last layer that tells what is no digit");
  describe(command.add_option("--seed", options.seed, "Of first weights, shuffles and split")
               ->check(number_in(0, kMaxSeed)));
  CLI::Option* split =
      command
          .add_option("--validation-split", plan.validation_split,
                      "Share of the data kept for validation; of its writers, where they are known")
          ->check(number_in(0, 0.95));
  describe(split);
  command
      .add_option("--validation", plan.validation, "Data to validate on after each epoch instead")
      ->excludes(split);
}

}  // namespace

void add_train(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("train", "Train a network");
  const auto plan = std::make_shared<TrainingPlan>();
  add_inputs(*command, *plan);
  const auto choice = std::make_shared<OptimizerChoice>();
  add_settings(*command, *plan, *choice);
  command->add_option("--threads", plan->threads, "0 for one a processor; changes no result")
      ->capture_default_str()
      ->check(number_in(0, kMaxThreads));
  CLI::Option* resume =
      command->add_flag("--resume", plan->resume,
                        "Go on with an interrupted training; a finished one stays as it is");
  command
      ->add_flag("--overwrite", plan->overwrite,
                 "Replace the training that --out holds, finished or not, once this one is done")
      ->excludes(resume);
  command->add_flag("--json", plan->json, "Print one JSON object");
  command->footer(
      "Example:\n  digitlab train --model lab --data ex3data1.mat "
      "--test t10k-images-idx3-ubyte.gz --out runs/lab\n\n"
      "Ctrl-C stops at a good place (exit code 130); the same command with --resume goes on.");
  command->callback([plan, choice, &invocation] {
    plan->trainer.optimizer = choose_optimizer(choice->name, choice->momentum);
    if (plan->out.empty()) throw UsageError("--out: expected a folder");
    if (!plan->advice.empty() && plan->variations == 0) {
      throw UsageError("--advice needs --variations: what varies anew each time is asked anew");
    }
    plan->augmentation = default_augmentation().scaled(plan->augment);
    invocation.run = [plan, &invocation] { return train(*plan, invocation.arguments); };
  });
}

}  // namespace digitlab::tools
