// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>

#include "models/body/body_loads.hpp"
#include "models/body/limbs.hpp"

namespace spondyl {
namespace {

Vertebra carrier(const std::string& segment) {
    const auto vertebra = find_enumerator<Vertebra>(segment);
    return vertebra ? *vertebra : Vertebra::T12;  // thorax, head and arms ride on T12
}

}  // namespace

// Every segment keeps its share of body mass, times trunk_mass_scale between neck and pelvis. On T12 to L5 the mass
// above the usual lies so far ahead of the rest that the mean of both is shifted as measured: w e (s m) / (w m) = s e,
// with shift s per excess e of body mass m. The waist shifts all of a level by the difference of its radius to the
// usual one: its back stays at the spine.
std::vector<SegmentMass> segment_masses(const Anatomy& anatomy, const Person& person, const SpineMesh& mesh) {
    const BodySize size(anatomy, person);
    const MassAnatomy& masses = anatomy.body.mass;
    const double height = 0.01 * person.height_cm;
    const double usual = masses.excess_from_bmi * height * height;
    const double excess = std::max(0.0, person.mass_kg - usual);
    const double waist_ahead = masses.shift_per_excess * person.mass_kg * size.scale();
    const double waist_shift = (size.waist_mm() - size.usual_waist_mm()) / (2.0 * std::numbers::pi);

    const UpperTrunk upper(size, mesh);
    std::vector<SegmentMass> list;
    for (const SegmentAnatomy& of : anatomy.body.segments) {
        const std::string& segment = of.name;
        const bool waist_level = find_enumerator<Vertebra>(segment).has_value();
        const bool trunk = waist_level || segment.front() == 'T';
        const double share = 0.01 * of.mass_percent.of(person.sex) * (trunk ? person.trunk_mass_scale : 1.0);
        if (segment == "upper_arm" || segment == "forearm" || segment == "hand") {
            for (const Side side : {Side::left, Side::right}) {
                const ArmLine arm = hanging_arm(size, upper, mesh, side);
                const Vec3& from = segment == "upper_arm" ? arm.shoulder : segment == "forearm" ? arm.elbow : arm.wrist;
                const Vec3& to = segment == "upper_arm" ? arm.elbow : segment == "forearm" ? arm.wrist : arm.grip;
                list.push_back({segment + "_" + std::string(name(side)), Vertebra::T12, share * person.mass_kg,
                                from + of.fraction * (to - from)});
            }
            continue;
        }
        const Vertebra vertebra = carrier(segment);
        Vec3 centre = vertebra_of(mesh, vertebra).frame.origin + upper.offset(of.anterior, of.cranial, 0.0);
        if (waist_level) centre.x() += waist_shift;
        const double forward_mass = waist_level ? share * excess : 0.0;
        list.push_back({segment, vertebra, share * person.mass_kg - forward_mass, centre});
        if (forward_mass > 0.0) {
            list.push_back({"waist_" + segment, vertebra, forward_mass, centre + Vec3(waist_ahead, 0.0, 0.0)});
        }
    }
    return list;
}

}  // namespace spondyl
