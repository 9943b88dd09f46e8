// SPDX-License-Identifier: Apache-2.0
#include "tests/io/hostile_results.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>

#include "io/results/result_file.hpp"
#include "tests/io/sample_result.hpp"

namespace spondyl::test {

namespace {

using Change = std::function<void(hid_t file)>;
using Shape = std::vector<hsize_t>;
using Texts = std::vector<std::string>;

constexpr double hostile_nan = std::numeric_limits<double>::quiet_NaN();
constexpr double hostile_infinity = std::numeric_limits<double>::infinity();

// Whatever the identifier was of; checks that the library agrees with what was done.
void release(hid_t id) {
    EXPECT_GE(id, 0);
    H5Oclose(id);
}

void done(herr_t status) {
    EXPECT_GE(status, 0);
}

void remove(hid_t file, const std::string& path) {
    done(H5Ldelete(file, path.c_str(), H5P_DEFAULT));
}

hid_t space_of(const Shape& shape) {
    return H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr);
}

// The type of what a list holds, as a result stores it.
template <class T>
hid_t type_of();
template <>
hid_t type_of<double>() {
    return H5T_IEEE_F64LE;
}
template <>
hid_t type_of<std::int32_t>() {
    return H5T_STD_I32LE;
}
template <>
hid_t type_of<std::int64_t>() {
    return H5T_STD_I64LE;
}
template <>
hid_t type_of<std::uint8_t>() {
    return H5T_STD_U8LE;
}

hid_t text_type(std::size_t length) {
    const hid_t type = H5Tcopy(H5T_C_S1);
    done(H5Tset_size(type, length));
    done(H5Tset_strpad(type, H5T_STR_NULLPAD));
    return type;
}

// Puts another dataset at a path; without `data` nothing is stored.
void put(hid_t file, const std::string& path, hid_t type, hid_t space, const void* data, hid_t layout = H5P_DEFAULT) {
    remove(file, path);
    const hid_t dataset = H5Dcreate2(file, path.c_str(), type, space, H5P_DEFAULT, layout, H5P_DEFAULT);
    if (data) done(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data));
    release(dataset);
    done(H5Sclose(space));
}

template <class T>
Change list(const std::string& path, const std::vector<T>& values, Shape shape = {}) {
    if (shape.empty()) shape = {values.size()};
    return [=](hid_t file) { put(file, path, type_of<T>(), space_of(shape), values.data()); };
}

template <class T>
Change filled(const std::string& path, const Shape& shape, T value) {
    const std::size_t count = std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
    return list(path, std::vector<T>(count, value), shape);
}

Change texts(const std::string& path, const Texts& lines) {
    return [=](hid_t file) {
        std::size_t length = 1;
        for (const std::string& line : lines) length = std::max(length, line.size());
        std::string bytes(length * lines.size(), '\0');
        for (std::size_t i = 0; i < lines.size(); ++i) bytes.replace(i * length, lines[i].size(), lines[i]);
        const hid_t type = text_type(length);
        put(file, path, type, space_of({lines.size()}), bytes.data());
        done(H5Tclose(type));
    };
}

hid_t chunks_of(const Shape& extent, bool deflated = false) {
    const hid_t layout = H5Pcreate(H5P_DATASET_CREATE);
    done(H5Pset_chunk(layout, static_cast<int>(extent.size()), extent.data()));
    if (deflated) done(H5Pset_deflate(layout, 2));
    return layout;
}

// Announces values and stores none.
Change announced(const std::string& path, const Shape& shape, const Shape& chunk, bool deflated = false,
                 std::size_t text_length = 0) {
    return [=](hid_t file) {
        const hid_t layout = chunks_of(chunk, deflated);
        const hid_t type = text_length > 0 ? text_type(text_length) : H5Tcopy(H5T_IEEE_F64LE);
        put(file, path, type, space_of(shape), nullptr, layout);
        done(H5Tclose(type));
        done(H5Pclose(layout));
    };
}

