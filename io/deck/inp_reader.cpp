// SPDX-License-Identifier: Apache-2.0
#include "io/deck/inp_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/text/limits.hpp"
#include "core/text/printable.hpp"
#include "io/deck/read_inp.hpp"
#include "io/scenario/diagnostics.hpp"

namespace spondyl {

namespace {

// Keywords that change nothing in a static solution: what is written, how a program solves, mass.
constexpr std::array<std::string_view, 27> harmless = {"CONTACT FILE",
                                                       "CONTACT OUTPUT",
                                                       "CONTACT PRINT",
                                                       "CONTROLS",
                                                       "DENSITY",
                                                       "DIAGNOSTICS",
                                                       "EL FILE",
                                                       "EL PRINT",
                                                       "ELEMENT MATRIX OUTPUT",
                                                       "ELEMENT OUTPUT",
                                                       "END",
                                                       "ENERGY FILE",
                                                       "ENERGY OUTPUT",
                                                       "ENERGY PRINT",
                                                       "FILE FORMAT",
                                                       "FILE OUTPUT",
                                                       "INTEGRATED OUTPUT",
                                                       "MONITOR",
                                                       "NO PRINT",
                                                       "NODE FILE",
                                                       "NODE OUTPUT",
                                                       "NODE PRINT",
                                                       "OUTPUT",
                                                       "PREPRINT",
                                                       "PRINT",
                                                       "RESTART",
                                                       "SECTION CONTROLS"};

std::string_view without_plus(std::string_view text) {
    return text.size() > 1 && text.front() == '+' && text[1] != '-' ? text.substr(1) : text;
}

}  // namespace

InpReader::Handler InpReader::find_handler(std::string_view keyword) {
    using R = InpReader;
    static const std::unordered_map<std::string_view, Handler> handlers = {
        {"AMPLITUDE", &R::read_amplitude},
        {"ANISOTROPIC HYPERELASTIC", &R::read_anisotropic},
        {"ASSEMBLY", &R::read_assembly},
        {"BOUNDARY", &R::read_boundary},
        {"CLOAD", &R::read_cload},
        {"CONNECTOR BEHAVIOR", &R::read_connector_behaviour},
        {"CONNECTOR CONSTITUTIVE REFERENCE", &R::read_connector_reference},
        {"CONNECTOR ELASTICITY", &R::read_connector_elasticity},
        {"CONNECTOR SECTION", &R::read_connector_section},
        {"COUPLING", &R::read_coupling},
        {"DISTRIBUTING", &R::read_distributing},
        {"DISTRIBUTION", &R::read_distribution},
        {"DISTRIBUTION TABLE", &R::read_distribution_table},
        {"DLOAD", &R::read_dload},
        {"DSLOAD", &R::read_dsload},
        {"ELASTIC", &R::read_elastic},
        {"ELEMENT", &R::read_element},
        {"ELSET", &R::read_element_set},
        {"END ASSEMBLY", &R::read_end_assembly},
        {"END INSTANCE", &R::read_end_instance},
        {"END PART", &R::read_end_part},
        {"END STEP", &R::read_end_step},
        {"HEADING", &R::read_heading},
        {"HYPERELASTIC", &R::read_hyperelastic},
        {"INSTANCE", &R::read_instance},
        {"KINEMATIC", &R::read_kinematic},
        {"MATERIAL", &R::read_material},
        {"MPC", &R::read_mpc},
        {"NODE", &R::read_node},
        {"NSET", &R::read_node_set},
        {"ORIENTATION", &R::read_orientation},
        {"PART", &R::read_part},
        {"RIGID BODY", &R::read_rigid_body},
        {"SOLID SECTION", &R::read_solid_section},
        {"SPRING", &R::read_spring},
        {"STATIC", &R::read_static},
        {"STEP", &R::read_step},
        {"SURFACE", &R::read_surface},
        {"TIE", &R::read_tie},
        {"USER MATERIAL", &R::read_user_material},
    };
    const auto found = handlers.find(keyword);
    return found == handlers.end() ? nullptr : found->second;
}

void InpReader::dispatch(const InpCard& card) {
    if (coupling_.body && card.keyword != "KINEMATIC" && card.keyword != "DISTRIBUTING") {
        error(coupling_.body->where, "*COUPLING is not followed by *KINEMATIC or *DISTRIBUTING");
        coupling_.body.reset();
    }
    if (const Handler handler = find_handler(card.keyword)) {
        const std::size_t problems_before = problems_.errors() + problems_.unsupported().size();
        (this->*handler)(card);
        // A card that was given up for what is wrong with it leaves its data unread.
        InpData data;
        if (problems_before == problems_.errors() + problems_.unsupported().size() && lines_.next_data(data))
            error(data.where, fmt::format("data is not expected here, after *{}", card.keyword));
    } else if (std::ranges::find(harmless, card.keyword) == harmless.end()) {
        problems_.unsupported(card.where, "*" + printable(card.keyword.substr(0, limits::name_characters)));
    }
}

void InpReader::read_heading(const InpCard& /*card*/) {
    InpData data;
    while (lines_.next_data(data)) {
        if (deck_.title.empty()) deck_.title = printable(data.raw.substr(0, limits::name_characters));
    }
}

Deck InpReader::read(bool allow_unsupported) {
    InpCard card;
    bool any = false;
    InpData data;
    const bool data_first = lines_.next_data(data);
    while (lines_.next_card(card)) {
        if (data_first && !any) error(data.where, "data is not expected here, before the first keyword");
        any = true;
        dispatch(card);
    }
    if (!any && problems_.errors() == 0) error({0, 1}, "this is no deck: there is no keyword line (*NODE, *PART, ...)");
    if (lines_.whole() && any) finish();
    problems_.refuse(allow_unsupported);
    deck_.files = problems_.files();
    deck_.unsupported = problems_.unsupported();
    return std::move(deck_);
}

void InpReader::expect_parameters(const InpCard& card, std::initializer_list<std::string_view> known) {
    for (const auto& [key, value] : card.parameters) {
        if (std::ranges::find(known, key) == known.end() && key != "INPUT") {
            problems_.unsupported(card.where, fmt::format("*{} with {}{}", card.keyword, printable(key),
                                                          value.empty() ? "" : "=" + printable(value)));
        }
    }
    if (const std::string* input = card.find("INPUT")) lines_.include(*input, card.where);
}

std::optional<std::string> InpReader::required(const InpCard& card, std::string_view parameter) {
    const std::string* value = card.find(parameter);
    if (value == nullptr || value->empty()) {
        error(card.where, fmt::format("*{} needs {}=", card.keyword, parameter));
        return std::nullopt;
    }
    if (!checked_name(*value, card.where)) return std::nullopt;
    return *value;
}

bool InpReader::checked_name(std::string_view name, DeckPlace where) {
    if (name.empty()) {
        error(where, "a name is empty");
        return false;
    }
    if (name.size() > limits::name_characters) {
        error(where, fmt::format("the name {} is longer than {} bytes", quote(name), limits::name_characters));
        return false;
    }
    if (find_hidden(name)) {
        error(where, fmt::format("the name {} holds what is no printable character of UTF-8", quote(name)));
        return false;
    }
    return true;
}

std::optional<double> InpReader::number(const InpData& data, std::size_t field) {
    if (field >= data.fields.size() || data.fields[field].empty()) {
        error(data.where, fmt::format("a number is missing in field {}", field + 1));
        return std::nullopt;
    }
    const std::string_view text = without_plus(data.fields[field]);
    double value = 0.0;
    auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code == std::errc() && end != text.data() + text.size() && (*end == 'D' || *end == 'd')) {
        // Fortran's double precision: 1.5D-3.
        std::string e(text);
        e[static_cast<std::size_t>(end - text.data())] = 'e';
        if (const std::size_t plus = e.find("e+"); plus != std::string::npos) e.erase(plus + 1, 1);
        const auto again = std::from_chars(e.data(), e.data() + e.size(), value);
        code = again.ec;
        end = again.ptr == e.data() + e.size() ? text.data() + text.size() : text.data();
    }
    if (code == std::errc() && end == text.data() + text.size() && std::isfinite(value)) return value;
    error(data.where, fmt::format("{} is no number", quote(data.fields[field])));
    return std::nullopt;
}

