#include "pictures/canvas.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace digitlab::tools {
namespace {

// In the units of pen_alphabet.hpp.
constexpr double kUnits = 12;     // height of a capital
constexpr double kDepth = 16;     // from there to the lowest point of g and its like
constexpr double kSpacing = 3.8;  // between letters

/// Distance of a point from the line between two others.
double distance(double x, double y, const Point& from, const Point& to) {
  const auto fx = static_cast<double>(from.x);
  const auto fy = static_cast<double>(from.y);
  const double dx = static_cast<double>(to.x) - fx;
  const double dy = static_cast<double>(to.y) - fy;
  const double length2 = dx * dx + dy * dy;
  const double along =
      length2 > 0 ? std::clamp(((x - fx) * dx + (y - fy) * dy) / length2, 0.0, 1.0) : 0.0;
  return std::hypot(x - fx - along * dx, y - fy - along * dy);
}

double distance(double x, double y, const Drawing& strokes) {
  double nearest = std::numeric_limits<double>::infinity();
  for (const Stroke& stroke : strokes) {
    for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
      nearest = std::min(nearest, distance(x, y, stroke[i], stroke[i + 1]));
    }
  }
  return nearest;
}

}  // namespace

double text_width(std::string_view text, const Lettering& lettering) {
  double units = text.empty() ? 0 : -kSpacing;
  for (const char character : text) {
    units += static_cast<double>(pen_letter(character).width) + kSpacing;
  }
  return units * lettering.height / kUnits;
}

Canvas::Canvas(Index height, Index width, const Color& background) : picture_{height, width, {}} {
  picture_.pixels.resize(static_cast<std::size_t>(3 * height * width));
  fill(0, 0, height, width, background);
}

void Canvas::blend(Index row, Index column, const Color& color, double share) {
  if (row < 0 || row >= picture_.height || column < 0 || column >= picture_.width) return;
  std::uint8_t* pixel = picture_.pixels.data() + 3 * (row * picture_.width + column);
  for (std::size_t channel = 0; channel < color.size(); ++channel) {
    pixel[channel] = static_cast<std::uint8_t>(
        std::lround((1 - share) * pixel[channel] + share * color[channel]));
  }
}

void Canvas::fill(Index top, Index left, Index height, Index width, const Color& color) {
  for (Index row = top; row < top + height; ++row) {
    for (Index column = left; column < left + width; ++column) blend(row, column, color, 1);
  }
}

void Canvas::draw_image(Index top, Index left, Index side, const ImageView& image) {
  for (Index row = 0; row < side; ++row) {
    for (Index column = 0; column < side; ++column) {
      const Index source = row * image.height / side * image.width + column * image.width / side;
      const float ink = std::clamp(image[source], 0.0F, 1.0F);
      const auto gray = static_cast<std::uint8_t>(std::lround(255 * (1 - ink)));
      blend(top + row, left + column, {gray, gray, gray}, 1);
    }
  }
}

void Canvas::draw_letter(double top, double left, const Letter& letter,
                         const Lettering& lettering) {
  const double unit = lettering.height / kUnits;
  const double radius = lettering.pen * unit / 2;
  const double margin = radius + 1;
  const auto pixel = [](double position) { return static_cast<Index>(std::floor(position)); };
  const Index right = pixel(left + static_cast<double>(letter.width) * unit + margin);
  const Index bottom = pixel(top + kDepth * unit + margin);
  for (Index row = pixel(top - margin); row <= bottom; ++row) {
    for (Index column = pixel(left - margin); column <= right; ++column) {
      // From the pixel's centre; the line's edge is blurred over one pixel.
      const double x = (static_cast<double>(column) + 0.5 - left) / unit;
      const double y = (static_cast<double>(row) + 0.5 - top) / unit;
      const double cover = radius + 0.5 - distance(x, y, letter.strokes) * unit;
      if (cover > 0) blend(row, column, lettering.color, std::min(cover, 1.0));
    }
  }
}

double Canvas::draw_text(double baseline, double left, std::string_view text,
                         const Lettering& lettering) {
  for (const char character : text) {
    const Letter& letter = pen_letter(character);
    draw_letter(baseline - lettering.height, left, letter, lettering);
    left += (static_cast<double>(letter.width) + kSpacing) * lettering.height / kUnits;
  }
  return left;
}

}  // namespace digitlab::tools
