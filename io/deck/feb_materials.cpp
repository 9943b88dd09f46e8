// SPDX-License-Identifier: Apache-2.0
// Materials, their local axes, rigid bodies.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/math/units.hpp"
#include "core/text/limits.hpp"
#include "io/deck/deck_laws.hpp"
#include "io/deck/feb_reader.hpp"
#include "io/deck/inp_lines.hpp"
#include "io/deck/local_axes.hpp"

namespace spondyl {

void FebReader::read_materials(XmlElement section) {
    for (XmlElement e = section.first(); e; e = e.next()) {
        if (e.name() != "material") {
            expect(section, {"material"});
            continue;
        }
        const std::optional<std::string> id = required(e, "id");
        const std::string name(e.attribute("name").value_or(id ? *id : std::string_view()));
        if (!id || !checked_name(name, e)) continue;
        const int index = static_cast<int>(deck_.materials.size());
        if (!materials_.of_id.emplace(*id, index).second || !materials_.of_name.emplace(name, index).second)
            error(e, fmt::format("the material {} is there already", quote(name)));
        deck_.materials.push_back({.name = name, .where = place(e), .law = {}});
        deck_.orientations.push_back({.name = name, .directions = {}});
        const std::string_view type = e.attribute("type").value_or("");
        if (type == "rigid body") {
            read_rigid_material(e, index);
            continue;
        }
        const std::size_t errors_before = problems_.errors();
        DeckLaw law = read_law(e, type, index);
        if (problems_.errors() > errors_before) continue;
        if (const std::string wrong = law_problem(law); !wrong.empty()) {
            error(e, wrong);
        } else {
            deck_.materials.back().law = std::move(law);
        }
    }
}

DeckLaw FebReader::read_law(XmlElement material, std::string_view type, int index) {
    const auto value = [&](std::string_view name, std::optional<double> fallback = {}) {
        return constant(material, name, fallback).value_or(0.0);
    };
    // 1/D of U = K/2 (J - 1)^2 from the bulk modulus k.
    const auto compressibility = [&] {
        const double k = value("k");
        if (k > 0.0) return 2.0 / k;
        const XmlElement e = material.child("k");
        if (e && e.attribute("type").value_or("const") == "const") error(e, "the bulk modulus <k> must be positive");
        return 0.0;
    };
    if (flag(material, "laugon")) unsupported(material.child("laugon"), "an augmented Lagrangian");
    if (type == "neo-Hookean" || type == "isotropic elastic") {
        expect(material, {"density", "E", "v"});
        return DeckElastic{value("E"), value("v")};
    }
    if (type == "incomp neo-Hookean") {
        expect(material, {"density", "G", "k", "laugon", "pressure_model"});
        return DeckMooneyRivlin{0.5 * value("G"), 0.0, compressibility()};
    }
    if (type == "Mooney-Rivlin") {
        expect(material, {"density", "c1", "c2", "k", "laugon", "pressure_model"});
        return DeckMooneyRivlin{value("c1"), value("c2", 0.0), compressibility()};
    }
    if (type == "Yeoh") {
        expect(material, {"density", "c1", "c2", "c3", "c4", "c5", "c6", "k", "laugon", "pressure_model"});
        DeckReducedPolynomial law;
        law.c.push_back(value("c1"));
        for (const std::string_view name : {"c2", "c3", "c4", "c5", "c6"}) law.c.push_back(value(name, 0.0));
        law.d = compressibility();
        return law;
    }
    if (type == "Holzapfel-Gasser-Ogden") {
        expect(material, {"density", "c", "k1", "k2", "gamma", "kappa", "k", "laugon", "pressure_model", "mat_axis"});
        if (const XmlElement axes = material.child("mat_axis")) read_material_axes(axes, index);
        const double angle = value("gamma") * rad_per_deg;
        deck_.orientations.back().directions = {Vec3(std::cos(angle), std::sin(angle), 0.0),
                                                Vec3(std::cos(angle), -std::sin(angle), 0.0)};
        return DeckHolzapfel{.c10 = 0.5 * value("c"),
                             .d = compressibility(),
                             .k1 = value("k1"),
                             .k2 = value("k2"),
                             .kappa = value("kappa", 0.0),
                             .families = 2};
    }
    unsupported(material, fmt::format("a material of type {}", quote(type)));
    return {};
}

std::optional<Mat3> FebReader::axes_of(XmlElement vectors) {
    const XmlElement a = vectors.child("a");
    const XmlElement d = vectors.child("d");
    if (!a || !d) {
        error(vectors, "local axes are <a>, a vector along the first axis, and <d>, one in the plane of the first two");
        return std::nullopt;
    }
    const auto along = numbers(a, 3);
    const auto beside = numbers(d, 3);
    if (!along || !beside) return std::nullopt;
    std::optional<Mat3> axes =
        local_axes(Vec3((*along)[0], (*along)[1], (*along)[2]), Vec3((*beside)[0], (*beside)[1], (*beside)[2]));
    if (!axes) error(vectors, "the vectors of the local axes span no plane");
    return axes;
}

void FebReader::read_material_axes(XmlElement axes, int material) {
    const std::string_view type = axes.attribute("type").value_or("");
    if (type == "vector") {
        if (const std::optional<Mat3> given = axes_of(axes)) materials_.axes[material] = *given;
    } else if (type == "local") {
        const std::vector<long long> nodes = node_numbers(axes);
        if (nodes.size() != 3 || std::ranges::any_of(nodes, [](long long n) { return n < 0 || n > 20; })) {
            error(axes, "local axes by nodes are three numbers of nodes within an element");
        } else if (std::ranges::count(nodes, 0) == 3) {
            materials_.axis_nodes[material] = {1, 2, 4};
        } else if (std::ranges::count(nodes, 0) > 0) {
            error(axes, "nodes within an element are numbered from 1");
        } else {
            materials_.axis_nodes[material] = {nodes[0], nodes[1], nodes[2]};
        }
    } else {
        unsupported(axes, fmt::format("local axes of type {}", quote(type)));
    }
}

void FebReader::read_rigid_material(XmlElement material, int index) {
    expect(material, {"density", "override_com", "center_of_mass", "E", "v"});
    RigidBody& body = bodies_.of_material[index];
    body.material = index;
    const XmlElement centre = material.child("center_of_mass");
    if (!centre || !is_plain(centre) || (material.child("override_com") && !flag(material, "override_com"))) return;
    if (const auto at = numbers(centre, 3)) body.centre = Vec3((*at)[0], (*at)[1], (*at)[2]);
}

void FebReader::place_bodies() {
    for (auto& [material, body] : bodies_.of_material) {
        const DeckMaterial& of = deck_.materials[static_cast<std::size_t>(material)];
        if (!body.used) continue;
        if (!body.centre) {
            body.centre = mesh_.centre_of(body.elements);
            if (!body.centre) {
                problems_.error(of.where, fmt::format("the rigid body {} has no volume; give its <center_of_mass>",
                                                      quote(of.name)));
                continue;
            }
        }
        DeckBody placed{.name = of.name,
                        .where = of.where,
                        .reference = mesh_.add_reference_node(*body.centre),
                        .nodes = body.nodes};
        for (const int element : body.elements) {
            const auto nodes = mesh_.nodes_of(element);
            placed.nodes.insert(placed.nodes.end(), nodes.begin(), nodes.end());
        }
        std::ranges::sort(placed.nodes);
        placed.nodes.erase(std::unique(placed.nodes.begin(), placed.nodes.end()), placed.nodes.end());
        bodies_.reference[material] = placed.reference;
        deck_.bodies.push_back(std::move(placed));
    }
}

}  // namespace spondyl
