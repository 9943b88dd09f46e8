// SPDX-License-Identifier: Apache-2.0
// Unstructured grids of VTK in XML: arrays as text, or as bytes in base64, in place or appended, plain or compressed by
// zlib.
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>

#include "core/text/limits.hpp"
#include "core/text/printable.hpp"
#include "io/deck/inp_lines.hpp"
#include "io/deck/number_text.hpp"
#include "io/deck/vtk_cells.hpp"
#include "io/deck/xml_tree.hpp"

namespace spondyl {

namespace {

using Bytes = std::vector<unsigned char>;

// Bytes of groups of four characters one after the other, as pieces that each end with their own padding are put
// together. `most`: enough of them. Nothing for other characters.
std::optional<Bytes> from_base64(std::string_view text, std::size_t most) {
    static const std::array<int, 256> values = [] {
        std::array<int, 256> table{};
        table.fill(-1);
        const std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (std::size_t i = 0; i < letters.size(); ++i)
            table[static_cast<unsigned char>(letters[i])] = static_cast<int>(i);
        return table;
    }();
    Bytes bytes;
    std::uint32_t group = 0;
    int count = 0;
    int padding = 0;
    for (const char c : text) {
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
        const int value = c == '=' ? 0 : values[static_cast<unsigned char>(c)];
        if (value < 0 || (padding > 0 && c != '=')) return std::nullopt;
        if (c == '=') ++padding;
        group = group << 6U | static_cast<std::uint32_t>(value);
        if (++count < 4) continue;
        if (padding > 2) return std::nullopt;
        for (int i = 0; i < 3 - padding; ++i) bytes.push_back(static_cast<unsigned char>(group >> (16 - 8 * i) & 255U));
        group = 0;
        count = padding = 0;
        if (bytes.size() >= most) return bytes;
    }
    return count == 0 ? std::optional(std::move(bytes)) : std::nullopt;
}

template <class Number>
void numbers_of(const Bytes& bytes, std::vector<double>& into) {
    for (std::size_t at = 0; at + sizeof(Number) <= bytes.size(); at += sizeof(Number)) {
        Number value;
        std::memcpy(&value, bytes.data() + at, sizeof value);
        into.push_back(static_cast<double>(value));
    }
}

struct NumberType {
    std::string_view name;
    void (*read)(const Bytes&, std::vector<double>&);
};

constexpr std::array<NumberType, 10> number_types = {{{"Float64", numbers_of<double>},
                                                      {"Float32", numbers_of<float>},
                                                      {"Int64", numbers_of<std::int64_t>},
                                                      {"Int32", numbers_of<std::int32_t>},
                                                      {"Int16", numbers_of<std::int16_t>},
                                                      {"Int8", numbers_of<std::int8_t>},
                                                      {"UInt64", numbers_of<std::uint64_t>},
                                                      {"UInt32", numbers_of<std::uint32_t>},
                                                      {"UInt16", numbers_of<std::uint16_t>},
                                                      {"UInt8", numbers_of<std::uint8_t>}}};

class VtuReader {
  public:
    VtuReader(int file, DeckProblems& problems) : file_(file), problems_(problems) {}

    // False, and an error, for what is no such file.
    bool read(XmlElement root, VtkGrid& grid) {
        if (root.name() != "VTKFile" || root.attribute("type").value_or("") != "UnstructuredGrid")
            return error(root, "this is no unstructured grid of VTK: <VTKFile type=\"UnstructuredGrid\"> is missing");
        if (!read_encoding(root)) return false;
        const XmlElement unstructured = root.child("UnstructuredGrid");
        const XmlElement piece = unstructured ? unstructured.child("Piece") : XmlElement();
        if (!piece) return error(root, "the file has no <Piece>");
        for (XmlElement next = piece.next(); next; next = next.next()) {
            if (next.name() == "Piece") return error(next, "a grid in several pieces; write it as one");
        }
        const XmlElement points = piece.child("Points");
        const XmlElement cells = piece.child("Cells");
        if (!points || !points.child("DataArray") || !cells) return error(piece, "the grid has no points or no cells");
        if (!read_array(points.child("DataArray"), grid.points)) return false;
        if (grid.points.size() % 3 != 0) return error(points, "points have three coordinates");
        return read_cells(cells, grid) && read_data(piece.child("CellData"), true, grid) &&
               read_data(piece.child("PointData"), false, grid);
    }

