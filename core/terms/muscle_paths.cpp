// SPDX-License-Identifier: Apache-2.0
#include "core/terms/muscle_paths.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <span>

#include "core/error.hpp"
#include "core/system/rotation.hpp"

namespace spondyl {

namespace {

// Motion of a point by the equations of one of its carriers: dx = weight dq + dw x arm; three columns for a free node.
using Jacobian = Eigen::Matrix<double, 3, Eigen::Dynamic, 0, 3, 6>;

struct Share {
    int offset = 0;
    bool turns = false;
    Vec3 arm = Vec3::Zero();  // weighted sum of the arms of its nodes, mm
    Jacobian jacobian;
};

struct Derivatives {
    Eigen::VectorXd gradient;
    Eigen::MatrixXd hessian;
};

// Kept per thread: paths come in few sizes and are differentiated many times.
Derivatives& derivatives_of_size(Eigen::Index size) {
    thread_local std::vector<Derivatives> kept;
    if (std::ssize(kept) <= size) kept.resize(static_cast<std::size_t>(size) + 1);
    return kept[static_cast<std::size_t>(size)];
}

// How the points of a path move with its equations: those of all points, one after the other.
class PointShares {
  public:
    void clear() {
        all_.clear();
        end_.clear();
    }
    // Of the next point, whose nodes these carry.
    template <class Carriers>
    void add_point(const Carriers& carriers, const Kinematics& kinematics, const State& state) {
        for (const auto& carrier : carriers) {
            Share share{.offset = carrier.offset, .turns = carrier.body >= 0, .jacobian = {}};
            double weight = 0.0;
            for (const auto& [node, w] : carrier.nodes) {
                weight += w;
                if (share.turns) {
                    share.arm += w * (state.positions[node] - kinematics.body_position(state, carrier.body));
                }
            }
            share.jacobian.setZero(3, share.turns ? 6 : 3);
            share.jacobian.leftCols<3>() = weight * Mat3::Identity();
            if (share.turns) share.jacobian.rightCols<3>() = -cross_matrix(share.arm);
            all_.push_back(share);
        }
        end_.push_back(all_.size());
    }

    [[nodiscard]] std::span<const Share> of(std::size_t point) const {
        const std::size_t first = point == 0 ? 0 : end_[point - 1];
        return std::span(all_).subspan(first, end_[point] - first);
    }

    // Second derivative of the length of a straight piece, which turns with its ends.
    void add_curvature(std::size_t piece, const Vec3& direction, double length, Eigen::MatrixXd& hessian) const {
        const Mat3 across = (Mat3::Identity() - direction * direction.transpose()) / length;
        for (const std::size_t a : {piece, piece + 1}) {
            for (const std::size_t b : {piece, piece + 1}) {
                const double sign = a == b ? 1.0 : -1.0;
                for (const Share& row : of(a)) {
                    const Jacobian turned = sign * across * row.jacobian;
                    for (const Share& column : of(b)) {
                        hessian.block(row.offset, column.offset, row.jacobian.cols(), column.jacobian.cols())
                            .noalias() += turned.transpose().lazyProduct(column.jacobian);
                    }
                }
            }
        }
    }

