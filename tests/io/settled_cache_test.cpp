// SPDX-License-Identifier: Apache-2.0
// A settled spine that is taken over gives the bits of one that is settled anew, and what is no such spine is not
// taken.
#include "io/cache/settled_cache.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>

#include "core/error.hpp"
#include "io/cache/settled_file.hpp"
#include "io/results/result_file.hpp"
#include "io/scenario/scenario_file.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/run/run.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {
namespace {

namespace fs = std::filesystem;
using test::ScratchFolder;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* settled_segment = R"(title = "Segment"
[spine]
top = "L4"
bottom = "L5"
mesh = "coarse"
)";
constexpr const char* press = R"([[step]]
name = "press"
follower_load_N = 200
)";

Scenario scenario(const std::string& text) {
    return load_scenario_text(text, "scenario.toml");
}

// Tells whether a run took a spine over.
class Watched : public SettledCache {
  public:
    using SettledCache::SettledCache;
    std::optional<SettledSpine> find(const SettleSubject& asked, const std::function<void()>& waiting) override {
        subject = asked;
        return SettledCache::find(asked, waiting);
    }
    void keep(const SettledSpine& spine) override {
        ++settled;
        SettledCache::keep(spine);
    }
    SettleSubject subject;
    int settled = 0;
};

// The result as a file, but for the clock.
std::string bytes_of(const Scenario& of, SettledStore* store, const fs::path& folder) {
    RunOptions options;
    options.threads = 1;
    options.settled = store;
    Result result = run_scenario(of, options);
    EXPECT_TRUE(result.complete) << result.failure;
    result.wall_seconds = 0.0;
    write_results(result, folder / "result.vtkhdf");
    return test::read_text(folder / "result.vtkhdf");
}

class SameBits : public ::testing::TestWithParam<std::pair<const char*, std::string>> {};

TEST_P(SameBits, with_a_spine_that_was_settled_before) {
    const ScratchFolder folder;
    const Scenario of = scenario(GetParam().second);
    Watched cache(folder.path() / "cache");
    const std::string anew = bytes_of(of, &cache, folder.path());
    EXPECT_EQ(cache.settled, 1);
    EXPECT_TRUE(bytes_of(of, &cache, folder.path()) == anew);
    EXPECT_EQ(cache.settled, 1) << "the second run has settled again";
    EXPECT_THAT(CacheFolder(folder.path() / "cache").entries(), SizeIs(1));
}

