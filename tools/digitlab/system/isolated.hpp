/// @file
/// Code that is not trusted with damaged input, run where it can do no harm.
#pragma once

#include <functional>

#include "system/input_file.hpp"

namespace digitlab::tools {

/// Runs `work` in a child process, silenced and with bounded memory and processor time, and returns
/// what it returned. matio and HDF5 crash, hang or print on some damaged files; there, that costs a
/// child.
/// @throws Error with the message of an exception that `work` threw, or saying that the file is
///         damaged when the child did not end as it should
Bytes run_isolated(const std::function<Bytes()>& work);

}  // namespace digitlab::tools
