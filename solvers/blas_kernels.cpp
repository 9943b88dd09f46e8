// SPDX-License-Identifier: Apache-2.0
#include "solvers/blas_kernels.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <mutex>

#include "core/error.hpp"

// Declared here because not every OpenBLAS header has them.
extern "C" {
char* openblas_get_corename();
// NOLINTNEXTLINE(readability-identifier-naming): as the library has it
void dtrsm_(const char* side, const char* uplo, const char* trans, const char* diag, const int* m, const int* n,
            const double* alpha, const double* a, const int* lda, double* b, const int* ldb);
}

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
    // The program was not restarted, as there is no /proc. The slow kernels give the same results.
    unsetenv(variable);
#else
    (void)argv;
#endif
}

// When several callers use OpenBLAS for the first time at once, it maps work space for each of them and retries for
// ever if the system refuses it. Therefore the mapping is tried first, and the first call is made while it can still
// succeed.
void prepare_blas(int callers) {
    static std::mutex mutex;
    static int prepared = 0;
    const std::lock_guard lock(mutex);
    if (callers <= prepared) return;
    constexpr std::size_t bytes_each = std::size_t{130} << 20U;
    const std::size_t bytes = bytes_each * static_cast<std::size_t>(callers - prepared);
    void* const trial =
        mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (trial == MAP_FAILED) {
        throw SolveError(
            fmt::format("not enough memory for the linear solver: {} MB of it cannot be mapped", bytes >> 20U));
    }
    munmap(trial, bytes);
    if (prepared == 0) {
        constexpr int size = 2;
        constexpr double one = 1.0;
        const std::array<double, size* size> identity = {1.0, 0.0, 0.0, 1.0};
        std::array<double, size* size> unchanged = identity;
        dtrsm_("L", "L", "N", "N", &size, &size, &one, identity.data(), &size, unchanged.data(), &size);
    }
    prepared = callers;
}

}  // namespace spondyl
