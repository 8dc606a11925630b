/// @file
/// Variation of images: one smooth map of the plane and one resampling. Private to the
/// augmentation.
#pragma once

#include <vector>

#include "data/elastic_field.hpp"
#include "digitlab/data/augmentation.hpp"
#include "digitlab/data/dataset.hpp"
#include "digitlab/math/random.hpp"

namespace digitlab {

/// What was drawn for one image, the elastic field left out.
struct ImageChange {
  double rotation = 0;  ///< degrees, clockwise as seen
  double shear = 0;     ///< right, for each pixel upwards
  double scale_x = 1;
  double scale_y = 1;
  double shift_x = 0;  ///< pixels of a 28×28 frame; to the right
  double shift_y = 0;  ///< downwards
  double thickness = 0;
};

/// A 2×2 matrix: x' = xx·x + xy·y, y' = yx·x + yy·y.
struct Linear {
  double xx = 1;
  double xy = 0;
  double yx = 0;
  double yy = 1;
};

/// Scale, then shear, then rotation, from operations that are exact on every target. y grows
/// downwards.
Linear linear_map(double rotation_degrees, double shear, double scale_x, double scale_y);

/// (1 + x/2) / (1 - x/2), near eˣ: factors of which the reciprocals are as likely, for x drawn
/// evenly about 0.
inline double even_factor(double x) { return (2.0 + x) / (2.0 - x); }

/// Draws the same numbers whatever the strengths, so that switching one off leaves the others.
ImageChange draw_image_change(Random& random, const ImageVariation& variation);

/// Changes images; holds the memory for it.
class ImageWarp {
 public:
  /// Row-major pixels (H,W) of the changed image, valid until the next call. Paper (0) surrounds
  /// the image. An image that would lose most of its ink is returned unchanged.
  /// @param random  draws the elastic field, when `variation` asks for one
  const std::vector<float>& apply(const ImageView& image, const ImageChange& change,
                                  const ImageVariation& variation, Random& random);

 private:
  void load(const ImageView& image);
  void change_thickness(double pixels);
  void resample(const ImageChange& change, float unit, bool elastic);

  Index height_ = 0;
  Index width_ = 0;
  Index stride_ = 0;
  std::vector<float> source_;   // the image with a margin of paper on every side
  std::vector<float> changed_;  // the same with another thickness
  ElasticField field_;
  std::vector<float> dx_;  // (H,W)
  std::vector<float> dy_;
  std::vector<float> across_;  // (W): where a row of pixels comes from, then parts of a pixel
  std::vector<float> down_;    // (W)
  std::vector<int> corner_;    // (W): upper left of the four pixels to blend
  std::vector<float> result_;  // (H,W)
};

}  // namespace digitlab
