#include "generate/stroke_writer.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace digitlab {
namespace {

struct Vector {
  double x = 0;
  double y = 0;
};

Vector operator+(Vector a, Vector b) { return {a.x + b.x, a.y + b.y}; }
Vector operator-(Vector a, Vector b) { return {a.x - b.x, a.y - b.y}; }
Vector operator*(double s, Vector a) { return {s * a.x, s * a.y}; }
double length(Vector a) { return std::sqrt(a.x * a.x + a.y * a.y); }

using Path = std::vector<Vector>;

// Beyond some two standard deviations a thing stops being itself.
constexpr double kTail = 2.0;

// Distance of the points of a path while it is shaped.
constexpr double kSpacing = 0.03;

double spread(Random& random, double deviation) {
  return deviation * std::clamp(random.normal(), -kTail, kTail);
}

// exp(x) to third order, from operations that are exact on every target; makes factors whose
// reciprocals are as likely as they are.
double factor(double x) { return (2.0 + x) / (2.0 - x); }

// A random weighted mean of the template's shapes.
KnotStrokes blend(Random& random, const std::vector<KnotStrokes>& shapes) {
  std::vector<double> weights(shapes.size());
  double sum = 0.0;
  for (double& weight : weights) {
    const double u = random.uniform();
    weight = u * u + 1e-3;  // squared: nearer to one of the shapes than to their common middle
    sum += weight;
  }
  KnotStrokes result = shapes.front();
  for (std::size_t s = 0; s < result.size(); ++s) {
    for (std::size_t k = 0; k < result[s].size(); ++k) {
      Knot& knot = result[s][k];
      knot.x = knot.y = 0.0;
      for (std::size_t i = 0; i < shapes.size(); ++i) {
        knot.x += weights[i] / sum * shapes[i][s][k].x;
        knot.y += weights[i] / sum * shapes[i][s][k].y;
      }
    }
  }
  return result;
}

// Moves the control points of one stroke: all together, each a little, and the two ends.
void disturb(Random& random, const Variation& variation, double freedom, bool alone,
             std::vector<Knot>& stroke) {
  const double fresh =
      std::sqrt(std::max(0.0, 1.0 - variation.knot_memory * variation.knot_memory));
  Vector shift;
  double size = 1.0;
  if (!alone) {
    shift = {spread(random, variation.stroke_shift), spread(random, variation.stroke_shift)};
    size = factor(spread(random, variation.stroke_size));
  }
  Vector middle;
  for (const Knot& knot : stroke) middle = middle + Vector{knot.x, knot.y};
  middle = 1.0 / static_cast<double>(stroke.size()) * middle;
  const double loose = freedom * variation.knot;
  Vector wander{spread(random, loose), spread(random, loose)};
  for (Knot& knot : stroke) {
    const Vector place = middle + size * (Vector{knot.x, knot.y} - middle) + shift + wander;
    knot.x = place.x;
    knot.y = place.y;
    wander = variation.knot_memory * wander +
             fresh * Vector{spread(random, loose), spread(random, loose)};
  }
  const auto stretch = [&](Knot& end, const Knot& neighbour) {
    const double by = spread(random, variation.end_stretch);
    end.x += by * (end.x - neighbour.x);
    end.y += by * (end.y - neighbour.y);
  };
  stretch(stroke.front(), stroke[1]);
  stretch(stroke.back(), stroke[stroke.size() - 2]);
}

// The tangents with which a curve leaves and enters its knots, per unit of chord.
struct Tangents {
  std::vector<Vector> out;
  std::vector<Vector> in;
};

// Catmull and Rom 1974, "A Class of Local Interpolating Splines": at a knot the pen moves in the
// direction from the knot before to the one after. A corner takes the chords instead, as far as it
// is sharp. Speed along the path is even, or loops would turn into polygons.
Tangents tangents(const std::vector<Knot>& stroke, double roundness, double softness) {
  const std::size_t n = stroke.size();
  const auto direction = [&](std::size_t from, std::size_t to) {
    const Vector d{stroke[to].x - stroke[from].x, stroke[to].y - stroke[from].y};
    return 1.0 / std::max(length(d), 1e-6) * d;
  };
  Tangents result{Path(n), Path(n)};
  for (std::size_t i = 1; i + 1 < n; ++i) {
    const Vector smooth = roundness * direction(i - 1, i + 1);
    const double keep = stroke[i].turn == Turn::kCorner ? softness : 1.0;
    result.in[i] = keep * smooth + (1.0 - keep) * direction(i - 1, i);
    result.out[i] = keep * smooth + (1.0 - keep) * direction(i, i + 1);
  }
  // An end goes on as the parabola through its neighbour's tangent.
  result.out[0] = 1.5 * direction(0, 1) - 0.5 * result.in[1];
  result.in[n - 1] = 1.5 * direction(n - 2, n - 1) - 0.5 * result.out[n - 2];
  return result;
}

// The pen's path through the knots, a point every `spacing` or so.
Path trace(const std::vector<Knot>& stroke, double roundness, double softness, double spacing) {
  const Tangents tangent = tangents(stroke, roundness, softness);
  Path path{{stroke.front().x, stroke.front().y}};
  for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
    const Vector from{stroke[i].x, stroke[i].y};
    const Vector to{stroke[i + 1].x, stroke[i + 1].y};
    const double span = length(to - from);
    const double rounded = span / spacing + 0.5;
    const int steps = std::clamp(static_cast<int>(rounded), 1, 64);
    for (int step = 1; step <= steps; ++step) {
      const double t = static_cast<double>(step) / steps;
      const double u = 1.0 - t;
      // Cubic Hermite basis.
      path.push_back((1.0 + 2.0 * t) * u * u * from + (3.0 - 2.0 * t) * t * t * to +
                     t * u * u * span * tangent.out[i] + -(t * t * u * span) * tangent.in[i + 1]);
    }
  }
  return path;
}

