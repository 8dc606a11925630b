#include <algorithm>
#include <cmath>
#include <sstream>

#include "digitlab/data/preprocessing.hpp"
#include "sources/course_files.hpp"
#include "sources/mat_file.hpp"
#include "sources/source_kind.hpp"
#include "system/input_file.hpp"
#include "system/sha256.hpp"

namespace digitlab::tools {
namespace {

constexpr Index kCourseSide = 20;
constexpr Index kMnistSide = 28;
constexpr Index kMostSamples = 10'000'000;
// Interpolation overshoots 0 … 1 by some 0.13; values far beyond are in another unit.
constexpr double kLowest = -0.5;
constexpr double kHighest = 1.5;

std::string plain(double value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

Index side_of(const MatArray& x) {
  if (x.type != "double" && x.type != "single" && x.type != "uint8") {
    throw Error("X is of type " + x.type + ", expected double, single or uint8");
  }
  for (const Index side : {kCourseSide, kMnistSide}) {
    if (x.columns == side * side) return side;
  }
  throw Error(describe("X", x) + ", expected 400 or 784 columns");
}

/// What is no such data is not read at all.
void check_shape(const std::string& name, const MatArray& array) {
  if (name == "X") {
    side_of(array);
  } else if (array.rows * array.columns > kMostSamples) {
    throw Error(describe(name, array) + ", more labels than can be read");
  }
}

/// Labels 0 … 9; rows are counted from 1 in messages, as MATLAB does.
std::vector<std::uint8_t> read_labels(const MatArray& y, Index count) {
  if (y.rows * y.columns != count || (y.rows != 1 && y.columns != 1)) {
    throw Error(describe("y", y) + ", expected " + std::to_string(count) + "×1 to match X");
  }
  std::vector<std::uint8_t> labels;
  for (Index i = 0; i < count; ++i) {
    const double label = y[i];
    if (!(label >= 0 && label <= 10) || label != std::floor(label)) {
      throw Error("label " + plain(label) + " at row " + std::to_string(i + 1) +
                  ", expected 0 to 10");
    }
    labels.push_back(static_cast<std::uint8_t>(static_cast<int>(label) % 10));
  }
  return labels;
}

/// X (N, side·side), stored column by column → pixels (N, side, side), upright, row-major.
template <typename Pixel, typename Stored, typename Convert>
std::vector<Pixel> upright(const std::vector<Stored>& x, Index count, Index side, Convert convert) {
  std::vector<Pixel> pixels(x.size());
  const Index size = side * side;
  for (Index unrolled = 0; unrolled < size; ++unrolled) {
    const Index pixel = (unrolled % side) * side + unrolled / side;
    for (Index i = 0; i < count; ++i) {
      pixels[static_cast<std::size_t>(i * size + pixel)] =
          convert(x[static_cast<std::size_t>(unrolled * count + i)], i, unrolled);
    }
  }
  return pixels;
}

float checked_value(double value, Index row, Index column) {
  if (!(value >= kLowest && value <= kHighest)) {
    throw Error("value " + plain(value) + " at row " + std::to_string(row + 1) + ", column " +
                std::to_string(column + 1) + " of X, expected about 0 to 1");
  }
  return static_cast<float>(value);
}

}  // namespace

ImageSet read_course_data(const std::string& path, std::span<const std::uint8_t> bytes) {
  const MatVariables variables = read_mat(path, bytes, {"X", "y"}, check_shape);
  const MatArray& x = variables.array("X");
  const MatArray& y = variables.array("y");
  const Index side = side_of(x);
  if (x.rows == 0) throw Error("X has no rows: there are no samples");
  std::vector<std::uint8_t> labels = read_labels(y, x.rows);
  if (const auto* stored = std::get_if<std::vector<std::uint8_t>>(&x.values)) {
    const auto same = [](std::uint8_t value, Index, Index) { return value; };
    return {side, side, upright<std::uint8_t>(*stored, x.rows, side, same), std::move(labels)};
  }
  const auto& stored = std::get<std::vector<double>>(x.values);
  return {side, side, upright<float>(stored, x.rows, side, checked_value), std::move(labels)};
}

Bytes write_course_data(const ImageSet& images) {
  const InputFormat format{kCourseSide, kCourseSide, PixelOrder::kColumnMajor};
  const auto count = static_cast<std::size_t>(images.size());
  std::vector<double> x(count * static_cast<std::size_t>(format.size()));
  std::vector<float> row(static_cast<std::size_t>(format.size()));
  std::vector<std::uint8_t> y;
  for (std::size_t i = 0; i < count; ++i) {
    to_input(images.image(static_cast<Index>(i)), format, row.data());
    for (std::size_t j = 0; j < row.size(); ++j) x[j * count + i] = static_cast<double>(row[j]);
    const std::uint8_t label = images.labels()[i];
    y.push_back(label == 0 ? std::uint8_t{10} : label);
  }
  return write_mat({{"X", {"double", images.size(), format.size(), std::move(x)}},
                    {"y", {"uint8", images.size(), 1, std::move(y)}}});
}

namespace {

LoadedPart load_mat(const SourceName& source, const ParallelFor& /*parallel*/) {
  const std::string& path = source.path;
  const Bytes bytes = read_mat_bytes(path, kMaxDataSize);
  ImageSet images = naming_file(path, [&] { return read_course_data(path, bytes); });
  const Index count = images.size();
  return {std::move(images), {base_name(path), "", sha256(bytes), {}, {}, {}, count}, {}};
}

}  // namespace

const SourceKind kCourseMat = {
    .form = "FILE.mat",
    .matches = [](const SourceName& source) { return has_ending(source.kind_name(), ".mat"); },
    .load = load_mat,
};

}  // namespace digitlab::tools
