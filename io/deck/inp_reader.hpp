// SPDX-License-Identifier: Apache-2.0
// Inside the reader of .inp decks: what is known while the lines go by. A deck is read once from top to bottom; names
// are resolved where they are used, sections and the cells of the mesh at the end.
#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "io/deck/held_twice.hpp"
#include "io/deck/inp_elements.hpp"
#include "io/deck/inp_lines.hpp"

namespace spondyl {

struct InpElement {
    const InpElementType* type = nullptr;
    DeckLabel label;
    DeckPlace where;
    std::size_t first = 0;  // place of its first node in InpScope::connectivity
};

struct InpSet {
    std::string name;        // as it was first written
    bool internal = false;   // made by a program for its own use
    std::vector<int> items;  // ascending; nodes or elements of the scope
};

struct InpSurface {
    std::string name;
    std::vector<std::pair<int, int>> faces;  // element and number of the face
    std::vector<int> nodes;                  // of a surface made of nodes
};

struct SolidSection {
    DeckPlace where;
    std::string elements;  // a set
    std::string material;
    std::string orientation;  // empty: none
};

// What the springs and connectors of a set are.
struct InpSpringSection {
    enum class Kind : char { spring, axial, link, beam };
    DeckPlace where;
    std::string elements;  // a set
    Kind kind = Kind::spring;
    int law = -1;           // of springs
    std::string behaviour;  // of connectors, a name; empty: none
    int first_component = -1;
    int second_component = -1;
};

// What a connector does along its line.
struct InpConnectorBehaviour {
    int law = -1;               // -1: nothing
    double free_length = -1.0;  // negative: as its nodes lie
};

struct InpTie {
    std::string name;
    DeckPlace where;
    InpSurface bound;
    InpSurface onto;
    double tolerance = -1.0;  // negative: not given
    bool adjust = true;
};

// The first node rides on the second.
struct InpRigidPair {
    DeckPlace where;
    int node = 0;
    int on = 0;
};

// Nodes that rigid beams connect.
struct BeamGroup {
    DeckPlace where;
    std::map<int, int> beams_on;  // of every node, how many others ride on it
};

struct InpDistribution {
    std::optional<Mat3> fallback;  // for elements that are not named
    std::unordered_map<int, Mat3> of_element;
};

struct InpOrientation {
    std::string name;
    Mat3 axes = Mat3::Identity();
    std::string distribution;      // a name; empty: the same axes everywhere
    Mat3 turn = Mat3::Identity();  // in the local axes, after them
    std::vector<Vec3> directions;  // of fibres, in the local axes
};

// A part, an instance with its own mesh, or the assembly, which also holds the placed copies of all instances. Names
// are keys in capitals.
struct InpScope {
    std::string name;  // of the part or instance; empty: the assembly
    std::vector<Vec3> nodes;
    std::vector<DeckLabel> node_labels;
    std::vector<InpElement> elements;
    std::vector<int> connectivity;
    std::unordered_map<int, int> node_of_label;
    std::unordered_map<int, int> element_of_label;  // -1: of a type that is not supported
    std::map<std::string, InpSet> node_sets;
    std::map<std::string, InpSet> element_sets;
    std::map<std::string, InpSurface> surfaces;
    std::vector<SolidSection> sections;
    std::vector<InpSpringSection> spring_sections;
    std::map<std::string, InpDistribution> distributions;
    std::map<std::string, InpOrientation> orientations;
    std::vector<DeckBody> bodies;
};

struct InpInstance {
    std::string name;
    std::shared_ptr<const InpScope> scope;
    int first_node = 0;  // of the copy in the assembly
    int first_element = 0;
    Mat3 rotation = Mat3::Identity();
    Vec3 translation = Vec3::Zero();
};

class InpReader {
  public:
    InpReader(std::string text, const std::filesystem::path& path, OpenText open)
        : lines_(std::move(text), path, std::move(open), problems_) {
        open_.scope = &root_;
    }
    Deck read(bool allow_unsupported);

