// SPDX-License-Identifier: Apache-2.0

// Result files: whatever the bytes, they are a result or a UserError, and a result that is accepted fills every table.
//
// An input that begins as an HDF5 file is one. Since the checksums of the format stop most changes of single bytes, any
// other input is a list of instructions that change a valid file by way of the HDF5 library: values, shapes, types,
// links and names that fit the format and not the program.
#include <hdf5.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "io/results/result_file.hpp"
#include "io/results/summary_csv.hpp"
#include "tests/io/sample_result.hpp"

namespace {

using Shape = std::vector<hsize_t>;

// A file of its own for this process, gone afterwards. HDF5 opens no file without a place in a folder.
class ScratchFile {
  public:
    explicit ScratchFile(std::string_view bytes)
        : path_(std::filesystem::temp_directory_path() / ("spondyl-fuzz-" + std::to_string(getpid()) + ".vtkhdf")) {
        std::ofstream(path_, std::ios::binary) << bytes;
    }
    ~ScratchFile() { std::filesystem::remove(path_); }
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

// The input, taken from its front; zeros once it is used up.
class Source {
  public:
    explicit Source(std::string_view bytes) : bytes_(bytes) {}

    [[nodiscard]] bool is_empty() const { return bytes_.empty(); }
    template <class Number>
    Number number() {
        Number value{};
        const std::size_t taken = std::min(sizeof(Number), bytes_.size());
        std::memcpy(&value, bytes_.data(), taken);
        bytes_.remove_prefix(taken);
        return value;
    }
    std::size_t below(std::size_t count) { return number<std::uint16_t>() % count; }
    std::string text() {
        const std::string taken(bytes_.substr(0, number<std::uint8_t>() % 32));
        bytes_.remove_prefix(std::min(taken.size(), bytes_.size()));
        return taken;
    }

  private:
    std::string_view bytes_;
};

// A valid result and the paths of all its groups and datasets.
struct Valid {
    std::string bytes;
    std::vector<std::string> paths;
};

Valid make_valid() {
    const ScratchFile scratch("");
    const std::filesystem::path& path = scratch.path();
    spondyl::write_results(spondyl::test::sample_result(), path);
    Valid valid;
    std::ifstream stream(path, std::ios::binary);
    valid.bytes.assign(std::istreambuf_iterator<char>(stream), {});
    const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    H5Lvisit(
        file, H5_INDEX_NAME, H5_ITER_INC,
        [](hid_t, const char* name, const H5L_info_t*, void* data) -> herr_t {
            static_cast<std::vector<std::string>*>(data)->emplace_back(name);
            return 0;
        },
        &valid.paths);
    H5Fclose(file);
    return valid;
}

const Valid& valid() {
    static const Valid made = make_valid();
    return made;
}

hid_t some_type(Source& source) {
    const std::array plain = {H5T_IEEE_F64LE, H5T_IEEE_F64BE, H5T_IEEE_F32LE, H5T_STD_I64LE,
                              H5T_STD_I32LE,  H5T_STD_U8LE,   H5T_STD_B64LE,  H5T_STD_REF_OBJ};
    const std::size_t choice = source.below(plain.size() + 2);
    if (choice < plain.size()) return H5Tcopy(plain[choice]);
    const hid_t text = H5Tcopy(H5T_C_S1);
    H5Tset_size(text, choice == plain.size() ? H5T_VARIABLE : source.number<std::uint32_t>() >> source.below(32));
    return text;
}

Shape some_shape(Source& source) {
    Shape shape(source.below(4));
    for (hsize_t& extent : shape) extent = source.number<std::uint64_t>() >> source.below(64);
    return shape;
}

hid_t some_layout(Source& source, const Shape& shape) {
    const hid_t layout = H5Pcreate(H5P_DATASET_CREATE);
    const unsigned choice = source.number<std::uint8_t>();
    if ((choice & 1U) != 0 && !shape.empty()) {
        Shape chunk = shape;
        for (hsize_t& extent : chunk) extent = std::max<hsize_t>(extent >> source.below(32), 1);
        H5Pset_chunk(layout, static_cast<int>(chunk.size()), chunk.data());
        if ((choice & 2U) != 0) H5Pset_shuffle(layout);
        if ((choice & 4U) != 0) H5Pset_deflate(layout, 1);
        if ((choice & 8U) != 0) H5Pset_fletcher32(layout);
    }
    if ((choice & 32U) != 0) H5Pset_layout(layout, H5D_COMPACT);
    return layout;
}

// Another dataset at the path. Only small ones get values: a large one shall not be written, but read.
void replace_dataset(hid_t file, const std::string& path, Source& source) {
    const hid_t type = some_type(source);
    const Shape shape = some_shape(source);
    const hid_t space = shape.empty() ? H5Screate(source.below(2) == 0 ? H5S_SCALAR : H5S_NULL)
                                      : H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr);
    const hid_t layout = some_layout(source, shape);
    H5Ldelete(file, path.c_str(), H5P_DEFAULT);
    const hid_t dataset = H5Dcreate2(file, path.c_str(), type, space, H5P_DEFAULT, layout, H5P_DEFAULT);
    std::vector<char> values(65536, source.number<char>());
    std::size_t bytes = H5Tget_size(type);
    for (const hsize_t extent : shape) bytes = extent > values.size() ? values.size() + 1 : bytes * extent;
    if (dataset >= 0 && bytes <= values.size() && H5Tis_variable_str(type) == 0 && H5Tget_class(type) != H5T_REFERENCE)
        H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    H5Dclose(dataset);
    H5Pclose(layout);
    H5Sclose(space);
    H5Tclose(type);
}

// Other bytes at some place of the values, with a checksum that fits.
void change_values(hid_t file, const std::string& path, Source& source) {
    const hid_t dataset = H5Dopen2(file, path.c_str(), H5P_DEFAULT);
    if (dataset < 0) return;
    const hid_t type = H5Dget_type(dataset), space = H5Dget_space(dataset);
    const auto count = static_cast<std::size_t>(std::max<hssize_t>(H5Sget_simple_extent_npoints(space), 0));
    const std::size_t width = H5Tget_size(type);
    // A dataset that another change has put there may announce any size.
    constexpr std::size_t most = 65536;
    std::vector<char> values(width > 0 && count < most / width ? count * width : 0);
    if (!values.empty() && H5Tis_variable_str(type) == 0 &&
        H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) >= 0) {
        const std::size_t first = source.below(values.size()) / 8 * 8;
        const auto value = source.number<std::uint64_t>();
        std::memcpy(values.data() + first, &value, std::min(sizeof value, values.size() - first));
        H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    }
    H5Sclose(space);
    H5Tclose(type);
    H5Dclose(dataset);
}

