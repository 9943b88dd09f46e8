// SPDX-License-Identifier: Apache-2.0
#include "io/results/hdf5_storage.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>

#include "io/results/hdf5_calls.hpp"

namespace spondyl::hdf5 {

namespace {

constexpr std::size_t checksum_bytes = 4;

// Fletcher's checksum over big-endian words of 16 bits, as filter 3 of the HDF5 format specification has it.
std::uint32_t fletcher32(const std::byte* data, std::size_t size) {
    std::uint32_t one = 0, two = 0;
    const auto fold = [](std::uint32_t sum) { return (sum & 0xFFFFU) + (sum >> 16U); };
    constexpr std::size_t longest = 360;  // words until a sum of 32 bits could overflow
    for (std::size_t i = 0, words = 0; i < size; i += 2) {
        const std::uint32_t low = i + 1 < size ? std::to_integer<std::uint32_t>(data[i + 1]) : 0;
        one += std::to_integer<std::uint32_t>(data[i]) << 8U | low;
        two += one;
        if (++words % longest == 0) {
            one = fold(one);
            two = fold(two);
        }
    }
    return fold(fold(two)) << 16U | fold(fold(one));
}

// Shuffled bytes: all first bytes of the values, then all second ones, and so on.
std::vector<std::byte> unshuffled(const std::vector<std::byte>& bytes, std::size_t value_bytes) {
    const std::size_t values = bytes.size() / value_bytes;
    std::vector<std::byte> result(bytes.size());
    for (std::size_t k = 0; k < value_bytes; ++k) {
        for (std::size_t i = 0; i < values; ++i) result[i * value_bytes + k] = bytes[k * values + i];
    }
    return result;
}

Shape shape_of(hid_t dataset, const std::string& name) {
    const Handle space(H5Dget_space(dataset), H5Sclose, "get the shape of " + name);
    const H5S_class_t kind = H5Sget_simple_extent_type(space.id());
    if (kind == H5S_SCALAR) return {1};
    const int rank = H5Sget_simple_extent_ndims(space.id());
    constexpr int most = 4;
    if (kind != H5S_SIMPLE || rank < 1 || rank > most)
        throw Error(fmt::format("{} is neither a list nor a table", name));
    Shape shape(static_cast<std::size_t>(rank));
    check(H5Sget_simple_extent_dims(space.id(), shape.data(), nullptr), "get the shape of " + name);
    return shape;
}

}  // namespace

StoredRows::StoredRows(hid_t dataset, std::string name, std::shared_ptr<ReadBudget> budget)
    : dataset_(dataset), name_(std::move(name)), budget_(std::move(budget)) {
    const Handle properties(H5Dget_create_plist(dataset), H5Pclose, "get the layout of " + name_);
    // First, because the shape of a virtual dataset is already looked up in other files.
    const H5D_layout_t layout = H5Pget_layout(properties.id());
    if (layout == H5D_VIRTUAL || H5Pget_external_count(properties.id()) != 0)
        throw Error(fmt::format("{} takes its data from other files; a result holds them itself", name_));
    shape_ = shape_of(dataset, name_);
    type_ = Handle(H5Dget_type(dataset), H5Tclose, "get the type of " + name_);
    const H5T_class_t kind = H5Tget_class(type_.id());
    const bool is_text = kind == H5T_STRING && H5Tis_variable_str(type_.id()) == 0;
    if (kind != H5T_FLOAT && kind != H5T_INTEGER && !is_text)
        throw Error(fmt::format("{} holds neither numbers nor texts of fixed length", name_));
    value_bytes_ = H5Tget_size(type_.id());
    std::uint64_t bytes = value_bytes_;
    for (std::size_t k = 1; k < shape_.size(); ++k) bytes = saturated_product(bytes, shape_[k]);
    if (value_bytes_ == 0 || saturated_product(bytes, rows()) > memory_at_most ||
        (rows() == 0 && bytes > memory_at_most))
        throw Error(fmt::format("{} announces {} values of {} bytes, more than any result", name_,
                                fmt::join(shape_, " x "), value_bytes_));
    row_bytes_ = bytes;
    if (layout == H5D_CHUNKED) {
        read_layout(properties.id());
        read_pipeline(properties.id());
    }
    check_amount();
}

void StoredRows::read_layout(hid_t properties) {
    Shape extent(shape_.size());
    const int rank = H5Pget_chunk(properties, static_cast<int>(extent.size()), extent.data());
    // Whole rows in each chunk, as Spondyl writes them.
    if (rank != static_cast<int>(extent.size()) || extent[0] == 0 ||
        !std::equal(extent.begin() + 1, extent.end(), shape_.begin() + 1) ||
        saturated_product(extent[0], row_bytes_) > largest_chunk_bytes)
        throw Error(
            fmt::format("{} is stored in chunks of {} values of {} bytes; whole rows and at most {} bytes are "
                        "allowed",
                        name_, fmt::join(extent, " x "), value_bytes_, largest_chunk_bytes));
    chunk_rows_ = extent[0];
}

void StoredRows::read_pipeline(hid_t properties) {
    const int count = H5Pget_nfilters(properties);
    H5Z_filter_t before = 0;
    for (int i = 0; i < count; ++i) {
        unsigned flags = 0;
        std::size_t values = 0;
        const H5Z_filter_t filter =
            H5Pget_filter2(properties, static_cast<unsigned>(i), &flags, &values, nullptr, 0, nullptr, nullptr);
        const bool in_order = filter == H5Z_FILTER_SHUFFLE      ? i == 0
                              : filter == H5Z_FILTER_DEFLATE    ? before == 0 || before == H5Z_FILTER_SHUFFLE
                              : filter == H5Z_FILTER_FLETCHER32 ? before != H5Z_FILTER_FLETCHER32
                                                                : false;
        if (!in_order)
            throw Error(
                fmt::format("{} is packed with filter {} as number {}; shuffle, deflate and Fletcher's checksum "
                            "are allowed, in this order",
                            name_, filter, i + 1));
        (filter == H5Z_FILTER_SHUFFLE   ? pipeline_.shuffle
         : filter == H5Z_FILTER_DEFLATE ? pipeline_.deflate
                                        : pipeline_.checksum) = true;
        before = filter;
    }
}

void StoredRows::check_amount() const {
    const std::uint64_t bytes = rows() * row_bytes_;
    if (bytes == 0) return;
    const std::uint64_t stored = H5Dget_storage_size(dataset_);
    const bool in_one_piece = chunk_rows_ == 0;
    // The last chunk may be filled only partly.
    const std::uint64_t most = pipeline_.deflate ? saturated_product(largest_inflation, stored) : stored;
    if (stored > budget_->file_bytes() || bytes > most || (in_one_piece && bytes != stored))
        throw Error(fmt::format("{} announces {} bytes and stores {}", name_, bytes, stored));
}

void StoredRows::read_piece(hsize_t first_row, hsize_t count, std::byte* to) const {
    Shape start(shape_.size(), 0), extent = shape_;
    start[0] = first_row;
    extent[0] = count;
    const Handle memory = simple_space(extent);
    const Handle file(H5Dget_space(dataset_), H5Sclose, "get the shape of " + name_);
    if (H5Sget_simple_extent_type(file.id()) == H5S_SIMPLE)
        check(H5Sselect_hyperslab(file.id(), H5S_SELECT_SET, start.data(), nullptr, extent.data(), nullptr),
              "select rows of " + name_);
    // With the type of the file in memory nothing is converted, so the library writes count * row_bytes_ bytes.
    check(H5Dread(dataset_, type_.id(), memory.id(), file.id(), H5P_DEFAULT, to), "read " + name_);
}

std::vector<std::byte> StoredRows::unpacked(std::vector<std::byte> packed, unsigned left_out) const {
    const std::size_t size = chunk_rows_ * row_bytes_;
    // The library omits a filter that does not make a chunk smaller: bit = position in the pipeline.
    const unsigned deflate_bit = pipeline_.shuffle ? 2U : 1U;
    const unsigned checksum_bit = pipeline_.deflate ? deflate_bit << 1U : deflate_bit;
    if (pipeline_.checksum) {
        if ((left_out & checksum_bit) != 0 || packed.size() < checksum_bytes)
            throw Error(fmt::format("{} has a chunk without its checksum", name_));
        const std::size_t length = packed.size() - checksum_bytes;
        std::uint32_t stored_sum = 0;
        for (std::size_t i = checksum_bytes; i-- > 0;)
            stored_sum = stored_sum << 8U | std::to_integer<std::uint32_t>(packed[length + i]);
        if (fletcher32(packed.data(), length) != stored_sum)
            throw Error(fmt::format("{} is damaged: its checksum does not match its data", name_));
        packed.resize(length);
    }
    if (pipeline_.deflate && (left_out & deflate_bit) == 0) {
        std::vector<std::byte> inflated(size);
        uLongf written = size;
        uLong used = packed.size();
        const int status = uncompress2(reinterpret_cast<Bytef*>(inflated.data()), &written,
                                       reinterpret_cast<const Bytef*>(packed.data()), &used);
        if (status != Z_OK || written != size)
            throw Error(fmt::format("{} is damaged: its packed data do not fill a chunk", name_));
        packed = std::move(inflated);
    }
    if (packed.size() != size) throw Error(fmt::format("{} is damaged: a chunk has another size", name_));
    const bool shuffled = pipeline_.shuffle && (left_out & 1U) == 0 && value_bytes_ > 1;
    return shuffled ? unshuffled(packed, value_bytes_) : packed;
}

const std::vector<std::byte>& StoredRows::chunk(hsize_t index) {
    if (at_hand_ == index) return chunk_;
    at_hand_.reset();
    const std::size_t size = chunk_rows_ * row_bytes_;
    Shape offset(shape_.size(), 0);
    offset[0] = index * chunk_rows_;
    hsize_t stored = 0;
    check(H5Dget_chunk_storage_size(dataset_, offset.data(), &stored), "find a chunk of " + name_);
    // Deflate lengthens a chunk that it cannot compress by less than a thousandth.
    if (stored == 0 || stored > size + size / 1000 + 64)
        throw Error(fmt::format("{} stores {} bytes for a chunk of {}", name_, stored, size));
    std::vector<std::byte> packed(stored);
    std::uint32_t left_out = 0;
    check(H5Dread_chunk(dataset_, H5P_DEFAULT, offset.data(), &left_out, packed.data()), "read " + name_);
    chunk_ = unpacked(std::move(packed), left_out);
    at_hand_ = index;
    return chunk_;
}

std::vector<std::byte> StoredRows::read(hsize_t first_row, hsize_t count) {
    if (first_row > rows() || count > rows() - first_row) {
        throw Error(
            fmt::format("{} has {} rows, rows {} to {} are needed", name_, rows(), first_row, first_row + count));
    }
    budget_->take(count, row_bytes_, name_);
    std::vector<std::byte> bytes(count * row_bytes_);
    if (bytes.empty()) return bytes;
    if (chunk_rows_ == 0) {
        read_piece(first_row, count, bytes.data());
        return bytes;
    }
    for (hsize_t done = 0; done < count;) {
        const hsize_t row = first_row + done, within = row % chunk_rows_;
        const hsize_t taken = std::min(chunk_rows_ - within, count - done);
        const std::vector<std::byte>& source = chunk(row / chunk_rows_);
        std::memcpy(bytes.data() + done * row_bytes_, source.data() + within * row_bytes_, taken * row_bytes_);
        done += taken;
    }
    return bytes;
}

}  // namespace spondyl::hdf5
