// SPDX-License-Identifier: Apache-2.0
// A block of solid elements of one kind and one material.
#pragma once

#include <Eigen/LU>
#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/materials/fibre.hpp"
#include "core/terms/node_block.hpp"
#include "core/terms/solid_kernel.hpp"

namespace spondyl {

// Volume means over one element, for results. Scalars in MPa or dimensionless.
struct SolidSample {
    double volume = 0.0;         // current, mm^3
    SymTensor<double> cauchy{};  // MPa
    SymTensor<double> green_lagrange{};
    FibreStates fibres{};  // at the element centre; stretch 1 and stress 0 without fibres
};

// What post-processing needs of a block of solid elements, independent of element and material.
class SolidBlockBase : public Term {
  public:
    [[nodiscard]] virtual std::size_t element_count() const = 0;
    // One sample per element, in the order given at construction.
    [[nodiscard]] virtual std::vector<SolidSample> sample(const State& state) const = 0;
    // Adds the forces that the nodes must exert on the block to keep it in this state, N, to `forces` (per node of the
    // kinematics): section forces and reactions come from these.
    virtual void add_nodal_forces(const State& state, std::span<Vec3> forces) const = 0;
};

template <SolidElement E, class Material>
class SolidBlock final : public SolidBlockBase {
  public:
    using PointD = typename Material::template Point<double>;
    using PointL = typename Material::template Point<Lane>;

    // points: one per element, or empty for materials without per-element data.
    SolidBlock(std::string name, const Material& material, std::span<const Vec3> reference,
               std::vector<Cell<E>> elements, std::vector<PointD> points = {})
        : name_(std::move(name)),
          material_(material),
          reference_(reference.begin(), reference.end()),
          elements_(std::move(elements)),
          points_(std::move(points)) {
        if (points_.empty()) points_.resize(elements_.size());
        SPONDYL_ASSERT(points_.size() == elements_.size(), "{} points for {} elements", points_.size(),
                       elements_.size());
    }

    // Change of the stress-free volume: U has its minimum at theta = 1 + amplitude(load). For swelling, and for nucleus
    // material lost in a herniation. Needs a material with a bulk modulus.
    void set_volume_load(LoadId load) {
        SPONDYL_ASSERT(material_.bulk_modulus > 0.0, "{} has no bulk modulus to change its volume against", name_);
        volume_load_ = load;
    }

    [[nodiscard]] std::string name() const override { return name_; }
    [[nodiscard]] std::size_t element_count() const override { return elements_.size(); }
    [[nodiscard]] const Material& material() const { return material_; }
    [[nodiscard]] const std::vector<PointD>& points() const { return points_; }
    [[nodiscard]] const std::vector<Cell<E>>& elements() const { return elements_; }

    void reserve(Kinematics& kinematics) override {
        first_pressure_ = kinematics.add_iterates(E::volume_modes * static_cast<int>(elements_.size()));
        if constexpr (HasHistory<Material>) {
            first_history_ = kinematics.add_history(history_size * E::points * static_cast<int>(elements_.size()));
        }
    }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    void advance(const State& before, std::span<const Vec3> motion, double step, State& after) const override;
    void commit(const Context& context, std::span<double> history) const override;
    Evaluation evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const override;
    [[nodiscard]] std::vector<SolidSample> sample(const State& state) const override;
    void add_nodal_forces(const State& state, std::span<Vec3> forces) const override;

  private:
    // Elements that touch a rigid body need the condensed form; they come in batches of their own.
    struct TiedSlots {
        NodeBlock block;
        std::size_t residual = 0;
        std::size_t tangent = 0;
    };
    struct BatchSlots {
        std::size_t residual = 0;
        std::size_t tangent = 0;
        std::vector<TiedSlots> tied;  // one per lane in use; empty for plain batches
    };
    void write_plain(const SolidResult<E>& result, const BatchSlots& slots, bool with_tangent,
                     std::span<double> residual, std::span<double> tangent) const;
    void write_tied(const Kinematics& kinematics, const State& state, const SolidResult<E>& result,
                    const BatchSlots& slots, bool with_tangent, std::span<double> residual,
                    std::span<double> tangent) const;

