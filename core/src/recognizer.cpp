#include "digitlab/recognizer.hpp"

#include <algorithm>

namespace digitlab {

const char* to_string(Refusal refusal) {
  switch (refusal) {
    case Refusal::kNone:
      return "";
    case Refusal::kBlank:
      return "blank";
    case Refusal::kUnsure:
      return "unsure";
  }
  return "";
}

Recognizer::Recognizer(const Network<float>& network)
    : network_(network), workspace_(network.make_workspace(1, Purpose::kInference)) {}

Answer Recognizer::recognize(const Drawing& drawing, const FrameOptions& options) {
  frame_ = frame_drawing(drawing, options);
  return recognize(ImageView{kFrameSide, kFrameSide, frame_.pixels.data(), nullptr});
}

Answer Recognizer::recognize(const ImageView& image) {
  to_input(image, network_.spec().input, workspace_.input.data());
  Answer answer;
  if (workspace_.input.isZero(0.0F)) {
    answer.refusal = Refusal::kBlank;
    return answer;
  }
  MatrixRef<float> logits = network_.forward(1, workspace_);
  network_.to_probabilities(logits);
  std::copy_n(logits.data(), kClasses, answer.probabilities.begin());
  const auto best = std::max_element(answer.probabilities.begin(), answer.probabilities.end());
  if (*best >= kSureProbability) {
    answer.digit = static_cast<std::uint8_t>(best - answer.probabilities.begin());
  } else {
    answer.refusal = Refusal::kUnsure;
  }
  return answer;
}

std::vector<float> Recognizer::input_image() const {
  const InputFormat& format = network_.spec().input;
  std::vector<float> image(static_cast<std::size_t>(format.size()));
  for (Index row = 0; row < format.height; ++row) {
    for (Index column = 0; column < format.width; ++column) {
      const Index from = format.order == PixelOrder::kRowMajor ? row * format.width + column
                                                               : column * format.height + row;
      image[static_cast<std::size_t>(row * format.width + column)] = workspace_.input(0, from);
    }
  }
  return image;
}

}  // namespace digitlab
