// SPDX-License-Identifier: Apache-2.0
// Legacy files of VTK as text, versions 1 to 5.1, unstructured grids:
// https://vtk.org/wp-content/uploads/2021/08/VTKUsersGuide.pdf
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/text/limits.hpp"
#include "io/deck/inp_lines.hpp"
#include "io/deck/number_text.hpp"
#include "io/deck/vtk_cells.hpp"

namespace spondyl {

namespace {

class VtkReader {
  public:
    VtkReader(std::string_view text, int file, DeckProblems& problems)
        : file_(file), problems_(problems), words_(text, 1), text_(text) {}

    // False, and an error, for what is no such file.
    bool read(VtkGrid& grid) {
        // "# vtk DataFile Version 3.0", a title, ASCII.
        std::size_t at = 0;
        std::string_view lines[3];
        for (std::string_view& line : lines) {
            const std::size_t end = std::min(text_.find('\n', at), text_.size());
            line = trimmed(text_.substr(at, end - at));
            at = std::min(end + 1, text_.size());
        }
        if (!lines[0].starts_with("# vtk DataFile Version ")) {
            problems_.error({file_, 1}, "this is no legacy file of VTK: it does not begin with # vtk DataFile Version");
            return false;
        }
        if (lines[2] != "ASCII") {
            problems_.error({file_, 3}, fmt::format("{}: only files as text (ASCII) are read", quote(lines[2])));
            return false;
        }
        words_ = NumberText(text_.substr(at), 4);
        if (!expect("DATASET") || !expect("UNSTRUCTURED_GRID")) return false;
        bool of_cells = true;
        std::size_t rows = 0;
        while (const std::optional<std::string_view> word = words_.next()) {
            const std::string section = upper(*word);
            bool sound = true;
            if (section == "POINTS") {
                sound = read_points(grid);
            } else if (section == "CELLS") {
                sound = read_cells(grid);
            } else if (section == "CELL_TYPES") {
                const auto count = size();
                sound = count && whole_numbers(*count, grid.types);
            } else if (section == "CELL_DATA" || section == "POINT_DATA") {
                of_cells = section == "CELL_DATA";
                const auto count = size();
                sound = count.has_value();
                rows = count.value_or(0);
            } else if (section == "SCALARS") {
                sound = read_scalars(grid, of_cells, rows);
            } else if (section == "FIELD") {
                sound = read_field(grid, of_cells, rows);
            } else if (section == "VECTORS" || section == "NORMALS") {
                sound = name() && name() && skip_numbers(3 * rows);
            } else if (section == "TENSORS") {
                sound = name() && name() && skip_numbers(9 * rows);
            } else if (section == "METADATA") {
                skip_metadata();
            } else {
                error(fmt::format("{} is not expected here", quote(*word)));
                sound = false;
            }
            if (!sound) return false;
        }
        return true;
    }

  private:
    void error(std::string message) { problems_.error({file_, words_.line()}, std::move(message)); }

    std::optional<std::string_view> name() {
        const std::optional<std::string_view> word = words_.next();
        if (!word) error("the file ends here: it was cut off");
        return word;
    }

    bool expect(std::string_view wanted) {
        const std::optional<std::string_view> word = name();
        if (word && upper(*word) == wanted) return true;
        if (word) error(fmt::format("{} where {} should be", quote(*word), wanted));
        return false;
    }

    // What an array announces; nothing here is reserved on its word.
    std::optional<std::size_t> size() {
        const std::optional<std::string_view> word = name();
        if (!word) return std::nullopt;
        const std::optional<long long> value = whole_number_of(*word);
        if (value && *value >= 0 && static_cast<std::size_t>(*value) <= limits::deck_set_entries)
            return static_cast<std::size_t>(*value);
        error(fmt::format("{} is no number from 0 to {}", quote(*word), limits::deck_set_entries));
        return std::nullopt;
    }

    bool numbers(std::size_t count, std::vector<double>& into) {
        for (std::size_t i = 0; i < count; ++i) {
            const std::optional<std::string_view> word = name();
            if (!word) return false;
            const std::optional<double> value = number_of(*word);
            if (!value) {
                error(fmt::format("{} is no number", quote(*word)));
                return false;
            }
            into.push_back(*value);
        }
        return true;
    }

