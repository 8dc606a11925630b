/// @file
/// Training samples varied as people vary their writing, anew in every epoch.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "digitlab/data/dataset.hpp"
#include "digitlab/data/preprocessing.hpp"
#include "digitlab/math/matrix.hpp"

namespace digitlab {

/// How samples are varied of which only the image is known. Pixels are those of a 28×28 frame;
/// smaller images are varied by proportionally less. Where no distribution is named, a value is
/// drawn evenly between minus and plus the strength; 0 switches it off.
struct ImageVariation {
  double rotation = 0;   ///< degrees, about the middle of the image; at most 45
  double shear = 0;      ///< sideways, part of the height; at most 1
  double scale = 0;      ///< relative size, s being as likely as 1/s; at most 0.5
  double aspect = 0;     ///< relative width against height; at most 0.5
  double shift = 0;      ///< pixels, of x and of y; at most 4
  double elastic = 0;    ///< pixels, root mean square along x and along y; at most 4
  double thickness = 0;  ///< pixels by which strokes get wider or narrower; at most 1.5
  /// Of the elastic field, in pixels: the σ of the Gaussian in Simard, Steinkraus and Platt 2003,
  /// "Best Practices for Convolutional Neural Networks Applied to Visual Document Analysis", who
  /// take σ = 4 and a field of 1.4 pixels root mean square. Not a strength; 1 to 28.
  double elastic_smoothness = 5;
};

/// How samples are varied whose pen strokes are known: as strokes, before they are framed. Lengths
/// are parts of the drawing's box, the longer side of which is 1 (20 pixels in the frame).
struct InkVariation {
  double rotation = 0;      ///< degrees; at most 45
  double slant = 0;         ///< sideways, part of the height; at most 1
  double aspect = 0;        ///< relative width against height; at most 0.5
  double elastic = 0;       ///< smooth distortion of the plane, root mean square; at most 0.2
  double jitter = 0;        ///< of the points, smooth along the stroke; at most 0.2
  double stroke_shift = 0;  ///< of a whole stroke against the others; at most 0.2
  double pen_width = 0;     ///< frame pixels by which the pen is wider or narrower; at most 1.5
  double drop = 0;          ///< probability that a short stroke, if there is one, is missing
  double gap = 0;           ///< probability that the pen failed to write somewhere
  double join = 0;          ///< probability, at each lift of the pen, that it stayed on the paper
  /// The framed drawing is then varied as an image too, with this part of those strengths.
  double image_share = 0;
};

struct Augmentation {
  ImageVariation image;
  InkVariation ink;

  /// Whether anything is varied at all.
  bool any() const;
  /// @throws Error naming the strength, its value and its range
  void check() const;
  /// All strengths times `factor`, none beyond the end of its range.
  Augmentation scaled(double factor) const;
};

/// What looks natural beside MNIST and real ink, and trains well.
Augmentation default_augmentation();

struct AugmentBuffers;

/// Memory that `fill_augmented_batch` works in, one for each thread. It grows with the first
/// samples; from then on images are varied without allocation.
class AugmentScratch {
 public:
  AugmentScratch();
  AugmentScratch(AugmentScratch&& other) noexcept;
  AugmentScratch& operator=(AugmentScratch&& other) noexcept;
  ~AugmentScratch();

  AugmentBuffers& buffers() { return *buffers_; }

 private:
  std::unique_ptr<AugmentBuffers> buffers_;
};

/// As `fill_batch`, each sample varied. What becomes of a sample depends on (seed, epoch, its
/// index) only: not on the batch, its order or the thread. A sample that a variation would leave
/// nearly blank (ink pushed out of the image) is passed on as it is.
/// @param augmentation  must have passed `check`
/// @param epoch         0 or more
void fill_augmented_batch(const Dataset& data, std::span<const Index> indices,
                          const InputFormat& format, const Augmentation& augmentation,
                          std::uint64_t seed, int epoch, AugmentScratch& scratch,
                          MatrixRef<float> inputs);

}  // namespace digitlab
