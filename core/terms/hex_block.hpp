// SPDX-License-Identifier: Apache-2.0
// A block of mean-dilatation hexahedra of one material.
#pragma once

#include <Eigen/LU>
#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/materials/fibre.hpp"
#include "core/terms/hex_kernel.hpp"
#include "core/terms/node_block.hpp"

namespace spondyl {

// Volume means over one element, for results. Scalars in MPa or dimensionless.
struct HexSample {
    double volume = 0.0;         // current, mm^3
    SymTensor<double> cauchy{};  // MPa
    SymTensor<double> green_lagrange{};
    FibreStates fibres{};  // at the element centre; stretch 1 and stress 0 without fibres
};

// What post-processing asks of any hexahedral block, whatever its material.
class HexBlockBase : public Term {
  public:
    [[nodiscard]] virtual std::size_t element_count() const = 0;
    // One sample per element, in the order given at construction.
    [[nodiscard]] virtual std::vector<HexSample> sample(const State& state) const = 0;
    // Adds the forces that the nodes must exert on the block to keep it in this state, N, to `forces` (per node of the
    // kinematics): section forces and reactions come from these.
    virtual void add_nodal_forces(const State& state, std::span<Vec3> forces) const = 0;
};

template <class Material>
class HexBlock final : public HexBlockBase {
  public:
    using PointD = typename Material::template Point<double>;
    using PointL = typename Material::template Point<Lane>;

    // points: one per element, or empty for materials without per-element data.
    HexBlock(std::string name, const Material& material, std::span<const Vec3> reference, std::vector<Hex> elements,
             std::vector<PointD> points = {})
        : name_(std::move(name)),
          material_(material),
          reference_(reference.begin(), reference.end()),
          elements_(std::move(elements)),
          points_(std::move(points)) {
        if (points_.empty()) points_.resize(elements_.size());
        SPONDYL_ASSERT(points_.size() == elements_.size(), "{} points for {} elements", points_.size(),
                       elements_.size());
    }

    // The substance gains (or loses) volume: U is least at theta = 1 + amplitude(load). Swelling, and the nucleus that
    // a herniation takes away. Needs a material with a bulk modulus.
    void set_volume_load(LoadId load) {
        SPONDYL_ASSERT(material_.bulk_modulus > 0.0, "{} has no bulk modulus to change its volume against", name_);
        volume_load_ = load;
    }

    [[nodiscard]] std::string name() const override { return name_; }
    [[nodiscard]] std::size_t element_count() const override { return elements_.size(); }
    [[nodiscard]] const Material& material() const { return material_; }
    [[nodiscard]] const std::vector<PointD>& points() const { return points_; }
    [[nodiscard]] const std::vector<Hex>& elements() const { return elements_; }

    void reserve(Kinematics& kinematics) override {
        first_pressure_ = kinematics.add_internals(static_cast<int>(elements_.size()));
    }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    void advance(const State& before, double step, State& after) const override;
    Evaluation evaluate(const Kinematics& kinematics, const State& state, Request request, std::span<double> residual,
                        std::span<double> tangent) const override;
    [[nodiscard]] std::vector<HexSample> sample(const State& state) const override;
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
    void write_plain(const HexResult& result, const BatchSlots& slots, bool with_tangent, std::span<double> residual,
                     std::span<double> tangent) const;
    void write_tied(const Kinematics& kinematics, const State& state, const HexResult& result, const BatchSlots& slots,
                    bool with_tangent, std::span<double> residual, std::span<double> tangent) const;

    [[nodiscard]] double rest_ratio(const State& state) const {
        return volume_load_ < 0 ? 1.0 : 1.0 + state.loads[volume_load_];
    }
    [[nodiscard]] Lane pressures(const HexBatch& batch, const State& state) const {
        return Lane([&](auto l) { return state.internals[first_pressure_ + batch.element[l]]; });
    }

