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
    // The one to settle is the one with the lock; the others wait this long, then settle for themselves.
    static constexpr std::chrono::seconds longest_wait{120};

    explicit SettledCache(std::filesystem::path folder, std::chrono::milliseconds wait = longest_wait)
        : folder_(std::move(folder)), wait_(wait) {}

    std::optional<SettledSpine> find(const SettleSubject& subject, const std::function<void()>& waiting) override;
    // Also lets go of the lock. A disc that does not take it is no reason to end a run.
    void keep(const SettledSpine& spine) override;

  private:
    [[nodiscard]] std::optional<SettledSpine> read() const;

    CacheFolder folder_;
    std::chrono::milliseconds wait_;
    std::string key_;  // empty: nothing is kept of this subject
    std::string about_;
    FileLock lock_;
};

// The SHA-256 of program, tables, person, spine, tissue, solver and mesh. none where that cannot be told: files of a
// user's own may change, a program without identity could be any.
std::optional<std::string> settle_key(const SettleSubject& subject);

}  // namespace spondyl
