// SPDX-License-Identifier: Apache-2.0
#include "solvers/condensation.hpp"

#include <Eigen/Eigenvalues>

#include "core/error.hpp"

namespace spondyl {

CondensedTangent::CondensedTangent(const System& system, const std::string& linear_solver)
    : system_(system),
      assembly_(system.make_assembly()),
      solver_(make_linear_solver(linear_solver, Symmetry::indefinite, find_reflection(system.kinematics))) {
    solver_->analyse(assembly_.free);
}

void CondensedTangent::factor(const State& state) {
    // Without the internal variables of Newton's iterates: the derivative of the residual itself.
    system_.evaluate(state, {.tangent = true}, assembly_);
    solver_->factor(assembly_.free);
}

Eigen::MatrixXd CondensedTangent::condensed_stiffness(const std::vector<int>& equations) const {
    const int free_count = system_.kinematics.free_count();
    const auto size = static_cast<Eigen::Index>(equations.size());
    Eigen::MatrixXd x = Eigen::MatrixXd::Zero(free_count, size);
    for (Eigen::Index c = 0; c < size; ++c) {
        const int loaded = equations[static_cast<std::size_t>(c)];
        SPONDYL_ASSERT(loaded >= 0 && loaded < free_count, "equation {} is not free", loaded);
        x(loaded, c) = 1.0;
    }
    solver_->solve({x.data(), static_cast<std::size_t>(x.size())});
    const Eigen::MatrixXd flexibility = x(equations, Eigen::all);
    // Translations and rotations differ by orders of magnitude: the matrix is scaled to a unit diagonal before its rank
    // is tested.
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
