// Watches every allocation of the test program, so that a test can forbid them in a hot step, or
// make one of them fail.
#pragma once

namespace digitlab {

// Calls of operator new so far. Eigen allocates by other means and watches over itself, see
// EIGEN_RUNTIME_NO_MALLOC.
long allocation_count();

// While it exists, allocation number `nth` of this thread, counted from 1, fails: as when memory
// has run out, but only once. Where the linker can wrap `malloc`, which Eigen calls, its calls
// count too. Those that ask for nothrow memory have another way and do not count.
class FailingAllocation {
 public:
  explicit FailingAllocation(long nth);
  ~FailingAllocation();
  FailingAllocation(const FailingAllocation&) = delete;
  FailingAllocation& operator=(const FailingAllocation&) = delete;

  // Whether it has come to that.
  bool happened() const;
};

}  // namespace digitlab
