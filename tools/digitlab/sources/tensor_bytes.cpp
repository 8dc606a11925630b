#include "sources/tensor_bytes.hpp"

#include "digitlab/formats/safetensors.hpp"

namespace digitlab::tools {

Bytes read_tensor_bytes(const std::string& path, std::size_t limit) {
  return read_file(path, limit, [limit](std::span<const std::uint8_t> front) {
    // Eight bytes, the length of the header, the lowest first; then the header, which is JSON.
    constexpr std::size_t kLengthSize = 8;
    std::uint64_t length = 0;
    for (std::size_t i = kLengthSize; front.size() > kLengthSize && i-- > 0;) {
      length = length << 8U | front[i];
    }
    if (length == 0 || length > kMaxSafetensorsHeader || front[kLengthSize] != '{') {
      parse_safetensors(front);  // says what is wrong
    }
    return limit;
  });
}

}  // namespace digitlab::tools