    [[nodiscard]] double rest_ratio(const State& state) const {
        return volume_load_ < 0 ? 1.0 : 1.0 + state.loads[volume_load_];
    }
    // Place in State::iterates of the pressure of one mode of an element.
    [[nodiscard]] int pressure_index(int element, int mode) const {
        return first_pressure_ + element * E::volume_modes + mode;
    }
    [[nodiscard]] std::array<Lane, E::volume_modes> pressures(const SolidBatch<E>& batch, const State& state) const {
        std::array<Lane, E::volume_modes> p;
        for (int a = 0; a < E::volume_modes; ++a) {
            p[a] = Lane([&](auto l) { return state.iterates[pressure_index(batch.element[l], a)]; });
        }
        return p;
    }

    static constexpr int history_size = [] {
        if constexpr (HasHistory<Material>) {
            static_assert(sizeof(typename Material::template History<double>) % sizeof(double) == 0);
            return static_cast<int>(sizeof(typename Material::template History<double>) / sizeof(double));
        } else {
            return 0;
        }
    }();
    // Index in State::history of the history of one point of an element.
    [[nodiscard]] std::size_t history_index(int element, std::size_t point) const {
        return static_cast<std::size_t>(first_history_) +
               (static_cast<std::size_t>(element) * E::points + point) * history_size;
    }
    [[nodiscard]] Past<E, Material> past(const SolidBatch<E>& batch, const State& state) const {
        Past<E, Material> past;
        if constexpr (HasHistory<Material>) {
            past.dt = state.step.dt;
            std::array<Lane, history_size> values;
            for (std::size_t p = 0; p < E::points; ++p) {
                for (std::size_t k = 0; k < history_size; ++k) {
                    values[k] = Lane([&](auto l) { return state.history[history_index(batch.element[l], p) + k]; });
                }
                static_assert(sizeof values == sizeof past.at[p]);
                std::memcpy(&past.at[p], values.data(), sizeof values);
            }
        }
        return past;
    }
    // At one point, for results.
    [[nodiscard]] Response<double> respond(const Tensor<double>& f, const State& state, int element,
                                           std::size_t point) const {
        if constexpr (HasHistory<Material>) {
            typename Material::template History<double> past;
            std::memcpy(&past, state.history.data() + history_index(element, point), sizeof past);
            return material_(f, points_[element], past, state.step.dt);
        } else {
            return material_(f, points_[element]);
        }
    }

