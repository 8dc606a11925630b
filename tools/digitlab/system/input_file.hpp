/// @file
/// Files on their way into memory: in pieces, plain or gzipped, never more of them than is wanted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "digitlab/math/error.hpp"
#include "system/path_name.hpp"
#include "system/sha256.hpp"

namespace digitlab::tools {

using Bytes = std::vector<std::uint8_t>;

/// No file may hold more than its kind needs, in bytes, packed or not: what is endless, or unpacks
/// to gigabytes, is refused before it fills the memory.
inline constexpr std::size_t kMaxTextSize = std::size_t{64} << 20U;     ///< reports, specifications
inline constexpr std::size_t kMaxPictureSize = std::size_t{64} << 20U;  ///< as PNG
inline constexpr std::size_t kMaxModelSize = std::size_t{256} << 20U;
inline constexpr std::size_t kMaxDataSize = std::size_t{2} << 30U;

/// How a file is read.
struct InputOptions {
  bool may_be_gzip = false;
  bool with_checksum = false;
  /// Also from a pipe or device, which is opened once and read from front to end; else only from a
  /// disk.
  bool may_be_pipe = true;
};

/// One file, read once from front to end.
class InputFile {
 public:
  /// @throws Error naming the file when it is missing, a folder, unreadable, or of another type
  InputFile(std::string path, const InputOptions& options);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  /// The next piece, unpacked: 256 KB, less at the end and nothing after it. Lasts until the next
  /// call.
  /// @throws Error naming the file when it cannot be read, or the gzip data is damaged or cut off
  std::span<const std::uint8_t> next();

  /// Makes the next call of `next` return its last piece once more.
  void put_back();

  /// SHA-256 of the file as it is stored, once `next` has returned nothing, if it was asked for.
  std::string sha256();

  const std::string& path() const { return path_; }
  /// Bytes on the disk, or 0 where there is no such number.
  std::size_t stored_size() const { return stored_size_; }
  /// Unpacked bytes that it can hold at most, or 0 where that cannot be told.
  std::size_t most_size() const;
  /// Stored bytes that the pieces so far were made of.
  std::size_t consumed() const { return packed_count_ - (packed_.size() - taken_); }

 private:
  class Inflater;

  bool refill();
  void unpack_piece();

  std::string path_;
  int descriptor_ = -1;
  std::size_t stored_size_ = 0;
  std::size_t packed_count_ = 0;
  Bytes packed_;           // the last that was read
  std::size_t taken_ = 0;  // of packed_, by the inflater
  bool at_end_ = false;    // of the file as it is stored
  Bytes piece_;
  bool is_put_back_ = false;
  std::unique_ptr<Inflater> inflater_;  // none when the file is plain
  std::unique_ptr<Sha256> sum_;         // none when it is not asked for
};

/// Told the first piece of a file, the most bytes that the whole can have.
/// @throws Error saying why it can be no such file
using Announced = std::function<std::size_t(std::span<const std::uint8_t> front)>;

/// The rest of `file`.
/// @param announced  asked before more than a piece is read
/// @throws Error naming the file when it is larger than `limit` or than it announces
Bytes read_rest(InputFile& file, std::size_t limit, const Announced& announced = {});

/// A whole file that is not packed, from a disk, pipe or device.
/// @throws Error naming the file when it is missing, a folder, unreadable or larger than `limit`
Bytes read_file(const std::string& path, std::size_t limit, const Announced& announced = {});

/// A whole file of JSON that is to hold an object.
/// @throws Error as above, also when it begins otherwise
Bytes read_json_file(const std::string& path);

/// `bytes` as one gzip member. The same bytes give the same file: no name, no time.
Bytes pack_gzip(std::span<const std::uint8_t> bytes);

/// The same memory as text.
inline std::string_view as_text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Runs `work`; an Error from it comes out with the file's name before its message.
template <typename Work>
auto naming_file(const std::string& path, const Work& work) {
  try {
    return work();
  } catch (const Error& error) {
    throw Error(path + ": " + error.what());
  }
}

}  // namespace digitlab::tools
