/// @file
/// Pen strokes → the 28×28 image that MNIST would have made of them.
#pragma once

#include <cstdint>
#include <vector>

#include "digitlab/ink/strokes.hpp"
#include "digitlab/math/matrix.hpp"

namespace digitlab {

/// Side of MNIST's images, and of the box the digit fills in them, in pixels.
inline constexpr Index kFrameSide = 28;
inline constexpr Index kFrameBox = 20;

/// How a drawing is framed. The defaults are MNIST's way; each switch turns one of its stages off,
/// to see what the stage is worth. "Pen units" are the unit of the drawing's points.
struct FrameOptions {
  /// Scale the inked box's long side to `box`. Off: the whole canvas is scaled to 28×28, so that
  /// the digit stays as small as it was drawn; ink outside the canvas is cut off. Needs
  /// `canvas_side`.
  bool fit_box = true;
  /// Draw lines `pen_width` wide, whatever they were drawn with. Off: lines are as wide as the
  /// brush, scaled as the drawing is. Needs `brush_width`.
  bool normalize_pen = true;
  /// Move the centre of mass to the middle. Off: the middle of the box lies in the middle or, when
  /// the box is not fitted, everything stays where it was drawn.
  bool center_by_mass = true;

  double box = kFrameBox;  ///< long side of the inked box, in frame pixels; pen width included
  double pen_width = 2.2;  ///< width of normalised lines, in frame pixels
  double canvas_side = 0;  ///< of the square canvas from (0, 0), in pen units; > 0 to have a use
  double brush_width = 0;  ///< in pen units; > 0 to have a use

  /// @throws Error naming the value that is out of range, or missing for a stage turned off
  void check() const;
};

/// The framed image and where it came from.
struct Frame {
  std::vector<std::uint8_t> pixels;  ///< 28·28, row-major, 0 paper … 255 ink
  bool blank = true;                 ///< no ink: all pixels are 0, the rest is meaningless
  double extent = 0;                 ///< long side of the box around the points, in pen units
  InkBox box;                        ///< around all points, with the radius of the line drawn
  Position center_of_mass;           ///< of the ink in the frame, in pen units
  /// frame = scale · pen + offset, per axis: pen units → frame pixels.
  double scale = 1;
  double offset_x = 0;
  double offset_y = 0;
};

/// LeCun et al. 1998 ("Gradient-Based Learning Applied to Document Recognition", section III.A):
/// the long side of the digit is scaled to 20 pixels with its aspect kept, antialiased, and placed
/// by its centre of mass in 28×28. MNIST's images were moved by whole pixels; strokes are placed
/// exactly, at their mean (14.5, 14.5), so that no hair's breadth decides about a whole pixel.
///
/// Points that are not finite are dropped. A drawing without extent (a tap) becomes a dot of the
/// pen's width in the middle. A dot beside a digit is ink like any other. Repeated points count
/// once. Total for any input, in time proportional to the number of points; never throws: an option
/// of no use (see `check`) is taken as MNIST's way has it.
Frame frame_drawing(const Drawing& drawing, const FrameOptions& options = {});

/// How far to move ink along one axis of the frame so that its centre of mass comes to 14.5, where
/// MNIST's images have theirs on the average, as far as no ink is pushed out of the frame.
/// @param center  of mass, in frame pixels
/// @param low     the ink reaches from here
/// @param high    to here, no more than the frame's side away
double shift_to_center(double center, double low, double high);

}  // namespace digitlab
