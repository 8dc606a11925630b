#include "digitlab/data/augmentation.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <string>

#include "data/augment_image.hpp"
#include "data/augment_ink.hpp"
#include "digitlab/math/check.hpp"
#include "digitlab/math/random.hpp"

namespace digitlab {
namespace {

// A strength, for all that is done with every one of them alike.
template <typename Variation>
struct Strength {
  const char* name;
  double Variation::*value;
  double most;  // of its range, which begins at 0
};

constexpr std::array<Strength<ImageVariation>, 7> kImageStrengths = {{
    {"rotation of images", &ImageVariation::rotation, 45},
    {"shear of images", &ImageVariation::shear, 1},
    {"scale of images", &ImageVariation::scale, 0.5},
    {"aspect of images", &ImageVariation::aspect, 0.5},
    {"shift of images", &ImageVariation::shift, 4},
    {"elastic distortion of images", &ImageVariation::elastic, 4},
    {"thickness of images", &ImageVariation::thickness, 1.5},
}};

constexpr std::array<Strength<InkVariation>, 11> kInkStrengths = {{
    {"rotation of ink", &InkVariation::rotation, 45},
    {"slant of ink", &InkVariation::slant, 1},
    {"aspect of ink", &InkVariation::aspect, 0.5},
    {"elastic distortion of ink", &InkVariation::elastic, 0.2},
    {"jitter of ink", &InkVariation::jitter, 0.2},
    {"stroke shift of ink", &InkVariation::stroke_shift, 0.2},
    {"pen width of ink", &InkVariation::pen_width, 1.5},
    {"drop of ink", &InkVariation::drop, 1},
    {"gap of ink", &InkVariation::gap, 1},
    {"join of ink", &InkVariation::join, 1},
    {"image share of ink", &InkVariation::image_share, 1},
}};

template <typename Variation, typename Strengths>
bool any_of(const Variation& variation, const Strengths& strengths) {
  return std::any_of(strengths.begin(), strengths.end(),
                     [&](const auto& strength) { return variation.*strength.value > 0; });
}

template <typename Variation, typename Strengths>
void scale(Variation& variation, const Strengths& strengths, double factor) {
  for (const auto& one : strengths) {
    double& value = variation.*one.value;
    value = std::min(value * factor, one.most);
  }
}

// Samples are told apart by index, then by epoch; the top bit keeps clear of all other streams.
Random sample_random(std::uint64_t seed, int epoch, Index index) {
  constexpr std::uint64_t kAugmentStream = 1ULL << 63U;
  constexpr unsigned kIndexBits = 40;
  assert(epoch >= 0 && index >= 0 && static_cast<std::uint64_t>(index) >> kIndexBits == 0);
  return Random(seed, kAugmentStream | static_cast<std::uint64_t>(epoch) << kIndexBits |
                          static_cast<std::uint64_t>(index));
}

}  // namespace

bool Augmentation::any() const {
  return any_of(image, kImageStrengths) || any_of(ink, kInkStrengths);
}

void Augmentation::check() const {
  for (const auto& one : kImageStrengths) require_range(one.name, image.*one.value, 0, one.most);
  require_range("elastic smoothness of images", image.elastic_smoothness, 1, 28);
  for (const auto& one : kInkStrengths) require_range(one.name, ink.*one.value, 0, one.most);
}

Augmentation Augmentation::scaled(double factor) const {
  Augmentation result = *this;
  scale(result.image, kImageStrengths, factor);
  scale(result.ink, kInkStrengths, factor);
  return result;
}

Augmentation default_augmentation() {
  Augmentation result;
  result.image = {.rotation = 6,
                  .shear = 0.08,
                  .scale = 0.05,
                  .aspect = 0.05,
                  .shift = 0.75,
                  .elastic = 0.4,
                  .thickness = 0.3};
  result.ink = {.rotation = 15,
                .slant = 0.3,
                .aspect = 0.22,
                .elastic = 0.038,
                .jitter = 0.018,
                .stroke_shift = 0.03,
                .pen_width = 0.9,
                .drop = 0.15,
                .gap = 0.08,
                .join = 0.22,
                .image_share = 1};
  return result;
}

struct AugmentBuffers {
  ImageWarp warp;
  InkChanger changer;
};

AugmentScratch::AugmentScratch() : buffers_(std::make_unique<AugmentBuffers>()) {}
AugmentScratch::AugmentScratch(AugmentScratch&& other) noexcept = default;
AugmentScratch& AugmentScratch::operator=(AugmentScratch&& other) noexcept = default;
AugmentScratch::~AugmentScratch() = default;

void fill_augmented_batch(const Dataset& data, std::span<const Index> indices,
                          const InputFormat& format, const Augmentation& augmentation,
                          std::uint64_t seed, int epoch, AugmentScratch& scratch,
                          MatrixRef<float> inputs) {
  assert(inputs.rows() == static_cast<Index>(indices.size()) && inputs.cols() == format.size());
  if (!augmentation.any()) return fill_batch<float>(data, indices, format, inputs);
  AugmentBuffers& buffers = scratch.buffers();
  const ImageVariation share = augmentation.scaled(augmentation.ink.image_share).image;
  Frame frame;
  for (std::size_t row = 0; row < indices.size(); ++row) {
    const Index index = indices[row];
    Random random = sample_random(seed, epoch, index);
    ImageView image = data.image(index);
    const ImageVariation* variation = &augmentation.image;
    if (const Drawing* drawing = data.drawing(index)) {
      frame = buffers.changer.apply(*drawing, augmentation.ink, random);
      image = {kFrameSide, kFrameSide, frame.pixels.data(), nullptr};
      variation = &share;
    }
    if (any_of(*variation, kImageStrengths)) {
      const ImageChange change = draw_image_change(random, *variation);
      const auto& pixels = buffers.warp.apply(image, change, *variation, random);
      image = {image.height, image.width, nullptr, pixels.data()};
    }
    to_input(image, format, inputs.row(static_cast<Index>(row)).data());
  }
}

}  // namespace digitlab
