// SPDX-License-Identifier: Apache-2.0
#include "io/results/hdf5.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/error.hpp"
#include "core/text/printable.hpp"
#include "io/results/hdf5_calls.hpp"
#include "io/results/superblock.hpp"
#include "io/safe_write.hpp"

namespace spondyl::hdf5 {

namespace {

// The deepest entry of the library's error stack gives the original cause.
std::string reason() {
    std::string text;
    H5Ewalk2(
        H5E_DEFAULT, H5E_WALK_DOWNWARD,
        [](unsigned, const H5E_error2_t* entry, void* data) -> herr_t {
            *static_cast<std::string*>(data) = entry->desc ? entry->desc : "";
            return 0;
        },
        &text);
    H5Eclear2(H5E_DEFAULT);
    return text.empty() ? "the HDF5 library gave no reason" : text;
}

// Property lists for the creation of objects: no times in them.
Handle creation_list(hid_t kind) {
    Handle list(H5Pcreate(kind), H5Pclose, "create a property list");
    check(H5Pset_obj_track_times(list.id(), false), "switch off object times");
    return list;
}

Handle text_type(std::size_t length, H5T_cset_t characters) {
    Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "copy the text type");
    check(H5Tset_size(type.id(), std::max<std::size_t>(length, 1)), "set the length of a text");
    check(H5Tset_strpad(type.id(), H5T_STR_NULLPAD), "set the padding of a text");
    check(H5Tset_cset(type.id(), characters), "set the characters of a text");
    return type;
}

// Bytes in a chunk of a plain table: few, so that a reader does not unpack much for one row.
constexpr hsize_t plain_chunk_bytes = 262144;

// How a dataset is stored. An empty one has no chunks.
Handle storage_list(const Shape& shape, std::size_t value_bytes, hsize_t chunk_rows, const std::string& path) {
    Handle list = creation_list(H5P_DATASET_CREATE);
    const hsize_t row_bytes =
        std::accumulate(shape.begin() + 1, shape.end(), hsize_t{value_bytes}, std::multiplies<>());
    if (shape[0] == 0 || row_bytes == 0) return list;
    const bool compressed = chunk_rows > 0;
    Shape chunk = shape;
    chunk[0] = std::min(compressed ? chunk_rows : std::max<hsize_t>(plain_chunk_bytes / row_bytes, 1), shape[0]);
    check(H5Pset_chunk(list.id(), static_cast<int>(chunk.size()), chunk.data()), "chunk " + path);
    if (compressed) {
        check(H5Pset_shuffle(list.id()), "shuffle " + path);
        check(H5Pset_deflate(list.id(), 2), "compress " + path);
    }
    // Last, so that it protects the data as stored in the file.
    check(H5Pset_fletcher32(list.id()), "give a checksum to " + path);
    return list;
}

}  // namespace

void check(herr_t status, std::string_view what) {
    if (status < 0) throw Error(fmt::format("cannot {}: {}", what, reason()));
}

void set_up_library() {
    // Prevents the library from closing objects when the program ends: it would crash on those that could not be closed
    // for lack of memory.
    static const herr_t no_end = H5dont_atexit();
    static_cast<void>(no_end);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    H5PLset_loading_state(0);
}

Handle simple_space(const Shape& shape) {
    return {H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose, "create a data space"};
}

template <>
hid_t file_type<double>() {
    return H5T_IEEE_F64LE;
}
template <>
hid_t file_type<std::int32_t>() {
    return H5T_STD_I32LE;
}
template <>
hid_t file_type<std::int64_t>() {
    return H5T_STD_I64LE;
}
template <>
hid_t file_type<std::uint8_t>() {
    return H5T_STD_U8LE;
}

template <>
hid_t memory_type<double>() {
    return H5T_NATIVE_DOUBLE;
}
template <>
hid_t memory_type<std::int32_t>() {
    return H5T_NATIVE_INT32;
}
template <>
hid_t memory_type<std::int64_t>() {
    return H5T_NATIVE_INT64;
}
template <>
hid_t memory_type<std::uint8_t>() {
    return H5T_NATIVE_UINT8;
}

