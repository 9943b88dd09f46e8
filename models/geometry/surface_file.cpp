// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/surface_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/text/limits.hpp"
#include "core/text/number.hpp"
#include "core/text/printable.hpp"
#include "core/text/text_file.hpp"

namespace spondyl {
namespace {

constexpr double farthest = 1e7;  // of a coordinate, in whatever unit

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
    throw UserError(fmt::format("cannot read the surface {}: {}", file.string(), why));
}

// Words of a text, with the line that each one stands in.
class Words {
  public:
    Words(std::string_view text, const std::filesystem::path& file) : text_(text), file_(file) {}

    // Empty at the end of the text.
    std::string_view next() {
        while (at_ < text_.size() && is_space(text_[at_])) line_ += text_[at_++] == '\n' ? 1 : 0;
        return word();
    }
    // Empty at the end of the line.
    std::string_view next_of_line() {
        while (at_ < text_.size() && is_space(text_[at_]) && text_[at_] != '\n') ++at_;
        return word();
    }
    std::string_view rest_of_line() {
        const std::size_t end = std::min(text_.find('\n', at_), text_.size());
        const std::string_view rest = text_.substr(at_, end - at_);
        at_ = end;
        return rest;
    }
    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
    [[nodiscard]] std::size_t position() const { return at_; }
    [[nodiscard]] std::size_t left() const { return text_.size() - at_; }

    [[noreturn]] void wrong(std::string_view found, std::string_view wanted) const {
        const std::string what =
            found.empty() ? "the file ends" : fmt::format("found \"{}\"", printable(found.substr(0, 40)));
        refuse(file_, fmt::format("line {}: {} where {} should be", line_, what, wanted));
    }
    double number(std::string_view word) const {
        if (word.starts_with('+')) word.remove_prefix(1);
        const auto value = parse_number<double>(word);
        if (!value) wrong(word, "a number");
        return *value;
    }
    std::int64_t whole(std::string_view word) const {
        const auto value = parse_number<std::int64_t>(word);
        if (!value) wrong(word, "a whole number");
        return *value;
    }

  private:
    static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
    std::string_view word() {
        const std::size_t from = at_;
        while (at_ < text_.size() && !is_space(text_[at_])) ++at_;
        return text_.substr(from, at_ - from);
    }

    std::string_view text_;
    const std::filesystem::path& file_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

// A surface under construction: within the limits, with finite coordinates and existing points only.
class Builder {
  public:
    explicit Builder(const std::filesystem::path& file) : file_(file) {}

    void add_point(double x, double y, double z) {
        if (surface_.points.size() >= limits::surface_points)
            refuse(file_, fmt::format("it has more than {} points; reduce it", limits::surface_points));
        const Vec3 p(x, y, z);
        if (!p.allFinite() || p.cwiseAbs().maxCoeff() > farthest)
            refuse(file_, fmt::format("point {} has the coordinates {}, {}, {}; at most {:g} are allowed",
                                      surface_.points.size() + 1, x, y, z, farthest));
        surface_.points.push_back(p);
    }
    // Corners are counted from 0.
    void add_corner(std::int64_t corner) {
        if (corner < 0 || corner >= static_cast<std::int64_t>(surface_.points.size()))
            refuse(file_, fmt::format("face {} has a corner that is none of the {} points", faces_ + 1,
                                      surface_.points.size()));
        const int point = static_cast<int>(corner);
        if (corners_ == 0) first_ = point;
        if (corners_ >= 2) {
            if (surface_.triangles.size() >= limits::surface_triangles)
                refuse(file_, fmt::format("it has more than {} triangles; reduce it", limits::surface_triangles));
            surface_.triangles.push_back({first_, last_, point});
        }
        last_ = point;
        ++corners_;
    }
    void end_face() {
        if (corners_ < 3) refuse(file_, fmt::format("face {} has {} corners", faces_ + 1, corners_));
        corners_ = 0;
        ++faces_;
    }
    [[nodiscard]] std::size_t points() const { return surface_.points.size(); }
    Surface finish() {
        if (surface_.triangles.empty()) refuse(file_, "it has no faces");
        return std::move(surface_);
    }

