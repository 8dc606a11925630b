// The parsers of bytes: IDX, safetensors and model files. Good files read back as written; of bad
// ones, every cut and every flipped bit gives an Error or a file that is whole, never a crash.
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/formats/idx.hpp"
#include "digitlab/formats/model_file.hpp"
#include "digitlab/formats/safetensors.hpp"
#include "digitlab/formats/spec_json.hpp"
#include "digitlab/math/error.hpp"
#include "support/people.hpp"
#include "support/safetensors_bytes.hpp"

namespace digitlab {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::string error_of(const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

// Counts the damaged files that `parse` takes all the same.
int survivors(const Bytes& good, const std::function<void(const Bytes&)>& parse) {
  int accepted = 0;
  const auto attempt = [&](const Bytes& bytes) {
    try {
      parse(bytes);
      ++accepted;
    } catch (const Error&) {
    }
  };
  for (std::size_t length = 0; length < good.size(); ++length) {
    attempt({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(length)});
  }
  EXPECT_EQ(accepted, 0) << "a file that was cut off was accepted";
  accepted = 0;
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      Bytes flipped = good;
      flipped[i] = static_cast<std::uint8_t>(flipped[i] ^ (1U << bit));
      attempt(flipped);
    }
  }
  return accepted;
}

TEST(Idx, ReadsBackWhatItWrites) {
  const IdxArray array{{2, 1, 3}, {1, 2, 3, 4, 5, 6}};
  const IdxArray back = parse_idx(write_idx(array));
  EXPECT_EQ(back.shape, array.shape);
  EXPECT_EQ(back.values, array.values);
}

TEST(Idx, SaysWhatIsWrong) {
  EXPECT_EQ(error_of([] { parse_idx(Bytes{1, 2}); }), "not an IDX file: it has only 2 bytes");
  EXPECT_EQ(error_of([] {
              parse_idx(Bytes{1, 0, 8, 1, 0, 0, 0, 0});
            }),
            "not an IDX file: it must begin with two zero bytes");
  EXPECT_EQ(error_of([] {
              parse_idx(Bytes{0, 0, 13, 1, 0, 0, 0, 0});
            }),
            "IDX type 13, expected 8 (unsigned bytes)");
  EXPECT_EQ(error_of([] {
              parse_idx(Bytes{0, 0, 8, 9, 0, 0, 0, 0});
            }),
            "IDX rank 9, expected 1 to 4");
  EXPECT_EQ(error_of([] {
              parse_idx(Bytes{0, 0, 8, 1, 0, 0, 0, 3, 7});
            }),
            "IDX data of 1 bytes, expected 3");
  EXPECT_EQ(error_of([] {
              parse_idx(Bytes{0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255});
            }),
            "IDX sizes ask for more data than the file's 12 bytes");
}

TEST(Idx, SurvivesEveryCutAndFlip) {
  survivors(write_idx({{3, 4}, Bytes(12, 7)}), [](const Bytes& bytes) { parse_idx(bytes); });
}

TEST(Idx, ReadsBigEndianIntegers) {
  const Bytes bytes = {0,    0,    12,   2,    0,    0, 0,    2,    0,    0,
                       0,    2,    0,    0,    0,    7, 0x12, 0x34, 0x56, 0x78,  //
                       0xff, 0xff, 0xff, 0xfe, 0x80, 0, 0,    0};
  const IdxIntArray array = parse_idx_int(bytes);
  EXPECT_EQ(array.shape, (std::vector<Index>{2, 2}));
  EXPECT_EQ(array.values,
            (std::vector<std::int32_t>{7, 0x12345678, -2, std::numeric_limits<int>::min()}));
  survivors(bytes, [](const Bytes& damaged) { parse_idx_int(damaged); });
}

TEST(Idx, SaysWhatIsWrongWithIntegers) {
  EXPECT_EQ(error_of([] {
              parse_idx_int(write_idx({{1}, {5}}));
            }),
            "IDX type 8, expected 12 (32-bit integers)");
  EXPECT_EQ(error_of([] {
              parse_idx_int(Bytes{0, 0, 12, 1, 0, 0, 0, 1, 0, 0, 7});
            }),
            "IDX data of 3 bytes, expected 4");
  EXPECT_EQ(error_of([] {
              parse_idx_int(Bytes{0, 0, 12, 1, 0x40, 0, 0, 0, 0, 0, 0, 7});
            }),
            "IDX sizes ask for more data than the file's 12 bytes");
}

TensorFile two_tensors() {
  return {{{"a", {2, 3}, {1, 2, 3, 4, 5, 6}}, {"b", {}, {7}}}, {{"key", "value \"quoted\""}}};
}

TEST(Safetensors, ReadsBackWhatItWrites) {
  const TensorFile file = two_tensors();
  const TensorFile back = parse_safetensors(write_safetensors(file));
  EXPECT_EQ(back.metadata, file.metadata);
  ASSERT_EQ(back.tensors.size(), 2U);
  EXPECT_EQ(back.tensor("a").shape, file.tensors[0].shape);
  EXPECT_EQ(back.tensor("a").values, file.tensors[0].values);
  EXPECT_EQ(back.tensor("b").values, file.tensors[1].values);
}

