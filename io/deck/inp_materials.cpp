// SPDX-License-Identifier: Apache-2.0
// Cards of materials, sections and local axes.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/math/units.hpp"
#include "core/system/rotation.hpp"
#include "io/deck/deck_laws.hpp"
#include "io/deck/inp_reader.hpp"
#include "io/deck/local_axes.hpp"

namespace spondyl {

namespace {

// 1/MPa: a D2 from here on is a term that is not there, as CalculiX wants it written.
constexpr double no_volume_term = 1e12;

std::string known_number(int n) {
    return n < 1 || n > 6 ? "N must be from 1 to 6" : "";
}

}  // namespace

void InpReader::read_material(const InpCard& card) {
    expect_parameters(card, {"NAME"});
    materials_.current = -1;
    const std::optional<std::string> name = required(card, "NAME");
    if (!name) return;
    materials_.current = static_cast<int>(deck_.materials.size());
    if (!materials_.of_name.emplace(upper(*name), materials_.current).second)
        error(card.where, fmt::format("the material {} is there already", quote(*name)));
    deck_.materials.push_back({.name = *name, .where = card.where, .law = {}});
}

void InpReader::set_law(DeckPlace where, DeckLaw law) {
    if (const std::string wrong = law_problem(law); !wrong.empty()) {
        error(where, wrong);
        return;
    }
    DeckMaterial& material = deck_.materials[static_cast<std::size_t>(materials_.current)];
    if (std::holds_alternative<std::monostate>(material.law)) {
        material.law = std::move(law);
    } else {
        error(where, fmt::format("a second law for the material {}; it has one already", quote(material.name)));
    }
}

void InpReader::read_elastic(const InpCard& card) {
    expect_parameters(card, {"TYPE"});
    if (const std::string* type = card.find("TYPE"); type != nullptr && upper(*type).substr(0, 3) != "ISO") {
        problems_.unsupported(card.where, "*ELASTIC with TYPE=" + quote(*type));
        return;
    }
    // Young's modulus, Poisson's ratio, temperature.
    const std::vector<double> c = all_numbers(3);
    if (materials_.current < 0) {
        error(card.where, "*ELASTIC without *MATERIAL");
        return;
    }
    if (c.size() < 2) {
        error(card.where, "*ELASTIC needs Young's modulus and Poisson's ratio");
        return;
    }
    set_law(card.where, DeckElastic{c[0], c[1]});
}

void InpReader::read_hyperelastic(const InpCard& card) {
    expect_parameters(card, {"NEO HOOKE", "MOONEY-RIVLIN", "YEOH", "REDUCED POLYNOMIAL", "POLYNOMIAL", "N", "MODULI"});
    if (const std::string* moduli = card.find("MODULI"); moduli != nullptr && upper(*moduli) != "LONG TERM")
        problems_.unsupported(card.where, "*HYPERELASTIC with MODULI=" + quote(*moduli));
    int n = 1;
    if (const std::string* text = card.find("N")) {
        const auto [end, code] = std::from_chars(text->data(), text->data() + text->size(), n);
        const std::string wrong =
            code != std::errc() || end != text->data() + text->size() ? "N is no whole number" : known_number(n);
        if (!wrong.empty()) {
            error(card.where, wrong);
            return;
        }
    }
    std::size_t constants = 0;
    std::size_t compressions = static_cast<std::size_t>(n);
    const bool mooney = card.has("MOONEY-RIVLIN") || (card.has("POLYNOMIAL") && n == 1) || card.parameters.empty();
    if (card.has("NEO HOOKE")) {
        constants = compressions = 1;
    } else if (mooney) {
        constants = 2;
        compressions = 1;
    } else if (card.has("YEOH")) {
        constants = compressions = 3;
    } else if (card.has("REDUCED POLYNOMIAL")) {
        constants = compressions;
    } else {
        problems_.unsupported(card.where, card.has("POLYNOMIAL")
                                              ? "*HYPERELASTIC, POLYNOMIAL with N above 1"
                                              : "*HYPERELASTIC with a law other than NEO HOOKE, MOONEY-RIVLIN, YEOH, "
                                                "REDUCED POLYNOMIAL and POLYNOMIAL (N=1)");
        return;
    }
    std::vector<double> c = all_numbers(constants + compressions + 1);  // and a temperature
    if (materials_.current < 0) {
        error(card.where, "*HYPERELASTIC without *MATERIAL");
        return;
    }
    if (c.size() < constants) {
        error(card.where, fmt::format("*HYPERELASTIC has {} of its {} constants", c.size(), constants));
        return;
    }
    c.resize(std::max(c.size(), constants + compressions), 0.0);
    const double d = c[constants];
    for (std::size_t i = 1; i < compressions; ++i) {
        if (c[constants + i] != 0.0 && c[constants + i] < no_volume_term)
            problems_.unsupported(card.where, fmt::format("D{} other than 0 (volume laws beyond the square)", i + 1));
    }
    c.resize(constants);
    if (mooney) {
        set_law(card.where, DeckMooneyRivlin{c[0], c[1], d});
    } else if (constants == 1) {
        set_law(card.where, DeckMooneyRivlin{c[0], 0.0, d});
    } else {
        set_law(card.where, DeckReducedPolynomial{std::move(c), d});
    }
}

void InpReader::read_anisotropic(const InpCard& card) {
    expect_parameters(card, {"HOLZAPFEL", "LOCAL DIRECTIONS", "LOCAL DIRECTION", "MODULI"});
    if (!card.has("HOLZAPFEL")) {
        problems_.unsupported(card.where, "*ANISOTROPIC HYPERELASTIC with a law other than HOLZAPFEL");
        return;
    }
    if (const std::string* moduli = card.find("MODULI"); moduli != nullptr && upper(*moduli) != "LONG TERM")
        problems_.unsupported(card.where, "*ANISOTROPIC HYPERELASTIC with MODULI=" + quote(*moduli));
    const std::string* text = card.find("LOCAL DIRECTIONS");
    if (text == nullptr) text = card.find("LOCAL DIRECTION");
    const std::vector<double> c = all_numbers(6);  // C10, D, k1, k2, kappa, temperature
    if (materials_.current < 0) {
        error(card.where, "*ANISOTROPIC HYPERELASTIC without *MATERIAL");
        return;
    }
    if (text == nullptr || (*text != "1" && *text != "2")) {
        problems_.unsupported(
            card.where, text == nullptr
                            ? "*ANISOTROPIC HYPERELASTIC without LOCAL DIRECTIONS"
                            : "*ANISOTROPIC HYPERELASTIC with LOCAL DIRECTIONS=" + quote(*text) + " (1 or 2 are)");
        return;
    }
    if (c.size() < 5) {
        error(card.where, fmt::format("HOLZAPFEL has {} of its 5 constants C10, D, k1, k2, kappa", c.size()));
        return;
    }
    set_law(card.where,
            DeckHolzapfel{.c10 = c[0], .d = c[1], .k1 = c[2], .k2 = c[3], .kappa = c[4], .families = (*text)[0] - '0'});
}

// The fibres of CalculiX (ELASTIC_FIBER): C10 and D1 of the matrix, then of each family two components of its direction
// in the local axes, k1 and k2. The law is Holzapfel's without dispersion.
void InpReader::read_user_material(const InpCard& card) {
    expect_parameters(card, {"CONSTANTS"});
    if (materials_.current < 0) {
        error(card.where, "*USER MATERIAL without *MATERIAL");
        return;
    }
    if (!upper(deck_.materials[static_cast<std::size_t>(materials_.current)].name).starts_with("ELASTIC_FIBER")) {
        problems_.unsupported(card.where, "*USER MATERIAL other than ELASTIC_FIBER of CalculiX");
        return;
    }
    constexpr std::size_t most = 10;  // two families
    const std::vector<double> c = all_numbers(most);
    if (c.size() != 6 && c.size() != most) {
        problems_.unsupported(card.where, fmt::format("ELASTIC_FIBER with {} constants (6 or 10 are: one or two "
                                                      "families)",
                                                      c.size()));
        return;
    }
    const std::size_t last = c.size() - 4;
    if (!(c[0] > 0.0) || !(c[1] > 0.0) || c[4] < 0.0 || !(c[5] > 0.0)) {
        error(card.where, "ELASTIC_FIBER needs C10 > 0, D1 > 0, k1 >= 0 and k2 > 0");
        return;
    }
    if (c[4] != c[last + 2] || c[5] != c[last + 3]) {
        problems_.unsupported(card.where, "ELASTIC_FIBER with two families of different k1 or k2");
        return;
    }
    std::vector<Vec3> directions;
    for (std::size_t f = 2; f <= last; f += 4) {
        const double rest = 1.0 - c[f] * c[f] - c[f + 1] * c[f + 1];
        if (rest < 0.0) {
            error(card.where, "the components of a fibre direction are those of a vector longer than 1");
            return;
        }
        directions.emplace_back(c[f], c[f + 1], std::sqrt(rest));
    }
    set_law(card.where, DeckHolzapfel{.c10 = c[0],
                                      .d = c[1],
                                      .k1 = c[4],
                                      .k2 = c[5],
                                      .kappa = 0.0,
                                      .families = static_cast<int>(directions.size())});
    materials_.directions[materials_.current] = std::move(directions);
}

void InpReader::read_solid_section(const InpCard& card) {
    expect_parameters(card, {"ELSET", "MATERIAL", "ORIENTATION", "CONTROLS"});
    const std::optional<std::string> set = required(card, "ELSET");
    const std::optional<std::string> material = required(card, "MATERIAL");
    if (!set || !material) return;
    const std::string* orientation = card.find("ORIENTATION");
    here().sections.push_back({card.where, *set, *material, orientation != nullptr ? *orientation : std::string()});
    InpData data;
    if (!lines_.next_data(data)) return;
    // A thickness, which solids do not have: programs write 1. or a comma alone.
    for (std::size_t f = 0; f < data.fields.size(); ++f) number_or(data, f, 1.0);
}

void InpReader::read_distribution_table(const InpCard& card) {
    expect_parameters(card, {"NAME"});
    InpData data;
    while (lines_.next_data(data)) {
        for (const std::string_view field : data.fields) {
            if (!field.empty() && upper(field) != "COORD3D")
                problems_.unsupported(data.where, "a *DISTRIBUTION TABLE of " + quote(field));
        }
    }
}

void InpReader::read_distribution(const InpCard& card) {
    expect_parameters(card, {"NAME", "LOCATION", "TABLE"});
    const std::optional<std::string> name = required(card, "NAME");
    if (const std::string* location = card.find("LOCATION"); location != nullptr && upper(*location) != "ELEMENT") {
        problems_.unsupported(card.where, "*DISTRIBUTION with LOCATION=" + quote(*location));
        return;
    }
    if (!name) return;
    InpDistribution distribution;
    InpData data;
    while (lines_.next_data(data)) {
        if (data.fields.size() < 7) {
            error(data.where, "a row is an element and six numbers: a point on the local x axis, one in the xy plane");
            continue;
        }
        double v[6];
        bool sound = true;
        for (std::size_t i = 0; i < 6; ++i) {
            const std::optional<double> value = number(data, i + 1);
            sound = sound && value.has_value();
            v[i] = value.value_or(0.0);
        }
        if (!sound) continue;
        const std::optional<Mat3> axes = local_axes(Vec3(v[0], v[1], v[2]), Vec3(v[3], v[4], v[5]));
        if (!axes) {
            error(data.where, "the two points span no plane with the origin");
            continue;
        }
        if (data.fields[0].empty()) {
            distribution.fallback = axes;
        } else if (const auto elements = find_items(Kind::element, here(), data.fields[0], data.where)) {
            for (const int e : *elements) distribution.of_element[e] = *axes;
        }
    }
    here().distributions[upper(*name)] = std::move(distribution);
}

void InpReader::read_orientation(const InpCard& card) {
    expect_parameters(card, {"NAME", "SYSTEM", "DEFINITION", "LOCAL DIRECTIONS"});
    const std::optional<std::string> name = required(card, "NAME");
    bool supported = true;
    if (const std::string* system = card.find("SYSTEM"); system != nullptr && upper(*system) != "RECTANGULAR") {
        problems_.unsupported(card.where, "*ORIENTATION with SYSTEM=" + quote(*system));
        supported = false;
    }
    if (const std::string* definition = card.find("DEFINITION");
        definition != nullptr && upper(*definition) != "COORDINATES") {
        problems_.unsupported(card.where, "*ORIENTATION with DEFINITION=" + quote(*definition));
        supported = false;
    }
    if (!name || !supported) return;
    InpOrientation orientation;
    orientation.name = *name;
    InpData data;
    if (!lines_.next_data(data)) {
        error(card.where, "*ORIENTATION has no data: points that span its axes, or the name of a distribution");
        return;
    }
    if (data.fields.size() >= 6) {
        double v[9] = {};
        for (std::size_t i = 0; i < 9; ++i) v[i] = number_or(data, i, 0.0);
        const Vec3 origin(v[6], v[7], v[8]);
        const std::optional<Mat3> axes = local_axes(Vec3(v[0], v[1], v[2]) - origin, Vec3(v[3], v[4], v[5]) - origin);
        if (axes) {
            orientation.axes = *axes;
        } else {
            error(data.where, "the points of the axes span no plane with their origin");
        }
    } else {
        orientation.distribution = upper(data.fields[0]);
        if (!here().distributions.contains(orientation.distribution))
            error(data.where, fmt::format("there is no distribution {}", quote(data.fields[0])));
    }
    if (lines_.next_data(data)) {
        const std::optional<int> axis = integer(data, 0);
        const double angle = number_or(data, 1, 0.0) * rad_per_deg;
        if (axis && (*axis < 1 || *axis > 3)) {
            error(data.where, "the axis of the further turn is 1, 2 or 3");
        } else if (axis) {
            orientation.turn = rotation_exp(angle * Vec3::Unit(*axis - 1));
        }
    }
    while (lines_.next_data(data)) {
        const Vec3 direction(number_or(data, 0, 0.0), number_or(data, 1, 0.0), number_or(data, 2, 0.0));
        if (direction.norm() > 0.0) {
            orientation.directions.push_back(direction.normalized());
        } else {
            error(data.where, "a local direction has no length");
        }
    }
    if (const std::string* count = card.find("LOCAL DIRECTIONS");
        std::to_string(orientation.directions.size()) != (count == nullptr ? "0" : *count)) {
        error(card.where, fmt::format("*ORIENTATION has {} local directions, LOCAL DIRECTIONS says {}",
                                      orientation.directions.size(), count == nullptr ? "0" : *count));
    }
    here().orientations[upper(*name)] = std::move(orientation);
}

}  // namespace spondyl
