// A kernel that slides over an image with stride 1: what convolutions of all kinds share.
#pragma once

#include <algorithm>

#include "digitlab/layer.hpp"

namespace digitlab {

struct SlidingKernel {
  Index height;
  Index width;
  Padding padding;

  Index field() const { return height * width; }
  Index top() const { return padding == Padding::kSame ? (height - 1) / 2 : 0; }
  Index left() const { return padding == Padding::kSame ? (width - 1) / 2 : 0; }

  // Of an image of that height and width; not positive where the kernel does not fit.
  Shape output(Shape input, Index channels) const {
    if (padding == Padding::kSame) return {input.height, input.width, channels};
    return {input.height - height + 1, input.width - width + 1, channels};
  }

  // With zeros around it, an image that gives `output` in every place where the whole kernel fits.
  Shape padded(Shape output, Index channels) const {
    return {output.height + height - 1, output.width + width - 1, channels};
  }
};

// `image` with zeros around it; itself when nothing is to be added.
template <typename T>
const T* pad(const T* image, Shape from, Shape to, Index top, Index left, T* padded) {
  if (from == to) return image;
  const Index row = from.width * from.channels;
  const Index padded_row = to.width * to.channels;
  std::fill(padded, padded + to.size(), T{0});
  for (Index y = 0; y < from.height; ++y) {
    std::copy(image + y * row, image + (y + 1) * row,
              padded + (y + top) * padded_row + left * to.channels);
  }
  return padded;
}

}  // namespace digitlab
