// SPDX-License-Identifier: Apache-2.0
#include "io/deck/feb_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text/limits.hpp"
#include "core/text/printable.hpp"
#include "core/text/text_file.hpp"
#include "io/deck/inp_lines.hpp"
#include "io/deck/local_axes.hpp"
#include "io/deck/number_text.hpp"

namespace spondyl {

std::string shown(XmlElement e) {
    return printable(e.name().substr(0, limits::key_characters));
}

Deck FebReader::read(std::string_view text, bool allow_unsupported) {
    if (const std::optional<XmlTree> tree = XmlTree::parse(text, 0, problems_)) {
        const XmlElement root = tree->root();
        const std::string_view version = root.attribute("version").value_or("");
        if (root.name() != "febio_spec") {
            error(root,
                  fmt::format("this is no model of FEBio: it begins with <{}>, not with <febio_spec>", shown(root)));
        } else if (version != "3.0" && version != "4.0") {
            error(root, fmt::format("version {} of the format is not read; 3.0 and 4.0 are", quote(version)));
        } else {
            read_sections(root);
            if (problems_.errors() == 0) finish();
        }
    }
    problems_.refuse(allow_unsupported);
    deck_.files = problems_.files();
    deck_.unsupported = problems_.unsupported();
    return std::move(deck_);
}

void FebReader::read_sections(XmlElement root) {
    static constexpr std::array<std::string_view, 13> known = {
        "Module",   "Globals",  "Output", "Material", "Mesh",     "MeshDomains", "MeshData",
        "LoadData", "Boundary", "Rigid",  "Loads",    "Discrete", "Contact"};
    for (XmlElement section = root.first(); section; section = section.next()) {
        if (section.attribute("from")) unsupported(section, fmt::format("<{}> in another file", section.name()));
        if (section.name() == "Module") {
            const std::string_view type = section.attribute("type").value_or("");
            if (type != "solid") unsupported(section, fmt::format("a module of type {}", quote(type)));
        } else if (section.name() != "Control" && section.name() != "Step" &&
                   std::ranges::find(known, section.name()) == known.end()) {
            refuse_filled(section);
        }
    }
    const auto each = [&](std::string_view name, auto reader) {
        for (XmlElement section = root.first(); section; section = section.next()) {
            if (section.name() == name) (this->*reader)(section);
        }
    };
    each("LoadData", &FebReader::read_load_data);
    each("Material", &FebReader::read_materials);
    each("Mesh", &FebReader::read_mesh);
    if (mesh_.element_count() == 0) {
        error(root, "the model has no elements that are supported");
        return;
    }
    each("MeshDomains", &FebReader::read_domains);
    each("MeshData", &FebReader::read_mesh_data);
    each("Discrete", &FebReader::read_discrete);
    each("Contact", &FebReader::read_contact);
    read_rigid_nodes(root);
    place_bodies();
    read_steps(root);
}

void FebReader::refuse_filled(XmlElement section) {
    bool any = false;
    for (XmlElement e = section.first(); e; e = e.next(), any = true) {
        const std::optional<std::string_view> type = e.attribute("type");
        unsupported(e, fmt::format("<{}>{} in <{}>", shown(e), type ? fmt::format(" of type {}", quote(*type)) : "",
                                   shown(section)));
    }
    if (!any && !trimmed(section.text()).empty()) unsupported(section, fmt::format("<{}>", shown(section)));
}

void FebReader::read_load_data(XmlElement section) {
    for (XmlElement e = section.first(); e; e = e.next()) {
        const std::string_view type = e.attribute("type").value_or("");
        if (e.name() != "load_controller" || type != "loadcurve") {
            unsupported(e, fmt::format("<{}> of type {}", shown(e), quote(type)));
            continue;
        }
        const std::optional<std::string> id = required(e, "id");
        expect(e, {"interpolate", "extend", "points"});
        const XmlElement interpolate = e.child("interpolate");
        if (interpolate && trimmed(interpolate.text()) != "LINEAR" && trimmed(interpolate.text()) != "linear")
            unsupported(interpolate, fmt::format("a load curve with interpolation {}", quote(interpolate.text())));
        const XmlElement extend = e.child("extend");
        if (extend && trimmed(extend.text()) != "CONSTANT" && trimmed(extend.text()) != "constant")
            unsupported(extend, fmt::format("a load curve extended by {}", quote(extend.text())));
        DeckAmplitude curve{.name = id.value_or(""), .total_time = true, .points = {}};
        const XmlElement points = e.child("points");
        for (XmlElement point = points ? points.first() : XmlElement(); point; point = point.next()) {
            const auto pair = numbers(point, 2);
            if (!pair) continue;
            if (!curve.points.empty() && (*pair)[0] < curve.points.back().first) {
                error(point, fmt::format("the time {:g} of the load curve comes before {:g}", (*pair)[0],
                                         curve.points.back().first));
                continue;
            }
            if (curve.points.size() >= limits::deck_amplitude_points) {
                error(point, fmt::format("the load curve has more than {} points", limits::deck_amplitude_points));
                break;
            }
            curve.points.emplace_back((*pair)[0], (*pair)[1]);
        }
        if (curve.points.empty()) {
            error(e, "the load curve has no points");
            curve.points.emplace_back(0.0, 1.0);
        }
        if (id && !curve_of_id_.emplace(*id, static_cast<int>(deck_.amplitudes.size())).second)
            error(e, fmt::format("the load curve {} is there already", quote(*id)));
        deck_.amplitudes.push_back(std::move(curve));
    }
}

void FebReader::finish() {
    const std::vector<int> cell_of_element = mesh_.build(deck_);
    for (std::size_t e = 0; e < cell_of_element.size(); ++e) {
        const int cell = cell_of_element[e];
        if (cell < 0) continue;
        const int material = elements_.material[e];
        DeckSection& section = deck_.sections[static_cast<std::size_t>(cell)];
        section.material = material;
        if (material < 0) continue;
        if (const auto* law = std::get_if<DeckHolzapfel>(&deck_.materials[static_cast<std::size_t>(material)].law);
            law != nullptr && law->families > 0)
            section.orientation = material;  // each material has its own list of directions
        const auto own = elements_.axes.find(static_cast<int>(e));
        const auto of_material = materials_.axes.find(material);
        const auto by_nodes = materials_.axis_nodes.find(material);
        if (own != elements_.axes.end()) {
            section.axes = own->second;
        } else if (of_material != materials_.axes.end()) {
            section.axes = of_material->second;
        } else if (by_nodes != materials_.axis_nodes.end()) {
            const auto nodes = mesh_.nodes_of(static_cast<int>(e));
            const auto at = [&](std::size_t i) {
                return mesh_.position(
                    nodes[std::min(static_cast<std::size_t>(by_nodes->second[i] - 1), nodes.size() - 1)]);
            };
            const std::optional<Mat3> axes = local_axes(at(1) - at(0), at(2) - at(0));
            if (!axes) {
                problems_.error(mesh_.place_of(static_cast<int>(e)), "the nodes of its local axes span no plane");
                continue;
            }
            section.axes = *axes;
        }
    }
    check_ties();
    const auto cells_of_elements = [&](const std::vector<int>& elements) {
        std::vector<int> cells;
        for (const int e : elements) {
            const int cell = cell_of_element[static_cast<std::size_t>(e)];
            if (cell >= 0) cells.push_back(cell);
        }
        std::ranges::sort(cells);
        return cells;
    };
    for (const auto& [name, nodes] : sets_.nodes) {
        std::string key = result_set_name(name);
        while (deck_.mesh.node_sets.contains(key)) key += "'";
        deck_.mesh.node_sets[key] = nodes;
    }
    for (const auto& [name, elements] : sets_.elements) {
        std::string key = result_set_name(name);
        while (deck_.mesh.cell_sets.contains(key)) key += "'";
        deck_.mesh.cell_sets[key] = cells_of_elements(elements);
    }
}

void FebReader::expect(XmlElement outer, std::initializer_list<std::string_view> known) {
    for (XmlElement e = outer.first(); e; e = e.next()) {
        if (std::ranges::find(known, e.name()) == known.end())
            unsupported(e, fmt::format("<{}> in <{}>", shown(e), outer.name()));
    }
}

bool FebReader::checked_name(std::string_view name, XmlElement e) {
    if (name.empty()) {
        error(e, "a name is empty");
    } else if (name.size() > limits::name_characters) {
        error(e, fmt::format("the name {} is longer than {} bytes", quote(name), limits::name_characters));
    } else if (find_hidden(name)) {
        error(e, fmt::format("the name {} holds what is no printable character", quote(name)));
    } else {
        return true;
    }
    return false;
}

std::optional<std::string> FebReader::required(XmlElement e, std::string_view attribute) {
    const std::optional<std::string_view> value = e.attribute(attribute);
    if (!value) {
        error(e, fmt::format("<{}> needs {}=", e.name(), attribute));
        return std::nullopt;
    }
    if (!checked_name(*value, e)) return std::nullopt;
    return std::string(*value);
}

std::optional<std::vector<double>> FebReader::numbers(XmlElement e, std::size_t count) {
    std::vector<double> values;
    NumberText words(e.text(), e.text_line());
    while (const std::optional<std::string_view> word = words.next()) {
        const std::optional<double> value = number_of(*word);
        if (!value) {
            problems_.error({0, words.line()}, fmt::format("{} is no number", quote(*word)));
            return std::nullopt;
        }
        if (values.size() == count) break;
        values.push_back(*value);
        if (values.size() == count && !words.next()) return values;
    }
    error(e, fmt::format("<{}> must hold {} number{}", e.name(), count, count == 1 ? "" : "s"));
    return std::nullopt;
}

std::optional<long long> FebReader::own_number(XmlElement e) {
    const std::optional<std::string_view> id = e.attribute("id");
    const std::optional<long long> number = id ? whole_number_of(*id) : std::nullopt;
    if (!number) error(e, id ? fmt::format("id={} is no whole number", quote(*id)) : "a number (id=) is missing");
    return number;
}

std::vector<long long> FebReader::node_numbers(XmlElement e) {
    std::vector<long long> found;
    NumberText words(e.text(), e.text_line());
    while (const std::optional<std::string_view> word = words.next()) {
        if (const std::optional<long long> number = whole_number_of(*word)) {
            found.push_back(*number);
        } else {
            problems_.error({0, words.line()}, fmt::format("{} is no whole number", quote(*word)));
        }
    }
    return found;
}

bool FebReader::is_plain(XmlElement value) {
    const std::string_view type = value.attribute("type").value_or("const");
    if (type == "const") return true;
    unsupported(value, fmt::format("<{}> given by a {}", value.name(), quote(type)));
    return false;
}

std::optional<double> FebReader::constant(XmlElement outer, std::string_view name, std::optional<double> fallback) {
    const XmlElement e = outer.child(name);
    if (!e) {
        if (!fallback) error(outer, fmt::format("<{}> needs <{}>", outer.name(), name));
        return fallback;
    }
    if (!is_plain(e)) return std::nullopt;
    if (const auto curve = e.attribute("lc"); curve && trimmed(*curve) != "0") {
        unsupported(e, fmt::format("<{}> that changes with time", name));
        return std::nullopt;
    }
    const auto value = numbers(e, 1);
    return value ? std::optional(value->front()) : std::nullopt;
}

int FebReader::amplitude_of(XmlElement value) {
    const std::optional<std::string_view> id = value.attribute("lc");
    if (!id || trimmed(*id) == "0") return -1;
    const auto found = curve_of_id_.find(trimmed(*id));
    if (found != curve_of_id_.end()) return found->second;
    error(value, fmt::format("there is no load curve {}", quote(*id)));
    return -1;
}

std::optional<FebReader::Scaled> FebReader::scaled(XmlElement outer, std::string_view name) {
    const XmlElement e = outer.child(name);
    if (!e) {
        error(outer, fmt::format("<{}> needs <{}>", outer.name(), name));
        return std::nullopt;
    }
    if (!is_plain(e)) return std::nullopt;
    const auto value = numbers(e, 1);
    if (!value) return std::nullopt;
    return Scaled{value->front(), amplitude_of(e)};
}

bool FebReader::flag(XmlElement outer, std::string_view name) {
    const XmlElement e = outer.child(name);
    return e && trimmed(e.text()) != "0" && trimmed(e.text()) != "false";
}

int FebReader::material_of(std::string_view text) const {
    text = trimmed(text);
    if (const auto found = materials_.of_name.find(text); found != materials_.of_name.end()) return found->second;
    const auto found = materials_.of_id.find(text);
    return found == materials_.of_id.end() ? -1 : found->second;
}

FebReader::RigidBody* FebReader::body_of(XmlElement outer) {
    const XmlElement rb = outer.child("rb");
    if (!rb) {
        error(outer, fmt::format("<{}> needs <rb>, the material of the rigid body", outer.name()));
        return nullptr;
    }
    const int material = material_of(rb.text());
    const auto found = bodies_.of_material.find(material);
    if (found != bodies_.of_material.end()) return &found->second;
    error(rb, fmt::format("there is no rigid material {}", quote(rb.text())));
    return nullptr;
}

bool FebReader::spend_set_entries(std::size_t count, XmlElement e) {
    const bool reported = sets_.entries > limits::deck_set_entries;
    sets_.entries += count;
    if (sets_.entries <= limits::deck_set_entries) return true;
    if (!reported) error(e, fmt::format("sets with more than {} members together", limits::deck_set_entries));
    return false;
}

Deck read_feb(const std::filesystem::path& file, const DeckOptions& options) {
    return read_feb_text(read_text_file(file, "deck", limits::deck_file_bytes), file, options);
}

Deck read_feb_text(std::string_view text, const std::filesystem::path& name, const DeckOptions& options) {
    return FebReader(name).read(text, options.allow_unsupported);
}

}  // namespace spondyl
