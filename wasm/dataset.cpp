// Data to train on and to test with: bytes in, a handle out.
#include "dataset.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <emscripten/bind.h>

#include "convert.hpp"
#include "digitlab/data/preprocessing.hpp"
#include "digitlab/formats/image_sets.hpp"
#include "digitlab/generate/digits.hpp"
#include "digitlab/generate/non_digits.hpp"

namespace digitlab::wasm {
namespace {

using emscripten::val;

// Generated at once.
constexpr double kMostGenerated = 1000000;

Index to_count(const val& count) {
  return static_cast<Index>(to_whole(count, "count", 1, kMostGenerated));
}

template <typename Make>
DatasetHandle* dataset_of(const Make& make) {
  return guarded([&] { return new DatasetHandle(Dataset(make())); });
}

DatasetHandle* generate_digits(const val& count, const val& seed) {
  return dataset_of([&] { return synthesize_images(to_count(count), to_seed(seed)); });
}

DatasetHandle* generate_non_digits(const val& count, const val& seed, const val& held_out) {
  return dataset_of([&] {
    check_type(held_out, "heldOut", "boolean");
    const auto set = held_out.as<bool>() ? NonDigitSet::kHeldOut : NonDigitSet::kTrain;
    return synthesize_non_digit_images(to_count(count), to_seed(seed), set);
  });
}

DatasetHandle* dataset_from_idx(const val& images, const val& labels) {
  return dataset_of([&] {
    return images_from_idx(to_vector<std::uint8_t>(images, "the images"),
                           to_vector<std::uint8_t>(labels, "the labels"));
  });
}

DatasetHandle* dataset_from_ink(const val& bytes) {
  return dataset_of([&] {
    const std::vector<std::uint8_t> text = to_vector<std::uint8_t>(bytes, "the ink");
    return images_from_ink(
        parse_ink(std::string_view(reinterpret_cast<const char*>(text.data()), text.size())));
  });
}

}  // namespace

val DatasetHandle::counts() const {
  const std::vector<Index> counts = count_labels(*data_);
  return to_array(std::vector<std::uint32_t>(counts.begin(), counts.end()));
}

val DatasetHandle::image(const val& i) const {
  return guarded([&] {
    const auto at = static_cast<Index>(to_whole(i, "the sample", 0, size() - 1.0));
    const ImageView image = data_->image(at);
    const std::uint8_t label = data_->label(at);
    val result = val::object();
    result.set("height", static_cast<int>(image.height));
    result.set("width", static_cast<int>(image.width));
    result.set("pixels", to_array(to_bytes(image)));
    result.set("label", label == kNoDigit ? val::null() : val(label));
    return result;
  });
}

DatasetHandle* DatasetHandle::joined(const DatasetHandle& other) const {
  return guarded([&] {
    Dataset both = *data_;
    for (const ImageSet& part : other.data_->parts()) both.add(part);
    return new DatasetHandle(std::move(both));
  });
}

EMSCRIPTEN_BINDINGS(dataset) {
  using namespace emscripten;
  class_<DatasetHandle>("Dataset")
      .property("size", &DatasetHandle::size)
      .function("counts", &DatasetHandle::counts)
      .function("image", &DatasetHandle::image)
      .function("joined", &DatasetHandle::joined, allow_raw_pointers());
  function("generateDigits", &generate_digits, allow_raw_pointers());
  function("generateNonDigits", &generate_non_digits, allow_raw_pointers());
  function("datasetFromIdx", &dataset_from_idx, allow_raw_pointers());
  function("datasetFromInk", &dataset_from_ink, allow_raw_pointers());
}

}  // namespace digitlab::wasm
