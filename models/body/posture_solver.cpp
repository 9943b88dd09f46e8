// SPDX-License-Identifier: Apache-2.0
#include "models/body/posture_solver.hpp"

#include <IpIpoptData.hpp>
#include <IpTNLP.hpp>
#include <algorithm>

#include "core/math/units.hpp"
#include "solvers/ipopt_method.hpp"

namespace spondyl {
namespace {

constexpr double infinite = 1e19;  // Ipopt's
constexpr double adult = 1750.0;   // mm; scatters and clearances in mm are those of an adult so tall

// Scatter between persons in one style, the unit of the distance to it: assumed, of the size of the standard deviations
// in von Arx et al. 2021 and Burgess-Limerick and Abernethy 1997.
constexpr double knee_scatter = 15.0 * rad_per_deg;
constexpr double trunk_scatter = 10.0 * rad_per_deg;
constexpr double lumbar_scatter = 8.0 * rad_per_deg;
constexpr double thoracic_scatter = 6.0 * rad_per_deg;
constexpr double turn_scatter = 10.0 * rad_per_deg;   // side bending and twist
constexpr double ankle_scatter = 30.0 * rad_per_deg;  // determined by balance
constexpr double scapula_scatter = 100.0;             // mm
constexpr double across_scatter = 100.0;              // mm, of one hand from its side
constexpr double balance_scatter = 40.0;              // mm
constexpr double arm_slope = 0.5;                     // sine of the angle between arm and vertical
constexpr double arm_bend = 0.4;                      // of its length

constexpr double thoracic_share = 0.25;  // of lumbar flexion
constexpr double most_thoracic = 20.0 * rad_per_deg;
constexpr double most_lumbar = 60.2 * rad_per_deg;  // Tafazzol et al. 2014
constexpr double straight = 0.999;                  // of the arm: a stretched one has no elbow plane
constexpr double bent_arm = 0.3;                    // nearest that hand and shoulder come
constexpr double knuckles = 0.40;                   // heights of standing hands, shares of stature
constexpr double elbows = 0.60;
constexpr double per_miss = 400.0;  // cost of violating a condition by a unit of length: higher than that of any angle

// Smooth minimum and maximum, exact to `width` / 2 where both are equal.
template <class Scalar>
Scalar softer(const Scalar& a, const Scalar& b, double sign, double width) {
    using std::sqrt;
    return 0.5 * (a + b + sign * sqrt((a - b) * (a - b) + width * width));
}

class PostureNlp : public Ipopt::TNLP {
  public:
    using Index = Ipopt::Index;
    using Number = Ipopt::Number;

    PostureNlp(const PostureProgramme& programme, const PostureProgramme::Point& start)
        : programme_(programme), q_(start), m_(static_cast<Index>(programme.condition_bounds().low.size())) {}

    [[nodiscard]] const PostureProgramme::Point& q() const { return q_; }
    [[nodiscard]] int iterations() const { return iterations_; }

    bool get_nlp_info(Index& n, Index& m, Index& jacobian, Index& hessian, IndexStyleEnum& style) override {
        n = PostureProgramme::unknowns;
        m = m_;
        jacobian = n * m;
        hessian = 0;
        style = C_STYLE;
        return true;
    }
    bool get_bounds_info(Index, Number* lower, Number* upper, Index, Number* g_lower, Number* g_upper) override {
        const auto bounds = programme_.unknown_bounds();
        std::ranges::copy(bounds.low, lower);
        std::ranges::copy(bounds.high, upper);
        std::ranges::copy(programme_.condition_bounds().low, g_lower);
        std::ranges::copy(programme_.condition_bounds().high, g_upper);
        return true;
    }
    bool get_starting_point(Index, bool, Number* x, bool, Number*, Number*, Index, bool, Number*) override {
        std::ranges::copy(q_, x);
        return true;
    }
    bool eval_f(Index, const Number* x, bool, Number& value) override {
        evaluate(x, false);
        value = values_[0];
        return true;
    }
    bool eval_grad_f(Index n, const Number* x, bool, Number* gradient) override {
        evaluate(x, true);
        std::copy_n(jacobian_.data(), n, gradient);
        return true;
    }
    bool eval_g(Index, const Number* x, bool, Index m, Number* g) override {
        evaluate(x, false);
        std::copy_n(values_.data() + 1, m, g);
        return true;
    }
    bool eval_jac_g(Index n, const Number* x, bool, Index m, Index, Index* row, Index* column, Number* value) override {
        if (value != nullptr) {
            evaluate(x, true);
            std::copy_n(jacobian_.data() + n, n * m, value);
            return true;
        }
        for (Index k = 0; k < n * m; ++k) {
            row[k] = k / n;
            column[k] = k % n;
        }
        return true;
    }
    void finalize_solution(Ipopt::SolverReturn, Index n, const Number* x, const Number*, const Number*, Index,
                           const Number*, const Number*, Number, const Ipopt::IpoptData* data,
                           Ipopt::IpoptCalculatedQuantities*) override {
        std::copy_n(x, n, q_.data());
        iterations_ = data == nullptr ? 0 : data->iter_count();
    }

