/// @file
/// Matrices in MATLAB's .mat files, by name: versions 5, compressed 5 and 7.3.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "digitlab/math/matrix.hpp"
#include "system/input_file.hpp"

namespace digitlab::tools {

/// A real matrix (rows, columns) as the file holds it: column by column.
struct MatArray {
  std::string type;  ///< MATLAB's name of the element type: "double", "uint8", …
  Index rows = 0;
  Index columns = 0;
  /// Elements of type "uint8" stay bytes; all others are converted.
  std::variant<std::vector<std::uint8_t>, std::vector<double>> values;

  /// Element `i` in the file's order.
  double operator[](Index i) const;
};

/// "X 5000×400 double", as messages name it.
std::string describe(const std::string& name, const MatArray& array);

/// Some of the variables of a file.
struct MatVariables {
  std::map<std::string, MatArray> arrays;
  std::vector<std::string> names;  ///< of all variables in the file

  /// @throws Error naming the variables that are there when this one is not
  const MatArray& array(const std::string& name) const;
};

/// All of a .mat file. Not from a pipe: matio opens it by its name once more.
/// @throws Error naming the file when it cannot be read, begins otherwise or is larger than `limit`
Bytes read_mat_bytes(const std::string& path, std::size_t limit);

/// Told name and shape of a variable, no values, before it is read.
/// @throws Error when it is not worth reading
using MatShapeCheck = std::function<void(const std::string& name, const MatArray& shape)>;

/// Reads those of the variables `wanted` that the file holds. Other variables may be of any kind.
/// @param path   of the file, for matio
/// @param bytes  of the file, for the checks that matio leaves out
/// @throws Error when the file is damaged, or a wanted variable is not a real matrix of numbers
MatVariables read_mat(const std::string& path, std::span<const std::uint8_t> bytes,
                      const std::vector<std::string>& wanted, const MatShapeCheck& check);

/// A compressed version 5 file with these variables. The same arrays give the same bytes, which
/// matio's would not (they hold the time). Only the types double and uint8.
/// @throws Error when an array is too large for the format (2 GiB)
Bytes write_mat(const std::vector<std::pair<std::string, MatArray>>& arrays);

}  // namespace digitlab::tools
