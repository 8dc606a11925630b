/// @file
/// Core's parallel loop on threads.
#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "digitlab/math/parallel.hpp"

namespace digitlab::tools {

/// Threads that wait for loops to share. One loop at a time, from one caller, which works along.
class ThreadPool {
 public:
  /// Threads start with the first loop that can use them.
  /// @param threads  that compute at once, the caller among them; 0 for one a processor
  explicit ThreadPool(int threads = 0);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  /// See `ParallelFor`. The first exception that a body throws is thrown again here, after the rest
  /// of the loop has been given up.
  void run(Index count, const std::function<void(Index)>& body);

  /// `run` in the form that core takes; refers to this pool.
  ParallelFor parallel_for() {
    return [this](Index count, const std::function<void(Index)>& body) { run(count, body); };
  }

 private:
  void start();
  void work();
  void share_loop(std::unique_lock<std::mutex>& lock);

  const int threads_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable done_;
  // All below are guarded by mutex_.
  const std::function<void(Index)>* body_ = nullptr;
  Index next_ = 0;   // first index not handed out
  Index count_ = 0;  // of the loop under way
  int busy_ = 0;     // threads that share the loop
  int started_ = 0;  // workers that have come to wait
  std::exception_ptr failure_;
  bool stop_ = false;

  std::vector<std::thread> workers_;
};

}  // namespace digitlab::tools
