// SPDX-License-Identifier: Apache-2.0
#include "io/results/result_tables.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "io/results/result_file.hpp"
#include "io/results/summary_csv.hpp"
#include "tests/io/sample_result.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

class ResultTables : public ::testing::Test {
  protected:
    [[nodiscard]] fs::path path() const { return folder_.path() / "out"; }
    void save(const Result& result) const {
        const OwnedFolder owned(path());
        FileSet set(owned);
        add_result(set, result);
        remove_made(set, path());
        set.commit();
    }
    void list(const std::string& run_id, const std::vector<std::string>& names) const {
        const OwnedFolder owned(path());
        FileSet set(owned);
        add_made(set, path(), run_id, names);
        set.commit();
    }
    const test::ScratchFolder folder_;
    Result result_ = test::sample_result(2, 3);
};

TEST_F(ResultTables, of_one_run_pass) {
    save(result_);
    EXPECT_NO_THROW(check_tables(path() / result_file_name, read_results(path() / result_file_name)));
    EXPECT_EQ(test::read_text(path() / muscle_file_name), muscles_csv(result_));
}

TEST_F(ResultTables, of_another_run_are_found) {
    save(result_);
    result_.run_id = std::string(32, 'c');
    folder_.write("out/facets.csv", facets_csv(result_));
    try {
        check_tables(path() / result_file_name, read_results(path() / result_file_name));
        FAIL();
    } catch (const UserError& error) {
        EXPECT_THAT(error.what(), ::testing::HasSubstr("facets.csv does not carry the run_id"));
    }
    fs::remove(path() / "facets.csv");
    EXPECT_NO_THROW(check_tables(path() / result_file_name, read_results(path() / result_file_name)));
}

TEST_F(ResultTables, results_without_a_run_id_are_left_alone) {
    result_.run_id.clear();
    save(result_);
    folder_.write("out/discs.csv", "a,b\n1,2\n");
    EXPECT_NO_THROW(check_tables(path() / result_file_name, read_results(path() / result_file_name)));
}

TEST_F(ResultTables, pictures_of_the_old_result_go_and_those_of_the_user_stay) {
    save(result_);
    for (const char* name : {"column.png", "discs.pvd", "discs_0000.vtu", "mine.png"})
        folder_.write(std::string("out/") + name, "x");
    list(result_.run_id, {"column.png"});
    list(result_.run_id, {"discs.pvd", "discs_0000.vtu"});
    EXPECT_THAT(read_made(path()).names, ::testing::ElementsAre("column.png", "discs.pvd", "discs_0000.vtu"));
    save(result_);
    for (const char* name : {"column.png", "discs.pvd", "discs_0000.vtu", made_list_name})
        EXPECT_FALSE(fs::exists(path() / name)) << name;
    EXPECT_TRUE(fs::exists(path() / "mine.png"));
}

TEST_F(ResultTables, a_list_from_elsewhere_takes_away_nothing_but_pictures) {
    save(result_);
    folder_.write("victim.png", "x");
    folder_.write("out/thesis.docx", "x");
    folder_.write("out/.spondyl-files",
                  R"({"run_id": "x", "files": ["../victim.png", "thesis.docx", ".png", "a/b.png"]})");
    EXPECT_THAT(read_made(path()).names, ::testing::IsEmpty());
    save(result_);
    EXPECT_TRUE(fs::exists(folder_.path() / "victim.png"));
    EXPECT_TRUE(fs::exists(path() / "thesis.docx"));
    folder_.write("out/.spondyl-files", "nonsense");
    EXPECT_NO_THROW(save(result_));
}

}  // namespace

}  // namespace spondyl
