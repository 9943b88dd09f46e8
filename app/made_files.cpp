// SPDX-License-Identifier: Apache-2.0
#include "app/made_files.hpp"

#include "io/file_set.hpp"
#include "io/results/result_tables.hpp"

namespace spondyl::app {

namespace fs = std::filesystem;

std::vector<fs::path> put_beside(const fs::path& folder, const Result& result,
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
    if (fs::exists(folder / result_file_name)) add_made(set, folder, result.run_id, names);
    set.commit();
    return files;
}

}  // namespace spondyl::app
