// Writes what each fuzz target starts from, all of it generated: FOLDER/TARGET/NAME.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "digitlab/formats/idx.hpp"
#include "digitlab/formats/ink_json.hpp"
#include "digitlab/formats/model_file.hpp"
#include "digitlab/formats/training_state.hpp"
#include "digitlab/generate/digits.hpp"
#include "digitlab/reading/shipped_specs.hpp"
#include "drawing_bytes.hpp"
#include "pictures/png_file.hpp"
#include "small_training.hpp"
#include "support/photo.hpp"
#include "support/row_of_digits.hpp"
#include "train/checkpoint.hpp"

namespace digitlab::fuzz {
namespace {

class Seeds {
 public:
  explicit Seeds(std::filesystem::path folder) : folder_(std::move(folder)) {}

  void write(const std::string& target, const std::string& name, Input bytes) const {
    std::filesystem::create_directories(folder_ / target);
    std::ofstream file(folder_ / target / name, std::ios::binary);
    file << text_of(bytes);
    if (!file.flush()) throw Error("cannot write a seed of " + target);
  }
  void write(const std::string& target, const std::string& name, const std::string& text) const {
    write(target, name, Input(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
  }

 private:
  std::filesystem::path folder_;
};

// Digit `i` beside digit `i + 1`, and so on.
Drawing number(std::uint64_t i, int digits) {
  std::vector<std::uint64_t> which;
  for (int d = 0; d < digits; ++d) which.push_back(i + static_cast<std::uint64_t>(d));
  return row_of_digits(which, 30);
}

void write_models(const Seeds& seeds) {
  for (const NetworkSpec& spec : {small_network().spec(), lab_spec(), convnet_spec()}) {
    const std::string json = write_spec(spec);
    seeds.write("spec", spec.name + std::to_string(spec.layers.size()), json);
    seeds.write("json", spec.name + std::to_string(spec.layers.size()), json);
  }
  Model model = small_model();
  seeds.write("model", "small", write_safetensors(to_tensor_file(model, R"({"seed":1})")));
  model.calibration.temperature = 2;
  for (const TensorType type : {TensorType::kFloat32, TensorType::kFloat16}) {
    const auto bytes = write_safetensors(to_tensor_file(model, "", type));
    const std::string name = type == TensorType::kFloat32 ? "float32" : "float16";
    seeds.write("model", name, bytes);
    seeds.write("safetensors", name, bytes);
    seeds.write("checkpoint", "model-" + name, bytes);
  }
}

void write_ink(const Seeds& seeds) {
  std::string lines;
  for (std::uint64_t i = 0; i < 10; ++i) {
    const std::string name = std::to_string(i);
    const Drawing drawing = number(i, 1 + static_cast<int>(i % 3));
    const std::string line = write_ink_line({drawing, name, "w" + name});
    lines += line + "\n";
    seeds.write("ink_json", name, line);
    seeds.write("json", "ink" + name, line);
    auto bytes = drawing_bytes(drawing);
    seeds.write("strokes", name, bytes);
    bytes.insert(bytes.begin(), static_cast<std::uint8_t>(i % 8));
    seeds.write("framing", name, bytes);
  }
  seeds.write("ink_json", "file", lines);
  seeds.write("input_file", "plain", lines);
  const std::string_view text(lines);
  const Input packed(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  seeds.write("input_file", "gzip", tools::pack_gzip(packed));
}

void write_pictures(const Seeds& seeds) {
  for (const int digits : {1, 2, 4}) {
    Photo photo;
    photo.side = 64;
    photo.pen = 4;
    photo.noise = digits;
    const GrayPicture picture = photograph(number(3, digits), photo);
    const std::string name = std::to_string(digits);
    seeds.write("png", name, tools::write_png(picture));
    std::vector<std::uint8_t> bytes{63, 63};
    bytes.insert(bytes.end(), picture.pixels.begin(), picture.pixels.end());
    seeds.write("scan", name, bytes);
  }
  tools::ColorPicture color{2, 3, std::vector<std::uint8_t>(18, 100)};
  seeds.write("png", "color", tools::write_png(color));
}

void write_trainings(const Seeds& seeds) {
  const Dataset data(synthesize_images(8, 1));
  SmallTraining training(data);
  Trainer& trainer = training.trainer;
  for (int i = 0; i < 4; ++i) {
    const auto bytes = write_safetensors(to_tensor_file(trainer.state()));
    seeds.write("training_state", std::to_string(i), bytes);
    seeds.write("safetensors", "state" + std::to_string(i), bytes);
    if (trainer.batch() == 0) {
      const std::vector<double> seconds(trainer.history().size(), 0.5);
      const tools::Json identity = {{"settings", {{"epochs", 3}}}};
      seeds.write("checkpoint", std::to_string(i),
                  tools::write_checkpoint({identity, trainer.state(), seconds}));
    }
    trainer.advance_batch();
  }
}

void write_rest(const Seeds& seeds) {
  seeds.write("idx", "images", write_idx({{2, 3, 3}, std::vector<std::uint8_t>(18, 7)}));
  seeds.write("idx", "labels", write_idx({{4}, {0, 1, 2, 9}}));
  seeds.write("idx", "integers", std::string("\0\0\x0c\1\0\0\0\1\0\0\0\5", 12));
  seeds.write("names", "list", "a.ndjson@held-out,b\\,c.mat,synthetic:100:7,d\\@train");
  seeds.write("names", "controls", "\x1b[2J\u202e\u009b\n\t'\"\\");
}

}  // namespace
}  // namespace digitlab::fuzz

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: fuzz_seeds FOLDER\n";
    return 2;
  }
  const digitlab::fuzz::Seeds seeds(argv[1]);
  digitlab::fuzz::write_models(seeds);
  digitlab::fuzz::write_ink(seeds);
  digitlab::fuzz::write_pictures(seeds);
  digitlab::fuzz::write_trainings(seeds);
  digitlab::fuzz::write_rest(seeds);
}
