#include "digitlab/train/weight_average.hpp"

#include <algorithm>
#include <string>

#include "digitlab/math/error.hpp"
#include "digitlab/math/matrix.hpp"

namespace digitlab {

WeightAverage::WeightAverage(double decay, std::span<const float> parameters) : decay_(decay) {
  if (decay_ > 0) values_.assign(parameters.begin(), parameters.end());
}

void WeightAverage::update(std::span<const float> parameters, std::int64_t step) {
  if (!exists()) return;
  const auto t = static_cast<double>(step);
  const auto decay = static_cast<float>(std::min(decay_, (1 + t) / (10 + t)));
  Eigen::Map<Eigen::ArrayXf> average(values_.data(), static_cast<Index>(values_.size()));
  average = decay * average +
            (1 - decay) * Eigen::Map<const Eigen::ArrayXf>(parameters.data(), average.size());
}

void WeightAverage::restore(const std::vector<float>& values) {
  if (values.size() != values_.size()) {
    throw Error("the saved state has an average of " + std::to_string(values.size()) +
                " parameters, expected " + std::to_string(values_.size()));
  }
  values_ = values;
}

}  // namespace digitlab
