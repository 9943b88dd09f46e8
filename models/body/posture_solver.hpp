// SPDX-License-Identifier: Apache-2.0
// Which posture brings the hands to a place: the one nearest to the measured angles of a style that has the hands on
// the grips, the common centre of mass of body and load over the feet, every joint inside its range, and the load clear
// of shins, thighs and belly. Weighted least squares under these conditions, by Ipopt with exact first derivatives.
//
// Conditions that cannot be met are violated as little as possible, and the violation is returned: nothing throws.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "models/anatomy/posture_anatomy.hpp"
#include "models/body/posture_chain.hpp"
#include "models/scenario/task.hpp"

namespace spondyl {

// Angles of a trunk that is not to be moved, rad.
struct HeldTrunk {
    double pelvis = 0.0;
    double lumbar = 0.0;
    double thoracic = 0.0;
    double lateral = 0.0;
    double twist = 0.0;
};

// Requirements of the task. mm and kg; heights above the floor.
struct HandTarget {
    double load_kg = 0.0;
    Hands hands = Hands::both;
    double height = 0.0;
    std::optional<double> distance = {};  // horizontal, to the load's centre
    LoadFrom from = LoadFrom::disc;
    double asymmetry = 0.0;  // rad, + to the right
    double half_grip = 0.0;  // half the distance between the hands
    double box_depth = 0.0;  // fore and aft
    double box_height = 0.0;
    // rad; unset: found.
    std::optional<double> lateral = {};
    std::optional<double> twist = {};
    std::optional<HeldTrunk> held = {};
};

struct SolvedPosture {
    BodyAngles<double> angles;        // rad
    double load_ahead = 0.0;          // of the middle of the ankles, mm
    double load_right = 0.0;          // mm
    double disc_ahead = 0.0;          // L5-S1, of the ankles
    std::array<double, 2> scapula{};  // how far the shoulder slides, left and right
    // By how much a condition is missed, mm; below a millimetre: met.
    double short_of_grip = 0.0;  // arms too short
    double off_balance = 0.0;    // centre of mass beyond the edge of the feet
    double in_the_way = 0.0;     // load inside legs or belly
    double cost = 0.0;
    int iterations = 0;
    bool found = false;  // false: the search did not end

    [[nodiscard]] bool feasible() const {
        return found && short_of_grip < 1.0 && off_balance < 1.0 && in_the_way < 1.0;
    }
};

SolvedPosture solve_posture(const PostureChain& chain, const PostureStyle& style, const HandTarget& target);

// The programme itself, for its tests. Angles in rad, lengths in tenths of stature.
class PostureProgramme {
  public:
    enum Unknown {
        shank,
        knee,
        pelvis,
        lumbar,
        thoracic,
        lateral,
        twist,
        scapula_left,
        scapula_right,
        load_reach,   // from what the distance is counted, along its direction
        load_across,  // to the right of that direction
        missed_grip,
        missed_balance,
        missed_clearance,
        unknowns
    };
    using Point = std::array<double, unknowns>;
    struct Bounds {
        std::vector<double> low, high;
    };

    PostureProgramme(const PostureChain& chain, const PostureStyle& style, const HandTarget& target);

    [[nodiscard]] Bounds unknown_bounds() const;
    [[nodiscard]] const Bounds& condition_bounds() const { return conditions_; }
    [[nodiscard]] std::vector<Point> starts() const;

    // Largest distance of a condition from its bounds.
    [[nodiscard]] double violation(const Point& q) const;

    // cost, then the conditions; with derivatives by every unknown if `jacobian` has room (row by row).
    void evaluate(const Point& q, std::vector<double>& values, std::vector<double>* jacobian) const;
    [[nodiscard]] SolvedPosture describe(const Point& q) const;

  private:
    template <class Scalar>
    struct Outcome {
        Scalar cost{};
        std::vector<Scalar> conditions;
        Vector3<Scalar> load;
        BodyPlaces<Scalar> places;
    };
    template <class Scalar>
    class Sum;  // adds an Outcome up
    template <class Scalar>
    Outcome<Scalar> outcome(const std::array<Scalar, unknowns>& q) const;
    [[nodiscard]] double height_share() const;  // 0 low .. 1 high
    [[nodiscard]] double trunk_weight() const;
    [[nodiscard]] double knee_wanted() const;
    [[nodiscard]] bool uses(int hand) const;

    PostureChain chain_;
    PostureStyle style_;
    HandTarget target_;
    double unit_ = 1.0;  // mm per unknown of length
    Bounds conditions_;
};

}  // namespace spondyl