double InpReader::number_or(const InpData& data, std::size_t field, double fallback) {
    if (field >= data.fields.size() || data.fields[field].empty()) return fallback;
    return number(data, field).value_or(fallback);
}

std::optional<int> InpReader::integer(const InpData& data, std::size_t field) {
    const std::string_view text = field < data.fields.size() ? without_plus(data.fields[field]) : std::string_view();
    int value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code == std::errc() && end == text.data() + text.size() && !text.empty()) return value;
    error(data.where, text.empty() ? fmt::format("a whole number is missing in field {}", field + 1)
                                   : fmt::format("{} is no whole number", quote(text)));
    return std::nullopt;
}

std::optional<int> InpReader::own_number(const InpData& data) {
    const std::optional<int> number = integer(data, 0);
    if (!number || *number > 0) return number;
    error(data.where, fmt::format("{} is no number of a node or element: they begin at 1", *number));
    return std::nullopt;
}

std::vector<double> InpReader::all_numbers(std::size_t most) {
    std::vector<double> numbers;
    InpData data;
    while (lines_.next_data(data)) {
        for (std::size_t f = 0; f < data.fields.size(); ++f) {
            if (data.fields[f].empty() && f + 1 == data.fields.size()) continue;  // after a comma at the end
            if (numbers.size() == most) {
                problems_.unsupported(data.where,
                                      "more numbers than one set of constants (constants that depend on temperature "
                                      "or fields)");
                return numbers;
            }
            numbers.push_back(data.fields[f].empty() ? 0.0 : number(data, f).value_or(0.0));
        }
    }
    return numbers;
}

