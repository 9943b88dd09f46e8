// SPDX-License-Identifier: Apache-2.0
// The HDF5 C library with owners for its handles. Every failure becomes an exception that names the object; nothing is
// printed. Objects have no time stamps, so that equal contents give equal bytes, and every dataset has a checksum.
//
// A file to be read may come from an untrusted source. It cannot refer to other files (only hard links are followed,
// data are in the file itself), its datasets must hold plain numbers or texts of the requested type, and the memory
// that it makes the program allocate is limited by a budget (hdf5_budget.hpp) that is checked before every allocation.
#pragma once

#include <hdf5.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "io/results/hdf5_budget.hpp"

namespace spondyl::hdf5 {

// Owns one identifier and closes it.
class Handle {
  public:
    Handle() = default;
    // `what` describes the operation, for the message if `id` is not valid.
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

class StoredRows;

// A numeric dataset that is filled or read some rows at a time.
template <class T>
class Dataset {
  public:
    // To write: `stored` is empty; to read: location of the rows.
    Dataset(Handle handle, Shape shape, std::string name, std::shared_ptr<StoredRows> stored = nullptr)
        : handle_(std::move(handle)), shape_(std::move(shape)), name_(std::move(name)), stored_(std::move(stored)) {}

    [[nodiscard]] const Shape& shape() const { return shape_; }
    [[nodiscard]] hsize_t rows() const { return shape_.at(0); }
    // Values of one row, over all further dimensions.
    [[nodiscard]] hsize_t columns() const {
        return std::accumulate(shape_.begin() + 1, shape_.end(), hsize_t{1}, std::multiplies<>());
    }
    [[nodiscard]] hid_t id() const { return handle_.id(); }
    [[nodiscard]] const std::string& name() const { return name_; }  // with its path, printable
    // Rows first_row and following; the number of values must be a multiple of columns().
    void write_rows(hsize_t first_row, std::span<const T> values);
    [[nodiscard]] std::vector<T> read_rows(hsize_t first_row, hsize_t count) const;
    [[nodiscard]] std::vector<T> read_all() const { return read_rows(0, rows()); }

  private:
    Handle handle_;
    Shape shape_;
    std::string name_;
    std::shared_ptr<StoredRows> stored_;
};

class Group {
  public:
    // To read: with the budget of the file.
    Group(Handle handle, std::string path, std::shared_ptr<ReadBudget> budget = nullptr);

    Group create_group(const std::string& name);
    [[nodiscard]] Group group(const std::string& name) const;
    [[nodiscard]] bool has(const std::string& name) const;
    [[nodiscard]] std::vector<std::string> names() const;  // of groups and datasets, sorted

    // Chunks of `chunk_rows` rows, compressed without loss; 0: uncompressed. Both with a checksum (Fletcher's) per
    // chunk.
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
        return dataset<T>(name).read_all();
    }
    // Takes `count` rows, which the caller is about to create because of `name`, from the budget of the file.
    template <class Row>
    void claim(hsize_t count, const std::string& name) const {
        budget_->take(count, sizeof(Row), path_of(name));
    }

    // A list of UTF-8 texts of fixed length, padded with zero bytes. Texts that were read contain no control characters
    // except line breaks and tabs, so that they can be shown.
    void write_texts(const std::string& name, const std::vector<std::string>& texts);
    [[nodiscard]] std::vector<std::string> read_texts(const std::string& name) const;
    // A list of one text.
    void write_text(const std::string& name, const std::string& text);
    [[nodiscard]] std::string read_text(const std::string& name) const;

    // Attributes of the group itself, or of the object in it that `object` names.
    void attribute(const std::string& name, std::string_view text, const std::string& object = ".");
    void attribute(const std::string& name, const std::vector<std::int64_t>& values, const std::string& object = ".");
    void attribute(const std::string& name, std::int64_t value, const std::string& object = ".");
    [[nodiscard]] bool has_attribute(const std::string& name, const std::string& object = ".") const;
    [[nodiscard]] std::string text_attribute(const std::string& name, const std::string& object = ".") const;
    [[nodiscard]] std::vector<std::int64_t> integer_attribute(const std::string& name,
                                                              const std::string& object = ".") const;

    // Printable, for messages.
    [[nodiscard]] std::string path_of(const std::string& name) const;

  private:
    // Throws unless `name` is a child reached by a hard link, or "." where an attribute may belong to the group itself.
    void require_child(const std::string& name) const;
    [[nodiscard]] Handle open_attribute(const std::string& name, const std::string& object) const;

    Handle handle_;
    std::string path_;
    std::shared_ptr<ReadBudget> budget_;
};

class File {
  public:
    // In memory, since the library does not handle a full disc; the caller writes bytes() to the disc.
    static File create();
    static File open(const std::filesystem::path& path);  // read only; a plain file, no pipe or device

    [[nodiscard]] Group root() const;
    // The contents of a file on the disc, once all objects but this one are closed.
    [[nodiscard]] std::string bytes() const;

  private:
    explicit File(Handle handle, std::shared_ptr<ReadBudget> budget = nullptr)
        : handle_(std::move(handle)), budget_(std::move(budget)) {}
    Handle handle_;
    std::shared_ptr<ReadBudget> budget_;
};

// A file with what `fill` writes into its root group: complete or not at all, like write_safely (io/safe_write.hpp).
// UserError if it cannot be written.
void write_file(const std::filesystem::path& path, const std::function<void(Group& root)>& fill);

}  // namespace spondyl::hdf5
