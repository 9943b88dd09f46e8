// SPDX-License-Identifier: Apache-2.0
#include "io/deck/write_feb.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "core/error.hpp"
#include "core/math/units.hpp"
#include "core/mesh/cells.hpp"
#include "io/deck/element_names.hpp"
#include "models/deck/deck_loads.hpp"
#include "models/deck/deck_model.hpp"
#include "models/deck/deck_ties.hpp"

namespace spondyl {
namespace {

constexpr int default_increments = 20;  // of a step that says nothing about its first one
constexpr std::array<std::string_view, 6> dof_names = {"x", "y", "z", "u", "v", "w"};

std::string vector_text(const Vec3& v) {
    return fmt::format("{},{},{}", deck_number(v.x()), deck_number(v.y()), deck_number(v.z()));
}

std::string numbers_from_one(std::span<const int> items) {
    std::string text;
    for (const int item : items) text += fmt::format("{}{}", text.empty() ? "" : ",", item + 1);
    return text;
}

// FEBio has its two families at the same angle on both sides of the local x axis.
struct Families {
    double angle_deg = 0.0;
    Mat3 turn = Mat3::Identity();  // columns: FEBio's local axes in those of the deck
};

Families families_of(const std::vector<Vec3>& directions) {
    const Vec3& first = directions.front();
    const Vec3 second = directions.back().dot(first) < 0.0 ? Vec3(-directions.back()) : directions.back();
    Families families;
    const Vec3 x = (first + second).normalized();
    Vec3 across = first - second;
    if (across.norm() < 1e-12) {
        Eigen::Index least = 0;
        x.cwiseAbs().minCoeff(&least);
        across = x.cross(Vec3::Unit(least));
    }
    families.turn.col(0) = x;
    families.turn.col(1) = across.normalized();
    families.turn.col(2) = families.turn.col(0).cross(families.turn.col(1));
    families.angle_deg = deg_per_rad * std::atan2(0.5 * (first - second).norm(), 0.5 * (first + second).norm());
    return families;
}

class FebWriter {
  public:
    FebWriter(const Deck& deck, std::vector<std::string> left_out)
        : deck_(deck), regions_(deck_regions(deck)), left_out_(std::move(left_out)) {}

    DeckText write() {
        for (const DeckUnsupported& u : deck_.unsupported)
            left_out_.push_back(fmt::format("{}: {}", deck_.place(u.where), u.what));
        write_materials();
        write_springs();
        write_ties();
        write_steps();  // before the mesh: it names sets of nodes and surfaces
        const std::string mesh = mesh_text();
        std::string header = deck_header(deck_, left_out_, "");
        for (std::size_t at = header.find("--"); at != std::string::npos; at = header.find("--", at)) header[at] = '=';
        std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!--\n" + header +
                           "-->\n<febio_spec version=\"4.0\">\n<Module type=\"solid\"/>\n<Material>\n" + materials_ +
                           "</Material>\n" + mesh + domains_text();
        if (!bodies_.empty()) text += "<Boundary>\n" + bodies_ + "</Boundary>\n";
        if (!discrete_.empty()) text += "<Discrete>\n" + discrete_ + "</Discrete>\n";
        if (!contact_.empty()) text += "<Contact>\n" + contact_ + "</Contact>\n";
        text += "<Step>\n" + steps_ + "</Step>\n<LoadData>\n" + curves_ + "</LoadData>\n";
        text +=
            "<Output>\n<plotfile type=\"febio\"><var type=\"displacement\"/><var type=\"stress\"/>"
            "<var type=\"reaction forces\"/></plotfile>\n</Output>\n</febio_spec>\n";
        return {std::move(text), left_out_};
    }

  private:
    void leave_out(const std::string& what) {
        if (std::ranges::find(left_out_, what) == left_out_.end()) left_out_.push_back(what);
    }

