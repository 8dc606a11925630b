#include "digitlab/formats/image_sets.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "digitlab/formats/idx.hpp"
#include "digitlab/ink/framing.hpp"
#include "digitlab/math/error.hpp"

namespace digitlab {
namespace {

IdxArray parse_of_rank(const char* what, std::span<const std::uint8_t> bytes, std::size_t rank) {
  try {
    IdxArray array = parse_idx(bytes);
    if (array.shape.size() == rank) return array;
    throw Error("has " + std::to_string(array.shape.size()) + " dimensions, expected " +
                std::to_string(rank));
  } catch (const Error& error) {
    throw Error(std::string(what) + ": " + error.what());
  }
}

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

// None unless every drawing names one.
std::vector<std::uint32_t> number_writers(const std::vector<InkSample>& samples) {
  std::map<std::string, std::uint32_t> numbers;
  std::vector<std::uint32_t> writers;
  for (const InkSample& sample : samples) {
    if (sample.writer.empty()) return {};
    const auto next = static_cast<std::uint32_t>(numbers.size());
    writers.push_back(numbers.emplace(sample.writer, next).first->second);
  }
  return writers;
}

}  // namespace

ImageSet images_from_idx(std::span<const std::uint8_t> images,
                         std::span<const std::uint8_t> labels) {
  IdxArray pixels = parse_of_rank("the images", images, 3);
  IdxArray digits = parse_of_rank("the labels", labels, 1);
  if (pixels.values.empty()) throw Error("the images: there are none");
  if (pixels.shape[0] != digits.shape[0]) {
    throw Error(std::to_string(digits.shape[0]) + " labels for " + std::to_string(pixels.shape[0]) +
                " images, expected as many");
  }
  return {pixels.shape[1], pixels.shape[2], std::move(pixels.values), std::move(digits.values)};
}

ImageSet images_from_ink(std::vector<InkSample> samples, const ParallelFor& parallel) {
  if (samples.empty()) throw Error("there are no drawings");
  std::vector<std::uint8_t> labels = labels_of(samples);
  ImageSet images(kFrameSide, kFrameSide, frame_all(samples, parallel), std::move(labels));
  if (std::vector<std::uint32_t> writers = number_writers(samples); !writers.empty()) {
    images.set_writers(std::move(writers));
  }
  std::vector<Drawing> drawings;
  drawings.reserve(samples.size());
  for (InkSample& sample : samples) drawings.push_back(std::move(sample.drawing));
  images.set_drawings(std::move(drawings));
  return images;
}

}  // namespace digitlab
