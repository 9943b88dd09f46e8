// SPDX-License-Identifier: Apache-2.0
// The numbers of threads of OpenMP and OpenBLAS, which belong to the process: set for a time and restored.
#pragma once

namespace spondyl {

// While an object of this class exists, parallel loops of this thread run on `openmp` threads (0: one per processor)
// and OpenBLAS on one, because its sums depend on the number of its threads. Afterwards both are restored. Several
// threads of a process may each have such an object: OpenBLAS gets its own threads back when the last one is destroyed.
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
