// SPDX-License-Identifier: Apache-2.0
// Reading: nothing in a file is trusted.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/text/printable.hpp"
#include "io/results/hdf5_calls.hpp"
#include "io/results/hdf5_storage.hpp"

namespace spondyl::hdf5 {

namespace {

// Length of a regular file. Opening a pipe would wait for a writer, and opening a device can have any effect.
std::uint64_t plain_file_bytes(const std::filesystem::path& path) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    const int open_error = errno;
    if (descriptor < 0) throw Error(fmt::format("cannot open it: {}", std::strerror(open_error)));
    struct stat status {};
    const bool known = fstat(descriptor, &status) == 0;
    close(descriptor);
    if (!known || !S_ISREG(status.st_mode)) throw Error("it is not a plain file");
    return static_cast<std::uint64_t>(status.st_size);
}

void require_text(hid_t type, const std::string& what) {
    if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) != 0)
        throw Error(fmt::format("{} does not hold text of fixed length", what));
}

std::string text_of(const std::byte* bytes, std::size_t length, const std::string& what) {
    std::string text(reinterpret_cast<const char*>(bytes), length);
    text.resize(text.find_last_not_of('\0') + 1);
    for (auto hidden = find_hidden(text); hidden; hidden = find_hidden(text, hidden->at + hidden->length)) {
        if (hidden->code == '\n' || hidden->code == '\t' || hidden->code == '\r') continue;
        throw Error(fmt::format("{} holds the control character {} in \"{}\"", what,
                                printable(std::string_view(text).substr(hidden->at, hidden->length)),
                                printable(std::string_view(text).substr(0, 60))));
    }
    return text;
}

template <class T>
std::string_view name_of_type();
template <>
std::string_view name_of_type<double>() {
    return "64-bit floating-point numbers";
}
template <>
std::string_view name_of_type<std::int32_t>() {
    return "32-bit integers";
}
template <>
std::string_view name_of_type<std::int64_t>() {
    return "64-bit integers";
}
template <>
std::string_view name_of_type<std::uint8_t>() {
    return "8-bit integers without sign";
}

}  // namespace

ReadBudget::ReadBudget(std::uint64_t file_bytes)
    : file_bytes_(file_bytes),
      left_(std::min(memory_of_any_file + saturated_product(memory_per_stored_byte, file_bytes), memory_at_most)) {}

void ReadBudget::take(std::uint64_t count, std::uint64_t bytes_each, std::string_view what) {
    const std::uint64_t bytes = saturated_product(count, bytes_each);
    if (bytes > left_)
        throw Error(fmt::format("{} needs {} x {} bytes of memory, but {} bytes are left for a file of {} bytes", what,
                                count, bytes_each, left_, file_bytes_));
    left_ -= bytes;
}

template <class T>
std::vector<T> Dataset<T>::read_rows(hsize_t first_row, hsize_t count) const {
    const std::vector<std::byte> bytes = stored_->read(first_row, count);
    std::vector<T> values(bytes.size() / sizeof(T));
    if (values.empty()) return values;
    std::memcpy(values.data(), bytes.data(), bytes.size());
    // Both types have the same size; only the order of the bytes can differ.
    check(H5Tconvert(file_type<T>(), memory_type<T>(), values.size(), values.data(), nullptr, H5P_DEFAULT),
          "read " + name_);
    return values;
}

void Group::require_child(const std::string& name) const {
    if (name.empty() || name == "." || name.find('/') != std::string::npos || find_hidden(name))
        throw Error(fmt::format("\"{}\" cannot be the name of an object", printable(name)));
    if (!has(name)) throw Error(path_of(name) + " is missing");
    H5L_info_t info;
    check(H5Lget_info(handle_.id(), name.c_str(), &info, H5P_DEFAULT), "look up " + path_of(name));
    if (info.type != H5L_TYPE_HARD)
        throw Error(fmt::format("{} is a soft, external or user-defined link; a result holds its objects itself",
                                path_of(name)));
}

Group Group::group(const std::string& name) const {
    require_child(name);
    return {Handle(H5Gopen2(handle_.id(), name.c_str(), H5P_DEFAULT), H5Gclose, "open the group " + path_of(name)),
            path_of(name), budget_};
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
Dataset<T> Group::dataset(const std::string& name) const {
    require_child(name);
    const std::string path = path_of(name);
    Handle handle(H5Dopen2(handle_.id(), name.c_str(), H5P_DEFAULT), H5Dclose, "open " + path);
    auto stored = std::make_shared<StoredRows>(handle.id(), path, budget_);
    if (H5Tequal(stored->type(), file_type<T>()) <= 0)
        throw Error(fmt::format("{} does not hold {}", path, name_of_type<T>()));
    const Shape shape = stored->shape();
    return {std::move(handle), shape, path, std::move(stored)};
}

std::vector<std::string> Group::read_texts(const std::string& name) const {
    require_child(name);
    const std::string path = path_of(name);
    const Handle handle(H5Dopen2(handle_.id(), name.c_str(), H5P_DEFAULT), H5Dclose, "open " + path);
    StoredRows stored(handle.id(), path, budget_);
    require_text(stored.type(), path);
    if (stored.shape().size() != 1) throw Error(path + " is not a list");
    const std::vector<std::byte> bytes = stored.read(0, stored.rows());
    // Again for the texts themselves.
    budget_->take(stored.rows(), sizeof(std::string) + stored.row_bytes(), path);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < stored.rows(); ++i)
        texts.push_back(text_of(bytes.data() + i * stored.row_bytes(), stored.row_bytes(), path));
    return texts;
}

