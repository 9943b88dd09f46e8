// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/mesh_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <numbers>
#include <utility>

#include "core/elements/quality.hpp"
#include "core/text/words.hpp"
#include "models/geometry/spine_cell.hpp"

namespace spondyl {
namespace {

bool is_bone(Part part) {
    return part == Part::bony_endplate || part == Part::trabecular_bone;
}

double inclination_deg(const Mat3& rotation) {
    return std::atan2(rotation(1, 0), rotation(0, 0)) * 180.0 / std::numbers::pi;
}

// Sagittal inclination of the line from the posterior to the anterior rim of an endplate; + anterior side up.
double endplate_deg(const VertebraMesh& v, const std::string& side) {
    const Vec3 line = v.landmarks.at("anterior_" + side + "_rim") - v.landmarks.at("posterior_" + side + "_rim");
    return std::atan2(line.y(), line.x()) * 180.0 / std::numbers::pi;
}

std::vector<PartQuality> measure_parts(const SpineMesh& mesh) {
    // Bone of vertebra v lies between the discs v - 1 and v.
    std::map<std::pair<int, int>, PartQuality> rows;
    for (std::size_t e = 0; e < mesh.cells().size(); ++e) {
        const Part part = mesh.part[e];
        const bool bone = is_bone(part);
        const auto level = static_cast<std::size_t>(mesh.level[e]);
        PartQuality& row = rows[{2 * mesh.level[e] + (bone ? 0 : 1), static_cast<int>(part)}];
        if (row.cells == 0) {
            row.part = part;
            row.level = bone ? vertebra_names[level] : disc_names[level];
            row.min_jacobian = row.min_scaled_jacobian = std::numeric_limits<double>::max();
        }
        const auto cell = mesh.cells()[e].first<SpineCell::nodes>();
        const NodePositions<SpineCell> x = positions_of<SpineCell>(cell, mesh.mesh.nodes);
        const double aspect = aspect_ratio<SpineCell>(x);
        ++row.cells;
        row.volume += element_volume<SpineCell>(x);
        row.min_jacobian = std::min(row.min_jacobian, smallest_jacobian<SpineCell>(x));
        row.min_scaled_jacobian = std::min(row.min_scaled_jacobian, scaled_jacobian<SpineCell>(x));
        row.max_aspect_ratio = std::max(row.max_aspect_ratio, aspect);
        row.mean_aspect_ratio += aspect;
    }
    std::vector<PartQuality> parts;
    for (auto& [key, row] : rows) {
        row.mean_aspect_ratio /= row.cells;
        parts.push_back(row);
    }
    return parts;
}

class Checker {
  public:
    Checker(const std::vector<PublishedSize>& published, std::vector<GeometryCheck>& checks)
        : published_(published), checks_(checks) {}

    void add(std::string_view level, const std::string& quantity, double value) {
        const PublishedSize* size = find(level, quantity);
        if (size == nullptr) size = find("all", quantity);
        if (size == nullptr) return;
        checks_.push_back({std::string(level), quantity, value, size->low, size->high, size->unit, size->source});
    }

  private:
    [[nodiscard]] const PublishedSize* find(std::string_view level, std::string_view quantity) const {
        const auto found = std::ranges::find_if(
            published_, [&](const PublishedSize& one) { return one.level == level && one.quantity == quantity; });
        return found == published_.end() ? nullptr : &*found;
    }

    const std::vector<PublishedSize>& published_;
    std::vector<GeometryCheck>& checks_;
};

}  // namespace

MeshReport report(const SpineAnatomy& anatomy, const SpineMesh& mesh) {
    MeshReport result;
    result.nodes = mesh.mesh.nodes.size();
    result.cells = mesh.cells().size();
    result.parts = measure_parts(mesh);

    Checker check(anatomy.published_sizes, result.checks);
    for (std::size_t i = 0; i < mesh.discs.size(); ++i) {
        const DiscMesh& disc = mesh.discs[i];
        const std::string_view level = name(disc.disc);
        double volume = 0.0;
        for (const PartQuality& part : result.parts) {
            if (part.level == level) volume += part.volume;
        }
        check.add(level, "disc_area", disc.area);
        check.add(level, "disc_width", disc.width);
        check.add(level, "disc_depth", disc.depth);
        check.add(level, "disc_height_anterior", disc.height_anterior);
        check.add(level, "disc_height_posterior", disc.height_posterior);
        check.add(level, "disc_volume", volume);
        check.add(level, "nucleus_area_fraction", disc.nucleus_area / disc.area);
        const VertebraMesh& above = mesh.vertebrae[i];
        const VertebraMesh& below = mesh.vertebrae[i + 1];
        check.add(level, "segment_lordosis", endplate_deg(above, "superior") - endplate_deg(below, "superior"));
    }
    for (const VertebraMesh& v : mesh.vertebrae) {
        if (v.vertebra == Vertebra::S1) continue;
        check.add(name(v.vertebra), "body_height_mean", 0.5 * (v.height_anterior + v.height_posterior));
        check.add(name(v.vertebra), "body_height_anterior", v.height_anterior);
        check.add(name(v.vertebra), "body_height_posterior", v.height_posterior);
    }
    const VertebraMesh& bottom = mesh.vertebrae.back();
    if (bottom.vertebra == Vertebra::S1) {
        check.add("S1", "sacral_slope", -inclination_deg(bottom.frame.rotation));
        for (const VertebraMesh& v : mesh.vertebrae) {
            if (v.vertebra != Vertebra::L1) continue;
            check.add("L1-S1", "lordosis", endplate_deg(v, "superior") - endplate_deg(bottom, "superior"));
        }
    }
    return result;
}

std::string format(const MeshReport& report) {
    std::string text = fmt::format("{} nodes, {} cells\n\n", report.nodes, report.cells);
    auto out = std::back_inserter(text);
    fmt::format_to(out, "{:<8} {:<19} {:>7} {:>12} {:>16} {:>12} {:>12}\n", "level", "part", "cells", "volume mm3",
                   "scaled jacobian", "aspect max", "aspect mean");
    for (const PartQuality& p : report.parts) {
        fmt::format_to(out, "{:<8} {:<19} {:>7} {:>12.0f} {:>16.3f} {:>12.2f} {:>12.2f}\n", p.level,
                       spaced(name(p.part)), p.cells, p.volume, p.min_scaled_jacobian, p.max_aspect_ratio,
                       p.mean_aspect_ratio);
    }
    fmt::format_to(out, "\n{:<8} {:<22} {:>10} {:<4} {:>19}  {:<7} {}\n", "level", "quantity", "value", "", "published",
                   "", "source");
    for (const GeometryCheck& c : report.checks) {
        fmt::format_to(out, "{:<8} {:<22} {:>10.2f} {:<4} {:>8.2f} - {:>8.2f}  {:<7} {}\n", c.level, c.quantity,
                       c.value, c.unit, c.low, c.high,
                       c.inside()        ? "inside"
                       : c.value < c.low ? "below"
                                         : "above",
                       c.source);
    }
    return text;
}

}  // namespace spondyl
