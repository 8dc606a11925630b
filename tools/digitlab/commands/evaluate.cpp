#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>

#include "commands/commands.hpp"
#include "digitlab/nn/loss.hpp"
#include "report/answers.hpp"
#include "report/confidence.hpp"
#include "report/error_gallery.hpp"
#include "report/figures.hpp"
#include "report/number_reading.hpp"
#include "sources/data_source.hpp"
#include "sources/ink_lines.hpp"
#include "sources/model_source.hpp"
#include "system/atomic_file.hpp"
#include "system/printable.hpp"
#include "system/thread_pool.hpp"
#include "system/usage_error.hpp"

namespace digitlab::tools {
namespace {

constexpr double kMaxPictures = 1000;

struct EvaluateOptions {
  std::string model;
  std::string data;
  std::string numbers;  // ink file, read instead of data
  std::string gallery;  // empty for none
  Index gallery_count = 30;
  double l2 = 0;
  bool l2_given = false;
  bool json = false;
};

/// What was drawn.
struct Gallery {
  Index errors = 0;
  Index pictures = 0;
};

Gallery write_gallery(const EvaluateOptions& options, const Dataset& data, const Answers& answers) {
  const std::vector<Index> errors = worst_errors(answers, data.labels());
  write_file(options.gallery,
             write_png(draw_error_gallery(data, answers, errors, options.gallery_count)));
  const auto count = static_cast<Index>(errors.size());
  return {count, std::min(count, options.gallery_count)};
}

/// The course's ex4: mean cross-entropy of the ten outputs, and λ/(2N) Σ kernel².
double course_cost(const Network<float>& network, const Evaluation& figures, double l2) {
  return figures.loss +
         l2 / (2 * static_cast<double>(figures.samples)) * kernel_square_sum(network);
}

double accuracy_of(const DrawnFigures& drawn) {
  return static_cast<double>(drawn.right) / static_cast<double>(drawn.samples);
}

Json drawn_json(const DrawnFigures& drawn) {
  return {{"samples", drawn.samples},
          {"accuracy", accuracy_of(drawn)},
          {"calibration_error", drawn.calibration_error}};
}

void print_drawn(const DrawnFigures& drawn) {
  std::cout << "\nthe drawings, with the number of strokes, as the page and `predict` read them"
               "\naccuracy  "
            << percent(accuracy_of(drawn)) << "  (" << thousands(drawn.right) << " of "
            << thousands(drawn.samples) << "), expected calibration error "
            << percent(drawn.calibration_error) << "\n";
}

Json result_json(const std::vector<SourceRecord>& sources, const Answers& answers) {
  const Evaluation& figures = answers.evaluation;
  Json result = summary_json(figures);
  result["confusion"] = confusion_json(figures.confusion);
  result["per_class"] = per_class_json(figures);
  result["worst_confusions"] = confused_json(worst_confusions(figures.confusion, kMostConfusions));
  result["sources"] = source_figures_json(sources, answers);
  result["confidence"] = confidence_json(answers.confidence);
  return result;
}

void print_result(const std::vector<SourceRecord>& sources, const Answers& answers) {
  print_evaluation(std::cout, answers.evaluation);
  std::cout << "\nexpected calibration error  " << percent(answers.confidence.calibration_error)
            << "\nunsure about                " << percent(answers.confidence.refused) << "\n";
  if (sources.size() == 1) return;
  std::cout << "\n";
  print_source_figures(std::cout, sources, answers);
}

int evaluate_numbers(const Model& model, const EvaluateOptions& options) {
  ThreadPool pool;
  const InkFile file = read_ink_file(options.numbers);
  naming_file(options.numbers, [&] { check_words(file.samples); });
  const NumberFigures figures = naming_file(
      options.model, [&] { return read_numbers(model, file.samples, pool.parallel_for()); });
  if (options.json) {
    std::cout << json_text(numbers_json(figures)) << "\n";
  } else {
    print_numbers(std::cout, figures);
  }
  return 0;
}

int evaluate_command(const EvaluateOptions& options) {
  const LoadedModel model = load_trained_model(options.model);
  if (!options.numbers.empty()) return evaluate_numbers(model, options);
  const bool has_cost = model.network.output_kind() == OutputKind::kSigmoid;
  if (options.l2_given && !has_cost) {
    throw UsageError("--l2 is for networks with sigmoid outputs; " + model.source + " has softmax");
  }
  if (!options.gallery.empty()) check_writable(options.gallery);
  ThreadPool pool;
  const LoadedData data =
      load_fitting(options.data, Content::kDigits, model.network.spec().input, pool.parallel_for());
  const Answers answers = naming_file(
      options.model, [&] { return answer_all(model, data.dataset, pool.parallel_for()); });
  std::optional<Gallery> gallery;
  if (!options.gallery.empty()) gallery = write_gallery(options, data.dataset, answers);

  const auto drawn = answer_drawings(model, data.dataset, pool.parallel_for());
  const std::vector<RefusalFigures> refusals = measure_refusals(model, pool.parallel_for());

  const double cost = course_cost(model.network, answers.evaluation, options.l2);
  if (options.json) {
    Json result = result_json(data.sources, answers);
    result["non_digits"] = refusals_json(refusals);
    if (drawn) result["drawn"] = drawn_json(*drawn);
    if (has_cost) result["cost"] = cost;
    if (gallery) {
      result["gallery"] = {
          {"out", options.gallery}, {"errors", gallery->errors}, {"pictures", gallery->pictures}};
    }
    std::cout << json_text(result) << "\n";
    return 0;
  }
  if (has_cost) std::cout << "cost      " << fixed(cost, 6) << "  (λ = " << options.l2 << ")\n";
  if (drawn) std::cout << "the images alone, as training sees them\n";
  print_result(data.sources, answers);
  if (drawn) print_drawn(*drawn);
  std::cout << "\n";
  print_refusals(std::cout, refusals);
  if (gallery) {
    std::cout << "\ndrew " << gallery->pictures << " of " << thousands(gallery->errors)
              << " errors to " << printable(options.gallery) << "\n";
  }
  return 0;
}

}  // namespace

void add_evaluate(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("evaluate", "How well a trained network does on data");
  const auto options = std::make_shared<EvaluateOptions>();
  command->add_option("--model", options->model, "FILE.safetensors or the course's ex3weights.mat")
      ->required();
  CLI::Option_group* what = command->add_option_group("What to read");
  CLI::Option* data = what->add_option("--data", options->data, source_help());
  what->add_option("--numbers", options->numbers,
                   "FILE.ndjson[.gz] of whole numbers instead, see synth --numbers");
  what->require_option(1);
  CLI::Option* l2 = command->add_option("--l2", options->l2, "λ of the cost, for sigmoid outputs")
                        ->needs(data)
                        ->check(number_in(0, 1e6));
  CLI::Option* gallery = command
                             ->add_option("--gallery", options->gallery,
                                          "FILE.png: pictures of the errors of highest loss")
                             ->needs(data);
  command->add_option("--gallery-count", options->gallery_count, "How many at most")
      ->needs(gallery)
      ->capture_default_str()
      ->check(number_in(1, kMaxPictures));
  command->add_flag("--json", options->json, "Print one JSON object");
  command->footer(
      "The figures are of the images alone. Where drawings are known, as in ink, accuracy and "
      "calibration follow once more for the drawings (\"drawn\" in JSON), with the number of "
      "strokes, which is how predict and the page read them.\n\n"
      "Examples:\n  digitlab evaluate --model ex3weights.mat --data ex3data1.mat --l2 1\n"
      "  digitlab evaluate --model build/first/model.safetensors --data t10k-images-idx3-ubyte.gz "
      "--gallery errors.png");
  command->callback([options, l2, &invocation] {
    options->l2_given = l2->count() > 0;
    invocation.run = [options] { return evaluate_command(*options); };
  });
}

}  // namespace digitlab::tools