std::string Group::read_text(const std::string& name) const {
    const std::vector<std::string> texts = read_texts(name);
    if (texts.size() != 1) throw Error(fmt::format("{} holds {} texts instead of one", path_of(name), texts.size()));
    return texts.front();
}

Handle Group::open_attribute(const std::string& name, const std::string& object) const {
    if (object != ".") require_child(object);
    const std::string what = "read the attribute " + name + " of " + path_of(object);
    Handle data(H5Aopen_by_name(handle_.id(), object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose, what);
    const Handle space(H5Aget_space(data.id()), H5Sclose, what), type(H5Aget_type(data.id()), H5Tclose, what);
    const H5S_class_t kind = H5Sget_simple_extent_type(space.id());
    const hssize_t count = H5Sget_simple_extent_npoints(space.id());
    if ((kind != H5S_SCALAR && kind != H5S_SIMPLE) || count < 1 ||
        saturated_product(static_cast<std::uint64_t>(count), H5Tget_size(type.id())) > largest_attribute_bytes)
        throw Error(fmt::format("the attribute {} of {} holds nothing, or more than {} bytes", name, path_of(object),
                                largest_attribute_bytes));
    return data;
}

bool Group::has_attribute(const std::string& name, const std::string& object) const {
    if (object != ".") require_child(object);
    return H5Aexists_by_name(handle_.id(), object.c_str(), name.c_str(), H5P_DEFAULT) > 0;
}

std::string Group::text_attribute(const std::string& name, const std::string& object) const {
    const std::string what = fmt::format("the attribute {} of {}", name, path_of(object));
    const Handle data = open_attribute(name, object);
    const Handle space(H5Aget_space(data.id()), H5Sclose, "read " + what),
        type(H5Aget_type(data.id()), H5Tclose, "read " + what);
    require_text(type.id(), what);
    if (H5Sget_simple_extent_npoints(space.id()) != 1) throw Error(what + " is not one text");
    std::vector<std::byte> bytes(H5Tget_size(type.id()));
    check(H5Aread(data.id(), type.id(), bytes.data()), "read " + what);
    return text_of(bytes.data(), bytes.size(), what);
}

std::vector<std::int64_t> Group::integer_attribute(const std::string& name, const std::string& object) const {
    const std::string what = fmt::format("the attribute {} of {}", name, path_of(object));
    const Handle data = open_attribute(name, object);
    const Handle space(H5Aget_space(data.id()), H5Sclose, "read " + what),
        type(H5Aget_type(data.id()), H5Tclose, "read " + what);
    if (H5Tequal(type.id(), file_type<std::int64_t>()) <= 0)
        throw Error(fmt::format("{} does not hold {}", what, name_of_type<std::int64_t>()));
    std::vector<std::int64_t> values(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space.id())));
    check(H5Aread(data.id(), memory_type<std::int64_t>(), values.data()), "read " + what);
    return values;
}

File File::open(const std::filesystem::path& path) {
    set_up_library();
    auto budget = std::make_shared<ReadBudget>(plain_file_bytes(path));
    return File(Handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open " + path.string()),
                std::move(budget));
}

Group File::root() const {
    return {Handle(H5Gopen2(handle_.id(), "/", H5P_DEFAULT), H5Gclose, "open the root group"), "", budget_};
}

template std::vector<double> Dataset<double>::read_rows(hsize_t, hsize_t) const;
template std::vector<std::int32_t> Dataset<std::int32_t>::read_rows(hsize_t, hsize_t) const;
template std::vector<std::int64_t> Dataset<std::int64_t>::read_rows(hsize_t, hsize_t) const;
template std::vector<std::uint8_t> Dataset<std::uint8_t>::read_rows(hsize_t, hsize_t) const;
template Dataset<double> Group::dataset(const std::string&) const;
template Dataset<std::int32_t> Group::dataset(const std::string&) const;
template Dataset<std::int64_t> Group::dataset(const std::string&) const;
template Dataset<std::uint8_t> Group::dataset(const std::string&) const;

}  // namespace spondyl::hdf5
