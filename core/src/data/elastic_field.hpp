/// @file
/// Smooth random displacements of the plane. Private to the augmentation.
#pragma once

#include <array>
#include <vector>

#include "digitlab/math/matrix.hpp"
#include "digitlab/math/random.hpp"

namespace digitlab {

/// Simard, Steinkraus and Platt 2003 smooth a random displacement of every pixel with a Gaussian.
/// Here the random displacements sit on a coarse grid and a uniform cubic B-spline blends them (a
/// free-form deformation: Rueckert et al. 1999, "Nonrigid Registration Using Free-Form
/// Deformations"): with a grid of h = √3 σ the spline is that Gaussian to within a few per cent
/// (its variance is h²/3), for a hundredth of the random numbers and of the sums.
class ElasticField {
 public:
  /// Draws a new field.
  /// @param rms            root mean square of the displacement along each axis
  /// @param smoothness     σ, in the same unit
  /// @param width,height   where the field is wanted: x in [0, width], y in [0, height]
  void draw(Random& random, double rms, double smoothness, double width, double height);

  /// The displacements at the middles (x + ½, y + ½) of all pixels.
  /// @param dx,dy  (H,W), row-major
  void at_pixels(Index height, Index width, float* dx, float* dy);

  struct Displacement {
    float x = 0;
    float y = 0;
  };
  Displacement at(float x, float y) const;

 private:
  /// The spline at one coordinate: control points `first` … `first` + 3 and their weights.
  struct Blend {
    std::size_t first = 0;
    std::array<float, 4> weights{};
  };
  Blend blend(float coordinate, std::size_t controls) const;

  float per_spacing_ = 1;  // 1 / h
  std::size_t rows_ = 4;   // control points, 4 or more along each axis
  std::size_t columns_ = 4;
  std::vector<float> x_;  // (rows,columns)
  std::vector<float> y_;
  std::vector<Blend> blends_;
  std::vector<float> half_x_;  // (rows,W): blended along x, not yet along y
  std::vector<float> half_y_;
};

}  // namespace digitlab
