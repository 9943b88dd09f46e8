// SPDX-License-Identifier: Apache-2.0
// A symmetric sparse matrix: upper triangle by rows, columns ascending.
#pragma once

#include <vector>

namespace spondyl {

struct SymmetricMatrix {
    int size = 0;
    std::vector<int> row_start;  // size + 1
    std::vector<int> column;     // >= row
    std::vector<double> value;
};

}  // namespace spondyl
