/// @file
/// The matrix types of the project. Everything is row-major, one sample a row.
///
/// Letters used for shapes throughout: B batch, I inputs, O outputs, K classes, N samples,
/// H height, W width, P parameters.
#pragma once

// The library and the program that links it must agree on where matrices lie in memory, whatever
// instruction sets each is compiled for.
#ifndef EIGEN_MAX_ALIGN_BYTES
#define EIGEN_MAX_ALIGN_BYTES 16
#endif
// Square roots as IEEE rounds them: Eigen's fast ones begin with an estimate (rsqrtps) that is
// another on each make of processor.
#ifndef EIGEN_FAST_MATH
#define EIGEN_FAST_MATH 0
#endif
#include <Eigen/Core>

static_assert(EIGEN_MAX_ALIGN_BYTES == 16,
              "include digitlab before Eigen, or define EIGEN_MAX_ALIGN_BYTES=16 everywhere");

namespace digitlab {

using Index = Eigen::Index;

template <typename T>
using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
template <typename T>
using RowVector = Eigen::Matrix<T, 1, Eigen::Dynamic, Eigen::RowMajor>;

/// Arguments: `const ConstMatrixRef<T>&` in, `MatrixRef<T>` out. Rows may be a block of a larger
/// matrix; a column-major argument would be copied silently, so none is ever made.
template <typename T>
using MatrixRef = Eigen::Ref<Matrix<T>>;
template <typename T>
using ConstMatrixRef = Eigen::Ref<const Matrix<T>>;

/// Views of memory that somebody else owns (the flat parameter buffer, a caller's array).
template <typename T>
using MatrixMap = Eigen::Map<Matrix<T>>;
template <typename T>
using ConstMatrixMap = Eigen::Map<const Matrix<T>>;
template <typename T>
using RowVectorMap = Eigen::Map<RowVector<T>>;
template <typename T>
using ConstRowVectorMap = Eigen::Map<const RowVector<T>>;

}  // namespace digitlab
