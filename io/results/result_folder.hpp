// SPDX-License-Identifier: Apache-2.0
// The folder of a run in progress, whatever it solves: intermediate and final files.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "io/file_set.hpp"

namespace spondyl {

class ResultFolder {
  public:
    // Adds the files of the result to the set, in this subfolder ("" or incomplete_folder_name).
    using Add = std::function<void(FileSet& set, const std::string& subfolder)>;

    // Locked while this object exists. UserError if another process works there or nothing can be written.
    explicit ResultFolder(const std::filesystem::path& folder) : folder_(folder) {}

    // UserError if there is not enough space for files of this size.
    void try_room(std::size_t bytes) const;
    // Writes the result so far into the folder `incomplete`, but so rarely that writing takes at most a twentieth of
    // the time. A failure to write may be temporary: nothing is thrown.
    void keep(const Add& add);
    // The end of the run: its files replace older ones, and `incomplete` is removed. Only if an incomplete result would
    // replace a complete one, it is left in `incomplete`. Returns the result file. UserError if the system refuses to
    // write it; existing files are then unchanged.
    std::filesystem::path save(bool complete, const Add& add);
    // The latest result of this run written by keep() or save(), if there is one.
    [[nodiscard]] const std::optional<std::filesystem::path>& kept() const { return kept_; }
    [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

  private:
    OwnedFolder folder_;
    std::optional<std::filesystem::path> kept_;
    std::chrono::steady_clock::time_point next_ = {};
};

}  // namespace spondyl
