// SPDX-License-Identifier: Apache-2.0
#include "studies/calibration/calibrate.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "core/error.hpp"
#include "core/text/words.hpp"
#include "io/safe_write.hpp"
#include "models/tissue/ligament_set.hpp"
#include "models/tissue/tissue_set.hpp"
#include "solvers/least_squares.hpp"
#include "studies/calibration/specimen_runs.hpp"
#include "studies/case_runner.hpp"
#include "studies/child_processes.hpp"
#include "studies/sampling.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double bound_share = 0.01;      // of the range: counts as on its bound
constexpr double determined_share = 0.5;  // of the range: largest standard error of a determined parameter
constexpr double alike_correlation = 0.95;
constexpr std::uint64_t sample_seed = 1;

// Values of the model for all rows; unset where the solver found no equilibrium.
struct Tried {
    std::vector<std::optional<double>> values;
    std::string failure;  // of a run that was not completed
};

std::optional<double> deviation(const TargetRow& row, const std::optional<double>& value) {
    if (!value) return std::nullopt;
    return (*value - row.value) / row.sd;
}

double rms(const TargetTable& target, const std::vector<std::optional<double>>& values) {
    double sum = 0.0, weights = 0.0;
    for (std::size_t i = 0; i < target.rows.size(); ++i) {
        const TargetRow& row = target.rows[i];
        const double z = deviation(row, values[i]).value_or(std::numeric_limits<double>::infinity());
        if (row.weight > 0.0) sum += std::pow(row.weight * z, 2);
        weights += row.weight * row.weight;
    }
    return weights > 0.0 ? std::sqrt(sum / weights) : 0.0;
}

class Fit {
  public:
    explicit Fit(const CalibrationOptions& options)
        : options_(options),
          target_(read_targets(options.target)),
          tests_(tests_of(target_.rows)),
          draft_(options.base),
          free_(draft_.free_parameters(options.free)) {
        for (const ParameterValue& held : options.held) {
            if (std::erase_if(free_, [&](const FreeParameter& one) { return one.name == held.name; }) > 0 &&
                !options.free.empty())
                throw UserError(fmt::format("the parameter '{}' cannot be both held and free", held.name));
        }
        if (free_.empty() && options.max_iterations > 0)
            throw UserError("there is nothing to fit: the set has no parameter that is free by default and not held");
        if (options.max_iterations > 0 &&
            std::ranges::none_of(target_.rows, [](const TargetRow& row) { return row.weight > 0.0; }))
            throw UserError(fmt::format("{}: there is nothing to fit: every row has the weight 0, which only compares",
                                        target_.file.string()));
        for (const ParameterValue& held : options.held) require_possible(held);
        for (const ParameterRequest& request : options.free) {
            if (!request.range) continue;
            require_possible({request.name, request.range->first});
            require_possible({request.name, request.range->second});
        }
        // A parameter that starts outside its published range starts at its end.
        start_.resize(size());
        for (Index i = 0; i < size(); ++i) {
            const FreeParameter& one = free_[static_cast<std::size_t>(i)];
            start_[i] = std::clamp(one.to_unit(std::clamp(one.start, one.low, one.high)), 0.0, 1.0);
        }
    }

