#include <algorithm>
#include <iostream>
#include <memory>
#include <utility>

#include "commands/commands.hpp"
#include "digitlab/formats/ink_json.hpp"
#include "digitlab/reading/reader.hpp"
#include "digitlab/reading/recognizer.hpp"
#include "digitlab/reading/scan.hpp"
#include "pictures/png_file.hpp"
#include "report/figures.hpp"
#include "sources/data_source.hpp"
#include "sources/ink_lines.hpp"
#include "sources/model_source.hpp"
#include "system/input_file.hpp"
#include "system/thread_pool.hpp"
#include "system/usage_error.hpp"

namespace digitlab::tools {
namespace {

struct PredictOptions {
  std::string model;
  std::string image;
  std::string ink;
  std::string data;
  Index line = 1;
  Index index = -1;
  bool json = false;
};

/// What was read, and what is said to be there when the sample says so.
struct Prediction {
  Reading reading;
  Json label;  ///< a digit, a text, or null
};

/// What is no PNG is not read to its end.
Bytes read_png_bytes(const std::string& path) {
  return read_file(path, kMaxPictureSize, [](std::span<const std::uint8_t> front) {
    check_png_front(front);
    return kMaxPictureSize;
  });
}

Prediction predict_image(const Model& model, const std::string& path) {
  const Bytes bytes = read_png_bytes(path);
  return naming_file(path, [&]() -> Prediction {
    return {read_scan(model, parse_png(bytes)), {}};
  });
}

/// Line `number` of the file, counted from 1; what follows it is not read.
std::string nth_line(const std::string& path, Index number) {
  InkLines lines(path);
  std::string line;
  while (lines.next(line)) {
    if (lines.count() == number) return line;
  }
  throw Error(path + ": has " + std::to_string(lines.count()) + " lines, asked for line " +
              std::to_string(number));
}

/// The one way to read a drawing, wherever it comes from.
Reading read_drawing(const Model& model, const Drawing& drawing) {
  return Reader::borrowing(model).read(drawing);
}

Prediction predict_ink(const Model& model, const std::string& path, Index number) {
  const std::string line = nth_line(path, number);
  return naming_file(path + ": line " + std::to_string(number), [&] {
    const InkSample sample = parse_ink_line(line);
    Prediction prediction{read_drawing(model, sample.drawing), {}};
    if (const auto label = sample.label()) {
      prediction.label = *label;
    } else if (!sample.word.empty()) {
      prediction.label = sample.word;
    }
    return prediction;
  });
}

Reading read_image(const Model& model, const ImageView& image) {
  ReadDigit digit;
  digit.answer = Recognizer(model).recognize(image);
  digit.frame.box = {0, 0, static_cast<double>(image.width), static_cast<double>(image.height)};
  Reading reading;
  if (digit.answer.refusal != Refusal::kBlank) reading.digits.push_back(std::move(digit));
  return reading;
}

/// The strokes are read where they are known, the image elsewhere.
Prediction predict_sample(const Model& model, const std::string& source, Index index) {
  ThreadPool pool;
  const LoadedData data =
      load_fitting(source, Content::kDigits, model.network.spec().input, pool.parallel_for());
  const Dataset& samples = data.dataset;
  if (index >= samples.size()) {
    throw Error(source + ": holds samples 0 to " + std::to_string(samples.size() - 1) +
                ", asked for " + std::to_string(index));
  }
  const Drawing* drawing = samples.drawing(index);
  return {
      drawing != nullptr ? read_drawing(model, *drawing) : read_image(model, samples.image(index)),
      samples.label(index)};
}

Prediction predict(const Model& model, const PredictOptions& options) {
  if (!options.image.empty()) return predict_image(model, options.image);
  if (!options.ink.empty()) return predict_ink(model, options.ink, options.line);
  return predict_sample(model, options.data, options.index);
}

Json answer_json(const Answer& answer) {
  Json json = {{"digit", answer.digit ? Json(*answer.digit) : Json()}};
  if (!answer.digit) json["reason"] = to_string(answer.refusal);
  json["probabilities"] = answer.probabilities;
  return json;
}

void print_json(const Prediction& prediction) {
  const std::vector<ReadDigit>& digits = prediction.reading.digits;
  Json result;
  if (digits.empty()) {
    Answer blank;
    blank.refusal = Refusal::kBlank;
    result = answer_json(blank);
  } else if (digits.size() == 1) {
    result = answer_json(digits.front().answer);
  } else {
    result = {{"digit", nullptr}, {"reason", "several"}, {"probabilities", nullptr}};
  }
  result["text"] = prediction.reading.text();
  Json& rows = result["digits"] = Json::array();
  for (const ReadDigit& digit : digits) {
    Json row = answer_json(digit.answer);
    row["line"] = digit.line;
    const InkBox& box = digit.frame.box;
    row["box"] = {box.left, box.top, box.right, box.bottom};
    rows.push_back(std::move(row));
  }
  if (!prediction.label.is_null()) result["label"] = prediction.label;
  std::cout << json_text(result) << "\n";
}

void print_answer(const Answer& answer) {
  if (answer.digit) {
    std::cout << "digit " << int{*answer.digit};
  } else {
    std::cout << "no digit: " << to_string(answer.refusal);
  }
}

void print_bars(const Answer& answer) {
  for (std::size_t digit = 0; digit < kClasses; ++digit) {
    const float probability = answer.probabilities[digit];
    const float length = 40 * probability + 0.5F;  // rounded when cut off
    const std::string bar(static_cast<std::size_t>(length), '#');
    std::cout << "  " << digit << pad_left(percent(static_cast<double>(probability)), 10)
              << (bar.empty() ? "" : "  ") << bar << "\n";
  }
}

void print_text(const Prediction& prediction) {
  const std::vector<ReadDigit>& digits = prediction.reading.digits;
  if (digits.empty()) {
    std::cout << "no digit: blank";
  } else if (digits.size() == 1) {
    print_answer(digits.front().answer);
  } else {
    std::string text = prediction.reading.text();
    std::replace(text.begin(), text.end(), '\n', ' ');
    std::cout << "reads " << text;
  }
  if (!prediction.label.is_null()) std::cout << "  (label " << json_text(prediction.label) << ")";
  std::cout << "\n";
  for (const ReadDigit& digit : digits) {
    if (digits.size() > 1) {
      std::cout << "\n";
      print_answer(digit.answer);
      std::cout << "\n";
    }
    print_bars(digit.answer);
  }
}

int predict_command(const PredictOptions& options) {
  const LoadedModel model = load_trained_model(options.model);
  const Prediction prediction = predict(model, options);
  naming_file(options.model, [&] {
    for (const ReadDigit& digit : prediction.reading.digits) check_no_overflow(digit.answer);
  });
  options.json ? print_json(prediction) : print_text(prediction);
  return 0;
}

}  // namespace

void add_predict(CLI::App& app, Invocation& invocation) {
  constexpr double kMaxIndex = 1e9;
  CLI::App* command =
      app.add_subcommand("predict", "Which digit, or number, a trained network reads");
  const auto options = std::make_shared<PredictOptions>();
  command->add_option("--model", options->model, "FILE.safetensors or the course's ex3weights.mat")
      ->required();
  CLI::Option_group* what = command->add_option_group("What to look at");
  what->add_option(
      "--image", options->image,
      "PNG: 28×28 or 20×20 as framed already, any other as a scan of one digit or several");
  CLI::Option* ink = what->add_option("--ink", options->ink, "FILE.ndjson[.gz]: pen strokes");
  CLI::Option* data = what->add_option("--data", options->data, source_help());
  what->require_option(1);
  command->add_option("--line", options->line, "Line of the ink file, counted from 1")
      ->needs(ink)
      ->check(number_in(1, kMaxIndex));
  CLI::Option* index = command->add_option("--index", options->index, "Sample, counted from 0")
                           ->needs(data)
                           ->check(number_in(0, kMaxIndex));
  command->add_flag("--json", options->json, "Print one JSON object");
  command->footer(
      "A drawing is read by its strokes, whose number has a say, from --ink and from --data alike; "
      "what is an image alone, by its pixels.\n\n"
      "Examples:\n  digitlab predict --model build/first/model.safetensors --image seven.png\n"
      "  digitlab predict --model build/first/model.safetensors --data synthetic:10 --index 3");
  command->callback([options, index, &invocation] {
    if (!options->data.empty() && index->count() == 0) throw UsageError("--data needs --index");
    invocation.run = [options] { return predict_command(*options); };
  });
}

}  // namespace digitlab::tools
