// SPDX-License-Identifier: Apache-2.0
// Gmsh, versions 2.2 and 4.1 of its format, as text: https://gmsh.info/doc/texinfo/gmsh.html#File-formats
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <utility>

#include "core/text/limits.hpp"
#include "core/text/printable.hpp"
#include "io/deck/element_names.hpp"
#include "io/deck/inp_lines.hpp"
#include "io/deck/mesh_file.hpp"
#include "io/deck/number_text.hpp"

namespace spondyl {

namespace {

struct MshType {
    int nodes = 0;
    int dimension = 0;
    const ElementNames* element = nullptr;  // null: none here
};

// Types of Gmsh that are no element here: of points and lines, whose nodes make sets, and of others, which are refused.
struct OtherType {
    int number;
    int nodes;
    int dimension;
};
constexpr std::array<OtherType, 11> other_types = {{{1, 2, 1},
                                                    {7, 5, 3},
                                                    {8, 3, 1},
                                                    {10, 9, 2},
                                                    {12, 27, 3},
                                                    {13, 18, 3},
                                                    {14, 14, 3},
                                                    {15, 1, 0},
                                                    {18, 15, 3},
                                                    {19, 13, 3},
                                                    {26, 4, 1}}};

// None for a number that is not known at all.
std::optional<MshType> find_type(long long number) {
    for (const ElementNames& row : element_names()) {
        if (row.gmsh != number) continue;
        const CellKind& kind = *find_cell_kind(row.type);
        return MshType{kind.nodes, kind.dimension, &row};
    }
    const auto* other = std::ranges::find(other_types, number, &OtherType::number);
    if (other == other_types.end()) return std::nullopt;
    return MshType{other->nodes, other->dimension, nullptr};
}

class MshReader {
  public:
    MshReader(std::string_view text, double scale, int file, DeckProblems& problems, DeckMeshBuilder& mesh,
              MeshParts& parts)
        : text_(text), scale_(scale), file_(file), problems_(problems), mesh_(mesh), parts_(parts) {}

    void read() {
        if (!next_line() || trimmed(line_) != "$MeshFormat") {
            error("this is no mesh of Gmsh: it does not begin with $MeshFormat");
            return;
        }
        if (!read_format()) return;
        while (problems_.errors() < limits::mistakes_shown && next_line()) {
            const std::string_view section = trimmed(line_);
            if (section == "$PhysicalNames") {
                read_names();
            } else if (section == "$Entities") {
                read_entities();
            } else if (section == "$Nodes") {
                version_4_ ? read_nodes_4() : read_nodes_2();
            } else if (section == "$Elements") {
                version_4_ ? read_elements_4() : read_elements_2();
            } else if (section == "$Periodic" || section == "$PartitionedEntities") {
                problems_.unsupported(here(), fmt::format("the section {}", section));
                skip(section.substr(1));
            } else if (section.starts_with('$')) {
                skip(section.substr(1));  // data and whatever else is no mesh
            } else {
                error(fmt::format("{} stands between sections", quote(section)));
                return;
            }
        }
    }

  private:
    [[nodiscard]] DeckPlace here() const { return {file_, std::max(number_, 1)}; }
    void error(std::string message) { problems_.error(here(), std::move(message)); }

    // The next line that is not blank; false at the end.
    bool next_line() {
        while (!text_.empty()) {
            const std::size_t end = std::min(text_.find('\n'), text_.size());
            line_ = text_.substr(0, end);
            text_.remove_prefix(std::min(end + 1, text_.size()));
            ++number_;
            if (!trimmed(line_).empty()) return true;
        }
        line_ = {};
        return false;
    }

    // The numbers of the next line, at least `least` of them; false, and an error, otherwise.
    bool numbers(std::size_t least, std::string_view what) {
        values_.clear();
        if (!next_line()) {
            error(fmt::format("the file ends where {} should be: it was cut off", what));
            return false;
        }
        NumberText words(line_, number_);
        while (const std::optional<std::string_view> word = words.next()) {
            const std::optional<double> value = number_of(*word);
            if (!value) {
                error(fmt::format("{} is no number, in {}", quote(*word), what));
                return false;
            }
            values_.push_back(*value);
        }
        if (values_.size() >= least) return true;
        error(fmt::format("{} has {} of at least {} numbers", what, values_.size(), least));
        return false;
    }

