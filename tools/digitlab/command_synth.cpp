#include <iostream>
#include <memory>

#include "atomic_file.hpp"
#include "commands.hpp"
#include "course_files.hpp"
#include "data_source.hpp"
#include "digitlab/ink_json.hpp"
#include "digitlab/synthetic.hpp"
#include "figures.hpp"
#include "input_file.hpp"
#include "sha256.hpp"
#include "thread_pool.hpp"
#include "usage_error.hpp"

namespace digitlab::tools {
namespace {

struct Options {
  Index count = 0;
  std::uint64_t seed = 1;
  std::string out;
  bool json = false;
};

Bytes ink_file(const Options& options) {
  Bytes bytes;
  for (Index i = 0; i < options.count; ++i) {
    SyntheticDigit digit = synthesize_digit(options.seed, static_cast<std::uint64_t>(i));
    const std::string line = write_ink_line(
        {std::move(digit.drawing), digit.label, "synthetic-" + std::to_string(options.seed)});
    bytes.insert(bytes.end(), line.begin(), line.end());
    bytes.push_back('\n');
  }
  return bytes;
}

Bytes make_file(const Options& options) {
  if (options.out.ends_with(".mat")) {
    ThreadPool pool;
    const ImageSet images = synthesize_images(options.count, options.seed, pool.parallel_for());
    return naming_file(options.out, [&] { return write_course_data(images); });
  }
  if (options.out.ends_with(".ndjson.gz")) return pack_gzip(ink_file(options));
  return ink_file(options);
}

int synth_command(const Options& options) {
  if (!options.out.ends_with(".mat") && !options.out.ends_with(".ndjson") &&
      !options.out.ends_with(".ndjson.gz")) {
    throw UsageError("--out " + options.out + ": expected FILE.mat, FILE.ndjson or FILE.ndjson.gz");
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
    std::cout << "wrote " << thousands(options.count) << " generated digits to " << options.out
              << "\n";
  }
  return 0;
}

}  // namespace

void add_synth(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("synth", "Write a file of generated pen-stroke digits");
  const auto options = std::make_shared<Options>();
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
  command->add_flag("--json", options->json, "Print one JSON object");
  command->footer("Example:\n  digitlab synth --count 5000 --seed 1 --out digits.mat");
  command->callback(
      [options, &invocation] { invocation.run = [options] { return synth_command(*options); }; });
}

}  // namespace digitlab::tools
