/// @file
/// From pen strokes to an answer: the whole path in one call.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "digitlab/assess/model.hpp"
#include "digitlab/data/dataset.hpp"
#include "digitlab/ink/framing.hpp"

namespace digitlab {

/// Why there is no digit in an answer.
enum class Refusal {
  kNone,      ///< there is one
  kBlank,     ///< no ink, or no more than a dot
  kUnsure,    ///< no digit is as likely as the network's calibration asks for
  kOverflow,  ///< the network's outputs are no finite numbers
};

/// "", "blank" or "unsure", which an overflow is too: the words of the command line and of the
/// page.
const char* to_string(Refusal refusal);

struct Answer {
  std::optional<std::uint8_t> digit;
  Refusal refusal = Refusal::kNone;
  std::array<float, kClasses> probabilities{};  ///< all 0 when blank or overflown
};

/// The digit of the highest probability; the lowest of several.
std::uint8_t likeliest(const Answer& answer);

/// Makes the likeliest digit the answer when its probability is at least `least`, else none. An
/// overflow stays one.
void decide(Answer& answer, double least);

/// For callers who would rather stop than go on with a network that answers nothing.
/// @throws Error when the answer is an overflow
void check_no_overflow(const Answer& answer);

/// The digit, or '?' when there is none.
char sign_of(const Answer& answer);

/// Logarithm of the highest probability, at least that of 1/1000: what `segment` goes by. Always a
/// finite number.
double log_confidence(const Answer& answer);

/// Runs one drawing or image at a time through the network of a model it refers to. Reuses its
/// buffers.
class Recognizer {
 public:
  /// `model` must outlive the recognizer.
  /// @throws Error when its classes are not the ten digits
  explicit Recognizer(const Model& model);

  /// Frames the strokes and classifies the frame. Ink that reaches no farther than the brush is
  /// wide (`options.brush_width`; 0 when unknown) is a dot, too little to be a digit.
  Answer recognize_picture(const Drawing& drawing, const FrameOptions& options = {});

  /// The same, and the number of strokes has a say in which digit it is, when the model knows how
  /// people write (`weigh_by_strokes`). Not in whether it is one, and not when the network's ten
  /// outputs are no distribution.
  Answer recognize(const Drawing& drawing, const FrameOptions& options = {});

  /// Classifies an image that is framed already.
  /// @throws Error when the image does not fit the network
  Answer recognize(const ImageView& image);

  /// What the ink of the last drawing became.
  const Frame& frame() const { return frame_; }

  /// What the network read last: upright, row-major (H,W).
  std::vector<float> input_image() const;

 private:
  const Model& model_;
  Workspace<float> workspace_;
  Frame frame_;
};

}  // namespace digitlab
