/// @file
/// Drawing into colour pictures: surfaces, digits, and words in a pen-stroke alphabet of our own.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "digitlab/data/dataset.hpp"
#include "pictures/pen_alphabet.hpp"
#include "pictures/png_file.hpp"

namespace digitlab::tools {

using Color = std::array<std::uint8_t, 3>;  ///< red, green, blue

/// How words are drawn.
struct Lettering {
  double height = 10;  ///< of a capital, in pixels
  double pen = 1.4;    ///< width of the line, in twelfths of the height; 2 is bold
  Color color{};
};

/// Width in pixels of `text`, which may hold ASCII only; '>' stands for an arrow.
double text_width(std::string_view text, const Lettering& lettering);

/// A picture to draw on. What lies outside it is not drawn.
class Canvas {
 public:
  Canvas(Index height, Index width, const Color& background);

  void fill(Index top, Index left, Index height, Index width, const Color& color);
  /// Dark ink on white paper, upright, enlarged to side × side.
  void draw_image(Index top, Index left, Index side, const ImageView& image);
  /// `left` and `baseline` are where the first letter stands. Returns where the next one would.
  double draw_text(double baseline, double left, std::string_view text, const Lettering& lettering);

  const ColorPicture& picture() const { return picture_; }

 private:
  void draw_letter(double top, double left, const Letter& letter, const Lettering& lettering);
  void blend(Index row, Index column, const Color& color, double share);

  ColorPicture picture_;
};

}  // namespace digitlab::tools
