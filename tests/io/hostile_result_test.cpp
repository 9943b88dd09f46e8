// SPDX-License-Identifier: Apache-2.0
// Result files from strangers: whatever they hold, the reader answers with what is wrong and where.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "core/error.hpp"
#include "io/results/hdf5.hpp"
#include "io/results/result_file.hpp"
#include "tests/io/hostile_results.hpp"
#include "tests/io/sample_result.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;
using test::HostileResult;
using test::ScratchFolder;
using ::testing::AllOf;
using ::testing::HasSubstr;

std::string read_error(const fs::path& path) {
    try {
        read_results(path);
    } catch (const UserError& error) {
        return error.what();
    }
    return "read";
}

class HostileResultFile : public ::testing::TestWithParam<HostileResult> {};

TEST_P(HostileResultFile, is_refused) {
    const ScratchFolder folder;
    const fs::path path = folder.path() / "a.vtkhdf";
    write_hostile_result(GetParam(), path);
    EXPECT_THAT(read_error(path),
                AllOf(HasSubstr("a.vtkhdf is not a result of spondyl run: "), HasSubstr(GetParam().says)));
}

INSTANTIATE_TEST_SUITE_P(all, HostileResultFile, ::testing::ValuesIn(test::hostile_results()),
                         [](const auto& test) { return test.param.name; });

TEST(HostileFile, a_pipe_or_a_device_is_not_waited_for) {
    const ScratchFolder folder;
    const fs::path pipe = folder.path() / "pipe.vtkhdf";
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_THAT(read_error(pipe), HasSubstr("it is not a plain file"));
    EXPECT_THAT(read_error("/dev/zero"), HasSubstr("it is not a plain file"));
    EXPECT_THAT(read_error(folder.path()), HasSubstr("it is not a plain file"));
}

TEST(HostileFile, a_list_of_texts_is_no_attribute_of_one) {
    const ScratchFolder folder;
    const fs::path path = folder.path() / "a.h5";
    hdf5::write_file(path, [](hdf5::Group& root) {
        root.create_group("a");
        root.write<double>("b", {1.0});
        root.attribute("one", "text", "b");
    });
    {
        const hsize_t count = 1000;
        const hdf5::Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "open the file");
        const hdf5::Handle space(H5Screate_simple(1, &count, nullptr), H5Sclose, "make a space");
        const hdf5::Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "make a type");
        H5Tset_size(type.id(), 8);
        const hdf5::Handle list(
            H5Acreate_by_name(file.id(), "a", "list", type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
            H5Aclose, "make an attribute");
    }
    const hdf5::File file = hdf5::File::open(path);
    EXPECT_EQ(file.root().text_attribute("one", "b"), "text");
    EXPECT_THROW(static_cast<void>(file.root().text_attribute("list", "a")), hdf5::Error);
    EXPECT_THROW(static_cast<void>(file.root().text_attribute("list", "./a")), hdf5::Error);
}

// Where a chunk of a dataset lies in the file.
std::pair<haddr_t, hsize_t> place_of(const fs::path& path, const std::string& dataset) {
    const hdf5::Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open the file");
    const hdf5::Handle opened(H5Dopen2(file.id(), dataset.c_str(), H5P_DEFAULT), H5Dclose, "open " + dataset);
    const std::vector<hsize_t> first(4, 0);
    unsigned filters = 0;
    haddr_t address = 0;
    hsize_t size = 0;
    EXPECT_GE(H5Dget_chunk_info_by_coord(opened.id(), first.data(), &filters, &address, &size), 0);
    return {address, size};
}

TEST(HostileFile, a_flipped_bit_is_found_in_every_dataset) {
    const ScratchFolder folder;
    const fs::path path = folder.path() / "a.vtkhdf";
    write_results(test::sample_result(), path);
    const std::string whole = test::read_text(path);
    for (const std::string dataset : {"/VTKHDF/Points",
                                      "/VTKHDF/Connectivity",
                                      "/VTKHDF/PointData/displacement_mm",
                                      "/VTKHDF/CellData/part",
                                      "/VTKHDF/CellData/cauchy_stress_MPa",
                                      "/VTKHDF/Steps/Values",
                                      "/states/step",
                                      "/states/cell_fields",
                                      "/summary/disc",
                                      "/summary/compression_N",
                                      "/history/converged",
                                      "/bones/L5/rotation",
                                      "/ligaments/strain_peak",
                                      "/fascicles/upper",
                                      "/facet_joints/1/lower/triangles",
                                      "/facet_joints/0/pressure_MPa",
                                      "/settle/cranial_mm",
                                      "/tasks/load_N",
                                      "/indices/lifft_risk",
                                      "/muscles/path_offsets",
                                      "/muscles/name",
                                      "/body/from",
                                      "/external_forces/force_N",
                                      "/provenance/title",
                                      "/provenance/threads",
                                      "/status/failure"}) {
        const auto [address, size] = place_of(path, dataset);
        ASSERT_GT(size, 4U);
        std::string flipped = whole;
        flipped[address + size / 2] = static_cast<char>(flipped[address + size / 2] ^ 0x10);
        EXPECT_THAT(read_error(folder.write("b.vtkhdf", flipped)),
                    HasSubstr(dataset + " is damaged: its checksum does not match its data"));
    }
}

// Only what lies between the objects is free of checksums, and nobody reads it.
TEST(HostileFile, a_flipped_bit_anywhere_is_found_or_without_effect) {
    const ScratchFolder folder;
    const fs::path path = folder.path() / "a.vtkhdf", again = folder.path() / "again.vtkhdf";
    write_results(test::sample_result(), path);
    const std::string whole = test::read_text(path);
    constexpr std::size_t stride = 997;
    for (std::size_t at = 0; at < whole.size(); at += stride) {
        std::string flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ 0x01);
        const fs::path file = folder.write("b.vtkhdf", flipped);
        if (read_error(file) != "read") continue;
        write_results(read_results(file), again);
        EXPECT_EQ(test::read_text(again), whole) << "byte " << at;
    }
}

TEST(HostileFile, files_of_an_earlier_attack_are_refused) {
    int files = 0;
    for (const auto& entry : fs::directory_iterator(fs::path(SPONDYL_SOURCE_DIR) / "tests/fuzz/corpus/result")) {
        if (!entry.path().filename().string().starts_with("attack_")) continue;
        EXPECT_THAT(read_error(entry.path()), HasSubstr("is not a result of spondyl run: ")) << entry.path();
        ++files;
    }
    EXPECT_EQ(files, 5);
}

}  // namespace

}  // namespace spondyl
