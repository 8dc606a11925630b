#include "digitlab/formats/spec_json.hpp"

#include <gtest/gtest.h>

#include "digitlab/math/error.hpp"
#include "digitlab/nn/network.hpp"
#include "digitlab/reading/shipped_specs.hpp"

namespace digitlab {
namespace {

std::string error_of(const std::string& json) {
  try {
    parse_spec(json);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

std::string with_layer(const std::string& layer) {
  return R"({"layers": [{"type": "Input", "shape": [400]}, )" + layer + "]}";
}

TEST(Spec, ReadsTheLabFromKerasLikeJson) {
  const NetworkSpec spec = parse_spec(R"({"name": "my_model", "layers": [
      {"type": "Input", "shape": [400]},
      {"type": "Dense", "name": "L1", "units": 25, "activation": "relu"},
      {"type": "Dense", "name": "L2", "units": 15, "activation": "relu"},
      {"type": "Dense", "name": "L3", "units": 10, "activation": "linear"}]})");
  EXPECT_EQ(write_spec(spec), write_spec(lab_spec()));
  EXPECT_EQ(spec.input, (InputFormat{20, 20, PixelOrder::kColumnMajor}));
}

TEST(Spec, ReadsBackWhatItWrites) {
  NetworkSpec spec = lab_spec();
  spec.input = {14, 9, PixelOrder::kRowMajor};
  (*spec.layers[1].get_if<DenseSpec>()).activation = Activation::kSigmoid;
  (*spec.layers[1].get_if<DenseSpec>()).kernel_initializer = Initializer::kHeUniform;
  const NetworkSpec back = parse_spec(write_spec(spec));
  EXPECT_EQ(write_spec(back), write_spec(spec));
  EXPECT_EQ(back.input, spec.input);
  EXPECT_EQ((*back.layers[1].get_if<DenseSpec>()).kernel_initializer, Initializer::kHeUniform);
}

TEST(Spec, SaysHowMuchSlantIsTakenOut) {
  EXPECT_EQ(lab_spec().input.deskew, 0);
  for (const char* shape : {"[400]", "[28, 28]", "[14, 9]"}) {
    for (const char* deskew : {"0", "0.5", "1"}) {
      const NetworkSpec spec =
          parse_spec(std::string(R"({"layers": [{"type": "Input", "shape": )") + shape +
                     R"(, "deskew": )" + deskew + R"(}, {"type": "Dense", "units": 10}]})");
      EXPECT_EQ(spec.input.deskew, std::stod(deskew)) << shape;
      EXPECT_EQ(parse_spec(write_spec(spec)).input, spec.input) << shape;
    }
  }
  for (const char* wrong : {"1.5", "-0.5", "true"}) {
    EXPECT_THROW(
        parse_spec(std::string(R"({"layers": [{"type": "Input", "shape": [400], "deskew": )") +
                   wrong + R"(}, {"type": "Dense", "units": 10}]})"),
        Error)
        << wrong;
  }
}

constexpr const char* kEveryKind = R"({"name": "all", "layers": [
    {"type": "Input", "shape": [28, 28]},
    {"type": "Conv2D", "name": "c", "filters": 3, "kernel_size": [2, 5], "padding": "same",
     "activation": "relu", "use_bias": false, "kernel_initializer": "he_uniform"},
    {"type": "BatchNormalization", "name": "n", "momentum": 0.5, "epsilon": 0.01,
     "activation": "sigmoid"},
    {"type": "MaxPooling2D", "name": "m", "pool_size": [2, 1]},
    {"type": "AveragePooling2D", "name": "a", "pool_size": 2},
    {"type": "DepthwiseConv2D", "name": "w", "kernel_size": [4, 2], "padding": "same",
     "activation": "relu", "use_bias": false, "depthwise_initializer": "he_uniform"},
    {"type": "Dropout", "name": "d", "rate": 0.25},
    {"type": "GlobalAveragePooling2D", "name": "g"},
    {"type": "Flatten", "name": "f"},
    {"type": "Dense", "name": "o", "units": 10}]})";

