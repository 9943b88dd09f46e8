// SPDX-License-Identifier: Apache-2.0
// Files of one folder that belong together and are replaced together (docs/adr/0020).
//
// New files are written beside the old ones under temporary names. When all are on the disc, a small record,
// .spondyl-commit, states which files are renamed and which old ones are removed; it is created by an atomic rename.
// Then it is carried out and removed. If a process dies before the record exists, the old files are unchanged; after
// that, the next process that opens the folder completes the record. So a folder holds either the old set or the new
// one.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/file_lock.hpp"

namespace spondyl {

// A folder that no other process of this program writes while this object exists. It is created if it is missing, an
// interrupted replacement of files is completed, and temporary files of dead processes are removed.
class OwnedFolder {
  public:
    // UserError: it cannot be created or written, or another process works there (the message says which).
    explicit OwnedFolder(std::filesystem::path folder);

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
    FileLock lock_;
};

// For readers: completes a replacement that a dead process began, and waits briefly for one in progress. UserError if
// the folder remains between two sets, as on a read-only file system.
void finish_switch(const std::filesystem::path& folder);

class FileSet {
  public:
    explicit FileSet(const OwnedFolder& folder);
    ~FileSet();  // without commit() the folder is unchanged
    FileSet(const FileSet&) = delete;
    FileSet& operator=(const FileSet&) = delete;

    // A file of the new set; `name` is in the folder itself or in one subfolder ("incomplete/discs.csv"). `fill` writes
    // the path that it is given. UserError if the system refuses to write it.
    void add(const std::string& name, const std::function<void(const std::filesystem::path&)>& fill);
    void add_text(const std::string& name, std::string_view text);
    // A folder for files that are named by other code; take() adds one of them to the set.
    std::filesystem::path scratch();
    void take(const std::filesystem::path& in_scratch, const std::string& name);
    // Removes something that the new set does not contain: a file; a subfolder, if it is empty by then. Neither need
    // exist.
    void remove(const std::string& name);
    void remove_folder(const std::string& name);

    // All at once. Links at the names of the set are replaced, not followed. UserError if something in the way cannot
    // be replaced, which is found out before anything is changed.
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
