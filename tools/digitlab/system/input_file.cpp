#include "system/input_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

namespace digitlab::tools {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 18U;

[[noreturn]] void fail(const std::string& path) { throw Error(path + ": " + std::strerror(errno)); }

/// Closes a file descriptor at the end of its scope.
class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  ~Descriptor() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

/// zlib's inflater, set to the gzip format.
class Inflater {
 public:
  Inflater() {
    if (inflateInit2(&stream_, 15 + 16) != Z_OK) throw Error("cannot start unpacking gzip data");
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Unpacks the gzip member at the front of `packed` onto `out`; returns its packed length.
  std::size_t unpack_member(std::span<const std::uint8_t> packed, Bytes& out) {
    inflateReset(&stream_);
    std::size_t fed = 0;
    stream_.avail_in = 0;
    while (true) {
      if (stream_.avail_in == 0) {
        const std::size_t count = std::min(kChunk, packed.size() - fed);
        stream_.next_in = const_cast<Bytef*>(packed.data() + fed);
        stream_.avail_in = static_cast<uInt>(count);
        fed += count;
      }
      const std::size_t before = out.size();
      out.resize(before + kChunk);
      stream_.next_out = out.data() + before;
      stream_.avail_out = static_cast<uInt>(kChunk);
      const int status = inflate(&stream_, Z_NO_FLUSH);
      out.resize(out.size() - stream_.avail_out);
      if (out.size() > kMaxInputSize) throw Error("unpacks to more than 2 GiB");
      if (status == Z_STREAM_END) return fed - stream_.avail_in;
      if (status == Z_BUF_ERROR || (status == Z_OK && fed == packed.size() &&
                                    stream_.avail_in == 0 && stream_.avail_out != 0)) {
        throw Error("the gzip data is cut off");
      }
      if (status != Z_OK) throw Error("the gzip data is damaged");
    }
  }

 private:
  z_stream stream_{};
};

bool is_gzip(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
}

}  // namespace

std::string base_name(const std::string& path) {
  const std::size_t end = path.find_last_not_of('/');
  if (end == std::string::npos) return path;
  const std::size_t slash = path.find_last_of('/', end);
  const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
  return path.substr(begin, end + 1 - begin);
}

Bytes read_file(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) fail(path);
  struct stat status {};
  if (fstat(file.get(), &status) != 0) fail(path);
  if (S_ISDIR(status.st_mode)) throw Error(path + ": is a folder, expected a file");

  Bytes bytes;
  if (S_ISREG(status.st_mode) && static_cast<std::size_t>(status.st_size) < kMaxInputSize) {
    bytes.reserve(static_cast<std::size_t>(status.st_size) + kChunk);
  }
  while (true) {
    const std::size_t before = bytes.size();
    bytes.resize(before + kChunk);
    const ssize_t count = read(file.get(), bytes.data() + before, kChunk);
    if (count < 0 && errno != EINTR) fail(path);
    bytes.resize(before + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count == 0) return bytes;
    if (bytes.size() > kMaxInputSize) throw Error(path + ": is larger than 2 GiB");
  }
}

Bytes unpack(Bytes bytes) {
  if (!is_gzip(bytes)) return bytes;
  Bytes out;
  Inflater inflater;
  // A gzip file may be several members one after the other.
  std::span<const std::uint8_t> rest(bytes);
  while (!rest.empty()) {
    if (!is_gzip(rest)) throw Error("something that is not gzip follows the gzip data");
    rest = rest.subspan(inflater.unpack_member(rest, out));
  }
  return out;
}

Bytes pack_gzip(std::span<const std::uint8_t> bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) !=
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
