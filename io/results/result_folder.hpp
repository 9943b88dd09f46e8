// SPDX-License-Identifier: Apache-2.0
// The folder of a run while it runs, whatever it solves: what it keeps on its way, and what it leaves at its end.
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

    // Locked as long as this object lives. UserError if another process works there or nothing can be written.
    explicit ResultFolder(const std::filesystem::path& folder) : folder_(folder) {}

    // UserError if there is no room for files of this size.
    void try_room(std::size_t bytes) const;
    // The result so far, into the folder `incomplete`, but so seldom that writing takes at most a twentieth of the
    // time. A disc that does not take it now may do so later: nothing is thrown.
    void keep(const Add& add);
    // The end of the run: its files take the place of older ones, and `incomplete` goes. Only where an incomplete
    // result would replace a complete one it stays in `incomplete`. Returns the result file. UserError if the system
    // does not let it write; what was there stays.
    std::filesystem::path save(bool complete, const Add& add);
    // Where the latest result of this run lies that keep() or save() has written, if there is one.
    [[nodiscard]] const std::optional<std::filesystem::path>& kept() const { return kept_; }
    [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

  private:
    OwnedFolder folder_;
    std::optional<std::filesystem::path> kept_;
    std::chrono::steady_clock::time_point next_ = {};
};

}  // namespace spondyl
