// SPDX-License-Identifier: Apache-2.0
// Prevention strategies compared: the results of every variant of a base scenario, with their uncertainty. Plain data;
// filled by compare() and written by viz/ as a report.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/result/result.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

// A number by which cases are compared.
struct ComparedMeasure {
    std::string key;          // "compression_L5S1_N"
    std::string title;        // "Compression at L5-S1"
    std::string unit;         // "N"; empty: plain number
    std::string doc = {};     // one sentence for readers without prior knowledge
    std::string source = {};  // of an index or limit
    bool lower_is_better = true;
    bool judged = true;                // false: neither less nor more is better
    std::optional<double> limit = {};  // published, to be drawn
    int decimals = 0;
    bool headline = false;  // one of the few that are shown first
    // Resolution of the model: differences below the larger of both are not significant.
    double resolution_percent = 0.0;  // of the base
    double resolution = 0.0;          // in the unit
    std::string follows = {};         // key of a measure with which this one decreases; that is no disadvantage
    std::string limit_note = {};      // whose limit, or for how many lifts: "700 N for 480 lifts a day"
};

// A number of a measure as tables, sentences and pictures show it: with its decimals; small numbers of measures with
// three decimals have three significant digits, so that a damage of 0.0044 is not shown as 0.004.
std::string shown(const ComparedMeasure& measure, double value);
// The published limit without the zeros that decimals would add: "1", "3400"; there must be one.
std::string shown_limit(const ComparedMeasure& measure);
// Values that are shown as 0 and therefore count as 0.
double shown_as_zero(const ComparedMeasure& measure);

struct ComparedValue {
    double value = std::numeric_limits<double>::quiet_NaN();  // NaN: the case has none (failed, not applicable)
    double low =
        std::numeric_limits<double>::quiet_NaN();  // 2.5 and 97.5 percentiles over the samples; NaN: no samples
    double high = std::numeric_limits<double>::quiet_NaN();
    double chance_better =
        std::numeric_limits<double>::quiet_NaN();  // share of samples in which it is better than the base
    std::vector<double> draws;  // one per sample, the same person at the same place in every case; NaN: none
};

struct ComparedCase {
    std::string name;                   // "base", "lighter_load"
    std::string title;                  // "Half the load"
    std::string description;            // plain language: what is done
    std::string mechanics;              // what changes in the model
    std::string evidence;               // evidence from the literature, with sources
    std::string limits;                 // what the model leaves out
    Scenario scenario;                  // what was solved, with one task
    Result result;                      // its last state is the one compared; complete = false: failure says why;
                                        // a warning states that the muscles are too weak
    std::vector<ComparedValue> values;  // parallel to Comparison::measures
    std::vector<std::pair<int, std::string>> failed_samples;  // samples without numbers, from 0 in order, and why
    int infeasible_samples = 0;                               // with numbers of muscles that are just strong enough
};

// A quantity in which the samples differ.
struct SampledQuantity {
    std::string name;    // "muscle_strength"
    std::string title;   // "strength of the muscles"
    std::string spread;  // "normal, mean 1, sd 0.1"
    std::string source;
    std::vector<std::string> choices;  // empty: values are numbers, else places in this list
    std::vector<double> values;        // one per sample
};

struct Comparison {
    std::string title;
    std::vector<ComparedMeasure> measures;
    std::vector<ComparedCase> cases;       // the base first
    std::vector<std::string> summary;      // sentences that follow from the numbers
    std::vector<std::string> assumptions;  // what was assumed, and limits of the whole
    int samples = 0;                       // per case; 0: one run of the person as given
    std::string sampling;                  // "latin_hypercube, seed 1"; empty: no samples, or the ensemble one by one
    std::vector<SampledQuantity> sampled;
    std::vector<std::string> tissue_sets;  // the ensemble; one name if there is none
    std::vector<std::pair<std::string, std::string>> provenance;
};

}  // namespace spondyl
