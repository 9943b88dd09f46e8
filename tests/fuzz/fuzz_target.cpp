// SPDX-License-Identifier: Apache-2.0

// Target tables of `spondyl calibrate`: whatever the text, it is a table whose rows can be fitted to, or a UserError.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/error.hpp"
#include "studies/calibration/target_table.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    try {
        const spondyl::TargetTable table = spondyl::parse_targets(text, "fuzz.csv");
        for (const spondyl::TargetRow& row : table.rows) {
            if (!std::isfinite(row.value) || !(row.sd > 0.0) || !(row.load > 0.0) || !(row.top < row.bottom))
                std::abort();
            if (row.description().empty()) std::abort();
        }
    } catch (const spondyl::UserError&) {
    }
    return 0;
}
