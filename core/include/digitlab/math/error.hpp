/// @file
/// The one exception that core throws.
#pragma once

#include <stdexcept>
#include <string>

namespace digitlab {

/// Input that cannot be used: a malformed file, a specification that makes no sense, data that does
/// not fit a model. The message names the place, what was found and what was expected, in a form
/// fit to show to a person. Broken invariants of our own are assertions, never this.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace digitlab
