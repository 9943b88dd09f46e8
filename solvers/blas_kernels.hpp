// SPDX-License-Identifier: Apache-2.0
// The kernels that OpenBLAS picks for this processor, and its memory.
#pragma once

#include <string>

namespace spondyl {

// OpenBLAS chooses its kernels by processor model when it is loaded, and takes the slowest (SSE3) for models younger
// than itself: a factor of four in factorisations. If that has happened although the processor has wider units, this
// sets OPENBLAS_CORETYPE and starts the program anew with the same arguments; otherwise it returns. Call first thing
// in main(). A value of OPENBLAS_CORETYPE set by the user is left alone.
void choose_blas_kernels(char** argv);

// Name of the kernels in use, e.g. "SkylakeX".
std::string blas_kernels();

// OpenBLAS may be called by several threads at once from here on; `callers` says how many. Throws SolveError if the
// memory for that is not to be had. Its own threads are the caller's business (solvers/thread_counts.hpp).
void prepare_blas(int callers);

}  // namespace spondyl
