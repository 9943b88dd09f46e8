// SPDX-License-Identifier: Apache-2.0
// The folder of a run while it runs: what it keeps on its way, what it leaves at its end, what it goes on from.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "io/file_set.hpp"
#include "models/analysis/result.hpp"
#include "models/spine/scenario.hpp"

namespace spondyl {

class RunFolder {
  public:
    // Locked as long as this object lives. UserError if another process works there or nothing can be written.
    RunFolder(const std::filesystem::path& folder, const Scenario& scenario);

    // The incomplete result to go on from; none if the folder holds no result at all. UserError if what it holds is
    // complete, is of another scenario or program, or ended because no equilibrium was found.
    [[nodiscard]] std::optional<Result> resumable() const;
    // UserError if there is no room for the result of the scenario.
    void try_room(const Result& described) const;

    // The result so far, into the folder `incomplete`, but so seldom that writing takes at most a twentieth of the
    // time. A disc that does not take it now may do so later: nothing is thrown.
    void keep(Result& result);
    // The end of the run: the result and its tables take the place of older ones, and `incomplete` goes. Only where an
    // incomplete result would replace a complete one it stays in `incomplete`. Returns the result file. UserError if
    // the system does not let it write; what was there stays.
    std::filesystem::path save(Result& result);
    // Where the latest result of this run lies that keep() or save() has written, if there is one.
    [[nodiscard]] const std::optional<std::filesystem::path>& kept() const { return kept_; }
    [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

  private:
    void stamp(Result& result) const;

    OwnedFolder folder_;
    std::string canonical_scenario_;
    std::string sha256_;
    std::string run_id_;
    std::size_t states_ = 1;  // of the complete result
    std::optional<std::filesystem::path> kept_;
    std::chrono::steady_clock::time_point next_ = {};
};

}  // namespace spondyl
