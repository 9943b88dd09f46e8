// SPDX-License-Identifier: Apache-2.0
// What a sweep is made of: written once by `sweep plan`, read by everybody who works on it.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace spondyl {

// What a case was given for one input: the value, factor or summand, or a text.
using SweepValue = std::variant<double, std::string>;

struct SweepInput {
    std::string key;   // "task.load_kg"
    std::string how;   // "set", "scale", "add"
    std::string unit;  // of a value that is set or added; "1" for factors, empty for text
    std::string from;  // "list", "grid", "samples"

    bool operator==(const SweepInput&) const = default;
};

// A number that is read from every case: a column of the tables of tasks, indices or discs, at the end of one step.
struct SweepMeasure {
    std::string name;    // "task.compression_L5S1_N", "L4-L5.bulge_min_mm"; after "STEP: " if several steps are read
    std::string step;    // step or task; empty: the last
    std::string part;    // "task", "index" or a disc
    std::string column;  // "compression_L5S1_N"
    std::string unit;

    bool operator==(const SweepMeasure&) const = default;
};

struct SweepCase {
    std::string id;                  // its place in the plan, counted from 1, in as many digits as the last one has
    std::string sha256;              // of its canonical scenario
    std::string strategy;            // no_strategy if none
    std::vector<SweepValue> values;  // parallel to the inputs

    bool operator==(const SweepCase&) const = default;
};

struct SweepManifest {
    std::string title;
    std::string description;
    std::string base;     // canonical text of the scenario that is varied
    std::string samples;  // how they were drawn, in words; empty if none were
    std::vector<SweepInput> inputs;
    std::vector<SweepMeasure> measures;
    std::vector<SweepCase> cases;

    bool operator==(const SweepManifest&) const = default;
};

// The folder of a sweep:
//   manifest.json        written last by `plan`: with it the plan is whole
//   scenarios/ID.toml    canonical scenario of each case
//   cases/ID.json        what came out of it, written in one step
//   failures/ID.json     why nothing did
//   fields/ID/           everything `spondyl run` wrote, where it was asked for
//   work/HOST-PROCESS/   of a process at work
//   sweep.csv, sweep.h5, sensitivity.csv   written by `collect`
namespace sweep_files {
std::filesystem::path manifest(const std::filesystem::path& sweep);
std::filesystem::path scenario(const std::filesystem::path& sweep, const std::string& id);
std::filesystem::path record(const std::filesystem::path& sweep, const std::string& id);
std::filesystem::path failure(const std::filesystem::path& sweep, const std::string& id);
std::filesystem::path fields(const std::filesystem::path& sweep, const std::string& id);
std::filesystem::path work(const std::filesystem::path& sweep);
// All bytes of one of these files; empty if it cannot be read.
std::string content(const std::filesystem::path& file);
}  // namespace sweep_files

// Equal manifests have equal texts.
std::string manifest_text(const SweepManifest& manifest);

// UserError if the folder holds no manifest, or one of another kind.
SweepManifest read_manifest(const std::filesystem::path& sweep);
// The same for text that is already in memory; `file` names it in messages.
SweepManifest parse_manifest(const std::string& text, const std::filesystem::path& file);

}  // namespace spondyl