// Every chunk unpacks to `unpacked` zeros, whatever its shape promises.
Change packed_zeros(const std::string& path, const Shape& shape, hsize_t chunk_rows, std::size_t unpacked) {
    return [=](hid_t file) {
        Shape extent = shape;
        extent[0] = chunk_rows;
        const hid_t layout = chunks_of(extent, true);
        remove(file, path);
        const hid_t space = space_of(shape);
        const hid_t dataset = H5Dcreate2(file, path.c_str(), H5T_IEEE_F64LE, space, H5P_DEFAULT, layout, H5P_DEFAULT);
        const std::vector<Bytef> zeros(unpacked, 0);
        uLongf length = compressBound(unpacked);
        std::vector<Bytef> packed(length);
        EXPECT_EQ(compress2(packed.data(), &length, zeros.data(), zeros.size(), 9), Z_OK);
        Shape offset(shape.size(), 0);
        for (; offset[0] < shape[0]; offset[0] += chunk_rows)
            done(H5Dwrite_chunk(dataset, H5P_DEFAULT, 0, offset.data(), length, packed.data()));
        release(dataset);
        done(H5Sclose(space));
        done(H5Pclose(layout));
    };
}

Change attribute(const std::string& group, const std::string& name, hid_t (*make_type)(), hid_t (*make_space)()) {
    return [=](hid_t file) {
        done(H5Adelete_by_name(file, group.c_str(), name.c_str(), H5P_DEFAULT));
        const hid_t type = make_type(), space = make_space();
        const hid_t made =
            H5Acreate_by_name(file, group.c_str(), name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        EXPECT_GE(made, 0);
        done(H5Aclose(made));
        done(H5Sclose(space));
        done(H5Tclose(type));
    };
}

hid_t integers() {
    return H5Tcopy(H5T_STD_I64LE);
}
hid_t text_of_any_length() {
    const hid_t type = H5Tcopy(H5T_C_S1);
    done(H5Tset_size(type, H5T_VARIABLE));
    return type;
}
hid_t nothing() {
    return H5Screate(H5S_NULL);
}
hid_t one() {
    return H5Screate(H5S_SCALAR);
}
hid_t thousands() {
    return space_of({8001});
}

Change soft_link(const std::string& path, const std::string& target) {
    return [=](hid_t file) {
        remove(file, path);
        done(H5Lcreate_soft(target.c_str(), file, path.c_str(), H5P_DEFAULT, H5P_DEFAULT));
    };
}

Change external_link(const std::string& path, const std::string& other_file) {
    return [=](hid_t file) {
        remove(file, path);
        done(H5Lcreate_external(other_file.c_str(), "/x", file, path.c_str(), H5P_DEFAULT, H5P_DEFAULT));
    };
}

void link_group_to_itself(hid_t file) {
    remove(file, "bones/L4");
    done(H5Lcreate_hard(file, "bones", file, "bones/L4", H5P_DEFAULT, H5P_DEFAULT));
}

// The title lies in a file of the system.
void take_title_from_elsewhere(hid_t file) {
    const std::filesystem::path other = "/etc/passwd";
    const std::size_t length = std::filesystem::file_size(other);
    const hid_t layout = H5Pcreate(H5P_DATASET_CREATE), type = text_type(length);
    done(H5Pset_external(layout, other.c_str(), 0, length));
    put(file, "provenance/title", type, space_of({1}), nullptr, layout);
    done(H5Tclose(type));
    done(H5Pclose(layout));
}

void take_points_from_elsewhere(hid_t file) {
    const hid_t layout = H5Pcreate(H5P_DATASET_CREATE), space = space_of({16, 3});
    done(H5Pset_virtual(layout, space, "/etc/passwd", "/x", space));
    put(file, "VTKHDF/Points", H5T_IEEE_F64LE, space, nullptr, layout);
    done(H5Pclose(layout));
}

void use_unknown_filter(hid_t file) {
    const hid_t layout = chunks_of({16, 3});
    done(H5Pset_filter(layout, 32000, H5Z_FLAG_OPTIONAL, 0, nullptr));
    const std::vector<double> zeros(48, 0.0);
    put(file, "VTKHDF/Points", H5T_IEEE_F64LE, space_of({16, 3}), zeros.data(), layout);
    done(H5Pclose(layout));
}

void store_pairs(hid_t file) {
    const hid_t pair = H5Tcreate(H5T_COMPOUND, 16);
    done(H5Tinsert(pair, "a", 0, H5T_IEEE_F64LE));
    done(H5Tinsert(pair, "b", 8, H5T_STD_I64LE));
    const std::vector<char> zeros(16 * 16, 0);
    put(file, "VTKHDF/Points", pair, space_of({16}), zeros.data());
    done(H5Tclose(pair));
}

void make_a_group_of_points(hid_t file) {
    remove(file, "VTKHDF/Points");
    release(H5Gcreate2(file, "VTKHDF/Points", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
}

void store_text_of_any_length(hid_t file) {
    const hid_t type = text_of_any_length();
    const char* text = "abc";
    put(file, "provenance/title", type, one(), &text);
    done(H5Tclose(type));
}

// No rows in any table that has one per state.
void remove_states(hid_t file) {
    const auto cut_rows = [&](const std::string& path) {
        const hid_t old = H5Dopen2(file, path.c_str(), H5P_DEFAULT), space = H5Dget_space(old), type = H5Dget_type(old);
        Shape shape(static_cast<std::size_t>(H5Sget_simple_extent_ndims(space)));
        H5Sget_simple_extent_dims(space, shape.data(), nullptr);
        shape[0] = 0;
        put(file, path, type, space_of(shape), nullptr);
        H5Tclose(type);
        H5Sclose(space);
        H5Dclose(old);
    };
    for (const std::string group :
         {"summary", "facets", "ligaments", "tasks", "indices", "lifting", "warnings", "body", "external_forces"}) {
        Texts names;
        done(H5Literate_by_name(
            file, group.c_str(), H5_INDEX_NAME, H5_ITER_INC, nullptr,
            [](hid_t, const char* name, const H5L_info_t*, void* data) -> herr_t {
                static_cast<Texts*>(data)->emplace_back(name);
                return 0;
            },
            &names, H5P_DEFAULT));
        for (const std::string& name : names) cut_rows(fmt::format("{}/{}", group, name));
    }
    for (const char* path : {"VTKHDF/Steps/Values",
                             "VTKHDF/PointData/displacement_mm",
                             "VTKHDF/CellData/von_mises_MPa",
                             "VTKHDF/CellData/cauchy_stress_MPa",
                             "states/step",
                             "bones/L4/translation",
                             "bones/L4/rotation",
                             "bones/L5/translation",
                             "bones/L5/rotation",
                             "fascicles/upper",
                             "fascicles/lower",
                             "fascicles/tension_N",
                             "fascicles/strain",
                             "facet_joints/0/pressure_MPa",
                             "facet_joints/1/pressure_MPa",
                             "muscles/state",
                             "muscles/force_N",
                             "muscles/passive_N",
                             "muscles/activation",
                             "muscles/length_mm",
                             "muscles/arm_mm",
                             "muscles/path_points"})
        cut_rows(path);
    list<std::int64_t>("muscles/path_offsets", {0})(file);
}

std::vector<HostileResult> wrong_indices() {
    constexpr std::int32_t wild = 2000000000;
    return {
        {"connectivity_beyond", filled<std::int64_t>("VTKHDF/Connectivity", {24}, 100000000),
         "/VTKHDF/Connectivity, row 0: there is no node 100000000 among 16"},
        {"connectivity_negative", filled<std::int64_t>("VTKHDF/Connectivity", {24}, -5), "there is no node -5"},
        {"connectivity_of_64_bits", filled<std::int64_t>("VTKHDF/Connectivity", {24}, (std::int64_t{1} << 32) + 5),
         "there is no node 4294967301"},
        {"connectivity_of_half_a_cell", filled<std::int64_t>("VTKHDF/Connectivity", {20}, 0),
         "/VTKHDF/Offsets goes from 0 to 24 where there are 20 nodes of cells"},
        {"offsets_beyond", list<std::int64_t>("VTKHDF/Offsets", {0, 8, std::int64_t{1} << 40U, 24}),
         "/VTKHDF/Offsets, row 2: 1099511627776 is no place of a cell of 8 nodes among 24"},
        {"types_unknown", filled<std::uint8_t>("VTKHDF/Types", {3}, 99),
         "/VTKHDF/Types, row 0: no element has the VTK cell type 99"},
        {"types_of_larger_cells", filled<std::uint8_t>("VTKHDF/Types", {3}, 25), "is no place of a cell of 20 nodes"},
        {"triangle_beyond", filled("bones/L4/triangles", {4, 3}, wild),
         "bone L4, triangle 0 uses node 2000000000 of 4"},
        {"triangle_negative", filled("bones/L4/triangles", {4, 3}, -7), "bone L4, triangle 0 uses node -7 of 4"},
        {"facet_triangle_beyond", filled("facet_joints/0/upper/triangles", {4, 3}, wild),
         "facet joint 0, triangle 0 uses node 2000000000 of 4"},
        {"facet_bone_beyond", list<std::int32_t>("facet_joints/0/bones", {100000, -3}),
         "facet joint 0 rides on bone 100000 of 2"},
        {"facet_of_one_bone", list<std::int32_t>("facet_joints/0/bones", {0}), "/facet_joints/0/bones has the shape 1"},
        {"level_beyond", filled("VTKHDF/CellData/level", {3}, 1000000), "mesh, cell 0: there is no level 1000000"},
        {"level_negative", filled("VTKHDF/CellData/level", {3}, -1000000), "mesh, cell 0: there is no level -1000000"},
        {"part_beyond", filled("VTKHDF/CellData/part", {3}, 1000000), "mesh, cell 0: there is no part 1000000"},
        {"state_beyond", filled("summary/state", {6}, 3), "/summary/state, row 0: there is no state 3 among 3"},
        {"two_rows_of_a_task", filled("tasks/state", {2}, 1), "/tasks/state: the state 1 is named twice"},
        {"state_negative", filled("ligaments/state", {9}, -1), "/ligaments/state, row 0: there is no state -1"},
        {"path_offsets_short", list<std::int64_t>("muscles/path_offsets", {std::int64_t{1} << 62}),
         "/muscles/path_offsets has the shape 1 instead of 9 rows"},
        {"path_offsets_beyond", filled<std::int64_t>("muscles/path_offsets", {9}, std::int64_t{1} << 62),
         "/muscles/path_offsets, row 0"},
        {"path_offsets_backwards", list<std::int64_t>("muscles/path_offsets", {0, 4, 2, 6, 8, 10, 12, 14, 16}),
         "/muscles/path_offsets, row 1: 4 to 2"},
        {"path_offsets_late", list<std::int64_t>("muscles/path_offsets", {1, 2, 5, 9, 14, 16, 19, 23, 28}),
         "/muscles/path_offsets runs from 1 to 28 over 28 points"},
        {"muscles_at_rest", filled("muscles/state", {2}, 0), "state 0 (rest) has 8 muscles of 0"},
    };
}

std::vector<HostileResult> wrong_numbers() {
    return {
        {"points_nan", filled("VTKHDF/Points", {16, 3}, hostile_nan), "mesh, nodes, row 0, component 0 is nan"},
        {"points_far", filled("VTKHDF/Points", {16, 3}, 1e308), "mesh, nodes, row 0, component 0 is 1e+308"},
        {"summary_nan", filled("summary/compression_N", {6}, hostile_nan),
         "state 0 (rest), disc, L4-L5, compression_N is nan"},
        {"displacement_infinite", filled("VTKHDF/PointData/displacement_mm", {48, 3}, hostile_infinity),
         "state 0 (rest), displacement_mm, row 0, component 0 is inf"},
        {"index_nan", filled("indices/lifft_damage", {2}, hostile_nan), "lifft_damage is nan"},
        {"rotation_of_nothing", filled("bones/L5/rotation", {3, 9}, 1e6), "state 0 (rest), motion of L5 is 1000000"},
        {"iterations_negative", filled("history/iterations", {3}, -1), "history, row 0: -1 iterations"},
        {"threads_negative", list<std::int64_t>("provenance/threads", {-1}), "/provenance/threads is -1"},
        {"no_states", remove_states, "a result without even the state at rest"},
    };
}

std::vector<HostileResult> wrong_sizes() {
    constexpr hsize_t half_a_chunk = 16 * 3 * 8 / 2;
    return {
        {"points_huge", announced("VTKHDF/Points", {100000000000, 3}, {1000, 3}), "/VTKHDF/Points announces"},
        {"connectivity_huge", announced("VTKHDF/Connectivity", {hsize_t{1} << 40U}, {1000}),
         "/VTKHDF/Connectivity announces"},
        {"connectivity_large", announced("VTKHDF/Connectivity", {2000000000}, {1000000}, true),
         "/VTKHDF/Connectivity announces 16000000000 bytes and stores 0"},
        {"points_overflow", announced("VTKHDF/Points", {2, 3, 0x5555555555555556}, {1, 1, 1}),
         "/VTKHDF/Points announces"},
        {"keys_overflow", announced("provenance/keys", {hsize_t{1} << 33U}, {1}, false, std::size_t{1} << 31U),
         "/provenance/keys announces"},
        {"title_overflow", announced("provenance/title", {281470681743361}, {1}, false, 0x10001),
         "/provenance/title announces"},
        {"points_bomb", packed_zeros("VTKHDF/Points", {699050 * 36, 3}, 699050, 699050 * 24),
         "/VTKHDF/Points needs 25165800 x 24 bytes of memory"},
        {"chunk_large", packed_zeros("VTKHDF/Points", {1000000, 3}, 1000000, 24),
         "/VTKHDF/Points is stored in chunks of"},
        {"chunk_of_a_column", announced("VTKHDF/Points", {16, 3}, {16, 1}), "whole rows"},
        {"chunk_overfull", packed_zeros("VTKHDF/Points", {16, 3}, 16, 100 * half_a_chunk), "do not fill a chunk"},
        {"chunk_half_empty", packed_zeros("VTKHDF/Points", {16, 3}, 16, half_a_chunk), "do not fill a chunk"},
        {"version_long", attribute("VTKHDF", "Version", integers, thousands), "the VTKHDF version is not 2"},
    };
}

std::vector<HostileResult> wrong_kinds() {
    return {
        {"version_text", attribute("VTKHDF", "Version", text_of_any_length, one),
         "the attribute Version of /VTKHDF does not hold 64-bit integers"},
        {"version_of_nothing", attribute("VTKHDF", "Version", integers, nothing), "Version of /VTKHDF holds nothing"},
        {"complete_of_nothing", attribute("status", "complete", integers, nothing),
         "complete of /status holds nothing"},
        {"fields_missing", [](hid_t file) { remove(file, "VTKHDF"); }, "/VTKHDF is missing"},
        {"summary_is_a_list", list<double>("summary", {0, 0, 0}), "cannot open the group /summary"},
        {"points_are_a_group", make_a_group_of_points, "cannot open /VTKHDF/Points"},
        {"title_of_any_length", store_text_of_any_length,
         "/provenance/title holds neither numbers nor texts of fixed length"},
        {"points_of_nothing", [](hid_t file) { put(file, "VTKHDF/Points", H5T_IEEE_F64LE, nothing(), nullptr); },
         "/VTKHDF/Points is neither a list nor a table"},
        {"points_are_pairs", store_pairs, "/VTKHDF/Points holds neither numbers nor texts of fixed length"},
        {"points_are_text", texts("VTKHDF/Points", Texts(10, "abc")),
         "/VTKHDF/Points does not hold 64-bit floating-point numbers"},
        {"points_of_32_dimensions", filled("VTKHDF/Points", Shape(32, 1), 0.0),
         "/VTKHDF/Points is neither a list nor a table"},
        {"points_of_the_plane", filled("VTKHDF/Points", {24, 2}, 0.0), "/VTKHDF/Points has the shape 24 x 2"},
        {"unknown_filter", use_unknown_filter, "/VTKHDF/Points is packed with filter 32000"},
    };
}

std::vector<HostileResult> data_elsewhere() {
    const std::string no_other_file = "a result holds its objects itself";
    return {
        {"link_to_a_group_above", soft_link("bones/L4", "/bones"), no_other_file},
        {"link_to_itself", soft_link("VTKHDF/Points", "/VTKHDF/Points"), no_other_file},
        {"group_in_itself", link_group_to_itself, "/bones/L4/points is missing"},
        {"link_to_a_file", external_link("VTKHDF/Points", "other.vtkhdf"), no_other_file},
        {"link_to_a_device", external_link("bones", "/dev/zero"), no_other_file},
        {"title_of_another_file", take_title_from_elsewhere, "/provenance/title takes its data from other files"},
        {"points_of_another_file", take_points_from_elsewhere, "/VTKHDF/Points takes its data from other files"},
    };
}

std::vector<HostileResult> wrong_names() {
    return {
        {"title_not_utf8", texts("provenance/title", {"abc\xff\xfe"}), R"(control character \xff in "abc\xff\xfe")"},
        {"title_escapes", texts("provenance/title", {"abc\x1b[31m\x1b]0;x\x07 red"}),
         R"(/provenance/title holds the control character \x1b in "abc\x1b[31m)"},
        {"step_with_zero", texts("states/step", {std::string("a\0b", 3), "c", "d"}), R"(control character \x00)"},
        {"bone_named_as_a_path", texts("bones/names", {"../L4", "L5"}), "\"../L4\" cannot be the name of an object"},
        {"bone_named_twice", texts("bones/names", {"L4", "L4"}), "two bones are called L4"},
        {"muscle_named_as_a_path", texts("muscles/name", {"../a", "b", "c", "d"}),
         "a muscle cannot be called \"../a\""},
        {"disc_unknown", texts("summary/disc", Texts(6, "C1-C2")), "/summary/disc, row 0: \"C1-C2\" is none of T12-L1"},
        {"fields_are_indices", texts("states/cell_fields", {"level", "part"}),
         "/VTKHDF/CellData/level does not hold 64-bit floating-point numbers"},
        {"fields_named_two_thousand_times", texts("states/cell_fields", Texts(2000, "cauchy_stress_MPa")),
         "two fields are called cauchy_stress_MPa"},
    };
}

}  // namespace

const std::vector<HostileResult>& hostile_results() {
    static const std::vector<HostileResult> all = [] {
        std::vector<HostileResult> list;
        for (const std::vector<HostileResult>& kind :
             {wrong_indices(), wrong_numbers(), wrong_sizes(), wrong_kinds(), data_elsewhere(), wrong_names()}) {
            list.insert(list.end(), kind.begin(), kind.end());
        }
        return list;
    }();
    return all;
}

void write_hostile_result(const HostileResult& hostile, const std::filesystem::path& path) {
    write_results(sample_result(), path);
    const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    done(H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_V110));
    const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, access);
    EXPECT_GE(file, 0);
    hostile.change(file);
    done(H5Fclose(file));
    done(H5Pclose(access));
}

}  // namespace spondyl::test
