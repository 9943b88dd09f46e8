// SPDX-License-Identifier: Apache-2.0
// The folder of a run of the spine: intermediate and final files, and the result from which it resumes.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "io/results/result_folder.hpp"
#include "models/result/result.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

class RunFolder {
  public:
    // Locked while this object exists. UserError if another process works there or nothing can be written.
    RunFolder(const std::filesystem::path& folder, const Scenario& scenario);

    // The incomplete result to resume from; none if the folder holds no result at all. UserError if the result there is
    // complete, belongs to another scenario or program, or ended because no equilibrium was found.
    [[nodiscard]] std::optional<Result> resumable() const;
    // UserError if there is not enough space for the result of the scenario.
    void try_room(const Result& described) const;

    // The result so far, as ResultFolder::keep.
    void keep(Result& result);
    // The result and its tables at the end of the run, as ResultFolder::save.
    std::filesystem::path save(Result& result);
    [[nodiscard]] const std::optional<std::filesystem::path>& kept() const { return folder_.kept(); }
    [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

  private:
    void stamp(Result& result) const;

    ResultFolder folder_;
    std::string canonical_scenario_;
    std::string sha256_;
    std::string run_id_;
    std::size_t states_ = 1;  // of the complete result
};

}  // namespace spondyl
