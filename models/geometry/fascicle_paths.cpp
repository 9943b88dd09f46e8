// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/fascicle_paths.hpp"

#include <cmath>
#include <numbers>

#include "core/error.hpp"

namespace spondyl {
namespace {

const Vec3& mark(const VertebraMesh& vertebra, const std::string& landmark) {
    const auto found = vertebra.landmarks.find(landmark);
    SPONDYL_ASSERT(found != vertebra.landmarks.end(), "{} has no landmark '{}'", name(vertebra.vertebra), landmark);
    return found->second;
}

// Position of fascicle i among `count`, from 0 to 1; the middle for a single one.
double along(int i, int count) {
    return count == 1 ? 0.5 : static_cast<double>(i) / (count - 1);
}

// The same from -1 to 1, with exactly opposite values for opposite fascicles.
double across(int i, int count) {
    return count == 1 ? 0.0 : static_cast<double>(2 * i - (count - 1)) / (count - 1);
}

// Point of the front half of a rim at the lateral distance z from its middle: there the outline is half an ellipse
// (outline.hpp).
Vec3 front_rim(const VertebraMesh& vertebra, const std::string& end, double z) {
    const Vec3& right = mark(vertebra, "right_" + end + "_rim");
    const Vec3 centre = 0.5 * (right + mark(vertebra, "left_" + end + "_rim"));
    const Vec3 across = right - centre;
    const double v = std::min(std::abs(z) / across.norm(), 1.0);
    return centre + std::sqrt(1.0 - v * v) * (mark(vertebra, "anterior_" + end + "_rim") - centre) +
           std::copysign(v, z) * across;
}

// The hollow and the ellipse of the back nearly cancel over the width of the ligament: a straight line.
Vec3 back_rim(const VertebraMesh& vertebra, const std::string& end, double z) {
    const Vec3 across = mark(vertebra, "right_" + end + "_rim") - mark(vertebra, "left_" + end + "_rim");
    return mark(vertebra, "posterior_" + end + "_rim") + z * across.normalized();
}

// On the line from the midline landmark to its lateral partner; s from -1 (left) to 1 (right).
Vec3 lamina(const VertebraMesh& vertebra, const std::string& landmark, double s) {
    const Vec3& middle = mark(vertebra, landmark);
    const Vec3& side = mark(vertebra, landmark + (s < 0.0 ? "_left" : "_right"));
    return middle + std::abs(s) * (side - middle);
}

Vec3 between(const VertebraMesh& vertebra, const std::string& from, const std::string& to, double t) {
    const Vec3& start = mark(vertebra, from);
    return start + t * (mark(vertebra, to) - start);
}

class Paths {
  public:
    Paths(const LigamentAnatomy& anatomy, const VertebraMesh& above, const VertebraMesh& below,
          const PelvisPlace& pelvis, Side side, int count)
        : anatomy_(anatomy), above_(above), below_(below), pelvis_(pelvis), side_(name(side)), count_(count) {}

    std::vector<FasciclePath> make(Ligament ligament) const {
        switch (ligament) {
            case Ligament::ALL:
                return rim_band(front_rim, anatomy_.ALL_width);
            case Ligament::PLL:
                return rim_band(back_rim, anatomy_.PLL_width);
            case Ligament::LF:
                return flavum();
            case Ligament::ISL:
                return interspinous();
            case Ligament::SSL:
                return supraspinous();
            case Ligament::ITL:
                return intertransverse();
            case Ligament::CL:
                return capsule();
            case Ligament::IL:
                return iliolumbar();
        }
        throw InternalError("a ligament without a path");
    }

  private:
    template <class Make>
    std::vector<FasciclePath> each(const Make& make_one) const {
        std::vector<FasciclePath> paths;
        paths.reserve(static_cast<std::size_t>(count_));
        for (int i = 0; i < count_; ++i) paths.push_back(make_one(i));
        return paths;
    }

    template <class Rim>
    std::vector<FasciclePath> rim_band(const Rim& rim, double width) const {
        return each([&](int i) -> FasciclePath {
            const double z = 0.5 * width * across(i, count_);
            return {rim(above_, "inferior", z), rim(below_, "superior", z)};
        });
    }

    [[nodiscard]] std::vector<FasciclePath> flavum() const {
        return each([&](int i) -> FasciclePath {
            const double s = across(i, count_);
            return {lamina(above_, "lamina_front", s), lamina(below_, "lamina_upper_edge", s)};
        });
    }

