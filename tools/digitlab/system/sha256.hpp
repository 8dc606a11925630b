/// @file
/// Checksums of data files.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace digitlab::tools {

/// A checksum of bytes that come piece by piece.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(std::span<const std::uint8_t> bytes);

  /// The sum of all that was added, as 64 lower-case hexadecimal digits, as `sha256sum` prints it.
  /// Nothing can be added afterwards.
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The same of bytes that are all there.
std::string sha256(std::span<const std::uint8_t> bytes);

}  // namespace digitlab::tools
