// SPDX-License-Identifier: Apache-2.0
#include "io/deck/write_inp.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/error.hpp"
#include "core/mesh/cells.hpp"
#include "io/deck/element_names.hpp"
#include "io/deck/inp_elements.hpp"
#include "models/deck/deck_model.hpp"
#include "models/deck/deck_ties.hpp"

namespace spondyl {
namespace {

constexpr std::size_t per_line = 16;              // numbers that a line holds
constexpr double longest_fibre_increment = 0.05;  // of a step
constexpr double incompressible_limit = 0.4995;

std::string_view element_name(CellType type, InpDialect dialect) {
    const ElementNames& names = names_of_element(type);
    return dialect == InpDialect::calculix ? names.calculix : names.abaqus;
}

// Numbers from 1, sixteen a line.
std::string lines_of(const std::vector<int>& items) {
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const bool ends = i % per_line == per_line - 1 || i + 1 == items.size();
        text += fmt::format("{}{}", items[i] + 1, ends ? "\n" : ", ");
    }
    return text;
}

std::string vector_text(const Vec3& v) {
    return fmt::format("{}, {}, {}", deck_number(v.x()), deck_number(v.y()), deck_number(v.z()));
}

// Directions and the axes in which they are given, turned so that the third component of no direction is near 0:
// CalculiX takes two components and finds that one.
struct TurnedDirections {
    Mat3 turn = Mat3::Identity();  // columns: new axes in the old ones
    std::vector<Vec3> directions;
};

TurnedDirections turned(const std::vector<Vec3>& directions) {
    Vec3 sum = Vec3::Zero();
    for (const Vec3& d : directions) sum += sum.dot(d) < 0.0 ? Vec3(-d) : d;
    TurnedDirections result;
    const Vec3 z = sum.normalized();
    Eigen::Index least = 0;
    z.cwiseAbs().minCoeff(&least);
    result.turn.col(2) = z;
    result.turn.col(0) = z.cross(Vec3::Unit(least)).normalized();
    result.turn.col(1) = z.cross(result.turn.col(0));
    for (const Vec3& d : directions)
        result.directions.push_back(result.turn.transpose() * (z.dot(d) < 0.0 ? Vec3(-d) : d));
    return result;
}

class InpWriter {
  public:
    InpWriter(const Deck& deck, InpDialect dialect, std::vector<std::string> left_out)
        : deck_(deck),
          for_calculix_(dialect == InpDialect::calculix),
          dialect_(dialect),
          regions_(deck_regions(deck)),
          left_out_(std::move(left_out)) {}

    DeckText write() {
        for (const DeckUnsupported& u : deck_.unsupported)
            leave_out(fmt::format("{}: {}", deck_.place(u.where), u.what));
        write_nodes();
        write_elements();
        write_sets();
        write_amplitudes();
        write_materials();
        write_sections();
        write_bodies();
        write_springs();
        write_surfaces();
        write_ties();
        write_boundaries(deck_.boundaries);
        for (const DeckStep& step : deck_.steps) write_step(step);
        return {"*HEADING\n" + heading() + deck_header(deck_, left_out_, "**") + text_, left_out_};
    }

  private:
    template <class... T>
    void put(fmt::format_string<T...> text, T&&... values) {
        fmt::format_to(std::back_inserter(text_), text, std::forward<T>(values)...);
    }
    void leave_out(const std::string& what) {
        if (std::ranges::find(left_out_, what) == left_out_.end()) left_out_.push_back(what);
    }
    [[nodiscard]] std::string heading() const {
        const std::string title = deck_.title.empty() || deck_.title.front() == '*' ? "deck" : deck_.title;
        return title.substr(0, title.find('\n')) + "\n";
    }
    // Number in the file of the node that stands for the rotation of a body.
    [[nodiscard]] std::size_t rotation_node(std::size_t body) const { return deck_.mesh.nodes.size() + body + 1; }
    [[nodiscard]] int body_with_reference(int node) const {
        const auto found = std::ranges::find(deck_.bodies, node, &DeckBody::reference);
        return found == deck_.bodies.end() ? -1 : static_cast<int>(found - deck_.bodies.begin());
    }