    // The number at a place of the line; -1 for what is no whole number that a file may have here.
    [[nodiscard]] long long whole(std::size_t at) const {
        constexpr double most = 1e15;
        const double value = values_[at];
        if (!(std::abs(value) < most) || value != std::floor(value)) return -1;
        return static_cast<long long>(value);
    }

    void skip(std::string_view section) {
        const std::string end = fmt::format("$End{}", section);
        while (next_line()) {
            if (trimmed(line_) == end) return;
        }
        error(fmt::format("the file ends before {}: it was cut off", printable(end.substr(0, 60))));
    }

    bool expect_end(std::string_view section) {
        if (next_line() && trimmed(line_) == fmt::format("$End{}", section)) return true;
        error(fmt::format("$End{} should stand here", section));
        return false;
    }

    bool read_format() {
        if (!numbers(3, "the format")) return false;
        if (values_[1] != 0.0) {
            error("a binary mesh; save it as text (gmsh -format msh41, Mesh.Binary = 0)");
            return false;
        }
        version_4_ = values_[0] == 4.1;
        if (!version_4_ && values_[0] != 2.2) {
            error(fmt::format("version {:g} of the format is not read; 2.2 and 4.1 are", values_[0]));
            return false;
        }
        return expect_end("MeshFormat");
    }

    void read_names() {
        if (!numbers(1, "the number of names")) return;
        for (long long i = 0, count = whole(0); i < count; ++i) {
            if (!next_line()) {
                error("the file ends within $PhysicalNames: it was cut off");
                return;
            }
            NumberText words(line_, number_);
            const auto dimension = words.next();
            const auto tag = words.next();
            const std::size_t open = line_.find('"');
            const std::size_t close = line_.rfind('"');
            const auto d = dimension ? whole_number_of(*dimension) : std::nullopt;
            const auto t = tag ? whole_number_of(*tag) : std::nullopt;
            if (!d || !t || open == std::string_view::npos || close == open) {
                error("a name is a dimension, a number and a text in quotes");
                return;
            }
            const std::string_view name = line_.substr(open + 1, close - open - 1);
            if (name.empty() || name.size() > limits::name_characters || find_hidden(name)) {
                error(fmt::format("{} is no name: printable, of 1 to {} bytes", quote(name), limits::name_characters));
                return;
            }
            names_[{*d, *t}] = name;
        }
        expect_end("PhysicalNames");
    }

    // Physical groups of points, curves, surfaces and volumes.
    void read_entities() {
        if (!numbers(4, "the numbers of entities")) return;
        const std::array<long long, 4> counts = {whole(0), whole(1), whole(2), whole(3)};
        for (int dimension = 0; dimension < 4; ++dimension) {
            for (long long i = 0; i < counts[static_cast<std::size_t>(dimension)]; ++i) {
                const std::size_t before = dimension == 0 ? 4 : 7;  // tag and place, or tag and box
                if (!numbers(before + 1, "an entity")) return;
                const long long groups = whole(before);
                if (groups < 0 || static_cast<std::size_t>(groups) > values_.size() - before - 1) {
                    error("an entity has fewer groups than it says");
                    return;
                }
                for (std::size_t g = 0; g < static_cast<std::size_t>(groups); ++g)
                    groups_of_entity_[{dimension, whole(0)}].push_back(std::abs(whole(before + 1 + g)));
            }
        }
        expect_end("Entities");
    }

    void read_nodes_2() {
        if (!numbers(1, "the number of nodes")) return;
        for (long long i = 0, count = whole(0); i < count; ++i) {
            if (!numbers(4, "a node")) return;
            add_node(whole(0), 1);
        }
        expect_end("Nodes");
    }

    void read_nodes_4() {
        if (!numbers(4, "the numbers of nodes")) return;
        for (long long b = 0, blocks = whole(0); b < blocks; ++b) {
            if (!numbers(4, "a block of nodes")) return;
            const long long count = whole(3);
            std::vector<long long> tags;
            for (long long i = 0; i < count; ++i) {
                if (!numbers(1, "the number of a node")) return;
                tags.push_back(whole(0));
            }
            for (const long long tag : tags) {
                if (!numbers(3, "the place of a node")) return;
                add_node(tag, 0);
            }
        }
        expect_end("Nodes");
    }

