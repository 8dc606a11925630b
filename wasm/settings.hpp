// A training's settings, out of a JavaScript object.
#pragma once

#include <emscripten/val.h>

#include "digitlab/formats/report.hpp"

namespace digitlab::wasm {

// The lab's recipe where an object says nothing; undefined says nothing at all.
// Throws Error naming the setting, its value and its range; also when there is no such setting.
TrainingSettings to_training_settings(const emscripten::val& settings);

}  // namespace digitlab::wasm
