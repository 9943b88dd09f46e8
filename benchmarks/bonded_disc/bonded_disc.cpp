// SPDX-License-Identifier: Apache-2.0
#include "benchmarks/bonded_disc/bonded_disc.hpp"

#include <chrono>
#include <cmath>

#include "core/error.hpp"
#include "core/materials/mooney_rivlin.hpp"
#include "core/mesh/convert.hpp"
#include "core/terms/solid_block.hpp"
#include "solvers/load_stepper.hpp"

namespace spondyl {

namespace {

constexpr double half_width = 26.0;
constexpr double half_depth = 18.0;
constexpr double height = 12.0;

// Cross-section on the unit circle: the core's boundary is a square blown up more than half-way to a circle.
class Section {
  public:
    Section(int core, int rings) : core_(core), rings_(rings) {
        for (int j = 0; j <= core; ++j) {
            for (int i = 0; i <= core; ++i) points_.push_back(core_point(i, j));
        }
        for (int r = 1; r <= rings; ++r) {
            for (int k = 0; k < 4 * core; ++k) {
                const auto [i, j] = perimeter(k);
                const Eigen::Vector2d inner = core_point(i, j);
                const double angle = std::atan2(2.0 * j - core, 2.0 * i - core);
                const Eigen::Vector2d outer(std::cos(angle), std::sin(angle));
                points_.push_back(inner + (outer - inner) * r / rings);
            }
        }
        for (int j = 0; j < core; ++j) {
            for (int i = 0; i < core; ++i) cells_.push_back({at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)});
        }
        for (int r = 0; r < rings; ++r) {
            for (int k = 0; k < 4 * core; ++k) {
                cells_.push_back({ring(r, k), ring(r + 1, k), ring(r + 1, k + 1), ring(r, k + 1)});
            }
        }
    }
    [[nodiscard]] const std::vector<Eigen::Vector2d>& points() const { return points_; }
    [[nodiscard]] const std::vector<Quad>& cells() const { return cells_; }

  private:
    [[nodiscard]] Eigen::Vector2d core_point(int i, int j) const {
        const Eigen::Vector2d square(2.0 * i / core_ - 1.0, 2.0 * j / core_ - 1.0);
        const double largest = square.lpNorm<Eigen::Infinity>();
        if (largest == 0.0) return square;
        // The yardstick leaves the core's size and roundness open; with 0.6 of the radius the small mesh reproduces
        // force and moment of the reference mesh at once.
        constexpr double core_radius = 0.6;
        constexpr double roundness = 0.6;
        constexpr double side = 0.85;  // half side of the square part over the circle's radius
        const Eigen::Vector2d round = square / square.norm() * largest;
        return core_radius * ((1.0 - roundness) * side * square + roundness * round);
    }
    // Node (i, j) number k around the core, counter-clockwise from its lower left corner.
    [[nodiscard]] std::pair<int, int> perimeter(int k) const {
        k %= 4 * core_;
        const int side = k / core_;
        const int t = k % core_;
        if (side == 0) return {t, 0};
        if (side == 1) return {core_, t};
        if (side == 2) return {core_ - t, core_};
        return {0, core_ - t};
    }
    [[nodiscard]] int at(int i, int j) const { return j * (core_ + 1) + i; }
    [[nodiscard]] int ring(int r, int k) const {
        if (r == 0) {
            const auto [i, j] = perimeter(k);
            return at(i, j);
        }
        return (core_ + 1) * (core_ + 1) + (r - 1) * 4 * core_ + k % (4 * core_);
    }

    int core_;
    int rings_;
    std::vector<Eigen::Vector2d> points_;
    std::vector<Quad> cells_;
};

}  // namespace

BondedDiscSize bonded_disc_size(const std::string& name) {
    if (name == "s") return {name, 14, 9, 8, -665.98, -1318.6};
    if (name == "m") return {name, 20, 14, 12, -659.56, -1310.5};
    if (name == "l") return {name, 30, 18, 18, 0.0, 0.0};
    throw UserError(fmt::format("unknown bonded disc size '{}': choose s, m or l", name));
}

