/// @file
/// Ink as text: one drawing a line, in the layout of Google's Quick, Draw! data set.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "digitlab/ink/framing.hpp"

namespace digitlab {

/// One line of an ink file.
struct InkSample {
  Drawing drawing;
  std::string word;    ///< what is written, or empty
  std::string writer;  ///< who wrote it, or empty

  /// `word`, when it is one digit.
  std::optional<std::uint8_t> label() const;
};

/// Parses one line, `{"word":"8","drawing":[[[x0,x1,…],[y0,y1,…]],…],"writer":"…"}`. A stroke may
/// carry a third array (milliseconds), which must be of equal length and is not kept.
/// @throws Error saying what was found and what was expected
InkSample parse_ink_line(std::string_view line);

/// Parses a whole file; empty lines are skipped.
/// @throws Error that begins with the line number, counted from 1: "line 7: …"
std::vector<InkSample> parse_ink(std::string_view text);

/// The line that `parse_ink_line` reads back, without the line break. Coordinates keep two
/// decimals.
std::string write_ink_line(const InkSample& sample);

}  // namespace digitlab