    // Of what is solved here, where the deck leaves the bulk modulus to the program.
    std::string volume(const DeckMaterial& material, double d) {
        const MaterialChoice choice = choose_material(material);
        const double bulk = std::visit([](const auto& m) { return m.bulk_modulus; }, choice.material);
        if (d == 0.0) {
            leave_out(fmt::format("{} is incompressible in the deck and has a bulk modulus of {:g} MPa in this file",
                                  material.name, bulk));
        }
        return fmt::format("<k>{}</k><pressure_model>Abaqus</pressure_model>", deck_number(bulk));
    }

    std::string law_text(const DeckMaterial& /*material*/, std::monostate /*law*/, const DeckRegion& /*region*/) {
        return "type=\"neo-Hookean\"><E>1</E><v>0</v>";
    }
    std::string law_text(const DeckMaterial& /*material*/, const DeckElastic& law, const DeckRegion& /*region*/) {
        leave_out(
            "elasticity by Young's modulus and Poisson's ratio (neo-Hookean) differs at large strain: FEBio squares ln "
            "J");
        return fmt::format("type=\"neo-Hookean\"><density>1</density><E>{}</E><v>{}</v>",
                           deck_number(law.youngs_modulus), deck_number(std::min(law.poisson_ratio, 0.4995)));
    }
    std::string law_text(const DeckMaterial& material, const DeckMooneyRivlin& law, const DeckRegion& /*region*/) {
        return fmt::format("type=\"Mooney-Rivlin\"><density>1</density><c1>{}</c1><c2>{}</c2>{}", deck_number(law.c10),
                           deck_number(law.c01), volume(material, law.d));
    }
    std::string law_text(const DeckMaterial& material, const DeckReducedPolynomial& law, const DeckRegion& /*region*/) {
        std::string text = "type=\"Yeoh\"><density>1</density>";
        for (std::size_t i = 0; i < law.c.size(); ++i)
            text += fmt::format("<c{0}>{1}</c{0}>", i + 1, deck_number(law.c[i]));
        return text + volume(material, law.d);
    }
    std::string law_text(const DeckMaterial& material, const DeckHolzapfel& law, const DeckRegion& region) {
        const auto& directions = deck_.orientations[static_cast<std::size_t>(region.orientation)].directions;
        const double k1 = directions.size() == 1 ? 0.5 * law.k1 : law.k1;  // two families in one direction
        return fmt::format(
            "type=\"Holzapfel-Gasser-Ogden\"><density>1</density><c>{}</c><k1>{}</k1><k2>{}</k2><gamma>{}</gamma>"
            "<kappa>{}</kappa>{}",
            deck_number(2.0 * law.c10), deck_number(k1), deck_number(law.k2),
            deck_number(families_of(directions).angle_deg), deck_number(law.kappa), volume(material, law.d));
    }

    // One material for each region, which also holds the angle of its fibres; then the rigid bodies.
    void write_materials() {
        std::vector<std::string> names;
        for (const DeckRegion& r : regions_)
            names.push_back(deck_.materials[static_cast<std::size_t>(r.material)].name);
        for (const DeckBody& b : deck_.bodies) names.push_back("body_" + b.name);
        names_ = plain_names(names);
        for (std::size_t r = 0; r < regions_.size(); ++r) {
            const DeckMaterial& material = deck_.materials[static_cast<std::size_t>(regions_[r].material)];
            const std::string law =
                std::visit([&](const auto& of) { return law_text(material, of, regions_[r]); }, material.law);
            materials_ += fmt::format("<material id=\"{}\" name=\"{}\" {}</material>\n", r + 1, names_[r], law);
        }
        for (std::size_t b = 0; b < deck_.bodies.size(); ++b) {
            const Vec3& centre = deck_.mesh.nodes[static_cast<std::size_t>(deck_.bodies[b].reference)];
            materials_ += fmt::format(
                "<material id=\"{}\" name=\"{}\" type=\"rigid body\"><density>1</density>"
                "<center_of_mass>{}</center_of_mass></material>\n",
                regions_.size() + b + 1, body_name(b), vector_text(centre));
            const std::string set = "nodes_of_" + body_name(b);
            std::vector<int> nodes = deck_.bodies[b].nodes;
            std::erase(nodes, deck_.bodies[b].reference);
            sets_ += node_set(set, nodes);
            bodies_ += fmt::format("<bc type=\"rigid\" node_set=\"{}\"><rb>{}</rb></bc>\n", set, body_name(b));
        }
    }
    [[nodiscard]] const std::string& body_name(std::size_t body) const { return names_[regions_.size() + body]; }
    static std::string node_set(const std::string& name, std::span<const int> nodes) {
        return fmt::format("<NodeSet name=\"{}\">{}</NodeSet>\n", name, numbers_from_one(nodes));
    }

