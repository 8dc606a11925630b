#include "digitlab/assess/refusal.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "assess/logistic_design.hpp"

namespace digitlab {
namespace {

constexpr double kRidge = 1e-6;  // of features of deviation 1, beside a mean loss
constexpr int kMostSteps = 50;
constexpr double kLeastDecrease = 1e-6;

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

}  // namespace

template <typename T>
void spread(const NoDigitUnit& unit, const ConstMatrixRef<T>& features,
            MatrixRef<T> probabilities) {
  assert(features.cols() == static_cast<Index>(unit.kernel.size()));
  const auto share = T(1) / static_cast<T>(probabilities.cols());
  for (Index row = 0; row < probabilities.rows(); ++row) {
    double sum = static_cast<double>(unit.bias);
    for (Index i = 0; i < features.cols(); ++i) {
      sum += static_cast<double>(unit.kernel[static_cast<std::size_t>(i)]) *
             static_cast<double>(features(row, i));
    }
    const auto p = static_cast<T>(sigmoid(sum));
    for (Index k = 0; k < probabilities.cols(); ++k) {
      T& probability = probabilities(row, k);
      probability = (1 - p) * probability + p * share;
    }
  }
}

template void spread<float>(const NoDigitUnit&, const ConstMatrixRef<float>&, MatrixRef<float>);
template void spread<double>(const NoDigitUnit&, const ConstMatrixRef<double>&, MatrixRef<double>);

NoDigitUnit fit_no_digit_unit(const ConstMatrixRef<float>& features,
                              const std::vector<bool>& is_digit, const ParallelFor& parallel,
                              const FitProgress& go_on) {
  assert(features.rows() == static_cast<Index>(is_digit.size()));
  const auto digits = static_cast<double>(std::count(is_digit.begin(), is_digit.end(), true));
  const double others = static_cast<double>(is_digit.size()) - digits;
  if (digits == 0 || others == 0) return {};

  const std::unique_ptr<LogisticDesign> x = make_logistic_design(features, parallel);
  const Index size = features.cols() + 1;
  Eigen::VectorXd target(features.rows());
  Eigen::VectorXd weight(features.rows());
  for (Index i = 0; i < target.size(); ++i) {
    const bool digit = is_digit[static_cast<std::size_t>(i)];
    target[i] = digit ? 0 : 1;
    weight[i] = digit ? (1 - kNoDigitShare) / digits : kNoDigitShare / others;
  }
  Eigen::VectorXd ridge = Eigen::VectorXd::Constant(size, kRidge);
  ridge[size - 1] = 0;  // not the bias

  const auto loss_at = [&](const Eigen::VectorXd& w) {
    const Eigen::VectorXd sum = x->times(w);
    double loss = 0.5 * ridge.dot(w.cwiseAbs2());
    for (Index i = 0; i < sum.size(); ++i) {
      // log(1 + exp(s)) - target · s, without overflow
      const double s = sum[i];
      loss += weight[i] * (std::max(s, 0.0) + std::log1p(std::exp(-std::abs(s))) - target[i] * s);
    }
    return loss;
  };

  Eigen::VectorXd w = Eigen::VectorXd::Zero(size);
  w[size - 1] = std::log(kNoDigitShare / (1 - kNoDigitShare));
  double loss = loss_at(w);
  for (int step = 0; step < kMostSteps; ++step) {
    const Eigen::VectorXd p = x->times(w).unaryExpr([](double s) { return sigmoid(s); });
    const Eigen::VectorXd gradient =
        x->transposed_times(weight.cwiseProduct(p - target)) + ridge.cwiseProduct(w);
    const Eigen::VectorXd curvature = (weight.array() * p.array() * (1 - p.array())).matrix();
    const Eigen::VectorXd full = x->newton_step(curvature, ridge, gradient);
    // The loss has one valley, but a whole step may overshoot it.
    double length = 1;
    double next = loss_at(w - full);
    while (!(next <= loss) && length > 1e-6) next = loss_at(w - (length /= 2) * full);
    w -= length * full;
    const bool done = loss - next < kLeastDecrease * loss;
    loss = next;
    if (go_on && !go_on(step + 1, loss)) return {};
    if (done) break;
  }

  NoDigitUnit unit;
  double bias = w[size - 1];
  for (Index i = 0; i + 1 < size; ++i) {
    const double value = w[i] / x->deviation()[i];
    unit.kernel.push_back(static_cast<float>(value));
    bias -= value * x->mean()[i];
  }
  unit.bias = static_cast<float>(bias);
  return unit;
}

}  // namespace digitlab