  private:
    const std::filesystem::path& file_;
    Surface surface_;
    std::size_t faces_ = 0;
    std::size_t corners_ = 0;
    int first_ = 0;
    int last_ = 0;
};

template <class T>
T value_at(std::string_view bytes, std::size_t at, bool swapped) {
    std::array<char, sizeof(T)> raw{};
    std::memcpy(raw.data(), bytes.data() + at, sizeof(T));
    if (swapped) std::ranges::reverse(raw);
    return std::bit_cast<T>(raw);
}

constexpr bool little_endian_here = std::endian::native == std::endian::little;

Surface parse_stl_text(std::string_view bytes, const std::filesystem::path& file) {
    Words words(bytes, file);
    Builder builder(file);
    for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
        if (word == "solid" || word == "endsolid") {
            words.rest_of_line();
        } else if (word == "facet") {
            words.rest_of_line();  // its normal follows from the corners
            if (words.next() != "outer" || words.next() != "loop") words.wrong("facet", "facet ... outer loop");
            for (int corner = 0; corner < 3; ++corner) {
                if (const std::string_view found = words.next(); found != "vertex") words.wrong(found, "vertex");
                std::array<double, 3> x{};
                for (double& value : x) value = words.number(words.next());
                builder.add_point(x[0], x[1], x[2]);
                builder.add_corner(static_cast<std::int64_t>(builder.points()) - 1);
            }
            builder.end_face();
            if (const std::string_view found = words.next(); found != "endloop") words.wrong(found, "endloop");
            if (const std::string_view found = words.next(); found != "endfacet") words.wrong(found, "endfacet");
        } else {
            words.wrong(word, "solid, facet or endsolid");
        }
    }
    return builder.finish();
}

Surface parse_stl(std::string_view bytes, const std::filesystem::path& file) {
    constexpr std::size_t header = 84;
    constexpr std::size_t triangle = 50;
    // A binary file may begin with "solid" as well: its length decides.
    std::size_t count = 0;
    if (bytes.size() >= header) count = value_at<std::uint32_t>(bytes, 80, !little_endian_here);
    if (bytes.size() < header || bytes.size() != header + triangle * count) {
        if (bytes.starts_with("solid") && bytes.find("facet") != std::string_view::npos)
            return parse_stl_text(bytes, file);
        refuse(file,
               fmt::format("{} bytes are not an STL file: a binary one of {} triangles has {}, and one in text begins "
                           "with \"solid\"",
                           bytes.size(), count, header + triangle * count));
    }
    Builder builder(file);
    for (std::size_t t = 0; t < count; ++t) {
        for (std::size_t corner = 0; corner < 3; ++corner) {
            const std::size_t at = header + triangle * t + 12 * (corner + 1);
            builder.add_point(value_at<float>(bytes, at, !little_endian_here),
                              value_at<float>(bytes, at + 4, !little_endian_here),
                              value_at<float>(bytes, at + 8, !little_endian_here));
            builder.add_corner(static_cast<std::int64_t>(builder.points()) - 1);
        }
        builder.end_face();
    }
    return builder.finish();
}

// Numbers of a PLY file after its header, in the order of their elements.
class PlyValues {
  public:
    enum class Type { int8, uint8, int16, uint16, int32, uint32, float32, float64 };

    PlyValues(std::string_view body, bool text, bool swapped, const std::filesystem::path& file)
        : body_(body), text_(text), swapped_(swapped), file_(file), words_(body, file) {}

    static std::optional<Type> type_of(std::string_view name) {
        static constexpr std::array<std::string_view, 8> short_names = {"char", "uchar", "short", "ushort",
                                                                        "int",  "uint",  "float", "double"};
        static constexpr std::array<std::string_view, 8> long_names = {"int8",  "uint8",  "int16",   "uint16",
                                                                       "int32", "uint32", "float32", "float64"};
        for (std::size_t i = 0; i < short_names.size(); ++i) {
            if (name == short_names[i] || name == long_names[i]) return static_cast<Type>(i);
        }
        return std::nullopt;
    }
    // Smallest number of bytes of a value.
    [[nodiscard]] std::size_t least_size(Type type) const {
        static constexpr std::array<std::size_t, 8> sizes = {1, 1, 2, 2, 4, 4, 4, 8};
        return text_ ? 1 : sizes[static_cast<std::size_t>(type)];
    }
    [[nodiscard]] std::size_t left() const { return text_ ? words_.left() : body_.size() - at_; }

