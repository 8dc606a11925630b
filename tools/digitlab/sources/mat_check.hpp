/// @file
/// The checks of a .mat file that matio leaves out.
#pragma once

#include <cstdint>
#include <span>

namespace digitlab::tools {

/// Whether a file that begins so can be one.
/// @throws Error saying what is wrong
void check_mat_front(std::span<const std::uint8_t> front);

/// Version 5: the elements must fill the file exactly, and compressed ones must unpack without a
/// checksum error, to no more than they announce; matio would hand out whatever it has of a file
/// that is cut off or damaged. Version 7.3 is HDF5, which checks itself: here only the signature is
/// looked at.
/// @throws Error saying what is wrong
void check_mat(std::span<const std::uint8_t> bytes);

}  // namespace digitlab::tools
