#include "pictures/variation_sheet.hpp"

#include "pictures/digit_grid.hpp"

namespace digitlab::tools {

ColorPicture draw_variations(const Dataset& data, std::span<const Index> indices,
                             const Augmentation& augmentation, std::uint64_t seed,
                             Index variations) {
  DigitGrid grid(static_cast<Index>(indices.size()), 1 + variations);
  AugmentScratch scratch;
  for (std::size_t i = 0; i < indices.size(); ++i) {
    const auto row = static_cast<Index>(i);
    const ImageView image = data.image(indices[i]);
    grid.draw_frame(row, 0);
    grid.draw_image(row, 0, image);
    grid.draw_label(row, 0, data.label(indices[i]));
    const InputFormat format{image.height, image.width, PixelOrder::kRowMajor};
    Matrix<float> varied(1, format.size());
    for (Index epoch = 0; epoch < variations; ++epoch) {
      fill_augmented_batch(data, indices.subspan(i, 1), format, augmentation, seed,
                           static_cast<int>(epoch), scratch, varied);
      grid.draw_image(row, 1 + epoch, {image.height, image.width, nullptr, varied.data()});
    }
  }
  return grid.picture();
}

}  // namespace digitlab::tools