Handle::Handle(hid_t id, herr_t (*closer)(hid_t), std::string_view what) : id_(id), close_(closer) {
    if (id < 0) throw Error(fmt::format("cannot {}: {}", what, reason()));
}

Handle::Handle(Handle&& other) noexcept
    : id_(std::exchange(other.id_, H5I_INVALID_HID)), close_(std::exchange(other.close_, nullptr)) {}

Handle& Handle::operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
}

Handle::~Handle() {
    if (close_) close_(id_);
}

void Handle::close(std::string_view what) {
    const auto closer = std::exchange(close_, nullptr);
    if (closer) check(closer(id_), what);
}

template <class T>
void Dataset<T>::write_rows(hsize_t first_row, std::span<const T> values) {
    if (values.empty()) return;
    Shape count = shape_;
    count[0] = values.size() / columns();
    Shape start(shape_.size(), 0);
    start[0] = first_row;
    if (count[0] * columns() != values.size() || first_row + count[0] > rows()) {
        throw Error(fmt::format("{} values do not fill rows of {} after row {} of {}", values.size(), name_, first_row,
                                rows()));
    }
    const Handle memory = simple_space(count);
    const Handle file(H5Dget_space(handle_.id()), H5Sclose, "get the shape of " + name_);
    check(H5Sselect_hyperslab(file.id(), H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr),
          "select rows of " + name_);
    check(H5Dwrite(handle_.id(), memory_type<T>(), memory.id(), file.id(), H5P_DEFAULT, values.data()),
          "write " + name_);
}

Group::Group(Handle handle, std::string path, std::shared_ptr<ReadBudget> budget)
    : handle_(std::move(handle)), path_(std::move(path)), budget_(std::move(budget)) {}

std::string Group::path_of(const std::string& name) const {
    if (name == ".") return path_.empty() ? "/" : path_;
    return path_ + "/" + printable(name);
}

Group Group::create_group(const std::string& name) {
    const Handle list = creation_list(H5P_GROUP_CREATE);
    return {Handle(H5Gcreate2(handle_.id(), name.c_str(), H5P_DEFAULT, list.id(), H5P_DEFAULT), H5Gclose,
                   "create the group " + path_of(name)),
            path_of(name)};
}

template <class T>
Dataset<T> Group::create_dataset(const std::string& name, const Shape& shape, hsize_t chunk_rows) {
    const std::string path = path_of(name);
    const Handle list = storage_list(shape, sizeof(T), chunk_rows, path);
    const Handle space = simple_space(shape);
    return {
        Handle(H5Dcreate2(handle_.id(), name.c_str(), file_type<T>(), space.id(), H5P_DEFAULT, list.id(), H5P_DEFAULT),
               H5Dclose, "create " + path),
        shape, path};
}

void Group::write_texts(const std::string& name, const std::vector<std::string>& texts) {
    std::size_t length = 1;
    for (const std::string& text : texts) length = std::max(length, text.size());
    std::vector<char> bytes(length * texts.size(), '\0');
    for (std::size_t i = 0; i < texts.size(); ++i)
        std::copy(texts[i].begin(), texts[i].end(), bytes.begin() + static_cast<std::ptrdiff_t>(i * length));
    const Handle type = text_type(length, H5T_CSET_UTF8);
    const Handle list = storage_list({texts.size()}, length, 0, path_of(name));
    const Handle space = simple_space({texts.size()});
    const Handle data(
        H5Dcreate2(handle_.id(), name.c_str(), type.id(), space.id(), H5P_DEFAULT, list.id(), H5P_DEFAULT), H5Dclose,
        "create " + path_of(name));
    if (!texts.empty())
        check(H5Dwrite(data.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()), "write " + path_of(name));
}

void Group::write_text(const std::string& name, const std::string& text) {
    write_texts(name, {text});
}

