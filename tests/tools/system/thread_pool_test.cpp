#include "system/thread_pool.hpp"

#include <atomic>
#include <stdexcept>

#include <gtest/gtest.h>

namespace digitlab::tools {
namespace {

TEST(ThreadPool, RunsEachIndexOnce) {
  ThreadPool pool(4);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::atomic<int>> runs(37);
    pool.run(37, [&](Index i) { ++runs[static_cast<std::size_t>(i)]; });
    for (const auto& count : runs) ASSERT_EQ(count.load(), 1);
  }
}

TEST(ThreadPool, PassesOnAnExceptionAndGoesOnWorking) {
  ThreadPool pool(3);
  for (int round = 0; round < 50; ++round) {
    EXPECT_THROW(pool.run(20,
                          [](Index i) {
                            if (i == 7) throw std::runtime_error("seven");
                          }),
                 std::runtime_error);
    std::atomic<int> sum = 0;
    pool.run(10, [&](Index i) { sum += static_cast<int>(i); });
    EXPECT_EQ(sum.load(), 45);
  }
}

TEST(ThreadPool, OfOneThreadIsThePlainLoop) {
  ThreadPool pool(1);
  std::vector<Index> order;
  pool.run(5, [&](Index i) { order.push_back(i); });
  EXPECT_EQ(order, (std::vector<Index>{0, 1, 2, 3, 4}));
}

}  // namespace
}  // namespace digitlab::tools
