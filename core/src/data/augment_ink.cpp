#include "data/augment_ink.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace digitlab {
namespace {

// A stroke this short beside all ink is an ornament: a serif, the bar of a 7, a slip of the pen.
constexpr double kShortStroke = 0.2;

// The pen stays down for ways up to this, in boxes: from the hat of a 5 to its body, across a 4;
// not from the foot of a 7 up to its bar.
constexpr double kFarthestJoin = 0.5;

// A missing piece, in boxes. The round ends of the pen close some 0.1 of it again.
constexpr double kShortestGap = 0.1;
constexpr double kLongestGap = 0.22;

// Less than this beside a gap would look like a dot: then the end of the stroke is missing instead.
constexpr double kShortestRest = 0.22;

// Way after which the jitter has forgotten where it was, in boxes: 5 frame pixels, more than the
// pen is wide. Anything shorter looks like a tremor, not like another hand.
constexpr double kJitterWay = 0.25;

// Smoothness of the elastic field, in boxes: 5 of 20 pixels, as in images.
constexpr double kElasticSmoothness = 0.25;

double distance(const Point& a, const Point& b) {
  const double x = static_cast<double>(b.x) - static_cast<double>(a.x);
  const double y = static_cast<double>(b.y) - static_cast<double>(a.y);
  return std::sqrt(x * x + y * y);
}

Point between(const Point& a, const Point& b, double share) {
  const auto t = static_cast<float>(share);
  return {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
}

Point draw_offset(Random& random, double rms) {
  const double bound = std::sqrt(3.0) * rms;  // of an even distribution
  Point offset;
  offset.x = static_cast<float>(random.uniform(-bound, bound));
  offset.y = static_cast<float>(random.uniform(-bound, bound));
  return offset;
}

// Random offsets every kJitterWay along a stroke, blended smoothly in between.
class Wander {
 public:
  Wander(Random& random, double rms)
      : random_(random), rms_(rms), from_(draw_offset(random, rms)), to_(draw_offset(random, rms)) {
    place_ = random.uniform();
  }

  // The offset after another bit of way.
  Point advance(double way) {
    place_ += way / kJitterWay;
    if (place_ >= 2.0) {  // nothing to blend with is left
      from_ = draw_offset(random_, rms_);
      to_ = draw_offset(random_, rms_);
      place_ -= std::floor(place_);
    } else if (place_ >= 1.0) {
      from_ = to_;
      to_ = draw_offset(random_, rms_);
      place_ -= 1.0;
    }
    return between(from_, to_, place_ * place_ * (3.0 - 2.0 * place_));
  }

 private:
  Random& random_;
  double rms_;
  Point from_;
  Point to_;
  double place_;  // 0 … 1 between the two
};

// Inserts `point` before points[at] of stroke `stroke`.
void insert_point(InkPath& path, std::size_t stroke, std::size_t at, const Point& point) {
  path.points.insert(path.points.begin() + static_cast<std::ptrdiff_t>(at), point);
  for (std::size_t s = stroke; s < path.ends.size(); ++s) ++path.ends[s];
}

// Removes points[from … to) of stroke `stroke`.
void erase_points(InkPath& path, std::size_t stroke, std::size_t from, std::size_t to) {
  path.points.erase(path.points.begin() + static_cast<std::ptrdiff_t>(from),
                    path.points.begin() + static_cast<std::ptrdiff_t>(to));
  for (std::size_t s = stroke; s < path.ends.size(); ++s) path.ends[s] -= to - from;
}

// Makes a point of the stroke at the given way from its beginning; returns its number.
std::size_t point_at(InkPath& path, std::size_t stroke, double way) {
  std::size_t i = path.begin_of(stroke) + 1;
  for (; i < path.ends[stroke]; ++i) {
    const double step = distance(path.points[i - 1], path.points[i]);
    if (way < step) {
      insert_point(path, stroke, i, between(path.points[i - 1], path.points[i], way / step));
      return i;
    }
    way -= step;
  }
  return path.ends[stroke] - 1;
}

}  // namespace

double InkPath::length_of(std::size_t stroke) const {
  double sum = 0;
  for (std::size_t i = begin_of(stroke) + 1; i < ends[stroke]; ++i) {
    sum += distance(points[i - 1], points[i]);
  }
  return sum;
}

double InkPath::length() const {
  double sum = 0;
  for (std::size_t stroke = 0; stroke < ends.size(); ++stroke) sum += length_of(stroke);
  return sum;
}

void load_path(const Drawing& drawing, InkPath& path) {
  path.points.clear();
  path.ends.clear();
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  std::array<double, 2> low{kInfinity, kInfinity};
  std::array<double, 2> high{-kInfinity, -kInfinity};
  for (const Stroke& stroke : drawing) {
    for (const Point& point : stroke) {
      if (!is_finite(point)) continue;
      path.points.push_back(point);
      const std::array<double, 2> place{static_cast<double>(point.x), static_cast<double>(point.y)};
      for (std::size_t axis = 0; axis < 2; ++axis) {
        low[axis] = std::min(low[axis], place[axis]);
        high[axis] = std::max(high[axis], place[axis]);
      }
    }
    const std::size_t begin = path.ends.empty() ? 0 : path.ends.back();
    if (path.points.size() > begin) path.ends.push_back(path.points.size());
  }
  const double extent = std::max(high[0] - low[0], high[1] - low[1]);
  const double scale = extent > 0 ? 1.0 / extent : 1.0;
  for (Point& point : path.points) {
    point.x = static_cast<float>(scale * (static_cast<double>(point.x) - (low[0] + high[0]) / 2));
    point.y = static_cast<float>(scale * (static_cast<double>(point.y) - (low[1] + high[1]) / 2));
  }
}

void store_path(const InkPath& path, Drawing& drawing) {
  drawing.resize(path.ends.size());
  for (std::size_t stroke = 0; stroke < path.ends.size(); ++stroke) {
    drawing[stroke].assign(path.points.begin() + static_cast<std::ptrdiff_t>(path.begin_of(stroke)),
                           path.points.begin() + static_cast<std::ptrdiff_t>(path.ends[stroke]));
  }
}

void drop_short_stroke(Random& random, InkPath& path) {
  const double limit = kShortStroke * path.length();
  const auto strokes = static_cast<std::uint32_t>(path.ends.size());
  if (strokes < 2) return;
  // The first short one from a random stroke on. Not all can be short while one is left, unless
  // all are dots: then one of several goes.
  const std::uint32_t start = random.below(strokes);
  for (std::uint32_t i = 0; i < strokes; ++i) {
    const std::size_t stroke = (start + i) % strokes;
    if (path.length_of(stroke) > limit) continue;
    erase_points(path, stroke, path.begin_of(stroke), path.ends[stroke]);
    path.ends.erase(path.ends.begin() + static_cast<std::ptrdiff_t>(stroke));
    return;
  }
}

void join_strokes(Random& random, double probability, InkPath& path) {
  std::size_t kept = 0;
  for (std::size_t stroke = 0; stroke < path.ends.size(); ++stroke) {
    const std::size_t end = path.ends[stroke];
    const bool join = stroke + 1 < path.ends.size() && random.chance(probability) &&
                      distance(path.points[end - 1], path.points[end]) <= kFarthestJoin;
    if (!join) path.ends[kept++] = end;
  }
  path.ends.resize(kept);
}

void cut_gap(Random& random, InkPath& path) {
  const double gap = random.uniform(kShortestGap, kLongestGap);
  double way = random.uniform() * path.length();
  for (std::size_t stroke = 0; stroke < path.ends.size(); ++stroke) {
    const double length = path.length_of(stroke);
    if (way >= length) {
      way -= length;
      continue;
    }
    if (length < 3 * gap) return;  // too short to lose a piece
    double from = way - gap / 2;
    if (from < kShortestRest) from = 0;
    if (from > length - gap - kShortestRest) from = length - gap;
    const bool at_begin = from <= 0;
    const bool at_end = from >= length - gap;
    const std::size_t first = point_at(path, stroke, from);
    const std::size_t last = point_at(path, stroke, from + gap);
    if (at_begin) {
      erase_points(path, stroke, path.begin_of(stroke), last);
    } else if (at_end) {
      erase_points(path, stroke, first + 1, path.ends[stroke]);
    } else {
      erase_points(path, stroke, first + 1, last);
      path.ends.insert(path.ends.begin() + static_cast<std::ptrdiff_t>(stroke), first + 1);
    }
    return;
  }
}

void move_points(Random& random, const InkVariation& variation, ElasticField& field,
                 InkPath& path) {
  if (variation.elastic > 0) field.draw(random, variation.elastic, kElasticSmoothness, 1, 1);
  for (std::size_t stroke = 0; stroke < path.ends.size(); ++stroke) {
    const Point shift = draw_offset(random, variation.stroke_shift);
    Wander wander(random, variation.jitter);
    Point before = path.points[path.begin_of(stroke)];
    for (std::size_t i = path.begin_of(stroke); i < path.ends[stroke]; ++i) {
      Point& point = path.points[i];
      const Point here = point;
      const Point jitter = wander.advance(distance(before, here));
      before = here;
      point.x += shift.x + jitter.x;
      point.y += shift.y + jitter.y;
      if (variation.elastic > 0) {
        const auto moved = field.at(here.x + 0.5F, here.y + 0.5F);
        point.x += moved.x;
        point.y += moved.y;
      }
    }
  }
}

void apply_map(const Linear& map, InkPath& path) {
  for (Point& point : path.points) {
    const auto x = static_cast<double>(point.x);
    const auto y = static_cast<double>(point.y);
    point = {static_cast<float>(map.xx * x + map.xy * y),
             static_cast<float>(map.yx * x + map.yy * y)};
  }
}

Frame InkChanger::apply(const Drawing& drawing, const InkVariation& variation, Random& random) {
  // The whole first, so that the same draw means the same whatever happens to the strokes.
  const auto even = [&](double strength) { return random.uniform(-strength, strength); };
  const double rotation = even(variation.rotation);
  const double slant = even(variation.slant);
  const double aspect = even_factor(even(variation.aspect));
  FrameOptions options;
  options.pen_width += even(variation.pen_width);

  load_path(drawing, path_);
  // A tap has nothing to vary but its size.
  if (path_.length() > 0) {
    if (random.chance(variation.drop)) drop_short_stroke(random, path_);
    join_strokes(random, variation.join, path_);
    if (random.chance(variation.gap)) cut_gap(random, path_);
    move_points(random, variation, field_, path_);
    apply_map(linear_map(rotation, slant, aspect, 1), path_);
  }
  store_path(path_, drawing_);
  return frame_drawing(drawing_, options);
}

}  // namespace digitlab
