/// @file
/// Labels: the number of a sample's class, 0 … K - 1.
#pragma once

#include <cstdint>

namespace digitlab {

/// The label of what belongs to none of the K < 255 classes. A network is to find no class likelier
/// than another there (Hendrycks, Mazeika, Dietterich 2019, "Deep Anomaly Detection with Outlier
/// Exposure").
inline constexpr std::uint8_t kNoClass = 255;

}  // namespace digitlab
