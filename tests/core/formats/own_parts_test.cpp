// A layer, an optimizer and a source of samples that core does not have, added as core/README.md
// says: a file of their own (this one) and a line in a table (here, of a copy).
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/formats/model_file.hpp"
#include "digitlab/formats/spec_json.hpp"
#include "digitlab/generate/digits.hpp"
#include "digitlab/math/error.hpp"
#include "digitlab/nn/inspect.hpp"
#include "digitlab/train/trainer.hpp"
#include "support/gradient_check.hpp"

namespace digitlab {
namespace {

// PReLU (He et al. 2015): y = x for x > 0, else slope · x, with a learned slope a value.
template <typename T>
class Prelu final : public Layer<T> {
 public:
  Prelu(std::string name, double slope, Shape shape)
      : Layer<T>(std::move(name), shape, shape), slope_(slope) {}

  std::vector<LayerParameter> parameters() const override {
    return {{"alpha", {this->input_size()}}};
  }
  void initialize(std::span<T> parameters, Random& /*random*/) const override {
    for (T& value : parameters) value = static_cast<T>(slope_);
  }
  void forward(std::span<const T> parameters, const ConstMatrixRef<T>& x, MatrixRef<T> y,
               const Pass<T>& /*pass*/) const override {
    for (Index i = 0; i < x.rows(); ++i) {
      for (Index j = 0; j < x.cols(); ++j) {
        y(i, j) = x(i, j) > 0 ? x(i, j) : parameters[static_cast<std::size_t>(j)] * x(i, j);
      }
    }
  }
  void backward(std::span<const T> parameters, const ConstMatrixRef<T>& x,
                const ConstMatrixRef<T>& /*y*/, MatrixRef<T> dy, std::span<T> gradient,
                MatrixRef<T>* dx, const Pass<T>& /*pass*/) const override {
    for (Index i = 0; i < x.rows(); ++i) {
      for (Index j = 0; j < x.cols(); ++j) {
        const auto at = static_cast<std::size_t>(j);
        const bool bent = !(x(i, j) > 0);
        if (bent) gradient[at] += x(i, j) * dy(i, j);
        if (dx != nullptr) (*dx)(i, j) = bent ? parameters[at] * dy(i, j) : dy(i, j);
      }
    }
  }

 private:
  double slope_;
};

struct PreluSpec {
  std::string name;
  double slope = 0.25;

  const char* type() const { return "Prelu"; }
  void describe(Settings& settings) { settings.number("slope", slope, 0, 1); }
  template <typename T>
  LayerPointer<T> make(Shape input) const {
    return std::make_unique<Prelu<T>>(name, slope, input);
  }
};

// θ ← θ - α · sign(g) (Bernstein et al. 2018, "signSGD").
struct SignDescent {
  const char* name() const { return "sign"; }
  Index slots() const { return 0; }
  void describe(Settings& /*settings*/) {}
  template <typename T>
  void step(const OptimizerStep<T>& step) const {
    for (std::size_t i = 0; i < step.parameters.size(); ++i) {
      const T g = step.gradient[i];
      const auto sign = static_cast<T>((g > 0) - (g < 0));
      step.parameters[i] -= static_cast<T>(step.learning_rate) * sign;
    }
  }
};

// Another source's samples turned by half a turn: the last pixel first.
class TurnedSamples final : public SampleSource {
 public:
  explicit TurnedSamples(SampleSource& source) : SampleSource(source.data()), source_(source) {}
  void fill(std::span<const Index> indices, const InputFormat& format, int epoch, Scratch* scratch,
            MatrixRef<float> inputs) const override {
    source_.fill(indices, format, epoch, scratch, inputs);
    inputs = inputs.rowwise().reverse().eval();
  }

 private:
  SampleSource& source_;
};

LayerKinds kinds_with_prelu() {
  LayerKinds kinds = layer_kinds();
  kinds.push_back(PreluSpec{});
  return kinds;
}

constexpr const char* kSpec = R"({"name": "bent", "layers": [
    {"type": "Input", "shape": [400]},
    {"type": "Dense", "name": "L1", "units": 20},
    {"type": "Prelu", "slope": 0.1},
    {"type": "Dense", "name": "L2", "units": 10}]})";

TEST(OwnParts, ALayerIsReadWrittenAndHasItsRange) {
  const NetworkSpec spec = parse_spec(kSpec, kinds_with_prelu());
  ASSERT_NE(spec.layers[1].get_if<PreluSpec>(), nullptr);
  EXPECT_EQ(spec.layers[1].get_if<PreluSpec>()->slope, 0.1);
  EXPECT_EQ(spec.layers[1].name(), "prelu_2");
  const std::string written = write_spec(spec);
  EXPECT_EQ(write_spec(parse_spec(written, kinds_with_prelu())), written);

  EXPECT_THROW(parse_spec(kSpec), Error);
  std::string steep = kSpec;
  steep.replace(steep.find("0.1}"), 3, "1.5");
  EXPECT_THROW(parse_spec(steep, kinds_with_prelu()), Error);
}

TEST(OwnParts, ALayersGradientIsThatOfTheLoss) {
  LayerSpec::allow_doubles<PreluSpec>();
  Network<double> network(parse_spec(kSpec, kinds_with_prelu()));
  network.initialize(1);
  Matrix<double> x(1, network.input_size());
  for (Index i = 0; i < x.cols(); ++i) x(0, i) = std::sin(static_cast<double>(i));
  const std::span<const double> input(x.data(), static_cast<std::size_t>(x.size()));
  const RowVector<double> gradient = input_gradient<double>(network, input, 3);
  Workspace<double> workspace = network.make_workspace(1);
  const auto logit = [&] {
    workspace.input = x;
    return network.forward(1, workspace)(0, 3);
  };
  for (Index i = 0; i < x.cols(); i += 37) {
    EXPECT_NEAR(gradient(i), central_difference(x(0, i), logit), 1e-7) << i;
  }
}

TEST(OwnParts, TogetherTheyTrainAndTheModelIsKept) {
  const Dataset digits(synthesize_images(600, 1));
  PlainSamples plain(digits);
  TurnedSamples samples(plain);
  Network<float> network(parse_spec(kSpec, kinds_with_prelu()));
  network.initialize(1);
  TrainerOptions options;
  options.epochs = 12;
  options.optimizer = SignDescent{};
  Trainer trainer(network, samples, {all_indices(digits.size()), {}}, options);
  const std::vector<EpochReport> history = trainer.run().history;
  EXPECT_GT(history.back().accuracy, 0.6);
  EXPECT_LT(history.back().loss, history.front().loss / 2);
  // The slopes have been learned, too.
  const float slope = network.parameters()[400 * 20 + 20];
  EXPECT_NE(slope, 0.1F);

  const auto bytes = write_safetensors(to_tensor_file({std::move(network)}, ""));
  const TensorFile file = parse_safetensors(bytes);
  EXPECT_THROW(from_tensor_file(file), Error);
  const Model back = from_tensor_file(file, kinds_with_prelu());
  EXPECT_EQ(back.network.parameters()[400 * 20 + 20], slope);
}

}  // namespace
}  // namespace digitlab
