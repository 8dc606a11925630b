#pragma once

#include <array>

namespace digitlab {

/// What a convolution makes of the image's border.
enum class Padding {
  kValid,  ///< only where the whole kernel fits: H - kernel + 1
  kSame,   ///< zeros around, so that H stays; the odd one goes below and to the right
};

/// The words of the JSON form, in the order of the enumeration.
inline constexpr std::array<const char*, 2> kPaddingWords = {"valid", "same"};

}  // namespace digitlab
