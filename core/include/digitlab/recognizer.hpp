/// @file
/// From pen strokes to an answer: the whole path in one call.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "digitlab/dataset.hpp"
#include "digitlab/ink.hpp"
#include "digitlab/network.hpp"

namespace digitlab {

/// Why there is no digit in an answer.
enum class Refusal {
  kNone,    ///< there is one
  kBlank,   ///< no ink
  kUnsure,  ///< no digit has at least `kSureProbability`
};

/// Below this probability the best guess is not called an answer.
inline constexpr float kSureProbability = 0.5F;

/// "", "blank" or "unsure": the words of the command line and of the page.
const char* to_string(Refusal refusal);

struct Answer {
  std::optional<std::uint8_t> digit;
  Refusal refusal = Refusal::kNone;
  std::array<float, kClasses> probabilities{};  ///< all 0 when blank
};

/// Runs one drawing or image at a time through a network it refers to. Reuses its buffers.
class Recognizer {
 public:
  /// `network` must outlive the recognizer.
  explicit Recognizer(const Network<float>& network);

  /// Frames the strokes and classifies the frame.
  Answer recognize(const Drawing& drawing, const FrameOptions& options = {});

  /// Classifies an image that is framed already.
  /// @throws Error when the image does not fit the network
  Answer recognize(const ImageView& image);

  /// What the last `recognize(drawing)` made of the ink.
  const Frame& frame() const { return frame_; }

  /// What the network read last: upright, row-major (H,W).
  std::vector<float> input_image() const;

 private:
  const Network<float>& network_;
  Workspace<float> workspace_;
  Frame frame_;
};

}  // namespace digitlab
