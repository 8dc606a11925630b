#include <iostream>
#include <memory>
#include <sstream>

#include "commands.hpp"
#include "data_source.hpp"
#include "digitlab/ink_json.hpp"
#include "digitlab/preprocess.hpp"
#include "digitlab/recognizer.hpp"
#include "figures.hpp"
#include "input_file.hpp"
#include "model_source.hpp"
#include "png_file.hpp"
#include "scan.hpp"
#include "thread_pool.hpp"
#include "usage_error.hpp"

namespace digitlab::tools {
namespace {

struct Options {
  std::string model;
  std::string image;
  std::string ink;
  std::string data;
  Index line = 1;
  Index index = -1;
  bool json = false;
};

/// An answer, and the label when the sample came with one.
struct Prediction {
  Answer answer;
  std::optional<std::uint8_t> label;
};

Prediction predict_image(const Network<float>& network, const std::string& path) {
  const Bytes bytes = read_file(path);
  return naming_file(path, [&]() -> Prediction {
    const std::optional<FramedPicture> framed = frame_scan(parse_png(bytes));
    if (!framed) {
      Answer blank;
      blank.refusal = Refusal::kBlank;
      return {blank, std::nullopt};
    }
    return {Recognizer(network).recognize(framed->view()), std::nullopt};
  });
}

/// Line `number` of `text`, counted from 1.
std::string nth_line(std::string_view text, Index number) {
  std::istringstream stream{std::string(text)};
  std::string line;
  for (Index i = 0; i < number; ++i) {
    if (!std::getline(stream, line)) {
      throw Error("has " + std::to_string(i) + " lines, asked for line " + std::to_string(number));
    }
  }
  return line;
}

Prediction predict_ink(const Network<float>& network, const std::string& path, Index number) {
  const Bytes bytes = read_file(path);
  return naming_file(path, [&]() -> Prediction {
    const std::string line = nth_line(as_text(unpack(bytes)), number);
    try {
      const InkSample sample = parse_ink_line(line);
      return {Recognizer(network).recognize(sample.drawing), sample.label};
    } catch (const Error& error) {
      throw Error("line " + std::to_string(number) + ": " + error.what());
    }
  });
}

Prediction predict_sample(const Network<float>& network, const std::string& source, Index index) {
  ThreadPool pool;
  const LoadedData data = load_data(source, pool.parallel_for());
  if (index >= data.dataset.size()) {
    throw Error(source + ": holds samples 0 to " + std::to_string(data.dataset.size() - 1) +
                ", asked for " + std::to_string(index));
  }
  return {Recognizer(network).recognize(data.dataset.image(index)), data.dataset.label(index)};
}

Prediction predict(const Network<float>& network, const Options& options) {
  if (!options.image.empty()) return predict_image(network, options.image);
  if (!options.ink.empty()) return predict_ink(network, options.ink, options.line);
  return predict_sample(network, options.data, options.index);
}

void print_json(const Prediction& prediction) {
  const Answer& answer = prediction.answer;
  Json result = {{"digit", answer.digit ? Json(*answer.digit) : Json()}};
  if (!answer.digit) result["reason"] = to_string(answer.refusal);
  result["probabilities"] = answer.probabilities;
  if (prediction.label) result["label"] = *prediction.label;
  std::cout << json_text(result) << "\n";
}

void print_bars(const Prediction& prediction) {
  const Answer& answer = prediction.answer;
  if (answer.digit) {
    std::cout << "digit " << int{*answer.digit};
  } else {
    std::cout << "no digit: " << to_string(answer.refusal);
  }
  if (prediction.label) std::cout << "  (label " << int{*prediction.label} << ")";
  std::cout << "\n";
  for (std::size_t digit = 0; digit < kClasses; ++digit) {
    const float probability = answer.probabilities[digit];
    const std::string bar(static_cast<std::size_t>(40 * probability + 0.5F), '#');
    std::cout << "  " << digit << pad_left(percent(static_cast<double>(probability)), 10)
              << (bar.empty() ? "" : "  ") << bar << "\n";
  }
}

int predict_command(const Options& options) {
  const LoadedModel model = load_trained_model(options.model);
  const Prediction prediction = predict(model.network, options);
  options.json ? print_json(prediction) : print_bars(prediction);
  return 0;
}

}  // namespace

void add_predict(CLI::App& app, Invocation& invocation) {
  constexpr double kMaxIndex = 1e9;
  CLI::App* command = app.add_subcommand("predict", "Which digit a trained network sees");
  const auto options = std::make_shared<Options>();
  command->add_option("--model", options->model, "FILE.safetensors or the course's ex3weights.mat")
      ->required();
  CLI::Option_group* what = command->add_option_group("What to look at");
  what->add_option("--image", options->image,
                   "PNG: 28×28 or 20×20 as framed already, any other as a scan of one digit");
  CLI::Option* ink = what->add_option("--ink", options->ink, "FILE.ndjson[.gz]: pen strokes");
  CLI::Option* data = what->add_option("--data", options->data, kSourceHelp);
  what->require_option(1);
  command->add_option("--line", options->line, "Line of the ink file, counted from 1")
      ->needs(ink)
      ->check(number_in(1, kMaxIndex));
  CLI::Option* index = command->add_option("--index", options->index, "Sample, counted from 0")
                           ->needs(data)
                           ->check(number_in(0, kMaxIndex));
  command->add_flag("--json", options->json, "Print one JSON object");
  command->footer(
      "Examples:\n  digitlab predict --model build/first/model.safetensors --image seven.png\n"
      "  digitlab predict --model build/first/model.safetensors --data synthetic:10 --index 3");
  command->callback([options, index, &invocation] {
    if (!options->data.empty() && index->count() == 0) throw UsageError("--data needs --index");
    invocation.run = [options] { return predict_command(*options); };
  });
}

}  // namespace digitlab::tools
