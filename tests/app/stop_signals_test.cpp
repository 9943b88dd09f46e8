// SPDX-License-Identifier: Apache-2.0
#include "app/stop_signals.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <thread>

namespace spondyl::app {
namespace {

using namespace std::chrono_literals;

bool comes(int signal) {
    for (int i = 0; i < 1000 && StopSignals::received() == 0; ++i) std::this_thread::sleep_for(1ms);
    return StopSignals::received() == signal;
}

TEST(StopSignals, notes_what_comes) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        const StopSignals signals;
        EXPECT_EQ(StopSignals::received(), 0);
        kill(getpid(), signal);
        EXPECT_TRUE(comes(signal));
    }
}

std::atomic<bool> taken = false;

TEST(StopSignals, a_handler_of_a_library_does_not_take_them) {
    const StopSignals signals;
    const auto before = std::signal(SIGTERM, [](int /*signal*/) { taken = true; });  // as METIS does
    kill(getpid(), SIGTERM);
    EXPECT_TRUE(comes(SIGTERM));
    EXPECT_FALSE(taken);
    std::signal(SIGTERM, before);
}

TEST(StopSignals, ignored_signals_stay_ignored) {
    const auto before = std::signal(SIGHUP, SIG_IGN);
    {
        const StopSignals signals;
        kill(getpid(), SIGHUP);
        std::this_thread::sleep_for(20ms);
        EXPECT_EQ(StopSignals::received(), 0);
    }
    std::signal(SIGHUP, before);
}

TEST(StopSignalsDeathTest, a_second_one_ends_the_process) {
    EXPECT_EXIT(
        {
            const StopSignals signals;
            kill(getpid(), SIGTERM);
            comes(SIGTERM);
            kill(getpid(), SIGTERM);
            std::this_thread::sleep_for(5s);
        },
        ::testing::KilledBySignal(SIGTERM), "");
}

}  // namespace
}  // namespace spondyl::app
