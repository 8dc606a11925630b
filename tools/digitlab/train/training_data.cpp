#include "train/training_data.hpp"

#include <utility>

#include "digitlab/data/preprocessing.hpp"
#include "system/input_file.hpp"

namespace digitlab::tools {
namespace {

/// Loads a source by `load`, digits alone unless said otherwise, and makes sure that the network
/// can read its images.
LoadedData load_fitting(const std::string& source, const Network<float>& network,
                        const ParallelFor& parallel, decltype(load_digits)& load = load_digits) {
  LoadedData data = load(source, parallel);
  naming_file(source, [&] { check_fits(network.spec().input, data.dataset); });
  return data;
}

}  // namespace

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

std::optional<LoadedData> load_other_data(const std::string& source, const Network<float>& network,
                                          const ParallelFor& parallel) {
  if (source.empty()) return std::nullopt;
  return load_fitting(source, network, parallel);
}

}  // namespace digitlab::tools
