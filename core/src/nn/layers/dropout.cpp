#include "digitlab/nn/layers/dropout.hpp"

#include "nn/layers/trainable.hpp"

namespace digitlab {
namespace {

template <typename T>
class Dropout final : public Trainable<Dropout<T>, DropoutSpec, T> {
 public:
  Dropout(const DropoutSpec& spec, Shape shape)
      : Trainable<Dropout<T>, DropoutSpec, T>(spec.name, shape, shape), rate_(spec.rate) {}

  // The factor of each value: 0 or 1 / (1 - rate).
  Index cache_size(Index rows) const override { return rows * this->input_size(); }

  void forward(std::span<const T> /*parameters*/, const ConstMatrixRef<T>& x, MatrixRef<T> y,
               const Pass<T>& pass) const override {
    if (!pass.training) {
      y = x;
      return;
    }
    const T kept = static_cast<T>(1 / (1 - rate_));
    MatrixMap<T> factors = this->factors(x.rows(), pass);
    for (Index i = 0; i < factors.size(); ++i) {
      factors.data()[i] = pass.random->chance(rate_) ? T{0} : kept;
    }
    y = x.cwiseProduct(factors);
  }

  void add_gradient(std::span<const T> /*parameters*/, const ConstMatrixRef<T>& /*x*/,
                    const ConstMatrixRef<T>& y, MatrixRef<T> dy, std::span<T> /*gradient*/,
                    MatrixRef<T>* dx, const Pass<T>& pass) const {
    if (dx == nullptr) return;
    if (pass.training) {
      *dx = dy.cwiseProduct(factors(y.rows(), pass));
    } else {
      *dx = dy;
    }
  }

 private:
  MatrixMap<T> factors(Index rows, const Pass<T>& pass) const {
    return {pass.cache.data() + pass.first * this->input_size(), rows, this->input_size()};
  }

  double rate_;
};

}  // namespace

template <typename T>
LayerPointer<T> DropoutSpec::make(Shape input) const {
  return std::make_unique<Dropout<T>>(*this, input);
}

template LayerPointer<float> DropoutSpec::make<float>(Shape) const;
template LayerPointer<double> DropoutSpec::make<double>(Shape) const;

template <>
void allow_training_of<DropoutSpec, float>() {
  Dropout<float>::allow_training();
}
template <>
void allow_training_of<DropoutSpec, double>() {
  Dropout<double>::allow_training();
}

}  // namespace digitlab
