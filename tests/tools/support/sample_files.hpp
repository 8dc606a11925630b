/// @file
/// Small data files for the tests, good and bad.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <matio.h>

namespace digitlab::tools {

/// One variable of a .mat file; numbers column by column, stored as `type`.
struct MatVariable {
  std::string name;
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<double> values;
  matio_classes type = MAT_C_DOUBLE;
};

/// Writes through matio, which the program reads with but does not write with.
void write_with_matio(const std::string& path, const std::vector<MatVariable>& variables,
                      mat_ft version = MAT_FT_MAT5,
                      matio_compression compression = MAT_COMPRESSION_ZLIB);

/// X (count, 400) of gentle values and y (count, 1) of labels 1 … 10 in turn.
std::vector<MatVariable> course_variables(std::size_t count);

/// A file of MNIST's format: magic, sizes, bytes.
std::string idx_bytes(const std::vector<std::uint32_t>& sizes, const std::string& values);

/// `count` images of 28×28 and their labels 0 … 9 in turn, as two IDX files.
std::string idx_images(std::uint32_t count);
std::string idx_labels(std::uint32_t count);

/// QMNIST's extended labels of those images: eight integers a row, the digit in column 0, the
/// writer in column 2. Writer i % `writers` + 100 wrote image i.
std::string qmnist_labels(std::uint32_t count, std::uint32_t writers);

/// Ink of the digits 0 … 9 in turn, all the same stroke; writer "person-" and i % `writers`.
std::string ink_lines(int count, int writers);

std::string gzip(const std::string& bytes);

}  // namespace digitlab::tools
