#include "train/training_data.hpp"

#include <utility>

namespace digitlab::tools {
TrainingData load_training_data(const TrainingPlan& plan, const Network<float>& network,
                                const ParallelFor& parallel) {
  TrainingData data;
  const InputFormat& format = network.spec().input;
  data.train = load_fitting(plan.data, Content::kAnything, format, parallel);
  Dataset& dataset = data.train.dataset;
  if (plan.validation.empty()) {
    data.split = split_by_writer(dataset, plan.validation_split, plan.trainer.seed);
    return data;
  }
  LoadedData validation = load_fitting(plan.validation, Content::kDigits, format, parallel);
  data.split.train = all_indices(dataset.size());
  for (const ImageSet& part : validation.dataset.parts()) dataset.add(part);
  for (Index i = static_cast<Index>(data.split.train.size()); i < dataset.size(); ++i) {
    data.split.validation.push_back(i);
  }
  data.validation = std::move(validation.sources);
  return data;
}

std::optional<LoadedData> load_other_data(const std::string& source, const Network<float>& network,
                                          const ParallelFor& parallel) {
  if (source.empty()) return std::nullopt;
  return load_fitting(source, Content::kDigits, network.spec().input, parallel);
}

}  // namespace digitlab::tools
