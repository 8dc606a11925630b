#include <functional>
#include <iostream>
#include <memory>

#include "commands/commands.hpp"
#include "digitlab/formats/ink_json.hpp"
#include "digitlab/generate/digits.hpp"
#include "report/figures.hpp"
#include "sources/course_files.hpp"
#include "sources/data_source.hpp"
#include "sources/number_composer.hpp"
#include "system/atomic_file.hpp"
#include "system/input_file.hpp"
#include "system/printable.hpp"
#include "system/sha256.hpp"
#include "system/thread_pool.hpp"
#include "system/usage_error.hpp"

namespace digitlab::tools {
namespace {

constexpr double kMostDigits = 20;  // of a number

struct SynthOptions {
  Index count = 0;
  std::uint64_t seed = 1;
  bool numbers = false;
  std::string from;  // ink to take digits from; empty to generate them
  NumberLayout layout;
  std::string out;
  bool json = false;
};

/// Sample `i` of the file, counted from 0.
using Sampler = std::function<InkSample(std::uint64_t i)>;

Sampler make_sampler(const SynthOptions& options, const Dataset& data) {
  const std::string writer = "synthetic-" + std::to_string(options.seed);
  if (!options.numbers) {
    return [&options, writer](std::uint64_t i) -> InkSample {
      SyntheticDigit digit = synthesize_digit(options.seed, i);
      return {std::move(digit.drawing), std::to_string(digit.label), writer};
    };
  }
  if (options.from.empty()) {
    return [&options, writer](std::uint64_t i) {
      InkSample number = compose_number(options.layout, options.seed, i);
      number.writer = writer;
      return number;
    };
  }
  return [&options, &data](std::uint64_t i) {
    return naming_file(options.from,
                       [&] { return compose_number(data, options.layout, options.seed, i); });
  };
}

Bytes ink_file(const SynthOptions& options) {
  Dataset data;
  if (!options.from.empty()) {
    ThreadPool pool;
    data = load_digits(options.from, pool.parallel_for()).dataset;
  }
  const Sampler sample = make_sampler(options, data);
  Bytes bytes;
  for (Index i = 0; i < options.count; ++i) {
    const std::string line = write_ink_line(sample(static_cast<std::uint64_t>(i)));
    bytes.insert(bytes.end(), line.begin(), line.end());
    bytes.push_back('\n');
  }
  return bytes;
}

Bytes make_file(const SynthOptions& options) {
  if (has_ending(options.out, ".mat")) {
    ThreadPool pool;
    const ImageSet images = synthesize_images(options.count, options.seed, pool.parallel_for());
    return naming_file(options.out, [&] { return write_course_data(images); });
  }
  if (has_ending(options.out, ".ndjson.gz")) return pack_gzip(ink_file(options));
  return ink_file(options);
}

int synth_command(const SynthOptions& options) {
  if (!has_ending(options.out, ".mat") && !has_ending(options.out, ".ndjson") &&
      !has_ending(options.out, ".ndjson.gz")) {
    throw UsageError("--out " + options.out + ": expected FILE.mat, FILE.ndjson or FILE.ndjson.gz");
  }
  if (options.numbers && has_ending(options.out, ".mat")) {
    throw UsageError("--numbers are ink; --out " + options.out + ": expected FILE.ndjson[.gz]");
  }
  if (options.layout.least_digits > options.layout.most_digits) {
    throw UsageError("--least-digits is more than --most-digits");
  }
  check_writable(options.out);
  const Bytes bytes = make_file(options);
  write_file(options.out, bytes);
  if (options.json) {
    const Json result = {{"out", options.out},
                         {"samples", options.count},
                         {"seed", options.seed},
                         {"sha256", sha256(bytes)}};
    std::cout << json_text(result) << "\n";
  } else {
    std::cout << "wrote " << thousands(options.count)
              << (options.numbers ? " numbers to " : " generated digits to ")
              << printable(options.out) << "\n";
  }
  return 0;
}

}  // namespace

void add_synth(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("synth", "Write a file of generated pen-stroke digits");
  const auto options = std::make_shared<SynthOptions>();
  command->add_option("--count", options->count, "How many")
      ->required()
      ->check(number_in(1, static_cast<double>(kMaxSynthetic)));
  command->add_option("--seed", options->seed, "Which ones")
      ->capture_default_str()
      ->check(number_in(0, kMaxSeed));
  command
      ->add_option("--out", options->out,
                   "FILE.mat (20×20, as the course's), FILE.ndjson or FILE.ndjson.gz (ink)")
      ->required();
  CLI::Option* numbers = command->add_flag(
      "--numbers", options->numbers, "Numbers of several digits each, instead of single digits");
  command
      ->add_option("--from", options->from,
                   "Ink to take the digits of numbers from, each number's of one writer; see "
                   "explore --help for sources")
      ->needs(numbers);
  command
      ->add_option("--overlap", options->layout.overlapping,
                   "Share of the numbers in which boxes of neighbours overlap")
      ->capture_default_str()
      ->needs(numbers)
      ->check(number_in(0, 1));
  command->add_option("--least-digits", options->layout.least_digits, "Of a number")
      ->capture_default_str()
      ->needs(numbers)
      ->check(number_in(2, kMostDigits));
  command->add_option("--most-digits", options->layout.most_digits, "Of a number")
      ->capture_default_str()
      ->needs(numbers)
      ->check(number_in(2, kMostDigits));
  command->add_flag("--json", options->json, "Print one JSON object");
  command->footer(
      "Examples:\n  digitlab synth --count 5000 --seed 1 --out digits.mat\n"
      "  digitlab synth --numbers --count 200 --out numbers.ndjson");
  command->callback(
      [options, &invocation] { invocation.run = [options] { return synth_command(*options); }; });
}

}  // namespace digitlab::tools
