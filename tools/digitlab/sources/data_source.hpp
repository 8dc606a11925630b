/// @file
/// What `--data`, `--validation` and `--test` name.
///
/// A source whose writers are known may end in `@train` or `@held-out`. Held out is a fifth of its
/// writers, rounded: those whose names have the smallest SHA-256, so that nobody can choose them.
/// In names, `\,` is a comma, `\@` an at sign, `\\` a backslash; see `parse_source`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "digitlab/data/dataset.hpp"
#include "digitlab/data/preprocessing.hpp"
#include "digitlab/math/parallel.hpp"

namespace digitlab::tools {

/// The forms a source may have, for help texts.
std::string source_help();

/// Where samples came from, without saying anything about this machine.
struct SourceRecord {
  std::string source;     ///< name of the file, or "synthetic:COUNT:SEED"; then `selection`
  std::string selection;  ///< "@train", "@held-out", or nothing when all samples were taken
  std::optional<std::string> sha256;          ///< of the whole file; none for generated digits
  std::optional<std::string> labels_sha256;   ///< of the file of labels, when that is another one
  std::optional<std::string> writers_sha256;  ///< of the file of writers, likewise
  std::optional<Index> writers;               ///< how many people; none when not known
  Index samples = 0;
};

/// Samples of all sources in the order named; part p of the dataset is source p.
struct LoadedData {
  Dataset dataset;
  std::vector<SourceRecord> sources;
  std::vector<std::string> names;  ///< of the sources, with their folders, for messages
};

/// @param list  sources joined by commas
/// @throws UsageError when a source is of no known form; Error naming the file when it cannot be
///         read or holds something else
LoadedData load_data(const std::string& list, const ParallelFor& parallel);

/// The same, for a use in which everything must be a digit.
/// @throws UsageError also when there are non-digits
LoadedData load_digits(const std::string& list, const ParallelFor& parallel);

/// What a use of data can take.
enum class Content { kDigits, kAnything };

/// The same, for a network that reads `format`.
/// @throws Error also naming the source whose images do not fit
LoadedData load_fitting(const std::string& list, Content content, const InputFormat& format,
                        const ParallelFor& parallel);

/// No more digits than this are generated at once.
inline constexpr Index kMaxSynthetic = 1'000'000;

}  // namespace digitlab::tools