  private:
    using Handler = void (InpReader::*)(const InpCard&);
    enum class Place { model, part, instance, assembly, step };
    // What the card being read stands in.
    struct Open {
        Place kind = Place::model;
        DeckPlace where;                      // of its first card; of the model none
        InpScope* scope = nullptr;            // that cards of the mesh go to
        std::shared_ptr<InpScope> own_scope;  // of an instance with a mesh of its own
    };
    struct Materials {
        std::map<std::string, int> of_name;
        std::map<int, std::vector<Vec3>> directions;  // of CalculiX's fibres, in the axes of the orientation
        int current = -1;                             // the one that is being read
    };
    struct Behaviours {
        std::map<std::string, InpConnectorBehaviour> of_name;
        InpConnectorBehaviour* current = nullptr;
    };
    // That *KINEMATIC or *DISTRIBUTING below will complete.
    struct Coupling {
        std::optional<DeckBody> body;
        bool left_out = false;
    };
    // What elements of the assembly became in the mesh.
    struct Cells {
        std::vector<int> of_element;
        std::vector<DeckPlace> section;        // per cell; line 0: none yet
        std::vector<char> has_spring_section;  // per element
    };
    struct Held {
        HeldTwice before_steps;
        HeldTwice in_step;
    };
    static Handler find_handler(std::string_view keyword);

    // inp_reader.cpp
    void dispatch(const InpCard& card);
    void read_heading(const InpCard& card);
    // inp_assembly.cpp
    void read_part(const InpCard& card);
    void read_end_part(const InpCard& card);
    void read_assembly(const InpCard& card);
    void read_end_assembly(const InpCard& card);
    void read_instance(const InpCard& card);
    void read_end_instance(const InpCard& card);
    // Copies of nodes, elements and bodies of an instance to where it stands in the assembly.
    void place_instance(InpInstance& instance);
    void read_rigid_body(const InpCard& card);
    void read_coupling(const InpCard& card);
    void read_kinematic(const InpCard& card);
    void read_distributing(const InpCard& card);
    // inp_mesh.cpp
    void read_node(const InpCard& card);
    void read_element(const InpCard& card);
    // The nodes of an element, over as many lines as it takes; `nodes` stays short of them, after an error, if they are
    // not all there.
    void read_element_nodes(InpData& data, const InpElementType& type, int label, std::vector<int>& nodes);
    // To the last line of an element that goes on.
    void skip_element(InpData& data);
    void read_node_set(const InpCard& card);
    void read_element_set(const InpCard& card);
    void read_surface(const InpCard& card);
    // inp_materials.cpp
    void read_material(const InpCard& card);
    void read_elastic(const InpCard& card);
    void read_hyperelastic(const InpCard& card);
    void read_anisotropic(const InpCard& card);
    void read_user_material(const InpCard& card);
    void read_solid_section(const InpCard& card);
    void read_distribution(const InpCard& card);
    void read_distribution_table(const InpCard& card);
    void read_orientation(const InpCard& card);
    // inp_springs.cpp
    void read_spring(const InpCard& card);
    void read_connector_section(const InpCard& card);
    void read_connector_behaviour(const InpCard& card);
    void read_connector_elasticity(const InpCard& card);
    void read_connector_reference(const InpCard& card);
    std::optional<int> read_spring_law(const InpCard& card, std::string name, bool straight_on);
    void add_springs(const InpScope& scope, int first_element);
    // False, and an error, for an element that is not of this section or of another one already.
    bool take_spring_element(const InpSpringSection& section, int number);
    void add_spring(const InpSpringSection& section, const InpConnectorBehaviour* behaviour, int number);
    void require_spring_sections();
    // inp_ties.cpp
    void read_tie(const InpCard& card);
    void read_mpc(const InpCard& card);
    void add_ties();
    void bind_rigid_pairs();
    void bind_beams(const BeamGroup& group, const std::set<int>& turns, const std::map<int, int>& body_of);
    // inp_steps.cpp
    void read_amplitude(const InpCard& card);
    void read_step(const InpCard& card);
    void read_end_step(const InpCard& card);
    void read_static(const InpCard& card);
    void read_boundary(const InpCard& card);
    void read_cload(const InpCard& card);
    void read_dload(const InpCard& card);
    void read_dsload(const InpCard& card);
    // inp_finish.cpp
    void finish();
    void build_cells();
    void apply_sections(const InpScope& scope, int first_element, const Mat3& rotation);
    void apply_section(const SolidSection& section, const InpScope& scope, int first_element, const Mat3& rotation);
    // The number of an orientation of the deck that was made for a section of this material.
    int add_orientation(const InpOrientation& orientation, int material);
    // Gives the cell this section; false, and an error, if it has another one.
    bool take_cell(const SolidSection& section, int cell);
    void export_sets(const InpScope& scope, const std::string& instance, int first_node, int first_element);

