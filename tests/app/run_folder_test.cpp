// SPDX-License-Identifier: Apache-2.0
// A result folder is whole or says that it is not, whatever ends the run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "core/error.hpp"
#include "io/results/result_file.hpp"
#include "io/results/result_tables.hpp"
#include "tests/app/running.hpp"
#include "tests/app/stripped_disc.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using test::Finished;
using test::Running;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* one_step = R"([[step]]
name = "press"
follower_load_N = 200
)";
// Long enough to be met in the middle; the second step has another support than the first.
constexpr const char* two_step_keys = R"([[step]]
name = "press"
follower_load_N = 400
outputs = 4
[[step]]
name = "bend"
follower_load_N = 400
flexion_moment_Nm = 4
outputs = 4
)";

std::vector<std::string> tables() {
    return {"discs.csv", "ligaments.csv", "facets.csv", "tasks.csv", "indices.csv", "muscles.csv"};
}

// The second task begins from the first one's muscles, and the third finds its share of pelvis and lumbar spine.
constexpr const char* three_tasks = R"(title = "Three tasks"
[spine]
mesh = "coarse"
[muscles]
lumbar_scatter = 1
[[task]]
name = "stand"
posture = "standing"
[[task]]
name = "hold"
posture = "standing"
load_kg = 5
[[task]]
name = "bend"
posture = "standing"
trunk_flexion_deg = 20
)";

// A table without the two columns that differ from run to run.
std::string numbers_of(const fs::path& table) {
    std::istringstream stream(test::read_text(table));
    std::string numbers;
    for (std::string line; std::getline(stream, line);) {
        for (int column = 0; column < 2; ++column) line.resize(line.rfind(','));
        numbers += line + "\n";
    }
    return numbers;
}

// Every dataset of the states is the same in both.
void expect_same_numbers(const fs::path& a, const fs::path& b) {
    for (const std::string& table : tables()) EXPECT_EQ(numbers_of(a / table), numbers_of(b / table)) << table;
    Result first = read_results(a / "result.vtkhdf"), second = read_results(b / "result.vtkhdf");
    // What may differ is made equal; then equal contents are equal bytes.
    for (Result* one : {&first, &second}) {
        one->run_id.clear();
        one->wall_seconds = 0.0;
    }
    write_results(first, a / "bytes");
    write_results(second, b / "bytes");
    EXPECT_EQ(test::read_text(a / "bytes"), test::read_text(b / "bytes"));
}

class RunFolderTest : public ::testing::Test {
  protected:
    [[nodiscard]] std::string out(const std::string& name = "out") const { return (folder_.path() / name).string(); }
    [[nodiscard]] fs::path file(const std::string& name) const { return folder_.path() / "out" / name; }
    [[nodiscard]] std::string scenario(const std::string& text, const std::string& name = "a.toml") const {
        return folder_.write(name, text).string();
    }
    [[nodiscard]] std::vector<std::string> run(const std::string& scenario, const std::string& name = "out") const {
        return {"run", scenario, "-o", out(name), "--threads", "1", "--quiet"};
    }
    [[nodiscard]] std::vector<std::string> resume(const std::string& scenario) const {
        std::vector<std::string> arguments = run(scenario);
        arguments.emplace_back("--resume");
        return arguments;
    }
    const test::ScratchFolder folder_;
    const std::string disc_ = std::string("title = \"Stripped disc\"") + test::stripped_disc;
    const std::string one_ = disc_ + one_step;
    const std::string two_ = disc_ + two_step_keys;
};

TEST_F(RunFolderTest, all_files_carry_one_run_id) {
    ASSERT_EQ(test::spondyl(run(scenario(one_))).code, 0);
    const Result result = read_results(file("result.vtkhdf"));
    EXPECT_EQ(result.run_id.size(), 32U);
    EXPECT_THAT(test::read_text(file("discs.csv")), HasSubstr("," + result.run_id + "," + result.scenario_sha256));
    EXPECT_FALSE(fs::exists(file("incomplete")));
    for (const auto& entry : fs::directory_iterator(folder_.path() / "out"))
        EXPECT_THAT(entry.path().filename().string(), Not(::testing::StartsWith(".")));
    ASSERT_EQ(test::spondyl(run(scenario(one_))).code, 0);
    EXPECT_NE(read_results(file("result.vtkhdf")).run_id, result.run_id);
}

