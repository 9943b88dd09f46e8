// SPDX-License-Identifier: Apache-2.0
#include "io/cache/settled_cache.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>
#include <vector>

#include "core/error.hpp"
#include "core/text/limits.hpp"
#include "core/text/text_file.hpp"
#include "io/cache/program_identity.hpp"
#include "io/cache/settled_file.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/schema.hpp"
#include "io/scenario/sha256.hpp"
#include "models/anatomy/own_set.hpp"
#include "models/anatomy/table.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

// Whether the scenario refers to a file by a path; all paths are absolute once a scenario has been read.
bool names_own_file(Scenario scenario) {
    for (const schema::Table& table : schema::tables()) {
        for (std::size_t i = 0; i < table.size(scenario); ++i) {
            for (const schema::Key& key : table.keys) {
                if (!key.access.get || key.access.kind != schema::Kind::text) continue;
                const schema::Value value = key.access.get(table.at(scenario, i));
                if (const auto* text = std::get_if<std::string>(&value); text && is_own_set(*text)) return true;
            }
        }
    }
    return false;
}

// Names and contents of all tables of the anatomy.
std::string tables_text() {
    const fs::path folder = data_directory();
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() == ".csv") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    std::string text;
    for (const fs::path& file : files) {
        text += fmt::format("{} {}\n", fs::relative(file, folder).string(),
                            sha256(read_text_file(file, "table", limits::table_bytes)));
    }
    return text;
}

std::string about(const SettleSubject& subject) {
    const Person& person = subject.scenario.person;
    const SpineOptions& spine = subject.scenario.spine;
    return fmt::format("{}, {} cm, {} kg, {} years; {} to {}, {}, {}", name(person.sex), person.height_cm,
                       person.mass_kg, person.age_years, name(spine.top), name(spine.bottom), name(spine.mesh),
                       subject.scenario.tissue.set);
}

}  // namespace

std::optional<std::string> settle_key(const SettleSubject& subject) {
    if (names_own_file(subject.scenario)) return std::nullopt;
    const std::optional<std::string> program = program_identity();
    if (!program) return std::nullopt;
    try {
        return sha256(fmt::format("{}\n{}\n{}\n{}\n{}\n", *program, tables_text(), canonical_toml(subject.scenario),
                                  subject.kind, sha256(subject.structure)));
    } catch (const UserError&) {
    } catch (const fs::filesystem_error&) {
    }
    return std::nullopt;  // a table cannot be read: its reader will report that
}

std::optional<SettledSpine> SettledCache::read() const {
    std::optional<SettledSpine> spine = read_settled(folder_.entry(key_), key_);
    if (spine) CacheFolder::touch(folder_.entry(key_));
    return spine;
}

std::optional<SettledSpine> SettledCache::find(const SettleSubject& subject, const std::function<void()>& waiting) {
    lock_ = FileLock();
    key_ = settle_key(subject).value_or("");
    if (key_.empty()) return std::nullopt;
    about_ = about(subject);
    if (std::optional<SettledSpine> spine = read()) return spine;
    try {
        folder_.make();
    } catch (const UserError&) {
        key_.clear();
        return std::nullopt;
    }
    constexpr std::chrono::milliseconds pause(20);
    const auto until = std::chrono::steady_clock::now() + wait_;
    while (true) {
        lock_ = FileLock(folder_.lock(key_));
        // The previous holder of the lock may have stored a spine, or not.
        if (std::optional<SettledSpine> spine = read()) {
            lock_ = FileLock();
            return spine;
        }
        if (lock_.state() != FileLock::State::held || std::chrono::steady_clock::now() > until) return std::nullopt;
        waiting();
        std::this_thread::sleep_for(pause);
    }
}

void SettledCache::keep(const SettledSpine& spine) {
    if (key_.empty()) return;
    try {
        write_settled(spine, key_, about_, folder_.entry(key_));
        folder_.shrink(CacheFolder::most_bytes);
    } catch (const UserError&) {
    }
    lock_ = FileLock();
}

}  // namespace spondyl
