// SPDX-License-Identifier: Apache-2.0
#include "io/file_set.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <system_error>
#include <thread>

#include "core/error.hpp"
#include "io/safe_write.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

constexpr const char* lock_name = ".spondyl-lock";
constexpr const char* record_name = ".spondyl-commit";

struct Record {
    std::vector<std::pair<std::string, std::string>> renames;
    std::vector<std::string> removals;
    std::vector<std::string> folder_removals;
};

bool is_plain(std::string_view part) {
    return !part.empty() && part != "." && part != ".." &&
           part.find_first_of(std::string_view("/\0", 2)) == std::string_view::npos;
}

// In the folder or in a subfolder, never outside: the record may come with a folder from an untrusted source.
bool is_inside(std::string_view name) {
    const std::size_t slash = name.find('/');
    if (slash == std::string_view::npos) return is_plain(name);
    return is_plain(name.substr(0, slash)) && is_plain(name.substr(slash + 1));
}

bool is_temporary(std::string_view name) {
    return is_inside(name) && is_temporary_name(name.substr(0, name.find('/')));
}

std::string text_of(const Record& record) {
    return nlohmann::ordered_json{
               {"rename", record.renames}, {"remove", record.removals}, {"remove_folders", record.folder_removals}}
               .dump(1) +
           "\n";
}

Record read_record(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(stream)), {});
    try {
        const nlohmann::json json = nlohmann::json::parse(text);
        Record record;
        json.at("rename").get_to(record.renames);
        json.at("remove").get_to(record.removals);
        json.at("remove_folders").get_to(record.folder_removals);
        const bool valid =
            std::ranges::all_of(record.renames,
                                [](const auto& one) { return is_temporary(one.first) && is_inside(one.second); }) &&
            std::ranges::all_of(record.removals, is_inside) && std::ranges::all_of(record.folder_removals, is_plain);
        if (valid) return record;
    } catch (const nlohmann::json::exception&) {  // reported below
    }
    throw UserError(fmt::format(
        "{} is not a record of this program; remove it if nothing else is wrong with the folder", file.string()));
}

// Carries out the record, or the rest of it. Files that were moved already no longer exist under their old names.
void carry_out(const fs::path& folder, const Record& record) {
    std::set<fs::path> touched = {folder};
    const auto failed = [&](const std::string& name, int error) {
        throw UserError(
            fmt::format("cannot replace {}: {}. The files of {} are of two runs until this is possible; the next "
                        "command on this folder tries again",
                        (folder / name).string(), std::strerror(error), folder.string()));
    };
    const auto touch = [&](const std::string& name) {
        const fs::path around = (folder / name).parent_path();
        // A record from an untrusted source must not reach out of the folder through a link.
        if (around != folder && fs::is_symlink(fs::symlink_status(around))) failed(name, ENOTDIR);
        touched.insert(around);
    };
    for (const auto& [temporary, name] : record.renames) {
        touch(name);
        if (rename((folder / temporary).c_str(), (folder / name).c_str()) != 0 && errno != ENOENT) failed(name, errno);
    }
    for (const std::string& name : record.removals) {
        touch(name);
        if (unlink((folder / name).c_str()) != 0 && errno != ENOENT && errno != ENOTDIR) failed(name, errno);
    }
    for (const std::string& name : record.folder_removals) {
        rmdir((folder / name).c_str());  // fails if it holds other files
        touched.erase(folder / name);
    }
    for (const fs::path& one : touched) {
        if (fs::is_directory(one)) sync_to_disc(fs::canonical(one), one);
    }
    if (unlink((folder / record_name).c_str()) != 0) failed(record_name, errno);
    sync_to_disc(fs::canonical(folder), folder);
}

void finish_old_switch(const fs::path& folder) {
    const fs::path file = folder / record_name;
    if (fs::exists(fs::symlink_status(file))) carry_out(folder, read_record(file));
}

void clear_leftovers(const fs::path& folder) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (is_temporary_name(entry.path().filename().string())) fs::remove_all(entry.path(), ignored);
    }
}

// Reason for which the system would refuse to rename over this name or to remove it; empty if it would not. `folder`:
// the folder that contains it.
std::string obstacle(const fs::path& folder, const fs::path& path) {
    struct statx found {};
    if (statx(AT_FDCWD, path.c_str(), AT_SYMLINK_NOFOLLOW, STATX_TYPE | STATX_UID, &found) != 0) return {};
    if (S_ISDIR(found.stx_mode)) return "it is a folder";
    if ((found.stx_attributes & (STATX_ATTR_IMMUTABLE | STATX_ATTR_APPEND)) != 0) return "it is write-protected";
    struct stat around {};
    const uid_t user = geteuid();
    if (stat(folder.c_str(), &around) == 0 && (around.st_mode & S_ISVTX) != 0 && user != 0 && user != found.stx_uid &&
        user != around.st_uid) {
        return "it belongs to another user";
    }
    return {};
}

}  // namespace

