// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <memory>
#include <mutex>

#include "models/anatomy/read_numbers.hpp"

namespace spondyl {

Anatomy load_anatomy(const std::filesystem::path& folder) {
    return {.spine = load_spine_anatomy(folder),
            .body = load_body_anatomy(folder),
            .posture = load_posture_anatomy(folder)};
}

const Anatomy& default_anatomy() {
    static std::mutex mutex;
    static std::map<std::filesystem::path, std::unique_ptr<const Anatomy>> loaded;
    const std::filesystem::path folder = data_directory();
    const std::scoped_lock lock(mutex);
    std::unique_ptr<const Anatomy>& anatomy = loaded[folder];
    if (!anatomy) anatomy = std::make_unique<const Anatomy>(load_anatomy(folder));
    return *anatomy;
}

}  // namespace spondyl
