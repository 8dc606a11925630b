/// @file
/// Text of strangers (names of files, what files say) on its way to a terminal.
#pragma once

#include <string>
#include <string_view>

namespace digitlab::tools {

/// `text` with whatever would act on a terminal or hide in it written out: control characters (also
/// U+0080 to U+009F), marks that turn the direction of writing, characters without width, as
/// "\u202e"; bytes that are not UTF-8 as "\x9b"; line breaks and tabs as "\n", "\r", "\t".
std::string printable(std::string_view text);

/// The same inside JSON that is valid and UTF-8: the strings mean what they meant, as JSON reads
/// "\u202e" back.
std::string printable_json(std::string_view json);

}  // namespace digitlab::tools