  private:
    // How the numbers of the file are written.
    bool read_encoding(XmlElement root) {
        if (root.attribute("byte_order").value_or("LittleEndian") != "LittleEndian")
            return error(root, "only numbers in the byte order LittleEndian are read");
        const std::string_view header = root.attribute("header_type").value_or("UInt32");
        if (header != "UInt32" && header != "UInt64")
            return error(root, fmt::format("header_type {} is neither UInt32 nor UInt64", quote(header)));
        header_bytes_ = header == "UInt32" ? 4 : 8;
        const std::string_view compressor = root.attribute("compressor").value_or("");
        if (!compressor.empty() && compressor != "vtkZLibDataCompressor")
            return error(root,
                         fmt::format("the compressor {} is not read; vtkZLibDataCompressor is", quote(compressor)));
        compressed_ = !compressor.empty();
        const XmlElement appended = root.child("AppendedData");
        if (!appended) return true;
        if (appended.attribute("encoding").value_or("") != "base64")
            return error(appended, "appended data must be encoded in base64");
        appended_ = trimmed(appended.text());
        if (!appended_.starts_with('_')) return error(appended, "appended data begins with _");
        appended_.remove_prefix(1);
        return true;
    }

    bool read_cells(XmlElement cells, VtkGrid& grid) {
        for (XmlElement array = cells.first(); array; array = array.next()) {
            const std::string_view name = array.attribute("Name").value_or("");
            std::vector<long long>* into = name == "connectivity" ? &grid.connectivity
                                           : name == "offsets"    ? &grid.ends
                                           : name == "types"      ? &grid.types
                                                                  : nullptr;
            if (into == nullptr) continue;  // faces of polyhedra, whose type is refused
            std::vector<double> values;
            if (!read_array(array, values)) return false;
            for (const double value : values) {
                if (!(std::abs(value) < 1e15) || value != std::floor(value))
                    return error(array, "these numbers must be whole");
                into->push_back(static_cast<long long>(value));
            }
        }
        return true;
    }

    // Numbers of the cells or of the points, where the grid has any.
    bool read_data(XmlElement data, bool of_cells, VtkGrid& grid) {
        for (XmlElement e = data ? data.first() : XmlElement(); e; e = e.next()) {
            const std::string_view components = e.attribute("NumberOfComponents").value_or("1");
            const std::string_view type = e.attribute("type").value_or("");
            if (e.name() != "DataArray" || (components != "1" && components != "0") || type == "String") continue;
            VtkArray array{.name = std::string(e.attribute("Name").value_or("")), .of_cells = of_cells, .values = {}};
            if (!read_array(e, array.values)) return false;
            grid.arrays.push_back(std::move(array));
        }
        return true;
    }

    bool error(XmlElement e, std::string message) {
        problems_.error({file_, e.line()}, std::move(message));
        return false;
    }

    bool read_array(XmlElement array, std::vector<double>& into) {
        const std::string_view format = array.attribute("format").value_or("ascii");
        if (format == "ascii") {
            NumberText words(array.text(), array.text_line());
            while (const std::optional<std::string_view> word = words.next()) {
                const std::optional<double> value = number_of(*word);
                if (!value) {
                    problems_.error({file_, words.line()}, fmt::format("{} is no number", quote(*word)));
                    return false;
                }
                into.push_back(*value);
            }
            return true;
        }
        const std::string_view type_name = array.attribute("type").value_or("");
        const auto type = std::ranges::find(number_types, type_name, &NumberType::name);
        if (type == number_types.end()) return error(array, fmt::format("numbers of type {}", quote(type_name)));
        std::string_view text = trimmed(array.text());
        if (format == "appended") {
            const std::optional<long long> offset = whole_number_of(array.attribute("offset").value_or(""));
            if (!offset || *offset < 0 || static_cast<std::size_t>(*offset) >= appended_.size())
                return error(array, "the offset of this array lies outside of the appended data");
            text = appended_.substr(static_cast<std::size_t>(*offset));
        } else if (format != "binary") {
            return error(array,
                         fmt::format("the format {} is not read; ascii, binary and appended are", quote(format)));
        }
        const std::optional<Bytes> bytes = compressed_ ? inflated(text) : plain(text);
        if (!bytes) return error(array, "the bytes of this array are damaged or cut off");
        type->read(*bytes, into);
        return true;
    }