    [[nodiscard]] std::string mesh_text() const {
        std::string text = "<Mesh>\n<Nodes name=\"all\">\n";
        for (std::size_t n = 0; n < deck_.mesh.nodes.size(); ++n)
            text += fmt::format("<node id=\"{}\">{}</node>\n", n + 1, vector_text(deck_.mesh.nodes[n]));
        text += "</Nodes>\n";
        std::vector<std::pair<CellType, std::vector<int>>> cells;
        for_each_cell(deck_.mesh, [&](std::size_t, const CellKind& kind, std::span<const int> nodes) {
            cells.emplace_back(kind.type, std::vector(nodes.begin(), nodes.end()));
        });
        for (std::size_t r = 0; r < regions_.size(); ++r) {
            for (const CellType type : types_of(regions_[r], cells)) {
                text +=
                    fmt::format("<Elements type=\"{0}\" name=\"{1}_{0}\">\n", names_of_element(type).febio, names_[r]);
                for (const int c : regions_[r].cells) {
                    const auto& [of, nodes] = cells[static_cast<std::size_t>(c)];
                    if (of == type) text += fmt::format("<elem id=\"{}\">{}</elem>\n", c + 1, numbers_from_one(nodes));
                }
                text += "</Elements>\n";
            }
        }
        return text + sets_ + discrete_sets_ + surfaces_ + surface_pairs_ + "</Mesh>\n";
    }
    static std::vector<CellType> types_of(const DeckRegion& region,
                                          const std::vector<std::pair<CellType, std::vector<int>>>& cells) {
        std::vector<CellType> types;
        for (const int c : region.cells) {
            const CellType type = cells[static_cast<std::size_t>(c)].first;
            if (std::ranges::find(types, type) == types.end()) types.push_back(type);
        }
        return types;
    }

    [[nodiscard]] std::string domains_text() const {
        std::vector<std::pair<CellType, std::vector<int>>> cells;
        for_each_cell(deck_.mesh, [&](std::size_t, const CellKind& kind, std::span<const int>) {
            cells.push_back({kind.type, {}});
        });
        std::string domains = "<MeshDomains>\n";
        std::string axes;
        for (std::size_t r = 0; r < regions_.size(); ++r) {
            const DeckRegion& region = regions_[r];
            const DeckMaterial& material = deck_.materials[static_cast<std::size_t>(region.material)];
            for (const CellType type : types_of(region, cells)) {
                const std::string name = fmt::format("{}_{}", names_[r], names_of_element(type).febio);
                domains += fmt::format("<SolidDomain name=\"{}\" mat=\"{}\"/>\n", name, names_[r]);
                if (!std::holds_alternative<DeckHolzapfel>(material.law)) continue;
                const auto& directions = deck_.orientations[static_cast<std::size_t>(region.orientation)].directions;
                const Mat3 turn = families_of(directions).turn;
                axes += fmt::format("<ElementData type=\"mat_axis\" elem_set=\"{}\">\n", name);
                int row = 0;
                for (const int c : region.cells) {
                    if (cells[static_cast<std::size_t>(c)].first != type) continue;
                    const Mat3 local = deck_.sections[static_cast<std::size_t>(c)].axes * turn;
                    axes += fmt::format("<e lid=\"{}\"><a>{}</a><d>{}</d></e>\n", ++row, vector_text(local.col(0)),
                                        vector_text(local.col(1)));
                }
                axes += "</ElementData>\n";
            }
        }
        domains += "</MeshDomains>\n";
        return axes.empty() ? domains : domains + "<MeshData>\n" + axes + "</MeshData>\n";
    }

