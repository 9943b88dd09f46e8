// SPDX-License-Identifier: Apache-2.0
#include "app/stop_signals.hpp"

#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include <filesystem>
#include <initializer_list>
#include <string>
#include <system_error>

namespace spondyl::app {

namespace {

std::atomic<int> noted = 0;
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler must not wait");

void note(int signal) {
    if (noted.exchange(signal) == 0) return;
    std::signal(signal, SIG_DFL);
    sigset_t own;
    sigemptyset(&own);
    sigaddset(&own, signal);
    pthread_sigmask(SIG_UNBLOCK, &own, nullptr);
    std::raise(signal);
}

// The signals whose handler was `from`.
sigset_t handle(void (*from)(int), void (*to)(int)) {
    sigset_t changed;
    sigemptyset(&changed);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction action {};
        sigaction(signal, nullptr, &action);
        if (action.sa_handler != from) continue;
        sigaddset(&changed, signal);
        action = {};
        action.sa_handler = to;
        action.sa_flags = SA_RESTART;
        sigaction(signal, &action, nullptr);
    }
    return changed;
}

// A handler that makes the interrupted thread block the signals from then on.
void block_here(int /*signal*/, siginfo_t* /*info*/, void* context) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&static_cast<ucontext_t*>(context)->uc_sigmask, signal);
}

// OpenBLAS has threads before main() begins, whose signal masks cannot be changed from outside.
void block_in_other_threads() {
    struct sigaction action {};
    action.sa_sigaction = block_here;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    sigaction(SIGUSR2, &action, nullptr);
    std::error_code ignored;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task", ignored)) {
        const long thread = std::stol(task.path().filename().string());
        if (thread != syscall(SYS_gettid)) syscall(SYS_tgkill, getpid(), thread, SIGUSR2);
    }
}

}  // namespace

StopSignals::StopSignals() : awaited_(handle(SIG_DFL, note)) {
    noted = 0;
    sigaddset(&awaited_, SIGUSR2);  // ends the waiting
    pthread_sigmask(SIG_BLOCK, &awaited_, &before_);
    block_in_other_threads();
    try {
        waiting_ = std::thread([this] { wait(); });
    } catch (const std::system_error&) {  // no memory for a thread: the handlers suffice
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
}

StopSignals::~StopSignals() {
    if (waiting_.joinable()) {
        over_ = true;
        pthread_kill(waiting_.native_handle(), SIGUSR2);
        waiting_.join();
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    handle(note, SIG_DFL);
}

void StopSignals::wait() {
    for (int signal = 0; !over_;) {
        if (sigwait(&awaited_, &signal) == 0 && signal != SIGUSR2) note(signal);
    }
}

int StopSignals::received() {
    return noted;
}

}  // namespace spondyl::app
