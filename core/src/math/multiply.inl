// The float matrix product for one vector width. Included once for each instruction set, inside a
// namespace of its own, with these defined before:
//   KERNEL_TARGET  attribute that names the instruction set, or nothing
//   kLanes         floats in a vector
//   kRows          rows of C that a tile holds in registers; a tile is up to kRows × 2 vectors
//   KERNEL_NARROWER  optional: the namespace for vectors of half the width, for columns left over
//
// After Goto, van de Geijn 2008, "Anatomy of High-Performance Matrix Multiplication": a strip of B,
// one or two vectors wide, stays in the first-level cache while all rows of A pass over it. Where
// B's rows lie contiguous they are read in place; otherwise the strip is copied into a small panel
// first ("packing"). A is always read in place, an element at a time. In the words of Van Zee, van
// de Geijn 2015, "BLIS: A Framework for Rapidly Instantiating BLAS Functionality", a strip is a
// micro-panel and `tile` the micro-kernel.

using Vector = float __attribute__((vector_size(kLanes * sizeof(float))));
// The same in memory that is aligned to a float only.
struct __attribute__((packed, may_alias)) UnalignedVector {
  Vector value;
};

constexpr Index kPanelWidth = 2 * kLanes;
constexpr Index kPanelDepth = 256;

struct Panel {
  alignas(64) float values[kPanelDepth * kPanelWidth];
};

// What all tiles of one strip share.
struct Strip {
  Index a_row_stride;
  Index a_col_stride;
  const float* b;  // `depth` rows of one or two vectors
  Index b_row_stride;
  Index depth;
  Terms terms;
  Index c_stride;
  Index width;  // columns of C to write: at most those vectors
  bool add;
};

// B's rows `row` …, columns `column` … → panel of `panel_width`, missing columns as zeros.
KERNEL_TARGET void pack(const StridedView<float>& b, const float* data, Index row, Index depth,
                        Index column, Index width, Index panel_width, Panel& panel) {
  for (Index k = 0; k < depth; ++k) {
    const float* from = data + (row + k) * b.row_stride + column * b.col_stride;
    float* to = panel.values + k * panel_width;
    for (Index j = 0; j < width; ++j) to[j] = from[j * b.col_stride];
    for (Index j = width; j < panel_width; ++j) to[j] = 0.0F;
  }
}

// A row of C of up to kVectors vectors, as they lie in memory, perhaps fewer than those columns.
template <int kVectors>
KERNEL_TARGET inline void load_row(const float* from, Index width, Vector (&row)[kVectors]) {
  alignas(64) float values[kVectors * kLanes] = {};
  for (Index j = 0; j < width; ++j) values[j] = from[j];
  for (int j = 0; j < kVectors; ++j) row[j] = *reinterpret_cast<Vector*>(values + j * kLanes);
}

template <int kVectors>
KERNEL_TARGET inline void store_row(const Vector (&row)[kVectors], float* to, Index width) {
  alignas(64) float values[kVectors * kLanes];
  for (int j = 0; j < kVectors; ++j) *reinterpret_cast<Vector*>(values + j * kLanes) = row[j];
  for (Index j = 0; j < width; ++j) to[j] = values[j];
}

// kHeight rows of A times the strip → kHeight rows of C. Sums go on from what C holds, so that an
// entry is the same whether its K was cut into panels or not.
template <int kHeight, int kVectors>
KERNEL_TARGET inline void tile(const float* a, const Strip& strip, float* c) {
  const bool whole = strip.width == kVectors * kLanes;
  Vector sum[kHeight][kVectors] = {};
  if (strip.add) {
#pragma GCC unroll 16
    for (int i = 0; i < kHeight; ++i) {
      const float* row = c + i * strip.c_stride;
      if (whole) {
        for (int j = 0; j < kVectors; ++j) {
          sum[i][j] = reinterpret_cast<const UnalignedVector*>(row + j * kLanes)->value;
        }
      } else {
        load_row<kVectors>(row, strip.width, sum[i]);
      }
    }
  }
  for (Index s = 0; s < strip.terms.count; ++s) {
    const float* b = strip.b + s * strip.terms.b_stride;
    // A pointer for every third row: processors add an index once or twice to an address for free,
    // and there are registers for that many.
    const float* x[(kHeight + 2) / 3];
#pragma GCC unroll 16
    for (int i = 0; i < kHeight; i += 3) {
      x[i / 3] = a + s * strip.terms.a_stride + i * strip.a_row_stride;
    }
    for (Index k = 0; k < strip.depth; ++k) {
      Vector row[kVectors];
      for (int j = 0; j < kVectors; ++j) {
        row[j] = reinterpret_cast<const UnalignedVector*>(b + j * kLanes)->value;
      }
#pragma GCC unroll 16
      for (int i = 0; i < kHeight; ++i) {
        const float value = x[i / 3][i % 3 * strip.a_row_stride];
        for (int j = 0; j < kVectors; ++j) sum[i][j] += value * row[j];
      }
#pragma GCC unroll 16
      for (int i = 0; i < kHeight; i += 3) x[i / 3] += strip.a_col_stride;
      b += strip.b_row_stride;
    }
  }
#pragma GCC unroll 16
  for (int i = 0; i < kHeight; ++i) {
    float* row = c + i * strip.c_stride;
    if (whole) {
      for (int j = 0; j < kVectors; ++j) {
        reinterpret_cast<UnalignedVector*>(row + j * kLanes)->value = sum[i][j];
      }
    } else {
      store_row<kVectors>(sum[i], row, strip.width);
    }
  }
}

