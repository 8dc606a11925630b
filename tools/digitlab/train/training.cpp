#include "train/training.hpp"

#include <chrono>
#include <csignal>
#include <iostream>
#include <optional>
#include <utility>

#include <unistd.h>

#include "report/report.hpp"
#include "sources/source_list.hpp"
#include "system/interrupt.hpp"
#include "system/printable.hpp"
#include "system/thread_pool.hpp"
#include "train/advice_folder.hpp"
#include "train/checkpoint.hpp"
#include "train/progress.hpp"
#include "train/shipping.hpp"
#include "train/training_data.hpp"
#include "train/training_folder.hpp"

namespace digitlab::tools {
namespace {

/// The plan's teachers, which it then points to.
std::vector<LoadedModel> load_teachers(TrainingPlan& plan) {
  std::vector<LoadedModel> teachers;
  if (plan.teachers.empty()) return teachers;
  const std::vector<std::string> files = split_list(plan.teachers);
  teachers.reserve(files.size());  // they must stay where they are
  for (const std::string& file : files) {
    const LoadedModel& teacher = teachers.emplace_back(load_trained_model(unescape(file)));
    plan.teacher_checksums.push_back(teacher.sha256.value());
    plan.distillation.teachers.push_back(&teacher.network);
  }
  return teachers;
}

void remember_advice(Distillation& distillation, const AdviceFolder& folder) {
  distillation.recall = [&folder](int variation) { return folder.recall(variation); };
  distillation.keep = [&folder](int variation, const Matrix<float>& advice) {
    folder.keep(variation, advice);
  };
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

/// The network as it ships; nothing when a signal came while its refusals were fitted.
std::optional<Model> finish(const TrainingPlan& plan, const Network<float>& network,
                            const TrainingData& data, const ParallelFor& parallel) {
  const GracefulInterrupt interrupt;
  const bool shows = progress_style(plan.json) == Progress::Style::kBar;
  std::ostream& out = plan.json ? std::cerr : std::cout;
  const RefusalFit fit{plan.no_digit_unit, [&](int step, double loss) {
                         if (shows) {
                           out << "\rwhat it refuses: step " << step << "  loss " << fixed(loss, 4)
                               << "\033[K" << std::flush;
                         }
                         return interrupt.signal() == 0;
                       }};
  std::optional<Model> model;
  try {
    model = make_shippable(network, data.train.dataset, data.split, plan.precision, fit, parallel);
  } catch (const Interrupted&) {
  }
  if (shows) out << "\r\033[K" << std::flush;
  return model;
}

void print_validation(const Json& rows) {
  for (const Json& row : rows) {
    std::cout << "validation on " << printable(row.at("source").get<std::string>()) << ": accuracy "
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
    std::cout << "\ntest on " << printable(plan.test) << "\n";
    print_evaluation(std::cout, record.test->answers.evaluation);
    std::cout << "\n";
  }
  std::cout << "wrote " << printable(plan.model_path()) << " and " << printable(plan.report_path())
            << "\n";
}

int report_interrupt(const TrainingPlan& plan, const Trainer& trainer, int signal) {
  std::cerr << "digitlab: interrupted ";
  if (trainer.finished()) {
    std::cerr << "after the last epoch";
  } else {
    std::cerr << "in epoch " << trainer.epoch() + 1 << " of " << plan.trainer.epochs;
  }
  std::cerr << "; to go on, give the same command with --resume" << std::endl;
  return 128 + signal;
}

int report_finished(const TrainingPlan& plan) {
  if (plan.json) {
    std::cout << json_text({{"out", plan.out}, {"finished", true}}) << "\n";
  } else {
    std::cout << printable(plan.out)
              << " is finished; to train its network further, start from --model "
              << printable(plan.model_path()) << "\n";
  }
  return 0;
}

}  // namespace

int train(TrainingPlan plan, const std::vector<std::string>& arguments) {
  ClaimedFolder folder(plan);
  LoadedModel model = load_model_source(plan.model);
  Network<float>& network = model.network;
  const std::vector<LoadedModel> teachers = load_teachers(plan);
  ThreadPool pool(plan.threads);
  const ParallelFor parallel = pool.parallel_for();

  TrainingData data = load_training_data(plan, network, parallel);
  const std::optional<LoadedData> test = load_other_data(plan.test, network, parallel);
  const std::optional<LoadedData> pictures = load_other_data(plan.pictures, network, parallel);

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
    remember_advice(plan.distillation, *advice);
  }
  AugmentedSamples varied(data.train.dataset, plan.augmentation, plan.trainer.seed,
                          plan.variations);
  std::optional<TaughtSamples> taught;
  if (!teachers.empty()) taught.emplace(varied, plan.distillation);
  SampleSource& samples = taught ? static_cast<SampleSource&>(*taught) : varied;
  Trainer trainer(network, samples, data.split, plan.trainer, parallel);

  folder.prepare(plan);
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
  const std::optional<Model> finished = finish(plan, network, data, parallel);
  if (!finished) return report_interrupt(plan, trainer, SIGINT);
  const Model& shipped = *finished;
  record.validation_figures =
      validation_json(shipped, data.train.dataset, data.validation, parallel);
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