    std::string name_;
    int first_pressure_ = 0;  // index into State::internals of the first element's dU/dJ, MPa
    LoadId volume_load_ = -1;
    Material material_;
    std::vector<Vec3> reference_;
    std::vector<Hex> elements_;
    std::vector<PointD> points_;
    std::vector<HexBatch> batches_;
    std::vector<PointL> lane_points_;
    std::vector<BatchSlots> slots_;
};

template <class Material>
void HexBlock<Material>::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    std::vector<int> plain;
    std::vector<int> tied;
    for (int e = 0; e < static_cast<int>(elements_.size()); ++e) {
        const Hex& hex = elements_[e];
        const bool touches = std::any_of(hex.begin(), hex.end(), [&](int n) { return kinematics.body_of(n) >= 0; });
        (touches ? tied : plain).push_back(e);
    }
    batches_.clear();
    slots_.clear();
    const std::size_t residual_base = slots.residual_dofs().size();
    const std::size_t tangent_base = slots.tangent_dofs().size();
    for (const auto* list : {&plain, &tied}) {
        for (std::size_t first = 0; first < list->size(); first += lane_width) {
            const std::size_t count = std::min<std::size_t>(lane_width, list->size() - first);
            batches_.push_back(make_hex_batch(reference_, elements_, std::span(*list).subspan(first, count)));
            const HexBatch& batch = batches_.back();
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
                for (int k = 0; k < hex_forces; ++k) {
                    for (int l = 0; l < lane_width; ++l) slots.residual(dof(k, l));
                }
                for_each_hex_stiffness([&](int /*slot*/, int row, int column) {
                    for (int l = 0; l < lane_width; ++l) slots.tangent(dof(row, l), dof(column, l));
                });
            }
            slots_.push_back(std::move(s));
        }
    }
    lane_points_.clear();
    for (const HexBatch& batch : batches_) {
        lane_points_.push_back(pack_lanes<Material::template Point>(std::span<const PointD>(points_), batch));
    }
}