// The tile of `height` ≤ kHeight rows.
template <int kHeight, int kVectors>
KERNEL_TARGET inline void tile_of(Index height, const float* a, const Strip& strip, float* c) {
  if constexpr (kHeight > 0) {
    if (height == kHeight) {
      tile<kHeight, kVectors>(a, strip, c);
    } else {
      tile_of<kHeight - 1, kVectors>(height, a, strip, c);
    }
  }
}

// All rows of A over one strip, in tiles of nearly equal height: a last tile of one or two rows
// would wait for its own sums.
template <int kVectors>
KERNEL_TARGET void sweep(const float* a, Index rows, const Strip& strip, float* c) {
  for (Index tiles = (rows + kRows - 1) / kRows; tiles > 0; --tiles) {
    const Index height = (rows + tiles - 1) / tiles;
    tile_of<kRows, kVectors>(height, a, strip, c);
    a += height * strip.a_row_stride;
    c += height * strip.c_stride;
    rows -= height;
  }
}

KERNEL_TARGET void sweep_strip(const float* a, Index rows, Index vectors, const Strip& strip,
                               float* c) {
  if (vectors == 2) {
    sweep<2>(a, rows, strip, c);
  } else {
    sweep<1>(a, rows, strip, c);
  }
}

// How many vectors wide the next strip is, with `left` columns to go.
inline Index strip_vectors(Index left) {
#ifdef KERNEL_NARROWER
  // One whole vector and half of another are cheaper as such than as two that are padded.
  if (left < 2 * kLanes && left - kLanes >= kLanes / 2) return 1;
#endif
  return left > kLanes ? 2 : 1;
}

KERNEL_TARGET void multiply(const StridedView<float>& a, const StridedView<float>& b, float* c,
                            Index c_stride, bool add, const Terms& terms) {
  for (Index column = 0; column < b.cols;) {
    const Index left = b.cols - column;
#ifdef KERNEL_NARROWER
    if (left < kLanes && left >= kLanes / 2) {
      const StridedView<float> rest{b.data + column * b.col_stride, b.rows, left, b.row_stride,
                                    b.col_stride};
      return KERNEL_NARROWER::multiply(a, rest, c + column, c_stride, add, terms);
    }
#endif
    const Index vectors = strip_vectors(left);
    const Index panel_width = vectors * kLanes;
    const Index width = left < panel_width ? left : panel_width;
    if (b.col_stride == 1 && width == panel_width) {
      sweep_strip(a.data, a.rows, vectors,
                  {a.row_stride, a.col_stride, b.data + column, b.row_stride, b.rows, terms,
                   c_stride, width, add},
                  c + column);
    } else {
      Panel panel;
      for (Index s = 0; s < terms.count; ++s) {
        for (Index k = 0; k < a.cols; k += kPanelDepth) {
          const Index depth = a.cols - k < kPanelDepth ? a.cols - k : kPanelDepth;
          pack(b, b.data + s * terms.b_stride, k, depth, column, width, panel_width, panel);
          sweep_strip(a.data + s * terms.a_stride + k * a.col_stride, a.rows, vectors,
                      {a.row_stride, a.col_stride, panel.values, panel_width, depth, Terms{},
                       c_stride, width, add || s > 0 || k > 0},
                      c + column);
        }
      }
    }
    column += width;
  }
}
