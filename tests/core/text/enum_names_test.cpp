// SPDX-License-Identifier: Apache-2.0
#include "core/text/enum_names.hpp"

#include <gtest/gtest.h>

namespace spondyl {

// ADL finds enum_names in the namespace of the enum.
enum class Colour { red, green, blue };
inline constexpr std::array<std::string_view, 3> colour_names = {"red", "deep-green", "blue"};
constexpr const auto& enum_names(Colour /*of*/) {
    return colour_names;
}

enum class Longer { first, second, third };
inline constexpr std::array<std::string_view, 2> longer_names = {"first", "second"};
constexpr const auto& enum_names(Longer /*of*/) {
    return longer_names;
}

enum class Shorter { first };
inline constexpr std::array<std::string_view, 2> shorter_names = {"first", "second"};
constexpr const auto& enum_names(Shorter /*of*/) {
    return shorter_names;
}

enum class Gap { first = 0, third = 2 };
inline constexpr std::array<std::string_view, 2> gap_names = {"first", "third"};
constexpr const auto& enum_names(Gap /*of*/) {
    return gap_names;
}

namespace {

static_assert(every_enumerator_has_a_name<Colour>);
static_assert(!every_enumerator_has_a_name<Longer>, "an enumerator behind the last name");
static_assert(!every_enumerator_has_a_name<Shorter>, "a name behind the last enumerator");
static_assert(!every_enumerator_has_a_name<Gap>, "places are numbers");

TEST(EnumNames, names_and_enumerators_belong_together) {
    EXPECT_EQ(name(Colour::green), "deep-green");
    EXPECT_EQ(find_enumerator<Colour>("blue"), Colour::blue);
    EXPECT_FALSE(find_enumerator<Colour>("Blue").has_value());
    EXPECT_FALSE(find_enumerator<Colour>("").has_value());
}

TEST(EnumNames, a_number_that_is_no_enumerator_has_no_name) {
    EXPECT_THROW((void)name(static_cast<Colour>(3)), std::out_of_range);
}

}  // namespace
}  // namespace spondyl