  private:
    // Ipopt asks for cost, conditions and their derivatives one by one at the same point.
    void evaluate(const Number* x, bool derivatives) {
        PostureProgramme::Point q;
        std::copy_n(x, q.size(), q.data());
        if (q == known_ && (!derivatives || !jacobian_.empty()) && !values_.empty()) return;
        known_ = q;
        jacobian_.clear();
        programme_.evaluate(q, values_, derivatives ? &jacobian_ : nullptr);
    }

    const PostureProgramme& programme_;
    PostureProgramme::Point q_;
    Index m_;
    int iterations_ = 0;
    PostureProgramme::Point known_{};
    std::vector<double> values_, jacobian_;
};

}  // namespace

PostureProgramme::PostureProgramme(const PostureChain& chain, const PostureStyle& style, const HandTarget& target)
    : chain_(chain), style_(style), target_(target), unit_(0.1 * chain.stature) {
    // As Sum lists them.
    const auto add = [&](double low, double high) {
        conditions_.low.push_back(low);
        conditions_.high.push_back(high);
    };
    for (int hand = 0; hand < 2; ++hand) {
        if (!uses(hand)) continue;
        add(-infinite, 0.0);
        add(0.0, infinite);
    }
    for (int side = 0; side < 4; ++side) add(0.0, infinite);  // balance
    add(-20.0 * rad_per_deg, 120.0 * rad_per_deg);            // hip flexion
    add(-30.0 * rad_per_deg, 130.0 * rad_per_deg);            // trunk
    const int points = target_.box_height > 0.0 ? 3 : 1;
    for (int point = 0; point < points; ++point) {
        add(0.0, infinite);
        add(0.0, infinite);
    }
}

bool PostureProgramme::uses(int hand) const {
    return target_.hands == Hands::both || (target_.hands == Hands::left) == (hand == 0);
}

double PostureProgramme::height_share() const {
    const double height = target_.height / chain_.stature;
    return std::clamp((height - style_.low_at) / (style_.high_at - style_.low_at), 0.0, 1.0);
}

// What hangs above the knuckles of a standing person needs no bending.
double PostureProgramme::trunk_weight() const {
    const double share = std::clamp((target_.height / chain_.stature - knuckles) / (elbows - knuckles), 0.0, 1.0);
    return style_.trunk_weight + share * (1.0 - style_.trunk_weight);
}

double PostureProgramme::knee_wanted() const {
    return rad_per_deg * (style_.knee_deg + height_share() * (style_.knee_high_deg - style_.knee_deg));
}

// The conditions come in the order of the constructor's bounds.
template <class Scalar>
class PostureProgramme::Sum {
  public:
    Sum(const PostureProgramme& programme, const std::array<Scalar, unknowns>& q)
        : programme_(programme), q_(q), size_(programme.chain_.stature / adult) {}

    Outcome<Scalar> add_up() {
        place();
        add_angles();
        add_arms();
        add_balance();
        add_clearance();
        const auto missed = q_[missed_grip] + q_[missed_balance] + q_[missed_clearance];
        out_.cost = out_.cost + per_miss * missed;
        return std::move(out_);
    }

  private:
    using V = Vector3<Scalar>;

    void keep(double weight, const Scalar& difference, double scatter) {
        const Scalar over = difference / scatter;
        out_.cost = out_.cost + weight * (over * over);
    }
    void require(const Scalar& condition) { out_.conditions.push_back(condition); }

