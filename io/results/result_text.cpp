// SPDX-License-Identifier: Apache-2.0
#include "io/results/result_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/text/words.hpp"

namespace spondyl {

namespace {

std::string_view words(ShortCondition condition) {
    switch (condition) {
        case ShortCondition::lateral_bending:
            return "sideways bending";
        case ShortCondition::axial_rotation:
            return "turning";
        case ShortCondition::extension:
            return "extension";
        case ShortCondition::lumbar_flexion:
            return "the lumbar flexion";
        case ShortCondition::abdominal_pressure:
            return "the abdominal wall, which has to hold the pressure";
    }
    return {};
}

// ", first of all in extension of L5"
std::string shortage(const TaskVerdict& verdict) {
    if (!verdict.short_of) return {};
    std::string text = fmt::format(", first of all in {}", words(*verdict.short_of));
    if (verdict.vertebra) text += fmt::format(" of {}", name(*verdict.vertebra));
    return text;
}

// The worst number of one kind, and the measured range.
std::string words(const RangeWarning& worst) {
    switch (worst.kind) {
        case RangeKind::nucleus_tension:
            return fmt::format(
                "the nucleus of {} is under a tension of {:.2f} MPa; real tissue cavitates at about {:.1f} MPa, which "
                "the "
                "model does not include",
                worst.where, -worst.value, -worst.limit);
        case RangeKind::fibre_strain:
            return fmt::format(
                "fibres of the annulus of {} are stretched by {:.1f} %; lamellae failed at {:.0f} % or less, which the "
                "model does not include",
                worst.where, 100.0 * worst.value, 100.0 * worst.limit);
        case RangeKind::muscle_stretch:
            return fmt::format(
                "the fibres of {} are at {:.2f} times their optimal length; the muscle curves end at {:.1f}",
                worst.where, worst.value, worst.limit);
        case RangeKind::instability:
            return fmt::format(
                "the posture is unstable, with a stability margin of {:.1f} N m / rad; more co-contraction "
                "(muscles.co_contraction), a lighter or nearer load, or a support would help",
                worst.value);
        case RangeKind::antagonist:
            return fmt::format(
                "{} contracts with {:.0f} % against the extensors; people bend forward with less than {:.0f} %, which "
                "suggests that their posture is different",
                worst.where, 100.0 * worst.value, 100.0 * worst.limit);
        case RangeKind::flexion:
        case RangeKind::extension:
        case RangeKind::lateral_bending:
        case RangeKind::axial_rotation:
            break;
    }
    const std::string_view verb = worst.kind == RangeKind::flexion           ? "bends forward"
                                  : worst.kind == RangeKind::extension       ? "extends"
                                  : worst.kind == RangeKind::lateral_bending ? "bends to the side"
                                                                             : "turns";
    return fmt::format("{} {} by {:.1f} deg; up to {:.1f} deg have been measured", worst.where, verb,
                       std::abs(worst.value), worst.limit);
}

// Amount by which the limit is exceeded, to find the worst of a kind.
double excess(const RangeWarning& warning) {
    return std::abs(warning.value - warning.limit);
}

// The worst number outside the measured range, for each kind.
std::vector<std::string> range_texts(const ResultState& state) {
    std::vector<std::string> texts;
    for (std::size_t kind = 0; kind < range_kind_names.size(); ++kind) {
        std::vector<RangeWarning> of_kind;
        for (const RangeWarning& warning : state.beyond) {
            if (warning.kind == static_cast<RangeKind>(kind)) of_kind.push_back(warning);
        }
        if (of_kind.empty()) continue;
        const RangeWarning& worst = *std::ranges::max_element(of_kind, {}, excess);
        const std::string more = of_kind.size() > 1 ? fmt::format(" (and {} more)", of_kind.size() - 1) : "";
        texts.push_back(
            fmt::format("{} '{}': {}{}", state.task ? "task" : "load step", state.step, words(worst), more));
    }
    return texts;
}

}  // namespace

std::string verdict_text(const TaskVerdict& verdict) {
    switch (verdict.kind) {
        case VerdictKind::held:
            return {};
        case VerdictKind::too_weak:
            return fmt::format("the muscles are too weak for it: {:.2f} times their strength would be needed{}",
                               verdict.needed_scale.value(), shortage(verdict));
        case VerdictKind::unstable:
            return fmt::format(
                "co-contraction of {:.0f} % gives a stability margin of {:.1f} instead of the required {} N m / rad",
                100.0 * verdict.co_contraction.value(), verdict.stability_margin_Nm_rad.value(),
                verdict.wanted_margin_Nm_rad.value());
        case VerdictKind::unbalanced:
            return "no muscle forces, however large, balance this posture" + shortage(verdict);
        case VerdictKind::not_converged:
            return fmt::format(
                "the iteration between muscles and spine did not converge in {:.0f} rounds: moments of up to {:.2f} N "
                "m "
                "remain unbalanced",
                verdict.rounds.value(), verdict.moment_residual_Nm.value());
        case VerdictKind::no_equilibrium:
            return fmt::format("no equilibrium beyond {:.0f} % of the path to it", 100.0 * verdict.progress.value());
    }
    return {};
}

std::string verdict_advice(const TaskVerdict& verdict) {
    switch (verdict.kind) {
        case VerdictKind::too_weak:
        case VerdictKind::unbalanced: {
            std::string text;
            if (verdict.needed_stress_MPa)
                text = fmt::format("max_stress_MPa = {:.2f} for all muscles would suffice", *verdict.needed_stress_MPa);
            std::string muscles;
            for (const LimitingMuscle& muscle : verdict.limiting)
                muscles += fmt::format("{}{} {}", muscles.empty() ? "" : ", ", name(muscle.group), name(muscle.side));
            if (muscles.empty()) return text;
            return fmt::format("{}{}at their limit, most important first: {}", text, text.empty() ? "" : "; ", muscles);
        }
        case VerdictKind::not_converged:
            return "try a posture nearer to standing, a lighter load or a smaller first_increment";
        case VerdictKind::no_equilibrium:
            return verdict.solver_report;
        case VerdictKind::held:
        case VerdictKind::unstable:
            break;
    }
    return {};
}

std::string warning_text(const InputWarning& warning) {
    const double least = warning.least.value_or(0.0), most = warning.most.value_or(0.0);
    switch (warning.kind) {
        case InputWarningKind::body_mass_index:
            return fmt::format("person: the body mass index is {:.1f} kg/m2; the tables cover {} to {}", warning.value,
                               least, most);
        case InputWarningKind::waist:
            return fmt::format(
                "person: a waist of {} cm is implausible for this stature and mass; {:.0f} to {:.0f} cm are plausible",
                warning.value, least, most);
        case InputWarningKind::load_inside_body:
            return fmt::format(
                "task '{}': the load's centre lies inside the abdomen, at a distance of {} cm; from {} cm on it is "
                "clear of "
                "the abdomen (distances are in cm)",
                warning.task, warning.value, least);
        case InputWarningKind::pad_clear_of_back:
            return fmt::format(
                "task '{}': the lumbar pad does not touch the back, {} cm ahead of the backrest; from {} cm on it "
                "does, in the posture as given",
                warning.task, warning.value, least);
    }
    return {};
}

std::string warning_text(const FitWarning& warning) {
    const std::string_view bone = name(warning.vertebra);
    switch (warning.kind) {
        case FitWarningKind::missing:
            return fmt::format("own bones: there is no {}; the one for stature, sex and age is used instead", bone);
        case FitWarningKind::distance:
            return fmt::format("own bones: {} fits poorly, with a mean distance of {:.1f} mm; up to {:.1f} mm is usual",
                               bone, warning.value, warning.limit);
        case FitWarningKind::covered:
            return fmt::format(
                "own bones: only {:.0f} % of a vertebra was found in {}; the rest, with its landmarks, "
                "is extrapolated from its surroundings",
                100.0 * warning.value, bone);
        case FitWarningKind::open:
            return fmt::format("own bones: {} is not closed, {:.0f} edges are open", bone, warning.value);
        case FitWarningKind::coarse:
            return fmt::format("own bones: {} is coarse, with edges of {:.1f} mm; joints and rims need {:.1f} mm", bone,
                               warning.value, warning.limit);
        case FitWarningKind::joint_gap:
            return fmt::format(
                "own bones: the bones of a facet joint below {} are {:.1f} mm apart, beyond the limit of {:.1f} "
                "mm; the gap is taken from the tables",
                bone, warning.value, warning.limit);
        case FitWarningKind::proportion:
            return fmt::format("own bones: the upper endplate of {} is {:.2f} times as wide as deep; is it complete?",
                               bone, warning.value);
    }
    return {};
}

std::vector<std::string> warning_texts(const Result& result) {
    std::vector<std::string> texts;
    for (const FitWarning& warning : result.fit.warnings) texts.push_back(warning_text(warning));
    for (const InputWarning& warning : result.warnings) texts.push_back(warning_text(warning));
    for (const TaskVerdict& verdict : result.verdicts) {
        if (!verdict.is_infeasible()) continue;
        const std::string advice = verdict_advice(verdict);
        texts.push_back(fmt::format("task '{}': infeasible because {}{}{}", verdict.task, verdict_text(verdict),
                                    advice.empty() ? "" : "; ", advice));
    }
    for (const ResultState& state : result.states) {
        const std::vector<std::string> more = range_texts(state);
        texts.insert(texts.end(), more.begin(), more.end());
    }
    return texts;
}

std::string failure_text(const Result& result) {
    std::string text = result.failure;
    for (const TaskVerdict& verdict : result.verdicts) {
        if (verdict.has_state()) continue;
        const std::string advice = verdict_advice(verdict);
        text += fmt::format("{}task '{}': {}{}{}", text.empty() ? "" : "\n", verdict.task, verdict_text(verdict),
                            advice.empty() ? "" : "\n", advice);
    }
    return text;
}

std::string failure_line(const Result& result) {
    if (!result.failure.empty()) return first_line(result.failure);
    for (const TaskVerdict& verdict : result.verdicts) {
        if (!verdict.has_state()) return fmt::format("task '{}': {}", verdict.task, verdict_text(verdict));
    }
    return {};
}

bool is_infeasible(const Result& result) {
    return result.complete && std::ranges::any_of(result.verdicts, &TaskVerdict::is_infeasible);
}

}  // namespace spondyl