TEST(Spec, ReadsBackEveryKindOfLayer) {
  const NetworkSpec spec = parse_spec(kEveryKind);
  ASSERT_EQ(spec.layers.size(), 9U);
  const auto& conv = (*spec.layers[0].get_if<Conv2DSpec>());
  EXPECT_EQ(conv.kernel_height, 2);
  EXPECT_EQ(conv.kernel_width, 5);
  EXPECT_EQ(conv.padding, Padding::kSame);
  EXPECT_FALSE(conv.use_bias);
  const auto& norm = (*spec.layers[1].get_if<BatchNormalizationSpec>());
  EXPECT_EQ(norm.momentum, 0.5);
  EXPECT_EQ(norm.epsilon, 0.01);
  EXPECT_EQ(norm.activation, Activation::kSigmoid);
  const auto& average = (*spec.layers[3].get_if<Pooling2DSpec>());
  EXPECT_EQ(average.kind, PoolingKind::kAverage);
  EXPECT_EQ(average.width, 2);
  const auto& depthwise = (*spec.layers[4].get_if<DepthwiseConv2DSpec>());
  EXPECT_EQ(depthwise.kernel_height, 4);
  EXPECT_EQ(depthwise.kernel_width, 2);
  EXPECT_EQ(depthwise.padding, Padding::kSame);
  EXPECT_EQ(depthwise.activation, Activation::kRelu);
  EXPECT_FALSE(depthwise.use_bias);
  EXPECT_EQ(depthwise.depthwise_initializer, Initializer::kHeUniform);
  EXPECT_EQ((*spec.layers[5].get_if<DropoutSpec>()).rate, 0.25);
  EXPECT_EQ(spec.layers[7].name(), "f");
  EXPECT_EQ(write_spec(parse_spec(write_spec(spec))), write_spec(spec));
}

TEST(Spec, ConvnetIsReadBackAndSmallEnough) {
  const NetworkSpec spec = convnet_spec();
  EXPECT_EQ(write_spec(parse_spec(write_spec(spec))), write_spec(spec));
  EXPECT_LE(Network<float>(spec).parameters().size(), 25000U);
}

TEST(Spec, HasDefaults) {
  const NetworkSpec spec = parse_spec(
      R"({"layers": [{"type": "Input", "shape": [784]}, {"type": "Dense", "units": 10}]})");
  const auto& dense = (*spec.layers[0].get_if<DenseSpec>());
  EXPECT_EQ(spec.name, "network");
  EXPECT_EQ(dense.name, "dense_1");
  EXPECT_EQ(dense.activation, Activation::kLinear);
  EXPECT_EQ(spec.input, (InputFormat{28, 28, PixelOrder::kRowMajor}));
}

TEST(Spec, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(error_of("{"), "the network specification is not valid JSON at byte 2");
  EXPECT_EQ(error_of("[]"), "the network specification is [], expected an object");
  EXPECT_EQ(error_of(R"({"layers": 3})"),
            "\"layers\" must be a list of an Input and at least one more layer");
  EXPECT_EQ(error_of(with_layer(R"({"type": "Dense", "units": 0})")),
            "layer 2: \"units\" is 0, expected a whole number from 1 to 65536");
  EXPECT_EQ(error_of(with_layer(R"({"type": "Dense", "units": 2.5})")),
            "layer 2: \"units\" is 2.5, expected a whole number from 1 to 65536");
  EXPECT_EQ(error_of(with_layer(R"({"type": "Dense", "units": 3, "activation": "tanh"})")),
            "layer 2: \"activation\" is \"tanh\", expected \"linear\", \"relu\" or \"sigmoid\"");
  EXPECT_EQ(error_of(with_layer(R"({"type": "Dense", "units": 3, "unit": 3})")),
            "layer 2 has an unknown key \"unit\"");
  EXPECT_EQ(error_of(with_layer(R"({"type": "Conv9D", "units": 3})")),
            "layer 2: \"type\" is \"Conv9D\", expected \"Dense\", \"Conv2D\", "
            "\"DepthwiseConv2D\", \"BatchNormalization\", \"MaxPooling2D\", \"AveragePooling2D\", "
            "\"GlobalAveragePooling2D\", \"Flatten\" or \"Dropout\"");
  EXPECT_EQ(error_of(with_layer(R"({"type": "Conv2D", "filters": 3, "kernel_size": [1, 2, 3]})")),
            "layer 2: \"kernel_size\" is [1,2,3], expected a number or [height, width]");
  EXPECT_EQ(error_of(with_layer(R"({"type": "Conv2D", "filters": 3, "use_bias": 1})")),
            "layer 2: \"use_bias\" is 1, expected true or false");
  EXPECT_EQ(error_of(with_layer(R"({"type": "Conv2D", "filters": 3, "padding": "full"})")),
            "layer 2: \"padding\" is \"full\", expected \"valid\" or \"same\"");
  EXPECT_EQ(error_of(with_layer(R"({"type": "Dropout", "rate": 1})")),
            "layer 2: \"rate\" is 1, expected a number from 0 to below 1");
  EXPECT_EQ(error_of(with_layer("7")), "layer 2 is 7, expected an object");
  EXPECT_EQ(error_of(R"({"layers": [{"type": "Input", "shape": [5]}, {"type": "Dense"}]})"),
            "layer 1: \"shape\" is [5], expected [400], [784] or [height, width]");
}

}  // namespace
}  // namespace digitlab
