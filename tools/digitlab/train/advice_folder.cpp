#include "train/advice_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "digitlab/formats/safetensors.hpp"
#include "digitlab/math/error.hpp"
#include "sources/tensor_bytes.hpp"
#include "system/atomic_file.hpp"

namespace digitlab::tools {
namespace {

constexpr const char* kName = "advice";

// Without what is the student's alone. The seed matters only where it says which samples are split
// off.
Json identity_of_advice(const Json& training) {
  const Json& settings = training.at("settings");
  const Json& fraction = settings.at("validation_split");
  return {{"teachers", settings.at("teacher")},
          {"temperature", settings.at("temperature")},
          {"augment", settings.at("augment")},
          {"data", training.at("data")},
          {"validation", training.at("validation")},
          {"split", fraction == 0 ? Json() : Json({fraction, settings.at("seed")})}};
}

}  // namespace

AdviceFolder::AdviceFolder(std::string path, const Json& identity)
    : path_(std::move(path)), identity_(identity_of_advice(identity)) {
  make_folder(path_);
}

std::string AdviceFolder::file(int variation) const {
  return path_ + "/variation-" + std::to_string(variation + 1) + ".safetensors";
}

std::optional<Matrix<float>> AdviceFolder::recall(int variation) const {
  const std::string name = file(variation);
  if (!std::filesystem::exists(name)) return std::nullopt;
  const Bytes bytes = read_tensor_bytes(name, kMaxDataSize);
  return naming_file(name, [&] {
    const TensorFile stored = parse_safetensors(bytes);
    const auto found = stored.metadata.find(kName);
    if (found == stored.metadata.end()) throw Error("is not what teachers said");
    if (parse_json(found->second, "its record") != identity_) {
      throw Error(
          "was said by other teachers or of other data; give --advice another folder, or delete "
          "this one");
    }
    const Tensor& tensor = stored.tensor(kName);
    if (tensor.shape.size() != 2) {
      throw Error("advice has " + std::to_string(tensor.shape.size()) + " dimensions, expected 2");
    }
    Matrix<float> advice(tensor.shape[0], tensor.shape[1]);
    std::copy(tensor.values.begin(), tensor.values.end(), advice.data());
    return advice;
  });
}

void AdviceFolder::keep(int variation, const Matrix<float>& advice) const {
  TensorFile stored;
  stored.metadata[kName] = json_text(identity_);
  stored.tensors.push_back(
      {kName, {advice.rows(), advice.cols()}, {advice.data(), advice.data() + advice.size()}});
  write_file(file(variation), write_safetensors(stored));
}

}  // namespace digitlab::tools