void change(hid_t file, Source& source) {
    const std::vector<std::string>& paths = valid().paths;
    const std::string& path = paths[source.below(paths.size())];
    const std::string& other = paths[source.below(paths.size())];
    switch (source.below(8)) {
        case 0:
            H5Ldelete(file, path.c_str(), H5P_DEFAULT);
            break;
        case 1:
            H5Ldelete(file, path.c_str(), H5P_DEFAULT);
            H5Lcreate_hard(file, other.c_str(), file, path.c_str(), H5P_DEFAULT, H5P_DEFAULT);
            break;
        case 2:
            H5Ldelete(file, path.c_str(), H5P_DEFAULT);
            H5Lcreate_soft(other.c_str(), file, path.c_str(), H5P_DEFAULT, H5P_DEFAULT);
            break;
        case 3:
            H5Ldelete(file, path.c_str(), H5P_DEFAULT);
            H5Lcreate_external(source.text().c_str(), other.c_str(), file, path.c_str(), H5P_DEFAULT, H5P_DEFAULT);
            break;
        case 4:
            replace_dataset(file, path, source);
            break;
        default:
            change_values(file, path, source);
    }
}

void change_all(const std::filesystem::path& path, Source source) {
    const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    H5Pset_libver_bounds(access, source.below(2) == 0 ? H5F_LIBVER_V110 : H5F_LIBVER_EARLIEST, H5F_LIBVER_V110);
    const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, access);
    constexpr int most_changes = 16;
    for (int i = 0; i < most_changes && !source.is_empty(); ++i) change(file, source);
    H5Fclose(file);
    H5Pclose(access);
}

}  // namespace

// The HDF5 library loses some bytes on damaged files; our own leaks are still found. And it takes no for an answer when
// it asks for gigabytes that a file tells of; our own allocations end the program then.
extern "C" const char* __lsan_default_suppressions() {  // NOLINT(bugprone-reserved-identifier)
    return "leak:libhdf5";
}
extern "C" const char* __asan_default_options() {  // NOLINT(bugprone-reserved-identifier)
    return "allocator_may_return_null=1:max_allocation_size_mb=1024";
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const bool is_file = input.starts_with("\x89HDF");
    const ScratchFile file(is_file ? input : valid().bytes);
    if (!is_file) change_all(file.path(), Source(input));
    try {
        const spondyl::Result result = spondyl::read_results(file.path());
        spondyl::summary_csv(result);
        spondyl::ligaments_csv(result);
        spondyl::facets_csv(result);
        spondyl::tasks_csv(result);
        spondyl::muscles_csv(result);
    } catch (const spondyl::UserError&) {
    }
    return 0;
}
