// SPDX-License-Identifier: Apache-2.0
// Inside the reader of .feb: sections of the file in the order in which they need each other, whatever their order in
// the file.
#pragma once

#include <array>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/deck/deck_mesh.hpp"
#include "io/deck/held_twice.hpp"
#include "io/deck/read_feb.hpp"
#include "io/deck/xml_tree.hpp"

namespace spondyl {

// The name of an element as messages show it: printable, and no longer than a key may be.
std::string shown(XmlElement e);

class FebReader {
  public:
    explicit FebReader(const std::filesystem::path& path) { problems_.add_file(path.string()); }
    Deck read(std::string_view text, bool allow_unsupported);

  private:
    // A number and the load curve that scales it; -1: none.
    struct Scaled {
        double value = 0.0;
        int amplitude = -1;
    };
    struct RigidBody {
        int material = 0;
        std::optional<Vec3> centre;
        std::vector<int> elements;
        std::vector<int> nodes;  // besides those of its elements
        bool used = false;
    };

    struct SpringEnds {
        DeckPlace where;
        int first = 0;
        int second = 0;
    };

    template <class Value>
    using ByName = std::map<std::string, Value, std::less<>>;
    struct Materials {
        ByName<int> of_name;
        ByName<int> of_id;
        std::map<int, Mat3> axes;
        std::map<int, std::array<long long, 3>> axis_nodes;
    };
    struct Bodies {
        std::map<int, RigidBody> of_material;
        std::map<int, int> reference;  // node of the body, by material
    };
    struct Sets {
        ByName<std::vector<int>> nodes;
        ByName<std::vector<int>> elements;  // and the lists of elements
        ByName<std::vector<CellBlock>> surfaces;
        ByName<std::vector<int>> surface_nodes;
        ByName<std::vector<SpringEnds>> springs;
        ByName<std::array<std::string, 2>> surface_pairs;
        std::size_t entries = 0;
    };
    struct Elements {
        ByName<bool> is_domain;  // of lists: whether a domain gives them a material
        std::vector<int> material;
        std::map<int, Mat3> axes;
        bool left_out = false;  // some, of a type that is not supported: sets may name them
    };

    // feb_reader.cpp
    void read_sections(XmlElement root);
    void refuse_filled(XmlElement section);
    void read_load_data(XmlElement section);
    void finish();

    // feb_mesh.cpp
    void read_mesh(XmlElement section);
    void read_nodes(XmlElement list);
    void read_elements(XmlElement list);
    void read_node_set(XmlElement set);
    void read_element_set(XmlElement set);
    void read_surface(XmlElement surface);
    void read_domains(XmlElement section);
    void read_mesh_data(XmlElement section);

    // feb_springs.cpp
    void read_discrete_set(XmlElement set);
    void read_surface_pair(XmlElement pair);
    void read_discrete(XmlElement section);
    std::optional<DeckSpringLaw> read_spring_law(XmlElement material);
    std::optional<DeckSpringLaw> read_force_curve(XmlElement force);
    void read_contact(XmlElement section);
    void check_ties();

    // feb_materials.cpp
    void read_materials(XmlElement section);
    void read_rigid_material(XmlElement material, int index);
    DeckLaw read_law(XmlElement material, std::string_view type, int index);
    void read_material_axes(XmlElement axes, int material);
    std::optional<Mat3> axes_of(XmlElement vectors);
    void place_bodies();

    // feb_steps.cpp
    void read_steps(XmlElement root);
    void read_control(XmlElement control, DeckStep& step);
    void read_loads_of(XmlElement outer, DeckStep& step);
    void read_boundary(XmlElement section, DeckStep& step);
    void read_rigid(XmlElement section, DeckStep& step);
    void read_rigid_fixed(XmlElement condition, int reference, DeckStep& step);
    void read_loads(XmlElement section, DeckStep& step);
    void read_surface_load(XmlElement load, DeckStep& step);
    void read_nodal_load(XmlElement load, DeckStep& step);
    void hold(DeckStep& step, DeckBoundary boundary);
    // Nodes that are bound to a rigid body, which must be known before the steps.
    void read_rigid_nodes(XmlElement root);
    int reference_of(XmlElement outer);

    // Helpers.
    [[nodiscard]] static DeckPlace place(XmlElement e) { return {0, e.line()}; }
    void error(XmlElement e, std::string message) { problems_.error(place(e), std::move(message)); }
    void unsupported(XmlElement e, std::string what) { problems_.unsupported(place(e), std::move(what)); }
    // Names every element within `outer` that is not among these.
    void expect(XmlElement outer, std::initializer_list<std::string_view> known);
    std::optional<std::string> required(XmlElement e, std::string_view attribute);
    bool checked_name(std::string_view name, XmlElement e);
    // Exactly so many numbers; nothing, and an error, otherwise.
    std::optional<std::vector<double>> numbers(XmlElement e, std::size_t count);
    std::optional<long long> own_number(XmlElement e);
    std::vector<long long> node_numbers(XmlElement e);
    // The number within `outer`, which must be there unless there is a fallback; an unsupported map or formula is
    // named.
    std::optional<double> constant(XmlElement outer, std::string_view name, std::optional<double> fallback = {});
    std::optional<Scaled> scaled(XmlElement outer, std::string_view name);
    bool is_plain(XmlElement value);
    int amplitude_of(XmlElement value);
    bool flag(XmlElement outer, std::string_view name);
    int material_of(std::string_view text) const;  // by name or id; -1: none
    RigidBody* body_of(XmlElement outer);
    const std::vector<int>* find_nodes(XmlElement e, std::string_view name);
    const std::vector<int>* find_elements(XmlElement e, std::string_view name);
    bool spend_set_entries(std::size_t count, XmlElement e);

    DeckProblems problems_;
    Deck deck_;
    DeckMeshBuilder mesh_{problems_};
    Materials materials_;
    Bodies bodies_;
    Sets sets_;
    Elements elements_;
    std::map<std::string, int, std::less<>> curve_of_id_;
    std::vector<bool> tie_adjusts_;  // per tie of the deck: whether nodes are moved onto the other surface
    HeldTwice held_;
};

}  // namespace spondyl
