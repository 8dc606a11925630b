/// @file
/// How near two strokes come to each other.
#pragma once

#include "digitlab/ink/framing.hpp"

namespace digitlab {

/// The stroke as at most 64 points at equal distances along its line, from its first point to its
/// last. Points that are not finite are passed over; no points when there are none.
Stroke thinned(const Stroke& stroke);

/// The least distance between the lines of two strokes, in pen units; 0 where they cross. Infinite
/// when one has no ink. Takes the product of their numbers of points: thin long ones before.
double stroke_gap(const Stroke& a, const Stroke& b);

}  // namespace digitlab
