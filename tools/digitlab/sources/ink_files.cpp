#include <algorithm>

#include "digitlab/ink/framing.hpp"
#include "sources/ink_lines.hpp"
#include "sources/loaded_part.hpp"
#include "system/input_file.hpp"

namespace digitlab::tools {
namespace {

std::vector<std::uint8_t> labels_of(const std::vector<InkSample>& samples) {
  std::vector<std::uint8_t> labels;
  for (const InkSample& sample : samples) {
    const auto label = sample.label();
    if (!label) {
      throw Error("drawing " + std::to_string(labels.size() + 1) +
                  " has no digit as its word, expected \"0\" to \"9\"");
    }
    labels.push_back(*label);
  }
  return labels;
}

std::vector<std::uint8_t> frame_all(const std::vector<InkSample>& samples,
                                    const ParallelFor& parallel) {
  constexpr std::size_t kPixels = kFrameSide * kFrameSide;
  std::vector<std::uint8_t> pixels(samples.size() * kPixels);
  parallel(static_cast<Index>(samples.size()), [&](Index i) {
    const auto at = static_cast<std::size_t>(i);
    const Frame frame = frame_drawing(samples[at].drawing);
    if (frame.blank) throw Error("drawing " + std::to_string(i + 1) + " has no ink");
    std::copy(frame.pixels.begin(), frame.pixels.end(),
              pixels.begin() + static_cast<std::ptrdiff_t>(at * kPixels));
  });
  return pixels;
}

/// The name on each drawing; none unless all have one.
std::vector<std::string> writers_of(const std::vector<InkSample>& samples) {
  std::vector<std::string> writers;
  for (const InkSample& sample : samples) {
    if (sample.writer.empty()) return {};
    writers.push_back(sample.writer);
  }
  return writers;
}

}  // namespace

LoadedPart load_ink(const std::string& path, const ParallelFor& parallel) {
  InkFile file = read_ink_file(path);
  return naming_file(path, [&]() -> LoadedPart {
    std::vector<std::uint8_t> labels = labels_of(file.samples);
    ImageSet images(kFrameSide, kFrameSide, frame_all(file.samples, parallel), std::move(labels));
    std::vector<std::string> writers = writers_of(file.samples);
    std::vector<Drawing> drawings;
    for (InkSample& sample : file.samples) drawings.push_back(std::move(sample.drawing));
    images.set_drawings(std::move(drawings));
    const Index count = images.size();
    return {std::move(images),
            {base_name(path), "", std::move(file.sha256), {}, {}, {}, count},
            std::move(writers)};
  });
}

}  // namespace digitlab::tools
