#include "digitlab/nn/inspect.hpp"

#include <cassert>
#include <string>

#include "digitlab/math/error.hpp"

namespace digitlab {

template <typename T>
std::vector<Matrix<T>> layer_outputs(const Network<T>& network, const ConstMatrixRef<T>& inputs) {
  assert(inputs.cols() == network.input_size());
  std::vector<Matrix<T>> outputs;
  Matrix<T> x = inputs;
  std::size_t begin = 0;
  for (const auto& layer : network.layers()) {
    const auto count = static_cast<std::size_t>(layer->parameter_count());
    std::vector<T> scratch(static_cast<std::size_t>(layer->scratch_size()));
    Pass<T> pass;
    pass.scratch = scratch;
    Matrix<T> y(x.rows(), layer->output_size());
    layer->forward(network.parameters().subspan(begin, count), x, y, pass);
    begin += count;
    x = y;
    outputs.push_back(std::move(y));
  }
  return outputs;
}

template <typename T>
RowVector<T> input_gradient(const Network<T>& network, std::span<const T> input, Index k) {
  assert(static_cast<Index>(input.size()) == network.input_size());
  if (k < 0 || k >= network.classes()) {
    throw Error("class " + std::to_string(k) + ", expected 0 to " +
                std::to_string(network.classes() - 1));
  }
  Workspace<T> workspace = network.make_workspace(1);
  workspace.input.row(0) = ConstRowVectorMap<T>(input.data(), static_cast<Index>(input.size()));
  network.forward(1, workspace);
  MatrixRef<T> gradient = network.logit_gradient(workspace);
  gradient.setZero();
  gradient(0, k) = T{1};
  std::vector<T> of_parameters(network.parameters().size());
  network.backward(workspace, of_parameters, true);
  return workspace.input_gradient.row(0);
}

template std::vector<Matrix<float>> layer_outputs<float>(const Network<float>&,
                                                         const ConstMatrixRef<float>&);
template std::vector<Matrix<double>> layer_outputs<double>(const Network<double>&,
                                                           const ConstMatrixRef<double>&);
template RowVector<float> input_gradient<float>(const Network<float>&, std::span<const float>,
                                                Index);
template RowVector<double> input_gradient<double>(const Network<double>&, std::span<const double>,
                                                  Index);

}  // namespace digitlab
