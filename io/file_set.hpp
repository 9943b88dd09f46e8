// SPDX-License-Identifier: Apache-2.0
// Files of one folder that belong together and are replaced together (docs/adr/0020).
//
// New files are written beside the old ones under temporary names. When all are on the disc, one small record,
// .spondyl-commit, says which are renamed to what and which old ones go; it appears by a rename, all at once. Then what
// it says is done, and it is removed. A process that dies before the record leaves the old files as they were; after
// it, the next that opens the folder finishes what the record says. So a folder holds the old set or the new one.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/file_lock.hpp"

namespace spondyl {

// A folder that no other process of this program writes as long as this object lives. It is made where it is missing,
// a switch that a dead process began is finished, and what dead processes left half-written is cleared.
class OwnedFolder {
  public:
    // UserError: cannot be made or written, or another process works there (the message says which).
    explicit OwnedFolder(std::filesystem::path folder);

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
    FileLock lock_;
};

// For whoever only reads: finishes a switch that a dead process began, waits a little for one that is going on.
// UserError where the folder stays between two sets, as on a file system that is read-only.
void finish_switch(const std::filesystem::path& folder);

class FileSet {
  public:
    explicit FileSet(const OwnedFolder& folder);
    ~FileSet();  // without commit() the folder is as it was
    FileSet(const FileSet&) = delete;
    FileSet& operator=(const FileSet&) = delete;

    // A file of the new set; `name` is in the folder itself or in one folder in it ("incomplete/discs.csv"). `fill`
    // writes the path it is given. UserError if the system does not let it write.
    void add(const std::string& name, const std::function<void(const std::filesystem::path&)>& fill);
    void add_text(const std::string& name, std::string_view text);
    // A folder for files that other code names itself; take() puts one of them into the set.
    std::filesystem::path scratch();
    void take(const std::filesystem::path& in_scratch, const std::string& name);
    // What the new set does not have any more: a file; a folder in the folder, if it is empty by then. Neither need
    // exist.
    void remove(const std::string& name);
    void remove_folder(const std::string& name);

    // All at once. Links at the names of the set are replaced, not followed. UserError where something in the way
    // cannot be replaced, found out before anything is.
    void commit();

  private:
    [[nodiscard]] std::filesystem::path full(const std::string& name) const;

    std::filesystem::path folder_;
    std::vector<std::pair<std::string, std::string>> renames_;  // temporary name, name
    std::vector<std::string> removals_;
    std::vector<std::string> folder_removals_;
    std::vector<std::filesystem::path> scratch_;
    bool recorded_ = false;
};

}  // namespace spondyl
