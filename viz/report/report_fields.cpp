// SPDX-License-Identifier: Apache-2.0
#include "viz/report/report_fields.hpp"

#include <algorithm>
#include <array>

#include "core/mesh/cells.hpp"
#include "viz/disc_grid.hpp"

namespace spondyl::viz {

namespace {

struct ChosenField {
    std::string_view choice, label, doc;
    double subtract = 0.0;
};

constexpr std::array chosen_fields = {
    ChosenField{"von_mises_MPa", "Von Mises stress", "Distortional stress; hydrostatic pressure has no influence."},
    ChosenField{"hydrostatic_pressure_MPa", "Pressure",
                "Hydrostatic pressure; negative where the tissue is under tension on average."},
    ChosenField{"fibre_stretch", "Fibre strain",
                "Stretch of the more stretched fibre family of the annulus; 0 outside of it.", 1.0},
    ChosenField{"fibre_stress_MPa", "Fibre stress",
                "Tension along the more loaded fibre family of the annulus; 0 outside of it."},
    ChosenField{"principal_strain:0", "Largest principal strain",
                "Strain of the tissue in the direction in which it is stretched most."},
};

bool has_field(const DrawnCase& one, std::string_view choice) {
    const std::string_view name = choice.substr(0, choice.find(':'));
    return std::ranges::any_of(one.state->cell_fields, [&](const Field& field) { return field.name == name; });
}

ColourScale common_scale(const std::vector<DrawnCase>& cases, const std::vector<std::vector<double>>& values) {
    std::vector<double> shown, volumes;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const ResultMesh& mesh = cases[i].result->mesh;
        const std::vector<double> of_cells = cell_volumes(mesh);
        for (std::size_t e = 0; e < of_cells.size(); ++e) {
            if (!is_disc_part(mesh.part[e])) continue;
            shown.push_back(values[i][e]);
            volumes.push_back(of_cells[e]);
        }
    }
    return make_colour_scale(shown, volumes);
}

}  // namespace

std::vector<DrawnCase> drawn_cases(const Comparison& comparison) {
    std::vector<DrawnCase> cases;
    for (std::size_t i = 0; i < comparison.cases.size(); ++i) {
        const Result& result = comparison.cases[i].result;
        if (result.complete && !result.states.empty() && !result.mesh.part.empty())
            cases.push_back({i, &result, &result.states.back()});
    }
    return cases;
}

std::vector<ReportField> report_fields(const std::vector<DrawnCase>& cases) {
    std::vector<ReportField> fields;
    for (const ChosenField& chosen : chosen_fields) {
        if (!std::ranges::all_of(cases, [&](const DrawnCase& one) { return has_field(one, chosen.choice); })) continue;
        ReportField field{.choice = std::string(chosen.choice),
                          .label = std::string(chosen.label),
                          .unit = {},
                          .doc = std::string(chosen.doc),
                          .values = {},
                          .scale = {}};
        for (const DrawnCase& one : cases) {
            Scalar scalar = choose_scalar(*one.state, field.choice);
            for (double& value : scalar.values) value -= chosen.subtract;
            field.unit = scalar.unit;
            field.values.push_back(std::move(scalar.values));
        }
        field.scale = common_scale(cases, field.values);
        fields.push_back(std::move(field));
    }
    return fields;
}

}  // namespace spondyl::viz
