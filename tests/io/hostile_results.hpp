// SPDX-License-Identifier: Apache-2.0
// Result files as an attacker or a defective disc might produce them: the sample result with one change.
#pragma once

#include <hdf5.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace spondyl::test {

struct HostileResult {
    std::string name;
    std::function<void(hid_t file)> change;
    std::string says;  // part of the reader's error message
};

const std::vector<HostileResult>& hostile_results();

void write_hostile_result(const HostileResult& hostile, const std::filesystem::path& path);

}  // namespace spondyl::test
