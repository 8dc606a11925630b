// Matrix products, depthwise convolutions and normalizations: nearly all of the arithmetic of a
// network.
#pragma once

#include <vector>

#include "digitlab/math/matrix.hpp"

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

// A product may be a sum of several: term s reads A and B so many values further on. This is the
// batch-reduce GEMM, in its strided form, of Georganas et al. 2020, "Harnessing Deep Learning via a
// Single Building Block", arXiv:1906.06440. That makes a convolution a product: a row of pixels'
// neighbourhoods is one matrix for each row of the kernel, read in place from overlapping memory.
struct Terms {
  Index count = 1;
  Index a_stride = 0;
  Index b_stride = 0;
};

// C (M,N) = Σ_s A_s (M,K) · B_s (K,N), or C += that. `c` is row-major with `c_stride` between rows
// and overlaps neither operand. In float this runs on the widest vectors the processor has; each
// entry is summed in the order of s and K, so the result depends on neither M nor N, and on the
// processor only by whether it fuses multiply and add.
template <typename T>
void multiply(const StridedView<T>& a, const StridedView<T>& b, T* c, Index c_stride, Write write,
              const Terms& terms = {});

// A window of kernel_height × kernel_width pixels in every place of an image, channel by channel.
struct Windows {
  Index rows;       // places below each other
  Index columns;    // places beside each other
  Index channels;   // values of a pixel
  Index image_row;  // values from a row of the image to the next
  Index kernel_height;
  Index kernel_width;
};

// out (rows,columns,C): at each place, Σ over the window of image · kernel (kernel_height,
// kernel_width,C). In float on the widest vectors, as `multiply`.
template <typename T>
void correlate_channels(const Windows& windows, const T* image, const T* kernel, T* out);

// kernel += Σ over all places of image · dz (rows,columns,C): the gradient of the former's kernel.
template <typename T>
void add_channel_gradient(const Windows& windows, const T* image, const T* dz, T* kernel);

// `count` lines of `length` values, one after the other.
struct Lines {
  Index count;
  Index length;
};

// z = max(x · factor + summand, least); the first two hold `length` values.
template <typename T>
struct Scaling {
  const T* factor;
  const T* summand;
  T least;
};

// What a batch normalization does to each line, with the same `length` values of `mean`, `sum`, …
// for all of them. Results overlap nothing else. Values are read as seldom as can be: these
// functions wait for memory, not for arithmetic.
template <typename T>
struct LineKernels {
  // sum += Σ (x - about),  squares += Σ (x - about)²
  void (*add_deviations)(const Lines& lines, const T* x, const T* about, T* sum, T* squares);
  // y = z
  void (*scale)(const Lines& lines, const T* x, const Scaling<T>& scaling, T* y);
  // With dz = dy where z > least, else 0:  sum += Σ dz,  moment += Σ dz · (x - mean)
  void (*add_moments)(const Lines& lines, const T* x, const Scaling<T>& scaling, const T* dy,
                      const T* mean, T* sum, T* moment);
  // dx = dz · a + x · b + c
  void (*combine)(const Lines& lines, const T* x, const Scaling<T>& scaling, const T* dy,
                  const T* a, const T* b, const T* c, T* dx);
};

// In float on the widest vectors, as `multiply`.
template <typename T>
const LineKernels<T>& line_kernels();

// One instruction set's float kernels.
struct Kernels {
  const char* name;
  void (*multiply)(const StridedView<float>& a, const StridedView<float>& b, float* c,
                   Index c_stride, bool add, const Terms& terms);
  void (*correlate_channels)(const Windows& windows, const float* image, const float* kernel,
                             float* out);
  void (*add_channel_gradient)(const Windows& windows, const float* image, const float* dz,
                               float* kernel);
  LineKernels<float> lines;
};

// Those that this processor can run, widest vectors first: the functions above take the first.
std::vector<Kernels> supported_kernels();

}  // namespace digitlab
