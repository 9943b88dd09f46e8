// SPDX-License-Identifier: Apache-2.0

// Plans of sweeps: whatever the text, it is a plan or a UserError. What is read is written as the same plan again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/error.hpp"
#include "studies/sweep/manifest.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    try {
        const spondyl::SweepManifest manifest = spondyl::parse_manifest(text, "manifest.json");
        if (spondyl::parse_manifest(spondyl::manifest_text(manifest), "again.json") != manifest) std::abort();
    } catch (const spondyl::UserError&) {
    }
    return 0;
}
