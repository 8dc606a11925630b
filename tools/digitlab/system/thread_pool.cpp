#include "system/thread_pool.hpp"

#include <algorithm>
#include <utility>

namespace digitlab::tools {

ThreadPool::ThreadPool(int threads)
    : threads_(threads > 0 ? threads
                           : std::max(1, static_cast<int>(std::thread::hardware_concurrency()))) {}

ThreadPool::~ThreadPool() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void ThreadPool::run(Index count, const std::function<void(Index)>& body) {
  if (count <= 1 || threads_ == 1) {
    serial_for(count, body);
    return;
  }
  if (workers_.empty()) start();
  std::unique_lock lock(mutex_);
  body_ = &body;
  next_ = 0;
  count_ = count;
  failure_ = nullptr;
  wake_.notify_all();
  share_loop(lock);
  done_.wait(lock, [this] { return busy_ == 0; });
  body_ = nullptr;
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

// Returns when all threads wait for work: a process that is forked later (see `run_isolated`) must
// not inherit a lock that a thread held while it started.
void ThreadPool::start() {
  for (int i = 1; i < threads_; ++i) workers_.emplace_back([this] { work(); });
  std::unique_lock lock(mutex_);
  done_.wait(lock, [this] { return started_ + 1 == threads_; });
}

void ThreadPool::work() {
  std::unique_lock lock(mutex_);
  ++started_;
  done_.notify_one();
  while (true) {
    wake_.wait(lock, [this] { return stop_ || next_ < count_; });
    if (stop_) return;
    share_loop(lock);
    if (busy_ == 0) done_.notify_one();
  }
}

void ThreadPool::share_loop(std::unique_lock<std::mutex>& lock) {
  ++busy_;
  while (next_ < count_) {
    const Index i = next_++;
    lock.unlock();
    std::exception_ptr failure;
    try {
      (*body_)(i);
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    if (failure && !failure_) failure_ = failure;
    if (failure) next_ = count_;
  }
  --busy_;
}

}  // namespace digitlab::tools
