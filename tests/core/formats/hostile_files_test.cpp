// Small files that ask for much: each is refused before work or memory is spent on it.
#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/formats/ink_json.hpp"
#include "digitlab/formats/model_file.hpp"
#include "digitlab/formats/safetensors.hpp"
#include "digitlab/math/error.hpp"
#include "support/safetensors_bytes.hpp"

namespace digitlab {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::string header_complaint(const std::string& header, std::size_t data_bytes = 0) {
  try {
    parse_safetensors(with_header(header, data_bytes));
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

// `entry` under `count` names.
std::string header_of(std::size_t count, const std::string& entry) {
  std::string header = "{\"__metadata__\":{}";
  for (std::size_t i = 0; i < count; ++i) {
    header.append(",\"").append(std::to_string(i)).append("\":").append(entry);
  }
  return header += '}';
}

std::string nested(const std::string& before, std::size_t depth) {
  return before + std::string(depth, '[');
}

TEST(HostileFiles, AHeaderOfTooManyTensorsIsRefused) {
  EXPECT_EQ(header_complaint(header_of(kMostTensors + 1, "0")),
            "the safetensors header names 4097 tensors, expected at most 4096");
  EXPECT_EQ(header_complaint(header_of(100000, "0")),
            "the safetensors header names 100000 tensors, expected at most 4096");
  const std::string empty = R"({"dtype":"F32","shape":[0],"data_offsets":[0,0]})";
  EXPECT_EQ(header_complaint(header_of(kMostTensors, empty)), "");
}

// 4,096 tensors that all claim the same 4 MB would be 16 GB.
TEST(HostileFiles, TensorsThatOverlapAreRefusedBeforeTheyAreCopied) {
  const std::string entry = R"({"dtype":"F32","shape":[1048576],"data_offsets":[0,4194304]})";
  EXPECT_EQ(header_complaint(header_of(kMostTensors, entry), 4194304),
            "safetensors data has a gap or an overlap at byte 4194304");
}

TEST(HostileFiles, ASizeBeyondAnIndexIsRefusedEvenBesideAZero) {
  EXPECT_EQ(
      header_complaint(R"({"a":{"dtype":"F32","shape":[0,4294967299],"data_offsets":[0,0]}})"),
      "tensor \"a\" has an impossible shape");
}

TEST(HostileFiles, AHeaderNestedDeeplyIsRefused) {
  const std::string deep =
      "the safetensors header has lists or objects within one another more than 64 deep";
  EXPECT_EQ(header_complaint(nested("", 1000000)), deep);
  EXPECT_EQ(header_complaint(nested(R"({"a":)", 1000000)), deep);
  EXPECT_EQ(header_complaint(nested(R"({"a":{"dtype":)", 1000000)), deep);
}

TEST(HostileFiles, MessagesQuoteTheBeginningOfALongName) {
  const std::string name(500000, 'n');
  const std::string expected = "\"" + std::string(40, 'n') + "…\"";
  EXPECT_EQ(header_complaint("{\"" + name + "\":0}"),
            "tensor " + expected + " must have dtype, shape and data_offsets, and nothing else");
  EXPECT_EQ(header_complaint("{\"__metadata__\":{\"" + name + "\":0}}"),
            "metadata " + expected + " is not a string");
}

TEST(HostileFiles, WhatIsNestedInAModelsMetadataIsRefused) {
  const Model model{Network<float>(
      {"tiny", {2, 2, PixelOrder::kRowMajor}, {DenseSpec{"only", 10, Activation::kLinear}}})};
  const TensorFile good = to_tensor_file(model, "");
  for (const char* key : {kArchitectureKey, kCalibrationKey}) {
    for (const char* before : {"", R"({"layers":)", R"({"temperature":)"}) {
      TensorFile file = good;
      file.metadata[key] = nested(before, 500000);
      EXPECT_THROW(load_model(write_safetensors(file)), Error) << key << " " << before;
      const std::string depth(63, '[');
      file.metadata[key] = before + depth + std::string(63, ']') + (*before == '{' ? "}" : "");
      EXPECT_THROW(load_model(write_safetensors(file)), Error) << key << " " << before;
    }
  }
}

TEST(HostileFiles, ALineOfInkIsBounded) {
  const auto complaint_of = [](const std::string& line) -> std::string {
    try {
      parse_ink_line(line);
      return "";
    } catch (const Error& error) {
      return error.what();
    }
  };
  std::string strokes = R"({"drawing":[[[0],[0]])";
  for (int i = 0; i < 1000000; ++i) strokes += ",[[],[]]";
  strokes += "]}";
  EXPECT_EQ(complaint_of(strokes), "the line is 8000023 bytes long, expected at most 1048576");
  EXPECT_EQ(complaint_of(nested(R"({"drawing":)", 1000000)),
            "the line has lists or objects within one another more than 64 deep");
}

}  // namespace
}  // namespace digitlab
