// Depthwise convolution in float for one vector width: after multiply.inl, in the same namespace.
//
// A vector holds neighbouring channels. The kernel's values for them, up to kMostTaps, stay in
// registers while the window passes over the whole image.

constexpr int kMostTaps = 9;  // of a 3×3 kernel
constexpr int kSomeTaps = 3;

template <typename V>
KERNEL_TARGET inline V load(const float* from) {
  if constexpr (sizeof(V) == sizeof(float)) {
    return *from;
  } else {
    return reinterpret_cast<const UnalignedVector*>(from)->value;
  }
}

template <typename V>
KERNEL_TARGET inline void store(const V& value, float* to) {
  if constexpr (sizeof(V) == sizeof(float)) {
    *to = value;
  } else {
    reinterpret_cast<UnalignedVector*>(to)->value = value;
  }
}

// Part of a kernel: `offsets` say where the window's pixels lie from its first; the first part
// begins the sums.
struct Taps {
  const Windows& windows;
  const Index* offsets;
  bool first;
};

struct Correlate {
  const float* image;
  const float* kernel;
  float* out;

  template <typename V, int kTaps>
  KERNEL_TARGET inline void run(const Taps& taps, Index tap, Index channel) const {
    const Windows& w = taps.windows;
    V values[kTaps];
#pragma GCC unroll 16
    for (int t = 0; t < kTaps; ++t) {
      values[t] = load<V>(kernel + (tap + t) * w.channels + channel);
    }
    float* to = out + channel;
    for (Index y = 0; y < w.rows; ++y) {
      const float* from = image + y * w.image_row + channel;
      for (Index x = 0; x < w.columns; ++x) {
        V sum = {};
        if (!taps.first) sum = load<V>(to);
#pragma GCC unroll 16
        for (int t = 0; t < kTaps; ++t) sum += load<V>(from + taps.offsets[t]) * values[t];
        store<V>(sum, to);
        from += w.channels;
        to += w.channels;
      }
    }
  }
};

struct AddGradient {
  const float* image;
  const float* dz;
  float* kernel;

  template <typename V, int kTaps>
  KERNEL_TARGET inline void run(const Taps& taps, Index tap, Index channel) const {
    const Windows& w = taps.windows;
    V sums[kTaps];
#pragma GCC unroll 16
    for (int t = 0; t < kTaps; ++t) sums[t] = load<V>(kernel + (tap + t) * w.channels + channel);
    const float* gradient = dz + channel;
    for (Index y = 0; y < w.rows; ++y) {
      const float* from = image + y * w.image_row + channel;
      for (Index x = 0; x < w.columns; ++x) {
        const V value = load<V>(gradient);
#pragma GCC unroll 16
        for (int t = 0; t < kTaps; ++t) sums[t] += load<V>(from + taps.offsets[t]) * value;
        from += w.channels;
        gradient += w.channels;
      }
    }
#pragma GCC unroll 16
    for (int t = 0; t < kTaps; ++t) store<V>(sums[t], kernel + (tap + t) * w.channels + channel);
  }
};

// A part of `count` values of the kernel, for one vector of channels. Few sizes of parts: each is
// code of its own.
template <typename V, typename Task>
KERNEL_TARGET inline void run_taps(const Task& task, const Taps& taps, Index tap, Index count,
                                   Index channel) {
  if (count == kMostTaps) {
    task.template run<V, kMostTaps>(taps, tap, channel);
  } else if (count == kSomeTaps) {
    task.template run<V, kSomeTaps>(taps, tap, channel);
  } else {
    task.template run<V, 1>(taps, tap, channel);
  }
}

// All channels, in whole vectors and those left over one by one.
template <typename Task>
KERNEL_TARGET inline void run_channels(const Task& task, const Windows& w) {
  const Index field = w.kernel_height * w.kernel_width;
  Index count = 0;
  for (Index tap = 0; tap < field; tap += count) {
    const Index rest = field - tap;
    count = rest >= kMostTaps ? kMostTaps : rest >= kSomeTaps ? kSomeTaps : 1;
    Index offsets[kMostTaps];
    for (Index t = 0; t < count; ++t) {
      offsets[t] =
          (tap + t) / w.kernel_width * w.image_row + (tap + t) % w.kernel_width * w.channels;
    }
    const Taps taps{w, offsets, tap == 0};
    Index channel = 0;
    for (; channel + kLanes <= w.channels; channel += kLanes) {
      run_taps<Vector>(task, taps, tap, count, channel);
    }
    for (; channel < w.channels; ++channel) {
      run_taps<float>(task, taps, tap, count, channel);
    }
  }
}

KERNEL_TARGET void correlate_channels(const Windows& windows, const float* image,
                                      const float* kernel, float* out) {
  run_channels(Correlate{image, kernel, out}, windows);
}

KERNEL_TARGET void add_channel_gradient(const Windows& windows, const float* image, const float* dz,
                                        float* kernel) {
  run_channels(AddGradient{image, dz, kernel}, windows);
}