    Calibration run() {
        before_ = try_sets({options_.held}).at(0);
        if (const double start = rms(target_, before_.values); !std::isfinite(start))
            throw SolveError(
                fmt::format("the tissue set '{}' from which the fit starts does not reach every load of {}:\n{}",
                            options_.base.tissue.set, target_.file.string(), before_.failure));
        best_rms_ = rms(target_, before_.values);
        started_ = true;
        if (options_.max_iterations == 0) {
            draft_.write(options_.result, options_.held, remark());
            return finished(CalibrationEnd::not_asked, start_, before_);
        }
        try {
            const LeastSquaresFit fit = minimise_squares(
                {.start = best_start(),
                 .lower = VectorXd::Zero(size()),
                 .upper = VectorXd::Ones(size()),
                 .residuals = [this](const std::vector<VectorXd>& points) { return residuals(points); }},
                {.max_iterations = options_.max_iterations});
            const Tried after = try_sets({set_at(fit.x)}).at(0);
            draft_.write(options_.result, set_at(fit.x), remark());
            Calibration calibration =
                finished(fit.settled ? CalibrationEnd::settled : CalibrationEnd::iteration_limit, fit.x, after);
            calibration.iterations = fit.iterations;
            judge(calibration, fit);
            return calibration;
        } catch (const Interrupted& interrupted) {
            if (!best_) throw;
            Calibration calibration = finished(CalibrationEnd::interrupted, best_x_, *best_);
            calibration.signal = interrupted.signal();
            return calibration;
        }
    }

  private:
    // Before anything is solved: the limits of tissue tables hold for what the user gives as well.
    void require_possible(const ParameterValue& given) const {
        const fs::path set = options_.work / "limits";
        make_folder(set);
        draft_.write(set, {given});
        try {
            (void)load_ligament_set(load_tissue_set(set.string() + "/").ligament_set);
        } catch (const UserError& error) {
            throw UserError(
                fmt::format("the parameter '{}' cannot be {:g}: {}", given.name, given.value, error.what()));
        }
    }

    [[nodiscard]] Index size() const { return static_cast<Index>(free_.size()); }

    [[nodiscard]] std::string remark() const {
        return fmt::format("calibrated to {} from the set {}", target_.file.filename().string(),
                           options_.base.tissue.set);
    }

    [[nodiscard]] std::vector<ParameterValue> set_at(const VectorXd& x) const {
        std::vector<ParameterValue> values = options_.held;
        for (Index i = 0; i < size(); ++i) {
            const FreeParameter& one = free_[static_cast<std::size_t>(i)];
            values.push_back({one.name, one.from_unit(x[i])});
        }
        return values;
    }

    // Runs every test with every set, in parallel; `tried` is called for each set as soon as all of its tests have
    // ended.
    std::vector<Tried> try_sets(const std::vector<std::vector<ParameterValue>>& sets,
                                const std::function<void(std::size_t set, const Tried&)>& tried = {}) {
        const std::size_t tests = tests_.size();
        std::vector<CaseRequest> cases;
        for (const auto& values : sets) {
            const fs::path set = options_.work / fmt::format("set_{}", sets_tried_++);
            make_folder(set);
            draft_.write(set, values);
            Scenario base = options_.base;
            base.tissue.set = set.string() + "/";
            base.tissue.ligaments.clear();
            for (const SpecimenTest& test : tests_) {
                const fs::path file = set / (test.name() + ".toml");
                write_case(test.scenario(base), file);
                cases.push_back({.scenario = file, .folder = set / test.name(), .measures_only = true});
            }
        }
        std::vector<Tried> all(sets.size());
        std::vector<std::vector<std::optional<Result>>> results(sets.size(), std::vector<std::optional<Result>>(tests));
        std::vector<std::size_t> ended(sets.size(), 0);
        run_cases(cases, {.program = options_.program, .jobs = options_.jobs}, [&](CaseEnd end) {
            ++runs_;
            const std::size_t set = end.index / tests, test = end.index % tests;
            const std::string reached = fmt::format("{}: ", tests_[test].name());
            if (end.outcome != CaseOutcome::solved) {
                // With the set to start from it is a mistake that every other set would share.
                if (!started_ && end.outcome == CaseOutcome::refused) throw UserError(reached + end.reason);
                if (!started_ && end.outcome == CaseOutcome::broken) throw SolveError(reached + end.reason);
                const bool diverged = end.outcome == CaseOutcome::no_equilibrium;
                all[set].failure += reached + (diverged ? "no equilibrium" : first_line(end.reason)) + "\n";
            }
            results[set][test] = std::move(end.result);
            if (options_.progress) options_.progress({.sets_tried = sets_tried_, .runs = runs_, .rms = best_rms_});
            if (++ended[set] < tests) return;
            if (!all[set].failure.empty()) {
                ++sets_failed_;
                failures_.insert(all[set].failure);
            }
            for (const TargetRow& row : target_.rows) all[set].values.push_back(model_value(row, tests_, results[set]));
            results[set].clear();
            if (tried) tried(set, all[set]);
        });
        for (std::size_t i = 0; i < cases.size(); i += tests) {
            std::error_code ignored;
            fs::remove_all(cases[i].scenario.parent_path(), ignored);
        }
        return all;
    }

