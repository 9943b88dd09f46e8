// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "app/command.hpp"
#include "solvers/blas_kernels.hpp"

int main(int argc, char** argv) {
    // A file that grows beyond a limit is an error that is told, as a full disc is, not the end of the process.
    std::signal(SIGXFSZ, SIG_IGN);
    spondyl::choose_blas_kernels(argv);
    // Software drawing gives the same picture with and without a graphics card; a user's own setting wins.
    setenv("LIBGL_ALWAYS_SOFTWARE", "1", 0);
    const int exit_code = spondyl::app::run_command_line(argc, argv);
    // The destructors of libraries are left out: OpenBLAS joins its threads there, and a thread that was refused its
    // memory asks for it for ever.
    std::fflush(nullptr);
    std::_Exit(exit_code);
}
