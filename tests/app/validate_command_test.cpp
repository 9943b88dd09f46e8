// SPDX-License-Identifier: Apache-2.0
// `spondyl validate` on its quickest group, as continuous integration runs it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/app/subprocess.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

TEST(ValidateCommand, judges_every_row_of_the_disc_and_writes_the_report) {
    const test::ScratchFolder folder;
    const test::Finished finished = test::spondyl({"validate", "--select", "disc_only", "--mesh", "coarse", "--json",
                                                   "-", "--report", (folder.path() / "report").string()});
    ASSERT_TRUE(finished.code == 0 || finished.code == 1) << finished.err;
    EXPECT_TRUE(finished.err.empty()) << "nothing but the object where nobody is looking: " << finished.err;
    const nlohmann::json object = nlohmann::json::parse(finished.out);
    const nlohmann::json listed =
        nlohmann::json::parse(test::spondyl({"validate", "--list", "--select", "disc_only", "--json", "-"}).out);
    ASSERT_EQ(object.at("rows").size(), listed.at("rows").size());
    int passed = 0;
    for (const nlohmann::json& row : object.at("rows")) {
        ASSERT_TRUE(row.at("model").is_number()) << row;
        const double model = row.at("model");
        const bool inside = model >= row.at("low").get<double>() && model <= row.at("high").get<double>();
        EXPECT_EQ(row.at("verdict"), inside ? "pass" : "FAIL") << row;
        passed += inside ? 1 : 0;
    }
    EXPECT_EQ(object.at("all").at("passed"), passed);
    EXPECT_EQ(finished.code, passed == object.at("all").at("judged") ? 0 : 1);
    for (const nlohmann::json& experiment : object.at("experiments")) EXPECT_EQ(experiment.at("complete"), true);
    const std::string report = test::read_text(folder.path() / "report" / "report.md");
    EXPECT_NE(report.find("disc_only_flexion.png"), std::string::npos);
    EXPECT_TRUE(test::read_text(folder.path() / "report" / "disc_only_flexion.png").starts_with("\x89PNG"));
}

TEST(ValidateCommand, refuses_what_is_not_there) {
    const test::Finished row = test::spondyl({"validate", "--select", "knee"});
    EXPECT_EQ(row.code, 2);
    EXPECT_NE(row.err.find("disc_only"), std::string::npos) << row.err;
    const test::Finished set = test::spondyl(
        {"validate", "--select", "disc_flexion_rotation_1Nm", "--mesh", "coarse", "--tissue-set", "cork"});
    EXPECT_EQ(set.code, 2);
    EXPECT_NE(set.err.find("cork"), std::string::npos) << set.err;
    EXPECT_EQ(test::spondyl({"validate", "--mesh", "tiny"}).code, 2);
}

}  // namespace

}  // namespace spondyl
