/// @file
/// The matrix types of the project. Everything is row-major, one sample a row.
///
/// Letters used for shapes throughout: B batch, I inputs, O outputs, K classes, N samples,
/// H height, W width, P parameters.
#pragma once

// The library and the program that links it must agree on where matrices lie in memory and how that
// memory is given back, whatever instruction sets and sanitizers each is compiled for. Left alone,
// Eigen chooses by them: plain malloc for 16 bytes of alignment, its own blocks for more and under
// AddressSanitizer. Its own blocks remember where they begin, so one side may free what the other
// has allocated with another alignment.
#ifndef EIGEN_MAX_ALIGN_BYTES
#define EIGEN_MAX_ALIGN_BYTES 16
#endif
#ifndef EIGEN_MALLOC_ALREADY_ALIGNED
#define EIGEN_MALLOC_ALREADY_ALIGNED 0
#endif
// Square roots as IEEE rounds them: Eigen's fast ones begin with an estimate (rsqrtps) that is
// another on each make of processor.
#ifndef EIGEN_FAST_MATH
#define EIGEN_FAST_MATH 0
#endif
#include <cstddef>
#include <type_traits>

#include <Eigen/Core>

static_assert(EIGEN_MAX_ALIGN_BYTES == 16 && EIGEN_MALLOC_ALREADY_ALIGNED == 0 &&
                  EIGEN_FAST_MATH == 0,
              "include digitlab before Eigen, or define EIGEN_MAX_ALIGN_BYTES=16, "
              "EIGEN_MALLOC_ALREADY_ALIGNED=0 and EIGEN_FAST_MATH=0 everywhere");
static_assert(std::is_same_v<Eigen::Index, std::ptrdiff_t>,
              "digitlab is built with Eigen's default index: do not define "
              "EIGEN_DEFAULT_DENSE_INDEX_TYPE");

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