BondedDiscSize scaled_bonded_disc(int core) {
    if (core < 4 || core % 2 != 0)
        throw UserError(fmt::format("{} cells along a side: choose an even number from 4 up", core));
    const auto share = [&](int of_s) { return static_cast<int>(std::lround(of_s * core / 14.0)); };
    return {.name = std::to_string(core), .core = core, .rings = share(9), .layers = share(8)};
}

Mesh bonded_disc_mesh(const BondedDiscSize& size, CellType element) {
    const Section section(size.core, size.rings);
    const auto per_layer = static_cast<int>(section.points().size());
    Mesh mesh;
    for (int k = 0; k <= size.layers; ++k) {
        for (const auto& p : section.points()) {
            mesh.nodes.emplace_back(half_width * p.x(), half_depth * p.y(), height * k / size.layers);
        }
    }
    CellBlock hexahedra{.type = Hex8::type, .connectivity = {}};
    for (int k = 0; k < size.layers; ++k) {
        for (const Quad& q : section.cells()) {
            Cell<Hex8> hex;
            for (std::size_t i = 0; i < 4; ++i) {
                hex[i] = q[i] + k * per_layer;
                hex[i + 4] = q[i] + (k + 1) * per_layer;
            }
            hexahedra.add(hex);
        }
    }
    mesh.blocks.push_back(std::move(hexahedra));
    for (int p = 0; p < per_layer; ++p) {
        mesh.node_sets["bottom"].push_back(p);
        mesh.node_sets["top"].push_back(p + size.layers * per_layer);
    }
    return convert_cells(mesh, element);
}

void build_bonded_disc(const Mesh& mesh, System& system) {
    Kinematics& k = system.kinematics;
    k.add_nodes(mesh.nodes);
    const LoadId load = k.add_load();
    for (const auto& [name, nodes] : mesh.node_sets) {
        for (const int n : nodes) {
            k.prescribe(n, 0);
            k.prescribe(n, 1);
            k.prescribe(n, 2, load, name == "top" ? -(1.8 + 0.05 * mesh.nodes[n].y()) : 0.0);
        }
    }
    const MooneyRivlin material{.c10 = 0.12, .c01 = 0.03, .bulk_modulus = 149.9};
    for (const CellBlock& block : mesh.blocks) {
        with_solid_element(block.type, [&]<SolidElement E>() {
            system.add(std::make_unique<SolidBlock<E, MooneyRivlin>>("disc", material, mesh.nodes,
                                                                     cells_of<E>(std::span(&block, 1))));
        });
    }
    system.prepare();
}

State half_loaded(const System& system) {
    State state = system.kinematics.rest();
    for (Vec3& x : state.positions) x.z() -= 0.5 * (1.8 + 0.05 * x.y()) * x.z() / height;
    return state;
}

BondedDiscRun run_bonded_disc(const BondedDiscSize& size, const NewtonOptions& options, CellType element) {
    const auto begin = std::chrono::steady_clock::now();
    const Mesh mesh = bonded_disc_mesh(size, element);
    System system;
    build_bonded_disc(mesh, system);
    const Kinematics& k = system.kinematics;

    Newton newton(system, options);
    LoadStepper stepper(system, newton, {.first_increment = 0.1, .max_increment = 0.1});
    State state = k.rest();
    BondedDiscRun run;
    run.unknowns = k.free_count();
    const PathReport path = stepper.follow(state, {1.0}, {1.0});
    if (!path.complete) throw SolveError(path.failure);
    for (const IncrementRecord& i : path.increments) {
        run.iterations += i.newton.iterations;
        run.factorisations += i.newton.factorisations;
        run.krylov_iterations += i.newton.krylov_iterations;
    }
    run.increments = static_cast<int>(path.increments.size());
    for (const int n : mesh.node_sets.at("top")) {
        const double reaction = newton.assembly().residual[k.node_dof(n, 2)];
        run.force += reaction;
        run.moment += reaction * mesh.nodes[n].y();
    }
    run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return run;
}

}  // namespace spondyl
