// SPDX-License-Identifier: Apache-2.0
#include "viz/colour_scale.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>

#include "core/error.hpp"
#include "core/text/words.hpp"

namespace spondyl::viz {
namespace {

struct KnownLabel {
    std::string_view field;
    std::string_view label;
    std::string_view unit;
};
constexpr auto known_labels = std::to_array<KnownLabel>({
    {"cauchy_stress_MPa", "Cauchy stress", "MPa"},
    {"green_lagrange_strain", "Green-Lagrange strain", ""},
    {"von_mises_MPa", "von Mises stress", "MPa"},
    {"hydrostatic_pressure_MPa", "hydrostatic pressure", "MPa"},
    {"principal_stress_MPa", "principal stress", "MPa"},
    {"principal_strain", "principal strain", ""},
    {"fibre_stretch", "fibre stretch", ""},
    {"fibre_stress_MPa", "fibre stress", "MPa"},
    {"displacement_mm", "displacement", "mm"},
});

// A field that is not in the list keeps its own name, unit included.
KnownLabel find_label(const std::string& field) {
    const auto found = std::find_if(known_labels.begin(), known_labels.end(),
                                    [&](const KnownLabel& known) { return known.field == field; });
    return found != known_labels.end() ? *found : KnownLabel{field, field, ""};
}

[[noreturn]] void refuse(const std::vector<const Field*>& fields, const std::string& choice) {
    std::vector<std::string> names;
    names.reserve(fields.size());
    for (const Field* field : fields) {
        names.push_back(field->components == 1 ? field->name
                                               : fmt::format("{}[:0..:{}]", field->name, field->components - 1));
    }
    throw UserError(fmt::format("there is no field \"{}\" to draw; this result has {}", choice,
                                names.empty() ? "no fields" : fmt::format("{}", fmt::join(names, ", "))));
}

// Names of the components as a reader writes them.
std::string component_name(const Field& field, int component) {
    static constexpr std::array<std::string_view, 6> tensor = {"xx", "yy", "zz", "xy", "yz", "xz"};
    if (field.components == 6) return std::string(tensor[static_cast<std::size_t>(component)]);
    static constexpr std::array<std::string_view, 3> vector = {"x", "y", "z"};
    if (field.name == "displacement_mm") return std::string(vector[static_cast<std::size_t>(component)]);
    if (field.components == 2) return fmt::format("family {}", component + 1);
    return fmt::format("no. {}", component + 1);
}

double magnitude(const double* s) {
    return std::sqrt(s[0] * s[0] + s[1] * s[1] + s[2] * s[2] + 2 * (s[3] * s[3] + s[4] * s[4] + s[5] * s[5]));
}

double weighted_quantile(const std::vector<std::size_t>& order, const std::vector<double>& values,
                         const std::vector<double>& weights, double fraction) {
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    double sum = 0.0;
    for (const std::size_t i : order) {
        sum += weights[i];
        if (sum >= fraction * total) return values[i];
    }
    return values[order.back()];
}

// The smallest of 1, 2, 2.5, 5 times a power of ten that is not below x.
double round_step(double x) {
    const double power = std::pow(10.0, std::floor(std::log10(x)));
    for (const double mantissa : {1.0, 2.0, 2.5, 5.0}) {
        if (x <= mantissa * power * (1 + 1e-9)) return mantissa * power;
    }
    return 10.0 * power;
}

// A field of `fields` and the component behind its name, -1: none.
struct ChosenComponent {
    const Field& field;
    int component = -1;
};

ChosenComponent find_choice(const std::vector<const Field*>& fields, const std::string& choice) {
    const std::size_t colon = choice.find(':');
    const std::string name = choice.substr(0, colon);
    const auto found = std::ranges::find(fields, name, [](const Field* field) { return field->name; });
    if (found == fields.end()) refuse(fields, choice);
    int component = -1;
    if (colon != std::string::npos) {
        const char* end = choice.data() + choice.size();
        const auto [rest, error] = std::from_chars(choice.data() + colon + 1, end, component);
        if (error != std::errc{} || rest != end || component < 0 || component >= (*found)->components) {
            refuse(fields, choice);
        }
    }
    return {**found, component};
}

enum class Reduced { magnitude, length, largest };

Scalar make_scalar(const ChosenComponent& chosen, Reduced vectors) {
    const auto& [field, component] = chosen;
    const Reduced reduced = field.components == 6   ? Reduced::magnitude
                            : field.components == 3 ? vectors
                                                    : Reduced::largest;
    constexpr std::array words = {"magnitude of the", "length of", "largest"};  // in the order of Reduced
    const KnownLabel known = find_label(field.name);
    Scalar scalar{.label = std::string(known.label), .unit = std::string(known.unit), .values = {}};
    // Not in the list, but the field states its unit, so that name and unit can be separated: "pore_pressure_MPa".
    if (known.label == field.name && !field.unit.empty() && field.name.ends_with("_" + field.unit)) {
        scalar.label = spaced(field.name.substr(0, field.name.size() - field.unit.size() - 1));
        scalar.unit = field.unit;
    }
    if (field.components > 1) {
        scalar.label = component >= 0 ? fmt::format("{} {}", scalar.label, component_name(field, component))
                                      : fmt::format("{} {}", words[static_cast<std::size_t>(reduced)], scalar.label);
    }
    const auto width = static_cast<std::size_t>(field.components);
    for (std::size_t row = 0; row < field.values.size(); row += width) {
        const double* values = field.values.data() + row;
        if (component >= 0) {
            scalar.values.push_back(values[component]);
        } else if (reduced == Reduced::magnitude) {
            scalar.values.push_back(magnitude(values));
        } else if (reduced == Reduced::length) {
            scalar.values.push_back(std::hypot(values[0], values[1], values[2]));
        } else {
            scalar.values.push_back(*std::max_element(values, values + width));
        }
    }
    return scalar;
}

std::vector<const Field*> pointers(const std::vector<Field>& fields) {
    std::vector<const Field*> all;
    all.reserve(fields.size());
    for (const Field& field : fields) all.push_back(&field);
    return all;
}

}  // namespace

Scalar choose_scalar(const FieldState& state, const std::string& choice) {
    return make_scalar(find_choice(pointers(state.cell_fields), choice), Reduced::largest);
}

Scalar choose_any_scalar(const FieldState& state, const std::string& choice) {
    Field displacement{.name = "displacement_mm", .components = 3, .values = {}, .unit = "mm"};
    for (const Vec3& u : state.displacement) displacement.values.insert(displacement.values.end(), u.begin(), u.end());
    std::vector<const Field*> all = pointers(state.cell_fields);
    for (const Field& field : state.node_fields) all.push_back(&field);
    all.push_back(&displacement);
    const bool has_stress =
        std::ranges::any_of(state.cell_fields, [](const Field& field) { return field.name == "von_mises_MPa"; });
    const std::string name = !choice.empty() ? choice : has_stress ? "von_mises_MPa" : all.front()->name;
    const ChosenComponent chosen = find_choice(all, name);
    const bool of_cells = std::ranges::any_of(state.cell_fields, [&](const Field& f) { return &f == &chosen.field; });
    Scalar scalar = make_scalar(chosen, of_cells ? Reduced::largest : Reduced::length);
    scalar.of_nodes = !of_cells;
    return scalar;
}

ColourScale make_colour_scale(const std::vector<double>& values, const std::vector<double>& volumes) {
    ColourScale scale;
    if (values.empty()) {
        scale.ticks = {0.0, 1.0};
        return scale;
    }
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    scale.smallest = values[order.front()];
    scale.largest = values[order.back()];
    double low = weighted_quantile(order, values, volumes, 0.01);
    double high = weighted_quantile(order, values, volumes, 0.99);
    // A colour bar starts at zero unless that would waste a third of the colours.
    if (low > 0.0 && low < high / 3) low = 0.0;
    if (high < 0.0 && high > low / 3) high = 0.0;
    // A field that is the same everywhere (at rest) still needs a bar with two ends.
    const double least = std::max(1e-6, 1e-6 * std::abs(high));
    if (high - low < least) high = low + (std::abs(low) > 0.0 ? 0.1 * std::abs(low) : 1.0);
    const double step = round_step((high - low) / 7);
    const auto first = static_cast<long>(std::floor(low / step + 1e-9));
    const auto last = static_cast<long>(std::ceil(high / step - 1e-9));
    for (long i = first; i <= last; ++i) scale.ticks.push_back(static_cast<double>(i) * step);
    scale.low = scale.ticks.front();
    scale.high = scale.ticks.back();
    return scale;
}

ColourScale chosen_colour_scale(double low, double high, const ColourScale& found) {
    ColourScale scale{.low = low, .high = high, .ticks = {}, .smallest = found.smallest, .largest = found.largest};
    scale.chosen = true;
    constexpr int steps = 5;
    for (int i = 0; i <= steps; ++i) scale.ticks.push_back(low + (high - low) * i / steps);
    return scale;
}

std::array<std::array<unsigned char, 3>, 256> colour_table(Palette palette) {
    static const std::vector<unsigned> viridis = {0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21908C,
                                                  0x27AD81, 0x5DC863, 0xAADC32, 0xFDE725};
    static const std::vector<unsigned> reds = {0xFCBBA1, 0xFC9272, 0xFB6A4A, 0xEF3B2C, 0xCB181D, 0xA50F15, 0x67000D};
    static const std::vector<unsigned> blues = {0xDEEBF7, 0xC6DBEF, 0x9ECAE1, 0x6BAED6,
                                                0x4292C6, 0x2171B5, 0x08519C, 0x08306B};
    static const std::vector<unsigned> magma = {0xDEDCDA, 0xFEC287, 0xFB8861, 0xE65164,
                                                0xB63679, 0x822681, 0x51127C, 0x1D1147};
    const std::vector<unsigned>& published = palette == Palette::viridis ? viridis
                                             : palette == Palette::reds  ? reds
                                             : palette == Palette::blues ? blues
                                                                         : magma;
    std::array<std::array<unsigned char, 3>, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double place = static_cast<double>(i) / (table.size() - 1) * static_cast<double>(published.size() - 1);
        const std::size_t below = std::min(static_cast<std::size_t>(place), published.size() - 2);
        const double t = place - static_cast<double>(below);
        for (unsigned c = 0; c < 3; ++c) {
            const unsigned shift = 16 - 8 * c;
            const double low = (published[below] >> shift) & 0xFF;
            const double high = (published[below + 1] >> shift) & 0xFF;
            table[i][c] = static_cast<unsigned char>(std::lround((1 - t) * low + t * high));
        }
    }
    return table;
}

}  // namespace spondyl::viz
