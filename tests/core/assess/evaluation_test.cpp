#include "digitlab/assess/evaluation.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "digitlab/data/preprocessing.hpp"
#include "digitlab/generate/digits.hpp"
#include "digitlab/math/error.hpp"
#include "digitlab/reading/shipped_specs.hpp"
#include "support/people.hpp"

namespace digitlab {
namespace {

std::string error_of(const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

// Its weights are finite, sums of their products are not.
Model overflowing() {
  Model model{initialized(lab_spec())};
  for (float& value : model.network.parameters()) value *= 1e30F;
  return model;
}

TEST(Evaluation, OfANetworkWhoseOutputsAreNoNumbersIsRefused) {
  const Dataset data(synthesize_images(40, 1));
  const std::vector<Index> all = all_indices(data.size());
  const Model model = overflowing();
  const std::string expected =
      "the network's outputs for sample 0 are no finite numbers: its weights are too large to "
      "compute with";
  EXPECT_EQ(error_of([&] { predict(model, data, all); }), expected);
  EXPECT_EQ(error_of([&] { evaluate(model.network, data, all); }), expected);
  EXPECT_EQ(error_of([&] { fit_no_digit_unit(model.network, data, all); }), expected);
}

TEST(Evaluation, NamesTheSampleWhoseOutputsAreNoNumbers) {
  // Only what is not blank overflows.
  std::vector<std::uint8_t> pixels(100 * kFrameSide * kFrameSide);
  pixels[70 * kFrameSide * kFrameSide + 400] = 255;
  const Dataset data(ImageSet(kFrameSide, kFrameSide, pixels, std::vector<std::uint8_t>(100, 3)));
  Network<float> network(
      {"n",
       {kFrameSide, kFrameSide, PixelOrder::kRowMajor},
       {DenseSpec{"a", 2, Activation::kRelu}, DenseSpec{"b", 10, Activation::kLinear}}});
  std::fill(network.parameters().begin(), network.parameters().end(), 1e30F);
  std::fill_n(network.parameters().begin() + kFrameSide * kFrameSide * 2, 2, 0.0F);
  const Model model{std::move(network)};
  EXPECT_EQ(error_of([&] { predict(model, data, all_indices(100)); }),
            "the network's outputs for sample 70 are no finite numbers: its weights are too large "
            "to compute with");
}

TEST(Evaluation, OfLogitsTooFarApartIsRefused) {
  Matrix<float> logits = Matrix<float>::Zero(2, kClasses);
  logits(1, 3) = 3e38F;
  logits(1, 4) = -3e38F;
  const std::string expected =
      "the loss is no finite number: the network's weights are too large to compute with";
  const std::vector<std::uint8_t> labels = {0, 4};
  EXPECT_EQ(error_of([&] { evaluate_logits(OutputKind::kSoftmax, logits, labels); }), expected);
  logits(1, 3) = std::numeric_limits<float>::infinity();
  EXPECT_EQ(error_of([&] { evaluate_logits(OutputKind::kSigmoid, logits, labels); }), expected);
  logits(1, 3) = 30;
  EXPECT_EQ(error_of([&] { evaluate_logits(OutputKind::kSigmoid, logits, labels); }), "no error");
}

TEST(Evaluation, OfAnOverflowingUnitForWhatIsNoDigitIsRefused) {
  const Dataset data(synthesize_images(4, 1));
  Model model{initialized(lab_spec())};
  model.calibration.no_digit.kernel.assign(15, std::numeric_limits<float>::infinity());
  EXPECT_NE(error_of([&] { predict(model, data, all_indices(4)); }), "no error");
}

}  // namespace
}  // namespace digitlab
