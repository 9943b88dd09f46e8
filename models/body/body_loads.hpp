// SPDX-License-Identifier: Apache-2.0
// Weights, hand loads, supports and inertia as forces on the vertebrae T12 (with thorax, head and arms) to L5.
//
// Segment masses: models/data/segment_masses.csv and excess_mass.csv, scaled by sex, height, mass and waist
// (docs/body.md).
#pragma once

#include <array>
#include <vector>

#include "models/body/pose.hpp"

namespace spondyl {

struct PointForce {
    Vec3 force = Vec3::Zero();  // N, world
    Vec3 point = Vec3::Zero();  // mm, world, in the pose; rides on the vertebra from there on
};

// A support of the thorax with an unknown reaction, determined together with the muscle forces so that muscle effort is
// smallest. Sizes are 0 or more, of a force in N or a couple in N m.
struct SupportContact {
    std::string name;              // "backrest", "elbows", "surface"
    Vec3 force = Vec3::Zero();     // per size, world
    Vec3 point = Vec3::Zero();     // mm, world, where the force acts in the pose
    Vec3 friction = Vec3::Zero();  // the part of the force that is friction
    Vec3 couple = Vec3::Zero();    // N mm per size, world
    double most = 0.0;             // largest size
};

// A compliant pad fixed in space (core/terms/elastic_support.hpp). stiffness 0: none.
struct ElasticPad {
    double stiffness = 0.0;      // N / mm
    Vec3 point = Vec3::Zero();   // mm, world, of the skin in the pose; rides on the vertebra from there on
    Vec3 normal = Vec3::Zero();  // unit, world: the way it pushes
    double offset = 0.0;         // of its unloaded surface along the normal, mm
};

// The pressure that the muscles of the abdominal wall hold, on each side of a cylinder about `axis`.
struct WallPressure {
    double work_Nmm = 0.0;      // of the pressure per strain of a uniform widening: p R h c
    double arc_mm = 0.0;        // c: half the circumference
    Vec3 axis = Vec3::UnitY();  // from L5-S1 to T12, world
};

// Share of their strength that muscles give at least.
struct LeastContraction {
    double abdominal = 0.0;  // rectus, obliques, transversus
    double back = 0.0;       // multifidus, longissimus, iliocostalis
};

// By Vertebra, T12 to L5 (S1 is held).
struct BodyLoads {
    std::array<PointForce, vertebra_count> weight{};   // of the body itself: parallel forces, at their common centre
    std::array<PointForce, vertebra_count> support{};  // backrest, surfaces, abdominal pressure, traction, push
    std::array<ElasticPad, vertebra_count> pad{};      // lumbar pad of a backrest
    // Forces of a surface on a lying person, at the masses that it carries; already subtracted from the weight.
    std::array<PointForce, vertebra_count> carried{};
    PointForce hands;                                          // force of the load, on the thorax
    std::array<Vec3, vertebra_count> couple = zero_vectors();  // N mm, world: exoskeleton, belt, inertia
    std::vector<SupportContact>
        support_contacts;  // their forces act at support[T12].point, moved there with their couple
    WallPressure wall;
    LeastContraction least_contraction;                // as required by the task
    std::array<PointForce, vertebra_count> inertia{};  // part of support and couple: of the accelerated trunk
    std::array<Vec3, vertebra_count> inertia_couple = zero_vectors();
    // The outside forces and couples one by one, for reports and pictures, where they act in the pose; weight and
    // inertia are sums over the vertebrae.
    std::vector<ExternalForce> named;
};

BodyLoads body_loads(const Anatomy& anatomy, const Person& person, const Task& task, const Pose& pose,
                     const SpineMesh& mesh);

// One mass of the person in standing, before any posture.
struct SegmentMass {
    std::string name;       // "L3", "thorax", "head", "upper_arm_left", "waist_L4" ...
    Vertebra carried_by{};  // T12 .. L5
    double mass_kg = 0.0;
    Vec3 centre = Vec3::Zero();  // mm, world, standing with hanging arms
};
// All segments above the L5-S1 disc. UserError: mass or waist outside what the tables cover.
std::vector<SegmentMass> segment_masses(const Anatomy& anatomy, const Person& person, const SpineMesh& mesh);

}  // namespace spondyl