    void place() {
        const BodyAngles<Scalar> angles{q_[shank],    q_[knee],    q_[pelvis], q_[lumbar],
                                        q_[thoracic], q_[lateral], q_[twist]};
        const double spread = std::cos(style_.spread_deg * rad_per_deg);
        out_.places = body_places(chain_, angles, spread, style_.one_leg);
        const Scalar from = target_.from == LoadFrom::disc   ? out_.places.disc.x
                            : target_.from == LoadFrom::toes ? Scalar(chain_.toe)
                                                             : Scalar(0.0);
        const Scalar reach = unit_ * q_[load_reach];
        across_ = unit_ * q_[load_across];
        out_.load = {from + ahead_ * reach - aside_ * across_, Scalar(target_.height),
                     aside_ * reach + ahead_ * across_};
    }

    void add_angles() {
        keep(style_.knee_weight, q_[knee] - programme_.knee_wanted(), knee_scatter);
        const Scalar trunk = q_[pelvis] + q_[lumbar];
        keep(programme_.trunk_weight(), trunk, trunk_scatter);
        keep(1.0,
             q_[lumbar] - softer(Scalar(style_.lumbar_share * trunk), Scalar(most_lumbar), -1.0, 2.0 * rad_per_deg),
             lumbar_scatter);
        keep(1.0, q_[thoracic] - thoracic_share * q_[lumbar], thoracic_scatter);
        keep(1.0, q_[lateral], turn_scatter);
        keep(1.0, q_[twist], turn_scatter);
        if (!style_.kneeling) keep(1.0, q_[shank] - 0.3 * q_[knee], ankle_scatter);
    }

    // Both arms, of which those that the task uses have a hand on its grip.
    void add_arms() {
        moment_ = out_.places.moment;
        for (int hand = 0; hand < 2; ++hand) {
            const Scalar slide = unit_ * q_[hand == 0 ? scapula_left : scapula_right];
            keep(1.0, slide, scapula_scatter * size_);
            const V& shoulder = out_.places.shoulder[hand];
            V centre = shoulder - V{Scalar(0.0), Scalar(chain_.arm_centre * chain_.arm), Scalar(0.0)};
            if (programme_.uses(hand)) centre = shoulder + Scalar(chain_.arm_centre) * add_grip(hand, slide);
            moment_ = moment_ + Scalar(chain_.arm_kg) * centre;
        }
        if (target_.hands != Hands::both) {
            const double side = target_.hands == Hands::left ? -chain_.shoulder.z() : chain_.shoulder.z();
            keep(1.0, across_ - side, across_scatter * size_);
        }
        moment_ = moment_ + Scalar(target_.load_kg) * out_.load;
    }

    // From the shoulder to the grip.
    V add_grip(int hand, const Scalar& slide) {
        using std::sqrt;
        const double half = target_.hands != Hands::both ? 0.0 : hand == 0 ? -target_.half_grip : target_.half_grip;
        const V grip = out_.load + V{Scalar(-aside_ * half), Scalar(0.0), Scalar(ahead_ * half)};
        const V line = grip - out_.places.shoulder[hand];
        const Scalar length = sqrt(line.squared_norm());
        const Scalar most = straight * chain_.arm + slide + unit_ * q_[missed_grip];
        require((length - most) / unit_);
        require((length - bent_arm * chain_.arm) / unit_);
        keep(1.0, line.x / length, arm_slope);
        keep(1.0, (line.z - ahead_ * half + (hand == 0 ? -1.0 : 1.0) * chain_.shoulder.z()) / length, arm_slope);
        keep(1.0, length / chain_.arm - straight, arm_bend);
        return line;
    }

    // The common centre of mass over the feet or knees, and hip and trunk inside their ranges.
    void add_balance() {
        const V centre = Scalar(1.0 / (chain_.total_kg + target_.load_kg)) * moment_;
        const double edge = 30.0 * size_;  // mm inside of the heel
        const double knee_ahead = style_.kneeling ? chain_.shank : 0.0;
        const double front = knee_ahead + (style_.kneeling ? 0.0 : chain_.ball);
        const double back = style_.kneeling ? 0.0 : chain_.heel + edge;
        const double aim = style_.kneeling ? 0.7 * chain_.shank : chain_.balance;
        const double beside = style_.one_leg
                                  ? 2.0 * chain_.hip_lateral
                                  : chain_.hip_lateral + std::sin(style_.spread_deg * rad_per_deg) * chain_.shank;
        keep(1.0, centre.x - aim, balance_scatter * size_);
        const Scalar fall = unit_ * q_[missed_balance];
        require((front - centre.x + fall) / unit_);
        require((centre.x - back + fall) / unit_);
        require((beside - centre.z + fall) / unit_);
        require((beside + centre.z + fall) / unit_);
        require(q_[knee] - q_[shank] + q_[pelvis]);
        require(q_[pelvis] + q_[lumbar]);
    }

