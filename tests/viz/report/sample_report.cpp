// SPDX-License-Identifier: Apache-2.0
// Writes the report that browser_test.mjs opens: sample_report FILE.
#include <fmt/format.h>

#include "tests/viz/report/made_up_comparison.hpp"
#include "viz/report/report.hpp"

int main(int count, char** words) {
    if (count != 2) {
        fmt::print(stderr, "usage: sample_report FILE\n");
        return 2;
    }
    spondyl::write_report(spondyl::test::made_up_comparison(true), words[1]);
    return 0;
}
