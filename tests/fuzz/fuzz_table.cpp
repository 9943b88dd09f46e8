// SPDX-License-Identifier: Apache-2.0

// Tables of numbers: whatever the text, it is a table or a UserError, and each of its cells is a number or a UserError.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/error.hpp"
#include "models/anatomy/table.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    try {
        const spondyl::Table table = spondyl::Table::parse(
            text, "fuzz.csv", {.columns = {"level", "parameter", "unit"}, .key = {"level", "parameter"}});
        for (const spondyl::Table::Row& row : table.rows()) {
            table.find(table.text(row, "level"), table.text(row, "parameter"));
            try {
                table.number(row, "value");
            } catch (const spondyl::UserError&) {
            }
        }
    } catch (const spondyl::UserError&) {
    }
    return 0;
}
