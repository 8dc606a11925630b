/// @file
/// What `--data` and `--test` name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "digitlab/dataset.hpp"
#include "digitlab/parallel.hpp"

namespace digitlab::tools {

/// The forms a source may have, for help texts.
inline constexpr const char* kSourceHelp =
    "FILE.mat, …-images-idx3-ubyte[.gz] (labels beside it), FILE.ndjson[.gz] (ink) or "
    "synthetic:COUNT[:SEED]; several joined by commas";

/// Where samples came from, without saying anything about this machine.
struct SourceRecord {
  std::string source;                        ///< name of the file, or "synthetic:COUNT:SEED"
  std::optional<std::string> sha256;         ///< of the file; none for generated digits
  std::optional<std::string> labels_sha256;  ///< of the file of labels, when that is another one
  Index samples = 0;
};

/// Samples of all sources in the order named; part p of the dataset is source p.
struct LoadedData {
  Dataset dataset;
  std::vector<SourceRecord> sources;
};

/// @param list  sources joined by commas
/// @throws UsageError when a source is of no known form; Error naming the file when it cannot be
///         read or holds something else
LoadedData load_data(const std::string& list, const ParallelFor& parallel);

/// The number and seed of "synthetic:COUNT[:SEED]"; the seed is 1 when not given.
struct SyntheticSource {
  Index count = 0;
  std::uint64_t seed = 1;
};

/// No more digits than this are generated at once.
inline constexpr Index kMaxSynthetic = 1'000'000;

/// Nothing when `text` does not begin with "synthetic:".
/// @throws UsageError when what follows makes no sense
std::optional<SyntheticSource> parse_synthetic(const std::string& text);

}  // namespace digitlab::tools
