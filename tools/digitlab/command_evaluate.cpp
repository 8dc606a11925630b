#include <iostream>
#include <memory>

#include "commands.hpp"
#include "data_source.hpp"
#include "digitlab/loss.hpp"
#include "digitlab/preprocess.hpp"
#include "figures.hpp"
#include "model_source.hpp"
#include "thread_pool.hpp"
#include "usage_error.hpp"

namespace digitlab::tools {
namespace {

struct Options {
  std::string model;
  std::string data;
  double l2 = 0;
  bool l2_given = false;
  bool json = false;
};

int evaluate_command(const Options& options) {
  const LoadedModel model = load_trained_model(options.model);
  const bool has_cost = model.network.output_kind() == OutputKind::kSigmoid;
  if (options.l2_given && !has_cost) {
    throw UsageError("--l2 is for networks with sigmoid outputs; " + model.source + " has softmax");
  }
  ThreadPool pool;
  const LoadedData data = load_data(options.data, pool.parallel_for());
  check_fits(model.network.spec().input, data.dataset);
  const Evaluation figures =
      answer_all(model.network, data.dataset, pool.parallel_for()).evaluation;
  // The course's ex4: mean cross-entropy of the ten outputs, and λ/(2N) Σ kernel².
  const double cost = figures.loss + options.l2 / (2 * static_cast<double>(figures.samples)) *
                                         kernel_square_sum(model.network);
  if (options.json) {
    Json result = {
        {"samples", figures.samples}, {"accuracy", figures.accuracy}, {"loss", figures.loss}};
    if (has_cost) result["cost"] = cost;
    result["confusion"] = confusion_json(figures.confusion);
    result["per_class"] = per_class_json(figures);
    std::cout << json_text(result) << "\n";
    return 0;
  }
  if (has_cost) std::cout << "cost      " << fixed(cost, 6) << "  (λ = " << options.l2 << ")\n";
  print_evaluation(std::cout, figures);
  return 0;
}

}  // namespace

void add_evaluate(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("evaluate", "How well a trained network does on data");
  const auto options = std::make_shared<Options>();
  command->add_option("--model", options->model, "FILE.safetensors or the course's ex3weights.mat")
      ->required();
  command->add_option("--data", options->data, kSourceHelp)->required();
  CLI::Option* l2 = command->add_option("--l2", options->l2, "λ of the cost, for sigmoid outputs")
                        ->check(number_in(0, 1e6));
  command->add_flag("--json", options->json, "Print one JSON object");
  command->footer(
      "Example:\n  digitlab evaluate --model ex3weights.mat --data ex3data1.mat --l2 1");
  command->callback([options, l2, &invocation] {
    options->l2_given = l2->count() > 0;
    invocation.run = [options] { return evaluate_command(*options); };
  });
}

}  // namespace digitlab::tools
