/// @file
/// Variation of pen strokes, step by step. Private to the augmentation.
#pragma once

#include <cstddef>
#include <vector>

#include "data/augment_image.hpp"
#include "data/elastic_field.hpp"
#include "digitlab/data/augmentation.hpp"
#include "digitlab/ink/framing.hpp"
#include "digitlab/math/random.hpp"

namespace digitlab {

/// Strokes laid end to end. In the unit box: the longer side of the drawing's box is 1, its middle
/// the origin.
struct InkPath {
  std::vector<Point> points;
  std::vector<std::size_t> ends;  ///< ends[s]: one past the last point of stroke s; none is empty

  std::size_t begin_of(std::size_t stroke) const { return stroke == 0 ? 0 : ends[stroke - 1]; }
  /// Length of the pen's way on the paper.
  double length() const;
  double length_of(std::size_t stroke) const;
};

/// The drawing in the unit box. Points that are not finite are left out, strokes without points
/// too; a drawing of one place (a tap) stays in the origin.
void load_path(const Drawing& drawing, InkPath& path);
void store_path(const InkPath& path, Drawing& drawing);

/// Takes away one of the strokes that are short beside the whole drawing, when there is one.
void drop_short_stroke(Random& random, InkPath& path);

/// With `probability` at each lift of the pen, draws the way to the next stroke, when it is not
/// far.
void join_strokes(Random& random, double probability, InkPath& path);

/// Takes away a short piece of the pen's way, at a random place.
void cut_gap(Random& random, InkPath& path);

/// Moves the points: with the elastic field, each stroke as a whole, and along each stroke.
void move_points(Random& random, const InkVariation& variation, ElasticField& field, InkPath& path);

/// The linear part: `map` applied to every point.
void apply_map(const Linear& map, InkPath& path);

/// Changes drawings; holds the memory for it.
class InkChanger {
 public:
  /// The drawing, varied and framed.
  Frame apply(const Drawing& drawing, const InkVariation& variation, Random& random);

 private:
  InkPath path_;
  Drawing drawing_;
  ElasticField field_;
};

}  // namespace digitlab
