#include "math/kernels.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/math/random.hpp"

namespace digitlab {
namespace {

Matrix<float> random_matrix(Index rows, Index cols, Random& random) {
  Matrix<float> matrix(rows, cols);
  for (Index i = 0; i < matrix.size(); ++i) {
    matrix.data()[i] = static_cast<float>(random.uniform(-1, 1));
  }
  return matrix;
}

// Every remainder of the tile's rows and the panel's width and depth, and more than one panel.
class Multiply : public testing::TestWithParam<std::array<Index, 3>> {};

TEST_P(Multiply, AgreesWithTheDefinitionForEveryTranspositionAndInstructionSet) {
  const auto [m, n, k] = GetParam();
  Random random(7);
  const Matrix<float> a = random_matrix(m, k, random);
  const Matrix<float> b = random_matrix(k, n, random);
  const Matrix<float> a_transposed = a.transpose();
  const Matrix<float> b_transposed = b.transpose();
  const Matrix<double> exact = a.cast<double>() * b.cast<double>();
  const double tolerance = 1e-6 * static_cast<double>(k + 1);

  const auto views_a = {strided(a), strided(a_transposed).transposed()};
  const auto views_b = {strided(b), strided(b_transposed).transposed()};
  for (const Kernels& kernel : supported_kernels()) {
    SCOPED_TRACE(kernel.name);
    for (const auto& view_a : views_a) {
      for (const auto& view_b : views_b) {
        Matrix<float> c = Matrix<float>::Constant(m, n, 5.0F);
        kernel.multiply(view_a, view_b, c.data(), n, /*add=*/false, {});
        EXPECT_LE((c.cast<double>() - exact).cwiseAbs().maxCoeff(), tolerance);
        kernel.multiply(view_a, view_b, c.data(), n, /*add=*/true, {});
        EXPECT_LE((c.cast<double>() - 2 * exact).cwiseAbs().maxCoeff(), 2 * tolerance);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, Multiply,
    testing::Values(std::array<Index, 3>{1, 1, 1}, std::array<Index, 3>{32, 25, 400},
                    std::array<Index, 3>{400, 25, 32}, std::array<Index, 3>{13, 10, 15},
                    std::array<Index, 3>{11, 33, 257}, std::array<Index, 3>{25, 64, 512},
                    std::array<Index, 3>{7, 31, 3}));

TEST(Multiply, AddsTermsThatOverlapInMemory) {
  // Three terms of A that begin 5 values apart, rows 2 apart: as a convolution reads its image.
  Random random(9);
  for (const Index n : {3, 16, 32, 41}) {
    SCOPED_TRACE(n);
    const Matrix<float> memory = random_matrix(1, 100, random);
    const Matrix<float> b = random_matrix(3 * 7, n, random);
    const StridedView<float> a{memory.data(), 6, 7, 2, 1};
    Matrix<double> exact = Matrix<double>::Zero(6, n);
    for (Index s = 0; s < 3; ++s) {
      for (Index row = 0; row < 6; ++row) {
        exact.row(row) += memory.block(0, 5 * s + 2 * row, 1, 7).cast<double>() *
                          b.middleRows(7 * s, 7).cast<double>();
      }
    }
    for (const Kernels& kernel : supported_kernels()) {
      SCOPED_TRACE(kernel.name);
      Matrix<float> c = Matrix<float>::Constant(6, n, 2.0F);
      kernel.multiply(a, {b.data(), 7, n, n, 1}, c.data(), n, /*add=*/true, {3, 5, 7 * n});
      EXPECT_LE((c.cast<double>().array() - 2.0 - exact.array()).abs().maxCoeff(), 2e-5);
    }
  }
}

TEST(Multiply, IsTheSameByteForByteOnEveryProcessorThatFusesMultiplyAndAdd) {
  Random random(6);
  const Matrix<float> a = random_matrix(32, 400, random);
  const Matrix<float> b = random_matrix(400, 25, random);
  std::vector<Matrix<float>> results;
  for (const Kernels& kernel : supported_kernels()) {
    if (std::string(kernel.name) == "128-bit") continue;  // fuses on some targets only
    results.emplace_back(32, 25);
    kernel.multiply(strided(a), strided(b), results.back().data(), 25, /*add=*/false, {});
  }
  for (const Matrix<float>& result : results) EXPECT_EQ(result, results.front());
}

TEST(Multiply, LeavesMemoryBesideTheResultAlone) {
  Random random(3);
  const Matrix<float> a = random_matrix(5, 6, random);
  const Matrix<float> b = random_matrix(6, 3, random);
  Matrix<float> c = Matrix<float>::Constant(5, 8, 9.0F);
  multiply(strided(a), strided(b), c.data() + 2, c.cols(), Write::kAssign);
  EXPECT_TRUE((c.leftCols(2).array() == 9.0F).all());
  EXPECT_TRUE((c.rightCols(3).array() == 9.0F).all());
}

TEST(Multiply, GivesEachRowTheSameBytesWhateverTheBatch) {
  Random random(4);
  const Matrix<float> a = random_matrix(29, 400, random);
  const Matrix<float> b = random_matrix(400, 25, random);
  Matrix<float> all(29, 25);
  multiply(strided(a), strided(b), all.data(), 25, Write::kAssign);
  for (Index row = 0; row < a.rows(); ++row) {
    Matrix<float> one(1, 25);
    const Matrix<float> x = a.row(row);
    multiply(strided(x), strided(b), one.data(), 25, Write::kAssign);
    EXPECT_EQ(one.row(0), all.row(row)) << "row " << row;
  }
}

// A kernel's height and width, and channels: vectors of every width and channels left over; more
// values of a kernel than are kept in registers at once.
class ChannelWindows : public testing::TestWithParam<std::array<Index, 3>> {};

TEST_P(ChannelWindows, AgreeWithTheDefinitionForEveryInstructionSet) {
  const auto [height, width, channels] = GetParam();
  const Windows windows{5, 4, channels, (4 + width) * channels, height, width};
  Random random(11);
  const Matrix<float> image = random_matrix(5 + height - 1, windows.image_row, random);
  const Matrix<float> kernel = random_matrix(height * width, channels, random);
  const Matrix<float> dz = random_matrix(5 * 4, channels, random);
  const Matrix<double> image_exact = image.cast<double>();
  const Matrix<double> kernel_exact = kernel.cast<double>();
  const Matrix<double> dz_exact = dz.cast<double>();
  Matrix<double> out_exact(5 * 4, channels);
  Matrix<double> gradient_exact = Matrix<double>::Constant(height * width, channels, 2.0);
  correlate_channels(windows, image_exact.data(), kernel_exact.data(), out_exact.data());
  add_channel_gradient(windows, image_exact.data(), dz_exact.data(), gradient_exact.data());
  // The definition, once: the last place's last channel.
  double sum = 0;
  for (Index y = 0; y < height; ++y) {
    for (Index x = 0; x < width; ++x) {
      sum += image_exact(4 + y, (3 + x + 1) * channels - 1) *
             kernel_exact(y * width + x, channels - 1);
    }
  }
  EXPECT_NEAR(out_exact(19, channels - 1), sum, 1e-12);

  for (const Kernels& kernels : supported_kernels()) {
    SCOPED_TRACE(kernels.name);
    Matrix<float> out(5 * 4, channels);
    Matrix<float> gradient = Matrix<float>::Constant(height * width, channels, 2.0F);
    kernels.correlate_channels(windows, image.data(), kernel.data(), out.data());
    kernels.add_channel_gradient(windows, image.data(), dz.data(), gradient.data());
    EXPECT_LE((out.cast<double>() - out_exact).cwiseAbs().maxCoeff(), 2e-5);
    EXPECT_LE((gradient.cast<double>() - gradient_exact).cwiseAbs().maxCoeff(), 2e-5);
  }
}

INSTANTIATE_TEST_SUITE_P(Shapes, ChannelWindows,
                         testing::Values(std::array<Index, 3>{1, 1, 1},
                                         std::array<Index, 3>{3, 3, 32},
                                         std::array<Index, 3>{3, 3, 29},
                                         std::array<Index, 3>{2, 3, 7},
                                         std::array<Index, 3>{5, 5, 18}));

TEST(Lines, AgreeWithTheDefinitionForEveryInstructionSet) {
  // Vectors of every width and values left over.
  constexpr Index kCount = 3;
  constexpr Index kLength = 37;
  const Lines lines{kCount, kLength};
  Random random(13);
  const auto line = [&] { return random_matrix(1, kLength, random); };
  const Matrix<float> x = random_matrix(kCount, kLength, random);
  const Matrix<float> dy = random_matrix(kCount, kLength, random);
  const Matrix<float> factor = line();
  const Matrix<float> summand = line();
  const Matrix<float> mean = line();
  const Matrix<float> a = line();
  const Matrix<float> b = line();
  const Matrix<float> c = line();

  for (const Kernels& kernels : supported_kernels()) {
    for (const float least : {0.0F, -std::numeric_limits<float>::infinity()}) {
      SCOPED_TRACE(testing::Message() << kernels.name << ", at least " << least);
      const Scaling<float> scaling{factor.data(), summand.data(), least};
      Matrix<float> sum = Matrix<float>::Constant(1, kLength, 2.0F);
      Matrix<float> squares = sum;
      Matrix<float> dz_sum = sum;
      Matrix<float> moment = sum;
      Matrix<float> y(kCount, kLength);
      Matrix<float> dx(kCount, kLength);
      kernels.lines.add_deviations(lines, x.data(), mean.data(), sum.data(), squares.data());
      kernels.lines.scale(lines, x.data(), scaling, y.data());
      kernels.lines.add_moments(lines, x.data(), scaling, dy.data(), mean.data(), dz_sum.data(),
                                moment.data());
      kernels.lines.combine(lines, x.data(), scaling, dy.data(), a.data(), b.data(), c.data(),
                            dx.data());
      for (Index i = 0; i < kLength; ++i) {
        std::array<double, 4> sums{2, 2, 2, 2};
        for (Index row = 0; row < kCount; ++row) {
          const double deviation = double{x(row, i)} - double{mean(0, i)};
          const double z = double{x(row, i)} * double{factor(0, i)} + double{summand(0, i)};
          const double dz = z > double{least} ? double{dy(row, i)} : 0.0;
          sums[0] += deviation;
          sums[1] += deviation * deviation;
          sums[2] += dz;
          sums[3] += dz * deviation;
          EXPECT_NEAR(y(row, i), std::max(z, double{least}), 1e-6);
          EXPECT_NEAR(dx(row, i),
                      dz * double{a(0, i)} + double{x(row, i)} * double{b(0, i)} + double{c(0, i)},
                      1e-6);
        }
        EXPECT_NEAR(sum(0, i), sums[0], 1e-5);
        EXPECT_NEAR(squares(0, i), sums[1], 1e-5);
        EXPECT_NEAR(dz_sum(0, i), sums[2], 1e-5);
        EXPECT_NEAR(moment(0, i), sums[3], 1e-5);
      }
    }
  }
}

}  // namespace
}  // namespace digitlab
