// SPDX-License-Identifier: Apache-2.0
#include "io/study/study_keys.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"

namespace spondyl {

namespace {

using schema::Access;
using schema::bind;
using schema::Key;
using schema::Value;

constexpr std::array<std::string_view, 2> methods = {"latin_hypercube", "sobol"};

// Studies vary existing values: `unset` is not allowed.
template <auto member>
constexpr Access ways() {
    static_assert(static_cast<std::size_t>(ChangeHow::unset) + 1 == name_count<ChangeHow>);
    return bind<member>().first(static_cast<std::size_t>(ChangeHow::unset));
}

// A parameter of the distribution inside a row.
template <auto member>
constexpr Access spread() {
    return {bind<member>().kind,
            [](const void* row) { return bind<member>().get(&static_cast<const SampleRow*>(row)->spread); },
            [](void* row, const Value& value) { bind<member>().set(&static_cast<SampleRow*>(row)->spread, value); },
            bind<member>().choices};
}

constexpr std::string_view key_doc =
    "TABLE.KEY of the scenario: person.mass_kg; task.load_kg of every task, task.NAME.load_kg of one.";
constexpr std::string_view how_doc =
    "Whether the values replace the value of the base, multiply it or are added to it.";

constexpr std::array study_head_keys = {
    Key{.name = "title", .access = bind<&StudyHead::title>(), .required = true, .doc = "Title of the study."},
    Key{.name = "description",
        .access = bind<&StudyHead::description>(),
        .longest = limits::text_characters,
        .lines = true,
        .doc = "Purpose of the study."},
    Key{.name = "base",
        .access = bind<&StudyHead::base>(),
        .longest = limits::path_characters,
        .required = true,
        .doc = "Path of the scenario that is varied, relative to the study file."},
};
constexpr std::array<std::string_view, 7> head_lists = {"strategies", "measures", "at",    "list",
                                                        "grid",       "samples",  "sample"};

constexpr std::array grid_keys = {
    Key{.name = "key", .access = bind<&GridRow::key>(), .required = true, .doc = key_doc},
    Key{.name = "how", .access = ways<&GridRow::how>(), .doc = how_doc},
    Key{.name = "from",
        .access = bind<&GridRow::from>(),
        .unit = "of the key",
        .doc = "First of evenly spaced values."},
    Key{.name = "to", .access = bind<&GridRow::to>(), .unit = "of the key", .doc = "Last of evenly spaced values."},
    Key{.name = "count",
        .access = bind<&GridRow::count>(),
        .unit = "1",
        .limits = {2.0, 100000.0},
        .doc = "Number of evenly spaced values, including both ends."},
};
constexpr std::array<std::string_view, 1> grid_lists = {"values"};

constexpr std::array samples_keys = {
    Key{.name = "count",
        .access = bind<&StudySamples::count>(),
        .unit = "1",
        .limits = {1.0, 1048576.0},
        .required = true,
        .doc = "Number of samples; a power of two with sobol."},
    Key{.name = "seed",
        .access = bind<&StudySamples::seed>(),
        .unit = "1",
        .limits = {0.0, 2147483647.0},
        .doc = "Seed of the random numbers; another seed gives another set of samples."},
    Key{.name = "method",
        .access = bind<&StudySamples::method>(),
        .texts = methods,
        .doc = "Sampling method.",
        .source = "McKay et al. 1979, doi:10.1080/00401706.1979.10489755; Sobol 1967, "
                  "doi:10.1016/0041-5553(67)90144-9"},
};

constexpr std::array sample_keys = {
    Key{.name = "key", .access = bind<&SampleRow::key>(), .required = true, .doc = key_doc},
    Key{.name = "how", .access = ways<&SampleRow::how>(), .doc = how_doc},
    Key{.name = "distribution",
        .access = spread<&Spread::kind>(),
        .required = true,
        .doc = "Distribution of the values."},
    Key{.name = "low", .access = spread<&Spread::low>(), .unit = "of the key", .doc = "Lower bound."},
    Key{.name = "mode", .access = spread<&Spread::mode>(), .unit = "of the key", .doc = "Most likely value."},
    Key{.name = "high", .access = spread<&Spread::high>(), .unit = "of the key", .doc = "Upper bound."},
    Key{.name = "mean",
        .access = spread<&Spread::mean>(),
        .unit = "of the key",
        .doc = "Mean before truncation by bounds."},
    Key{.name = "sd",
        .access = spread<&Spread::sd>(),
        .unit = "of the key",
        .limits = {.least = 0.0, .least_excluded = true},
        .doc = "Standard deviation before truncation by bounds."},
};
constexpr std::array<std::string_view, 2> sample_lists = {"values", "weights"};

constexpr std::array all = {
    StudyTable{"", "a study", study_head_keys, head_lists},
    StudyTable{"grid", "[[grid]]", grid_keys, grid_lists},
    StudyTable{"samples", "[samples]", samples_keys, {}},
    StudyTable{"sample", "[[sample]]", sample_keys, sample_lists},
};

}  // namespace

std::span<const StudyTable> study_tables() {
    return all;
}

const StudyTable& study_table(std::string_view name) {
    const auto* const found = std::ranges::find(all, name, &StudyTable::name);
    SPONDYL_ASSERT(found != all.end(), "studies have no table {}", name);
    return *found;
}

}  // namespace spondyl