    // The near side of the load against the front of the legs (the outer of the lines of shank and thigh) and the
    // belly.
    void add_clearance() {
        using std::cos, std::sin, std::sqrt;
        const Scalar lean = q_[knee] - q_[shank];
        const bool in_front = target_.hands == Hands::both && std::abs(target_.asymmetry) < 60.0 * rad_per_deg;
        const Scalar through = unit_ * q_[missed_clearance];
        const int points = target_.box_height > 0.0 ? 3 : 1;
        for (int point = 0; point < points; ++point) {
            const double up = points == 1 ? 0.0 : 0.5 * (point - 1) * target_.box_height;
            const V near = out_.load + V{Scalar(-0.5 * ahead_ * target_.box_depth), Scalar(up),
                                         Scalar(-0.5 * aside_ * target_.box_depth)};
            const V from_knee = near - out_.places.knee;
            const Scalar before_shank =
                cos(q_[shank]) * from_knee.x - sin(q_[shank]) * from_knee.y - chain_.shank_radius;
            const Scalar before_thigh = cos(lean) * from_knee.x + sin(lean) * from_knee.y - chain_.thigh_radius;
            const bool legs = in_front && !style_.load_between_feet;
            require(legs ? (softer(before_shank, before_thigh, 1.0, 10.0 * size_) + through) / unit_ : Scalar(1.0));
            const V from_belly = near - out_.places.belly;
            const Scalar clear = sqrt(from_belly.squared_norm() + 1e-6) - chain_.belly_radius;
            require((clear + through) / unit_);
        }
    }

