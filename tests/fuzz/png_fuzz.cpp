// PNG pictures: as they come, and with the checksums put right, which no random change would do.
#include <zlib.h>

#include "fuzz.hpp"
#include "pictures/png_file.hpp"

namespace {

using digitlab::tools::Bytes;

void put_checksums_right(Bytes& bytes) {
  const auto number = [&](std::size_t at) {
    std::size_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8U | bytes[at + i];
    return value;
  };
  for (std::size_t at = 8; bytes.size() >= at + 12;) {  // after the signature: length, type, data
    const std::size_t length = number(at);
    if (length > bytes.size() - at - 12) return;
    const auto sum = crc32(0, &bytes[at + 4], static_cast<uInt>(length + 4));
    for (std::size_t i = 0; i < 4; ++i) {
      bytes[at + 8 + length + i] = static_cast<std::uint8_t>(sum >> (24 - 8 * i));
    }
    at += 12 + length;
  }
}

void read(const Bytes& bytes) {
  using namespace digitlab::fuzz;
  answer_or_refuse([&] {
    digitlab::tools::check_png_front(bytes);
    const digitlab::GrayPicture picture = digitlab::tools::parse_png(bytes);
    require(picture.pixels.size() == static_cast<std::size_t>(picture.height * picture.width),
            "a picture has another size than it says");
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, data + size);
  read(bytes);
  put_checksums_right(bytes);
  read(bytes);
  return 0;
}