TEST_F(RunFolderTest, a_signal_leaves_what_was_reached_and_resume_ends_as_if_nothing_had_been) {
    const std::string two = scenario(two_);
    ASSERT_EQ(test::spondyl(run(two, "unbroken")).code, 0);
    Running running(run(two));
    ASSERT_TRUE(running.wait_until([&] { return fs::exists(file("incomplete/result.vtkhdf")); }));
    std::this_thread::sleep_for(300ms);
    running.send(SIGTERM);
    const Finished ended = running.wait();
    ASSERT_EQ(ended.code, 128 + SIGTERM) << ended.out;
    EXPECT_THAT(ended.out, HasSubstr("The states computed so far are in " + file("result.vtkhdf").string()));
    EXPECT_THAT(ended.out, HasSubstr("--resume"));
    const Result kept = read_results(file("result.vtkhdf"));
    EXPECT_FALSE(kept.complete);
    EXPECT_TRUE(kept.restart);
    EXPECT_FALSE(fs::exists(file("incomplete")));
    const Finished info = test::spondyl({"info", out()});
    EXPECT_EQ(info.code, 0) << info.err;
    EXPECT_THAT(info.out, HasSubstr("complete  no, stopped early"));

    const Finished resumed = test::spondyl(resume(two));
    ASSERT_EQ(resumed.code, 0) << resumed.err;
    expect_same_numbers(folder_.path() / "unbroken", folder_.path() / "out");
    const Finished again = test::spondyl(resume(two));
    EXPECT_EQ(again.code, 2);
    EXPECT_THAT(again.err, HasSubstr("nothing to resume"));
}

TEST_F(RunFolderTest, tasks_are_resumed_to_the_numbers_of_an_unbroken_run) {
    const std::string three = scenario(three_tasks);
    ASSERT_EQ(test::spondyl(run(three, "unbroken")).code, 0);
    Running running(run(three));
    ASSERT_TRUE(running.wait_until([&] {
        return fs::exists(file("incomplete/tasks.csv")) &&
               test::read_text(file("incomplete/tasks.csv")).find("\nstand,") != std::string::npos;
    }));
    running.send(SIGTERM);
    ASSERT_EQ(running.wait().code, 128 + SIGTERM);
    const Result kept = read_results(file("result.vtkhdf"));
    EXPECT_FALSE(kept.complete);
    const std::string tasks = test::read_text(file("tasks.csv"));
    EXPECT_THAT(tasks, Not(HasSubstr("\nbend,")));

    const Finished resumed = test::spondyl(resume(three));
    ASSERT_EQ(resumed.code, 0) << resumed.err;
    for (const std::string& table : tables())
        EXPECT_EQ(numbers_of(folder_.path() / "unbroken" / table), numbers_of(file(table))) << table;
}

TEST_F(RunFolderTest, a_run_killed_at_any_moment_can_be_resumed_or_leaves_the_old_set) {
    const std::string one = scenario(one_), two = scenario(two_, "b.toml");
    ASSERT_EQ(test::spondyl(run(one)).code, 0);
    ASSERT_EQ(test::spondyl(run(two, "unbroken")).code, 0);
    const std::string old_id = read_results(file("result.vtkhdf")).run_id;
    std::mt19937 random(20260101);
    std::uniform_int_distribution<int> delay(0, 1500);
    for (int round = 0; round < 6; ++round) {
        Running running(run(two));
        std::this_thread::sleep_for(std::chrono::milliseconds(delay(random)));
        running.send(SIGKILL);
        running.wait();
        const Finished info = test::spondyl({"info", out(), "--json"});
        ASSERT_EQ(info.code, 0) << info.err;
        EXPECT_EQ(nlohmann::json::parse(info.out).at("complete"), true);
        if (!fs::exists(file("incomplete/result.vtkhdf"))) continue;
        EXPECT_FALSE(read_results(file("incomplete/result.vtkhdf")).complete);
    }
    // Whole, of the old run or of one that was done before it could be killed.
    EXPECT_TRUE(read_results(file("result.vtkhdf")).run_id == old_id ||
                read_results(file("result.vtkhdf")).title == "Stripped disc");
    const Finished resumed = test::spondyl(fs::exists(file("incomplete/result.vtkhdf")) ? resume(two) : run(two));
    ASSERT_EQ(resumed.code, 0) << resumed.err;
    expect_same_numbers(folder_.path() / "unbroken", folder_.path() / "out");
}

