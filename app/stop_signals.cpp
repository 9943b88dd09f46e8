// SPDX-License-Identifier: Apache-2.0
#include "app/stop_signals.hpp"

#include <atomic>
#include <csignal>
#include <initializer_list>

namespace spondyl::app {

namespace {

std::atomic<int> noted = 0;
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler must not wait");

void note(int signal) {
    if (noted.exchange(signal) == 0) return;
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void handle(void (*from)(int), void (*to)(int)) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction action {};
        sigaction(signal, nullptr, &action);
        if (action.sa_handler != from) continue;
        action = {};
        action.sa_handler = to;
        action.sa_flags = SA_RESTART;
        sigaction(signal, &action, nullptr);
    }
}

}  // namespace

StopSignals::StopSignals() {
    noted = 0;
    handle(SIG_DFL, note);
}

StopSignals::~StopSignals() {
    handle(note, SIG_DFL);
}

int StopSignals::received() {
    return noted;
}

}  // namespace spondyl::app
