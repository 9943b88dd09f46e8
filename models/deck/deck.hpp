// SPDX-License-Identifier: Apache-2.0
// A model that came from outside, as plain data: what a deck of Abaqus or CalculiX says about mesh, materials, supports
// and loads, its parts and instances placed in one space and its names resolved to nodes and cells. It knows no file
// format. Decks state no units; N, mm, MPa and s are assumed.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/mesh/mesh.hpp"

namespace spondyl {

// Position in the file.
struct DeckPlace {
    int file = 0;  // index into Deck::files
    int line = 0;  // from 1
};

// Hooke's law at small strain.
struct DeckElastic {
    double youngs_modulus = 0.0;
    double poisson_ratio = 0.0;
};

// W = C10 (I1bar - 3) + C01 (I2bar - 3) + 1/D (J - 1)^2. D = 0: incompressible.
struct DeckMooneyRivlin {
    double c10 = 0.0;
    double c01 = 0.0;
    double d = 0.0;  // 1/MPa
};

// W = sum C_i0 (I1bar - 3)^i + 1/D (J - 1)^2: Yeoh with three constants.
struct DeckReducedPolynomial {
    std::vector<double> c;  // MPa, one to six
    double d = 0.0;         // 1/MPa
};

// W = C10 (I1bar - 3) + 1/D ((J^2 - 1)/2 - ln J) + k1/(2 k2) sum over families (exp(k2 <E>^2) - 1), E with the
// dispersion kappa (core/materials/holzapfel_gasser_ogden.hpp).
struct DeckHolzapfel {
    double c10 = 0.0;
    double d = 0.0;  // 1/MPa
    double k1 = 0.0;
    double k2 = 0.0;
    double kappa = 0.0;
    int families = 0;  // fibre directions that the orientation of its cells must give
};

using DeckLaw = std::variant<std::monostate, DeckElastic, DeckMooneyRivlin, DeckReducedPolynomial, DeckHolzapfel>;

struct DeckMaterial {
    std::string name;
    DeckPlace where;
    DeckLaw law;  // monostate: none was given that is known here
};

// Fibre directions in the local axes of a cell.
struct DeckOrientation {
    std::string name;
    std::vector<Vec3> directions;
};

// What a cell is made of.
struct DeckSection {
    int material = -1;             // -1: none
    int orientation = -1;          // -1: none
    Mat3 axes = Mat3::Identity();  // columns: local axes in global components
};

// Nodes that ride on a reference node.
struct DeckBody {
    std::string name;
    DeckPlace where;
    int reference = 0;
    std::vector<int> nodes;
};

// Force of a spring: straight lines between points, beyond them on with the last slope or constant.
struct DeckSpringLaw {
    std::string name;
    DeckPlace where;
    std::vector<std::pair<double, double>> points;  // elongation (mm), force (N, positive: tension); ascending
    bool of_strain = false;                         // elongations are fractions of the length at rest
    bool straight_on = true;                        // beyond the points; else constant
};

// Without elements of its own in the mesh.
struct DeckSpring {
    std::string name;  // "ligament.17"
    DeckPlace where;
    int law = -1;  // -1: none, it keeps its length
    int first = 0;
    int second = -1;  // -1: the ground
    // Displacement of the first node in this component less that of the second in its own; -1: along the line between
    // them.
    int first_component = -1;
    int second_component = -1;
    double free_length = -1.0;  // mm, along the line; negative: as the nodes lie
};

// A surface whose nodes are bound to where they lie on another one. Meshes need not match.
struct DeckTie {
    std::string name;
    DeckPlace where;
    std::vector<int> nodes;        // that are bound
    std::vector<CellBlock> faces;  // of the same surface; none if it is one of nodes
    std::vector<CellBlock> onto;
    double tolerance = -1.0;  // mm, distance up to which nodes are bound; negative: not given
};

// Factor on a load over time.
struct DeckAmplitude {
    std::string name;
    bool total_time = false;                        // else time since the step began
    std::vector<std::pair<double, double>> points;  // s, factor; times ascending
};

// A component: 0 to 2 are displacements (forces) along x, y, z, 3 to 5 rotations (moments) about them.
struct DeckBoundary {
    DeckPlace where;
    std::vector<int> nodes;
    int first = 0;
    int last = 0;        // components first .. last
    double value = 0.0;  // mm or rad
    int amplitude = -1;  // -1: as the step says
};

struct DeckForce {
    DeckPlace where;
    std::vector<int> nodes;
    int component = 0;
    double value = 0.0;  // N or N mm, on each node
    int amplitude = -1;
};

struct DeckPressure {
    DeckPlace where;
    std::vector<CellBlock> faces;  // normals outward
    double value = 0.0;            // MPa, positive in compression
    int amplitude = -1;
};

// Loads and supports stay as the last step left them where a step says nothing about them.
struct DeckStep {
    std::string name;
    DeckPlace where;
    double period = 1.0;           // s
    double first_increment = 0.0;  // s; 0: not given
    bool nonlinear = false;        // NLGEOM was asked for
    bool new_boundaries = false;   // all supports of earlier steps go
    bool new_forces = false;
    bool new_pressures = false;
    std::vector<DeckBoundary> boundaries;
    std::vector<DeckForce> forces;
    std::vector<DeckPressure> pressures;
};

// A feature of the deck that is not modelled here.
struct DeckUnsupported {
    DeckPlace where;
    std::string what;
};

struct DeckLabel {
    int instance = -1;  // index into Deck::instances; -1: none
    int number = 0;
};

struct Deck {
    std::vector<std::string> files;  // the deck, then what it includes
    std::string title;
    std::vector<std::string> instances;
    Mesh mesh;                           // blocks in the order in which kinds of cells appear
    std::vector<DeckLabel> node_labels;  // per node
    std::vector<DeckLabel> cell_labels;  // per cell
    std::vector<DeckPlace> cell_places;  // per cell
    std::vector<DeckSection> sections;   // per cell
    std::vector<DeckMaterial> materials;
    std::vector<DeckOrientation> orientations;
    std::vector<DeckBody> bodies;
    std::vector<DeckSpringLaw> spring_laws;
    std::vector<DeckSpring> springs;
    std::vector<DeckTie> ties;
    std::vector<DeckAmplitude> amplitudes;
    std::vector<DeckBoundary> boundaries;  // from before the first step
    std::vector<DeckStep> steps;
    std::vector<DeckUnsupported> unsupported;  // what was left out because the user allowed it

    [[nodiscard]] std::string place(DeckPlace where) const;  // "disc.inp:12"
    [[nodiscard]] std::string node_name(int node) const;     // "IVD-1.17", or "17" where there are no instances
    [[nodiscard]] std::string cell_name(int cell) const;
};

// UserError with the first of the mistakes, one a line, and how many more there are.
[[noreturn]] void refuse_deck(const std::vector<std::string>& mistakes);

}  // namespace spondyl