    [[nodiscard]] std::vector<FasciclePath> interspinous() const {
        const double upper_start = anatomy_.ISL_upper_start;
        const double upper_end = anatomy_.ISL_upper_end;
        const double lower_start = anatomy_.ISL_lower_start;
        const double lower_end = anatomy_.ISL_lower_end;
        return each([&](int i) -> FasciclePath {
            const double t = along(i, count_);
            return {between(above_, "spinous_lower_edge_front", "spinous_lower_edge_back",
                            upper_start + t * (upper_end - upper_start)),
                    between(below_, "spinous_upper_edge_front", "spinous_upper_edge_back",
                            lower_start + t * (lower_end - lower_start))};
        });
    }

    [[nodiscard]] std::vector<FasciclePath> supraspinous() const {
        return each([&](int) -> FasciclePath {
            return {mark(above_, "spinous_process_tip"), mark(below_, "spinous_process_tip")};
        });
    }

    // The sacrum has a wing in place of the process.
    [[nodiscard]] std::vector<FasciclePath> intertransverse() const {
        const double start = anatomy_.ITL_start;
        const double end = anatomy_.ITL_end;
        const std::string lower = below_.vertebra == Vertebra::S1 ? "wing_upper" : "transverse_upper";
        return each([&](int i) -> FasciclePath {
            const double t = start + along(i, count_) * (end - start);
            return {between(above_, "transverse_lower_root_" + side_, "transverse_lower_tip_" + side_, t),
                    between(below_, lower + "_root_" + side_, lower + "_tip_" + side_, t)};
        });
    }

    // A ring around the joint, each fascicle across the gap from the side of one process to that of the other.
    [[nodiscard]] std::vector<FasciclePath> capsule() const {
        const std::string facet = "facet_" + side_;
        const Vec3& centre = mark(below_, "superior_" + facet + "_centre");
        const Vec3 up = mark(below_, "superior_" + facet + "_cranial_rim") - centre;
        const Vec3 out = mark(below_, "superior_" + facet + "_lateral_rim") - centre;
        const Vec3 gap = mark(above_, "inferior_" + facet + "_centre") - centre;
        const Vec3 back = anatomy_.CL_set_back * gap.normalized();
        return each([&](int i) -> FasciclePath {
            const double angle = 2.0 * std::numbers::pi * (i + 0.5) / count_;
            const Vec3 rim = centre + std::cos(angle) * up + std::sin(angle) * out;
            return {rim + gap + back, rim - back};
        });
    }

    // One band that widens outwards: from the lower edge of the transverse process to its apex, and along the crest.
    [[nodiscard]] std::vector<FasciclePath> iliolumbar() const {
        const Vec3 edge =
            between(above_, "transverse_lower_root_" + side_, "transverse_lower_tip_" + side_, anatomy_.IL_start);
        const Vec3& apex = mark(above_, "transverse_process_tip_" + side_);
        const double outwards = side_ == name(Side::right) ? 1.0 : -1.0;
        const auto on_crest = [&](double anterior, double cranial, double lateral) -> Vec3 {
            return pelvis_.centre + pelvis_.size * Vec3(anterior, cranial, outwards * lateral);
        };
        const Vec3 front = on_crest(anatomy_.IL_front_anterior, anatomy_.IL_front_cranial, anatomy_.IL_front_lateral);
        const Vec3 back = on_crest(anatomy_.IL_back_anterior, anatomy_.IL_back_cranial, anatomy_.IL_back_lateral);
        return each([&](int i) -> FasciclePath {
            const double t = along(i, count_);
            return {edge + t * (apex - edge), front + t * (back - front)};
        });
    }

    const LigamentAnatomy& anatomy_;
    const VertebraMesh& above_;
    const VertebraMesh& below_;
    const PelvisPlace& pelvis_;
    std::string side_;
    int count_;
};

}  // namespace

std::vector<FasciclePath> fascicle_paths(const SpineAnatomy& anatomy, const VertebraMesh& above,
                                         const VertebraMesh& below, const PelvisPlace& pelvis, Ligament ligament,
                                         Side side, int count) {
    SPONDYL_ASSERT(count > 0, "{} fascicles", count);
    return Paths(anatomy.ligaments[static_cast<std::size_t>(above.vertebra)], above, below, pelvis, side, count)
        .make(ligament);
}

}  // namespace spondyl
