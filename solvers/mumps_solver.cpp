// SPDX-License-Identifier: Apache-2.0
// MUMPS back end: sequential library, lower triangle in coordinate form. MUMPS keeps global state, so one solver
// must not be used by two threads at once.
#include <dmumps_c.h>

#include "core/error.hpp"
#include "solvers/blas_kernels.hpp"
#include "solvers/linear_solver.hpp"
#include "solvers/ordering.hpp"

namespace spondyl {

namespace {

constexpr int job_initialise = -1;
constexpr int job_end = -2;
constexpr int job_analyse = 1;
constexpr int job_factor = 2;
constexpr int job_solve = 3;
constexpr int world_communicator = -987654;  // MUMPS' own name for MPI_COMM_WORLD

class MumpsSolver final : public LinearSolver {
  public:
    explicit MumpsSolver(Symmetry symmetry) {
        prepare_blas(1);
        data_.par = 1;
        data_.sym = symmetry == Symmetry::positive_definite ? 1 : 2;
        data_.comm_fortran = world_communicator;
        call(job_initialise);
        for (const int stream : {1, 2, 3}) control(stream) = -1;
        control(4) = 0;    // no printing
        control(7) = 1;    // the ordering comes from here
        control(10) = 0;   // no refinement: Newton and the Krylov solver correct what is left
        control(14) = 30;  // workspace beyond the estimate, per cent
        // A loose body leaves a pivot of rounding errors, not an exact zero: look for pivots small against the scaled
        // matrix, whose entries are at most one.
        control(24) = 1;
        data_.cntl[2] = 1e-14;
    }
    MumpsSolver(const MumpsSolver&) = delete;
    MumpsSolver& operator=(const MumpsSolver&) = delete;
    ~MumpsSolver() override {
        data_.job = job_end;
        dmumps_c(&data_);
    }

    [[nodiscard]] std::string name() const override { return "mumps"; }

    void analyse(const SymmetricMatrix& pattern) override {
        row_.clear();
        column_.clear();
        for (int r = 0; r < pattern.size; ++r) {
            for (int e = pattern.row_start[r]; e < pattern.row_start[r + 1]; ++e) {
                row_.push_back(r + 1);
                column_.push_back(pattern.column[e] + 1);
            }
        }
        data_.n = pattern.size;
        data_.nnz = static_cast<MUMPS_INT8>(row_.size());
        data_.irn = row_.data();
        data_.jcn = column_.data();
        order_ = nested_dissection(pattern);
        for (int& position : order_) ++position;
        data_.perm_in = order_.data();
        call(job_analyse);
    }

    FactorInfo factor(const SymmetricMatrix& matrix) override {
        SPONDYL_ASSERT(matrix.value.size() == row_.size(), "{} values for {} analysed entries", matrix.value.size(),
                       row_.size());
        data_.a = const_cast<double*>(matrix.value.data());  // MUMPS reads only; its C interface lacks const
        constexpr int workspace_too_small = -9;
        constexpr int attempts = 4;
        for (int attempt = 0; attempt < attempts; ++attempt) {
            data_.job = job_factor;
            dmumps_c(&data_);
            if (data_.infog[0] != workspace_too_small) break;
            control(14) *= 2;
        }
        check(job_factor);
        if (data_.infog[27] > 0) throw singular();
        negative_pivots_ = data_.infog[11];
        return {.operations = data_.rinfog[2]};
    }

    [[nodiscard]] int negative_pivots() override { return negative_pivots_; }

    void solve(std::span<double> right_hand_sides) override {
        const auto size = static_cast<std::size_t>(data_.n);
        SPONDYL_ASSERT(right_hand_sides.size() % size == 0, "{} values for {} equations", right_hand_sides.size(),
                       data_.n);
        data_.rhs = right_hand_sides.data();
        data_.nrhs = static_cast<MUMPS_INT>(right_hand_sides.size() / size);
        data_.lrhs = data_.n;
        call(job_solve);
    }

  private:
    MUMPS_INT& control(int index) { return data_.icntl[index - 1]; }
    void call(int job) {
        data_.job = job;
        dmumps_c(&data_);
        check(job);
    }
    static SolveError singular() { return SolveError("the stiffness matrix is singular: something can move freely"); }
    void check(int job) const {
        const int code = data_.infog[0];
        if (code >= 0) return;
        if (code == -10) throw singular();
        if (code == -13 || code == -19) {
            throw SolveError(fmt::format("the linear solver ran out of memory (MUMPS {}, {}): use a coarser mesh", code,
                                         data_.infog[1]));
        }
        throw InternalError(
            fmt::format("MUMPS job {} failed with INFOG(1) = {}, INFOG(2) = {}", job, code, data_.infog[1]));
    }

    DMUMPS_STRUC_C data_{};
    int negative_pivots_ = 0;
    std::vector<int> order_;
    std::vector<int> row_;
    std::vector<int> column_;
};

}  // namespace

std::unique_ptr<LinearSolver> make_mumps(Symmetry symmetry) {
    return std::make_unique<MumpsSolver>(symmetry);
}

}  // namespace spondyl
