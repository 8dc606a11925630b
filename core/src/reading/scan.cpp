#include "digitlab/reading/scan.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "digitlab/ink/segmentation.hpp"
#include "digitlab/reading/ink_mask.hpp"
#include "digitlab/reading/scan_framing.hpp"

namespace digitlab {
namespace {

/// Connected ink.
struct Piece {
  std::vector<Index> pixels;  ///< positions in the mask
  InkBox box;                 ///< in pixels of the mask
};

std::vector<Piece> pieces_of(const InkMask& mask) {
  std::vector<Piece> pieces;
  for (std::vector<Index>& pixels : connected_parts(mask, 1)) {
    InkBox box{static_cast<double>(mask.width), static_cast<double>(mask.height), 0, 0};
    for (const Index at : pixels) {
      const Index row = at / mask.width;
      const auto x = static_cast<double>(at % mask.width);
      const auto y = static_cast<double>(row);
      box = joined(box, {x, y, x + 1, y + 1});
    }
    pieces.push_back({std::move(pixels), box});
  }
  return pieces;
}

/// The chosen pieces on a paper just large enough.
struct Cutting {
  InkMask mask;
  InkBox box;
};

Cutting cut_out(const InkMask& whole, std::span<const Piece> pieces,
                const std::vector<std::size_t>& chosen) {
  InkBox box = pieces[chosen.front()].box;
  for (const std::size_t piece : chosen) box = joined(box, pieces[piece].box);
  const auto left = static_cast<Index>(box.left);
  const auto top = static_cast<Index>(box.top);
  InkMask mask{static_cast<Index>(box.bottom) - top, static_cast<Index>(box.right) - left, {}};
  mask.ink.assign(static_cast<std::size_t>(mask.height * mask.width), 0);
  for (const std::size_t piece : chosen) {
    for (const Index at : pieces[piece].pixels) {
      const Index row = at / whole.width - top;
      const Index column = at % whole.width - left;
      mask.ink[static_cast<std::size_t>(row * mask.width + column)] = 1;
    }
  }
  return {std::move(mask), box};
}

}  // namespace

Reading read_scan(const Model& model, const GrayPicture& picture) {
  Recognizer recognizer(model);
  Reading reading;
  const auto add = [&reading](std::vector<std::size_t> pieces, int line, const Answer& answer,
                              const InkBox& box) {
    ReadDigit& digit = reading.digits.emplace_back();
    digit.strokes = std::move(pieces);
    digit.line = line;
    digit.answer = answer;
    digit.frame.box = box;
  };
  if (has_framed_size(picture)) {
    const std::optional<FramedPicture> framed = frame_scan(picture);
    if (!framed) return {};
    const auto side = static_cast<double>(framed->side);
    add({0}, 0, recognizer.recognize(framed->view()), {0, 0, side, side});
    return reading;
  }
  const std::optional<InkMask> mask = find_ink(picture);
  if (!mask) return {};
  const std::vector<Piece> pieces = pieces_of(*mask);
  std::vector<InkBox> boxes;
  boxes.reserve(pieces.size());
  for (const Piece& piece : pieces) boxes.push_back(piece.box);
  const auto read = [&](const Cutting& cutting) {
    return recognizer.recognize(frame_ink(cutting.mask).view());
  };
  // Large pictures were reduced before their ink was found.
  const double zoom = static_cast<double>(picture.width) / static_cast<double>(mask->width);
  for (const Segment& found : segment(boxes, [&](const std::vector<std::size_t>& chosen) {
         return log_confidence(read(cut_out(*mask, pieces, chosen)));
       })) {
    const Cutting cutting = cut_out(*mask, pieces, found.pieces);
    const InkBox& box = cutting.box;
    add(found.pieces, found.line, read(cutting),
        {zoom * box.left, zoom * box.top, zoom * box.right, zoom * box.bottom});
  }
  trust_neighbours(reading, model.calibration);
  return reading;
}

}  // namespace digitlab