TEST(Safetensors, HoldsHalfPrecisionRoundedToTheNearest) {
  // One third lies between two halves; 2049 is a tie, which goes to the even 2048; 1e-8 vanishes.
  TensorFile file;
  file.tensors = {{"h", {4}, {1.0F / 3, 2049, 1e-8F, -65504}, TensorType::kFloat16},
                  {"f", {1}, {1.0F / 3}}};
  const Bytes bytes = write_safetensors(file);
  const TensorFile back = parse_safetensors(bytes);
  EXPECT_EQ(back.tensor("h").values, (std::vector<float>{0.333251953125F, 2048, 0, -65504}));
  EXPECT_EQ(back.tensor("h").type, TensorType::kFloat16);
  EXPECT_EQ(back.tensor("f").values, (std::vector<float>{1.0F / 3}));
  EXPECT_EQ(round_to(TensorType::kFloat16, 1.0F / 3), 0.333251953125F);
  EXPECT_EQ(round_to(TensorType::kFloat32, 1.0F / 3), 1.0F / 3);
}

TEST(Safetensors, AlignsTheDataToEightBytes) {
  const Bytes bytes = write_safetensors(two_tensors());
  EXPECT_EQ((bytes.size() - 7 * sizeof(float)) % 8, 0U);
}

TEST(Safetensors, SaysWhatIsWrong) {
  const auto error = [](const std::string& header, std::size_t data) {
    return error_of([&] { parse_safetensors(with_header(header, data)); });
  };
  const std::string entry = R"({"dtype":"F32","shape":[1],"data_offsets":[0,4]})";
  EXPECT_EQ(error("[1]", 0), "the safetensors header is not a JSON object");
  EXPECT_EQ(error(R"({"a":)" + entry + R"(,"a":)" + entry + "}", 4),
            "the safetensors header names \"a\" twice");
  EXPECT_EQ(error(R"({"a":{"dtype":"I8","shape":[1],"data_offsets":[0,4]}})", 4),
            "tensor \"a\" is of type \"I8\", expected \"F32\" or \"F16\"");
  EXPECT_EQ(error(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", 4),
            "tensor \"a\" has 4 bytes, expected 8");
  EXPECT_EQ(error(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", 4),
            "tensor \"a\" lies outside the file's 4 bytes of data");
  EXPECT_EQ(error(R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", 4),
            "tensor \"a\": shape holds -1");
  EXPECT_EQ(
      error(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}})", 4),
      "tensor \"a\" has an impossible shape");
  EXPECT_EQ(error(R"({"a":)" + entry + R"(,"b":)" + entry + "}", 4),
            "safetensors data has a gap or an overlap at byte 4");
  EXPECT_EQ(error(R"({"a":)" + entry + "}", 8),
            "safetensors data is 8 bytes long, the tensors need 4");
  EXPECT_EQ(error(R"({"__metadata__":{"a":1}})", 0), "metadata \"a\" is not a string");
}

TEST(Safetensors, RefusesAHeaderBeyondItsCap) {
  Bytes bytes(kMaxSafetensorsHeader + 100, ' ');
  const std::uint64_t length = kMaxSafetensorsHeader + 1;
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(length >> (8 * i));
  EXPECT_EQ(error_of([&] { parse_safetensors(bytes); }),
            "the safetensors header is 1048577 bytes long, expected at most 1048576");
}

TEST(Safetensors, SurvivesEveryCutAndFlip) {
  survivors(write_safetensors(two_tensors()), [](const Bytes& bytes) { parse_safetensors(bytes); });
}

Network<float> tiny_network() {
  Network<float> network(
      {"tiny", {2, 2, PixelOrder::kRowMajor}, {DenseSpec{"only", kClasses, Activation::kLinear}}});
  network.initialize(4);
  return network;
}

TEST(ModelFile, ReadsBackWhatItWrites) {
  Model model{tiny_network(), {}, people()};
  const Network<float>& network = model.network;
  const TensorFile file = to_tensor_file(model, R"({"epochs":3})");
  EXPECT_EQ(file.metadata.at(kTrainingKey), R"({"epochs":3})");
  const Model back = load_model(write_safetensors(file));
  EXPECT_EQ(write_spec(back.network.spec()), write_spec(network.spec()));
  EXPECT_TRUE(std::equal(network.parameters().begin(), network.parameters().end(),
                         back.network.parameters().begin(), back.network.parameters().end()));
  EXPECT_EQ(back.stroke_counts, model.stroke_counts);
}

TEST(ModelFile, SaysWhatIsWrong) {
  const TensorFile good = to_tensor_file(Model{tiny_network()}, "");
  const auto error = [&](const std::function<void(TensorFile&)>& change) {
    TensorFile file = good;
    change(file);
    return error_of([&] { from_tensor_file(file); });
  };
  EXPECT_EQ(error([](TensorFile&) {}), "no error");
  EXPECT_EQ(error([](TensorFile& f) { f.metadata.clear(); }),
            "the file has no \"architecture\" in its metadata: it is not a Digitlab model");
  EXPECT_EQ(error([](TensorFile& f) { f.tensors.pop_back(); }), "there is no tensor \"only.bias\"");
  EXPECT_EQ(error([](TensorFile& f) {
              f.tensors[0].shape = {10, 4};
            }),
            "tensor \"only.kernel\" has shape (10, 4), expected (4, 10)");
  EXPECT_EQ(error([](TensorFile& f) {
              f.tensors.push_back({"more", {1}, {0}});
            }),
            "the file holds 3 tensors, its architecture names 2");
  EXPECT_EQ(
      error([](TensorFile& f) { f.tensors[1].values[0] = std::numeric_limits<float>::infinity(); }),
      "tensor \"only.bias\" holds a value that is not a finite number");
}

TEST(ModelFile, SurvivesEveryCutAndFlip) {
  survivors(write_safetensors(to_tensor_file(Model{tiny_network()}, "")), [](const Bytes& bytes) {
    const Model model = load_model(bytes);
    for (const float value : model.network.parameters()) ASSERT_TRUE(std::isfinite(value));
  });
}

}  // namespace
}  // namespace digitlab
