// SPDX-License-Identifier: Apache-2.0
#include "io/results/hdf5.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/error.hpp"
#include "io/safe_write.hpp"

namespace spondyl::hdf5 {

namespace {

// The deepest entry of the library's error stack says what went wrong first.
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

void check(herr_t status, std::string_view what) {
    if (status < 0) throw Error(fmt::format("cannot {}: {}", what, reason()));
}

// Exceptions carry the message; the library would print its stack to stderr as well. It closes nothing by itself when
// the program ends: what could not be closed then, for want of memory, is what it would crash on.
void keep_quiet() {
    static const herr_t no_end = H5dont_atexit();
    static_cast<void>(no_end);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
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

Handle simple_space(const Shape& shape) {
    return {H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose, "create a data space"};
}

Shape shape_of(hid_t space) {
    Shape shape(static_cast<std::size_t>(std::max(H5Sget_simple_extent_ndims(space), 0)));
    H5Sget_simple_extent_dims(space, shape.data(), nullptr);
    return shape;
}

std::string unpadded(const char* begin, std::size_t length) {
    while (length > 0 && begin[length - 1] == '\0') --length;
    return {begin, length};
}

template <class T>
hid_t file_type();
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

}  // namespace

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
Dataset<T>::Dataset(Handle handle, Shape shape, std::string name)
    : handle_(std::move(handle)), shape_(std::move(shape)), name_(std::move(name)) {}

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

template <class T>
std::vector<T> Dataset<T>::read_rows(hsize_t first_row, hsize_t count) const {
    std::vector<T> values(count * columns());
    if (values.empty()) return values;
    if (first_row + count > rows()) {
        throw Error(
            fmt::format("{} has {} rows, rows {} to {} are needed", name_, rows(), first_row, first_row + count));
    }
    Shape extent = shape_;
    extent[0] = count;
    Shape start(shape_.size(), 0);
    start[0] = first_row;
    const Handle memory = simple_space(extent);
    const Handle file(H5Dget_space(handle_.id()), H5Sclose, "get the shape of " + name_);
    check(H5Sselect_hyperslab(file.id(), H5S_SELECT_SET, start.data(), nullptr, extent.data(), nullptr),
          "select rows of " + name_);
    check(H5Dread(handle_.id(), memory_type<T>(), memory.id(), file.id(), H5P_DEFAULT, values.data()), "read " + name_);
    return values;
}

Group::Group(Handle handle, std::string path) : handle_(std::move(handle)), path_(std::move(path)) {}

Group Group::create_group(const std::string& name) {
    const Handle list = creation_list(H5P_GROUP_CREATE);
    return {Handle(H5Gcreate2(handle_.id(), name.c_str(), H5P_DEFAULT, list.id(), H5P_DEFAULT), H5Gclose,
                   "create the group " + path_of(name)),
            path_of(name)};
}

Group Group::group(const std::string& name) const {
    return {Handle(H5Gopen2(handle_.id(), name.c_str(), H5P_DEFAULT), H5Gclose, "open the group " + path_of(name)),
            path_of(name)};
}

bool Group::has(const std::string& name) const {
    return H5Lexists(handle_.id(), name.c_str(), H5P_DEFAULT) > 0;
}

std::vector<std::string> Group::names() const {
    std::vector<std::string> list;
    check(H5Literate(
              handle_.id(), H5_INDEX_NAME, H5_ITER_INC, nullptr,
              [](hid_t, const char* name, const H5L_info_t*, void* data) -> herr_t {
                  static_cast<std::vector<std::string>*>(data)->emplace_back(name);
                  return 0;
              },
              &list),
          "list " + path_);
    return list;
}

template <class T>
Dataset<T> Group::create_dataset(const std::string& name, const Shape& shape, hsize_t chunk_rows) {
    const std::string path = path_of(name);
    const Handle list = creation_list(H5P_DATASET_CREATE);
    if (chunk_rows > 0 && shape[0] > 0) {
        Shape chunk = shape;
        chunk[0] = std::min(chunk_rows, shape[0]);
        check(H5Pset_chunk(list.id(), static_cast<int>(chunk.size()), chunk.data()), "chunk " + path);
        check(H5Pset_shuffle(list.id()), "shuffle " + path);
        check(H5Pset_deflate(list.id(), 2), "compress " + path);
    }
    const Handle space = simple_space(shape);
    return {
        Handle(H5Dcreate2(handle_.id(), name.c_str(), file_type<T>(), space.id(), H5P_DEFAULT, list.id(), H5P_DEFAULT),
               H5Dclose, "create " + path),
        shape, path};
}

template <class T>
Dataset<T> Group::dataset(const std::string& name) const {
    const std::string path = path_of(name);
    Handle handle(H5Dopen2(handle_.id(), name.c_str(), H5P_DEFAULT), H5Dclose, "open " + path);
    const Handle space(H5Dget_space(handle.id()), H5Sclose, "get the shape of " + path);
    Shape shape = shape_of(space.id());
    if (shape.empty()) throw Error(fmt::format("{} is neither a list nor a table", path));
    return {std::move(handle), std::move(shape), path};
}

void Group::write_texts(const std::string& name, const std::vector<std::string>& texts) {
    std::size_t length = 1;
    for (const std::string& text : texts) length = std::max(length, text.size());
    std::vector<char> bytes(length * texts.size(), '\0');
    for (std::size_t i = 0; i < texts.size(); ++i)
        std::copy(texts[i].begin(), texts[i].end(), bytes.begin() + static_cast<std::ptrdiff_t>(i * length));
    const Handle type = text_type(length, H5T_CSET_UTF8);
    const Handle list = creation_list(H5P_DATASET_CREATE);
    const Handle space = simple_space({texts.size()});
    const Handle data(
        H5Dcreate2(handle_.id(), name.c_str(), type.id(), space.id(), H5P_DEFAULT, list.id(), H5P_DEFAULT), H5Dclose,
        "create " + path_of(name));
    if (!texts.empty())
        check(H5Dwrite(data.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()), "write " + path_of(name));
}

std::vector<std::string> Group::read_texts(const std::string& name) const {
    const Handle data(H5Dopen2(handle_.id(), name.c_str(), H5P_DEFAULT), H5Dclose, "open " + path_of(name));
    const Handle space(H5Dget_space(data.id()), H5Sclose, "get the shape of " + path_of(name));
    const Handle type(H5Dget_type(data.id()), H5Tclose, "get the type of " + path_of(name));
    if (H5Tget_class(type.id()) != H5T_STRING || H5Tis_variable_str(type.id()) > 0) {
        throw Error(fmt::format("{} does not hold text of fixed length", path_of(name)));
    }
    const std::size_t length = H5Tget_size(type.id());
    const auto count = static_cast<std::size_t>(H5Sget_simple_extent_npoints(space.id()));
    std::vector<char> bytes(length * count);
    if (count > 0)
        check(H5Dread(data.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()), "read " + path_of(name));
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < count; ++i) texts.push_back(unpadded(bytes.data() + i * length, length));
    return texts;
}

void Group::write_text(const std::string& name, const std::string& text) {
    const Handle type = text_type(text.size(), H5T_CSET_UTF8);
    const Handle list = creation_list(H5P_DATASET_CREATE);
    const Handle space(H5Screate(H5S_SCALAR), H5Sclose, "create a scalar space");
    const Handle data(
        H5Dcreate2(handle_.id(), name.c_str(), type.id(), space.id(), H5P_DEFAULT, list.id(), H5P_DEFAULT), H5Dclose,
        "create " + path_of(name));
    check(H5Dwrite(data.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, text.c_str()), "write " + path_of(name));
}

std::string Group::read_text(const std::string& name) const {
    const std::vector<std::string> texts = read_texts(name);
    if (texts.size() != 1) throw Error(fmt::format("{} holds {} texts instead of one", path_of(name), texts.size()));
    return texts.front();
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

std::string Group::text_attribute(const std::string& name, const std::string& object) const {
    const std::string what = "read the attribute " + name + " of " + path_of(object);
    const Handle data(H5Aopen_by_name(handle_.id(), object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                      what);
    const Handle type(H5Aget_type(data.id()), H5Tclose, what);
    if (H5Tget_class(type.id()) != H5T_STRING || H5Tis_variable_str(type.id()) > 0) {
        throw Error(fmt::format("the attribute {} of {} is not text of fixed length", name, path_of(object)));
    }
    std::vector<char> bytes(H5Tget_size(type.id()));
    check(H5Aread(data.id(), type.id(), bytes.data()), what);
    return unpadded(bytes.data(), bytes.size());
}

std::vector<std::int64_t> Group::integer_attribute(const std::string& name, const std::string& object) const {
    const std::string what = "read the attribute " + name + " of " + path_of(object);
    const Handle data(H5Aopen_by_name(handle_.id(), object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                      what);
    const Handle space(H5Aget_space(data.id()), H5Sclose, what);
    std::vector<std::int64_t> values(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space.id())));
    check(H5Aread(data.id(), H5T_NATIVE_INT64, values.data()), what);
    return values;
}

File File::create() {
    keep_quiet();
    constexpr std::size_t growth = std::size_t{4} << 20U;
    const Handle list = creation_list(H5P_FILE_CREATE);
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "create a property list");
    check(H5Pset_fapl_core(access.id(), growth, false), "keep a file in memory");
    return File(
        Handle(H5Fcreate("memory", H5F_ACC_TRUNC, list.id(), access.id()), H5Fclose, "create a file in memory"));
}

File File::open(const std::filesystem::path& path) {
    keep_quiet();
    return File(Handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open " + path.string()));
}

Group File::root() const {
    return {Handle(H5Gopen2(handle_.id(), "/", H5P_DEFAULT), H5Gclose, "open the root group"), ""};
}

std::string File::bytes() const {
    check(H5Fflush(handle_.id(), H5F_SCOPE_GLOBAL), "write out the file");
    const ssize_t size = H5Fget_file_image(handle_.id(), nullptr, 0);
    check(size < 0 ? -1 : 0, "take the file from memory");
    std::string bytes(static_cast<std::size_t>(size), '\0');
    check(H5Fget_file_image(handle_.id(), bytes.data(), bytes.size()) < 0 ? -1 : 0, "take the file from memory");
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

template class Dataset<double>;
template class Dataset<std::int32_t>;
template class Dataset<std::int64_t>;
template class Dataset<std::uint8_t>;
template Dataset<double> Group::create_dataset(const std::string&, const Shape&, hsize_t);
template Dataset<std::int32_t> Group::create_dataset(const std::string&, const Shape&, hsize_t);
template Dataset<std::int64_t> Group::create_dataset(const std::string&, const Shape&, hsize_t);
template Dataset<std::uint8_t> Group::create_dataset(const std::string&, const Shape&, hsize_t);
template Dataset<double> Group::dataset(const std::string&) const;
template Dataset<std::int32_t> Group::dataset(const std::string&) const;
template Dataset<std::int64_t> Group::dataset(const std::string&) const;
template Dataset<std::uint8_t> Group::dataset(const std::string&) const;

}  // namespace spondyl::hdf5
