// Pipes, devices, and files that unpack to far more than they are: answered at once, or refused.
#include <algorithm>
#include <filesystem>
#include <thread>

#include <zlib.h>

#include "support/program.hpp"
#include "support/sample_files.hpp"

namespace digitlab::tools {
namespace {

constexpr std::size_t kMegabyte = std::size_t{1} << 20U;

/// Gzip of `front` and then zeros, some 10 MB that unpack to 10 GB: one member of zeros over and
/// over.
std::string bomb(const std::string& front) {
  const std::string member = gzip(std::string(64 * kMegabyte, '\0'));
  std::string packed = gzip(front);
  while (packed.size() < 10 * kMegabyte) packed += member;
  return packed;
}

class EndlessInput : public FilesTest {
 protected:
  EndlessInput() {
    std::filesystem::create_symlink("/dev/zero", path("zero.json"));
    for (const char* name :
         {"zero.mat", "zero.safetensors", "zero.png", "zero.ndjson", "zero.ndjson.gz",
          "zero-images-idx3-ubyte", "zero-images-idx3-ubyte.gz"}) {
      std::filesystem::create_symlink("/dev/zero", path(name));
    }
    std::filesystem::create_directory(path("run"));
  }
  Arguments explore(const std::string& name) const {
    return {"explore", "--data", path(name), "--out", path("grid.png")};
  }
  /// Writes `bytes` into a pipe while `digitlab` reads it.
  Outcome piped(const std::string& pipe, const std::string& bytes,
                const Arguments& arguments) const {
    std::thread writer([&] { write_whole(pipe, bytes); });
    const Outcome outcome = digitlab(arguments);
    writer.join();
    return outcome;
  }
  std::string model() const {
    expect_success(digitlab({"train", "--model", "lab", "--data", "synthetic:50", "--epochs", "1",
                             "--overwrite", "--out", path("trained")}));
    return path("trained/model.safetensors");
  }
};

TEST_F(EndlessInput, OfEveryKindIsRefusedAtOnce) {
  const std::string trained = model();
  for (const char* name : {"zero.mat", "zero.ndjson", "zero.ndjson.gz", "zero-images-idx3-ubyte",
                           "zero-images-idx3-ubyte.gz"}) {
    SCOPED_TRACE(name);
    write("zero-labels-idx1-ubyte", idx_labels(10));
    expect_cheap_error(digitlab(explore(name)), {name});
  }
  for (const char* name : {"zero.json", "zero.mat", "zero.safetensors"}) {
    expect_cheap_error(digitlab({"summary", "--model", path(name)}), {name});
  }
  const Arguments predict = {"predict", "--model", trained};
  for (const auto& [option, name] :
       {std::pair{"--image", "zero.png"}, std::pair{"--ink", "zero.ndjson"}}) {
    Arguments arguments = predict;
    arguments.insert(arguments.end(), {option, path(name)});
    expect_cheap_error(digitlab(arguments), {name});
  }
  expect_cheap_error(digitlab({"evaluate", "--model", trained, "--numbers", path("zero.ndjson")}),
                     {"zero.ndjson"});
  std::filesystem::create_symlink("/dev/zero", path("run/report.json"));
  expect_cheap_error(digitlab({"card", "--run", path("run")}), {"report.json"});
  expect_cheap_error(digitlab({"card", "--run", path("trained"), "--seeds", path("zero.json")}),
                     {"zero.json"});
  expect_cheap_error(digitlab({"card", "--run", path("trained"), "--notes", path("zero.json")}),
                     {"zero.json"});
  std::filesystem::create_symlink("/dev/zero", path("run/checkpoint.safetensors"));
  expect_cheap_error(digitlab({"train", "--model", "lab", "--data", "synthetic:9", "--resume",
                               "--out", path("run")}),
                     {"checkpoint.safetensors"});
}

TEST_F(EndlessInput, ThatBeginsWellIsRefusedToo) {
  // An endless run of empty lines; a model whose header is whole.
  const std::string whole = read_whole(model());
  const std::string lines(80 * kMegabyte, '\n');
  expect_cheap_error(digitlab(explore((write("lines.ndjson", lines), "lines.ndjson"))),
                     {"lines.ndjson", "empty lines"});
  // Sparse: nothing on the disk.
  std::filesystem::resize_file(model(), std::uintmax_t{64} * kMegabyte);
  expect_cheap_error(digitlab({"summary", "--model", path("trained/model.safetensors")}),
                     {"model.safetensors"});
  std::filesystem::resize_file(path("trained/model.safetensors"),
                               std::uintmax_t{20'000} * kMegabyte);
  expect_cheap_error(digitlab({"summary", "--model", path("trained/model.safetensors")}),
                     {"larger than 256 MB"});
}

TEST_F(EndlessInput, BombsAreRefusedBeforeTheyUnpack) {
  const std::string line = "{\"word\":\"1\",\"drawing\":[[[5,5,6],[0,10,20]]]}\n";
  write("a.ndjson.gz", bomb(line));
  expect_cheap_error(digitlab(explore("a.ndjson.gz")), {"a.ndjson.gz", "line 2"});
  std::string many;
  while (many.size() < 16 * kMegabyte) many += line;
  const std::string member = gzip(many);
  std::string packed;
  while (packed.size() < kMegabyte) packed += member;
  write("b.ndjson.gz", packed);
  expect_cheap_error(digitlab(explore("b.ndjson.gz")), {"b.ndjson.gz", "20 times"});

  write("c-labels-idx1-ubyte", idx_labels(10));
  write("c-images-idx3-ubyte.gz", bomb(""));
  expect_cheap_error(digitlab(explore("c-images-idx3-ubyte.gz")), {"c-images-idx3-ubyte.gz"});
  write("c-images-idx3-ubyte.gz", bomb(idx_bytes({10, 28, 28}, "")));
  expect_cheap_error(digitlab(explore("c-images-idx3-ubyte.gz")),
                     {"c-images-idx3-ubyte.gz", "announces"});
  write("c-images-idx3-ubyte.gz", bomb(idx_bytes({2'000'000, 28, 28}, "")));
  expect_cheap_error(digitlab(explore("c-images-idx3-ubyte.gz")), {"10 labels for 2000000 images"});
  write("c-images-idx3-ubyte.gz", gzip(idx_images(10)));
  write("c-labels-idx1-ubyte", bomb(idx_bytes({4'000'000'000U}, "")));
  expect_cheap_error(digitlab(explore("c-images-idx3-ubyte.gz")),
                     {"c-labels-idx1-ubyte", "4000000000 samples"});
  // Writers beside the images of MNIST.
  write("train-images-idx3-ubyte", idx_images(10));
  write("train-labels-idx1-ubyte", idx_labels(10));
  write("qmnist-train-labels-idx2-int.gz", bomb(qmnist_labels(10, 2)));
  expect_cheap_error(digitlab(explore("train-images-idx3-ubyte")),
                     {"qmnist-train-labels-idx2-int.gz"});
}

/// A .mat file of version 5 with one compressed matrix, which holds `size` bytes and announces
/// `announced`.
std::string packed_matrix(std::uint32_t announced, std::size_t size) {
  const auto number = [](std::uint32_t value) {
    return std::string(reinterpret_cast<const char*>(&value), sizeof value);
  };
  const std::string element = number(14) + number(announced) + std::string(size, '\0');
  std::string packed(compressBound(element.size()), '\0');
  uLongf length = packed.size();
  EXPECT_EQ(compress2(reinterpret_cast<Bytef*>(packed.data()), &length,
                      reinterpret_cast<const Bytef*>(element.data()), element.size(), 1),
            Z_OK);
  packed.resize(length);
  return std::string(124, ' ') + std::string("\0\1IM", 4) + number(15) +
         number(static_cast<std::uint32_t>(length)) + packed;
}

TEST_F(EndlessInput, AMatrixOfMoreThanItAnnouncesOrThanIsOfUseIsNotRead) {
  write("bomb.mat", packed_matrix(64, 256 * kMegabyte));
  expect_cheap_error(digitlab(explore("bomb.mat")), {"bomb.mat", "damaged"});
  // 320 MB in a shape that no data has.
  const std::vector<double> values(40'000'000, 0.5);
  write_with_matio(path("column.mat"), {{"X", values.size(), 1, values, MAT_C_DOUBLE}});
  EXPECT_LT(read("column.mat").size(), kMegabyte);
  expect_error(digitlab(explore("column.mat")), 1, {"column.mat", "400 or 784 columns"});
}

TEST_F(EndlessInput, APipeIsNoMatFile) {
  make_pipe("pipe.mat");
  expect_cheap_error(digitlab(explore("pipe.mat")), {"pipe.mat", "is a pipe"});
  expect_cheap_error(digitlab({"evaluate", "--model", path("pipe.mat"), "--data", "synthetic:5"}),
                     {"pipe.mat", "is a pipe"});
}

TEST_F(EndlessInput, WhatIsReadFromFrontToEndMayBeAPipe) {
  const std::string trained = model();
  const std::string ink = ink_lines(20, 1);
  for (const std::string& bytes : {ink, gzip(ink)}) {
    const std::string pipe = make_pipe("pipe.ndjson");
    expect_success(piped(pipe, bytes, explore("pipe.ndjson")));
    expect_success(piped(pipe, bytes, {"evaluate", "--model", trained, "--data", pipe}));
    expect_success(
        piped(pipe, bytes, {"predict", "--model", trained, "--ink", pipe, "--line", "20"}));
    std::filesystem::remove(pipe);
  }
  const std::string weights = make_pipe("pipe.safetensors");
  expect_success(piped(weights, read_whole(trained), {"summary", "--model", weights}));
  const std::string spec = make_pipe("pipe.json");
  expect_success(piped(spec,
                       R"({"layers":[{"type":"Input","shape":[400]},{"type":"Dense","units":10}]})",
                       {"summary", "--model", spec}));
  write("p-labels-idx1-ubyte", idx_labels(30));
  expect_success(
      piped(make_pipe("p-images-idx3-ubyte"), idx_images(30), explore("p-images-idx3-ubyte")));
  expect_success(digitlab({"explore", "--data", "synthetic:1", "--out", path("scan.png")}));
  const std::string picture = make_pipe("pipe.png");
  expect_success(
      piped(picture, read("scan.png"), {"predict", "--model", trained, "--image", picture}));
}

}  // namespace
}  // namespace digitlab::tools
