#include "system/input_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "system/sha256.hpp"

namespace digitlab::tools {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 18U;
constexpr int kGzipFormat = 15 + 16;       // zlib's window bits, and that the format is gzip
constexpr std::size_t kMostPacked = 1100;  // deflate makes at most 1,032 bytes of one

[[noreturn]] void throw_errno(const std::string& path) {
  throw Error(path + ": " + std::strerror(errno));
}

bool is_gzip(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
}

/// "64 MB"
std::string size_text(std::size_t bytes) {
  if (bytes >= std::size_t{1} << 30U) return std::to_string(bytes >> 30U) + " GB";
  if (bytes >= std::size_t{1} << 20U) return std::to_string(bytes >> 20U) + " MB";
  return std::to_string(bytes) + " bytes";
}

}  // namespace

/// zlib's inflater, set to the gzip format.
class InputFile::Inflater {
 public:
  Inflater() {
    if (inflateInit2(&stream, kGzipFormat) != Z_OK) throw Error("cannot start unpacking gzip data");
  }
  ~Inflater() { inflateEnd(&stream); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  z_stream stream{};
  bool in_member = true;  // of the members that a gzip file may be, one after the other
};

InputFile::InputFile(std::string path, const InputOptions& options)
    : path_(std::move(path)), sum_(options.with_checksum ? std::make_unique<Sha256>() : nullptr) {
  // A pipe that must not be one is not waited for.
  const int waiting = options.may_be_pipe ? 0 : O_NONBLOCK;
  descriptor_ = open(path_.c_str(), O_RDONLY | O_CLOEXEC | waiting);
  if (descriptor_ < 0) throw_errno(path_);
  try {
    struct stat status {};
    if (fstat(descriptor_, &status) != 0) throw_errno(path_);
    if (S_ISDIR(status.st_mode)) throw Error(path_ + ": is a folder, expected a file");
    if (S_ISREG(status.st_mode)) {
      stored_size_ = static_cast<std::size_t>(status.st_size);
    } else if (!options.may_be_pipe) {
      throw Error(path_ + ": is a pipe or device, expected a file on a disk");
    }
    refill();
    if (options.may_be_gzip && is_gzip(packed_)) inflater_ = std::make_unique<Inflater>();
  } catch (...) {
    close(descriptor_);
    throw;
  }
}

InputFile::~InputFile() { close(descriptor_); }

/// Reads on until `packed_` is full; what the inflater has not taken stays. False at the end.
bool InputFile::refill() {
  packed_.erase(packed_.begin(), packed_.begin() + static_cast<std::ptrdiff_t>(taken_));
  taken_ = 0;
  std::size_t size = packed_.size();
  const std::size_t before = size;
  packed_.resize(kPiece);
  while (size < kPiece && !at_end_) {
    const ssize_t count = read(descriptor_, packed_.data() + size, kPiece - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_errno(path_);
    if (count == 0) at_end_ = true;
    size += static_cast<std::size_t>(count);
  }
  packed_.resize(size);
  if (sum_) sum_->add(std::span(packed_).subspan(before));
  packed_count_ += size - before;
  return size > before;
}

/// Unpacks into `piece_` until it is full or all is done.
void InputFile::unpack_piece() {
  z_stream& stream = inflater_->stream;
  piece_.resize(kPiece);
  stream.next_out = piece_.data();
  stream.avail_out = static_cast<uInt>(kPiece);
  while (stream.avail_out > 0) {
    // Two bytes tell whether another member follows.
    if (packed_.size() - taken_ < 2) refill();
    const auto rest = std::span(packed_).subspan(taken_);
    if (!inflater_->in_member) {
      if (rest.empty()) break;
      if (!is_gzip(rest)) {
        throw Error(path_ + ": something that is not gzip follows the gzip data");
      }
      inflateReset(&stream);
      inflater_->in_member = true;
    }
    stream.next_in = packed_.data() + taken_;
    stream.avail_in = static_cast<uInt>(rest.size());
    const int status = inflate(&stream, Z_NO_FLUSH);
    const bool used_nothing = stream.avail_in == rest.size();
    taken_ = packed_.size() - stream.avail_in;
    if (status == Z_STREAM_END) {
      inflater_->in_member = false;
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      throw Error(path_ + ": the gzip data is damaged");
    } else if (at_end_ && stream.avail_out > 0 && (used_nothing || stream.avail_in == 0)) {
      throw Error(path_ + ": the gzip data is cut off");
    }
  }
  piece_.resize(kPiece - stream.avail_out);
}

std::span<const std::uint8_t> InputFile::next() {
  if (std::exchange(is_put_back_, false)) return piece_;
  if (inflater_) {
    unpack_piece();
    return piece_;
  }
  if (packed_.empty()) refill();
  std::swap(piece_, packed_);
  packed_.clear();
  return piece_;
}

std::size_t InputFile::most_size() const {
  return inflater_ ? stored_size_ * kMostPacked : stored_size_;
}

void InputFile::put_back() { is_put_back_ = true; }

std::string InputFile::sha256() { return sum_->finish(); }

Bytes read_rest(InputFile& file, std::size_t limit, const Announced& announced) {
  const auto fail_too_large = [&](const std::string& most) {
    throw Error(file.path() + ": is larger than " + most);
  };
  if (file.stored_size() > limit) {
    fail_too_large(size_text(limit) + ", the most that such a file may have");
  }
  std::span<const std::uint8_t> piece = file.next();
  std::size_t most = limit;
  if (announced) {
    most = naming_file(file.path(), [&] { return announced(piece); });
    if (most > limit) {
      fail_too_large(size_text(limit) + " by what it announces, the most that it may have");
    }
  }
  Bytes bytes;
  bytes.reserve(std::min(most, file.most_size()));
  for (; !piece.empty(); piece = file.next()) {
    if (piece.size() > most - bytes.size()) {
      fail_too_large(size_text(most) + (most < limit ? ", which it announces"
                                                     : ", the most that such a file may have"));
    }
    bytes.insert(bytes.end(), piece.begin(), piece.end());
  }
  return bytes;
}

Bytes read_file(const std::string& path, std::size_t limit, const Announced& announced) {
  InputFile file(path, {});
  return read_rest(file, limit, announced);
}

Bytes read_json_file(const std::string& path) {
  return read_file(path, kMaxTextSize, [](std::span<const std::uint8_t> front) {
    const std::string_view text = as_text(front);
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos || text[begin] != '{') {
      throw Error("is not a JSON object");
    }
    return kMaxTextSize;
  });
}

Bytes pack_gzip(std::span<const std::uint8_t> bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipFormat, 8, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    throw Error("cannot start packing gzip data");
  }
  Bytes out(deflateBound(&stream, static_cast<uLong>(bytes.size())));
  stream.next_in = const_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  const int status = deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  if (status != Z_STREAM_END) throw Error("cannot pack gzip data");
  return out;
}

}  // namespace digitlab::tools