TEST_F(RunFolderTest, resume_refuses_another_scenario_and_starts_anew_without_a_result) {
    const std::string two = scenario(two_);
    Running running(run(two));
    ASSERT_TRUE(running.wait_until([&] { return fs::exists(file("incomplete/result.vtkhdf")); }));
    running.send(SIGKILL);
    running.wait();
    const Finished refused = test::spondyl(resume(scenario(one_, "b.toml")));
    EXPECT_EQ(refused.code, 2);
    EXPECT_THAT(refused.err, HasSubstr("another scenario"));
    EXPECT_TRUE(fs::exists(file("incomplete/result.vtkhdf")));
    fs::remove_all(folder_.path() / "out");
    std::vector<std::string> loud = resume(scenario(one_, "b.toml"));
    std::erase(loud, "--quiet");
    const Finished anew = test::spondyl(loud);
    EXPECT_EQ(anew.code, 0);
    EXPECT_THAT(anew.err, HasSubstr("nothing to resume"));
}

TEST_F(RunFolderTest, a_failed_solve_does_not_take_the_place_of_a_complete_result) {
    ASSERT_EQ(test::spondyl(run(scenario(one_))).code, 0);
    const std::string before = test::read_text(file("result.vtkhdf"));
    const std::string bad =
        scenario(one_ + "[solver]\nmax_iterations = 1\nfirst_increment = 1.0\nmin_increment = 0.9\n", "bad.toml");
    const Finished failed = test::spondyl(run(bad));
    EXPECT_EQ(failed.code, 3);
    EXPECT_THAT(failed.err, HasSubstr(file("incomplete/result.vtkhdf").string()));
    EXPECT_EQ(test::read_text(file("result.vtkhdf")), before);
    EXPECT_FALSE(read_results(file("incomplete/result.vtkhdf")).complete);
    EXPECT_EQ(test::spondyl({"info", out() + "/incomplete"}).code, 0);
    const Finished resumed = test::spondyl(resume(bad));
    EXPECT_EQ(resumed.code, 2);
    EXPECT_THAT(resumed.err, HasSubstr("had come to its end"));
}

TEST_F(RunFolderTest, a_second_run_into_the_folder_gets_an_error_that_names_the_first) {
    const std::string two = scenario(two_);
    Running running(run(two));
    ASSERT_TRUE(running.wait_until([&] { return fs::exists(file(".spondyl-lock")); }));
    std::this_thread::sleep_for(20ms);
    const Finished second = test::spondyl(run(two));
    EXPECT_EQ(second.code, 2);
    EXPECT_THAT(second.err, HasSubstr("process " + std::to_string(running.process()) + " on "));
}

TEST_F(RunFolderTest, a_full_disc_is_found_before_the_solve) {
    const Finished finished = Running(run(scenario(one_)), {.file_bytes = 200000}).wait();
    EXPECT_EQ(finished.code, 2) << finished.out;
    EXPECT_THAT(finished.out, HasSubstr("there is not enough space for the result"));
    EXPECT_TRUE(fs::is_empty(folder_.path() / "out"));
}

TEST_F(RunFolderTest, too_little_memory_is_reported) {
    // With threads of OpenBLAS, as users have them: one that is refused its memory must not keep the process from
    // ending.
    unsetenv("OPENBLAS_NUM_THREADS");
    for (const std::size_t mega : {180, 200, 260, 340}) {
        const Finished finished = Running(run(scenario(one_)), {.memory_bytes = mega << 20U}).wait();
        EXPECT_THAT(finished.code, ::testing::AnyOf(0, 2, 3)) << mega << " MB: " << finished.out;
    }
}

TEST_F(RunFolderTest, exports_of_the_old_result_go_with_it) {
    ASSERT_EQ(test::spondyl(run(scenario(one_))).code, 0);
    ASSERT_EQ(test::spondyl({"export", out()}).code, 0);
    folder_.write("out/mine.vtu", "mine");
    ASSERT_TRUE(fs::exists(file("discs_0001.vtu")));
    ASSERT_EQ(test::spondyl(run(scenario(one_))).code, 0);
    EXPECT_FALSE(fs::exists(file("discs_0001.vtu")));
    EXPECT_FALSE(fs::exists(file("discs.pvd")));
    EXPECT_EQ(test::read_text(file("mine.vtu")), "mine");
}

TEST_F(RunFolderTest, a_table_of_another_run_is_found_by_the_readers) {
    ASSERT_EQ(test::spondyl(run(scenario(one_))).code, 0);
    const std::string other = test::read_text(file("discs.csv"));
    ASSERT_EQ(test::spondyl(run(scenario(one_))).code, 0);
    folder_.write("out/discs.csv", other);
    for (const char* command : {"info", "export", "render"}) {
        const Finished finished = test::spondyl({command, out()});
        EXPECT_EQ(finished.code, 2) << command;
        EXPECT_THAT(finished.err, HasSubstr("discs.csv does not carry the run_id")) << command;
    }
}

}  // namespace

}  // namespace spondyl
