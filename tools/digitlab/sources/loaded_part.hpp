/// @file
/// One data source in memory, as the readers of each file format leave it.
#pragma once

#include <string>
#include <vector>

#include "digitlab/data/dataset.hpp"
#include "digitlab/math/parallel.hpp"
#include "sources/data_source.hpp"

namespace digitlab::tools {

struct LoadedPart {
  ImageSet images;
  SourceRecord record;
  std::vector<std::string> writers;  ///< (N) names, or none when they are not known
};

/// MNIST's layout: `…images-idx3-ubyte[.gz]`, with the labels beside it. The writers of the
/// training images are known when QMNIST's extended labels lie beside them.
bool is_mnist_name(const std::string& path);
/// @throws Error naming the file and the position of what is wrong
LoadedPart load_mnist(const std::string& path);

/// Ink, framed as MNIST frames digits. The writers are known when every drawing names one.
/// @throws Error naming the file and the drawing that is wrong
LoadedPart load_ink(const std::string& path, const ParallelFor& parallel);

}  // namespace digitlab::tools
