/// @file
/// A generator of pen strokes that are no digit: what a network is to refuse.
#pragma once

#include <cstdint>
#include <string>

#include "digitlab/data/dataset.hpp"
#include "digitlab/ink/framing.hpp"
#include "digitlab/math/parallel.hpp"

namespace digitlab {

/// What a thing that is no digit is instead.
enum class NonDigitKind {
  kLetter,    ///< of several alphabets, none that is written like a digit
  kShape,     ///< triangles, stars, arrows, dashes
  kDoodle,    ///< horses, houses, faces: several strokes each
  kScribble,  ///< hatching, tangles, wandering lines
  kFragment,  ///< a piece of a digit that is none by itself
  kSeveral,   ///< two or three digits in one drawing
};

/// Number of kinds.
inline constexpr std::uint64_t kNonDigitKinds = 6;

/// "letter", "shape", "doodle", "scribble", "fragment" or "several".
const char* to_string(NonDigitKind kind);

/// Which of the things are drawn. Those held back never occur among those to train on, so that
/// they tell whether a network refuses what it has not seen.
enum class NonDigitSet {
  kAll,
  kTrain,
  kHeldOut,
};

/// One generated thing.
struct SyntheticNonDigit {
  Drawing drawing;
  NonDigitKind kind = NonDigitKind::kLetter;
  std::string name;        ///< of what it is: "A", "horse", "3 7"
  double pen_width = 2.2;  ///< to frame it with, in frame pixels
};

/// Thing number `index` of the endless sequence that `seed` and `set` name. Kinds cycle in the
/// order above, so any run of six is balanced. Each thing depends on (seed, index, set) alone.
SyntheticNonDigit synthesize_non_digit(std::uint64_t seed, std::uint64_t index,
                                       NonDigitSet set = NonDigitSet::kAll);

/// The first `count` things of the sequence, framed as MNIST frames digits: 28×28 bytes, all
/// labelled `kNoDigit`, with their drawings. A negative count is none.
ImageSet synthesize_non_digit_images(Index count, std::uint64_t seed,
                                     NonDigitSet set = NonDigitSet::kAll,
                                     const ParallelFor& parallel = serial_for);

}  // namespace digitlab
