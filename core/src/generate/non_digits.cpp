#include "digitlab/generate/non_digits.hpp"

#include <algorithm>

#include "generate/digit_fragments.hpp"
#include "generate/digit_groups.hpp"
#include "generate/frame_all.hpp"
#include "generate/scribbles.hpp"
#include "generate/stroke_writer.hpp"
#include "generate/templates/non_digit_templates.hpp"

namespace digitlab {
namespace {

// Keeps the things apart from the digits of the same seed.
constexpr std::uint64_t kPurpose = 0x6e6f206469676974;

// Ends and corners tell one thing from another.
Variation careful() {
  Variation variation;
  variation.end_stretch = 0.12;
  variation.corner_softness = 0.5;
  variation.smoothing = 3.0;
  return variation;
}

// As the digits', lest a network tell them by their pens; but many lines in little space would be a
// blot.
double pen_width(Random& random, NonDigitKind kind) {
  const bool dense = kind == NonDigitKind::kDoodle || kind == NonDigitKind::kScribble ||
                     kind == NonDigitKind::kSeveral;
  return (dense ? 0.75 : 1.0) * choose_pen_width(random, Variation{});
}

SyntheticNonDigit write(Random& random, const NonDigitTemplate& one) {
  SyntheticNonDigit thing;
  thing.name = one.name;
  thing.drawing = write_strokes(random, careful(), one.shapes, one.lean, one.freedom);
  return thing;
}

SyntheticNonDigit write(Random& random, const Scribble& scribble) {
  SyntheticNonDigit thing;
  thing.name = scribble.name;
  thing.drawing = write_strokes(random, careful(), {scribble.shape(random)}, 0.0, 0.5);
  return thing;
}

SyntheticNonDigit write(Random& random, const DigitFragment& fragment) {
  SyntheticNonDigit thing;
  thing.name = fragment.name;
  thing.drawing = write_fragment(random, careful(), fragment);
  return thing;
}

SyntheticNonDigit write(Random& random, NonDigitKind kind, NonDigitSet set) {
  switch (kind) {
    case NonDigitKind::kLetter:
      return write(random, choose_from(random, letter_templates(), set));
    case NonDigitKind::kShape:
      return write(random, choose_from(random, shape_templates(), set));
    case NonDigitKind::kDoodle:
      return write(random, choose_from(random, doodle_templates(), set));
    case NonDigitKind::kScribble:
      return write(random, choose_from(random, scribbles(), set));
    case NonDigitKind::kFragment:
      return write(random, choose_from(random, digit_fragments(), set));
    case NonDigitKind::kSeveral:
      break;
  }
  return write_group(random, set);
}

}  // namespace

const char* to_string(NonDigitKind kind) {
  switch (kind) {
    case NonDigitKind::kLetter:
      return "letter";
    case NonDigitKind::kShape:
      return "shape";
    case NonDigitKind::kDoodle:
      return "doodle";
    case NonDigitKind::kScribble:
      return "scribble";
    case NonDigitKind::kFragment:
      return "fragment";
    case NonDigitKind::kSeveral:
      break;
  }
  return "several";
}

SyntheticNonDigit synthesize_non_digit(std::uint64_t seed, std::uint64_t index, NonDigitSet set) {
  Random random(seed ^ kPurpose, 3 * index + static_cast<std::uint64_t>(set));
  const auto kind = static_cast<NonDigitKind>(index % kNonDigitKinds);
  SyntheticNonDigit thing = write(random, kind, set);
  thing.kind = kind;
  thing.pen_width = pen_width(random, kind);
  return thing;
}

ImageSet synthesize_non_digit_images(Index count, std::uint64_t seed, NonDigitSet set,
                                     const ParallelFor& parallel) {
  count = std::max<Index>(count, 0);
  std::vector<Drawing> drawings(static_cast<std::size_t>(count));
  std::vector<std::uint8_t> pixels = frame_all(count, parallel, [&](Index i) {
    SyntheticNonDigit thing = synthesize_non_digit(seed, static_cast<std::uint64_t>(i), set);
    drawings[static_cast<std::size_t>(i)] = thing.drawing;
    return Inked{std::move(thing.drawing), thing.pen_width};
  });
  ImageSet images = ImageSet::of_non_digits(kFrameSide, kFrameSide, std::move(pixels));
  images.set_drawings(std::move(drawings));
  return images;
}

}  // namespace digitlab