INSTANTIATE_TEST_SUITE_P(SettledCache, SameBits,
                         ::testing::Values(std::pair("segment", std::string(settled_segment) + press),
                                           std::pair("creep",
                                                     std::string(settled_segment) + press + "duration_s = 60\n"),
                                           std::pair("injured", std::string(settled_segment) + R"([[injury]]
kind = "nucleus_loss"
disc = "L4-L5"
amount = 0.3
)" + press),
                                           std::pair("swollen", std::string(R"(title = "Column"
[spine]
top = "L3"
bottom = "L5"
mesh = "coarse"
resting_pressure_MPa = 0.1
)") + press)),
                         [](const auto& one) { return std::string(one.param.first); });

TEST(SettledCache, lifts_with_other_muscles_share_a_spine) {
    const ScratchFolder folder;
    const std::string lift = R"(title = "Lift"
[spine]
mesh = "coarse"
[[task]]
name = "lift"
posture = "lift_stoop"
load_kg = 10
)";
    const Scenario stronger = scenario(lift + "[[muscle_change]]\ngroup = \"multifidus\"\narea_scale = 1.2\n");
    const std::string anew = bytes_of(stronger, nullptr, folder.path());
    Watched cache(folder.path() / "cache");
    Scenario upright = scenario(lift);
    upright.tasks.front().load_kg = 0.0;
    upright.tasks.front().posture = "standing";
    bytes_of(upright, &cache, folder.path());
    EXPECT_TRUE(bytes_of(stronger, &cache, folder.path()) == anew);
    EXPECT_EQ(cache.settled, 1);
}

// The tables that a key is made of are not those of a caller's own anatomy.
TEST(SettledCache, keeps_nothing_of_an_anatomy_of_ones_own) {
    const ScratchFolder folder;
    Watched cache(folder.path() / "cache");
    const Anatomy own = default_anatomy();
    const Result result = run_scenario(scenario(std::string(settled_segment) + press),
                                       {.anatomy = &own, .threads = 1, .settled = &cache});
    EXPECT_TRUE(result.complete) << result.failure;
    EXPECT_EQ(cache.settled, 0);
    EXPECT_THAT(CacheFolder(folder.path() / "cache").entries(), IsEmpty());
}

TEST(SettledCache, what_differs_is_another_spine) {
    const ScratchFolder folder;
    Watched cache(folder.path() / "cache");
    const Scenario of = scenario(std::string(settled_segment) + press);
    bytes_of(of, &cache, folder.path());
    const std::optional<std::string> key = settle_key(cache.subject);
    ASSERT_TRUE(key);
    const auto changed = [&](const std::function<void(SettleSubject&)>& change) {
        SettleSubject other = cache.subject;
        change(other);
        return settle_key(other);
    };
    EXPECT_EQ(changed([](SettleSubject&) {}), key);
    EXPECT_NE(changed([](SettleSubject& s) { s.scenario.person.height_cm += 1e-12 * s.scenario.person.height_cm; }),
              key);
    EXPECT_NE(changed([](SettleSubject& s) { s.scenario.structures.anterior_longitudinal = Presence::removed; }), key);
    EXPECT_NE(changed([](SettleSubject& s) { s.scenario.tissue.set = "hgo"; }), key);
    EXPECT_NE(changed([](SettleSubject& s) { s.scenario.solver.relative_tolerance *= 0.5; }), key);
    EXPECT_NE(changed([](SettleSubject& s) { s.kind += "."; }), key);
    EXPECT_NE(changed([](SettleSubject& s) { s.structure.back() ^= 1; }), key);
    EXPECT_EQ(changed([](SettleSubject& s) { s.scenario.tissue.set = "/home/me/tissue.csv"; }), std::nullopt)
        << "nobody watches the files of a user";
}

class Damaged : public ::testing::Test {
  protected:
    Damaged() : cache(folder.path() / "cache") {
        anew = bytes_of(of, &cache, folder.path());
        entry = CacheFolder(folder.path() / "cache").entries().at(0).path;
        key = settle_key(cache.subject).value();
    }
    // The run computes the settled spine again and replaces the damaged file by a good one.
    void expect_recovered() {
        EXPECT_TRUE(bytes_of(of, &cache, folder.path()) == anew);
        EXPECT_EQ(cache.settled, 2) << "the damaged spine was taken";
        EXPECT_TRUE(bytes_of(of, &cache, folder.path()) == anew);
        EXPECT_EQ(cache.settled, 2) << "no good file was kept";
    }
    void expect_recovered_after(const std::function<void(SettledSpine&)>& change) {
        SettledSpine spine = read_settled(entry, key).value();
        change(spine);
        write_settled(spine, key, "changed", entry);
        expect_recovered();
    }

    const ScratchFolder folder;
    const Scenario of = scenario(std::string(settled_segment) + press);
    Watched cache;
    std::string anew;
    fs::path entry;
    std::string key;
};

TEST_F(Damaged, a_flipped_bit) {
    std::string bytes = test::read_text(entry);
    const SettledSpine spine = read_settled(entry, key).value();
    const std::string_view number(reinterpret_cast<const char*>(spine.factored_at->positions.data()), 64);
    bytes[bytes.rfind(number) + 8] ^= 1;
    std::ofstream(entry, std::ios::binary) << bytes;
    EXPECT_EQ(read_settled(entry, key), std::nullopt);
    expect_recovered();
}

TEST_F(Damaged, a_truncated_file) {
    fs::resize_file(entry, fs::file_size(entry) / 2);
    expect_recovered();
}

TEST_F(Damaged, a_file_of_another_kind) {
    std::ofstream(entry, std::ios::binary) << "not for you\n";
    expect_recovered();
    fs::copy_file(folder.path() / "result.vtkhdf", entry, fs::copy_options::overwrite_existing);
    EXPECT_EQ(read_settled(entry, key), std::nullopt);
}

TEST_F(Damaged, a_folder) {
    fs::remove(entry);
    fs::create_directory(entry);
    EXPECT_TRUE(bytes_of(of, &cache, folder.path()) == anew) << "a run does not need the cache";
}

TEST_F(Damaged, a_spine_of_another_person) {
    Scenario taller = of;
    taller.person.height_cm += 10.0;
    Watched other(folder.path() / "other");
    bytes_of(taller, &other, folder.path());
    const fs::path theirs = CacheFolder(folder.path() / "other").entries().at(0).path;
    fs::copy_file(theirs, entry, fs::copy_options::overwrite_existing);
    expect_recovered();
    write_settled(read_settled(theirs, settle_key(other.subject).value()).value(), key, "under a false name", entry);
    Watched again(folder.path() / "cache");
    EXPECT_TRUE(bytes_of(of, &again, folder.path()) == anew);
    EXPECT_EQ(again.settled, 1) << "Newton was not asked";
}

TEST_F(Damaged, a_spine_out_of_equilibrium) {
    expect_recovered_after([](SettledSpine& spine) { spine.undamaged.body_translation[0].x() += 1e-3; });
}

TEST_F(Damaged, a_spine_under_load) {
    expect_recovered_after([](SettledSpine& spine) { spine.undamaged.loads.back() += 0.01; });
}

TEST_F(Damaged, numbers_that_no_state_has) {
    expect_recovered_after([](SettledSpine& spine) { spine.factored_at->positions[3].y() = std::nan(""); });
}

TEST_F(Damaged, a_state_of_other_size) {
    expect_recovered_after([](SettledSpine& spine) { spine.undamaged.iterates.pop_back(); });
}

TEST_F(Damaged, who_comes_second_waits_for_the_first) {
    const SettledSpine spine = read_settled(entry, key).value();
    fs::remove(entry);
    FileLock first(CacheFolder(folder.path() / "cache").lock(key));
    ASSERT_EQ(first.state(), FileLock::State::taken);
    int waited = 0;
    const auto finish = [&] {
        if (++waited == 3) write_settled(spine, key, "first", entry);
    };
    const std::optional<SettledSpine> found = cache.find(cache.subject, finish);
    ASSERT_TRUE(found);
    EXPECT_EQ(waited, 3);
    EXPECT_EQ(found->undamaged.positions, spine.undamaged.positions);
}

TEST_F(Damaged, who_waits_goes_on_when_the_first_has_gone_or_takes_too_long) {
    fs::remove(entry);
    std::optional<FileLock> first(CacheFolder(folder.path() / "cache").lock(key));
    int waited = 0;
    EXPECT_FALSE(cache.find(cache.subject, [&] {
        if (++waited == 3) first.reset();
    }));
    EXPECT_EQ(waited, 3);
    FileLock never(CacheFolder(folder.path() / "cache").lock(key));
    EXPECT_EQ(never.state(), FileLock::State::held) << "the second one settles now";
    SettledCache hasty(folder.path() / "cache", std::chrono::milliseconds(0));
    EXPECT_FALSE(hasty.find(cache.subject, [] {}));
}

TEST(CacheFolder, is_where_the_environment_says) {
    const auto set = [](const char* name, const char* value) {
        value == nullptr ? unsetenv(name) : setenv(name, value, 1);
    };
    set("HOME", "/home/me");
    set("XDG_CACHE_HOME", nullptr);
    set("SPONDYL_CACHE", nullptr);
    EXPECT_EQ(cache_folder(), "/home/me/.cache/spondyl");
    set("XDG_CACHE_HOME", "relative");
    EXPECT_EQ(cache_folder(), "/home/me/.cache/spondyl");
    set("XDG_CACHE_HOME", "/xdg");
    EXPECT_EQ(cache_folder(), "/xdg/spondyl");
    set("SPONDYL_CACHE", "/mine");
    EXPECT_EQ(cache_folder(), "/mine");
    set("SPONDYL_CACHE", "mine");
    EXPECT_THROW((void)cache_folder(), UserError);
    switch_cache_off();
    EXPECT_EQ(cache_folder(), std::nullopt);
}

TEST(CacheFolder, lets_go_of_what_was_not_used_for_the_longest_time) {
    const ScratchFolder scratch;
    const CacheFolder cache(scratch.path());
    const auto entry = [&](char digit) { return cache.entry(std::string(64, digit)); };
    using namespace std::chrono_literals;
    const auto now = fs::file_time_type::clock::now();
    for (const auto& [digit, age] : {std::pair('a', 3h), std::pair('b', 1h), std::pair('c', 2h)}) {
        std::ofstream(entry(digit)) << std::string(100, 'x');
        fs::last_write_time(entry(digit), now - age);
    }
    scratch.write("settled-mine.h5", "a file of somebody else");
    scratch.write(".spondyl-dead.tmp", "half");
    fs::last_write_time(scratch.path() / ".spondyl-dead.tmp", now - 2h);
    scratch.write(".spondyl-alive.tmp", "half");
    CacheFolder::touch(entry('a'));
    cache.shrink(250);
    EXPECT_TRUE(fs::exists(entry('a')));
    EXPECT_TRUE(fs::exists(entry('b')));
    EXPECT_FALSE(fs::exists(entry('c')));
    EXPECT_TRUE(fs::exists(scratch.path() / "settled-mine.h5"));
    EXPECT_FALSE(fs::exists(scratch.path() / ".spondyl-dead.tmp"));
    EXPECT_TRUE(fs::exists(scratch.path() / ".spondyl-alive.tmp"));
    EXPECT_THAT(CacheFolder(scratch.path() / "none").entries(), IsEmpty());
}

}  // namespace
}  // namespace spondyl
