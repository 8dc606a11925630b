#include "sources/model_source.hpp"

#include "digitlab/formats/model_file.hpp"
#include "digitlab/formats/spec_json.hpp"
#include "digitlab/reading/shipped_specs.hpp"
#include "sources/course_files.hpp"
#include "sources/mat_file.hpp"
#include "sources/tensor_bytes.hpp"
#include "system/input_file.hpp"
#include "system/sha256.hpp"
#include "system/usage_error.hpp"

namespace digitlab::tools {

LoadedModel load_model_source(const std::string& source) {
  if (source == "lab") return {{Network<float>(lab_spec())}, source, false, std::nullopt};
  if (source == "convnet") {
    return {{Network<float>(convnet_spec())}, source, false, std::nullopt};
  }
  const std::string name = base_name(source);
  if (has_ending(source, ".json")) {
    const Bytes bytes = read_json_file(source);
    return naming_file(source, [&]() -> LoadedModel {
      return {{Network<float>(parse_spec(as_text(bytes)))}, name, false, std::nullopt};
    });
  }
  if (has_ending(source, ".safetensors")) {
    const Bytes bytes = read_tensor_bytes(source);
    return naming_file(source, [&]() -> LoadedModel {
      return {load_model(bytes), name, true, sha256(bytes)};
    });
  }
  if (has_ending(source, ".mat")) {
    const Bytes bytes = read_mat_bytes(source, kMaxModelSize);
    return naming_file(source, [&]() -> LoadedModel {
      return {{read_course_weights(source, bytes)}, name, true, sha256(bytes)};
    });
  }
  throw UsageError(
      "model \"" + source +
      "\" is none of lab, convnet, SPEC.json, FILE.safetensors, or the course's weights.mat");
}

LoadedModel load_trained_model(const std::string& source) {
  LoadedModel model = load_model_source(source);
  if (!model.trained) {
    throw UsageError("model \"" + source + "\" is an architecture without weights; train it first");
  }
  return model;
}

}  // namespace digitlab::tools