    [[nodiscard]] std::uint64_t header_at(const Bytes& bytes, std::size_t index) const {
        std::uint64_t value = 0;
        std::memcpy(&value, bytes.data() + index * header_bytes_, header_bytes_);
        return value;
    }

    // The number of bytes, then these.
    [[nodiscard]] std::optional<Bytes> plain(std::string_view text) const {
        const std::optional<Bytes> head = from_base64(text, header_bytes_);
        if (!head || head->size() < header_bytes_) return std::nullopt;
        const std::uint64_t size = header_at(*head, 0);
        if (size > text.size()) return std::nullopt;
        std::optional<Bytes> bytes = from_base64(text, header_bytes_ + size);
        if (!bytes || bytes->size() < header_bytes_ + size) return std::nullopt;
        bytes->erase(bytes->begin(), bytes->begin() + static_cast<std::ptrdiff_t>(header_bytes_));
        bytes->resize(size);
        return bytes;
    }

    // Number of blocks, size of a block, size of the last one (0: as the others), sizes of the compressed blocks; then
    // these.
    [[nodiscard]] std::optional<Bytes> inflated(std::string_view text) const {
        const std::optional<Bytes> first = from_base64(text, 3 * header_bytes_);
        if (!first || first->size() < 3 * header_bytes_) return std::nullopt;
        const std::uint64_t blocks = header_at(*first, 0);
        const std::uint64_t block = header_at(*first, 1);
        const std::uint64_t last = header_at(*first, 2);
        if (blocks == 0) return Bytes{};
        // Deflate makes nothing smaller than by this factor.
        constexpr std::uint64_t most_expansion = 1032;
        if (blocks > text.size() || block > most_expansion * text.size() || last > block) return std::nullopt;
        const std::size_t head_size = (3 + blocks) * header_bytes_;
        const std::optional<Bytes> head = from_base64(text, head_size);
        if (!head || head->size() < head_size) return std::nullopt;
        std::uint64_t stored = 0;
        for (std::size_t b = 0; b < blocks; ++b) {
            stored += header_at(*head, 3 + b);
            if (stored > text.size()) return std::nullopt;
        }
        const std::uint64_t whole = (blocks - 1) * block + (last == 0 ? block : last);
        if (whole > most_expansion * std::max<std::uint64_t>(stored, 1) || whole > limits::deck_file_bytes)
            return std::nullopt;
        // The header is encoded by itself: what comes next begins at a group of four characters.
        const std::optional<Bytes> all = from_base64(text, head_size + stored);
        if (!all || all->size() < head_size + stored) return std::nullopt;
        Bytes bytes(whole);
        std::size_t at = head_size;
        std::size_t to = 0;
        for (std::size_t b = 0; b < blocks; ++b) {
            const std::uint64_t size = header_at(*head, 3 + b);
            uLongf length = b + 1 < blocks || last == 0 ? block : last;
            const uLongf wanted = length;
            if (uncompress(bytes.data() + to, &length, all->data() + at, size) != Z_OK || length != wanted)
                return std::nullopt;
            at += size;
            to += wanted;
        }
        return bytes;
    }

    int file_ = 0;
    DeckProblems& problems_;
    std::size_t header_bytes_ = 4;
    bool compressed_ = false;
    std::string_view appended_;
};

}  // namespace

void read_vtu(std::string_view text, double scale, int file, DeckProblems& problems, DeckMeshBuilder& mesh,
              MeshParts& parts) {
    // Raw bytes are not XML, and the parser's message on them would not help.
    if (const std::size_t raw = text.find("<AppendedData encoding=\"raw\""); raw != std::string_view::npos) {
        const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(raw), '\n') + 1;
        problems.error({file, static_cast<int>(line)},
                       "appended data must be encoded in base64, not raw (EncodeAppendedDataOn in VTK)");
        return;
    }
    const std::optional<XmlTree> tree = XmlTree::parse(text, file, problems, true);  // VTK puts ranges behind numbers
    VtkGrid grid;
    if (!tree || !VtuReader(file, problems).read(tree->root(), grid)) return;
    const XmlElement piece = tree->root().child("UnstructuredGrid").child("Piece");
    add_vtk_grid(grid, scale, {file, piece.line()}, problems, mesh, parts);
}

}  // namespace spondyl