    void add_node(long long number, std::size_t first) {
        mesh_.add_node(number, scale_ * Vec3(values_[first], values_[first + 1], values_[first + 2]), here());
    }

    void read_elements_2() {
        if (!numbers(1, "the number of elements")) return;
        for (long long i = 0, count = whole(0); i < count; ++i) {
            if (!numbers(3, "an element")) return;
            const long long tags = whole(2);
            if (tags < 0 || static_cast<std::size_t>(tags) > values_.size() - 3) {
                error("an element has fewer tags than it says");
                return;
            }
            std::vector<long long> groups;
            if (tags > 0 && whole(3) != 0) groups.push_back(whole(3));
            add_element(whole(0), whole(1), groups, 3 + static_cast<std::size_t>(tags));
        }
        expect_end("Elements");
    }

    void read_elements_4() {
        if (!numbers(4, "the numbers of elements")) return;
        for (long long b = 0, blocks = whole(0); b < blocks; ++b) {
            if (!numbers(4, "a block of elements")) return;
            const auto groups = groups_of_entity_[{whole(0), whole(1)}];
            const long long type = whole(2);
            for (long long i = 0, count = whole(3); i < count; ++i) {
                if (!numbers(1, "an element")) return;
                add_element(whole(0), type, groups, 1);
            }
        }
        expect_end("Elements");
    }

    [[nodiscard]] std::string name_of(int dimension, long long group) const {
        const auto found = names_.find({dimension, group});
        if (found != names_.end()) return found->second;
        static constexpr std::array<std::string_view, 4> kinds = {"point", "curve", "surface", "volume"};
        return fmt::format("{} {}", kinds[static_cast<std::size_t>(dimension)], group);
    }

    void add_element(long long number, long long type_number, const std::vector<long long>& groups, std::size_t first) {
        const std::optional<MshType> type = find_type(type_number);
        if (!type || (type->element == nullptr && type->dimension == 3) ||
            (type->element == nullptr && type->dimension == 2 && !groups.empty())) {
            if (!std::exchange(told_types_[type_number], true))
                problems_.unsupported(here(), fmt::format("elements of type {}", type_number));
            return;
        }
        if (values_.size() != first + static_cast<std::size_t>(type->nodes)) {
            error(fmt::format("element {} has {} nodes, its type {} has {}", number, values_.size() - first,
                              type_number, type->nodes));
            return;
        }
        nodes_.clear();
        for (std::size_t i = 0; i < static_cast<std::size_t>(type->nodes); ++i) {
            const int place = type->element != nullptr ? type->element->gmsh_place[i] : static_cast<int>(i);
            nodes_.push_back(whole(first + static_cast<std::size_t>(place)));
        }
        if (type->dimension == 3) {
            const int element = mesh_.add_element(number, type->element->type, nodes_, here());
            for (const long long group : groups) {
                if (element >= 0) parts_.elements[name_of(3, group)].push_back(element);
            }
        } else if (type->dimension == 2) {
            if (groups.empty()) return;
            const std::optional<InpCell> face = mesh_.face(type->element->type, nodes_, here());
            for (const long long group : groups) {
                if (face) parts_.add_face(name_of(2, group), *face);
            }
        } else {
            for (const long long group : groups) {
                for (const long long node : nodes_) {
                    const int index = mesh_.node(node);
                    if (index < 0) {
                        error(fmt::format("element {}: there is no node {}", number, node));
                        return;
                    }
                    parts_.nodes[name_of(type->dimension, group)].push_back(index);
                }
            }
        }
    }

    std::string_view text_;
    double scale_ = 1.0;
    int file_ = 0;
    DeckProblems& problems_;
    DeckMeshBuilder& mesh_;
    MeshParts& parts_;
    std::string_view line_;
    int number_ = 0;
    bool version_4_ = false;
    std::vector<double> values_;
    std::vector<long long> nodes_;
    std::map<std::pair<long long, long long>, std::string> names_;                        // of dimension and tag
    std::map<std::pair<long long, long long>, std::vector<long long>> groups_of_entity_;  // of dimension and tag
    std::map<long long, bool> told_types_;
};

}  // namespace

void read_msh(std::string_view text, double scale, int file, DeckProblems& problems, DeckMeshBuilder& mesh,
              MeshParts& parts) {
    MshReader(text, scale, file, problems, mesh, parts).read();
}

}  // namespace spondyl