    // The best set so far is kept in the result's folder, however the fit ends.
    std::vector<Tried> try_points(const std::vector<VectorXd>& points) {
        std::vector<std::vector<ParameterValue>> sets;
        sets.reserve(points.size());
        for (const VectorXd& x : points) sets.push_back(set_at(x));
        return try_sets(sets, [&](std::size_t i, const Tried& tried) {
            const double misfit = rms(target_, tried.values);
            if (misfit >= best_rms_) return;
            best_rms_ = misfit;
            best_ = tried;
            best_x_ = points[i];
            draft_.write(options_.result, sets[i], remark() + ", not finished");
        });
    }

    std::vector<std::optional<VectorXd>> residuals(const std::vector<VectorXd>& points) {
        std::vector<std::optional<VectorXd>> all;
        for (const Tried& tried : try_points(points)) {
            VectorXd r(static_cast<Index>(target_.rows.size()));
            bool whole = true;
            for (std::size_t i = 0; i < target_.rows.size(); ++i) {
                const TargetRow& row = target_.rows[i];
                const auto z = deviation(row, tried.values[i]);
                whole = whole && (z || row.weight == 0.0);
                r[static_cast<Index>(i)] = row.weight * z.value_or(0.0);
            }
            all.push_back(whole ? std::optional(r) : std::nullopt);
        }
        return all;
    }

    // The best of the set as it is and points spread over the ranges, since fits of tissue have several minima.
    VectorXd best_start() {
        std::vector<VectorXd> points = {start_};
        if (options_.samples > 0) {
            for (const auto& point :
                 sample_unit_cube(SamplingMethod::sobol, options_.samples, static_cast<int>(free_.size()), sample_seed))
                points.emplace_back(Eigen::Map<const VectorXd>(point.data(), size()));
        }
        const std::vector<Tried> all = try_points(points);
        const auto best =
            std::ranges::min_element(all, {}, [&](const Tried& tried) { return rms(target_, tried.values); });
        if (!std::isfinite(rms(target_, best->values))) {
            throw SolveError(fmt::format(
                "with the parameters at the ends of their ranges the set does not reach every load of {}:\n{}"
                "try --samples 16, which starts at the best of several sets",
                target_.file.string(), all.front().failure));
        }
        return points[static_cast<std::size_t>(best - all.begin())];
    }

    Calibration finished(CalibrationEnd end, const VectorXd& x, const Tried& after) const {
        Calibration calibration{.set = options_.base.tissue.set,
                                .ligaments = options_.base.tissue.ligaments,
                                .target = target_,
                                .parameters = {},
                                .rows = {},
                                .correlation = {},
                                .alike = {},
                                .rms_before = rms(target_, before_.values),
                                .rms_after = rms(target_, after.values),
                                .sets_tried = sets_tried_,
                                .runs = runs_,
                                .sets_failed = sets_failed_,
                                .failures = fmt::format("{}", fmt::join(failures_, "")),
                                .end = end};
        for (Index i = 0; i < size() && end != CalibrationEnd::not_asked; ++i) {
            FittedParameter one;
            static_cast<FreeParameter&>(one) = free_[static_cast<std::size_t>(i)];
            one.value = one.from_unit(x[i]);
            one.at_bound = x[i] < bound_share || x[i] > 1.0 - bound_share;
            calibration.parameters.push_back(one);
        }
        for (std::size_t i = 0; i < target_.rows.size(); ++i)
            calibration.rows.push_back({target_.rows[i], before_.values[i], after.values[i]});
        return calibration;
    }

