// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "io/cache/cache_folder.hpp"
#include "io/results/result_file.hpp"
#include "tests/app/running.hpp"
#include "tests/app/subprocess.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {
namespace {

namespace fs = std::filesystem;
using test::Finished;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class CacheCommand : public ::testing::Test {
  protected:
    CacheCommand() { setenv("SPONDYL_CACHE", cache.c_str(), 1); }
    [[nodiscard]] std::vector<std::string> run(const std::string& output) const {
        return {"run", scenario.string(), "-o", (folder.path() / output).string(), "--threads", "1", "--quiet"};
    }
    [[nodiscard]] std::vector<Vec3> end_of(const std::string& output) const {
        return read_results(folder.path() / output / "result.vtkhdf").states.back().displacement;
    }

    const test::ScratchFolder folder;
    const fs::path cache = folder.path() / "cache";
    const fs::path scenario = folder.write("a.toml", R"(title = "Segment"
[spine]
top = "L4"
bottom = "L5"
mesh = "coarse"
[[step]]
name = "press"
follower_load_N = 200
)");
};

TEST_F(CacheCommand, lists_and_clears_what_runs_keep) {
    EXPECT_EQ(test::spondyl({"cache", "path"}).out, cache.string() + "\n");
    EXPECT_THAT(test::spondyl({"cache", "list"}).out, HasSubstr("0 settled spines in "));
    std::vector<std::string> without = run("without");
    without.emplace_back("--no-cache");
    ASSERT_EQ(test::spondyl(without).code, 0);
    EXPECT_FALSE(fs::exists(cache));
    ASSERT_EQ(test::spondyl(run("first")).code, 0);
    ASSERT_EQ(test::spondyl(run("second")).code, 0);
    EXPECT_EQ(end_of("first"), end_of("without"));
    EXPECT_EQ(end_of("second"), end_of("without"));
    const nlohmann::json list = nlohmann::json::parse(test::spondyl({"cache", "list", "--json"}).out);
    ASSERT_THAT(list.at("entries"), SizeIs(1));
    EXPECT_EQ(list.at("entries")[0].at("about"), "average, 170 cm, 70 kg, 40 years; L4 to L5, coarse, hgo_dispersed");
    EXPECT_EQ(fs::status(cache).permissions(), fs::perms::owner_all);
    EXPECT_EQ(test::spondyl({"cache", "clear"}).out, "Removed 1 file from " + cache.string() + "\n");
    EXPECT_THAT(CacheFolder(cache).entries(), IsEmpty());
}

TEST_F(CacheCommand, two_runs_at_once_share_one_spine) {
    test::Running first(run("first"));
    test::Running second(run("second"));
    EXPECT_EQ(first.wait().code, 0);
    EXPECT_EQ(second.wait().code, 0);
    EXPECT_EQ(end_of("first"), end_of("second"));
    EXPECT_EQ(std::distance(fs::directory_iterator(cache), fs::directory_iterator()), 1)
        << "no lock, nothing half-written";
}

TEST_F(CacheCommand, a_folder_that_cannot_be_is_no_reason_to_fail) {
    setenv("SPONDYL_CACHE", "/proc/nowhere", 1);
    EXPECT_EQ(test::spondyl(run("a")).code, 0);
    setenv("SPONDYL_CACHE", "here", 1);
    const Finished refused = test::spondyl(run("b"));
    EXPECT_EQ(refused.code, 2);
    EXPECT_THAT(refused.err, HasSubstr("SPONDYL_CACHE is \"here\"; allowed: an absolute path, or \"off\""));
    setenv("SPONDYL_CACHE", "off", 1);
    EXPECT_EQ(test::spondyl({"cache", "list"}).code, 2);
}

}  // namespace
}  // namespace spondyl
