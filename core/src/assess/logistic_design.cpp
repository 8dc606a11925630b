#include "assess/logistic_design.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <Eigen/Cholesky>

namespace digitlab {
namespace {

using Eigen::VectorXd;

constexpr double kLeastVariance = 1e-12;

// Up to as many features a step is solved exactly: F² values for each sample.
constexpr Index kFewFeatures = 128;

class NarrowDesign final : public LogisticDesign {
 public:
  explicit NarrowDesign(const ConstMatrixRef<float>& features) {
    const Index width = features.cols();
    values_ = Matrix<double>::Ones(features.rows(), width + 1);
    auto x = values_.leftCols(width);
    x = features.cast<double>();
    mean_ = x.colwise().mean();
    x.rowwise() -= mean_;
    deviation_ = (x.array().square().colwise().mean() + kLeastVariance).sqrt();
    x.array().rowwise() /= deviation_.array();
  }

  VectorXd times(const VectorXd& w) const override { return values_ * w; }
  VectorXd transposed_times(const VectorXd& v) const override { return values_.transpose() * v; }
  VectorXd newton_step(const VectorXd& curvature, const VectorXd& ridge,
                       const VectorXd& gradient) const override {
    Eigen::MatrixXd hessian = values_.transpose() * (curvature.asDiagonal() * values_);
    hessian.diagonal() += ridge;
    return hessian.ldlt().solve(gradient);
  }

 private:
  Matrix<double> values_;  // (N,F+1)
};

// Keeps the features as they came and standardizes by the way: X = ((features - mean) / deviation,
// 1). Sums over samples are added block by block, in order: the same at any number of threads.
class WideDesign final : public LogisticDesign {
 public:
  WideDesign(const ConstMatrixRef<float>& features, const ParallelFor& parallel)
      : features_(features), parallel_(parallel) {
    const Index width = features.cols();
    const auto count = static_cast<double>(features.rows());
    mean_ = sum_rows(
                width,
                [&](Index i, VectorXd& sum) { sum += features_.row(i).cast<double>().transpose(); })
                .transpose() /
            count;
    deviation_ = (sum_rows(width,
                           [&](Index i, VectorXd& sum) {
                             sum +=
                                 (features_.row(i).cast<double>() - mean_).cwiseAbs2().transpose();
                           })
                          .transpose()
                          .array() /
                      count +
                  kLeastVariance)
                     .sqrt()
                     .matrix();
  }

  VectorXd times(const VectorXd& w) const override {
    const Index width = features_.cols();
    const RowVector<double> scaled = w.head(width).transpose().cwiseQuotient(deviation_);
    const double offset = w[width] - scaled.dot(mean_);
    VectorXd product(features_.rows());
    in_blocks(parallel_, features_.rows(), kBlock, [&](Index begin, Index end) {
      for (Index i = begin; i < end; ++i) {
        product[i] = features_.row(i).cast<double>().dot(scaled) + offset;
      }
    });
    return product;
  }

  VectorXd transposed_times(const VectorXd& v) const override {
    const Index width = features_.cols();
    VectorXd product(width + 1);
    product[width] = v.sum();
    product.head(width) = sum_rows(width, [&](Index i, VectorXd& sum) {
      sum += v[i] * features_.row(i).cast<double>().transpose();
    });
    product.head(width) -= product[width] * mean_.transpose();
    product.head(width).array() /= deviation_.transpose().array();
    return product;
  }

  // Conjugate gradients (Hestenes, Stiefel 1952), each product in time N·F.
  VectorXd newton_step(const VectorXd& curvature, const VectorXd& ridge,
                       const VectorXd& gradient) const override {
    VectorXd step = VectorXd::Zero(gradient.size());
    VectorXd rest = gradient;
    VectorXd direction = rest;
    double square = rest.squaredNorm();
    const double enough = kForcing * kForcing * square;
    for (int i = 0; i < kMostIterations && square > enough; ++i) {
      const VectorXd image = transposed_times(curvature.cwiseProduct(times(direction))) +
                             ridge.cwiseProduct(direction);
      const double length = square / direction.dot(image);
      step += length * direction;
      rest -= length * image;
      const double next = rest.squaredNorm();
      direction = rest + next / square * direction;
      square = next;
    }
    return step;
  }

 private:
  static constexpr Index kBlock = 256;
  static constexpr double kForcing = 0.1;  // of the gradient that a step may leave
  static constexpr int kMostIterations = 30;

  // Σ over the samples of what add(sample, sum) adds, (width).
  template <typename Add>
  VectorXd sum_rows(Index width, const Add& add) const {
    std::vector<VectorXd> sums(static_cast<std::size_t>((features_.rows() + kBlock - 1) / kBlock));
    in_blocks(parallel_, features_.rows(), kBlock, [&](Index begin, Index end) {
      VectorXd& sum = sums[static_cast<std::size_t>(begin / kBlock)];
      sum = VectorXd::Zero(width);
      for (Index i = begin; i < end; ++i) add(i, sum);
    });
    VectorXd total = VectorXd::Zero(width);
    for (const VectorXd& sum : sums) total += sum;
    return total;
  }

  ConstMatrixRef<float> features_;
  ParallelFor parallel_;
};

}  // namespace

std::unique_ptr<LogisticDesign> make_logistic_design(const ConstMatrixRef<float>& features,
                                                     const ParallelFor& parallel) {
  if (features.cols() <= kFewFeatures) return std::make_unique<NarrowDesign>(features);
  return std::make_unique<WideDesign>(features, parallel);
}

}  // namespace digitlab
