// SPDX-License-Identifier: Apache-2.0
// The kernels that OpenBLAS selects for this processor, and its memory.
#pragma once

#include <string>

namespace spondyl {

// OpenBLAS selects its kernels by processor model when it is loaded, and takes the slowest (SSE3) for models newer than
// itself: a factor of four in factorisations. If that has happened although the processor has wider vector units, this
// sets OPENBLAS_CORETYPE and restarts the program with the same arguments; otherwise it returns. Must be the first call
// in main(). A value of OPENBLAS_CORETYPE set by the user is left unchanged.
void choose_blas_kernels(char** argv);

// Name of the kernels in use, e.g. "SkylakeX".
std::string blas_kernels();

// Prepares OpenBLAS for calls by `callers` threads at once. Throws SolveError if the memory for that is not available.
// The number of OpenBLAS's own threads is left to the caller (solvers/thread_counts.hpp).
void prepare_blas(int callers);

}  // namespace spondyl
