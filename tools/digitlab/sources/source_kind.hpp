/// @file
/// What is to be known of one kind of data source. Each is a file of its own; the table of them is
/// in data_source.cpp.
#pragma once

#include <string>
#include <vector>

#include "digitlab/data/dataset.hpp"
#include "digitlab/math/parallel.hpp"
#include "sources/data_source.hpp"
#include "sources/source_list.hpp"

namespace digitlab::tools {

/// One data source in memory.
struct LoadedPart {
  ImageSet images;
  SourceRecord record;
  std::vector<std::string> writers;  ///< (N) names, or none when they are not known
};

struct SourceKind {
  const char* form;  ///< how one is named on the command line, for help texts
  bool (*matches)(const SourceName& source);
  /// @throws Error naming the file and the place of what is wrong; UsageError when the name itself
  /// is
  LoadedPart (*load)(const SourceName& source, const ParallelFor& parallel);
  /// Whether there is a choice among writers; what is no digit selects among shapes, in `load`.
  bool are_digits = true;
};

/// `X` and `y` as the course lays them out; see course_files.hpp.
extern const SourceKind kCourseMat;
/// MNIST's layout: `…images-idx3-ubyte[.gz]`, with the labels beside it. The writers of the
/// training images are known when QMNIST's extended labels lie beside them.
extern const SourceKind kMnistIdx;
/// Ink, framed as MNIST frames digits. The writers are known when every drawing names one.
extern const SourceKind kInkLines;
/// Digits that the generator draws.
extern const SourceKind kSyntheticDigits;
/// What is no digit, likewise.
extern const SourceKind kNonDigits;

}  // namespace digitlab::tools