template <class Material>
Evaluation HexBlock<Material>::evaluate(const Kinematics& kinematics, const State& state, Request request,
                                        std::span<double> residual, std::span<double> tangent) const {
    const auto batches = static_cast<std::ptrdiff_t>(batches_.size());
    const double rest = rest_ratio(state);
    std::vector<Evaluation> partial(batches_.size());
#pragma omp parallel for schedule(static)
    for (std::ptrdiff_t b = 0; b < batches; ++b) {
        const HexBatch& batch = batches_[b];
        Lane position[8][3];
        gather_positions(batch, state.positions, position);
        HexResult result;
        const Lane pressure = pressures(batch, state);
        const Lane* internal = request.internals ? &pressure : nullptr;
        if (request.tangent) {
            evaluate_hex_batch<true>(material_, lane_points_[b], batch, position, internal, request.energy, result,
                                     rest);
        } else {
            evaluate_hex_batch<false>(material_, lane_points_[b], batch, position, internal, request.energy, result,
                                      rest);
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

template <class Material>
void HexBlock<Material>::advance(const State& before, double step, State& after) const {
    if (material_.bulk_modulus == 0.0) return;
    const double rest = rest_ratio(after);
    const auto batches = static_cast<std::ptrdiff_t>(batches_.size());
#pragma omp parallel for schedule(static)
    for (std::ptrdiff_t b = 0; b < batches; ++b) {
        const HexBatch& batch = batches_[b];
        Lane from[8][3];
        Lane to[8][3];
        gather_positions(batch, before.positions, from);
        gather_positions(batch, after.positions, to);
        const HexVolume volume = hex_volume(batch, from);
        Lane change = 0.0;
        for (int n = 0; n < 8; ++n) {
            for (int d = 0; d < 3; ++d) change += volume.gradient[n][d] * (to[n][d] - from[n][d]);
        }
        // Linearised U'(theta) = p: the elimination of the pressure that stands behind the stiffness.
        const Lane old = pressures(batch, before);
        const Lane of_volume = (volume.value / batch.volume - rest) * material_.bulk_modulus;
        const Lane pressure = old + step * (of_volume - old) + change / batch.volume * material_.bulk_modulus;
        for (int l = 0; l < batch.count; ++l) after.internals[first_pressure_ + batch.element[l]] = pressure[l];
    }
}

template <class Material>
void HexBlock<Material>::write_plain(const HexResult& result, const BatchSlots& slots, bool with_tangent,
                                     std::span<double> residual, std::span<double> tangent) const {
    namespace stdx = std::experimental;
    double* r = residual.data() + slots.residual;
    for (int k = 0; k < hex_forces; ++k) result.force[k].copy_to(r + k * lane_width, stdx::element_aligned);
    if (!with_tangent) return;
    double* t = tangent.data() + slots.tangent;
    for (int k = 0; k < hex_stiffnesses; ++k) result.stiffness[k].copy_to(t + k * lane_width, stdx::element_aligned);
}

template <class Material>
void HexBlock<Material>::write_tied(const Kinematics& kinematics, const State& state, const HexResult& result,
                                    const BatchSlots& slots, bool with_tangent, std::span<double> residual,
                                    std::span<double> tangent) const {
    for (std::size_t l = 0; l < slots.tied.size(); ++l) {
        const TiedSlots& t = slots.tied[l];
        Eigen::VectorXd force(hex_forces);
        for (int k = 0; k < hex_forces; ++k) force[k] = result.force[k][l];
        Eigen::MatrixXd stiffness;
        std::span<double> out;
        if (with_tangent) {
            stiffness.resize(hex_forces, hex_forces);
            for_each_hex_stiffness([&](int slot, int row, int column) {
                stiffness(row, column) = stiffness(column, row) = result.stiffness[slot][l];
            });
            out = tangent.subspan(t.tangent, t.block.tangent_slots());
        }
        t.block.condense(kinematics, state, force, stiffness, residual.subspan(t.residual, t.block.residual_slots()),
                         out);
    }
}

template <class Material>
std::vector<HexSample> HexBlock<Material>::sample(const State& state) const {
    std::vector<HexSample> samples(elements_.size());
    const auto gauss = hex8_gauss_points();
    const double rest_volume = rest_ratio(state);
    const auto count = static_cast<std::ptrdiff_t>(elements_.size());
#pragma omp parallel for schedule(static)
    for (std::ptrdiff_t e = 0; e < count; ++e) {
        std::array<Vec3, 8> rest;
        std::array<Vec3, 8> now;
        for (std::size_t n = 0; n < 8; ++n) {
            rest[n] = reference_[elements_[e][n]];
            now[n] = state.positions[elements_[e][n]];
        }
        const double theta = hex8_volume(now) / hex8_volume(rest);
        const double pressure = (theta - rest_volume) * material_.bulk_modulus;
        HexSample& out = samples[e];
        double reference_volume = 0.0;
        const auto deformation_at = [&](const Vec3& local) {
            const HexGradient g = hex8_local_gradient(local);
            const Mat3 j0 = hex8_jacobian(rest, g);
            const Mat3 f = hex8_jacobian(now, g) * j0.inverse();
            Tensor<double> t;
            for (int i = 0; i < 3; ++i) {
                for (int j = 0; j < 3; ++j) t[i][j] = f(i, j);
            }
            return std::pair(t, j0.determinant());
        };
        for (const Vec3& p : gauss) {
            const auto [f, weight] = deformation_at(p);
            const Response<double> r = material_(f, points_[e]);
            const double j = determinant(f);
            const SymTensor<double> right = right_product(f);
            for (int s = 0; s < 6; ++s) {
                // sigma J = tau_t: weighting by the current volume keeps the mean stress work-conjugate.
                out.cauchy[s] += weight * (r.tau[s] + (s < 3 ? pressure * j : 0.0));
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
            out.fibres = material_.fibre_state(deformation_at(Vec3::Zero()).first, points_[e]);
        }
    }
    return samples;
}

template <class Material>
void HexBlock<Material>::add_nodal_forces(const State& state, std::span<Vec3> forces) const {
    for (std::size_t b = 0; b < batches_.size(); ++b) {
        const HexBatch& batch = batches_[b];
        Lane position[8][3];
        gather_positions(batch, state.positions, position);
        HexResult result;
        evaluate_hex_batch<false>(material_, lane_points_[b], batch, position, nullptr, false, result,
                                  rest_ratio(state));
        for (int l = 0; l < batch.count; ++l) {
            for (int k = 0; k < hex_forces; ++k) forces[batch.node[k / 3][l]][k % 3] += result.force[k][l];
        }
    }
}

}  // namespace spondyl
