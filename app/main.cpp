// SPDX-License-Identifier: Apache-2.0
#include <csignal>

#include "app/command.hpp"
#include "solvers/blas_kernels.hpp"

int main(int argc, char** argv) {
    // A file that grows beyond a limit is an error that is told, as a full disc is, not the end of the process.
    std::signal(SIGXFSZ, SIG_IGN);
    spondyl::choose_blas_kernels(argv);
    return spondyl::app::run_command_line(argc, argv);
}