    std::string name_;
    int first_pressure_ = 0;  // index into State::iterates of the first element's p_0, MPa
    int first_history_ = 0;   // into State::history
    LoadId volume_load_ = -1;
    Material material_;
    std::vector<Vec3> reference_;
    std::vector<Cell<E>> elements_;
    std::vector<PointD> points_;
    std::vector<SolidBatch<E>> batches_;
    std::vector<PointL> lane_points_;
    std::vector<BatchSlots> slots_;
};

template <SolidElement E, class Material>
void SolidBlock<E, Material>::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    std::vector<int> plain;
    std::vector<int> tied;
    for (int e = 0; e < static_cast<int>(elements_.size()); ++e) {
        const Cell<E>& cell = elements_[e];
        const bool touches = std::any_of(cell.begin(), cell.end(), [&](int n) { return kinematics.body_of(n) >= 0; });
        (touches ? tied : plain).push_back(e);
    }
    batches_.clear();
    slots_.clear();
    const std::size_t residual_base = slots.residual_dofs().size();
    const std::size_t tangent_base = slots.tangent_dofs().size();
    for (const auto* list : {&plain, &tied}) {
        for (std::size_t first = 0; first < list->size(); first += lane_width) {
            const std::size_t count = std::min<std::size_t>(lane_width, list->size() - first);
            batches_.push_back(make_solid_batch<E>(reference_, elements_, std::span(*list).subspan(first, count)));
            const SolidBatch<E>& batch = batches_.back();
            BatchSlots s;
            s.residual = slots.residual_dofs().size() - residual_base;
            s.tangent = slots.tangent_dofs().size() - tangent_base;
            if (list == &tied) {
                for (int l = 0; l < batch.count; ++l) {
                    TiedSlots t{.block = NodeBlock(kinematics, elements_[batch.element[l]]),
                                .residual = slots.residual_dofs().size() - residual_base,
                                .tangent = slots.tangent_dofs().size() - tangent_base};
                    slots.block(t.block.dofs());
                    s.tied.push_back(std::move(t));
                }
            } else {
                const auto dof = [&](int local, int l) {
                    return l < batch.count ? kinematics.node_dof(batch.node[local / 3][l], local % 3)
                                           : SlotBuilder::unused;
                };
                for (int k = 0; k < force_count<E>; ++k) {
                    for (int l = 0; l < lane_width; ++l) slots.residual(dof(k, l));
                }
                for_each_stiffness<E>([&](int /*slot*/, int row, int column) {
                    for (int l = 0; l < lane_width; ++l) slots.tangent(dof(row, l), dof(column, l));
                });
            }
            slots_.push_back(std::move(s));
        }
    }
    lane_points_.clear();
    for (const SolidBatch<E>& batch : batches_) {
        lane_points_.push_back(pack_lanes<Material::template Point>(std::span<const PointD>(points_), batch));
    }
}

template <SolidElement E, class Material>
Evaluation SolidBlock<E, Material>::evaluate(const Context& context, std::span<double> residual,
                                             std::span<double> tangent) const {
    const Kinematics& kinematics = context.kinematics;
    const State& state = context.state;
    const Request request = context.request;
    const auto batches = static_cast<std::ptrdiff_t>(batches_.size());
    const double rest = rest_ratio(state);
    std::vector<Evaluation> partial(batches_.size());
#pragma omp parallel for schedule(static)
    for (std::ptrdiff_t b = 0; b < batches; ++b) {
        const SolidBatch<E>& batch = batches_[b];
        Lane position[E::nodes][3];
        gather_positions(batch, state.positions, position);
        SolidResult<E> result;
        const auto pressure = pressures(batch, state);
        const Lane* internal = request.iterates ? pressure.data() : nullptr;
        if (request.tangent) {
            evaluate_solid_batch<true, E>(material_, lane_points_[b], batch, position, internal, request.energy, result,
                                          rest, past(batch, state));
        } else {
            evaluate_solid_batch<false, E>(material_, lane_points_[b], batch, position, internal, request.energy,
                                           result, rest, past(batch, state));
        }
        for (int l = 0; l < batch.count; ++l) {
            partial[b].energy += result.energy[l];
            if (result.smallest_volume_ratio[l] < partial[b].smallest_volume_ratio) {
                partial[b].smallest_volume_ratio = result.smallest_volume_ratio[l];
                partial[b].worst_element = batch.element[l];
            }
        }
        if (slots_[b].tied.empty()) {
            write_plain(result, slots_[b], request.tangent, residual, tangent);
        } else {
            write_tied(kinematics, state, result, slots_[b], request.tangent, residual, tangent);
        }
    }
    Evaluation total;
    for (const Evaluation& p : partial) {
        total.energy += p.energy;
        if (p.smallest_volume_ratio < total.smallest_volume_ratio) {
            total.smallest_volume_ratio = p.smallest_volume_ratio;
            total.worst_element = p.worst_element;
        }
    }
    return total;
}