    // Helpers of all cards.
    void error(DeckPlace where, std::string message) { problems_.error(where, std::move(message)); }
    // Names every parameter of the card that is not among these.
    void expect_parameters(const InpCard& card, std::initializer_list<std::string_view> known);
    // The value of a parameter that must be there.
    std::optional<std::string> required(const InpCard& card, std::string_view parameter);
    bool checked_name(std::string_view name, DeckPlace where);
    std::optional<double> number(const InpData& data, std::size_t field);
    double number_or(const InpData& data, std::size_t field, double fallback);
    std::optional<int> integer(const InpData& data, std::size_t field);
    // The number that a line gives to its node or element: positive.
    std::optional<int> own_number(const InpData& data);
    // All numbers of the data lines of a card.
    std::vector<double> all_numbers(std::size_t most);

    [[nodiscard]] InpScope& here() { return *open_.scope; }
    const InpInstance* find_instance(std::string_view name) const;
    // Nodes (elements) named by a number or the name of a set, in the numbering of `scope`; nothing, and an error, if
    // there are none. Elements that are not supported are left out.
    enum class Kind { node, element };
    std::optional<std::vector<int>> find_items(Kind kind, const InpScope& scope, std::string_view text,
                                               DeckPlace where);
    // Whoever copies members of sets pays for it here: false, and an error the first time, beyond the limit of a deck.
    bool spend_set_entries(std::size_t count, DeckPlace where);
    // In the scope that is being read; in the assembly also "Instance.Surface".
    const InpSurface* find_surface(std::string_view name, DeckPlace where);
    // In the numbering of the assembly.
    std::vector<CellBlock> blocks_of(const std::vector<std::pair<int, int>>& faces) const;
    void read_set(const InpCard& card, Kind kind);
    // Of a set: numbers from, to, by. False: the deck is beyond its limits.
    bool read_generated(const InpData& data, Kind kind, const InpScope& numbering, std::vector<int>& items);
    void add_to_set(std::map<std::string, InpSet>& sets, const std::string& name, bool internal, std::vector<int> items,
                    DeckPlace where);
    std::optional<int> reference_node(std::string_view text, DeckPlace where);
    std::vector<int> nodes_of_faces(const InpScope& scope, const InpSurface& surface) const;
    std::vector<int> nodes_of_elements(const InpScope& scope, const std::vector<int>& elements) const;
    [[nodiscard]] std::span<const int> nodes_of(const InpScope& scope, int element) const;
    // False, and an error, elsewhere.
    bool within_step(const InpCard& card);
    int find_amplitude(const InpCard& card);
    // OP=NEW, which takes away what earlier steps gave.
    bool is_new(const InpCard& card);
    // Gives the material that is being read its law, of the card at `where`; an error if it has one already, or for
    // constants that cannot be.
    void set_law(DeckPlace where, DeckLaw law);
    void add_boundary(DeckPlace where, const std::vector<int>& nodes, int first, int last, double value, int amplitude);
    void add_pressure(DeckPlace where, const std::vector<std::pair<int, int>>& faces, double value, int amplitude);

    DeckProblems problems_;
    InpLines lines_;
    Deck deck_;
    Open open_;
    InpScope root_;
    std::map<std::string, std::shared_ptr<InpScope>> parts_;
    std::vector<InpInstance> instances_;
    std::unordered_map<std::string, std::size_t> instance_of_name_;
    Materials materials_;
    std::map<std::string, int> amplitude_of_name_;
    std::unordered_map<int, int> reference_of_rotation_node_;
    Coupling coupling_;
    Behaviours behaviours_;
    std::vector<InpTie> ties_;
    std::vector<InpRigidPair> rigid_pairs_;
    Cells cells_;
    Held held_;
    bool static_seen_ = false;
    std::size_t set_entries_ = 0;
};

}  // namespace spondyl
