// SPDX-License-Identifier: Apache-2.0
// Keys of a scenario by their path, as studies name them:
//   person.mass_kg                a key of a table
//   person.disc_grade.L4-L5       a key of a table in a table
//   task.lift.load_kg             a key of the row of that name in a list of tables
//   task.1.load_kg                the same by its place, counted from 1
//   task.load_kg                  the key of every row
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "io/scenario/schema.hpp"

namespace spondyl {

struct KeyPath {
    std::string text;                      // as it was written
    const schema::Table* table = nullptr;  // both live as long as the program
    const schema::Key* key = nullptr;
    std::optional<std::size_t> row;  // of a list of tables, from 0; every row if empty

    [[nodiscard]] bool is_number() const;  // a number or a whole number
};

struct KeyPathMistake {
    std::string message;
    std::string help;  // what is allowed
};

// `scenario` determines which rows exist. Keys that only the loader uses (extends) are unknown here.
std::variant<KeyPath, KeyPathMistake> find_key_path(std::string_view text, const Scenario& scenario);

}  // namespace spondyl
