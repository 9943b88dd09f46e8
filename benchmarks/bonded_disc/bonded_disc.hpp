// SPDX-License-Identifier: Apache-2.0
// The bonded disc: a nearly incompressible elliptic cylinder, bonded top and bottom, compressed by 15 % on average
// and bent. A yardstick any hyperelastic code can run.
//
// Semi-axes 26 x 18 mm, height 12 mm; O-grid of hexahedra: a square core of n x n cells mapped to a rounded square,
// m rings around it, nz layers. W = C10 (I1bar - 3) + C01 (I2bar - 3) + k/2 (J - 1)^2, C10 = 0.12, C01 = 0.03,
// k = 149.9 MPa. z = 0 fixed; z = 12: ux = uy = 0, uz = -s (1.8 + 0.05 y), s from 0 to 1 in ten equal steps.
#pragma once

#include <string>

#include "core/mesh/mesh.hpp"
#include "solvers/newton.hpp"

namespace spondyl {

struct BondedDiscSize {
    std::string name;
    int core = 14;  // cells along the core's side
    int rings = 9;
    int layers = 8;
    double reference_force = 0.0;   // N, top reaction along z of an established code on its mesh of this size
    double reference_moment = 0.0;  // N mm, sum of Rz * Y
};

BondedDiscSize bonded_disc_size(const std::string& name);  // "s", "m" or "l"; throws UserError
// Any fineness in the proportions of "s": cells along the core's side, an even number from 4 up; throws UserError.
BondedDiscSize scaled_bonded_disc(int core);

// Its hexahedra, or cells of another kind made from them (core/mesh/convert.hpp). Sets of nodes "bottom" and "top".
Mesh bonded_disc_mesh(const BondedDiscSize& size, CellType element = Hex8::type);

// Material, supports and the load (amplitude 1: all of it), ready to evaluate.
void build_bonded_disc(const Mesh& mesh, System& system);

// Half loaded, inner nodes following in proportion to their height: strains of the size that a solution has.
State half_loaded(const System& system);

struct BondedDiscRun {
    double force = 0.0;   // N
    double moment = 0.0;  // N mm
    int increments = 0;
    int iterations = 0;
    int factorisations = 0;
    int krylov_iterations = 0;
    int unknowns = 0;
    double seconds = 0.0;
};

BondedDiscRun run_bonded_disc(const BondedDiscSize& size, const NewtonOptions& options, CellType element = Hex8::type);

}  // namespace spondyl