template <SolidElement E, class Material>
void SolidBlock<E, Material>::advance(const State& before, std::span<const Vec3> motion, double step,
                                      State& after) const {
    if (material_.bulk_modulus == 0.0) return;
    const double rest = rest_ratio(after);
    const auto batches = static_cast<std::ptrdiff_t>(batches_.size());
#pragma omp parallel for schedule(static)
    for (std::ptrdiff_t b = 0; b < batches; ++b) {
        const SolidBatch<E>& batch = batches_[b];
        Lane from[E::nodes][3];
        Lane moved[E::nodes][3];
        gather_positions(batch, before.positions, from);
        gather_positions(batch, motion, moved);
        const SolidVolume<E> volume = solid_volume(batch, from);
        const auto old = pressures(batch, before);
        for (int a = 0; a < E::volume_modes; ++a) {
            Lane change = 0.0;
            for (int n = 0; n < E::nodes; ++n) {
                for (int d = 0; d < 3; ++d) change += volume.gradient[a][n][d] * moved[n][d];
            }
            // Linearised U'(theta) = p, from which the pressure was eliminated in the stiffness.
            const Lane of_volume = (volume.value[a] / batch.volume - (a == 0 ? rest : 0.0)) * material_.bulk_modulus;
            const Lane pressure = old[a] + step * (of_volume - old[a]) + change / batch.volume * material_.bulk_modulus;
            for (int l = 0; l < batch.count; ++l) after.iterates[pressure_index(batch.element[l], a)] = pressure[l];
        }
    }
}

template <SolidElement E, class Material>
void SolidBlock<E, Material>::commit(const Context& context, std::span<double> history) const {
    if constexpr (HasHistory<Material>) {
        const State& state = context.state;
        const auto batches = static_cast<std::ptrdiff_t>(batches_.size());
#pragma omp parallel for schedule(static)
        for (std::ptrdiff_t b = 0; b < batches; ++b) {
            const SolidBatch<E>& batch = batches_[b];
            Lane position[E::nodes][3];
            gather_positions(batch, state.positions, position);
            const Past<E, Material> before = past(batch, state);
            for (std::size_t p = 0; p < E::points; ++p) {
                const Tensor<Lane> f = deformation_gradient(batch, static_cast<int>(p), position);
                const auto now = material_.remember(f, lane_points_[b], before.at[p], before.dt);
                std::array<Lane, history_size> values;
                std::memcpy(static_cast<void*>(values.data()), &now, sizeof values);
                for (int l = 0; l < batch.count; ++l) {
                    double* own = history.data() + history_index(batch.element[l], p);
                    for (std::size_t k = 0; k < history_size; ++k) own[k] = values[k][l];
                }
            }
        }
    }
}

template <SolidElement E, class Material>
void SolidBlock<E, Material>::write_plain(const SolidResult<E>& result, const BatchSlots& slots, bool with_tangent,
                                          std::span<double> residual, std::span<double> tangent) const {
    double* r = residual.data() + slots.residual;
    for (int k = 0; k < force_count<E>; ++k) store(result.force[k], r + k * lane_width);
    if (!with_tangent) return;
    double* t = tangent.data() + slots.tangent;
    for (int k = 0; k < stiffness_count<E>; ++k) store(result.stiffness[k], t + k * lane_width);
}

template <SolidElement E, class Material>
void SolidBlock<E, Material>::write_tied(const Kinematics& kinematics, const State& state, const SolidResult<E>& result,
                                         const BatchSlots& slots, bool with_tangent, std::span<double> residual,
                                         std::span<double> tangent) const {
    for (std::size_t l = 0; l < slots.tied.size(); ++l) {
        const TiedSlots& t = slots.tied[l];
        thread_local Eigen::VectorXd force;
        thread_local Eigen::VectorXd stiffness_force;
        thread_local Eigen::MatrixXd stiffness;
        force.resize(force_count<E>);
        stiffness_force.resize(force_count<E>);
        for (int k = 0; k < force_count<E>; ++k) {
            force[k] = result.force[k][l];
            stiffness_force[k] = with_tangent ? result.stiffness_force[k][l] : force[k];
        }
        std::span<double> out;
        if (with_tangent) {
            stiffness.resize(force_count<E>, force_count<E>);
            for_each_stiffness<E>([&](int slot, int row, int column) {
                stiffness(row, column) = stiffness(column, row) = result.stiffness[slot][l];
            });
            out = tangent.subspan(t.tangent, t.block.tangent_slots());
        }
        t.block.condense(kinematics, state, force, stiffness_force, stiffness,
                         residual.subspan(t.residual, t.block.residual_slots()), out);
    }
}

