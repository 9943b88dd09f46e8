// SPDX-License-Identifier: Apache-2.0
// Location and storage of the rows of a dataset in a file that may come from an untrusted source. For the sources of
// hdf5.hpp alone.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/results/hdf5.hpp"

namespace spondyl::hdf5 {

// Filters of a dataset, in the order in which they were applied.
struct Pipeline {
    bool shuffle = false;
    bool deflate = false;
    bool checksum = false;
};

// Chunks are unpacked here and not by the HDF5 library, whose filters trust the lengths and data in the file: here the
// unpacked data must fill their chunk exactly.
class StoredRows {
  public:
    // Refuses data outside the file (external, virtual), filters other than those of Pipeline, shapes other than lists
    // or tables of at most four dimensions, and more values than the stored bytes can hold. `dataset` must stay open.
    StoredRows(hid_t dataset, std::string name, std::shared_ptr<ReadBudget> budget);

    [[nodiscard]] const Shape& shape() const { return shape_; }  // a single value: one row
    [[nodiscard]] hsize_t rows() const { return shape_.front(); }
    [[nodiscard]] std::size_t row_bytes() const { return row_bytes_; }
    [[nodiscard]] hid_t type() const { return type_.id(); }

    // Bytes of rows, as stored in the file. Taken from the budget.
    [[nodiscard]] std::vector<std::byte> read(hsize_t first_row, hsize_t count);

  private:
    void read_layout(hid_t properties);
    void read_pipeline(hid_t properties);
    void check_amount() const;
    void read_piece(hsize_t first_row, hsize_t count, std::byte* to) const;
    const std::vector<std::byte>& chunk(hsize_t index);
    [[nodiscard]] std::vector<std::byte> unpacked(std::vector<std::byte> packed, unsigned left_out) const;

    hid_t dataset_;
    std::string name_;
    std::shared_ptr<ReadBudget> budget_;
    Handle type_;
    Shape shape_;
    std::size_t value_bytes_ = 0, row_bytes_ = 0;
    hsize_t chunk_rows_ = 0;  // 0: in one piece
    Pipeline pipeline_;
    // The chunk that was unpacked last, since rows are mostly read one after the other.
    std::optional<hsize_t> at_hand_;
    std::vector<std::byte> chunk_;
};

}  // namespace spondyl::hdf5
