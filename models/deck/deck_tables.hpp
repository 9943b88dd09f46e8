// SPDX-License-Identifier: Apache-2.0
// The tables in the result of a deck.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/result/field_result.hpp"

namespace spondyl {

enum class DeckTable : char { materials, bodies, reactions, cell_sets, springs };

// By DeckTable.
inline constexpr std::array<std::string_view, 5> deck_table_names = {"materials", "reference_nodes", "reactions",
                                                                     "cell_sets", "springs"};

// With columns and no rows, by DeckTable.
std::vector<DataTable> empty_deck_tables();

// A table that grows row by row.
class TableRows {
  public:
    explicit TableRows(DataTable& table) : table_(table) {}
    void text(std::size_t column, std::string value) { table_.texts[column].rows.push_back(std::move(value)); }
    void number(double value) { table_.numbers[next_++ % table_.numbers.size()].rows.push_back(value); }
    void vector(const Vec3& v) {
        for (int c = 0; c < 3; ++c) number(v[c]);
    }

  private:
    DataTable& table_;
    std::size_t next_ = 0;
};

}  // namespace spondyl
