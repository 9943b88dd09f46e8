// SPDX-License-Identifier: Apache-2.0

// Formulas of the validation table: whatever the text, it is a formula or a UserError, and it has a value, none, or a
// UserError where it is read from records.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/error.hpp"
#include "studies/expression.hpp"
#include "tests/studies/hand_made_records.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const spondyl::Records records = spondyl::test::hand_made_records();
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const spondyl::Expression expression = spondyl::Expression::parse(text);
        for (const char* level : {"L4-L5", "L3-L5"}) {
            try {
                static_cast<void>(expression.value(spondyl::test::at(records, "bend", "turn", level)));
            } catch (const spondyl::NotReached&) {
            }
        }
    } catch (const spondyl::UserError&) {
    }
    return 0;
}