    // Springs of one law are a set.
    void write_springs() {
        std::map<std::string, std::string> elements_of_law;
        for (std::size_t s = 0; s < deck_.springs.size(); ++s) {
            const DeckSpring& spring = deck_.springs[s];
            if (spring.first_component >= 0) {
                throw UserError(fmt::format("{}: {} is a spring along an axis, which FEBio does not have",
                                            deck_.place(spring.where), spring.name));
            }
            elements_of_law[spring.law < 0 ? link_text(s) : law_text(law_from_mesh(deck_, spring))] +=
                fmt::format("<delem>{},{}</delem>\n", spring.first + 1, spring.second + 1);
        }
        std::string springs;
        int number = 0;
        for (const auto& [law, elements] : elements_of_law) {
            ++number;
            discrete_sets_ += fmt::format("<DiscreteSet name=\"springs{}\">\n{}</DiscreteSet>\n", number, elements);
            discrete_ +=
                fmt::format("<discrete_material id=\"{0}\" name=\"spring{0}\" {1}</discrete_material>\n", number, law);
            springs += fmt::format("<discrete dmat=\"{0}\" discrete_set=\"springs{0}\"/>\n", number);
        }
        discrete_ += springs;
    }

    // FEBio has no link between nodes of solids: a spring as stiff as the one that holds them here.
    std::string link_text(std::size_t spring) {
        if (!model_) model_.emplace(deck_);
        const DeckConnections& made = model_->connections();
        const double stiffness = made.laws[static_cast<std::size_t>(made.springs[spring].law)](0.0).stiffness;
        leave_out("rigid links are stiff springs in this file");
        return fmt::format("type=\"linear spring\"><E>{}</E>", deck_number(stiffness));
    }

    static std::string law_text(const DeckSpringLaw& law) {
        if (const std::optional<double> stiffness = linear_stiffness(law))
            return fmt::format("type=\"linear spring\"><E>{}</E>", deck_number(*stiffness));
        std::string points;
        for (const auto& [elongation, force] : law.points)
            points += fmt::format("<pt>{},{}</pt>", deck_number(elongation), deck_number(force));
        return fmt::format(
            "type=\"nonlinear spring\"><scale>1</scale><measure>elongation</measure><force type=\"point\">"
            "<interpolate>LINEAR</interpolate><extend>{}</extend><points>{}</points></force>",
            law.straight_on ? "EXTRAPOLATE" : "CONSTANT", points);
    }

    void write_ties() {
        int number = 0;
        for (const DeckTie& tie : deck_.ties) {
            ++number;
            if (tie.faces.empty()) {
                throw UserError(fmt::format("{}: the tie {} binds a surface of nodes; FEBio ties only faces",
                                            deck_.place(tie.where), tie.name));
            }
            surfaces_ += surface_text(fmt::format("bound{}", number), tie.faces);
            surfaces_ += surface_text(fmt::format("onto{}", number), tie.onto);
            surface_pairs_ += fmt::format(
                "<SurfacePair "
                "name=\"tie{0}\"><primary>bound{0}</primary><secondary>onto{0}</secondary></SurfacePair>\n",
                number);
            const std::optional<TieProjection> projection = project_tie(deck_, tie);
            contact_ += fmt::format(
                "<contact type=\"tied-elastic\" "
                "surface_pair=\"tie{}\"><laugon>AUGLAG</laugon><tolerance>0.01</tolerance>"
                "<penalty>10</penalty><auto_penalty>1</auto_penalty><search_radius>{}</search_radius></contact>\n",
                number, deck_number(projection ? projection->tolerance : tie.tolerance));
        }
    }

