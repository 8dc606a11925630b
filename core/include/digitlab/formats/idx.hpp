/// @file
/// The IDX format of the MNIST files: big-endian magic 00 00 TYPE RANK, RANK sizes of 32 bits,
/// data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "digitlab/math/matrix.hpp"

namespace digitlab {

/// An array of unsigned bytes (type 0x08), as MNIST's images and labels are.
struct IdxArray {
  std::vector<Index> shape;
  std::vector<std::uint8_t> values;
};

/// An array of signed 32-bit integers (type 0x0C), as QMNIST's extended labels are.
struct IdxIntArray {
  std::vector<Index> shape;
  std::vector<std::int32_t> values;
};

/// @throws Error when the magic, type, a size or the length of `bytes` is not as the format says
IdxArray parse_idx(std::span<const std::uint8_t> bytes);
/// The same for integers.
IdxIntArray parse_idx_int(std::span<const std::uint8_t> bytes);

/// The bytes of an IDX file that holds `array`.
std::vector<std::uint8_t> write_idx(const IdxArray& array);

}  // namespace digitlab
