// SPDX-License-Identifier: Apache-2.0
#include "io/results/result_folder.hpp"

#include <new>

#include "core/error.hpp"
#include "io/results/result_file.hpp"
#include "io/results/result_tables.hpp"
#include "io/room.hpp"

namespace spondyl {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

void ResultFolder::try_room(std::size_t bytes) const {
    spondyl::try_room(folder_, bytes);
}

void ResultFolder::keep(const Add& add) {
    constexpr int patience = 20;  // in units of the time that writing takes
    const Clock::time_point begin = Clock::now();
    if (begin < next_) return;
    try {
        FileSet set(folder_);
        add(set, incomplete_folder_name);
        remove_made(set, path(), incomplete_folder_name);
        set.commit();
        kept_ = path() / incomplete_folder_name / result_file_name;
    } catch (const UserError&) {  // save() will report it if it persists
    } catch (const std::bad_alloc&) {
    }
    const Clock::time_point end = Clock::now();
    next_ = end + patience * (end - begin);
}

fs::path ResultFolder::save(bool complete, const Add& add) {
    const bool beside = !complete && holds_complete_result(path() / result_file_name);
    FileSet set(folder_);
    add(set, beside ? incomplete_folder_name : "");
    if (beside) {
        remove_made(set, path(), incomplete_folder_name);
    } else {
        remove_made(set, path());
        remove_result(set, path(), incomplete_folder_name);
    }
    set.commit();
    kept_ = beside ? path() / incomplete_folder_name / result_file_name : path() / result_file_name;
    return *kept_;
}

}  // namespace spondyl
