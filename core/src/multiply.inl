// The float matrix product for one vector width. Included once for each instruction set, inside a
// namespace of its own, with these defined before:
//   KERNEL_TARGET  attribute that names the instruction set, or nothing
//   kLanes         floats in a vector
//   kRows          rows of C that a tile holds in registers; a tile is kRows × 2 vectors
//
// After Goto, van de Geijn 2008, "Anatomy of High-Performance Matrix Multiplication": a strip of B,
// two vectors wide, is copied into a small contiguous panel and stays in the first-level cache
// while all rows of A pass over it. A is read in place, an element at a time.

using Vector = float __attribute__((vector_size(kLanes * sizeof(float))));
// The same in memory that is aligned to a float only.
using UnalignedVector =
    float __attribute__((vector_size(kLanes * sizeof(float)), aligned(alignof(float)), may_alias));

constexpr Index kPanelWidth = 2 * kLanes;
constexpr Index kPanelDepth = 256;

struct Panel {
  alignas(64) float values[kPanelDepth * kPanelWidth];
};

// B's rows `row` …, columns `column` … → panel, missing columns as zeros.
KERNEL_TARGET void pack(const StridedView<float>& b, Index row, Index depth, Index column,
                        Index width, Panel& panel) {
  for (Index k = 0; k < depth; ++k) {
    const float* from = b.data + (row + k) * b.row_stride + column * b.col_stride;
    float* to = panel.values + k * kPanelWidth;
    for (Index j = 0; j < width; ++j) to[j] = from[j * b.col_stride];
    for (Index j = width; j < kPanelWidth; ++j) to[j] = 0.0F;
  }
}

// kHeight rows of A times the panel → `width` ≤ kPanelWidth columns of C.
template <int kHeight>
KERNEL_TARGET inline void tile(const float* a, const StridedView<float>& shape, Index depth,
                               const Panel& panel, float* c, Index c_stride, Index width,
                               bool add) {
  Vector sum[kHeight][2] = {};
  const float* b = panel.values;
  for (Index k = 0; k < depth; ++k) {
    const Vector b0 = *reinterpret_cast<const Vector*>(b);
    const Vector b1 = *reinterpret_cast<const Vector*>(b + kLanes);
#pragma GCC unroll 16
    for (int i = 0; i < kHeight; ++i) {
      const float x = a[i * shape.row_stride];
      sum[i][0] += x * b0;
      sum[i][1] += x * b1;
    }
    a += shape.col_stride;
    b += kPanelWidth;
  }
#pragma GCC unroll 16
  for (int i = 0; i < kHeight; ++i) {
    float* row = c + i * c_stride;
    if (width == kPanelWidth) {
      auto* to = reinterpret_cast<UnalignedVector*>(row);
      to[0] = add ? to[0] + sum[i][0] : sum[i][0];
      to[1] = add ? to[1] + sum[i][1] : sum[i][1];
    } else {
      alignas(64) float values[kPanelWidth];
      *reinterpret_cast<Vector*>(values) = sum[i][0];
      *reinterpret_cast<Vector*>(values + kLanes) = sum[i][1];
      for (Index j = 0; j < width; ++j) row[j] = add ? row[j] + values[j] : values[j];
    }
  }
}

// The last rows: `height` ≤ kHeight of them.
template <int kHeight>
KERNEL_TARGET inline void last_tile(Index height, const float* a, const StridedView<float>& shape,
                                    Index depth, const Panel& panel, float* c, Index c_stride,
                                    Index width, bool add) {
  if constexpr (kHeight > 0) {
    if (height == kHeight) {
      tile<kHeight>(a, shape, depth, panel, c, c_stride, width, add);
    } else {
      last_tile<kHeight - 1>(height, a, shape, depth, panel, c, c_stride, width, add);
    }
  }
}

KERNEL_TARGET void multiply(const StridedView<float>& a, const StridedView<float>& b, float* c,
                            Index c_stride, bool add) {
  Panel panel;
  for (Index column = 0; column < b.cols; column += kPanelWidth) {
    const Index width = b.cols - column < kPanelWidth ? b.cols - column : kPanelWidth;
    for (Index k = 0; k < a.cols; k += kPanelDepth) {
      const Index depth = a.cols - k < kPanelDepth ? a.cols - k : kPanelDepth;
      const bool add_now = add || k > 0;
      pack(b, k, depth, column, width, panel);
      const float* a_rows = a.data + k * a.col_stride;
      float* c_rows = c + column;
      Index row = 0;
      for (; row + kRows <= a.rows; row += kRows) {
        tile<kRows>(a_rows, a, depth, panel, c_rows, c_stride, width, add_now);
        a_rows += kRows * a.row_stride;
        c_rows += kRows * c_stride;
      }
      last_tile<kRows - 1>(a.rows - row, a_rows, a, depth, panel, c_rows, c_stride, width, add_now);
    }
  }
}