    bool whole_numbers(std::size_t count, std::vector<long long>& into) {
        for (std::size_t i = 0; i < count; ++i) {
            const std::optional<std::string_view> word = name();
            if (!word) return false;
            const std::optional<long long> value = whole_number_of(*word);
            if (!value) {
                error(fmt::format("{} is no whole number", quote(*word)));
                return false;
            }
            into.push_back(*value);
        }
        return true;
    }

    bool skip_numbers(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            if (!name()) return false;
        }
        return true;
    }

    // Ends at a blank line; its words are none of those of other sections.
    void skip_metadata() { words_.skip_paragraph(); }

    bool read_points(VtkGrid& grid) {
        const auto count = size();
        return count && name() && numbers(3 * *count, grid.points);
    }

    bool read_cells(VtkGrid& grid) {
        const auto count = size();
        const auto total = size();
        if (!count || !total) return false;
        std::optional<std::string_view> word = name();
        if (!word) return *count == 0;
        if (upper(*word) == "OFFSETS") {  // version 5: ends of the cells, and all nodes
            std::vector<long long> offsets;
            if (!name() || !whole_numbers(*count, offsets) || !expect("CONNECTIVITY") || !name()) return false;
            if (!offsets.empty()) grid.ends.assign(offsets.begin() + 1, offsets.end());
            return whole_numbers(*total, grid.connectivity);
        }
        for (std::size_t c = 0; c < *count; ++c) {
            if (c > 0) word = name();
            const std::optional<long long> nodes = word ? whole_number_of(*word) : std::nullopt;
            if (!nodes || *nodes < 0 || *nodes > 100) {
                if (word) error(fmt::format("{} is no number of nodes of a cell", quote(*word)));
                return false;
            }
            if (!whole_numbers(static_cast<std::size_t>(*nodes), grid.connectivity)) return false;
            grid.ends.push_back(static_cast<long long>(grid.connectivity.size()));
        }
        return true;
    }

    // Numbers of one component are kept.
    bool keep(VtkGrid& grid, bool of_cells, std::string_view array, std::size_t components, std::size_t rows) {
        if (components != 1) return skip_numbers(components * rows);
        VtkArray one{.name = std::string(array), .of_cells = of_cells, .values = {}};
        if (!numbers(rows, one.values)) return false;
        grid.arrays.push_back(std::move(one));
        return true;
    }

    bool read_scalars(VtkGrid& grid, bool of_cells, std::size_t rows) {
        const auto array = name();
        if (!array || !name()) return false;
        std::size_t components = 1;
        std::optional<std::string_view> word = name();
        if (word && upper(*word) != "LOOKUP_TABLE") {
            const std::optional<long long> given = whole_number_of(*word);
            if (!given || *given < 1 || *given > 4) {
                error(fmt::format("{} is no number of components", quote(*word)));
                return false;
            }
            components = static_cast<std::size_t>(*given);
            if (!expect("LOOKUP_TABLE")) return false;
        }
        return word && name() && keep(grid, of_cells, *array, components, rows);
    }

    bool read_field(VtkGrid& grid, bool of_cells, std::size_t rows) {
        const auto field = name();
        const auto arrays = field ? size() : std::nullopt;
        if (!arrays) return false;
        for (std::size_t a = 0; a < *arrays; ++a) {
            std::optional<std::string_view> array = name();
            if (array && upper(*array) == "METADATA") {
                skip_metadata();
                array = name();
            }
            const auto components = array ? size() : std::nullopt;
            const auto tuples = components ? size() : std::nullopt;
            if (!tuples || !name()) return false;
            if (*tuples != rows) {  // of the file as a whole
                if (!skip_numbers(*components * *tuples)) return false;
            } else if (!keep(grid, of_cells, *array, *components, rows)) {
                return false;
            }
        }
        return true;
    }

    int file_ = 0;
    DeckProblems& problems_;
    NumberText words_;
    std::string_view text_;
};

}  // namespace

void read_vtk(std::string_view text, double scale, int file, DeckProblems& problems, DeckMeshBuilder& mesh,
              MeshParts& parts) {
    VtkGrid grid;
    if (VtkReader(text, file, problems).read(grid)) add_vtk_grid(grid, scale, {file, 1}, problems, mesh, parts);
}

}  // namespace spondyl