OwnedFolder::OwnedFolder(fs::path folder) : path_(std::move(folder)) {
    make_folder(path_);
    lock_ = FileLock(path_ / lock_name);
    if (lock_.state() == FileLock::State::held) {
        throw UserError(
            fmt::format("{} works in {}; wait for it, or name another folder", lock_.holder(), path_.string()));
    }
    if (lock_.state() == FileLock::State::unavailable)
        throw UserError(fmt::format("cannot write into the folder {}: {}", path_.string(), lock_.reason()));
    finish_old_switch(path_);
    // Without a lock it is unknown whether their writers are dead.
    if (lock_.state() == FileLock::State::taken) clear_leftovers(path_);
}

void finish_switch(const fs::path& folder) {
    using namespace std::chrono_literals;
    constexpr int patience = 50;
    for (int attempt = 0; fs::exists(fs::symlink_status(folder / record_name)); ++attempt) {
        try {
            const OwnedFolder owned(folder);
        } catch (const UserError& error) {
            if (attempt < patience && fs::exists(folder / lock_name)) {
                std::this_thread::sleep_for(100ms);
                continue;
            }
            throw UserError(
                fmt::format("the files of {} are being replaced by those of a newer run, and this cannot "
                            "be finished: {}",
                            folder.string(), error.what()));
        }
    }
}

FileSet::FileSet(const OwnedFolder& folder) : folder_(folder.path()) {}

FileSet::~FileSet() {
    std::error_code ignored;
    if (!recorded_) {
        for (const auto& [temporary, name] : renames_) fs::remove(folder_ / temporary, ignored);
    }
    for (const fs::path& folder : scratch_) fs::remove_all(folder, ignored);
}

fs::path FileSet::full(const std::string& name) const {
    SPONDYL_ASSERT(is_inside(name), "{} is not a name in a folder", name);
    return folder_ / name;
}

void FileSet::add(const std::string& name, const std::function<void(const fs::path&)>& fill) {
    const fs::path path = full(name);
    const fs::path temporary = new_temporary(folder_, path);
    renames_.emplace_back(temporary.filename().string(), name);
    fill(temporary);
}

void FileSet::add_text(const std::string& name, std::string_view text) {
    add(name, [&](const fs::path& temporary) { write_bytes(temporary, text, full(name)); });
}

fs::path FileSet::scratch() {
    fs::path folder = folder_ / temporary_name();
    if (mkdir(folder.c_str(), 0777) != 0)
        throw UserError(fmt::format("cannot write into the folder {}: {}", folder_.string(), std::strerror(errno)));
    return scratch_.emplace_back(std::move(folder));
}

void FileSet::take(const fs::path& in_scratch, const std::string& name) {
    static_cast<void>(full(name));
    renames_.emplace_back(fs::relative(in_scratch, folder_).string(), name);
    SPONDYL_ASSERT(is_temporary(renames_.back().first), "{} is not in the scratch folder", in_scratch.string());
}

void FileSet::remove(const std::string& name) {
    static_cast<void>(full(name));
    removals_.push_back(name);
}

void FileSet::remove_folder(const std::string& name) {
    SPONDYL_ASSERT(is_plain(name), "{} is not a name of a folder", name);
    folder_removals_.push_back(name);
}

void FileSet::commit() {
    std::set<std::string> names;
    for (const auto& [temporary, name] : renames_) names.insert(name);
    std::erase_if(removals_, [&](const std::string& name) { return names.contains(name); });
    names.insert(removals_.begin(), removals_.end());
    for (const std::string& name : names) {
        const fs::path path = full(name);
        if (const std::string why = obstacle(path.parent_path(), path); !why.empty())
            throw UserError(fmt::format("cannot replace {}: {}. The files there are as they were", path.string(), why));
    }
    for (const auto& [temporary, name] : renames_) {
        const fs::path around = full(name).parent_path();
        if (around != folder_ && fs::is_symlink(fs::symlink_status(around))) fs::remove(around);
        if (around != folder_) make_folder(around);
    }
    // All are written first and then synced, so that the system can write them to the disc together.
    for (const auto& [temporary, name] : renames_) sync_to_disc(folder_ / temporary, full(name));
    sync_to_disc(fs::canonical(folder_), folder_);
    const Record record{renames_, removals_, folder_removals_};
    write_text_safely(folder_ / record_name, text_of(record));
    recorded_ = true;
    carry_out(folder_, record);
}

}  // namespace spondyl
