// The samples of a logistic regression as a matrix of standardized features: mean 0, deviation 1.
#pragma once

#include <memory>

#include <Eigen/Core>

#include "digitlab/math/matrix.hpp"
#include "digitlab/math/parallel.hpp"

namespace digitlab {

// X (N,F+1): standardized features, and a column of ones for the bias.
class LogisticDesign {
 public:
  virtual ~LogisticDesign() = default;

  // (F) of the features as they came.
  const RowVector<double>& mean() const { return mean_; }
  const RowVector<double>& deviation() const { return deviation_; }

  // X · w, (N)
  virtual Eigen::VectorXd times(const Eigen::VectorXd& w) const = 0;
  // Xᵀ · v, (F+1)
  virtual Eigen::VectorXd transposed_times(const Eigen::VectorXd& v) const = 0;
  // About the d with (Xᵀ · diag(curvature) · X + diag(ridge)) · d = gradient.
  virtual Eigen::VectorXd newton_step(const Eigen::VectorXd& curvature,
                                      const Eigen::VectorXd& ridge,
                                      const Eigen::VectorXd& gradient) const = 0;

 protected:
  RowVector<double> mean_;
  RowVector<double> deviation_;
};

// Of few features a matrix in memory and an exact step, of many neither. `features` (N,F) must
// outlive it.
std::unique_ptr<LogisticDesign> make_logistic_design(const ConstMatrixRef<float>& features,
                                                     const ParallelFor& parallel);

}  // namespace digitlab
