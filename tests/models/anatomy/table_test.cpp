// SPDX-License-Identifier: Apache-2.0
#include "models/anatomy/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "core/error.hpp"
#include "models/anatomy/use_data_directory.hpp"

namespace spondyl {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;
namespace fs = std::filesystem;

class TableFile : public ::testing::Test {
  protected:
    void SetUp() override {
        const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
        folder_ = fs::temp_directory_path() / (std::string("spondyl_") + test->name() + std::to_string(::getpid()));
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    fs::path write(const std::string& text) {
        fs::path file = folder_ / "table.csv";
        std::ofstream(file) << text;
        return file;
    }

    fs::path folder_;
};

const std::string header = "level,parameter,value,unit,note\n";

TEST_F(TableFile, ReadsQuotesCommentsAndWindowsLineEnds) {
    const Table table = Table::read(
        write("# a comment\r\n" + header + "L4,width,49.5,mm,\"read, with \"\"care\"\"\"\r\n\r\nall,width,40,mm,\n"));
    ASSERT_EQ(table.rows().size(), 2u);
    EXPECT_EQ(table.text(table.rows()[0], "note"), "read, with \"care\"");
    EXPECT_DOUBLE_EQ(table.number("L4", "width", "mm"), 49.5);
}

TEST_F(TableFile, FallsBackToTheRowOfAllLevels) {
    const Table table = Table::read(write(header + "all,width,40,mm,\nL4,width,49.5,mm,\n"));
    EXPECT_DOUBLE_EQ(table.number("L3", "width", "mm"), 40.0);
    EXPECT_DOUBLE_EQ(table.number("L4", "width", "mm"), 49.5);
    EXPECT_EQ(table.find("L4", "depth"), nullptr);
}

TEST_F(TableFile, IsOfBoundedSize) {
    EXPECT_THAT(
        [&] { Table::read(write(header + std::string(70000, 'x') + "\n")); },
        ThrowsMessage<UserError>(HasSubstr("table.csv:2: the line has 70000 bytes, at most 65536 are allowed")));
    EXPECT_THAT([&] { Table::read(write(header.substr(0, header.size() - 1) + std::string(300, ',') + "\n")); },
                ThrowsMessage<UserError>(HasSubstr("table.csv:1: 305 columns, at most 256 are allowed")));
    // NOLINTNEXTLINE(bugprone-string-constructor): large on purpose
    EXPECT_THAT([&] { Table::read(write(std::string(17000000, '\n'))); },
                ThrowsMessage<UserError>(HasSubstr("table.csv: it has 17000000 bytes, at most 16777216 are allowed")));
    EXPECT_THAT([] { Table::read("/dev/zero"); }, ThrowsMessage<UserError>(HasSubstr("it is a device")));
}

TEST_F(TableFile, RefusesAWrongUnitWithFileAndLine) {
    const Table table = Table::read(write("# one\n" + header + "L4,width,4.95,cm,\n"));
    EXPECT_THAT([&] { (void)table.number("L4", "width", "mm"); },
                ThrowsMessage<UserError>(HasSubstr("table.csv:3: 'width' of L4 is in 'cm', expected 'mm'")));
}

TEST_F(TableFile, RefusesAMissingRow) {
    const Table table = Table::read(write(header + "L4,width,49.5,mm,\n"));
    EXPECT_THAT([&] { (void)table.number("L5", "width", "mm"); },
                ThrowsMessage<UserError>(HasSubstr("no row gives 'width' of L5")));
}

TEST_F(TableFile, RefusesWhatIsNotANumber) {
    const Table table = Table::read(write(header + "L4,width,49.5 mm,mm,\nL5,width,nan,mm,\nL3,width,,mm,\n"));
    EXPECT_THAT([&] { (void)table.number("L4", "width", "mm"); },
                ThrowsMessage<UserError>(HasSubstr(":2: '49.5 mm' in column 'value' is not a number")));
    EXPECT_THROW((void)table.number("L5", "width", "mm"), UserError);
    EXPECT_THROW((void)table.number("L3", "width", "mm"), UserError);
}

TEST_F(TableFile, RefusesTheWrongNumberOfCells) {
    const fs::path file = write(header + "L4,width,49.5,mm\n");
    EXPECT_THAT([&] { Table::read(file); }, ThrowsMessage<UserError>(HasSubstr(":2: 4 cells where the header has 5")));
}

TEST_F(TableFile, RefusesAnOpenQuote) {
    const fs::path file = write(header + "L4,width,49.5,mm,\"never closed\n");
    EXPECT_THAT([&] { Table::read(file); }, ThrowsMessage<UserError>(HasSubstr(":2: a quote is opened")));
}

TEST_F(TableFile, RefusesTwoRowsForTheSameThing) {
    const fs::path file = write(header + "L4,width,49.5,mm,\nL4,width,50,mm,\n");
    EXPECT_THAT([&] { Table::read(file); }, ThrowsMessage<UserError>(HasSubstr(":3: a second row for L4, width")));
}

TEST_F(TableFile, RefusesAHeaderWithoutItsColumns) {
    const fs::path file = write("level,value,unit\nL4,49.5,mm\n");
    EXPECT_THAT([&] { Table::read(file); }, ThrowsMessage<UserError>(HasSubstr("no column 'parameter'")));
    const fs::path empty = write("# nothing\n");
    EXPECT_THAT([&] { Table::read(empty); }, ThrowsMessage<UserError>(HasSubstr("no header")));
}

TEST_F(TableFile, RefusesAMissingFile) {
    EXPECT_THAT([&] { Table::read(folder_ / "absent.csv"); }, ThrowsMessage<UserError>(HasSubstr("absent.csv")));
}

TEST_F(TableFile, DataDirectoryFollowsTheEnvironment) {
    ASSERT_EQ(::setenv("SPONDYL_DATA", folder_.c_str(), 1), 0);
    EXPECT_EQ(data_directory(), folder_);
    ASSERT_EQ(::setenv("SPONDYL_DATA", (folder_ / "absent").c_str(), 1), 0);
    EXPECT_THROW(data_directory(), UserError);
    ::unsetenv("SPONDYL_DATA");
    EXPECT_TRUE(fs::exists(data_directory() / "disc_geometry.csv"));
}

TEST_F(TableFile, DataDirectoryIsWhatTheProgramChooses) {
    use_data_directory(folder_);
    EXPECT_EQ(data_directory(), folder_);
    EXPECT_THROW(use_data_directory(folder_ / "absent"), UserError);
    EXPECT_EQ(data_directory(), folder_) << "a refused folder changes nothing";
    use_data_directory({});
    EXPECT_TRUE(fs::exists(data_directory() / "disc_geometry.csv"));
}

// Every number of the geometry carries a unit, a source and how far it can be trusted.
TEST(GeometryTables, EveryRowHasUnitSourceAndConfidence) {
    for (const char* name : {"vertebra_geometry.csv", "disc_geometry.csv", "facets.csv", "scaling.csv",
                             "geometry_ranges.csv", "vertebra_processes.csv", "sacrum_shape.csv", "body_size.csv"}) {
        const Table table = Table::read(data_directory() / name);
        EXPECT_GT(table.rows().size(), 5u) << name;
        for (const Table::Row& row : table.rows()) {
            EXPECT_FALSE(table.text(row, "unit").empty()) << name << ':' << row.line;
            EXPECT_FALSE(table.text(row, "source").empty()) << name << ':' << row.line;
            EXPECT_THAT(table.text(row, "confidence"), ::testing::AnyOf("confirmed", "measured", "derived",
                                                                        "recalled-high", "recalled-medium", "assumed"))
                << name << ':' << row.line;
        }
    }
}

}  // namespace
}  // namespace spondyl
