#include "kernels.hpp"

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
#include "multiply.inl"
}  // namespace base
#undef KERNEL_TARGET

#ifdef DIGITLAB_DISPATCH
#define KERNEL_TARGET __attribute__((target("avx2,fma")))
namespace avx2 {
constexpr Index kLanes = 8;
constexpr int kRows = 6;
#include "multiply.inl"
}  // namespace avx2
#undef KERNEL_TARGET

#define KERNEL_TARGET __attribute__((target("avx512f,fma")))
#define KERNEL_NARROWER avx2::multiply
namespace avx512 {
constexpr Index kLanes = 16;
constexpr int kRows = 14;
#include "multiply.inl"
}  // namespace avx512
#undef KERNEL_NARROWER
#undef KERNEL_TARGET
#endif

}  // namespace

std::vector<MultiplyKernel> supported_kernels() {
  std::vector<MultiplyKernel> kernels;
#ifdef DIGITLAB_DISPATCH
  if (__builtin_cpu_supports("avx512f")) kernels.push_back({"AVX-512", avx512::multiply});
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    kernels.push_back({"AVX2", avx2::multiply});
  }
#endif
  kernels.push_back({"128-bit", base::multiply});
  return kernels;
}

template <>
void multiply<float>(const StridedView<float>& a, const StridedView<float>& b, float* c,
                     Index c_stride, Write write, const Terms& terms) {
  assert(a.cols == b.rows);
  static const MultiplyKernel chosen = supported_kernels().front();
  chosen.run(a, b, c, c_stride, write == Write::kAdd, terms);
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

}  // namespace digitlab