    const PostureProgramme& programme_;
    const std::array<Scalar, unknowns>& q_;
    double size_;  // against the adult of the scatters
    const PostureChain& chain_ = programme_.chain_;
    const PostureStyle& style_ = programme_.style_;
    const HandTarget& target_ = programme_.target_;
    double unit_ = programme_.unit_;
    // Of the load's direction.
    double ahead_ = std::cos(target_.asymmetry);
    double aside_ = std::sin(target_.asymmetry);
    Scalar across_{};
    V moment_{};  // of masses about the frame's origin, kg mm
    Outcome<Scalar> out_;
};

template <class Scalar>
PostureProgramme::Outcome<Scalar> PostureProgramme::outcome(const std::array<Scalar, unknowns>& q) const {
    return Sum<Scalar>(*this, q).add_up();
}

PostureProgramme::Bounds PostureProgramme::unknown_bounds() const {
    Bounds b{std::vector<double>(unknowns), std::vector<double>(unknowns)};
    const auto set = [&](Unknown i, double low, double high) {
        b.low[i] = low;
        b.high[i] = high;
    };
    set(shank, -15.0 * rad_per_deg, 40.0 * rad_per_deg);
    if (style_.kneeling) set(shank, 90.0 * rad_per_deg, 90.0 * rad_per_deg);
    set(knee, style_.kneeling ? 60.0 * rad_per_deg : 0.0, 145.0 * rad_per_deg);
    set(pelvis, -20.0 * rad_per_deg, 75.0 * rad_per_deg);
    set(lumbar, -10.0 * rad_per_deg, most_lumbar);
    set(thoracic, -5.0 * rad_per_deg, most_thoracic);
    set(lateral, -30.0 * rad_per_deg, 30.0 * rad_per_deg);
    set(twist, -50.0 * rad_per_deg, 50.0 * rad_per_deg);
    if (target_.lateral) set(lateral, *target_.lateral, *target_.lateral);
    if (target_.twist) set(twist, *target_.twist, *target_.twist);
    if (const auto& held = target_.held) {
        set(pelvis, held->pelvis, held->pelvis);
        set(lumbar, held->lumbar, held->lumbar);
        set(thoracic, held->thoracic, held->thoracic);
        set(lateral, held->lateral, held->lateral);
        set(twist, held->twist, held->twist);
    }
    set(scapula_left, 0.0, chain_.most_scapula / unit_);
    set(scapula_right, 0.0, chain_.most_scapula / unit_);
    if (target_.distance) {
        set(load_reach, *target_.distance / unit_, *target_.distance / unit_);
    } else {
        set(load_reach, -1.0, 8.0);
    }
    const bool one = target_.hands != Hands::both && !target_.distance;
    set(load_across, one ? -4.0 : 0.0, one ? 4.0 : 0.0);
    for (const Unknown missed : {missed_grip, missed_balance, missed_clearance}) set(missed, 0.0, infinite);
    return b;
}

// Starting points: the style's own posture, slightly and strongly bent, since there may be several minima.
std::vector<PostureProgramme::Point> PostureProgramme::starts() const {
    std::vector<Point> list;
    const Bounds b = unknown_bounds();
    for (const double trunk : {20.0 * rad_per_deg, 80.0 * rad_per_deg}) {
        Point q{};
        q[knee] = knee_wanted();
        q[shank] = 0.3 * q[knee];
        q[lumbar] = std::min(style_.lumbar_share * trunk, most_lumbar);
        q[pelvis] = trunk - q[lumbar];
        q[load_reach] = 2.5;
        for (const Unknown missed : {missed_grip, missed_balance, missed_clearance}) q[missed] = 0.5;
        for (std::size_t i = 0; i < unknowns; ++i) q[i] = std::clamp(q[i], b.low[i], b.high[i]);
        list.push_back(q);
    }
    return list;
}

void PostureProgramme::evaluate(const Point& q, std::vector<double>& values, std::vector<double>* jacobian) const {
    if (jacobian == nullptr) {
        const auto plain = outcome<double>(q);
        values.assign(1, plain.cost);
        values.insert(values.end(), plain.conditions.begin(), plain.conditions.end());
        return;
    }
    const std::size_t rows = 1 + conditions_.low.size();
    values.resize(rows);
    jacobian->resize(rows * unknowns);
    for (std::size_t i = 0; i < unknowns; ++i) {
        std::array<Dual<double>, unknowns> along;
        for (std::size_t k = 0; k < unknowns; ++k) along[k] = {q[k], k == i ? 1.0 : 0.0};
        const auto dual = outcome<Dual<double>>(along);
        for (std::size_t row = 0; row < rows; ++row) {
            const Dual<double>& value = row == 0 ? dual.cost : dual.conditions[row - 1];
            values[row] = value.value;
            (*jacobian)[row * unknowns + i] = value.derivative;
        }
    }
}

double PostureProgramme::violation(const Point& q) const {
    std::vector<double> values;
    evaluate(q, values, nullptr);
    double worst = 0.0;
    for (std::size_t i = 0; i < conditions_.low.size(); ++i) {
        worst = std::max({worst, conditions_.low[i] - values[i + 1], values[i + 1] - conditions_.high[i]});
    }
    return worst;
}

SolvedPosture PostureProgramme::describe(const Point& q) const {
    const auto plain = outcome<double>(q);
    return {.angles = {q[shank], q[knee], q[pelvis], q[lumbar], q[thoracic], q[lateral], q[twist]},
            .load_ahead = plain.load.x,
            .load_right = plain.load.z,
            .disc_ahead = plain.places.disc.x,
            .scapula = {unit_ * q[scapula_left], unit_ * q[scapula_right]},
            .short_of_grip = unit_ * q[missed_grip],
            .off_balance = unit_ * q[missed_balance],
            .in_the_way = unit_ * q[missed_clearance],
            .cost = plain.cost};
}

SolvedPosture solve_posture(const PostureChain& chain, const PostureStyle& style, const HandTarget& target) {
    const PostureProgramme programme(chain, style, target);
    SolvedPosture best;
    best.cost = infinite;
    for (const PostureProgramme::Point& start : programme.starts()) {
        const auto method = ipopt_method({{"hessian_approximation", "limited-memory"},
                                          {"tol", 1e-7},
                                          {"bound_relax_factor", 0.0},
                                          {"fixed_variable_treatment", "make_parameter"},
                                          {"max_iter", 400}});
        const Ipopt::SmartPtr<PostureNlp> nlp = new PostureNlp(programme, start);
        method->OptimizeTNLP(GetRawPtr(nlp));
        constexpr double met = 1e-4;  // of a unit: rounding of angles and lengths
        if (programme.violation(nlp->q()) > met) continue;
        SolvedPosture found = programme.describe(nlp->q());
        found.iterations = nlp->iterations();
        found.found = true;
        if (found.cost < best.cost) best = found;
    }
    return best;
}

}  // namespace spondyl
