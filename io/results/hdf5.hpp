// SPDX-License-Identifier: Apache-2.0
// The HDF5 C library with owners for its handles. Every failure becomes an exception that names the object; nothing is
// printed. Objects carry no times, so that equal contents give equal bytes.
#pragma once

#include <hdf5.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace spondyl::hdf5 {

// A call of the library failed: the file cannot be read or written, or it lacks an object or has it in another shape.
class Error : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// Owns one identifier and closes it.
class Handle {
  public:
    Handle() = default;
    // `what` tells what was tried, for the message when `id` is not valid.
    Handle(hid_t id, herr_t (*closer)(hid_t), std::string_view what);
    Handle(Handle&& other) noexcept;
    Handle& operator=(Handle&& other) noexcept;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle();

    [[nodiscard]] hid_t id() const { return id_; }
    // As the destructor, but a failure is thrown: closing a file writes what is still in memory.
    void close(std::string_view what);

  private:
    hid_t id_ = H5I_INVALID_HID;
    herr_t (*close_)(hid_t) = nullptr;
};

using Shape = std::vector<hsize_t>;  // rows, then columns and further dimensions, if any

// double, std::int32_t, std::int64_t, std::uint8_t.
template <class T>
hid_t memory_type();

// A numeric dataset that is filled or read some rows at a time.
template <class T>
class Dataset {
  public:
    Dataset(Handle handle, Shape shape, std::string name);

    [[nodiscard]] const Shape& shape() const { return shape_; }
    [[nodiscard]] hsize_t rows() const { return shape_.at(0); }
    // Values of one row, over all further dimensions.
    [[nodiscard]] hsize_t columns() const {
        return std::accumulate(shape_.begin() + 1, shape_.end(), hsize_t{1}, std::multiplies<>());
    }
    [[nodiscard]] hid_t id() const { return handle_.id(); }
    // Rows first_row and following; the number of values must be a multiple of columns().
    void write_rows(hsize_t first_row, std::span<const T> values);
    [[nodiscard]] std::vector<T> read_rows(hsize_t first_row, hsize_t count) const;

  private:
    Handle handle_;
    Shape shape_;
    std::string name_;
};

class Group {
  public:
    Group(Handle handle, std::string path);

    Group create_group(const std::string& name);
    [[nodiscard]] Group group(const std::string& name) const;
    [[nodiscard]] bool has(const std::string& name) const;
    [[nodiscard]] std::vector<std::string> names() const;  // of groups and datasets, sorted

    // Chunks of `chunk_rows` rows, compressed without loss; 0 stores the rows in one piece as they are.
    template <class T>
    Dataset<T> create_dataset(const std::string& name, const Shape& shape, hsize_t chunk_rows = 0);
    template <class T>
    [[nodiscard]] Dataset<T> dataset(const std::string& name) const;

    template <class T>
    void write(const std::string& name, const std::vector<T>& values) {
        create_dataset<T>(name, {values.size()}).write_rows(0, values);
    }
    template <class T>
    [[nodiscard]] std::vector<T> read(const std::string& name) const {
        const Dataset<T> source = dataset<T>(name);
        return source.read_rows(0, source.rows());
    }

    // A list of UTF-8 texts of fixed length, padded with zero bytes.
    void write_texts(const std::string& name, const std::vector<std::string>& texts);
    [[nodiscard]] std::vector<std::string> read_texts(const std::string& name) const;
    // One text as a scalar dataset.
    void write_text(const std::string& name, const std::string& text);
    [[nodiscard]] std::string read_text(const std::string& name) const;

    // Attributes of the group itself, or of the object in it that `object` names.
    void attribute(const std::string& name, std::string_view text, const std::string& object = ".");
    void attribute(const std::string& name, const std::vector<std::int64_t>& values, const std::string& object = ".");
    void attribute(const std::string& name, std::int64_t value, const std::string& object = ".");
    [[nodiscard]] std::string text_attribute(const std::string& name, const std::string& object = ".") const;
    [[nodiscard]] std::vector<std::int64_t> integer_attribute(const std::string& name,
                                                              const std::string& object = ".") const;

  private:
    [[nodiscard]] std::string path_of(const std::string& name) const { return path_ + "/" + name; }

    Handle handle_;
    std::string path_;
};

class File {
  public:
    // In memory: the library does not survive a disc that is full, so that bytes() goes there by our own hand.
    static File create();
    static File open(const std::filesystem::path& path);  // read only

    [[nodiscard]] Group root() const;
    // What a file on the disc would hold, all objects but this closed.
    [[nodiscard]] std::string bytes() const;

  private:
    explicit File(Handle handle) : handle_(std::move(handle)) {}
    Handle handle_;
};

// A file of what `fill` puts into its root group: whole or not there, as write_safely (io/safe_write.hpp). UserError if
// it cannot be written.
void write_file(const std::filesystem::path& path, const std::function<void(Group& root)>& fill);

}  // namespace spondyl::hdf5