void Group::attribute(const std::string& name, std::string_view text, const std::string& object) {
    // VTK compares the type name of a file as plain characters.
    const bool ascii =
        std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    const Handle type = text_type(text.size(), ascii ? H5T_CSET_ASCII : H5T_CSET_UTF8);
    const Handle space(H5Screate(H5S_SCALAR), H5Sclose, "create a scalar space");
    const Handle data(H5Acreate_by_name(handle_.id(), object.c_str(), name.c_str(), type.id(), space.id(), H5P_DEFAULT,
                                        H5P_DEFAULT, H5P_DEFAULT),
                      H5Aclose, "create the attribute " + name + " of " + path_of(object));
    const std::string bytes(text);
    check(H5Awrite(data.id(), type.id(), bytes.c_str()), "write the attribute " + name + " of " + path_of(object));
}

void Group::attribute(const std::string& name, const std::vector<std::int64_t>& values, const std::string& object) {
    const Handle space = simple_space({values.size()});
    const Handle data(H5Acreate_by_name(handle_.id(), object.c_str(), name.c_str(), H5T_STD_I64LE, space.id(),
                                        H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                      H5Aclose, "create the attribute " + name + " of " + path_of(object));
    check(H5Awrite(data.id(), H5T_NATIVE_INT64, values.data()),
          "write the attribute " + name + " of " + path_of(object));
}

void Group::attribute(const std::string& name, std::int64_t value, const std::string& object) {
    const Handle space(H5Screate(H5S_SCALAR), H5Sclose, "create a scalar space");
    const Handle data(H5Acreate_by_name(handle_.id(), object.c_str(), name.c_str(), H5T_STD_I64LE, space.id(),
                                        H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                      H5Aclose, "create the attribute " + name + " of " + path_of(object));
    check(H5Awrite(data.id(), H5T_NATIVE_INT64, &value), "write the attribute " + name + " of " + path_of(object));
}

File File::create() {
    set_up_library();
    constexpr std::size_t growth = std::size_t{4} << 20U;
    const Handle list = creation_list(H5P_FILE_CREATE);
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "create a property list");
    // This version of the format has checksums over everything but the data, which have their own, and no index for
    // many chunks in a dataset with a single one.
    check(H5Pset_libver_bounds(access.id(), H5F_LIBVER_V110, H5F_LIBVER_V110), "choose the version of the format");
    check(H5Pset_fapl_core(access.id(), growth, false), "keep a file in memory");
    return File(
        Handle(H5Fcreate("memory", H5F_ACC_TRUNC, list.id(), access.id()), H5Fclose, "create a file in memory"));
}

std::string File::bytes() const {
    check(H5Fflush(handle_.id(), H5F_SCOPE_GLOBAL), "write out the file");
    const ssize_t size = H5Fget_file_image(handle_.id(), nullptr, 0);
    check(size < 0 ? -1 : 0, "take the file from memory");
    std::string bytes(static_cast<std::size_t>(size), '\0');
    check(H5Fget_file_image(handle_.id(), bytes.data(), bytes.size()) < 0 ? -1 : 0, "take the file from memory");
    renew_superblock_checksum(bytes);
    return bytes;
}

void write_file(const std::filesystem::path& path, const std::function<void(Group& root)>& fill) {
    try {
        const File file = File::create();
        {
            Group root = file.root();
            fill(root);
        }
        write_text_safely(path, file.bytes());
    } catch (const Error& error) {
        throw UserError(fmt::format("cannot write {}: {}", path.string(), error.what()));
    }
}

template void Dataset<double>::write_rows(hsize_t, std::span<const double>);
template void Dataset<std::int32_t>::write_rows(hsize_t, std::span<const std::int32_t>);
template void Dataset<std::int64_t>::write_rows(hsize_t, std::span<const std::int64_t>);
template void Dataset<std::uint8_t>::write_rows(hsize_t, std::span<const std::uint8_t>);
template Dataset<double> Group::create_dataset(const std::string&, const Shape&, hsize_t);
template Dataset<std::int32_t> Group::create_dataset(const std::string&, const Shape&, hsize_t);
template Dataset<std::int64_t> Group::create_dataset(const std::string&, const Shape&, hsize_t);
template Dataset<std::uint8_t> Group::create_dataset(const std::string&, const Shape&, hsize_t);

}  // namespace spondyl::hdf5
