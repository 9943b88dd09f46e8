// SPDX-License-Identifier: Apache-2.0
#include "studies/scenario_words.hpp"

#include <fmt/format.h>

namespace spondyl {

std::string person_of_limits(const Person& person) {
    const char* who = person.sex == Sex::female ? "a woman"
                      : person.sex == Sex::male ? "a man"
                                                : "the mean of both sexes";
    return fmt::format("{} of {:g} years", who, person.age_years);
}

std::string lifts_of_limits(const Handling& handling) {
    return handling.lifts_per_day ? fmt::format("{:.4g}", *handling.lifts_per_day) : "not given (as up to 100)";
}

}  // namespace spondyl