  private:
    std::vector<Share> all_;
    std::vector<std::size_t> end_;  // of each point
};

}  // namespace

MusclePaths::Layout MusclePaths::lay_out(const MusclePath& path, const Kinematics& kinematics) const {
    Layout layout;
    struct Known {
        int body;
        int node;  // only if the body is -1
        int offset;
    };
    std::vector<Known> known;
    const auto offset_of = [&](int node) {
        const int body = kinematics.body_of(node);
        for (const Known& k : known) {
            if (k.body == body && (body >= 0 || k.node == node)) return k.offset;
        }
        known.push_back({body, node, static_cast<int>(layout.dofs.size())});
        for (int c = 0; c < (body >= 0 ? 6 : 3); ++c) {
            const int dof = body >= 0 ? kinematics.body_dof(body, c) : kinematics.node_dof(node, c);
            SPONDYL_ASSERT(dof >= 0, "node {} of a muscle path has no equations", node);
            layout.dofs.push_back(dof);
        }
        return known.back().offset;
    };
    for (const CablePoint& point : path.points) {
        std::vector<Carrier>& carriers = layout.points.emplace_back();
        for (std::size_t i = 0; i < point.nodes.size(); ++i) {
            const int offset = offset_of(point.nodes[i]);
            auto carrier =
                std::find_if(carriers.begin(), carriers.end(), [&](const Carrier& c) { return c.offset == offset; });
            if (carrier == carriers.end()) {
                carriers.push_back({.body = kinematics.body_of(point.nodes[i]), .offset = offset, .nodes = {}});
                carrier = carriers.end() - 1;
            }
            carrier->nodes.emplace_back(point.nodes[i], point.weights[i]);
        }
    }
    for (std::size_t p = 0; p + 1 < layout.points.size(); ++p) {
        const auto& a = layout.points[p];
        const auto& b = layout.points[p + 1];
        layout.within_one_body.push_back(a.size() == 1 && b.size() == 1 && a[0].body >= 0 && a[0].body == b[0].body);
    }
    return layout;
}

void MusclePaths::declare(const Kinematics& kinematics, SlotBuilder& slots) {
    layouts_.clear();
    std::size_t residual = 0;
    std::size_t tangent = 0;
    for (const MusclePath& path : paths_) {
        SPONDYL_ASSERT(path.points.size() >= 2, "a muscle path of {} points", path.points.size());
        Layout& layout = layouts_.emplace_back(lay_out(path, kinematics));
        layout.first_residual = residual;
        layout.first_tangent = tangent;
        residual += layout.dofs.size();
        tangent += layout.dofs.size() * (layout.dofs.size() + 1) / 2;
        slots.block(layout.dofs);
    }
}

void MusclePaths::differentiate_length(std::size_t path, const Kinematics& kinematics, const State& state,
                                       Eigen::VectorXd& gradient, Eigen::MatrixXd* hessian) const {
    const Layout& layout = layouts_[path];
    const auto size = static_cast<Eigen::Index>(layout.dofs.size());
    const std::vector<CablePoint>& points = paths_[path].points;
    gradient.setZero(size);
    if (hessian != nullptr) hessian->setZero(size, size);

    thread_local PointShares shares;
    shares.clear();
    for (const auto& carriers : layout.points) shares.add_point(carriers, kinematics, state);
    thread_local std::vector<Vec3> slope;  // dL by the motion of each point
    slope.assign(points.size(), Vec3::Zero());
    for (std::size_t p = 0; p + 1 < points.size(); ++p) {
        if (layout.within_one_body[p]) continue;
        const Vec3 span = points[p + 1].position(state) - points[p].position(state);
        const double length = span.norm();
        if (length == 0.0) continue;
        const Vec3 direction = span / length;
        slope[p] -= direction;
        slope[p + 1] += direction;
        if (hessian != nullptr) shares.add_curvature(p, direction, length, *hessian);
    }
    for (std::size_t p = 0; p < points.size(); ++p) {
        const Vec3& f = slope[p];
        for (const Share& share : shares.of(p)) {
            gradient.segment(share.offset, share.jacobian.cols()) += share.jacobian.transpose() * f;
            if (hessian == nullptr || !share.turns) continue;
            const Vec3& r = share.arm;
            hessian->block<3, 3>(share.offset + 3, share.offset + 3) +=
                0.5 * (f * r.transpose() + r * f.transpose()) - f.dot(r) * Mat3::Identity();
        }
    }
}

MusclePaths::Force MusclePaths::force(std::size_t path, double length, const State& state) const {
    const double full = state.loads[paths_[path].tension];
    if (full <= 0.0) return {};
    const double gain = state.loads[gain_];
    if (gain == 0.0) return {.tension = full, .stiffness = 0.0, .energy = full * length};
    const double fibre = paths_[path].fibre_length;
    const double stretch = (length - state.loads[paths_[path].held_length]) / fibre;
    const double factor = 1.0 + gain * stretch;
    // Slack: the energy stays at its value where the tension ends, at a stretch of -1 / gain.
    if (factor <= 0.0) return {.energy = -0.5 * full * fibre / gain};
    return {.tension = full * factor,
            .stiffness = full * gain / fibre,
            .energy = full * fibre * stretch * (1.0 + 0.5 * gain * stretch)};
}

Evaluation MusclePaths::evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const {
    const Kinematics& kinematics = context.kinematics;
    const State& state = context.state;
    const Request request = context.request;
    const auto count = static_cast<int>(paths_.size());
    if (state.loads[gain_] != 0.0) {
        for (const MusclePath& path : paths_) {
            SPONDYL_ASSERT(
                state.loads[path.tension] <= 0.0 || (state.loads[path.held_length] > 0.0 && path.fibre_length > 0.0),
                "a muscle with short-range stiffness needs its length and that of its fibres, not {} and {} mm",
                state.loads[path.held_length], path.fibre_length);
        }
    }
    std::vector<double> energy(paths_.size());
#pragma omp parallel for schedule(static)
    for (int i = 0; i < count; ++i) {
        const auto path = static_cast<std::size_t>(i);
        const Layout& layout = layouts_[path];
        const auto size = static_cast<Eigen::Index>(layout.dofs.size());
        const Force now = force(path, length(path, state), state);
        energy[path] = now.energy;
        double* const own_residual = residual.data() + layout.first_residual;
        double* own_tangent = request.tangent ? tangent.data() + layout.first_tangent : nullptr;
        if (now.tension == 0.0) {
            std::fill_n(own_residual, size, 0.0);
            if (own_tangent != nullptr) std::fill_n(own_tangent, size * (size + 1) / 2, 0.0);
            continue;
        }
        auto& [gradient, hessian] = derivatives_of_size(size);
        differentiate_length(path, kinematics, state, gradient, own_tangent != nullptr ? &hessian : nullptr);
        Eigen::Map<Eigen::VectorXd>(own_residual, size) = now.tension * gradient;
        if (own_tangent == nullptr) continue;
        for (Eigen::Index a = 0; a < size; ++a) {
            for (Eigen::Index b = a; b < size; ++b) {
                *own_tangent++ = now.tension * hessian(a, b) + now.stiffness * gradient[a] * gradient[b];
            }
        }
    }
    Evaluation total;
    for (const double e : energy) total.energy += e;
    return total;
}

double MusclePaths::length(std::size_t path, const State& state) const {
    const std::vector<CablePoint>& points = paths_[path].points;
    double sum = 0.0;
    Vec3 from = points.front().position(state);
    for (std::size_t p = 1; p < points.size(); ++p) {
        const Vec3 to = points[p].position(state);
        sum += (to - from).norm();
        from = to;
    }
    return sum;
}

double MusclePaths::tension(std::size_t path, const State& state) const {
    return force(path, length(path, state), state).tension;
}

std::vector<std::pair<int, double>> MusclePaths::pull(std::size_t path, const Kinematics& kinematics,
                                                      const State& state) const {
    Eigen::VectorXd gradient;
    differentiate_length(path, kinematics, state, gradient, nullptr);
    const std::vector<int>& dofs = layouts_[path].dofs;
    std::vector<std::pair<int, double>> pairs;
    for (std::size_t i = 0; i < dofs.size(); ++i) pairs.emplace_back(dofs[i], -gradient[static_cast<Eigen::Index>(i)]);
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

}  // namespace spondyl