const InpInstance* InpReader::find_instance(std::string_view name) const {
    const auto found = instance_of_name_.find(upper(name));
    return found == instance_of_name_.end() ? nullptr : &instances_[found->second];
}

std::optional<std::vector<int>> InpReader::find_items(Kind kind, const InpScope& scope, std::string_view text,
                                                      DeckPlace where) {
    const bool nodes = kind == Kind::node;
    const std::string_view what = nodes ? "node" : "element";
    int label = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), label);
    if (code == std::errc() && end == text.data() + text.size()) {
        const auto& index = nodes ? scope.node_of_label : scope.element_of_label;
        const auto found = index.find(label);
        if (found != index.end()) {
            if (found->second < 0) return std::vector<int>{};
            return std::vector<int>{found->second};
        }
        error(where, fmt::format("there is no {} {}{}", what, label,
                                 scope.name.empty() ? "" : fmt::format(" in {}", scope.name)));
        return std::nullopt;
    }
    const auto& sets = nodes ? scope.node_sets : scope.element_sets;
    if (const auto found = sets.find(upper(text)); found != sets.end()) {
        if (!spend_set_entries(found->second.items.size(), where)) return std::nullopt;
        return found->second.items;
    }
    if (&scope == &root_) {
        // "Instance.Set" or "Instance.17"; names of instances may hold dots.
        for (std::size_t dot = text.find('.'); dot != std::string_view::npos; dot = text.find('.', dot + 1)) {
            const InpInstance* instance = find_instance(text.substr(0, dot));
            if (instance == nullptr) continue;
            auto items = find_items(kind, *instance->scope, text.substr(dot + 1), where);
            if (items) {
                const int first = nodes ? instance->first_node : instance->first_element;
                for (int& item : *items) item += first;
            }
            return items;
        }
    }
    std::vector<std::string_view> names;
    names.reserve(sets.size());
    for (const auto& [key, set] : sets) names.emplace_back(key);
    const std::string wanted = upper(text);
    const std::string_view guess = names.size() <= limits::rows ? nearest(wanted, names) : std::string_view();
    error(where, fmt::format("there is no set of {}s {}{}{}", what, quote(text),
                             scope.name.empty() ? "" : fmt::format(" in {}", scope.name),
                             guess.empty() ? "" : fmt::format("; did you mean \"{}\"?", guess)));
    return std::nullopt;
}

bool InpReader::spend_set_entries(std::size_t count, DeckPlace where) {
    const bool reported = set_entries_ > limits::deck_set_entries;
    set_entries_ += count;
    if (set_entries_ <= limits::deck_set_entries) return true;
    if (!reported) error(where, fmt::format("sets with more than {} members together", limits::deck_set_entries));
    return false;
}

std::span<const int> InpReader::nodes_of(const InpScope& scope, int element) const {
    const InpElement& e = scope.elements[static_cast<std::size_t>(element)];
    return std::span(scope.connectivity).subspan(e.first, static_cast<std::size_t>(e.type->nodes));
}

Deck read_inp_text(std::string text, const std::filesystem::path& name, const OpenText& open,
                   const DeckOptions& options) {
    return InpReader(std::move(text), name, open).read(options.allow_unsupported);
}

}  // namespace spondyl
