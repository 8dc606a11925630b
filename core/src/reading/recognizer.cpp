#include "digitlab/reading/recognizer.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "digitlab/data/preprocessing.hpp"
#include "digitlab/math/error.hpp"

namespace digitlab {

namespace {

constexpr double kLeastProbability = 1e-3;  // a dot has none

Answer no_answer(Refusal refusal) {
  Answer answer;
  answer.refusal = refusal;
  return answer;
}

}  // namespace

const char* to_string(Refusal refusal) {
  switch (refusal) {
    case Refusal::kNone:
      return "";
    case Refusal::kBlank:
      return "blank";
    case Refusal::kUnsure:
    case Refusal::kOverflow:
      return "unsure";
  }
  return "";
}

std::uint8_t likeliest(const Answer& answer) {
  const auto best = std::max_element(answer.probabilities.begin(), answer.probabilities.end());
  return static_cast<std::uint8_t>(best - answer.probabilities.begin());
}

void decide(Answer& answer, double least) {
  if (answer.refusal == Refusal::kOverflow) return;
  const std::uint8_t best = likeliest(answer);
  const bool is_sure = static_cast<double>(answer.probabilities[best]) >= least;
  answer.digit.reset();
  if (is_sure) answer.digit = best;
  answer.refusal = is_sure ? Refusal::kNone : Refusal::kUnsure;
}

void check_no_overflow(const Answer& answer) {
  if (answer.refusal != Refusal::kOverflow) return;
  throw Error(
      "the network's outputs are no finite numbers: its weights are too large to compute with");
}

char sign_of(const Answer& answer) {
  return answer.digit ? static_cast<char>('0' + *answer.digit) : '?';
}

double log_confidence(const Answer& answer) {
  const float best = answer.probabilities[likeliest(answer)];
  // This way round, what is no number counts as the least.
  return std::log(std::max(kLeastProbability, static_cast<double>(best)));
}

Recognizer::Recognizer(const Model& model)
    : model_(model), workspace_(model.network.make_workspace(1, Purpose::kInference)) {
  if (model.network.classes() == kClasses) return;
  throw Error("the network knows " + std::to_string(model.network.classes()) +
              " classes, expected the 10 digits");
}

Answer Recognizer::recognize_picture(const Drawing& drawing, const FrameOptions& options) {
  frame_ = frame_drawing(drawing, options);
  const Answer answer = recognize(ImageView{kFrameSide, kFrameSide, frame_.pixels.data(), nullptr});
  return frame_.extent <= options.brush_width ? no_answer(Refusal::kBlank) : answer;
}

Answer Recognizer::recognize(const Drawing& drawing, const FrameOptions& options) {
  Answer answer = recognize_picture(drawing, options);
  if (model_.network.output_kind() != OutputKind::kSoftmax) return answer;
  const auto strokes = std::count_if(drawing.begin(), drawing.end(), has_ink);
  weigh_by_strokes(model_.stroke_counts, static_cast<std::size_t>(strokes), answer.probabilities);
  if (answer.digit) decide(answer, 0);
  return answer;
}

Answer Recognizer::recognize(const ImageView& image) {
  to_input(image, model_.network.spec().input, workspace_.input.data());
  if (workspace_.input.isZero(0.0F)) return no_answer(Refusal::kBlank);
  model_.network.forward(1, workspace_);
  const MatrixRef<float> probabilities = answer_probabilities(model_, workspace_);
  // Finite weights are no promise: sums of their products may go beyond a float.
  if (!probabilities.allFinite()) return no_answer(Refusal::kOverflow);
  Answer answer;
  std::copy_n(probabilities.data(), kClasses, answer.probabilities.begin());
  decide(answer, model_.calibration.sure_probability);
  return answer;
}

std::vector<float> Recognizer::input_image() const {
  const InputFormat& format = model_.network.spec().input;
  return to_upright({workspace_.input.data(), static_cast<std::size_t>(format.size())}, format);
}

}  // namespace digitlab
