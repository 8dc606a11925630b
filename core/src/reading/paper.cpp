#include "reading/paper.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

namespace digitlab {
namespace {

// A coarse grid of pixels says enough about the paper.
constexpr Index kGridSide = 64;
constexpr int kIterations = 30;
// What differs from the paper by less than so many standard deviations may be noise.
constexpr double kPaperDeviations = 4;

using Terms = Eigen::Matrix<double, 6, 1>;

double pixel(const GrayPicture& picture, Index row, Index column) {
  return picture.pixels[static_cast<std::size_t>(row * picture.width + column)];
}

Terms terms_at(const GrayPicture& picture, Index row, Index column) {
  const auto unit = [](Index i, Index count) {
    return (2.0 * static_cast<double>(i) + 1.0) / static_cast<double>(count) - 1.0;
  };
  const double y = unit(row, picture.height);
  const double x = unit(column, picture.width);
  return Terms(1.0, x, y, x * x, x * y, y * y);
}

struct Sample {
  Terms terms;
  double brightness = 0;
};

std::vector<Sample> sample_grid(const GrayPicture& picture) {
  const Index rows = std::min(picture.height, kGridSide);
  const Index columns = std::min(picture.width, kGridSide);
  std::vector<Sample> samples;
  for (Index i = 0; i < rows; ++i) {
    for (Index j = 0; j < columns; ++j) {
      const Index row = (2 * i + 1) * picture.height / (2 * rows);
      const Index column = (2 * j + 1) * picture.width / (2 * columns);
      samples.push_back({terms_at(picture, row, column), pixel(picture, row, column)});
    }
  }
  return samples;
}

// Least absolute deviations by iteratively reweighted least squares.
Terms fit_paper(const std::vector<Sample>& samples) {
  // Holds down what a picture of one row or column says nothing about.
  constexpr double kRidge = 1e-6;
  Terms surface = Terms::Zero();
  for (int iteration = 0; iteration < kIterations; ++iteration) {
    Eigen::Matrix<double, 6, 6> normal =
        kRidge * static_cast<double>(samples.size()) * Eigen::Matrix<double, 6, 6>::Identity();
    Terms right = Terms::Zero();
    for (const Sample& sample : samples) {
      const double residual = sample.brightness - surface.dot(sample.terms);
      const double weight = iteration == 0 ? 1.0 : 1.0 / std::max(1.0, std::abs(residual));
      normal += weight * sample.terms * sample.terms.transpose();
      right += weight * sample.brightness * sample.terms;
    }
    surface = normal.ldlt().solve(right);
  }
  return surface;
}

// Brightness as a share of the paper's: of its light for dark ink, of the dark it lacks for light.
double darker(double brightness, double paper) { return 1.0 - brightness / std::max(paper, 1.0); }
double lighter(double brightness, double paper) {
  return darker(255.0 - brightness, 255.0 - paper);
}

// Of the values' distances from 0, their median scaled to a normal distribution's deviation.
double deviation(std::vector<double> values) {
  for (double& value : values) value = std::abs(value);
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return 1.4826 * *middle;
}

}  // namespace

std::optional<Contrast> contrast_to_paper(const GrayPicture& picture) {
  const std::vector<Sample> samples = sample_grid(picture);
  const Terms surface = fit_paper(samples);
  std::vector<double> residuals;
  residuals.reserve(samples.size());
  for (const Sample& sample : samples) {
    residuals.push_back(sample.brightness - surface.dot(sample.terms));
  }
  const double limit = kPaperDeviations * std::max(1.0, deviation(residuals));

  Contrast contrast{picture.height, picture.width, {}, 0};
  std::vector<float> dark;
  std::vector<float> light;
  dark.reserve(picture.pixels.size());
  light.reserve(picture.pixels.size());
  double dark_ink = 0;
  double light_ink = 0;
  for (Index row = 0; row < picture.height; ++row) {
    for (Index column = 0; column < picture.width; ++column) {
      const double paper = std::clamp(surface.dot(terms_at(picture, row, column)), 0.0, 255.0);
      const double brightness = pixel(picture, row, column);
      dark_ink += std::max(0.0, paper - brightness - limit);
      light_ink += std::max(0.0, brightness - paper - limit);
      dark.push_back(static_cast<float>(darker(brightness, paper)));
      light.push_back(static_cast<float>(lighter(brightness, paper)));
    }
  }
  if (dark_ink == 0 && light_ink == 0) return std::nullopt;
  const bool is_dark = dark_ink >= light_ink;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double paper = std::clamp(surface.dot(samples[i].terms), 0.0, 255.0);
    residuals[i] =
        is_dark ? darker(samples[i].brightness, paper) : lighter(samples[i].brightness, paper);
  }
  contrast.noise = deviation(residuals);
  contrast.values = std::move(is_dark ? dark : light);
  return contrast;
}

}  // namespace digitlab