    // Standard errors and correlations, from (J^T J)^-1, of the parameters that are not on a bound. Where not every
    // scatter is given, the remaining misfit is used in its place.
    void judge(Calibration& calibration, const LeastSquaresFit& fit) const {
        std::vector<Index> inside;
        for (Index i = 0; i < size(); ++i) {
            FittedParameter& one = calibration.parameters[static_cast<std::size_t>(i)];
            one.influence = fit.jacobian.col(i).norm();
            if (!one.at_bound) inside.push_back(i);
        }
        calibration.correlation.assign(free_.size(), std::vector<double>(free_.size(), 0.0));
        const auto spare = static_cast<Index>(target_.rows.size()) - static_cast<Index>(inside.size());
        if (inside.empty() || spare < 0) return;
        const double scatter =
            target_.scatter_is_measured || spare == 0 ? 1.0 : fit.residual.squaredNorm() / static_cast<double>(spare);
        const MatrixXd j = fit.jacobian(Eigen::all, inside);
        const Eigen::JacobiSVD<MatrixXd> svd(j, Eigen::ComputeThinV);
        // A direction without influence gets an error larger than any range, to avoid a division by zero.
        constexpr double no_influence = 1e-3;  // SD across the whole range
        const VectorXd inverse = svd.singularValues().cwiseMax(no_influence).cwiseInverse();
        const MatrixXd half = svd.matrixV() * inverse.asDiagonal();
        const MatrixXd covariance = scatter * half * half.transpose();
        for (std::size_t a = 0; a < inside.size(); ++a) {
            const auto ia = static_cast<Index>(a);
            FittedParameter& one = calibration.parameters[static_cast<std::size_t>(inside[a])];
            const double error = std::sqrt(covariance(ia, ia));
            one.determined = error < determined_share;
            const double slope =
                one.scale == ParameterScale::log ? one.value * std::log(one.high / one.low) : one.high - one.low;
            one.standard_error = error * slope;
            for (std::size_t b = 0; b < inside.size(); ++b) {
                const auto ib = static_cast<Index>(b);
                const double r = covariance(ia, ib) / std::sqrt(covariance(ia, ia) * covariance(ib, ib));
                calibration.correlation[static_cast<std::size_t>(inside[a])][static_cast<std::size_t>(inside[b])] = r;
                if (b < a && std::abs(r) > alike_correlation)
                    calibration.alike.push_back(
                        {calibration.parameters[static_cast<std::size_t>(inside[b])].name, one.name, r});
            }
        }
    }

    const CalibrationOptions& options_;
    TargetTable target_;
    std::vector<SpecimenTest> tests_;
    TissueDraft draft_;
    std::vector<FreeParameter> free_;
    VectorXd start_;
    Tried before_;
    std::optional<Tried> best_;  // better than the set as it is
    VectorXd best_x_;
    double best_rms_ = std::numeric_limits<double>::infinity();
    bool started_ = false;  // the set as it is has been run
    int sets_failed_ = 0;
    std::set<std::string> failures_;
    int sets_tried_ = 0;
    std::size_t runs_ = 0;
};

}  // namespace

std::optional<double> FittedRow::deviation_before() const {
    return deviation(target, before);
}

std::optional<double> FittedRow::deviation_after() const {
    return deviation(target, after);
}

std::vector<FittedRow> Calibration::unmet() const {
    std::vector<FittedRow> unmet;
    for (const FittedRow& row : rows) {
        const auto z = row.deviation_after();
        if (row.target.weight > 0.0 && (!z || std::abs(*z) > unmet_beyond)) unmet.push_back(row);
    }
    return unmet;
}

Calibration calibrate(const CalibrationOptions& options) {
    return Fit(options).run();
}

}  // namespace spondyl
