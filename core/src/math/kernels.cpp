#include "math/kernels.hpp"

#include <algorithm>
#include <cassert>

// Natively on x86-64 the widest instruction set is chosen when the program runs, so that one binary
// serves every machine. Elsewhere 128-bit vectors are what every target has: NEON, WebAssembly
// SIMD.
#if defined(__x86_64__)
#define DIGITLAB_DISPATCH 1
#endif

namespace digitlab {
namespace {

#define KERNEL_TARGET
namespace base {
constexpr Index kLanes = 4;
constexpr int kRows = 4;
#include "lines.inl"
#include "multiply.inl"
#include "windows.inl"
}  // namespace base
#undef KERNEL_TARGET

#ifdef DIGITLAB_DISPATCH
#define KERNEL_TARGET __attribute__((target("avx2,fma")))
namespace avx2 {
constexpr Index kLanes = 8;
constexpr int kRows = 6;
#include "lines.inl"
#include "multiply.inl"
#include "windows.inl"
}  // namespace avx2
#undef KERNEL_TARGET

#define KERNEL_TARGET __attribute__((target("avx512f,fma")))
#define KERNEL_NARROWER avx2
namespace avx512 {
constexpr Index kLanes = 16;
constexpr int kRows = 14;
#include "lines.inl"
#include "multiply.inl"
#include "windows.inl"
}  // namespace avx512
#undef KERNEL_NARROWER
#undef KERNEL_TARGET
#endif

}  // namespace

std::vector<Kernels> supported_kernels() {
  std::vector<Kernels> kernels;
#ifdef DIGITLAB_DISPATCH
  if (__builtin_cpu_supports("avx512f")) {
    kernels.push_back({"AVX-512", avx512::multiply, avx512::correlate_channels,
                       avx512::add_channel_gradient, avx512::kLineKernels<float>});
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    kernels.push_back({"AVX2", avx2::multiply, avx2::correlate_channels, avx2::add_channel_gradient,
                       avx2::kLineKernels<float>});
  }
#endif
  kernels.push_back({"128-bit", base::multiply, base::correlate_channels,
                     base::add_channel_gradient, base::kLineKernels<float>});
  return kernels;
}

#ifdef DIGITLAB_DISPATCH
namespace {

const Kernels& chosen_kernels() {
  static const Kernels chosen = supported_kernels().front();
  return chosen;
}

}  // namespace
#define CHOSEN(kernel) chosen_kernels().kernel
#else
// Called by name: a program would link all of a table, also what it never calls.
#define CHOSEN(kernel) base::kernel
#endif

template <>
void multiply<float>(const StridedView<float>& a, const StridedView<float>& b, float* c,
                     Index c_stride, Write write, const Terms& terms) {
  assert(a.cols == b.rows);
  CHOSEN(multiply)(a, b, c, c_stride, write == Write::kAdd, terms);
}

// Double serves gradient checks only: Eigen's product will do.
template <>
void multiply<double>(const StridedView<double>& a, const StridedView<double>& b, double* c,
                      Index c_stride, Write write, const Terms& terms) {
  using Stride = Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>;
  using View = Eigen::Map<const Matrix<double>, 0, Stride>;
  Eigen::Map<Matrix<double>, 0, Eigen::OuterStride<>> out(c, a.rows, b.cols,
                                                          Eigen::OuterStride<>(c_stride));
  if (write == Write::kAssign) out.setZero();
  for (Index s = 0; s < terms.count; ++s) {
    const View lhs(a.data + s * terms.a_stride, a.rows, a.cols, Stride(a.row_stride, a.col_stride));
    const View rhs(b.data + s * terms.b_stride, b.rows, b.cols, Stride(b.row_stride, b.col_stride));
    out.noalias() += lhs.lazyProduct(rhs);
  }
}

template <>
void correlate_channels<float>(const Windows& windows, const float* image, const float* kernel,
                               float* out) {
  CHOSEN(correlate_channels)(windows, image, kernel, out);
}

template <>
void add_channel_gradient<float>(const Windows& windows, const float* image, const float* dz,
                                 float* kernel) {
  CHOSEN(add_channel_gradient)(windows, image, dz, kernel);
}

namespace {

// f(pixel of the image, value of the kernel, value of the output), as offsets: every product.
template <typename F>
void for_each_product(const Windows& w, const F& f) {
  for (Index y = 0; y < w.rows; ++y) {
    for (Index x = 0; x < w.columns; ++x) {
      for (Index ky = 0; ky < w.kernel_height; ++ky) {
        for (Index kx = 0; kx < w.kernel_width; ++kx) {
          for (Index c = 0; c < w.channels; ++c) {
            f((y + ky) * w.image_row + (x + kx) * w.channels + c,
              (ky * w.kernel_width + kx) * w.channels + c, (y * w.columns + x) * w.channels + c);
          }
        }
      }
    }
  }
}

}  // namespace

template <>
void correlate_channels<double>(const Windows& windows, const double* image, const double* kernel,
                                double* out) {
  std::fill_n(out, windows.rows * windows.columns * windows.channels, 0.0);
  for_each_product(windows, [&](Index pixel, Index tap, Index place) {
    out[place] += image[pixel] * kernel[tap];
  });
}

template <>
void add_channel_gradient<double>(const Windows& windows, const double* image, const double* dz,
                                  double* kernel) {
  for_each_product(windows, [&](Index pixel, Index tap, Index place) {
    kernel[tap] += image[pixel] * dz[place];
  });
}

template <>
const LineKernels<float>& line_kernels<float>() {
#ifdef DIGITLAB_DISPATCH
  return chosen_kernels().lines;
#else
  return base::kLineKernels<float>;
#endif
}

// Gradient checks take the vectors that every target has.
template <>
const LineKernels<double>& line_kernels<double>() {
  return base::kLineKernels<double>;
}

}  // namespace digitlab
