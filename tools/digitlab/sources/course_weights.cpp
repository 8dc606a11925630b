#include <cmath>

#include "sources/course_files.hpp"
#include "sources/mat_file.hpp"

namespace digitlab::tools {
namespace {

constexpr std::size_t kMaxLayers = 16;
constexpr Index kMostWeights = 10'000'000;  // of a layer; the course's has 10,025

std::string theta_name(std::size_t layer) { return "Theta" + std::to_string(layer + 1); }

void check_size(const std::string& name, const MatArray& array) {
  if (array.rows * array.columns > kMostWeights) {
    throw Error(describe(name, array) + ", more weights than can be read");
  }
}

/// Theta1 … ThetaL, each checked to fit the one before it.
std::vector<MatArray> read_thetas(const MatVariables& variables) {
  std::vector<MatArray> thetas{variables.array(theta_name(0))};
  while (variables.arrays.count(theta_name(thetas.size())) != 0) {
    thetas.push_back(variables.array(theta_name(thetas.size())));
  }
  for (std::size_t l = 0; l < thetas.size(); ++l) {
    const std::string found = describe(theta_name(l), thetas[l]);
    if (thetas[l].type != "double" && thetas[l].type != "single") {
      throw Error(found + ", expected double or single");
    }
    if (l == 0 && thetas[l].columns != 401 && thetas[l].columns != 785) {
      throw Error(found + ", expected 401 or 785 columns (the bias and 20×20 or 28×28 pixels)");
    }
    if (l > 0 && thetas[l].columns != thetas[l - 1].rows + 1) {
      throw Error(found + ", expected " + std::to_string(thetas[l - 1].rows + 1) +
                  " columns (the bias and the rows of " + theta_name(l - 1) + ")");
    }
    for (Index i = 0; i < thetas[l].rows * thetas[l].columns; ++i) {
      if (!std::isfinite(thetas[l][i]))
        throw Error(theta_name(l) + " holds a value that is not finite");
    }
  }
  if (thetas.back().rows != kClasses) {
    throw Error(describe(theta_name(thetas.size() - 1), thetas.back()) +
                ", expected 10 rows, one for each digit");
  }
  return thetas;
}

NetworkSpec spec_of(const std::vector<MatArray>& thetas) {
  NetworkSpec spec;
  spec.name = "course_weights";
  const Index side = thetas.front().columns == 401 ? 20 : 28;
  spec.input = {side, side, PixelOrder::kColumnMajor};
  for (std::size_t l = 0; l < thetas.size(); ++l) {
    spec.layers.emplace_back(DenseSpec{theta_name(l), thetas[l].rows, Activation::kSigmoid,
                                       Initializer::kGlorotUniform});
  }
  return spec;
}

}  // namespace

Network<float> read_course_weights(const std::string& path, std::span<const std::uint8_t> bytes) {
  std::vector<std::string> names;
  for (std::size_t l = 0; l < kMaxLayers; ++l) names.push_back(theta_name(l));
  const std::vector<MatArray> thetas = read_thetas(read_mat(path, bytes, names, check_size));
  Network<float> network(spec_of(thetas));
  const std::span<float> parameters = network.parameters();
  for (std::size_t l = 0; l < thetas.size(); ++l) {
    const MatArray& theta = thetas[l];
    const Index units = theta.rows;
    // Parameters of a dense layer: kernel (I,O), then bias (O).
    const auto kernel = static_cast<std::size_t>(network.parameter_table()[2 * l].offset);
    const auto bias = static_cast<std::size_t>(network.parameter_table()[2 * l + 1].offset);
    const bool is_output = l + 1 == thetas.size();
    for (Index unit = 0; unit < units; ++unit) {
      // Rows of the last matrix are MATLAB's labels 1 … 10, and label 10 is the digit 0.
      const Index row = is_output ? (unit + kClasses - 1) % kClasses : unit;
      const auto at = static_cast<std::size_t>(unit);
      parameters[bias + at] = static_cast<float>(theta[row]);
      for (Index i = 0; i + 1 < theta.columns; ++i) {
        parameters[kernel + static_cast<std::size_t>(i * units) + at] =
            static_cast<float>(theta[(i + 1) * units + row]);
      }
    }
  }
  return network;
}

}  // namespace digitlab::tools