    [[nodiscard]] bool has_fibres() const {
        return std::ranges::any_of(deck_.materials,
                                   [](const DeckMaterial& m) { return std::holds_alternative<DeckHolzapfel>(m.law); });
    }

    void write_nodes() {
        put("*NODE\n");
        for (std::size_t n = 0; n < deck_.mesh.nodes.size(); ++n)
            put("{}, {}\n", n + 1, vector_text(deck_.mesh.nodes[n]));
        for (std::size_t b = 0; for_calculix_ && b < deck_.bodies.size(); ++b) {
            const Vec3& x = deck_.mesh.nodes[static_cast<std::size_t>(deck_.bodies[b].reference)];
            put("{}, {}\n", rotation_node(b), vector_text(x));
        }
    }

    void write_elements() {
        std::size_t element = 0;
        for (const CellBlock& block : deck_.mesh.blocks) {
            put("*ELEMENT, TYPE={}\n", element_name(block.type, dialect_));
            for (std::size_t c = 0; c < block.size(); ++c) {
                const auto nodes = block[c];
                put("{}, ", ++element);
                for (std::size_t i = 0; i < nodes.size(); ++i) {
                    // A line holds sixteen numbers, the first of which is that of the element.
                    const bool wraps = i == per_line - 2 && i + 1 < nodes.size();
                    put("{}{}", nodes[i] + 1, i + 1 == nodes.size() ? "\n" : wraps ? ",\n" : ", ");
                }
            }
        }
    }

    void write_sets() {
        const auto write = [&](const auto& sets, std::string_view keyword) {
            std::vector<std::string> names;
            names.reserve(sets.size());
            for (const auto& [name, items] : sets) names.push_back(name);
            names = plain_names(names);
            std::size_t next = 0;
            for (const auto& [name, items] : sets) {
                const std::string& plain = names[next++];
                if (items.empty()) continue;
                put("*{0}, {0}={1}\n{2}", keyword, plain, lines_of(items));
            }
        };
        write(deck_.mesh.node_sets, "NSET");
        write(deck_.mesh.cell_sets, "ELSET");
    }

    void write_amplitudes() {
        std::vector<std::string> names;
        for (const DeckAmplitude& a : deck_.amplitudes) names.push_back(a.name);
        amplitude_names_ = plain_names(names);
        for (std::size_t a = 0; a < deck_.amplitudes.size(); ++a) {
            const DeckAmplitude& amplitude = deck_.amplitudes[a];
            put("*AMPLITUDE, NAME={}{}\n", amplitude_names_[a], amplitude.total_time ? ", TIME=TOTAL TIME" : "");
            for (const auto& [time, factor] : amplitude.points) put("{}, {}\n", deck_number(time), deck_number(factor));
        }
    }

    // 2/K of what is solved here, where the deck leaves the bulk modulus to the program.
    double compressibility(const DeckMaterial& material, double d) {
        if (d != 0.0 || !for_calculix_) return d;
        const MaterialChoice choice = choose_material(material);
        const double bulk = std::visit([](const auto& m) { return m.bulk_modulus; }, choice.material);
        leave_out(fmt::format("{} is incompressible in the deck and has a bulk modulus of {:g} MPa in this file",
                              material.name, bulk));
        return 2.0 / bulk;
    }

