// SPDX-License-Identifier: Apache-2.0
#include "app/command.hpp"
#include "solvers/blas_kernels.hpp"

int main(int argc, char** argv) {
    spondyl::choose_blas_kernels(argv);
    return spondyl::app::run_command_line(argc, argv);
}
