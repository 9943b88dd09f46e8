// SPDX-License-Identifier: Apache-2.0
// A column of a table of measures: what files, terminal tables and [[expect]] know of a number.
#pragma once

#include <string_view>

namespace spondyl {

template <class Row>
struct Column {
    std::string_view name;  // with its unit, as in files and [expect]
    std::string_view unit;
    std::string_view doc;
    double Row::*member;
};

}  // namespace spondyl
