#include "training.hpp"

#include <chrono>
#include <iostream>
#include <optional>
#include <utility>

#include <unistd.h>

#include "advice_folder.hpp"
#include "checkpoint.hpp"
#include "digitlab/evaluate.hpp"
#include "digitlab/fold.hpp"
#include "digitlab/preprocess.hpp"
#include "interrupt.hpp"
#include "progress.hpp"
#include "report.hpp"
#include "thread_pool.hpp"
#include "training_folder.hpp"

namespace digitlab::tools {
namespace {

// Of the validation digits, that a network may call unsure.
constexpr double kRefusedShare = 0.01;

/// Loads a source by `load`, digits alone unless said otherwise, and makes sure that the network
/// can read its images.
LoadedData load_fitting(const std::string& source, const Network<float>& network,
                        const ParallelFor& parallel, decltype(load_digits)& load = load_digits) {
  LoadedData data = load(source, parallel);
  naming_file(source, [&] { check_fits(network.spec().input, data.dataset); });
  return data;
}

/// The plan's teachers, which it then points to.
std::vector<LoadedModel> load_teachers(TrainingPlan& plan) {
  std::vector<LoadedModel> teachers;
  teachers.reserve(plan.teachers.size());  // they must stay where they are
  for (const std::string& file : plan.teachers) {
    const LoadedModel& teacher = teachers.emplace_back(load_trained_model(file));
    plan.teacher_checksums.push_back(teacher.sha256.value());
    plan.trainer.distillation.teachers.push_back(&teacher.network);
  }
  return teachers;
}

void remember_advice(Distillation& distillation, const AdviceFolder& folder) {
  distillation.recall = [&folder](int variation) { return folder.recall(variation); };
  distillation.keep = [&folder](int variation, const Matrix<float>& advice) {
    folder.keep(variation, advice);
  };
}

/// The samples to train and to validate on, as parts of one dataset.
struct TrainingData {
  LoadedData train;                      ///< with the parts of `validation` appended
  std::vector<SourceRecord> validation;  ///< sources of their own; none when split off
  Split split;
};

TrainingData load_training_data(const TrainingPlan& plan, const Network<float>& network,
                                const ParallelFor& parallel) {
  TrainingData data;
  data.train = load_fitting(plan.data, network, parallel, load_data);
  Dataset& dataset = data.train.dataset;
  if (plan.validation.empty()) {
    data.split = split_by_writer(dataset, plan.validation_split, plan.trainer.seed);
    return data;
  }
  LoadedData validation = load_fitting(plan.validation, network, parallel);
  data.split.train = all_indices(dataset.size());
  for (const ImageSet& part : validation.dataset.parts()) dataset.add(part);
  for (Index i = static_cast<Index>(data.split.train.size()); i < dataset.size(); ++i) {
    data.split.validation.push_back(i);
  }
  data.validation = std::move(validation.sources);
  return data;
}

Progress::Style progress_style(bool json) {
  if (isatty(json ? STDERR_FILENO : STDOUT_FILENO) != 0) return Progress::Style::kBar;
  return json ? Progress::Style::kSilent : Progress::Style::kLines;
}

/// Trains to the end, with a checkpoint after each epoch. Returns the signal that stopped it, or 0.
int run_epochs(const TrainingPlan& plan, Trainer& trainer, const Json& identity,
               std::vector<double>& seconds) {
  using Clock = std::chrono::steady_clock;
  Progress progress(plan.json ? std::cerr : std::cout, progress_style(plan.json),
                    plan.trainer.epochs, trainer.epoch());
  const GracefulInterrupt interrupt;
  Clock::time_point begin = Clock::now();
  while (!trainer.finished()) {
    const int epoch = trainer.epoch();
    const double loss = trainer.advance_batch();
    progress.batch_done(trainer, loss);
    if (trainer.epoch() > epoch) {
      seconds.push_back(std::chrono::duration<double>(Clock::now() - begin).count());
      // First kept, then told: an epoch that was printed is never lost.
      save_checkpoint(plan, {identity, trainer.state(), seconds});
      progress.epoch_done(trainer.history().back(), seconds.back());
      begin = Clock::now();
    }
    if (interrupt.signal() != 0 && !trainer.finished()) {
      progress.finish();
      return interrupt.signal();
    }
  }
  progress.finish();
  return 0;
}

/// The network as it ships: normalizations folded, calibrated on validation samples, numbers as the
/// file will hold them. All final figures are taken from this one.
Network<float> make_shippable(const Network<float>& trained, const Dataset& data,
                              const std::vector<Index>& validation, TensorType precision,
                              const ParallelFor& parallel) {
  Network<float> network = fold(trained);
  network.set_calibration({});
  const std::vector<Index> digits = digits_among(data, validation);
  Calibration calibration;
  if (network.output_kind() == OutputKind::kSoftmax) {
    const Matrix<float> logits = predict_logits(network, data, digits, parallel);
    const double temperature = fit_temperature(logits, labels_of(data, digits));
    if (network.divide_logits(temperature)) calibration.temperature = temperature;
  }
  for (float& value : network.parameters()) value = round_to(precision, value);
  Matrix<float> probabilities = predict_logits(network, data, digits, parallel);
  network.to_probabilities(probabilities);
  std::vector<float> confidences;
  for (Index i = 0; i < probabilities.rows(); ++i) {
    confidences.push_back(probabilities.row(i).maxCoeff());
  }
  calibration.sure_probability = refusal_threshold(std::move(confidences), kRefusedShare);
  network.set_calibration(calibration);
  return network;
}

/// The validation sources one by one; they are the last parts of `data`.
Json validation_figures(const Network<float>& network, const Dataset& data,
                        const std::vector<SourceRecord>& sources, const ParallelFor& parallel) {
  Json rows = Json::array();
  std::size_t part = data.parts().size() - sources.size();
  for (const SourceRecord& source : sources) {
    const Answers answers = answer_all(network, Dataset(data.parts()[part++]), parallel);
    Json row = {{"source", source.source}};
    row.update(summary_json(answers.evaluation));
    row["confusion"] = confusion_json(answers.evaluation.confusion);
    row["confidence"] = confidence_json(answers.confidence);
    rows.push_back(std::move(row));
  }
  return rows;
}

void print_validation(const Json& rows) {
  for (const Json& row : rows) {
    std::cout << "validation on " << row.at("source").get<std::string>() << ": accuracy "
              << percent(row.at("accuracy").get<double>()) << " of "
              << thousands(row.at("samples").get<Index>()) << "\n";
  }
}

void print_summary(const TrainingPlan& plan, const TrainingRecord& record) {
  if (plan.json) {
    double total = 0;
    for (const double seconds : record.seconds) total += seconds;
    Json result = {{"out", plan.out},
                   {"epochs", record.history.size()},
                   {"loss", record.history.back().loss},
                   {"accuracy", record.history.back().accuracy},
                   {"seconds", total},
                   {"validation", record.validation_figures},
                   {"test", make_training_metadata(plan, record).at("test")}};
    std::cout << json_text(result) << "\n";
    return;
  }
  print_validation(record.validation_figures);
  if (record.test) {
    std::cout << "\ntest on " << plan.test << "\n";
    print_evaluation(std::cout, record.test->answers.evaluation);
    std::cout << "\n";
  }
  std::cout << "wrote " << plan.model_path() << " and " << plan.report_path() << "\n";
}

int report_interrupt(const TrainingPlan& plan, const Trainer& trainer, int signal) {
  std::cerr << "digitlab: interrupted in epoch " << trainer.epoch() + 1 << " of "
            << plan.trainer.epochs << "; to go on, give the same command with --resume"
            << std::endl;
  return 128 + signal;
}

int report_finished(const TrainingPlan& plan) {
  if (plan.json) {
    std::cout << json_text({{"out", plan.out}, {"finished", true}}) << "\n";
  } else {
    std::cout << plan.out << " is finished; to train its network further, start from --model "
              << plan.model_path() << "\n";
  }
  return 0;
}

}  // namespace

int train(TrainingPlan plan, const std::vector<std::string>& arguments) {
  LoadedModel model = load_model_source(plan.model);
  Network<float>& network = model.network;
  const std::vector<LoadedModel> teachers = load_teachers(plan);
  ThreadPool pool(plan.threads);
  const ParallelFor parallel = pool.parallel_for();

  TrainingData data = load_training_data(plan, network, parallel);
  std::optional<LoadedData> test;
  if (!plan.test.empty()) test = load_fitting(plan.test, network, parallel);
  std::optional<LoadedData> pictures;
  if (!plan.pictures.empty()) pictures = load_fitting(plan.pictures, network, parallel);

  if (plan.resume && is_finished(plan, model, data.train.sources, data.validation)) {
    return report_finished(plan);
  }
  if (!model.trained) network.initialize(plan.trainer.seed);
  TrainingRecord record;
  record.start = start_json(model);
  record.train = data.train.sources;
  record.validation = data.validation;
  record.validation_samples = static_cast<Index>(data.split.validation.size());
  const Json identity = training_identity(plan, model, data.train.sources, data.validation);
  std::optional<AdviceFolder> advice;
  if (!plan.advice.empty()) {
    advice.emplace(plan.advice, identity);
    remember_advice(plan.trainer.distillation, *advice);
  }
  Trainer trainer(network, data.train.dataset, std::move(data.split.train), data.split.validation,
                  plan.trainer, parallel);

  prepare_folder(plan);
  if (const auto checkpoint = read_checkpoint(plan, identity)) {
    naming_file(plan.checkpoint_path(), [&] { trainer.restore(checkpoint->state); });
    record.seconds = checkpoint->seconds;
  } else {
    // From here on the folder says that a training is under way, even before the first epoch.
    save_checkpoint(plan, {identity, trainer.state(), {}});
  }
  if (const int signal = run_epochs(plan, trainer, identity, record.seconds)) {
    return report_interrupt(plan, trainer, signal);
  }

  record.history = trainer.history();
  const Network<float> shipped =
      make_shippable(network, data.train.dataset, data.split.validation, plan.precision, parallel);
  record.validation_figures =
      validation_figures(shipped, data.train.dataset, data.validation, parallel);
  record.refusals = measure_refusals(shipped, parallel);
  if (test) record.test = Examined{&*test, answer_all(shipped, test->dataset, parallel)};
  if (pictures) {
    record.pictures = Examined{&*pictures, answer_all(shipped, pictures->dataset, parallel)};
  } else {
    record.pictures = record.test;
  }
  write_results(plan, shipped, record, command_line(arguments));
  print_summary(plan, record);
  return 0;
}

}  // namespace digitlab::tools
