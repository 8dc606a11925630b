// Matrix products: nearly all of the arithmetic of a dense network.
#pragma once

#include <vector>

#include "digitlab/matrix.hpp"

namespace digitlab {

// A matrix in somebody else's memory, by strides, so that a transpose is a view.
template <typename T>
struct StridedView {
  const T* data;
  Index rows;
  Index cols;
  Index row_stride;
  Index col_stride;

  StridedView transposed() const { return {data, cols, rows, col_stride, row_stride}; }
};

template <typename Derived>
StridedView<typename Derived::Scalar> strided(const Derived& matrix) {
  return {matrix.data(), matrix.rows(), matrix.cols(), matrix.rowStride(), matrix.colStride()};
}

enum class Write { kAssign, kAdd };

// C (M,N) = A (M,K) · B (K,N), or C += A · B. `c` is row-major with `c_stride` between rows and
// overlaps neither operand. In float this runs on the widest vectors the processor has; each entry
// is summed in the order of K, so the result depends on neither M nor N, and on the processor only
// by whether it fuses multiply and add.
template <typename T>
void multiply(const StridedView<T>& a, const StridedView<T>& b, T* c, Index c_stride, Write write);

// One instruction set's float product.
struct MultiplyKernel {
  const char* name;
  void (*run)(const StridedView<float>& a, const StridedView<float>& b, float* c, Index c_stride,
              bool add);
};

// Those that this processor can run, widest vectors first: `multiply` takes the first.
std::vector<MultiplyKernel> supported_kernels();

}  // namespace digitlab
