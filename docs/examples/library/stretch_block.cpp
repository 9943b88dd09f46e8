// SPDX-License-Identifier: Apache-2.0
// The finite elements without a spine: a block of rubber is stretched to one and a half times its length, and its force
// compared with the closed form of an incompressible Mooney-Rivlin solid.
#include <cmath>
#include <cstdio>
#include <exception>
#include <memory>
#include <spondyl/core/materials/mooney_rivlin.hpp>
#include <spondyl/core/terms/solid_block.hpp>
#include <spondyl/solvers/load_stepper.hpp>
#include <vector>

using namespace spondyl;

int main() try {
    constexpr double length = 4.0;  // mm, along z
    constexpr double width = 2.0;   // mm, along x and y
    constexpr double stretch = 1.5;

    // A mesh is nodes and cells: here one hexahedron.
    const std::vector<Vec3> nodes = {{0, 0, 0},      {width, 0, 0},      {width, width, 0},      {0, width, 0},
                                     {0, 0, length}, {width, 0, length}, {width, width, length}, {0, width, length}};
    const std::vector<Cell<Hex8>> cells = {{0, 1, 2, 3, 4, 5, 6, 7}};

    // What may move and what is prescribed belongs to the kinematics; amplitudes of loads are numbers of the state.
    System system;
    Kinematics& kinematics = system.kinematics;
    kinematics.add_nodes(nodes);
    const LoadId elongation = kinematics.add_load();
    for (int n = 0; n < 8; ++n) {
        const Vec3& x = nodes[static_cast<std::size_t>(n)];
        if (x.x() == 0.0) kinematics.prescribe(n, 0);
        if (x.y() == 0.0) kinematics.prescribe(n, 1);
        if (x.z() == 0.0) kinematics.prescribe(n, 2);
        if (x.z() == length) kinematics.prescribe(n, 2, elongation, 1.0);
    }

    // Terms add to the equilibrium: this one is a block of elements of one material.
    const MooneyRivlin rubber{.c10 = 0.12, .c01 = 0.03, .bulk_modulus = 3e4};  // MPa
    const auto& block = system.add(std::make_unique<SolidBlock<Hex8, MooneyRivlin>>("rubber", rubber, nodes, cells));
    system.prepare();

    // From rest to the whole load, in increments of a fifth.
    Newton newton(system);
    LoadStepper stepper(system, newton, {.first_increment = 0.2, .max_increment = 0.2});
    State state = kinematics.rest();
    const PathReport path = stepper.follow(state, {length * (stretch - 1.0)}, {1.0});
    if (!path.complete) {
        std::fprintf(stderr, "%s\n", path.failure.c_str());
        return 3;
    }

    // The prescribed part of the residual holds the reactions.
    Assembly assembly = system.make_assembly();
    system.evaluate(state, {}, assembly);
    double force = 0.0;
    for (const int n : {4, 5, 6, 7}) force += assembly.residual[kinematics.node_dof(n, 2)];
    const double closed_form =
        2.0 * (stretch - 1.0 / (stretch * stretch)) * (rubber.c10 + rubber.c01 / stretch) * width * width;
    std::printf("force %.5f N, closed form %.5f N, Cauchy stress %.5f MPa\n", force, closed_form,
                block.sample(state).front().cauchy[2]);
    return std::abs(force - closed_form) < 1e-3 * closed_form ? 0 : 1;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
}