    void write_law(const DeckMaterial& /*material*/, std::monostate /*law*/) {}
    void write_law(const DeckMaterial& material, const DeckElastic& law) {
        double ratio = law.poisson_ratio;
        if (for_calculix_ && ratio > incompressible_limit) {
            leave_out(
                fmt::format("{}: Poisson's ratio {} is written as {}", material.name, ratio, incompressible_limit));
            ratio = incompressible_limit;
        }
        leave_out(
            "linear elasticity (*ELASTIC) is that of small strain: at some per cent of strain Spondyl, Abaqus and "
            "CalculiX differ");
        put("*ELASTIC\n{}, {}\n", deck_number(law.youngs_modulus), deck_number(ratio));
    }
    void write_law(const DeckMaterial& material, const DeckMooneyRivlin& law) {
        const std::string d = deck_number(compressibility(material, law.d));
        if (law.c01 == 0.0) {
            put("*HYPERELASTIC, NEO HOOKE\n{}, {}\n", deck_number(law.c10), d);
        } else {
            put("*HYPERELASTIC, MOONEY-RIVLIN\n{}, {}, {}\n", deck_number(law.c10), deck_number(law.c01), d);
        }
    }
    void write_law(const DeckMaterial& material, const DeckReducedPolynomial& law) {
        const std::size_t n = law.c.size();
        if (for_calculix_ && n > 3) {
            throw UserError(
                fmt::format("{}: a reduced polynomial of {} terms; CalculiX has at most 3", material.name, n));
        }
        put("*HYPERELASTIC, REDUCED POLYNOMIAL, N={}\n", n);
        std::vector<std::string> numbers;
        for (const double c : law.c) numbers.push_back(deck_number(c));
        numbers.push_back(deck_number(compressibility(material, law.d)));
        // Where D2 is 0 CalculiX takes a constant of its own.
        numbers.resize(2 * n, for_calculix_ ? "1e15" : "0");
        const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(8, numbers.size()));
        put("{}\n", fmt::join(numbers.begin(), middle, ", "));
        if (middle != numbers.end()) put("{}\n", fmt::join(middle, numbers.end(), ", "));
    }
    void write_law(const DeckMaterial& material, const DeckHolzapfel& law) {
        const double d = compressibility(material, law.d);
        if (for_calculix_) return;  // with its directions, in write_fibres
        put("*ANISOTROPIC HYPERELASTIC, HOLZAPFEL, LOCAL DIRECTIONS={}\n{}, {}, {}, {}, {}\n", law.families,
            deck_number(law.c10), deck_number(d), deck_number(law.k1), deck_number(law.k2), deck_number(law.kappa));
    }

    void write_materials() {
        std::vector<std::string> names;
        for (const DeckMaterial& m : deck_.materials) names.push_back(m.name);
        material_names_ = plain_names(names);
        for (std::size_t m = 0; m < deck_.materials.size(); ++m) {
            const DeckMaterial& material = deck_.materials[m];
            if (for_calculix_ && std::holds_alternative<DeckHolzapfel>(material.law)) continue;
            put("*MATERIAL, NAME={}\n", material_names_[m]);
            std::visit([&](const auto& law) { write_law(material, law); }, material.law);
        }
    }

