// Training in the visitor's browser.
#include "digitlab/train/trainer.hpp"

#include <memory>

#include <emscripten/bind.h>

#include "convert.hpp"
#include "digitlab/formats/model_file.hpp"
#include "digitlab/generate/digits.hpp"
#include "digitlab/math/error.hpp"

namespace digitlab::wasm {
namespace {

using emscripten::val;

// Keeps together what a trainer refers to.
class ModelTrainer {
 public:
  ModelTrainer(NetworkSpec spec, const TrainerOptions& options, ImageSet images)
      : data_(std::move(images)),
        network_(initialized(std::move(spec), options.seed)),
        trainer_(network_, data_, all_indices(data_.size()), {}, options) {}

  int epoch() const { return trainer_.epoch(); }
  bool finished() const { return trainer_.finished(); }

  val advance_epoch() {
    const EpochReport report = guarded([&] {
      if (trainer_.finished()) throw Error("all epochs are done");
      return trainer_.advance_epoch();
    });
    val result = val::object();
    result.set("epoch", report.epoch);
    result.set("loss", report.loss);
    result.set("accuracy", report.accuracy);
    return result;
  }

  val model_bytes() const {
    const std::vector<std::uint8_t> bytes = write_safetensors(to_tensor_file(network_, ""));
    return to_array("Uint8Array", bytes.data(), bytes.size());
  }

 private:
  static Network<float> initialized(NetworkSpec spec, std::uint64_t seed) {
    Network<float> network(std::move(spec));
    network.initialize(seed);
    return network;
  }

  Dataset data_;
  Network<float> network_;
  Trainer trainer_;
};

TrainerOptions to_options(const val& settings) {
  TrainerOptions options;
  options.epochs = settings["epochs"].as<int>();
  options.batch_size = settings["batchSize"].as<int>();
  options.schedule.base = settings["learningRate"].as<double>();
  options.seed = settings["seed"].as<std::uint32_t>();
  options.check();
  return options;
}

ModelTrainer* create_trainer(const std::string& spec, const val& settings, const val& images,
                             const val& labels, int height, int width) {
  return guarded([&] {
    if (height < 1 || width < 1) throw Error("images must be at least 1×1");
    return new ModelTrainer(
        spec == "lab" ? lab_spec() : parse_spec(spec), to_options(settings),
        ImageSet(height, width, to_vector<float>(images), to_vector<std::uint8_t>(labels)));
  });
}

val synthesize(int count, std::uint32_t seed) {
  constexpr int kMost = 1000000;
  const ImageSet set = guarded([&] {
    if (count < 1 || count > kMost) {
      throw Error("count is " + std::to_string(count) + ", expected 1 to 1,000,000");
    }
    return synthesize_images(count, seed);
  });
  const std::size_t bytes = set.labels().size() * static_cast<std::size_t>(kFrameSide * kFrameSide);
  val result = val::object();
  result.set("images", to_array("Uint8Array", set.image(0).bytes, bytes));
  result.set("labels", to_array("Uint8Array", set.labels().data(), set.labels().size()));
  return result;
}

}  // namespace

EMSCRIPTEN_BINDINGS(trainer) {
  using namespace emscripten;
  class_<ModelTrainer>("Trainer")
      .property("epoch", &ModelTrainer::epoch)
      .property("finished", &ModelTrainer::finished)
      .function("advanceEpoch", &ModelTrainer::advance_epoch)
      .function("modelBytes", &ModelTrainer::model_bytes);
  function("createTrainer", &create_trainer, allow_raw_pointers());
  function("synthesizeImages", &synthesize);
}

}  // namespace digitlab::wasm
