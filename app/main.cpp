// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "app/command.hpp"
#include "solvers/blas_kernels.hpp"

int main(int argc, char** argv) {
    // A file that exceeds a size limit is reported as an error, like a full disc, and does not end the process.
    std::signal(SIGXFSZ, SIG_IGN);
    spondyl::choose_blas_kernels(argv);
    // Software rendering gives the same picture with and without a graphics card; a setting of the user takes
    // precedence.
    setenv("LIBGL_ALWAYS_SOFTWARE", "1", 0);
    const int exit_code = spondyl::app::run_command_line(argc, argv);
    // The destructors of libraries are not run: OpenBLAS joins its threads there, and a thread that was refused its
    // memory retries for ever.
    std::fflush(nullptr);
    std::_Exit(exit_code);
}