// A hand has mass and cuts corners: each pass draws every point towards its neighbours. The ends
// stay. Then every other point goes, as a tablet would sample a path so even.
Path smoothed(Path path, int passes) {
  for (; passes > 0; --passes) {
    Vector before = path.front();
    for (std::size_t i = 1; i + 1 < path.size(); ++i) {
      const Vector here = path[i];
      path[i] = 0.25 * (before + path[i + 1]) + 0.5 * here;
      before = here;
    }
  }
  Path result;
  for (std::size_t i = 0; i + 1 < path.size(); i += 2) result.push_back(path[i]);
  result.push_back(path.back());
  return result;
}

// A smooth distortion of the plane that keeps neighbours together: polynomials of second and third
// degree (Legendre's, about the middle of the unit box) with random coefficients, then aspect,
// slant and rotation.
class Warp {
 public:
  Warp(Random& random, const Variation& variation, double lean, double freedom) {
    for (std::size_t i = 0; i < kTerms; ++i) {
      const double deviation = freedom * (i < 3 ? variation.bend : variation.ripple);
      x_[i] = spread(random, deviation);
      y_[i] = spread(random, deviation);
    }
    width_ = factor(spread(random, variation.aspect));
    slant_ = lean + spread(random, variation.slant);
    // A rotation by 2 atan(half), without sine and cosine.
    const double half = spread(random, variation.rotation) / 2;
    cos_ = (1.0 - half * half) / (1.0 + half * half);
    sin_ = 2.0 * half / (1.0 + half * half);
  }

  Vector operator()(Vector p) const {
    const double u = std::clamp(2.0 * p.x - 1.0, -1.2, 1.2);
    const double v = std::clamp(2.0 * p.y - 1.0, -1.2, 1.2);
    const double u2 = (3.0 * u * u - 1.0) / 2;
    const double v2 = (3.0 * v * v - 1.0) / 2;
    const std::array<double, kTerms> terms{
        u2, u * v, v2, (5.0 * u * u - 3.0) * u / 2, u2 * v, u * v2, (5.0 * v * v - 3.0) * v / 2};
    for (std::size_t i = 0; i < kTerms; ++i) p = p + terms[i] * Vector{x_[i], y_[i]};
    p = {width_ * (p.x - 0.5) + slant_ * (0.5 - p.y), p.y - 0.5};
    return {cos_ * p.x - sin_ * p.y, sin_ * p.x + cos_ * p.y};
  }

 private:
  static constexpr std::size_t kTerms = 7;
  std::array<double, kTerms> x_{};
  std::array<double, kTerms> y_{};
  double width_;
  double slant_;
  double cos_;
  double sin_;
};

}  // namespace

Drawing write_strokes(Random& random, const Variation& variation,
                      const std::vector<KnotStrokes>& shapes, double lean, double freedom) {
  KnotStrokes shape = blend(random, shapes);
  const Warp warp(random, variation, lean, freedom);
  const double roundness = variation.roundness_mean + spread(random, variation.roundness);
  const double softness = random.uniform(0.0, variation.corner_softness);
  const int passes = static_cast<int>(random.uniform() * (variation.smoothing + 1.0));
  const double size = random.uniform(60.0, 240.0);  // in units of a drawing surface
  const Vector place{random.uniform(20.0, 400.0), random.uniform(20.0, 400.0)};
  Drawing drawing;
  for (std::vector<Knot>& stroke : shape) {
    disturb(random, variation, freedom, shape.size() == 1, stroke);
    Stroke drawn;
    for (const Vector& point : smoothed(trace(stroke, roundness, softness, kSpacing), passes)) {
      const Vector shaken =
          warp(point) + Vector{spread(random, variation.tremor), spread(random, variation.tremor)};
      const Vector put = place + size * (shaken + Vector{0.5, 0.5});
      drawn.push_back({static_cast<float>(put.x), static_cast<float>(put.y)});
    }
    drawing.push_back(std::move(drawn));
  }
  return drawing;
}

double choose_pen_width(Random& random, const Variation& variation) {
  return variation.pen_mean * factor(spread(random, variation.pen));
}

}  // namespace digitlab