    double next(Type type) {
        if (text_) return words_.number(words_.next());
        const std::size_t size = least_size(type);
        if (left() < size) refuse(file_, "it is truncated");
        const std::size_t at = at_;
        at_ += size;
        switch (type) {
            case Type::int8:
                return value_at<std::int8_t>(body_, at, swapped_);
            case Type::uint8:
                return value_at<std::uint8_t>(body_, at, swapped_);
            case Type::int16:
                return value_at<std::int16_t>(body_, at, swapped_);
            case Type::uint16:
                return value_at<std::uint16_t>(body_, at, swapped_);
            case Type::int32:
                return value_at<std::int32_t>(body_, at, swapped_);
            case Type::uint32:
                return value_at<std::uint32_t>(body_, at, swapped_);
            case Type::float32:
                return value_at<float>(body_, at, swapped_);
            case Type::float64:
                return value_at<double>(body_, at, swapped_);
        }
        throw InternalError("a type of PLY without a size");
    }
    std::int64_t next_whole(Type type, double most) {
        const double value = next(type);
        if (!(value >= 0.0 && value <= most) || value != std::floor(value))
            refuse(file_, fmt::format("it has the number {} instead of a whole number from 0 to {:.0f}", value, most));
        return static_cast<std::int64_t>(value);
    }

