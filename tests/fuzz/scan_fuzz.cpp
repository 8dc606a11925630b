// A picture of any size up to 256×256, whose pixels are the input stretched over it, is read.
#include "digitlab/reading/scan.hpp"
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace digitlab;
  using namespace digitlab::fuzz;
  static const Model model = small_model();
  if (size < 3) return 0;
  GrayPicture picture{1 + data[0], 1 + data[1], {}};
  const Input rest(data + 2, size - 2);
  const auto count = static_cast<std::size_t>(picture.height * picture.width);
  picture.pixels.resize(count);
  for (std::size_t i = 0; i < count; ++i) picture.pixels[i] = rest[i * rest.size() / count];
  answer_or_refuse([&] {
    for (const ReadDigit& digit : read_scan(model, picture).digits) {
      const InkBox& box = digit.frame.box;
      require(box.left <= box.right && box.top <= box.bottom, "a digit's box is turned over");
      for (const float p : digit.answer.probabilities) {
        require(p >= 0 && p <= 1.0001F, "a probability is none");
      }
    }
  });
  return 0;
}
