#include "kernels.hpp"

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

// The kernels of one of the namespaces above.
#define DIGITLAB_KERNELS(name, set)                                                   \
  Kernels {                                                                           \
    name, set::multiply, set::correlate_channels, set::add_channel_gradient,          \
        set::add_deviations<float>, set::scale_lines<float>, set::add_moments<float>, \
        set::combine_lines<float>                                                     \
  }

std::vector<Kernels> supported_kernels() {
  std::vector<Kernels> kernels;
#ifdef DIGITLAB_DISPATCH
  if (__builtin_cpu_supports("avx512f")) kernels.push_back(DIGITLAB_KERNELS("AVX-512", avx512));
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    kernels.push_back(DIGITLAB_KERNELS("AVX2", avx2));
  }
#endif
  kernels.push_back(DIGITLAB_KERNELS("128-bit", base));
  return kernels;
}

namespace {

const Kernels& chosen_kernels() {
  static const Kernels chosen = supported_kernels().front();
  return chosen;
}

}  // namespace

template <>
void multiply<float>(const StridedView<float>& a, const StridedView<float>& b, float* c,
                     Index c_stride, Write write, const Terms& terms) {
  assert(a.cols == b.rows);
  chosen_kernels().multiply(a, b, c, c_stride, write == Write::kAdd, terms);
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
  chosen_kernels().correlate_channels(windows, image, kernel, out);
}

template <>
void add_channel_gradient<float>(const Windows& windows, const float* image, const float* dz,
                                 float* kernel) {
  chosen_kernels().add_channel_gradient(windows, image, dz, kernel);
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

// Double, of gradient checks, takes the vectors that every target has.
template <>
void add_deviations<float>(const Lines& lines, const float* x, const float* about, float* sum,
                           float* squares) {
  chosen_kernels().add_deviations(lines, x, about, sum, squares);
}

template <>
void add_deviations<double>(const Lines& lines, const double* x, const double* about, double* sum,
                            double* squares) {
  base::add_deviations(lines, x, about, sum, squares);
}

template <>
void scale_lines<float>(const Lines& lines, const float* x, const Scaling<float>& scaling,
                        float* y) {
  chosen_kernels().scale_lines(lines, x, scaling, y);
}

template <>
void scale_lines<double>(const Lines& lines, const double* x, const Scaling<double>& scaling,
                         double* y) {
  base::scale_lines(lines, x, scaling, y);
}

template <>
void add_moments<float>(const Lines& lines, const float* x, const Scaling<float>& scaling,
                        const float* dy, const float* mean, float* sum, float* moment) {
  chosen_kernels().add_moments(lines, x, scaling, dy, mean, sum, moment);
}

template <>
void add_moments<double>(const Lines& lines, const double* x, const Scaling<double>& scaling,
                         const double* dy, const double* mean, double* sum, double* moment) {
  base::add_moments(lines, x, scaling, dy, mean, sum, moment);
}

template <>
void combine_lines<float>(const Lines& lines, const float* x, const Scaling<float>& scaling,
                          const float* dy, const float* a, const float* b, const float* c,
                          float* dx) {
  chosen_kernels().combine_lines(lines, x, scaling, dy, a, b, c, dx);
}

template <>
void combine_lines<double>(const Lines& lines, const double* x, const Scaling<double>& scaling,
                           const double* dy, const double* a, const double* b, const double* c,
                           double* dx) {
  base::combine_lines(lines, x, scaling, dy, a, b, c, dx);
}

}  // namespace digitlab
