#include <algorithm>
#include <array>
#include <iostream>
#include <memory>

#include "atomic_file.hpp"
#include "commands.hpp"
#include "data_source.hpp"
#include "digit_grid.hpp"
#include "digitlab/random.hpp"
#include "figures.hpp"
#include "thread_pool.hpp"

namespace digitlab::tools {
namespace {

constexpr Index kMaxPictures = 10'000;

struct Options {
  std::string data;
  Index count = 64;
  std::uint64_t seed = 1;
  std::string out;
  bool json = false;
};

/// What one source holds.
struct PartFigures {
  bool is_bytes = false;
  double minimum = 0;  // in the unit of the source: 0 … 255 for bytes, about 0 … 1 for floats
  double maximum = 0;
  std::array<Index, kClasses> per_class{};
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
    ++figures.per_class[images.labels()[static_cast<std::size_t>(i)]];
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
          {"writers", source.writers ? Json(*source.writers) : Json()}};
}

void print_part(const SourceRecord& source, const ImageSet& images, const PartFigures& figures) {
  std::cout << source.source << "\n"
            << "  " << thousands(images.size()) << " images of " << images.height() << "×"
            << images.width() << ", " << (figures.is_bytes ? "uint8" : "float") << ", values "
            << fixed(figures.minimum, figures.is_bytes ? 0 : 3) << " to "
            << fixed(figures.maximum, figures.is_bytes ? 0 : 3) << "\n";
  if (source.writers) std::cout << "  " << thousands(*source.writers) << " writers\n";
  if (source.sha256) std::cout << "  SHA-256 " << *source.sha256 << "\n";
  std::cout << "  digit  ";
  for (std::size_t digit = 0; digit < kClasses; ++digit) {
    std::cout << pad_left(std::to_string(digit), 7);
  }
  std::cout << "\n  samples";
  for (const Index count : figures.per_class) std::cout << pad_left(thousands(count), 7);
  std::cout << "\n";
}

int explore_command(const Options& options) {
  check_writable(options.out);
  ThreadPool pool;
  const LoadedData data = load_data(options.data, pool.parallel_for());
  std::vector<Index> indices = all_indices(data.dataset.size());
  Random(options.seed).shuffle(std::span<Index>(indices));
  indices.resize(std::min(indices.size(), static_cast<std::size_t>(options.count)));
  write_file(options.out, write_png(draw_grid(data.dataset, indices)));

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
    const Json result = {{"samples", data.dataset.size()},
                         {"per_class", per_class},
                         {"parts", parts},
                         {"out", options.out},
                         {"pictures", indices.size()}};
    std::cout << json_text(result) << "\n";
  } else {
    std::cout << "drew " << indices.size() << " of " << thousands(data.dataset.size())
              << " samples to " << options.out << "\n";
  }
  return 0;
}

}  // namespace

void add_explore(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("explore", "Look at data: counts, shape, values, a grid of samples");
  const auto options = std::make_shared<Options>();
  command->add_option("--data", options->data, kSourceHelp)->required();
  command->add_option("--count", options->count, "Samples on the grid")
      ->capture_default_str()
      ->check(number_in(1, static_cast<double>(kMaxPictures)));
  command->add_option("--seed", options->seed, "Which samples")
      ->capture_default_str()
      ->check(number_in(0, kMaxSeed));
  command->add_option("--out", options->out, "The grid, a PNG")->required();
  command->add_flag("--json", options->json, "Print one JSON object");
  command->footer("Example:\n  digitlab explore --data ex3data1.mat --count 64 --out grid.png");
  command->callback(
      [options, &invocation] { invocation.run = [options] { return explore_command(*options); }; });
}

}  // namespace digitlab::tools
