/// @file
/// The error of somebody who asked for something that cannot be meant.
#pragma once

#include <stdexcept>

namespace digitlab::tools {

/// A command line that makes no sense, whatever the files hold: exit code 2. Everything else that
/// goes wrong is a `digitlab::Error`: exit code 1.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace digitlab::tools
