#include "solvers/condensation.hpp"

#include <Eigen/Eigenvalues>

#include "core/error.hpp"

namespace spondyl {

CondensedTangent::CondensedTangent(const System& system, const State& state, const std::string& linear_solver)
    : free_count_(system.kinematics.free_count()), total_count_(system.kinematics.total_count()) {
    Assembly assembly = system.make_assembly();
    // Without the internal variables of Newton's iterates: the derivative of the residual itself.
    system.evaluate(state, {.tangent = true}, assembly);
    solver_ = make_linear_solver(linear_solver, Symmetry::indefinite);
    solver_->analyse(assembly.free);
    negative_eigenvalues_ = solver_->factor(assembly.free).negative_pivots;
    coupling_ = std::move(assembly.coupling);
}

Eigen::MatrixXd CondensedTangent::reaction_sensitivity(
    const std::vector<int>& reactions, const std::vector<std::vector<std::pair<int, double>>>& forces) const {
    const auto rows = static_cast<Eigen::Index>(reactions.size());
    Eigen::MatrixXd result = Eigen::MatrixXd::Zero(rows, static_cast<Eigen::Index>(forces.size()));
    std::vector<int> row_of(static_cast<std::size_t>(total_count_), -1);
    for (Eigen::Index r = 0; r < rows; ++r) {
        const int dof = reactions[static_cast<std::size_t>(r)];
        SPONDYL_ASSERT(dof >= free_count_ && dof < total_count_, "equation {} is not prescribed", dof);
        SPONDYL_ASSERT(row_of[dof] < 0, "reaction {} is asked for twice", dof);
        row_of[dof] = static_cast<int>(r);
    }
    Eigen::MatrixXd adjoint = Eigen::MatrixXd::Zero(free_count_, rows);
    for (int f = 0; f < free_count_; ++f) {
        for (int e = coupling_.row_start[f]; e < coupling_.row_start[f + 1]; ++e) {
            const int row = row_of[free_count_ + coupling_.column[e]];
            if (row >= 0) adjoint(f, row) = coupling_.value[e];
        }
    }
    for (Eigen::Index r = 0; r < rows; ++r) {
        solver_->solve({adjoint.col(r).data(), static_cast<std::size_t>(free_count_)});
    }
    for (std::size_t j = 0; j < forces.size(); ++j) {
        for (const auto& [dof, force] : forces[j]) {
            SPONDYL_ASSERT(dof >= 0 && dof < total_count_, "a force on equation {} of {}", dof, total_count_);
            const auto column = static_cast<Eigen::Index>(j);
            if (dof < free_count_) {
                result.col(column) -= force * adjoint.row(dof).transpose();
            } else if (row_of[dof] >= 0) {
                result(row_of[dof], column) += force;
            }
        }
    }
    return result;
}

Eigen::MatrixXd CondensedTangent::condensed_stiffness(const std::vector<int>& equations) const {
    const auto size = static_cast<Eigen::Index>(equations.size());
    Eigen::MatrixXd flexibility(size, size);
    Eigen::VectorXd x(free_count_);
    for (Eigen::Index c = 0; c < size; ++c) {
        const int loaded = equations[static_cast<std::size_t>(c)];
        SPONDYL_ASSERT(loaded >= 0 && loaded < free_count_, "equation {} is not free", loaded);
        x.setZero();
        x[loaded] = 1.0;
        solver_->solve({x.data(), static_cast<std::size_t>(free_count_)});
        for (Eigen::Index r = 0; r < size; ++r) flexibility(r, c) = x[equations[static_cast<std::size_t>(r)]];
    }
    // Translations and rotations differ by orders of magnitude: scaled to a unit diagonal before it is judged.
    const Eigen::VectorXd scale = flexibility.diagonal().cwiseAbs().cwiseSqrt().cwiseMax(1e-300).cwiseInverse();
    const Eigen::MatrixXd scaled =
        scale.asDiagonal() * (0.5 * (flexibility + flexibility.transpose())) * scale.asDiagonal();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> modes(scaled);
    const Eigen::VectorXd& values = modes.eigenvalues();
    constexpr double singular = 1e-13;
    if (!(values.cwiseAbs().minCoeff() > singular * values.cwiseAbs().maxCoeff())) {
        throw SolveError("the condensed stiffness does not exist: some of its unknowns cannot move independently");
    }
    const Eigen::MatrixXd inverse =
        modes.eigenvectors() * values.cwiseInverse().asDiagonal() * modes.eigenvectors().transpose();
    const Eigen::MatrixXd stiffness = scale.asDiagonal() * inverse * scale.asDiagonal();
    return 0.5 * (stiffness + stiffness.transpose());
}

}  // namespace spondyl