    // The material of CalculiX holds the directions of the fibres as well: one for each region.
    std::string write_fibres(const DeckRegion& region, std::size_t number, const std::vector<Vec3>& directions) {
        const DeckMaterial& material = deck_.materials[static_cast<std::size_t>(region.material)];
        const auto& law = std::get<DeckHolzapfel>(material.law);
        if (law.kappa > 0.0) {
            leave_out(fmt::format(
                "dispersion of fibres (kappa) is 0 in this file, {:g} in the tissue: CalculiX has no such law, and its "
                "fibres are stiffer",
                law.kappa));
        }
        const std::string prefix = "ELASTIC_FIBER";
        const std::string& name = material_names_[static_cast<std::size_t>(region.material)];
        std::string full = name.starts_with(prefix) ? name : fmt::format("{}_{}_{}", prefix, name, number);
        std::vector<std::string> numbers = {deck_number(law.c10), deck_number(compressibility(material, law.d))};
        for (const Vec3& n : directions) {
            for (const double value : {n.x(), n.y(), law.k1, law.k2}) numbers.push_back(deck_number(value));
        }
        put("*MATERIAL, NAME={}\n*USER MATERIAL, CONSTANTS={}\n", full, numbers.size());
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            put("{}{}", numbers[i], i % 8 == 7 || i + 1 == numbers.size() ? "\n" : ", ");
        }
        return full;
    }

    void write_sections() {
        for (std::size_t r = 0; r < regions_.size(); ++r) {
            const DeckRegion& region = regions_[r];
            // Names that begin so are a program's own and are not kept by readers.
            const std::string set = fmt::format("_region{}", r + 1);
            put("*ELSET, ELSET={}\n{}", set, lines_of(region.cells));
            std::string material = material_names_[static_cast<std::size_t>(region.material)];
            std::string orientation;
            if (region.orientation >= 0) {
                const auto& given = deck_.orientations[static_cast<std::size_t>(region.orientation)].directions;
                const bool fibres = std::holds_alternative<DeckHolzapfel>(
                    deck_.materials[static_cast<std::size_t>(region.material)].law);
                const TurnedDirections t =
                    for_calculix_ && !given.empty() ? turned(given) : TurnedDirections{.directions = given};
                if (for_calculix_ && fibres) material = write_fibres(region, r + 1, t.directions);
                const std::string name = fmt::format("axes{}", r + 1);
                write_axes(region, name, t);
                orientation = ", ORIENTATION=" + name;
            }
            put("*SOLID SECTION, ELSET={}, MATERIAL={}{}\n", set, material, orientation);
        }
    }

    void write_axes(const DeckRegion& region, const std::string& name, const TurnedDirections& t) {
        const std::string table = for_calculix_ ? "" : fmt::format(", TABLE={}_table", name);
        if (!for_calculix_) put("*DISTRIBUTION TABLE, NAME={}_table\nCOORD3D, COORD3D\n", name);
        put("*DISTRIBUTION, NAME={0}_of_elements, LOCATION=ELEMENT{1}\n, 1., 0., 0., 0., 1., 0.\n", name, table);
        for (const int cell : region.cells) {
            const Mat3 axes = deck_.sections[static_cast<std::size_t>(cell)].axes * t.turn;
            put("{}, {}, {}\n", cell + 1, vector_text(axes.col(0)), vector_text(axes.col(1)));
        }
        const bool lists = !for_calculix_ && !t.directions.empty();
        put("*ORIENTATION, NAME={}{}\n{}_of_elements\n", name,
            lists ? fmt::format(", LOCAL DIRECTIONS={}", t.directions.size()) : std::string(), name);
        if (!lists) return;
        put("3, 0.\n");
        for (const Vec3& direction : t.directions) put("{}\n", vector_text(direction));
    }

    void write_bodies() {
        std::vector<int> references;
        for (std::size_t b = 0; b < deck_.bodies.size(); ++b) {
            const DeckBody& body = deck_.bodies[b];
            std::vector<int> nodes = body.nodes;
            std::erase(nodes, body.reference);
            put("*NSET, NSET=_body{}\n{}", b + 1, lines_of(nodes));
            put("*RIGID BODY, NSET=_body{}, REF NODE={}", b + 1, body.reference + 1);
            put("{}\n", for_calculix_ ? fmt::format(", ROT NODE={}", rotation_node(b)) : std::string());
            references.push_back(body.reference);
            if (for_calculix_) references.push_back(static_cast<int>(rotation_node(b)) - 1);
        }
        if (!references.empty()) put("*NSET, NSET=_references\n{}", lines_of(references));
    }

    // Springs of one law and one kind are a set.
    void write_springs() {
        struct Like {
            std::array<int, 2> components{};
            std::vector<std::pair<double, double>> points;
            bool straight_on = true;
            auto operator<=>(const Like&) const = default;
        };
        std::map<Like, std::vector<const DeckSpring*>> sets;
        std::string links;
        for (const DeckSpring& spring : deck_.springs) {
            if (spring.law < 0) {
                // CalculiX has no links, and its beam holds no more than the distance of its nodes.
                links +=
                    fmt::format("{}, {}, {}\n", for_calculix_ ? "BEAM" : "LINK", spring.first + 1, spring.second + 1);
                continue;
            }
            const DeckSpringLaw law = law_from_mesh(deck_, spring);
            sets[{{spring.first_component, spring.second_component}, law.points, law.straight_on}].push_back(&spring);
        }
        std::size_t element = cell_count(deck_.mesh);
        std::size_t set = 0;
        for (const auto& [like, springs] : sets) {
            const bool along = like.components[0] < 0;
            put("*ELEMENT, TYPE={}, ELSET=springs{}\n",
                along                         ? "SPRINGA"
                : springs.front()->second < 0 ? "SPRING1"
                                              : "SPRING2",
                ++set);
            for (const DeckSpring* spring : springs) {
                put("{}, {}", ++element, spring->first + 1);
                put("{}\n", spring->second < 0 ? std::string() : fmt::format(", {}", spring->second + 1));
            }
            const DeckSpringLaw law{.points = like.points, .straight_on = like.straight_on};
            const std::optional<double> stiffness = linear_stiffness(law);
            put("*SPRING, ELSET=springs{}{}\n", set, stiffness ? "" : ", NONLINEAR");
            if (along) {
                put("\n");
            } else if (springs.front()->second < 0) {
                put("{}\n", like.components[0] + 1);
            } else {
                put("{}, {}\n", like.components[0] + 1, like.components[1] + 1);
            }
            if (stiffness) {
                put("{}\n", deck_number(*stiffness));
                continue;
            }
            if (law.straight_on) {
                leave_out(
                    fmt::format("springs go on straight for {:g} mm beyond their tables, then with constant force",
                                far_elongation));
            }
            for (const auto& [elongation, force] : far_points(law))
                put("{}, {}\n", deck_number(force), deck_number(elongation));
        }
        if (!links.empty()) put("*MPC\n{}", links);
    }

    // Element and number of each face, found by its nodes.
    void find_faces() {
        int element = 0;
        for_each_cell(deck_.mesh, [&](std::size_t, const CellKind& kind, std::span<const int> nodes) {
            ++element;
            const InpElementType& type = *find_inp_element(element_name(kind.type, dialect_));
            for (int f = 1; f <= static_cast<int>(type.faces.size()); ++f) {
                std::vector<int> key = face_of_inp_element(type, nodes, f)->nodes;
                std::ranges::sort(key);
                face_of_nodes_.try_emplace(std::move(key), element, f);
            }
        });
    }

    void write_surface(const std::string& name, const std::vector<CellBlock>& faces, DeckPlace where) {
        put("*SURFACE, NAME={}, TYPE=ELEMENT\n", name);
        for (const CellBlock& block : faces) {
            for (std::size_t c = 0; c < block.size(); ++c) {
                std::vector<int> key(block[c].begin(), block[c].end());
                std::ranges::sort(key);
                const auto found = face_of_nodes_.find(key);
                if (found == face_of_nodes_.end()) {
                    throw UserError(fmt::format("{}: a face with node {} is none of an element, as .inp needs it",
                                                deck_.place(where), deck_.node_name(key.front())));
                }
                put("{}, S{}\n", found->second.first, found->second.second);
            }
        }
    }

    void write_surfaces() {
        const bool any = std::ranges::any_of(deck_.steps, [](const DeckStep& s) { return !s.pressures.empty(); });
        if (any || !deck_.ties.empty()) find_faces();
        std::size_t surface = 0;
        for (const DeckStep& step : deck_.steps) {
            for (const DeckPressure& pressure : step.pressures)
                write_surface(fmt::format("pressed{}", ++surface), pressure.faces, pressure.where);
        }
    }

    void write_ties() {
        std::size_t number = 0;
        for (const DeckTie& tie : deck_.ties) {
            ++number;
            put("*NSET, NSET=_bound{0}\n{1}*SURFACE, NAME=bound{0}, TYPE=NODE\n_bound{0}\n", number,
                lines_of(tie.nodes));
            write_surface(fmt::format("onto{}", number), tie.onto, tie.where);
            const std::optional<TieProjection> projection = project_tie(deck_, tie);
            put("*TIE, NAME=tie{0}, ADJUST=NO, POSITION TOLERANCE={1}\nbound{0}, onto{0}\n", number,
                deck_number(projection ? projection->tolerance : tie.tolerance));
        }
    }

    [[nodiscard]] std::string amplitude(int number) const {
        return number < 0 ? std::string() : ", AMPLITUDE=" + amplitude_names_[static_cast<std::size_t>(number)];
    }

    // Calls line(node, component from 1) as the program counts, where the node has that component.
    template <class Line>
    void for_component(int node, int component, Line line) {
        if (component < 3) {
            line(static_cast<std::size_t>(node) + 1, component + 1);
        } else if (const int body = body_with_reference(node); body >= 0) {
            if (for_calculix_) {
                line(rotation_node(static_cast<std::size_t>(body)), component - 2);
            } else {
                line(static_cast<std::size_t>(node) + 1, component + 1);
            }
        }
    }

    void write_boundaries(const std::vector<DeckBoundary>& boundaries) {
        for (const DeckBoundary& b : boundaries) {
            std::string lines;
            for (const int node : b.nodes) {
                for (int c = b.first; c <= b.last; ++c) {
                    for_component(node, c, [&](std::size_t number, int component) {
                        lines += fmt::format("{}, {}, {}, {}\n", number, component, component, deck_number(b.value));
                    });
                }
            }
            if (!lines.empty()) put("*BOUNDARY{}\n{}", amplitude(b.amplitude), lines);
        }
    }

    void write_step(const DeckStep& step) {
        const std::string name = plain_names({step.name}).front();
        put("*STEP, NLGEOM, INC=10000{}\n", for_calculix_ ? std::string() : ", NAME=" + name);
        const double first = step.first_increment > 0.0 ? step.first_increment : step.period;
        put("*STATIC\n{}, {}", deck_number(first), deck_number(step.period));
        // A longer trial step may stretch a fibre so far that CalculiX ends.
        if (for_calculix_ && has_fibres())
            put(", , {}", deck_number(std::max(first, longest_fibre_increment * step.period)));
        put("\n");
        if (step.new_boundaries) put("*BOUNDARY, OP=NEW\n");
        write_boundaries(step.boundaries);
        if (step.new_forces) put("*CLOAD, OP=NEW\n");
        std::set<int> turned_axes;
        for (const DeckForce& force : step.forces) {
            put("*CLOAD{}\n", amplitude(force.amplitude));
            for (const int node : force.nodes) {
                for_component(node, force.component, [&](std::size_t number, int component) {
                    put("{}, {}, {}\n", number, component, deck_number(force.value));
                });
            }
            if (force.component >= 3 && force.value != 0.0) turned_axes.insert(force.component);
        }
        if (for_calculix_ && turned_axes.size() > 1) {
            leave_out(
                "moments about several axes at once: CalculiX applies them to the components of the rotation vector, "
                "which differ from axes in space at large rotations");
        }
        if (step.new_pressures) put("*DLOAD, OP=NEW\n");
        for (const DeckPressure& pressure : step.pressures) {
            put("*DSLOAD{}\npressed{}, P, {}\n", amplitude(pressure.amplitude), ++pressures_,
                deck_number(pressure.value));
        }
        if (for_calculix_) {
            if (!deck_.bodies.empty()) put("*NODE PRINT, NSET=_references\nU, RF\n");
            put("*NODE FILE\nU, RF\n*EL FILE\nS, E\n");
        } else {
            put("*OUTPUT, FIELD, VARIABLE=PRESELECT\n");
        }
        put("*END STEP\n");
    }

    const Deck& deck_;
    bool for_calculix_;
    InpDialect dialect_;
    std::vector<DeckRegion> regions_;
    std::vector<std::string> amplitude_names_;
    std::vector<std::string> material_names_;
    std::map<std::vector<int>, std::pair<int, int>> face_of_nodes_;
    std::size_t pressures_ = 0;
    std::vector<std::string> left_out_;
    std::string text_;
};

}  // namespace

DeckText write_inp(const Deck& deck, InpDialect dialect, std::vector<std::string> left_out) {
    return InpWriter(deck, dialect, std::move(left_out)).write();
}

}  // namespace spondyl
