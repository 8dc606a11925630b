/// @file
/// Labelled digit images in memory.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "digitlab/ink/image.hpp"
#include "digitlab/ink/strokes.hpp"
#include "digitlab/math/matrix.hpp"
#include "digitlab/math/random.hpp"
#include "digitlab/nn/labels.hpp"

namespace digitlab {

/// Number of classes: the digits 0 … 9.
inline constexpr Index kClasses = 10;

/// The label of what is no digit: a letter, a doodle, several digits in one box.
inline constexpr std::uint8_t kNoDigit = kNoClass;

/// Labelled images (N,H,W) of one size and one type. Bytes stay bytes until a batch needs numbers.
class ImageSet {
 public:
  /// @param height,width  of each image, positive
  /// @param pixels        N·H·W, row-major, upright: bytes 0 paper … 255 ink, or floats 0 … 1
  ///                      (interpolated images may leave that range a little)
  /// @param labels        N, each 0 … 9
  /// @throws Error when the counts disagree, a label is above 9 or a value is not finite
  ImageSet(Index height, Index width, std::vector<std::uint8_t> pixels,
           std::vector<std::uint8_t> labels);
  ImageSet(Index height, Index width, std::vector<float> pixels, std::vector<std::uint8_t> labels);

  /// Images of what is no digit: all labels are `kNoDigit`. Arguments as above.
  static ImageSet of_non_digits(Index height, Index width, std::vector<std::uint8_t> pixels);

  /// The pen strokes that the images were framed from, so that training can vary them.
  /// @throws Error unless there are N
  void set_drawings(std::vector<Drawing> drawings);

  /// Who wrote each sample: any numbers that are equal for the same person.
  /// @throws Error unless there are N
  void set_writers(std::vector<std::uint32_t> writers);

  /// The samples `indices`, in that order, with their drawings and writers where there are any.
  ImageSet subset(std::span<const Index> indices) const;

  Index size() const { return static_cast<Index>(labels_.size()); }
  Index height() const { return height_; }
  Index width() const { return width_; }
  const std::vector<std::uint8_t>& labels() const { return labels_; }
  ImageView image(Index i) const;
  const std::vector<Drawing>& drawings() const { return drawings_; }      ///< N or none
  const std::vector<std::uint32_t>& writers() const { return writers_; }  ///< N or none

 private:
  void check(std::size_t pixel_count) const;
  void check_count(const char* what, std::size_t count) const;

  Index height_;
  Index width_;
  std::variant<std::vector<std::uint8_t>, std::vector<float>> pixels_;
  std::vector<std::uint8_t> labels_;
  std::vector<Drawing> drawings_;
  std::vector<std::uint32_t> writers_;
};

/// Several image sets, possibly of different sizes, numbered through 0 … N - 1 in the order added.
class Dataset {
 public:
  Dataset() = default;
  explicit Dataset(ImageSet set) { add(std::move(set)); }

  void add(ImageSet set);

  Index size() const { return static_cast<Index>(labels_.size()); }
  const std::vector<std::uint8_t>& labels() const { return labels_; }
  std::uint8_t label(Index i) const { return labels_[static_cast<std::size_t>(i)]; }
  ImageView image(Index i) const;
  /// The pen strokes of sample `i`; null when only its image is known.
  const Drawing* drawing(Index i) const;
  const std::vector<ImageSet>& parts() const { return parts_; }

 private:
  /// Part and number in that part of sample `i`.
  std::pair<const ImageSet*, Index> locate(Index i) const;

  std::vector<ImageSet> parts_;
  std::vector<Index> ends_;  // ends_[p]: number of samples in parts 0 … p
  std::vector<std::uint8_t> labels_;
};

/// The numbers 0 … count - 1.
std::vector<Index> all_indices(Index count);

/// Those of `indices` that are digits, in their order.
std::vector<Index> digits_among(const Dataset& data, std::span<const Index> indices);

/// Labels of the samples `indices`, in that order.
std::vector<std::uint8_t> labels_of(const Dataset& data, std::span<const Index> indices);

/// (11): how many samples there are of each digit, and last of what is no digit.
std::vector<Index> count_labels(const Dataset& data);

/// Two disjoint index lists that together hold every sample.
struct Split {
  std::vector<Index> train;
  std::vector<Index> validation;
};

/// Random split with `round(fraction · N)` validation samples.
/// @param fraction  in [0, 1)
Split split_dataset(Index count, double fraction, std::uint64_t seed);

/// Random split in which no writer is on both sides: of each part, `round(fraction · writers)` of
/// its writers, all of their samples, are for validation. A part whose writers are not known is
/// split by samples.
/// @param fraction  in [0, 1)
Split split_by_writer(const Dataset& data, double fraction, std::uint64_t seed);

}  // namespace digitlab