    static std::string surface_text(const std::string& name, const std::vector<CellBlock>& faces) {
        std::string text = fmt::format("<Surface name=\"{}\">\n", name);
        int face = 0;
        for (const CellBlock& block : faces) {
            for (std::size_t c = 0; c < block.size(); ++c)
                text += fmt::format("<{0} id=\"{1}\">{2}</{0}>\n", names_of_element(block.type).febio, ++face,
                                    numbers_from_one(block[c]));
        }
        return text + "</Surface>\n";
    }

    // The number of a load controller with the values of this curve in this step.
    int curve_of(const StepLoads& loads, const std::vector<double>& breaks, const LoadCurve& curve) {
        std::vector<std::string> points;
        points.push_back(
            fmt::format("<pt>{},{}</pt>", deck_number(loads.begin), deck_number(loads.at(deck_, curve, 0.0))));
        for (const double time : breaks) {
            points.push_back(fmt::format("<pt>{},{}</pt>", deck_number(loads.begin + time),
                                         deck_number(loads.at(deck_, curve, time))));
        }
        const std::string text = fmt::format("{}", fmt::join(points, ""));
        const auto [at, is_new] = curve_numbers_.try_emplace(text, static_cast<int>(curve_numbers_.size()) + 1);
        if (is_new) {
            curves_ += fmt::format(
                "<load_controller id=\"{}\" "
                "type=\"loadcurve\"><interpolate>LINEAR</interpolate><extend>CONSTANT</extend>"
                "<points>{}</points></load_controller>\n",
                at->second, text);
        }
        return at->second;
    }

    [[nodiscard]] int body_with_reference(int node) const {
        const auto found = std::ranges::find(deck_.bodies, node, &DeckBody::reference);
        return found == deck_.bodies.end() ? -1 : static_cast<int>(found - deck_.bodies.begin());
    }

    void write_steps() {
        const std::vector<StepLoads> all = loads_of_steps(deck_);
        std::vector<std::string> names;
        names.reserve(all.size());
        for (const StepLoads& loads : all) names.push_back(loads.step);
        names = plain_names(names);
        for (std::size_t s = 0; s < all.size(); ++s) {
            const StepLoads& loads = all[s];
            const double given = deck_.steps[s].first_increment;
            const int increments =
                given > 0.0 ? static_cast<int>(std::ceil(loads.period / given - 1e-9)) : default_increments;
            steps_ += fmt::format("<step id=\"{}\" name=\"{}\">\n", s + 1, names[s]);
            steps_ += fmt::format(
                "<Control><analysis>STATIC</analysis><time_steps>{}</time_steps><step_size>{}</step_size>"
                "<time_stepper type=\"default\"><max_retries>10</max_retries></time_stepper></Control>\n",
                increments, deck_number(loads.period / increments));
            write_supports(loads, s);
            write_forces(loads, s);
            steps_ += "</step>\n";
            if (!loads.released.empty())
                leave_out(
                    fmt::format("step {}: the reactions of supports that it releases vanish at once", loads.step));
        }
    }

