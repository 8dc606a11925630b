#include <algorithm>
#include <array>
#include <iostream>
#include <memory>
#include <optional>

#include "commands/commands.hpp"
#include "digitlab/data/augmentation.hpp"
#include "digitlab/math/random.hpp"
#include "pictures/digit_grid.hpp"
#include "pictures/variation_sheet.hpp"
#include "report/figures.hpp"
#include "sources/data_source.hpp"
#include "system/atomic_file.hpp"
#include "system/printable.hpp"
#include "system/thread_pool.hpp"
#include "system/usage_error.hpp"

namespace digitlab::tools {
namespace {

constexpr Index kMaxGridPictures = 10'000;
constexpr Index kMaxVariations = 100;
constexpr double kMaxStrength = 2;
constexpr Index kGridSamples = 64;
constexpr Index kSheetSamples = 12;
constexpr std::array kStrokeRows{"  1 stroke  ", "  2 strokes ", "  3 or more "};

struct ExploreOptions {
  std::string data;
  std::optional<Index> count;
  std::uint64_t seed = 1;
  std::string out;
  bool augment = false;
  double strength = 1;
  Index variations = 11;
  bool json = false;
};

/// What one source holds.
struct PartFigures {
  bool is_bytes = false;
  double minimum = 0;  // in the unit of the source: 0 … 255 for bytes, about 0 … 1 for floats
  double maximum = 0;
  std::array<Index, kClasses> per_class{};
  /// Of drawings, those of each digit in one, two and more strokes; empty when these are images.
  std::vector<std::array<Index, kClasses>> per_strokes;
};

PartFigures inspect(const ImageSet& images) {
  PartFigures figures;
  figures.is_bytes = images.image(0).bytes != nullptr;
  float lowest = images.image(0)[0];
  float highest = lowest;
  for (Index i = 0; i < images.size(); ++i) {
    const ImageView image = images.image(i);
    for (Index pixel = 0; pixel < image.height * image.width; ++pixel) {
      lowest = std::min(lowest, image[pixel]);
      highest = std::max(highest, image[pixel]);
    }
    const std::uint8_t label = images.labels()[static_cast<std::size_t>(i)];
    if (label != kNoDigit) ++figures.per_class[label];
  }
  if (!images.drawings().empty()) figures.per_strokes.resize(kStrokeRows.size());
  for (std::size_t i = 0; i < images.drawings().size(); ++i) {
    const std::uint8_t label = images.labels()[i];
    const std::size_t strokes = images.drawings()[i].size();
    const std::size_t row = std::clamp(strokes, std::size_t{1}, kStrokeRows.size()) - 1;
    if (label != kNoDigit) ++figures.per_strokes[row][label];
  }
  const double unit = figures.is_bytes ? 255 : 1;
  figures.minimum = unit * static_cast<double>(lowest);
  figures.maximum = unit * static_cast<double>(highest);
  return figures;
}

Json part_json(const SourceRecord& source, const ImageSet& images, const PartFigures& figures) {
  return {{"source", source.source},
          {"sha256", source.sha256 ? Json(*source.sha256) : Json()},
          {"samples", images.size()},
          {"height", images.height()},
          {"width", images.width()},
          {"type", figures.is_bytes ? "uint8" : "float"},
          {"minimum", figures.minimum},
          {"maximum", figures.maximum},
          {"per_class", figures.per_class},
          {"per_strokes", figures.per_strokes},
          {"writers", source.writers ? Json(*source.writers) : Json()}};
}

void print_counts(const std::array<Index, kClasses>& counts) {
  for (const Index count : counts) std::cout << pad_left(thousands(count), 7);
  std::cout << "\n";
}

void print_part(const SourceRecord& source, const ImageSet& images, const PartFigures& figures) {
  std::cout << printable(source.source) << "\n"
            << "  " << thousands(images.size()) << " images of " << images.height() << "×"
            << images.width() << ", " << (figures.is_bytes ? "uint8" : "float") << ", values "
            << fixed(figures.minimum, figures.is_bytes ? 0 : 3) << " to "
            << fixed(figures.maximum, figures.is_bytes ? 0 : 3) << "\n";
  if (source.writers) std::cout << "  " << thousands(*source.writers) << " writers\n";
  if (source.sha256) std::cout << "  SHA-256 " << *source.sha256 << "\n";
  std::cout << "  digit     ";
  for (std::size_t digit = 0; digit < kClasses; ++digit) {
    std::cout << pad_left(std::to_string(digit), 7);
  }
  std::cout << "\n  samples   ";
  print_counts(figures.per_class);
  for (std::size_t row = 0; row < figures.per_strokes.size(); ++row) {
    std::cout << kStrokeRows[row];
    print_counts(figures.per_strokes[row]);
  }
}

// The samples to show; with --augment a row for each, so fewer.
std::vector<Index> choose_samples(const ExploreOptions& options, const Dataset& data) {
  const Index count = options.count.value_or(options.augment ? kSheetSamples : kGridSamples);
  std::vector<Index> indices = all_indices(data.size());
  Random(options.seed).shuffle(std::span<Index>(indices));
  indices.resize(std::min(indices.size(), static_cast<std::size_t>(count)));
  return indices;
}

ColorPicture draw(const ExploreOptions& options, const Dataset& data,
                  std::span<const Index> indices) {
  if (!options.augment) return draw_grid(data, indices);
  return draw_variations(data, indices, default_augmentation().scaled(options.strength),
                         options.seed, options.variations);
}

void check_sheet(const ExploreOptions& options) {
  const Index pictures = options.count.value_or(kSheetSamples) * (1 + options.variations);
  if (options.augment && pictures > kMaxGridPictures) {
    throw UsageError(std::to_string(pictures) + " pictures on one sheet, expected at most " +
                     std::to_string(kMaxGridPictures) + "; lower --count or --variations");
  }
}

int explore_command(const ExploreOptions& options) {
  check_sheet(options);
  check_writable(options.out);
  ThreadPool pool;
  const LoadedData data = load_data(options.data, pool.parallel_for());
  const std::vector<Index> indices = choose_samples(options, data.dataset);
  write_file(options.out, write_png(draw(options, data.dataset, indices)));

  Json parts = Json::array();
  std::array<Index, kClasses> per_class{};
  for (std::size_t part = 0; part < data.sources.size(); ++part) {
    const ImageSet& images = data.dataset.parts()[part];
    const PartFigures figures = inspect(images);
    for (std::size_t digit = 0; digit < kClasses; ++digit) {
      per_class[digit] += figures.per_class[digit];
    }
    if (options.json) parts.push_back(part_json(data.sources[part], images, figures));
    if (!options.json) print_part(data.sources[part], images, figures);
  }
  if (options.json) {
    Json result = {{"samples", data.dataset.size()},
                   {"per_class", per_class},
                   {"parts", parts},
                   {"out", options.out},
                   {"pictures", indices.size()}};
    if (options.augment) {
      result["variations"] = options.variations;
      result["strength"] = options.strength;
    }
    std::cout << json_text(result) << "\n";
  } else {
    std::cout << "drew " << indices.size() << " of " << thousands(data.dataset.size())
              << " samples to " << printable(options.out);
    if (options.augment) {
      std::cout << ", each (framed, at the left) with " << options.variations << " variations";
    }
    std::cout << "\n";
  }
  return 0;
}

}  // namespace

void add_explore(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("explore", "Look at data: counts, shape, values, a grid of samples");
  const auto options = std::make_shared<ExploreOptions>();
  command->add_option("--data", options->data, source_help())->required();
  command
      ->add_option("--count", options->count,
                   "Samples on the grid (" + std::to_string(kGridSamples) + "; with --augment " +
                       std::to_string(kSheetSamples) + ")")
      ->check(number_in(1, static_cast<double>(kMaxGridPictures)));
  command->add_option("--seed", options->seed, "Which samples; of --augment also which variations")
      ->capture_default_str()
      ->check(number_in(0, kMaxSeed));
  command->add_option("--out", options->out, "The grid, a PNG")->required();
  CLI::Option* augment = command->add_flag(
      "--augment", options->augment,
      "Show what training's augmentation makes of samples: a row for each, itself at the left");
  command
      ->add_option("--strength", options->strength,
                   "Of the augmentation: 0 none, 1 the default, 2 twice that")
      ->capture_default_str()
      ->check(number_in(0, kMaxStrength))
      ->needs(augment);
  command->add_option("--variations", options->variations, "Of each sample, one for each epoch")
      ->capture_default_str()
      ->check(number_in(1, static_cast<double>(kMaxVariations)))
      ->needs(augment);
  command->add_flag("--json", options->json, "Print one JSON object");
  command->footer(
      "Examples:\n"
      "  digitlab explore --data ex3data1.mat --count 64 --out grid.png\n"
      "  digitlab explore --data pendigits-train.ndjson.gz --augment --out sheet.png");
  command->callback(
      [options, &invocation] { invocation.run = [options] { return explore_command(*options); }; });
}

}  // namespace digitlab::tools
