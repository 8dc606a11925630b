#include "support/allocations.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<long> allocations{0};
thread_local long until_failure = 0;  // 0: none fails

bool must_fail() { return until_failure > 0 && --until_failure == 0; }

}  // namespace

#ifdef __EMSCRIPTEN__

namespace {
void* plain_malloc(std::size_t size) { return std::malloc(size == 0 ? 1 : size); }
}  // namespace

#else

// The linker hands calls of `malloc` to the second and its own to the first (--wrap=malloc).
extern "C" {
void* __real_malloc(std::size_t size);  // NOLINT(bugprone-reserved-identifier)
void* __wrap_malloc(std::size_t size);  // NOLINT(bugprone-reserved-identifier)
void* __wrap_malloc(std::size_t size) { return must_fail() ? nullptr : __real_malloc(size); }
}

namespace {
// Not wrapped: operator new counts for itself.
void* plain_malloc(std::size_t size) { return __real_malloc(size == 0 ? 1 : size); }
}  // namespace

#endif

// In a file of its own: inlined into its callers, the pair looks mismatched to the compiler.
void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = must_fail() ? nullptr : plain_malloc(size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  ++allocations;
  return plain_malloc(size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace digitlab {

long allocation_count() { return allocations; }

FailingAllocation::FailingAllocation(long nth) { until_failure = nth; }
FailingAllocation::~FailingAllocation() { until_failure = 0; }
bool FailingAllocation::happened() const { return until_failure == 0; }

}  // namespace digitlab
