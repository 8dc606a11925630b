#include "digitlab/nn/layers/batch_normalization.hpp"

#include <limits>

#include "math/kernels.hpp"
#include "nn/layers/trainable.hpp"

namespace digitlab {
namespace {

// Letters: C channels; n values of each in the rows at hand; L = W·C values of one row of pixels.
// Parameters: gamma, beta, moving mean, moving variance (C each). In training the rows at hand
// normalize by their own statistics ("ghost batch normalization", Hoffer, Hubara, Soudry 2017,
// "Train longer, generalize better"): groups of rows need not wait for each other, and the result
// does not depend on how many are computed at once.
//
// All arithmetic runs along whole rows of pixels, with the channels' values repeated ("spread")
// over a row: see kernels.hpp.
template <typename T>
class BatchNormalization final
    : public Trainable<BatchNormalization<T>, BatchNormalizationSpec, T> {
 public:
  BatchNormalization(const BatchNormalizationSpec& spec, Shape shape)
      : Trainable<BatchNormalization<T>, BatchNormalizationSpec, T>(spec.name, shape, shape),
        spec_(spec),
        channels_(shape.channels),
        line_(shape.width * shape.channels) {}

  std::vector<LayerParameter> parameters() const override {
    return {{"gamma", {channels_}, ParameterKind::kOffset},
            {"beta", {channels_}, ParameterKind::kOffset},
            {"moving_mean", {channels_}, ParameterKind::kStatistic, spec_.momentum},
            {"moving_variance", {channels_}, ParameterKind::kStatistic, spec_.momentum}};
  }

  void start(std::span<T> parameters, Random& /*random*/) const {
    for (Index i = 0; i < 4; ++i) {
      ChannelMap(parameters.data() + i * channels_, channels_)
          .setConstant(i == 0 || i == 3 ? T{1} : T{0});
    }
  }

  // Mean and variance of the rows at hand.
  Index cache_size(Index /*rows*/) const override { return 2 * channels_; }
  // Five spread rows, and two of channels.
  Index scratch_size() const override { return 5 * line_ + 2 * channels_; }

  bool is_quick() const override { return true; }
  bool mixes_rows() const override { return true; }

  // Mean and mean square, about the first sample's mean: so one pass over the values keeps the
  // digits that Σx² - (Σx)² would lose (the shifted one-pass algorithm: Chan, Golub, LeVeque 1983,
  // "Algorithms for Computing the Sample Variance").
  void gather_statistics(const ConstMatrixRef<T>& x, const Pass<T>& pass) const {
    ChannelMap mean(pass.cache.data(), channels_);
    ChannelMap variance(pass.cache.data() + channels_, channels_);
    ChannelMap about = line(pass, 0);
    ChannelMap sum = line(pass, 1);
    ChannelMap squares = line(pass, 2);
    ChannelMap first(pass.scratch.data() + 5 * line_, channels_);
    about.setZero();
    sum.setZero();
    squares.setZero();
    kernels_.add_deviations(lines(), x.row(0).data(), about.data(), sum.data(), squares.data());
    gather(sum, first);
    first /= count(x.topRows(1));
    spread(first, about);
    sum.setZero();
    squares.setZero();
    for (Index b = 0; b < x.rows(); ++b) {
      kernels_.add_deviations(lines(), x.row(b).data(), about.data(), sum.data(), squares.data());
    }
    gather(sum, mean);
    gather(squares, variance);
    mean /= count(x);
    variance = variance / count(x) - mean.square();
    mean += first;
  }

  // y = activation(x · factor + summand)
  void forward(std::span<const T> parameters, const ConstMatrixRef<T>& x, MatrixRef<T> y,
               const Pass<T>& pass) const override {
    const Scaling<T> scaling = spread_scaling(parameters, pass);
    for (Index b = 0; b < x.rows(); ++b) {
      kernels_.scale(lines(), x.row(b).data(), scaling, y.row(b).data());
    }
    if (spec_.activation != Activation::kRelu) activate<T>(spec_.activation, y);
  }

  // With x̂ = (x - mean) / deviation and dz = dy ∘ activation'(z), each channel by itself:
  //   dbeta = Σ dz,  dgamma = Σ dz · x̂,
  //   dx = gamma / deviation · (dz - dbeta / n - x̂ · dgamma / n) = dz · a + x · b + c
  // Moving statistics do not depend on x: then b = c = 0.
  void add_gradient(std::span<const T> parameters, const ConstMatrixRef<T>& x,
                    const ConstMatrixRef<T>& /*y*/, MatrixRef<T> dy, std::span<T> gradient,
                    MatrixRef<T>* dx, const Pass<T>& pass) const {
    const ConstChannelMap gamma(parameters.data(), channels_);
    const ConstChannelMap mean(statistics(parameters, pass), channels_);
    const ConstChannelMap variance(mean.data() + channels_, channels_);
    const auto dev = deviation(variance);

    const Scaling<T> scaling = spread_scaling(parameters, pass);
    if (spec_.activation == Activation::kSigmoid) differentiate_lines(x, scaling, dy, pass);
    ChannelMap means = line(pass, 2);
    ChannelMap sum = line(pass, 3);
    ChannelMap moment = line(pass, 4);
    spread(mean, means);
    sum.setZero();
    moment.setZero();
    for (Index r = 0; r < x.rows(); ++r) {
      kernels_.add_moments(lines(), x.row(r).data(), scaling, dy.row(r).data(), means.data(),
                           sum.data(), moment.data());
    }
    ChannelMap dbeta(pass.scratch.data() + 5 * line_, channels_);
    ChannelMap dgamma(dbeta.data() + channels_, channels_);
    gather(sum, dbeta);
    gather(moment, dgamma);
    dgamma /= dev;
    const auto share = static_cast<T>(pass.share);
    ChannelMap(gradient.data(), channels_) += dgamma;
    ChannelMap(gradient.data() + channels_, channels_) += dbeta;
    ChannelMap(gradient.data() + 2 * channels_, channels_) += share * mean;
    ChannelMap(gradient.data() + 3 * channels_, channels_) += share * variance;
    if (dx == nullptr) return;

    const T one_over_n = pass.training ? T{1} / count(x) : T{0};
    ChannelMap a = line(pass, 2);
    ChannelMap b = line(pass, 3);
    ChannelMap c = line(pass, 4);
    spread(gamma / dev, a);
    spread(-one_over_n * gamma * dgamma / dev.square(), b);
    spread(one_over_n * gamma / dev * (mean * dgamma / dev - dbeta), c);
    for (Index r = 0; r < x.rows(); ++r) {
      kernels_.combine(lines(), x.row(r).data(), scaling, dy.row(r).data(), a.data(), b.data(),
                       c.data(), dx->row(r).data());
    }
  }

 private:
  // C values, or L of them.
  using Channels = Eigen::Array<T, 1, Eigen::Dynamic>;
  using ChannelMap = Eigen::Map<Channels>;
  using ConstChannelMap = Eigen::Map<const Channels>;

  // Mean and variance (C each) to normalize by.
  const T* statistics(std::span<const T> parameters, const Pass<T>& pass) const {
    return pass.training ? pass.cache.data() : parameters.data() + 2 * channels_;
  }
  // Of one sample: rows of pixels.
  Lines lines() const { return {this->input_size() / line_, line_}; }
  ChannelMap line(const Pass<T>& pass, Index i) const {
    return {pass.scratch.data() + i * line_, line_};
  }
  T count(const ConstMatrixRef<T>& x) const {
    const Index pixels = x.size() / channels_;
    return static_cast<T>(pixels);
  }

  auto deviation(const ConstChannelMap& variance) const {
    return (variance + static_cast<T>(spec_.epsilon)).sqrt();
  }

  // (x - mean) / deviation · gamma + beta, in the first two spread rows. A rectifier is part of it.
  Scaling<T> spread_scaling(std::span<const T> parameters, const Pass<T>& pass) const {
    const ConstChannelMap gamma(parameters.data(), channels_);
    const ConstChannelMap beta(parameters.data() + channels_, channels_);
    const ConstChannelMap mean(statistics(parameters, pass), channels_);
    const ConstChannelMap variance(mean.data() + channels_, channels_);
    ChannelMap factor = line(pass, 0);
    ChannelMap summand = line(pass, 1);
    spread(gamma / deviation(variance), factor);
    spread(beta - mean * gamma / deviation(variance), summand);
    const T least =
        spec_.activation == Activation::kRelu ? T{0} : -std::numeric_limits<T>::infinity();
    return {factor.data(), summand.data(), least};
  }

  // dy → dz for an activation that is no threshold, of outputs computed anew.
  void differentiate_lines(const ConstMatrixRef<T>& x, const Scaling<T>& scaling, MatrixRef<T> dy,
                           const Pass<T>& pass) const {
    MatrixMap<T> y(line(pass, 2).data(), 1, line_);
    for (Index r = 0; r < x.rows(); ++r) {
      for (Index at = 0; at < x.cols(); at += line_) {
        kernels_.scale({1, line_}, x.row(r).data() + at, scaling, y.data());
        activate<T>(spec_.activation, y);
        differentiate<T>(spec_.activation, y, dy.block(r, at, 1, line_));
      }
    }
  }

  template <typename Values>
  void spread(const Values& channels, ChannelMap& line) const {
    line.head(channels_) = channels;
    for (Index at = channels_; at < line_; at += channels_) {
      line.segment(at, channels_) = line.head(channels_);
    }
  }

  void gather(const ChannelMap& line, ChannelMap& channels) const {
    channels = line.head(channels_);
    for (Index at = channels_; at < line_; at += channels_) channels += line.segment(at, channels_);
  }

  const LineKernels<T>& kernels_ = line_kernels<T>();
  BatchNormalizationSpec spec_;
  Index channels_;
  Index line_;
};

}  // namespace

template <typename T>
LayerPointer<T> BatchNormalizationSpec::make(Shape input) const {
  return std::make_unique<BatchNormalization<T>>(*this, input);
}

template LayerPointer<float> BatchNormalizationSpec::make<float>(Shape) const;
template LayerPointer<double> BatchNormalizationSpec::make<double>(Shape) const;

template <>
void allow_training_of<BatchNormalizationSpec, float>() {
  BatchNormalization<float>::allow_training();
}
template <>
void allow_training_of<BatchNormalizationSpec, double>() {
  BatchNormalization<double>::allow_training();
}

}  // namespace digitlab