template <SolidElement E, class Material>
std::vector<SolidSample> SolidBlock<E, Material>::sample(const State& state) const {
    std::vector<SolidSample> samples(elements_.size());
    const auto quadrature = E::quadrature();
    const double rest_volume = rest_ratio(state);
    const auto count = static_cast<std::ptrdiff_t>(elements_.size());
#pragma omp parallel for schedule(static)
    for (std::ptrdiff_t e = 0; e < count; ++e) {
        const NodePositions<E> rest = positions_of<E>(elements_[e], reference_);
        const NodePositions<E> now = positions_of<E>(elements_[e], state.positions);
        const VolumeModes<E> modes = volume_modes<E>(rest);
        const auto current = point_volumes<E>(now);
        const double whole = element_volume<E>(rest);
        std::array<double, E::volume_modes> pressure{};
        for (std::size_t a = 0; a < E::volume_modes; ++a) {
            double theta = 0.0;
            for (std::size_t p = 0; p < E::points; ++p) theta += current[p] * modes[p][a];
            pressure[a] = (theta / whole - (a == 0 ? rest_volume : 0.0)) * material_.bulk_modulus;
        }
        SolidSample& out = samples[e];
        double reference_volume = 0.0;
        const auto deformation_at = [&](const LocalPoint<3>& local) {
            const auto g = local_gradient<E>(local);
            const Mat3 j0 = jacobian<E>(rest, g);
            const Mat3 f = jacobian<E>(now, g) * j0.inverse();
            Tensor<double> t;
            for (int i = 0; i < 3; ++i) {
                for (int j = 0; j < 3; ++j) t[i][j] = f(i, j);
            }
            return std::pair(t, j0.determinant());
        };
        for (std::size_t p = 0; p < E::points; ++p) {
            const auto [f, det] = deformation_at(quadrature[p].at);
            const double weight = quadrature[p].weight * det;
            const Response<double> r = respond(f, state, static_cast<int>(e), p);
            const double j = determinant(f);
            double pressure_here = pressure[0];
            for (std::size_t a = 1; a < E::volume_modes; ++a) pressure_here += pressure[a] * modes[p][a];
            const SymTensor<double> right = right_product(f);
            for (int s = 0; s < 6; ++s) {
                // sigma J = tau_t: weighting by the current volume keeps the mean stress work-conjugate.
                out.cauchy[s] += weight * (r.tau[s] + (s < 3 ? pressure_here * j : 0.0));
                out.green_lagrange[s] += weight * 0.5 * (right[s] - (s < 3 ? 1.0 : 0.0));
            }
            out.volume += weight * j;
            reference_volume += weight;
        }
        for (int s = 0; s < 6; ++s) {
            out.cauchy[s] /= out.volume;
            out.green_lagrange[s] /= reference_volume;
        }
        if constexpr (requires { material_.fibre_state(Tensor<double>{}, points_[e]); }) {
            out.fibres = material_.fibre_state(deformation_at(E::centre).first, points_[e]);
        }
    }
    return samples;
}

template <SolidElement E, class Material>
void SolidBlock<E, Material>::add_nodal_forces(const State& state, std::span<Vec3> forces) const {
    for (std::size_t b = 0; b < batches_.size(); ++b) {
        const SolidBatch<E>& batch = batches_[b];
        Lane position[E::nodes][3];
        gather_positions(batch, state.positions, position);
        SolidResult<E> result;
        evaluate_solid_batch<false, E>(material_, lane_points_[b], batch, position, nullptr, false, result,
                                       rest_ratio(state), past(batch, state));
        for (int l = 0; l < batch.count; ++l) {
            for (int k = 0; k < force_count<E>; ++k) forces[batch.node[k / 3][l]][k % 3] += result.force[k][l];
        }
    }
}

}  // namespace spondyl
