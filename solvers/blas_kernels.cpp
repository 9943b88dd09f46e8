// SPDX-License-Identifier: Apache-2.0
#include "solvers/blas_kernels.hpp"

#include <unistd.h>

#include <cstdlib>

// Declared here because not every OpenBLAS header has it.
extern "C" char* openblas_get_corename();

namespace spondyl {

std::string blas_kernels() {
    return openblas_get_corename();
}

void choose_blas_kernels(char** argv) {
#if defined(__x86_64__)
    constexpr const char* variable = "OPENBLAS_CORETYPE";
    if (std::getenv(variable) != nullptr || blas_kernels() != "Prescott") return;
    const char* wider = nullptr;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")) {
        wider = "SkylakeX";
    } else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        wider = "Haswell";
    }
    if (wider == nullptr) return;
    setenv(variable, wider, 1);
    execv("/proc/self/exe", argv);
    // Still here: no /proc. The slow kernels give the same answers.
    unsetenv(variable);
#else
    (void)argv;
#endif
}

}  // namespace spondyl
