#include "generate/scribbles.hpp"

#include <algorithm>
#include <cmath>

namespace digitlab {
namespace {

using enum NonDigitSet;

int between(Random& random, int low, int high) {
  return low + static_cast<int>(random.below(static_cast<std::uint32_t>(high - low + 1)));
}

struct Direction {
  double x = 1;
  double y = 0;
};

Direction any_direction(Random& random) {
  for (;;) {
    const double x = random.uniform(-1.0, 1.0);
    const double y = random.uniform(-1.0, 1.0);
    const double length = std::sqrt(x * x + y * y);
    if (length > 0.1 && length <= 1.0) return {x / length, y / length};
  }
}

// The point (along, across) about the middle of the unit box, in axes turned to `axis`.
Knot turned(Direction axis, double along, double across, Turn turn = Turn::kSmooth) {
  return {0.5 + along * axis.x - across * axis.y, 0.5 + along * axis.y + across * axis.x, turn};
}

// A line that wanders about the box and turns back at its sides.
KnotStrokes walk(Random& random) {
  std::vector<Knot> stroke;
  double x = random.uniform(0.2, 0.8);
  double y = random.uniform(0.2, 0.8);
  Direction way = any_direction(random);
  for (int left = between(random, 30, 50); left > 0; --left) {
    stroke.push_back({x, y});
    const Direction other = any_direction(random);
    const double pull = random.uniform(0.4, 1.0);
    way = {way.x + pull * other.x, way.y + pull * other.y};
    const double length = std::max(std::sqrt(way.x * way.x + way.y * way.y), 0.2);
    const double step = random.uniform(0.2, 0.35);
    way = {way.x / length, way.y / length};
    if (std::abs(x + step * way.x - 0.5) > 0.5) way.x = -way.x;
    if (std::abs(y + step * way.y - 0.5) > 0.5) way.y = -way.y;
    x += step * way.x;
    y += step * way.y;
  }
  return {stroke};
}

// Many short strokes, each its own way.
KnotStrokes strokes(Random& random) {
  KnotStrokes shape;
  for (int left = between(random, 11, 20); left > 0; --left) {
    const Direction way = any_direction(random);
    const double half = random.uniform(0.06, 0.2);
    const double x = random.uniform(0.1, 0.9);
    const double y = random.uniform(0.1, 0.9);
    const double bow = random.uniform(-0.06, 0.06);
    shape.push_back({{x - half * way.x, y - half * way.y},
                     {x - bow * way.y, y + bow * way.x},
                     {x + half * way.x, y + half * way.y}});
  }
  return shape;
}

// To and fro without lifting the pen, until the box is full.
KnotStrokes zigzag(Random& random) {
  const Direction axis = any_direction(random);
  const Turn turn = random.chance(0.5) ? Turn::kCorner : Turn::kSmooth;
  const int turns = between(random, 8, 16);
  const double width = random.uniform(0.35, 0.55);
  std::vector<Knot> stroke;
  for (int i = 0; i <= turns; ++i) {
    const double along = static_cast<double>(i) / turns - 0.5;
    const double end = (i % 2 == 0 ? 1.0 : -1.0) * width * random.uniform(0.7, 1.1);
    stroke.push_back(turned(axis, along, end, turn));
  }
  return {stroke};
}

void add_hatching(Random& random, Direction axis, KnotStrokes& shape) {
  const int lines = between(random, 5, 9);
  const double width = random.uniform(0.3, 0.5);
  for (int i = 0; i < lines; ++i) {
    const double along = (i + 0.5) / lines - 0.5;
    const double low = -width * random.uniform(0.7, 1.1);
    const double high = width * random.uniform(0.7, 1.1);
    shape.push_back({turned(axis, along, low), turned(axis, along, (low + high) / 2),
                     turned(axis, along, high)});
  }
}

KnotStrokes hatching(Random& random) {
  KnotStrokes shape;
  add_hatching(random, any_direction(random), shape);
  return shape;
}

KnotStrokes cross_hatching(Random& random) {
  KnotStrokes shape;
  const Direction axis = any_direction(random);
  add_hatching(random, axis, shape);
  add_hatching(random, {-axis.y, axis.x}, shape);
  return shape;
}

// Points of a circle, an eighth of a turn apart.
constexpr double kDiagonal = 0.70710678118654752;
constexpr Direction kEighths[] = {
    {1, 0},  {kDiagonal, kDiagonal},   {0, 1},  {-kDiagonal, kDiagonal},
    {-1, 0}, {-kDiagonal, -kDiagonal}, {0, -1}, {kDiagonal, -kDiagonal}};

// One ellipse after another without lifting the pen, each about its own middle.
KnotStrokes tangle(Random& random) {
  std::vector<Knot> stroke;
  for (int left = between(random, 5, 8); left > 0; --left) {
    const Direction axis = any_direction(random);
    const double x = random.uniform(-0.25, 0.25);
    const double y = random.uniform(-0.25, 0.25);
    const double a = random.uniform(0.2, 0.45);
    const double b = random.uniform(0.08, 0.3);
    for (const Direction& at : kEighths) {
      Knot knot = turned(axis, a * at.x, b * at.y);
      stroke.push_back({knot.x + x, knot.y + y});
    }
  }
  return {stroke};
}

// Loops in a row, as one tries a pen. Not upright: the pen's width would make it a 1 or an 8.
KnotStrokes coil(Random& random) {
  Direction axis = any_direction(random);
  while (std::abs(axis.y) > 0.6) axis = any_direction(random);
  const int loops = between(random, 4, 7);
  const double height = random.uniform(0.15, 0.35);
  const double width = random.uniform(0.7, 1.6) / loops;
  std::vector<Knot> stroke;
  for (int i = 0; i < 8 * loops; ++i) {
    const Direction& at = kEighths[i % 8];
    const double along = i / (8.0 * loops) - 0.5;
    stroke.push_back(turned(axis, 1.2 * along + width * at.x / 2, height * at.y));
  }
  return {stroke};
}

}  // namespace

const std::vector<Scribble>& scribbles() {
  static const std::vector<Scribble> kScribbles{
      {"walk", kTrain, walk},
      {"strokes", kTrain, strokes},
      {"zigzag", kTrain, zigzag},
      {"hatching", kHeldOut, hatching},
      {"cross-hatching", kHeldOut, cross_hatching},
      {"tangle", kHeldOut, tangle},
      {"coil", kHeldOut, coil},
  };
  return kScribbles;
}

}  // namespace digitlab