  private:
    std::string_view body_;
    bool text_;
    bool swapped_;
    const std::filesystem::path& file_;
    Words words_;
    std::size_t at_ = 0;
};

struct PlyProperty {
    std::string_view name;
    PlyValues::Type type{};
    std::optional<PlyValues::Type> count;  // of a list
};
struct PlyElement {
    std::string_view name;
    std::size_t rows = 0;
    std::vector<PlyProperty> properties;
};

PlyProperty parse_property(Words& words) {
    const auto type = [&](std::string_view name) {
        const auto found = PlyValues::type_of(name);
        if (!found) words.wrong(name, "a numeric type");
        return *found;
    };
    PlyProperty property;
    std::string_view word = words.next_of_line();
    if (word == "list") {
        property.count = type(words.next_of_line());
        word = words.next_of_line();
    }
    property.type = type(word);
    property.name = words.next_of_line();
    if (property.name.empty()) words.wrong(property.name, "the name of a property");
    return property;
}

void read_vertices(const PlyElement& element, PlyValues& values, const std::filesystem::path& file, Builder& builder) {
    constexpr std::array<std::string_view, 3> axes = {"x", "y", "z"};
    for (const std::string_view axis : axes) {
        if (std::ranges::count(element.properties, axis, &PlyProperty::name) != 1)
            refuse(file, fmt::format("its points have no coordinate {}", axis));
    }
    for (std::size_t row = 0; row < element.rows; ++row) {
        std::array<double, 3> x{};
        for (const PlyProperty& property : element.properties) {
            std::int64_t count = 1;
            if (property.count) count = values.next_whole(*property.count, 1e6);
            for (std::int64_t i = 0; i < count; ++i) {
                const double value = values.next(property.type);
                for (std::size_t a = 0; a < axes.size(); ++a) {
                    if (property.name == axes[a]) x[a] = value;
                }
            }
        }
        builder.add_point(x[0], x[1], x[2]);
    }
}

void read_rows(const PlyElement& element, PlyValues& values, Builder& builder) {
    const bool faces = element.name == "face";
    for (std::size_t row = 0; row < element.rows; ++row) {
        for (const PlyProperty& property : element.properties) {
            const bool corners =
                faces && property.count && (property.name == "vertex_indices" || property.name == "vertex_index");
            std::int64_t count = 1;
            if (property.count) count = values.next_whole(*property.count, 1e6);
            for (std::int64_t i = 0; i < count; ++i) {
                if (corners) {
                    builder.add_corner(values.next_whole(property.type, 4294967295.0));
                } else {
                    values.next(property.type);
                }
            }
            if (corners) builder.end_face();
        }
    }
}

Surface parse_ply(std::string_view bytes, const std::filesystem::path& file) {
    Words words(bytes, file);
    if (words.next() != "ply") refuse(file, "a PLY file begins with \"ply\"");
    constexpr std::size_t most_elements = 64;
    constexpr std::size_t most_properties = 256;
    std::string_view format;
    std::vector<PlyElement> elements;
    for (std::string_view word = words.next(); word != "end_header"; word = words.next()) {
        if (word == "format") {
            format = words.next_of_line();
            words.rest_of_line();
        } else if (word == "comment" || word == "obj_info") {
            words.rest_of_line();
        } else if (word == "element") {
            if (elements.size() >= most_elements) refuse(file, fmt::format("more than {} elements", most_elements));
            PlyElement element;
            element.name = words.next_of_line();
            const std::int64_t rows = words.whole(words.next_of_line());
            if (rows < 0) refuse(file, "an element with a negative number of rows");
            element.rows = static_cast<std::size_t>(rows);
            elements.push_back(std::move(element));
        } else if (word == "property" && !elements.empty()) {
            if (elements.back().properties.size() >= most_properties)
                refuse(file, fmt::format("more than {} properties of one element", most_properties));
            elements.back().properties.push_back(parse_property(words));
        } else {
            words.wrong(word, "format, comment, element, property or end_header");
        }
    }
    if (format != "ascii" && format != "binary_little_endian" && format != "binary_big_endian")
        refuse(file, "its format is none of ascii, binary_little_endian, binary_big_endian");
    std::size_t body = words.position();
    if (body < bytes.size() && bytes[body] == '\r') ++body;
    if (body < bytes.size() && bytes[body] == '\n') ++body;
    const bool swapped = (format == "binary_little_endian") != little_endian_here;
    PlyValues values(bytes.substr(body), format == "ascii", swapped, file);
    Builder builder(file);
    for (const PlyElement& element : elements) {
        std::size_t row = 0;
        for (const PlyProperty& p : element.properties) row += values.least_size(p.count ? *p.count : p.type);
        if (element.rows > 0 && (row == 0 || element.rows > values.left() / row))
            refuse(file, fmt::format("its header announces {} rows of \"{}\", but it has bytes for only {}",
                                     element.rows, printable(element.name), row == 0 ? 0 : values.left() / row));
        if (element.name == "vertex") {
            read_vertices(element, values, file, builder);
        } else {
            read_rows(element, values, builder);
        }
    }
    return builder.finish();
}

Surface parse_obj(std::string_view bytes, const std::filesystem::path& file) {
    Words words(bytes, file);
    Builder builder(file);
    for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
        if (word == "v") {
            std::array<double, 3> x{};
            for (double& value : x) value = words.number(words.next_of_line());
            builder.add_point(x[0], x[1], x[2]);
        } else if (word == "f") {
            for (std::string_view corner = words.next_of_line(); !corner.empty(); corner = words.next_of_line()) {
                const std::int64_t index = words.whole(corner.substr(0, corner.find('/')));
                // Negative: counted back from the last point.
                builder.add_corner(index > 0 ? index - 1 : static_cast<std::int64_t>(builder.points()) + index);
            }
            builder.end_face();
        }
        words.rest_of_line();
    }
    return builder.finish();
}

}  // namespace

Surface parse_surface(std::string_view bytes, const std::filesystem::path& file) {
    if (bytes.size() > limits::surface_bytes)
        refuse(file, fmt::format("it has {} bytes, at most {} are allowed", bytes.size(), limits::surface_bytes));
    std::string ending = file.extension().string();
    for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (ending == ".stl") return parse_stl(bytes, file);
    if (ending == ".ply") return parse_ply(bytes, file);
    if (ending == ".obj") return parse_obj(bytes, file);
    refuse(file, "its name must end in .stl, .ply or .obj");
}

Surface read_surface(const std::filesystem::path& file) {
    return parse_surface(read_text_file(file, "surface", limits::surface_bytes), file);
}

}  // namespace spondyl
