// SPDX-License-Identifier: Apache-2.0
// Observational scores of a posture: REBA (Hignett and McAtamney 2000, Appl Ergon 31:201), RULA (McAtamney and Corlett
// 1993, Appl Ergon 24:91), OWAS (Karhu et al. 1977, Appl Ergon 8:199). The tables were read in two places each
// (docs/indices.md).
#pragma once

#include <array>
#include <optional>

#include "models/anatomy/posture_anatomy.hpp"
#include "models/result/result.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

// Angles from which the scores are determined; deg. Arms by side, left and right.
struct PostureAngles {
    double trunk_flexion = 0.0;                 // of the thorax against the vertical, + forward
    bool trunk_twisted = false;                 // or bent to the side, by more than the model's standing posture
    double trunk_turn = 0.0;                    // larger of twist and side bending, size
    std::array<double, 2> upper_arm_flexion{};  // against the trunk, + forward
    std::array<double, 2> upper_arm_abduction{};
    std::array<double, 2> elbow_flexion{};
    std::array<bool, 2> elbow_above_shoulder{};
    bool arms_supported = false;
    double knee_flexion = 0.0;
    bool sitting = false;
    bool walking = false;
};
// From the body of a solved task. None for a lying person, or without a body.
std::optional<PostureAngles> posture_angles(const Posture& posture, const Task& task, const ResultState& state);

// Scores of the parts, named as in the worksheets. The model does not pose neck and wrists: 1, straight.
struct RebaParts {
    int neck = 1;       // 1 .. 3
    int trunk = 1;      // 1 .. 5
    int legs = 1;       // 1 .. 4
    int upper_arm = 1;  // 1 .. 6
    int lower_arm = 1;  // 1, 2
    int wrist = 1;      // 1 .. 3
    int load = 0;       // 0 .. 3, added to table A
    int coupling = 0;   // 0 .. 3, added to table B
    int activity = 0;   // 0 .. 3, added to table C
};
struct RebaScores {
    int a = 0;  // table A and load
    int b = 0;  // table B and coupling
    int score = 0;
};
RebaScores reba(const RebaParts& parts);

struct RulaParts {
    int upper_arm = 1;    // 1 .. 6
    int lower_arm = 1;    // 1 .. 3
    int wrist = 1;        // 1 .. 4
    int wrist_twist = 1;  // 1, 2
    int neck = 1;         // 1 .. 6
    int trunk = 1;        // 1 .. 6
    int legs = 1;         // 1, 2
    int muscle_use = 0;   // 0, 1
    int force = 0;        // 0 .. 3
};
struct RulaScores {
    int posture_a = 0;  // table A
    int posture_b = 0;  // table B
    int score = 0;      // grand score, 1 .. 7
};
RulaScores rula(const RulaParts& parts);

// back 1 .. 4, arms 1 .. 3, legs 1 .. 7, load 1 .. 3: the action category, 1 .. 4.
int owas(int back, int arms, int legs, int load);

// For the worse side. An unknown frequency counts as low.
int reba_of(const PostureAngles& angles, double load_kg, Coupling coupling, std::optional<double> frequency_per_min);
int rula_of(const PostureAngles& angles, double load_kg, std::optional<double> frequency_per_min);
int owas_of(const PostureAngles& angles, double load_kg);

}  // namespace spondyl
