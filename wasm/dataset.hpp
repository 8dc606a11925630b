// Labelled images that stay in the module's memory.
#pragma once

#include <memory>
#include <utility>

#include <emscripten/val.h>

#include "digitlab/data/dataset.hpp"

namespace digitlab::wasm {

// Never changes, so that whoever works with the samples keeps them, whatever becomes of the handle.
class DatasetHandle {
 public:
  explicit DatasetHandle(Dataset data) : data_(std::make_shared<const Dataset>(std::move(data))) {}

  const std::shared_ptr<const Dataset>& data() const { return data_; }

  int size() const { return static_cast<int>(data_->size()); }
  emscripten::val counts() const;
  emscripten::val image(const emscripten::val& i) const;
  DatasetHandle* joined(const DatasetHandle& other) const;

 private:
  std::shared_ptr<const Dataset> data_;
};

}  // namespace digitlab::wasm
