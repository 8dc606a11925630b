#include "nn/layers/convolution.hpp"

#include "digitlab/math/error.hpp"

namespace digitlab {

Shape convolved(const std::string& name, Shape input, Index filters, Index kernel_height,
                Index kernel_width, Padding padding) {
  Shape output{input.height, input.width, filters};
  if (padding == Padding::kValid) {
    output.height -= kernel_height - 1;
    output.width -= kernel_width - 1;
  }
  if (filters < 1 || output.height < 1 || output.width < 1) {
    throw Error("layer \"" + name + "\" has " + std::to_string(filters) + " filters of " +
                std::to_string(kernel_height) + "×" + std::to_string(kernel_width) +
                " on images of " + std::to_string(input.height) + "×" +
                std::to_string(input.width) +
                ", expected at least one filter that fits into the image");
  }
  return output;
}

}  // namespace digitlab
