#include "digitlab/reading/ink_mask.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "reading/paper.hpp"

namespace digitlab {
namespace {

constexpr Index kMostSide = 1024;
// Ink differs from the paper by at least this, 1 being black on white. Paper is never quite even.
constexpr double kLeastContrast = 0.125;
constexpr double kNoiseDeviations = 4;
// Parts of the ink smaller than this share of the largest are specks: a dot of the pen's width
// beside a digit has some 3 %, and no digit has dots; a 5's flag apart from its body has some 15 %.
constexpr double kSpeckShare = 0.05;
// Holes smaller than this share of all ink are noise. The eye of a 6 has some 5 %.
constexpr double kPinholeShare = 0.005;

/// Means of blocks of equal side, so that neither side is more than `kMostSide`.
GrayPicture reduced(const GrayPicture& picture) {
  const Index block = (std::max(picture.height, picture.width) + kMostSide - 1) / kMostSide;
  if (block <= 1) return picture;
  GrayPicture small{(picture.height + block - 1) / block, (picture.width + block - 1) / block, {}};
  for (Index row = 0; row < small.height; ++row) {
    for (Index column = 0; column < small.width; ++column) {
      const Index bottom = std::min((row + 1) * block, picture.height);
      const Index right = std::min((column + 1) * block, picture.width);
      Index sum = 0;
      for (Index y = row * block; y < bottom; ++y) {
        for (Index x = column * block; x < right; ++x) {
          sum += picture.pixels[static_cast<std::size_t>(y * picture.width + x)];
        }
      }
      const Index count = (bottom - row * block) * (right - column * block);
      small.pixels.push_back(static_cast<std::uint8_t>((sum + count / 2) / count));
    }
  }
  return small;
}

/// Otsu 1979, "A Threshold Selection Method from Gray-Level Histograms": the value for which the
/// classes below and above differ most, as their weights times their means' distance squared.
double otsu_threshold(const std::vector<float>& values) {
  constexpr std::size_t kLevels = 256;
  std::array<double, kLevels> histogram{};
  for (const float value : values) {
    const double level = std::clamp(static_cast<double>(value), 0.0, 1.0) * (kLevels - 1);
    const double rounded = level + 0.5;
    histogram[static_cast<std::size_t>(rounded)] += 1;
  }
  double total = 0;
  for (std::size_t level = 0; level < kLevels; ++level) {
    total += static_cast<double>(level) * histogram[level];
  }
  const auto count = static_cast<double>(values.size());
  double below = 0;
  double below_sum = 0;
  double best = -1;
  double threshold = 0;
  for (std::size_t level = 0; level + 1 < kLevels; ++level) {
    below += histogram[level];
    below_sum += static_cast<double>(level) * histogram[level];
    if (below == 0 || below == count) continue;
    const double distance = below_sum / below - (total - below_sum) / (count - below);
    const double between = below * (count - below) * distance * distance;
    if (between > best) {
      best = between;
      threshold = (static_cast<double>(level) + 0.5) / (kLevels - 1);
    }
  }
  return threshold;
}

/// Turns parts of less than `least` pixels of `value` into the other.
void remove_small(InkMask& mask, const std::vector<std::vector<Index>>& parts, double least,
                  std::uint8_t value) {
  for (const std::vector<Index>& part : parts) {
    if (static_cast<double>(part.size()) >= least) continue;
    for (const Index at : part) {
      mask.ink[static_cast<std::size_t>(at)] = static_cast<std::uint8_t>(1 - value);
    }
  }
}

void clean(InkMask& mask) {
  const auto inked = connected_parts(mask, 1);
  std::size_t largest = 0;
  for (const auto& part : inked) largest = std::max(largest, part.size());
  remove_small(mask, inked, kSpeckShare * static_cast<double>(largest), 1);
  const auto ink = static_cast<double>(std::count(mask.ink.begin(), mask.ink.end(), 1));
  remove_small(mask, connected_parts(mask, 0), kPinholeShare * ink, 0);
}

}  // namespace

std::vector<std::vector<Index>> connected_parts(const InkMask& mask, std::uint8_t value) {
  std::vector<std::uint8_t> seen(mask.ink.size(), 0);
  std::vector<std::vector<Index>> parts;
  for (std::size_t start = 0; start < mask.ink.size(); ++start) {
    if (seen[start] != 0 || mask.ink[start] != value) continue;
    std::vector<Index> part{static_cast<Index>(start)};
    seen[start] = 1;
    for (std::size_t next = 0; next < part.size(); ++next) {
      const Index row = part[next] / mask.width;
      const Index column = part[next] % mask.width;
      for (Index y = std::max<Index>(0, row - 1); y <= std::min(mask.height - 1, row + 1); ++y) {
        for (Index x = std::max<Index>(0, column - 1); x <= std::min(mask.width - 1, column + 1);
             ++x) {
          // Ink holds together across corners; then paper must not.
          if (value == 0 && x != column && y != row) continue;
          const auto at = static_cast<std::size_t>(y * mask.width + x);
          if (seen[at] != 0 || mask.ink[at] != value) continue;
          seen[at] = 1;
          part.push_back(static_cast<Index>(at));
        }
      }
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

std::optional<InkMask> find_ink(const GrayPicture& picture) {
  const std::optional<Contrast> contrast = contrast_to_paper(reduced(picture));
  if (!contrast) return std::nullopt;
  const double threshold = std::max(
      {otsu_threshold(contrast->values), kLeastContrast / 2, kNoiseDeviations * contrast->noise});
  InkMask mask{contrast->height, contrast->width, {}};
  for (const float value : contrast->values) {
    mask.ink.push_back(static_cast<double>(value) > threshold ? 1 : 0);
  }
  clean(mask);
  double sum = 0;
  double count = 0;
  for (std::size_t i = 0; i < mask.ink.size(); ++i) {
    if (mask.ink[i] == 0) continue;
    sum += static_cast<double>(contrast->values[i]);
    count += 1;
  }
  if (count == 0 || sum < kLeastContrast * count) return std::nullopt;
  return mask;
}

}  // namespace digitlab
