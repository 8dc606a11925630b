// Counts every allocation of the test program, so that a test can forbid them in a hot step.
#pragma once

namespace digitlab {

// Calls of operator new so far. Eigen allocates by other means and watches over itself, see
// EIGEN_RUNTIME_NO_MALLOC.
long allocation_count();

}  // namespace digitlab
