// What a batch normalization does to the values of an image, for one instruction set. Plain loops,
// which the compiler vectorises.

template <typename T>
KERNEL_TARGET void add_deviations(const Lines& lines, const T* x, const T* about, T* __restrict sum,
                                  T* __restrict squares) {
  for (Index line = 0; line < lines.count; ++line, x += lines.length) {
    for (Index i = 0; i < lines.length; ++i) {
      const T deviation = x[i] - about[i];
      sum[i] += deviation;
      squares[i] += deviation * deviation;
    }
  }
}

template <typename T>
KERNEL_TARGET void scale(const Lines& lines, const T* x, const Scaling<T>& scaling,
                         T* __restrict y) {
  const auto [factor, summand, least] = scaling;
  for (Index line = 0; line < lines.count; ++line, x += lines.length, y += lines.length) {
    for (Index i = 0; i < lines.length; ++i) {
      const T value = x[i] * factor[i] + summand[i];
      y[i] = value < least ? least : value;
    }
  }
}

template <typename T>
KERNEL_TARGET void add_moments(const Lines& lines, const T* x, const Scaling<T>& scaling,
                               const T* dy, const T* mean, T* __restrict sum,
                               T* __restrict moment) {
  const auto [factor, summand, least] = scaling;
  for (Index line = 0; line < lines.count; ++line, x += lines.length, dy += lines.length) {
    for (Index i = 0; i < lines.length; ++i) {
      const T dz = x[i] * factor[i] + summand[i] > least ? dy[i] : T{0};
      sum[i] += dz;
      moment[i] += dz * (x[i] - mean[i]);
    }
  }
}

template <typename T>
KERNEL_TARGET void combine(const Lines& lines, const T* x, const Scaling<T>& scaling, const T* dy,
                           const T* a, const T* b, const T* c, T* __restrict dx) {
  const auto [factor, summand, least] = scaling;
  for (Index line = 0; line < lines.count; ++line) {
    for (Index i = 0; i < lines.length; ++i) {
      const T dz = x[i] * factor[i] + summand[i] > least ? dy[i] : T{0};
      dx[i] = dz * a[i] + x[i] * b[i] + c[i];
    }
    x += lines.length;
    dy += lines.length;
    dx += lines.length;
  }
}

template <typename T>
constexpr LineKernels<T> kLineKernels{add_deviations<T>, scale<T>, add_moments<T>, combine<T>};
