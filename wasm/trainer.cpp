// Training in the visitor's browser.
#include "digitlab/train/trainer.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <emscripten/bind.h>

#include "convert.hpp"
#include "dataset.hpp"
#include "digitlab/data/sample_source.hpp"
#include "digitlab/formats/model_file.hpp"
#include "digitlab/formats/report.hpp"
#include "digitlab/formats/spec_json.hpp"
#include "digitlab/formats/training_state.hpp"
#include "digitlab/reading/shipped_specs.hpp"
#include "inspect.hpp"
#include "settings.hpp"

namespace digitlab::wasm {
namespace {

using emscripten::val;

const char* name_of(const std::exception& error) {
  return dynamic_cast<const DivergenceError*>(&error) != nullptr ? "DivergenceError" : nullptr;
}

const char* to_string(Advance done) {
  switch (done) {
    case Advance::kPrepared:
      return "prepared";
    case Advance::kBatch:
      return "batch";
    case Advance::kValidated:
      return "validated";
    case Advance::kEpoch:
      return "epoch";
  }
  return "";
}

val to_val(const std::optional<double>& value) { return value ? val(*value) : val::null(); }

val to_val(const EpochReport& report) {
  val result = val::object();
  result.set("epoch", report.epoch);
  result.set("loss", report.loss);
  result.set("accuracy", report.accuracy);
  result.set("valLoss", to_val(report.val_loss));
  result.set("valAccuracy", to_val(report.val_accuracy));
  return result;
}

val to_bytes_val(const TensorFile& file) { return to_array(write_safetensors(file)); }

// Keeps together what a trainer refers to.
class ModelTrainer {
 public:
  ModelTrainer(NetworkSpec spec, const TrainingSettings& settings,
               std::shared_ptr<const Dataset> data)
      : settings_(settings),
        data_(std::move(data)),
        split_(split_by_writer(*data_, settings.validation_split, settings.trainer.seed)),
        samples_(*data_, default_augmentation().scaled(settings.augment), settings.trainer.seed,
                 settings.variations),
        model_{initialized(std::move(spec), settings.trainer.seed)},
        trainer_(model_.network, samples_, split_, settings.trainer) {}

  int epoch() const { return trainer_.epoch(); }
  int batch() const { return static_cast<int>(trainer_.batch()); }
  int batches_per_epoch() const { return static_cast<int>(trainer_.batches_per_epoch()); }
  bool finished() const { return trainer_.finished(); }
  double batch_loss() const { return trainer_.batch_loss(); }
  double learning_rate() const { return trainer_.learning_rate(); }
  int train_samples() const { return static_cast<int>(split_.train.size()); }
  int validation_samples() const { return static_cast<int>(split_.validation.size()); }
  val gradient_norms() const { return to_array(trainer_.gradient_norms()); }

  val history() const {
    val rows = val::array();
    for (const EpochReport& report : trainer_.history()) rows.call<void>("push", to_val(report));
    return rows;
  }

  std::string advance() {
    return guarded(
        [&] {
          if (trainer_.finished()) throw Error("all epochs are done");
          return std::string(to_string(trainer_.advance()));
        },
        name_of);
  }

  val state_bytes() const {
    return guarded([&] { return to_bytes_val(to_tensor_file(trainer_.state())); });
  }
  void restore(const val& bytes) {
    guarded([&] {
      trainer_.restore(
          parse_training_state(parse_safetensors(to_vector<std::uint8_t>(bytes, "the state"))));
    });
  }

  val model_bytes() const {
    return guarded([&] { return to_bytes_val(to_tensor_file(model_, "")); });
  }
  std::string report_json(const val& facts) const {
    return guarded([&] {
      check_type(facts, "the report's facts", "object");
      TrainingRun run;
      run.name = to_text(facts["name"], "name");
      run.command = to_text(facts["command"], "command");
      run.data = to_text(facts["data"], "data");
      run.seconds = to_vector<double>(facts["seconds"], "seconds");
      run.train_samples = train_samples();
      run.validation_samples = validation_samples();
      run.settings = settings_;
      run.history = trainer_.history();
      const val test = facts["test"];
      if (test.isUndefined()) return write_report(model_, run);
      check_type(test, "test", "object");
      const auto* data = test["data"].as<const DatasetHandle*>(emscripten::allow_raw_pointers());
      if (data == nullptr) throw Error("test has no data");
      return write_report(model_, run, TestData{data->data().get(), to_text(test["name"], "name")});
    });
  }
  Inspector* inspector() const {
    return guarded([&] { return Inspector::of(model_.network); });
  }

 private:
  static Network<float> initialized(NetworkSpec spec, std::uint64_t seed) {
    Network<float> network(std::move(spec));
    network.initialize(seed);
    return network;
  }

  TrainingSettings settings_;
  std::shared_ptr<const Dataset> data_;
  Split split_;
  AugmentedSamples samples_;
  Model model_;
  Trainer trainer_;
};

NetworkSpec to_spec(const std::string& text) {
  if (text == "lab") return lab_spec();
  if (text == "convnet") return convnet_spec();
  return parse_spec(text);
}

ModelTrainer* create_trainer(const val& spec, const DatasetHandle& data, const val& settings) {
  return guarded([&] {
    return new ModelTrainer(to_spec(to_text(spec, "the specification")),
                            to_training_settings(settings), data.data());
  });
}

ModelTrainer* create_usual_trainer(const val& spec, const DatasetHandle& data) {
  return create_trainer(spec, data, val::undefined());
}

}  // namespace

EMSCRIPTEN_BINDINGS(trainer) {
  using namespace emscripten;
  class_<ModelTrainer>("Trainer")
      .property("epoch", &ModelTrainer::epoch)
      .property("batch", &ModelTrainer::batch)
      .property("batchesPerEpoch", &ModelTrainer::batches_per_epoch)
      .property("finished", &ModelTrainer::finished)
      .property("batchLoss", &ModelTrainer::batch_loss)
      .property("learningRate", &ModelTrainer::learning_rate)
      .property("trainSamples", &ModelTrainer::train_samples)
      .property("validationSamples", &ModelTrainer::validation_samples)
      .function("gradientNorms", &ModelTrainer::gradient_norms)
      .function("history", &ModelTrainer::history)
      .function("advance", &ModelTrainer::advance)
      .function("stateBytes", &ModelTrainer::state_bytes)
      .function("restore", &ModelTrainer::restore)
      .function("modelBytes", &ModelTrainer::model_bytes)
      .function("reportJson", &ModelTrainer::report_json)
      .function("inspector", &ModelTrainer::inspector, allow_raw_pointers());
  function("createTrainer", &create_trainer, allow_raw_pointers());
  function("createTrainer", &create_usual_trainer, allow_raw_pointers());
}

}  // namespace digitlab::wasm
