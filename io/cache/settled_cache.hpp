// SPDX-License-Identifier: Apache-2.0
// Settled spines in the cache folder, each under the hash of everything that it depends on (docs/adr/0046).
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "io/cache/cache_folder.hpp"
#include "io/file_lock.hpp"
#include "models/run/settled_store.hpp"

namespace spondyl {

class SettledCache : public SettledStore {
  public:
    // The process that holds the lock settles the spine; others wait this long, then settle it themselves.
    static constexpr std::chrono::seconds longest_wait{120};

    explicit SettledCache(std::filesystem::path folder, std::chrono::milliseconds wait = longest_wait)
        : folder_(std::move(folder)), wait_(wait) {}

    std::optional<SettledSpine> find(const SettleSubject& subject, const std::function<void()>& waiting) override;
    // Also releases the lock. Failure to write is no reason to end a run.
    void keep(const SettledSpine& spine) override;

  private:
    [[nodiscard]] std::optional<SettledSpine> read() const;

    CacheFolder folder_;
    std::chrono::milliseconds wait_;
    std::string key_;  // empty: this subject is not cached
    std::string about_;
    FileLock lock_;
};

// The SHA-256 of program, tables, person, spine, tissue, solver and mesh. none if it cannot be determined: for
// scenarios with files of the user's own, which may change, and for a program without identity.
std::optional<std::string> settle_key(const SettleSubject& subject);

}  // namespace spondyl
