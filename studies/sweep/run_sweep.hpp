// SPDX-License-Identifier: Apache-2.0
// Computes the cases of a sweep, or a share of them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>

namespace spondyl {

struct SweepState {
    std::size_t all = 0;       // cases of the share
    std::size_t finished = 0;  // of those, with numbers
    std::size_t failed = 0;    // of those, with a reason instead
    std::size_t computed = 0;  // in this call, finished or failed

    [[nodiscard]] std::size_t left() const { return all - finished - failed; }
};

struct SweepRunOptions {
    std::filesystem::path sweep;    // folder that write_plan() filled
    std::filesystem::path program;  // spondyl
    int share = 1;                  // cases share, share + shares, share + 2 shares, ...; counted from 1
    int shares = 1;
    int jobs = 1;  // cases at a time, each on one thread
    bool retry_failed = false;
    bool keep_fields = false;
    std::function<void(const SweepState& state)> progress;
};

// Every case of the share that has neither numbers nor a failure runs in a separate process, from rest, so that its
// numbers depend on its scenario alone. Several processes may work on one sweep, even on one share: the record of a
// case is written in one step, and is always the same. UserError if the folder holds no plan, or one that was changed;
// Interrupted as run_children(), with all finished cases kept.
SweepState run_sweep(const SweepRunOptions& options);

}  // namespace spondyl
