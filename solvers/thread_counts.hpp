// SPDX-License-Identifier: Apache-2.0
// The threads of OpenMP and OpenBLAS, which belong to the process: taken for a time and given back.
#pragma once

namespace spondyl {

// While one of these lives, parallel loops of this thread run on `openmp` threads (0: one per processor) and OpenBLAS
// on one, because its sums depend on the number of its threads. Afterwards both are as before. Several threads of a
// process may each have one: OpenBLAS gets its own threads back when the last is gone.
class ThreadCounts {
  public:
    explicit ThreadCounts(int openmp);
    ~ThreadCounts();
    ThreadCounts(const ThreadCounts&) = delete;
    ThreadCounts& operator=(const ThreadCounts&) = delete;

  private:
    int openmp_before_;
};

}  // namespace spondyl