    void write_supports(const StepLoads& loads, std::size_t step) {
        const std::vector<double> breaks = loads.breaks(deck_, 1);
        std::map<std::pair<int, int>, std::vector<int>> nodes_of;  // by component and curve, 0: held at 0
        std::string rigid;
        for (const auto& [where, curve] : loads.supports) {
            const auto [node, component] = where;
            const bool still = curve.value == 0.0 && curve.start == 0.0;
            const int number = still ? 0 : curve_of(loads, breaks, curve);
            const int body = body_with_reference(node);
            if (body < 0) {
                if (component < 3) nodes_of[{component, number}].push_back(node);
                continue;
            }
            const std::string rb = fmt::format("<rb>{}</rb>", body_name(static_cast<std::size_t>(body)));
            const std::string_view dof = dof_names[static_cast<std::size_t>(component)];
            if (still) {
                rigid += fmt::format("<rigid_bc type=\"rigid_fixed\">{0}<R{1}_dof>1</R{1}_dof></rigid_bc>\n", rb, dof);
            } else {
                rigid += fmt::format("<rigid_bc type=\"{}\">{}<dof>{}</dof><value lc=\"{}\">1</value></rigid_bc>\n",
                                     component < 3 ? "rigid_displacement" : "rigid_rotation", rb,
                                     component < 3 ? std::string(dof) : fmt::format("R{}", dof), number);
            }
        }
        std::string boundary;
        for (const auto& [key, nodes] : nodes_of) {
            const auto [component, number] = key;
            const std::string_view dof = dof_names[static_cast<std::size_t>(component)];
            const std::string set = fmt::format("held{}_{}_{}", step + 1, dof, number);
            sets_ += node_set(set, nodes);
            if (number == 0) {
                boundary += fmt::format("<bc type=\"zero displacement\" node_set=\"{0}\"><{1}_dof>1</{1}_dof></bc>\n",
                                        set, dof);
            } else {
                boundary += fmt::format(
                    "<bc type=\"prescribed displacement\" node_set=\"{}\"><dof>{}</dof><value lc=\"{}\">1</value>"
                    "<relative>0</relative></bc>\n",
                    set, dof, number);
            }
        }
        if (!boundary.empty()) steps_ += "<Boundary>\n" + boundary + "</Boundary>\n";
        rigid_ = rigid;
    }

    void write_forces(const StepLoads& loads, std::size_t step) {
        const std::vector<double> breaks = loads.breaks(deck_, 1);
        std::string nodal;
        for (const auto& [where, curve] : loads.forces) {
            if (curve.value == 0.0 && curve.start == 0.0) continue;
            const auto [node, component] = where;
            const int number = curve_of(loads, breaks, curve);
            const int body = body_with_reference(node);
            if (body >= 0) {
                rigid_ += fmt::format(
                    "<rigid_load type=\"{}\"><rb>{}</rb><dof>R{}</dof><value lc=\"{}\">1</value></rigid_load>\n",
                    component < 3 ? "rigid_force" : "rigid_moment", body_name(static_cast<std::size_t>(body)),
                    dof_names[static_cast<std::size_t>(component)], number);
                continue;
            }
            const std::string set = fmt::format("loaded{}_{}_{}", step + 1, node + 1, component + 1);
            sets_ += node_set(set, std::array{node});
            const Vec3 unit = Vec3::Unit(component);
            nodal += fmt::format(
                "<nodal_load type=\"nodal_force\" node_set=\"{}\"><value lc=\"{}\">{}</value></nodal_load>\n", set,
                number, vector_text(unit));
        }
        for (const StepLoads::Pressure& pressure : loads.pressures) {
            const std::string surface = fmt::format("pressed{}", ++surface_count_);
            surfaces_ += surface_text(surface, pressure.faces);
            nodal += fmt::format(
                "<surface_load type=\"pressure\" surface=\"{}\"><pressure lc=\"{}\">1</pressure></surface_load>\n",
                surface, curve_of(loads, breaks, pressure.curve));
        }
        if (!rigid_.empty()) steps_ += "<Rigid>\n" + rigid_ + "</Rigid>\n";
        if (!nodal.empty()) steps_ += "<Loads>\n" + nodal + "</Loads>\n";
    }

    const Deck& deck_;
    std::vector<DeckRegion> regions_;
    std::vector<std::string> left_out_;
    std::vector<std::string> names_;  // of materials: regions, then bodies
    std::map<std::string, int> curve_numbers_;
    int surface_count_ = 0;
    std::optional<DeckModel> model_;  // made where it is asked
    std::string materials_, sets_, discrete_sets_, surfaces_, surface_pairs_, bodies_, discrete_, contact_, steps_,
        rigid_, curves_;
};

}  // namespace

DeckText write_feb(const Deck& deck, std::vector<std::string> left_out) {
    return FebWriter(deck, std::move(left_out)).write();
}

}  // namespace spondyl
