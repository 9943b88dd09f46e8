// SPDX-License-Identifier: Apache-2.0
#include "app/made_files.hpp"

#include "app/result_path.hpp"
#include "io/file_set.hpp"
#include "io/safe_write.hpp"

namespace spondyl::app {

namespace fs = std::filesystem;

std::vector<fs::path> put_beside(const fs::path& folder, const fs::path& result_file, const RunInfo& run,
                                 const std::function<std::vector<fs::path>(const fs::path& folder)>& make) {
    const OwnedFolder owned(folder);
    FileSet set(owned);
    std::vector<fs::path> files;
    std::vector<std::string> names;
    for (const fs::path& made : make(set.scratch())) {
        names.push_back(made.filename().string());
        set.take(made, names.back());
        files.push_back(folder / names.back());
    }
    if (fs::equivalent(folder, folder_of(result_file))) add_made(set, folder, run.run_id, names);
    set.commit();
    return files;
}

}  // namespace spondyl::app
