#include "data/augment_image.hpp"

#include <algorithm>
#include <cmath>

#include "digitlab/ink/framing.hpp"

namespace digitlab {
namespace {

// Paper around the image: blending reads one pixel beyond a coordinate in [-1, side].
constexpr Index kMargin = 2;

// Less of its ink than this, and an image is given up as pushed out of the frame. The strongest
// shrinking and thinning that make sense leave more.
constexpr float kLeastInk = 0.25F;

// Sums by columns first: the additions of one row do not wait for each other, and their order is
// the same on every target.
// @param columns  (W), overwritten
float total(const float* pixels, Index height, Index stride, std::vector<float>& columns) {
  std::fill(columns.begin(), columns.end(), 0.0F);
  for (Index y = 0; y < height; ++y) {
    const float* row = pixels + y * stride;
    for (std::size_t x = 0; x < columns.size(); ++x) columns[x] += row[x];
  }
  float sum = 0;
  for (const float column : columns) sum += column;
  return sum;
}

}  // namespace

Linear linear_map(double rotation_degrees, double shear, double scale_x, double scale_y) {
  constexpr double kDegree = 3.14159265358979323846 / 180.0;
  // tan(angle / 2) to fifth order, 0.01° off at 45°; sine and cosine follow without calling them.
  const double half = rotation_degrees * kDegree / 2.0;
  const double half2 = half * half;
  const double t = half * (1.0 + half2 * (1.0 / 3.0 + half2 * 2.0 / 15.0));
  const double cosine = (1.0 - t * t) / (1.0 + t * t);
  const double sine = 2.0 * t / (1.0 + t * t);
  // Rotation · [1 -shear; 0 1] · diag(scale).
  return {cosine * scale_x, (-cosine * shear - sine) * scale_y, sine * scale_x,
          (-sine * shear + cosine) * scale_y};
}

ImageChange draw_image_change(Random& random, const ImageVariation& variation) {
  const auto even = [&](double strength) { return random.uniform(-strength, strength); };
  ImageChange change;
  change.rotation = even(variation.rotation);
  change.shear = even(variation.shear);
  const double size = even_factor(even(variation.scale));
  const double aspect = even_factor(even(variation.aspect) / 2.0);
  change.scale_x = size * aspect;
  change.scale_y = size / aspect;
  change.shift_x = even(variation.shift);
  change.shift_y = even(variation.shift);
  change.thickness = even(variation.thickness);
  return change;
}

void ImageWarp::load(const ImageView& image) {
  if (height_ != image.height || width_ != image.width) {
    height_ = image.height;
    width_ = image.width;
    stride_ = width_ + 2 * kMargin;
    const auto padded = static_cast<std::size_t>((height_ + 2 * kMargin) * stride_);
    const auto pixels = static_cast<std::size_t>(height_ * width_);
    source_.assign(padded, 0.0F);
    changed_.assign(padded, 0.0F);
    for (auto* plane : {&dx_, &dy_, &result_}) plane->assign(pixels, 0.0F);
    for (auto* row : {&across_, &down_}) row->assign(static_cast<std::size_t>(width_), 0.0F);
    corner_.assign(static_cast<std::size_t>(width_), 0);
  }
  for (Index y = 0; y < height_; ++y) {
    float* row = source_.data() + (y + kMargin) * stride_ + kMargin;
    if (image.bytes != nullptr) {
      const std::uint8_t* bytes = image.bytes + y * width_;
      for (Index x = 0; x < width_; ++x) row[x] = static_cast<float>(bytes[x]) * (1.0F / 255.0F);
    } else {
      std::copy_n(image.values + y * width_, width_, row);
    }
  }
}

// Each edge of a stroke moves by half of `pixels`: the image is blended with its grey dilation, or
// erosion, by one pixel up, down, left and right. Where an edge runs along the grid, the blend's
// coverage is just that of the moved edge.
void ImageWarp::change_thickness(double pixels) {
  const auto share = static_cast<float>(std::abs(pixels) / 2.0);
  const bool wider = pixels > 0;
  for (Index y = 0; y < height_; ++y) {
    const float* here = source_.data() + (y + kMargin) * stride_ + kMargin;
    const float* above = here - stride_;
    const float* below = here + stride_;
    float* out = changed_.data() + (y + kMargin) * stride_ + kMargin;
    if (wider) {
      for (Index x = 0; x < width_; ++x) {
        const float around =
            std::max(std::max(here[x - 1], here[x + 1]), std::max(above[x], below[x]));
        out[x] = here[x] + share * (std::max(around, here[x]) - here[x]);
      }
    } else {
      for (Index x = 0; x < width_; ++x) {
        const float around =
            std::min(std::min(here[x - 1], here[x + 1]), std::min(above[x], below[x]));
        out[x] = here[x] + share * (std::min(around, here[x]) - here[x]);
      }
    }
  }
  source_.swap(changed_);
}

// Every pixel of the result looks up where it comes from: the inverse of the linear map about the
// image's middle, plus the elastic displacement; the four pixels there are blended.
void ImageWarp::resample(const ImageChange& change, float unit, bool elastic) {
  const Linear map = linear_map(change.rotation, change.shear, change.scale_x, change.scale_y);
  const double determinant = map.xx * map.yy - map.xy * map.yx;
  const auto xx = static_cast<float>(map.yy / determinant);
  const auto xy = static_cast<float>(-map.xy / determinant);
  const auto yx = static_cast<float>(-map.yx / determinant);
  const auto yy = static_cast<float>(map.xx / determinant);
  const float middle_x = static_cast<float>(width_ - 1) / 2;
  const float middle_y = static_cast<float>(height_ - 1) / 2;
  const float from_x = middle_x + unit * static_cast<float>(change.shift_x);
  const float from_y = middle_y + unit * static_cast<float>(change.shift_y);
  const int stride = static_cast<int>(stride_);
  const int width = static_cast<int>(width_);
  const auto right = static_cast<float>(width_);
  const auto bottom = static_cast<float>(height_);
  float* across = across_.data();
  float* down = down_.data();
  int* corner = corner_.data();
  for (Index y = 0; y < height_; ++y) {
    const float v = static_cast<float>(y) - from_y;
    for (int x = 0; x < width; ++x) {
      const float u = static_cast<float>(x) - from_x;
      across[x] = xx * u + xy * v + middle_x;
      down[x] = yx * u + yy * v + middle_y;
    }
    if (elastic) {
      const float* dx = dx_.data() + y * width_;
      const float* dy = dy_.data() + y * width_;
      for (int x = 0; x < width; ++x) across[x] += dx[x];
      for (int x = 0; x < width; ++x) down[x] += dy[x];
    }
    for (int x = 0; x < width; ++x) {
      // Positive from here on, so that conversion rounds down.
      const float a = std::min(std::max(across[x], -1.0F), right) + static_cast<float>(kMargin);
      const float d = std::min(std::max(down[x], -1.0F), bottom) + static_cast<float>(kMargin);
      const int column = static_cast<int>(a);
      const int row = static_cast<int>(d);
      across[x] = a - static_cast<float>(column);
      down[x] = d - static_cast<float>(row);
      corner[x] = row * stride + column;
    }
    float* out = result_.data() + y * width_;
    for (int x = 0; x < width; ++x) {
      const float* above = source_.data() + corner[x];
      const float* below = above + stride;
      const float upper = above[0] + across[x] * (above[1] - above[0]);
      const float lower = below[0] + across[x] * (below[1] - below[0]);
      out[x] = upper + down[x] * (lower - upper);
    }
  }
}

const std::vector<float>& ImageWarp::apply(const ImageView& image, const ImageChange& change,
                                           const ImageVariation& variation, Random& random) {
  load(image);
  const double unit = static_cast<double>(height_) / static_cast<double>(kFrameSide);
  const bool elastic = variation.elastic > 0;
  if (elastic) {
    field_.draw(random, unit * variation.elastic, unit * variation.elastic_smoothness,
                static_cast<double>(width_), static_cast<double>(height_));
    field_.at_pixels(height_, width_, dx_.data(), dy_.data());
  }
  const float* first = source_.data() + kMargin * stride_ + kMargin;
  const float ink = total(first, height_, stride_, across_);
  if (change.thickness != 0) change_thickness(unit * change.thickness);
  resample(change, static_cast<float>(unit), elastic);
  if (total(result_.data(), height_, width_, across_) < kLeastInk * ink) {
    for (Index i = 0; i < height_ * width_; ++i) result_[static_cast<std::size_t>(i)] = image[i];
  }
  return result_;
}

}  // namespace digitlab
