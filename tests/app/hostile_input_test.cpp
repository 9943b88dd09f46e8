// SPDX-License-Identifier: Apache-2.0
// Files, names and arguments that nobody means well: a message and the exit code of a user's mistake, and nothing that
// the terminal would obey.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "io/results/result_file.hpp"
#include "tests/app/stripped_disc.hpp"
#include "tests/app/subprocess.hpp"
#include "tests/io/sample_result.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

using test::coarse_disc;
using test::Finished;
using test::ScratchFolder;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

TEST(HostileInput, a_name_that_is_not_utf8_is_reported_in_text_and_json) {
    const Finished finished = test::spondyl({"check", "missing\xff.toml", "--json"});
    EXPECT_EQ(finished.code, 2);
    EXPECT_THAT(finished.err, HasSubstr("missing\\xff.toml: No such file"));
    const nlohmann::json object = nlohmann::json::parse(finished.out);
    EXPECT_EQ(object.at("exit_code"), 2);
    EXPECT_THAT(object.at("error").get<std::string>(), HasSubstr("missing\uFFFD.toml"));
    const ScratchFolder folder;
    const Finished valid = test::spondyl({"check", folder.write("a\xff.toml", coarse_disc).string(), "--json"});
    EXPECT_EQ(valid.code, 0) << valid.err;
    EXPECT_TRUE(nlohmann::json::accept(valid.out));
}

TEST(HostileInput, paths_that_lead_nowhere_are_mistakes_of_the_user) {
    const ScratchFolder folder;
    fs::create_symlink("loop", folder.path() / "loop");
    const fs::path pipe = folder.path() / "pipe";
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    const std::string scenario = folder.write("a.toml", coarse_disc).string();
    const std::vector<std::string> paths = {(folder.path() / "loop").string(),
                                            pipe.string(),
                                            "/dev/zero",
                                            folder.path().string(),
                                            std::string(300, 'a'),
                                            std::string(5000, 'b')};
    for (const std::string& path : paths) {
        const std::vector<std::vector<std::string>> calls = {{"check", path},
                                                             {"run", path, "-o", (folder.path() / "out").string()},
                                                             {"mesh", path},
                                                             {"lint", path},
                                                             {"info", path},
                                                             {"sweep", "plan", path},
                                                             {"sweep", "run", path},
                                                             {"sweep", "collect", path},
                                                             {"compare", path, "squat", "--no-report"},
                                                             {"compare", scenario, path + ".toml", "--no-report"}};
        for (const std::vector<std::string>& call : calls) {
            // Reading result files is tested with them.
            if (call.front() == "info" && (path == pipe || path == "/dev/zero")) continue;
            const Finished finished = test::spondyl(call);
            EXPECT_EQ(finished.code, 2) << call.front() << " " << path << ": " << finished.err;
        }
    }
}

TEST(HostileInput, numbers_that_cannot_be_held_are_refused) {
    const ScratchFolder folder;
    const std::string file = folder.write("a.toml", std::string(coarse_disc) + "follower_load_N = 9007199254740993\n");
    const Finished finished = test::spondyl({"check", file});
    EXPECT_EQ(finished.code, 2);
    EXPECT_THAT(finished.err, HasSubstr("a.toml:10:19: error: \"follower_load_N\" in [[step]] is out of range"));
}

TEST(HostileInput, printed_scenarios_are_the_same_each_time) {
    const ScratchFolder folder;
    const std::string file = folder.write("a.toml", coarse_disc).string();
    const Finished once = test::spondyl({"check", file, "--print"});
    const Finished again = test::spondyl({"check", folder.write("b.toml", once.out).string(), "--print"});
    EXPECT_EQ(once.code, 0) << once.err;
    EXPECT_EQ(again.out, once.out);
}

TEST(HostileInput, deep_tables_do_not_end_the_program) {
    const ScratchFolder folder;
    std::string deep = "title = \"x\"\n[a";
    for (int i = 0; i < 80000; ++i) deep += ".a";
    const Finished finished = test::spondyl({"check", folder.write("deep.toml", deep + "]\n").string()});
    EXPECT_EQ(finished.code, 2);
    EXPECT_THAT(finished.err, HasSubstr("deep.toml:2:33: error: tables or lists are nested too deep"));
}

TEST(HostileInput, messages_do_not_steer_the_terminal) {
    const ScratchFolder folder;
    const std::string file = folder.write("\x1b[2J.toml", "title = \"t\"\n\"\\u001b]0;x\\u0007\" = 1\n").string();
    for (const std::vector<std::string>& call : std::vector<std::vector<std::string>>{
             {"check", file}, {"check", "\x1b[31m.toml"}, {"fly\x1b"}, {"list", "\x1b[2J"}, {"check", "a", "--\x1b"}}) {
        const Finished finished = test::spondyl(call);
        EXPECT_EQ(finished.code, 2);
        EXPECT_THAT(finished.err, AllOf(HasSubstr("\\x1b"), Not(HasSubstr("\x1b")), Not(HasSubstr("\a"))));
    }
}

// A result with escape sequences in its texts is refused, and the message shows them written out.
TEST(HostileInput, texts_of_a_result_file_do_not_steer_the_terminal) {
    const ScratchFolder folder;
    Result result = test::sample_result();
    result.states.back().step = "\x1b]0;owned\a\u009b1m\u202e";
    const std::string file = (folder.path() / "result.vtkhdf").string();
    write_results(result, file);
    for (const char* how : {"", "--csv", "--scenario", "--json"}) {
        std::vector<std::string> call = {"info", file};
        if (*how != '\0') call.emplace_back(how);
        const Finished finished = test::spondyl(call);
        EXPECT_EQ(finished.code, 2) << how << finished.err;
        EXPECT_THAT(finished.err, HasSubstr("\\x1b]0;owned"));
        EXPECT_THAT(finished.out + finished.err, AllOf(Not(HasSubstr("\x1b")), Not(HasSubstr("\a")),
                                                       Not(HasSubstr("\u009b")), Not(HasSubstr("\u202e"))))
            << how;
    }
}

}  // namespace

}  // namespace spondyl
