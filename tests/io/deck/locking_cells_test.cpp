// SPDX-License-Identifier: Apache-2.0
// Decks with elements that lock in their material are reported.
#include "models/deck/locking_cells.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/deck/run_deck.hpp"
#include "tests/io/deck/deck_texts.hpp"

namespace spondyl {
namespace {

using ::testing::HasSubstr;

constexpr const char* incompressible = "*HYPERELASTIC, NEO HOOKE\n0.2, 0.\n";

// A unit cube of a brick, two wedges or six tetrahedra; a second cube of a brick on it, of the same material.
std::string two_cubes(const std::string& lower, const std::string& law) {
    return "*NODE, NSET=ALL\n1, 0., 0., 0.\n2, 1., 0., 0.\n3, 1., 1., 0.\n4, 0., 1., 0.\n"
           "5, 0., 0., 1.\n6, 1., 0., 1.\n7, 1., 1., 1.\n8, 0., 1., 1.\n"
           "9, 0., 0., 3.\n10, 1., 0., 3.\n11, 1., 1., 3.\n12, 0., 1., 3.\n"
           "*NSET, NSET=BOTTOM\n1, 2, 3, 4\n*NSET, NSET=TOP\n9, 10, 11, 12\n" +
           lower + "*ELEMENT, ELSET=BODY, TYPE=C3D8\n100, 5, 6, 7, 8, 9, 10, 11, 12\n*MATERIAL, NAME=JELLY\n" + law +
           "*SOLID SECTION, ELSET=BODY, MATERIAL=JELLY\n*STEP\n*STATIC\n1., 1.\n*BOUNDARY\nBOTTOM, 1, 3\nTOP, 3, 3, "
           "0.01\n*END STEP\n";
}
constexpr const char* tetrahedra =
    "*ELEMENT, ELSET=BODY, TYPE=C3D4\n1, 1, 2, 3, 7\n2, 1, 3, 4, 7\n3, 1, 4, 8, 7\n4, 1, 8, 5, 7\n5, 1, 5, 6, 7\n"
    "6, 1, 6, 2, 7\n";
constexpr const char* wedges = "*ELEMENT, ELSET=BODY, TYPE=C3D6\n1, 1, 2, 3, 5, 6, 7\n2, 1, 3, 4, 5, 7, 8\n";

std::vector<LockingCells> found_in(const std::string& text) {
    const Deck deck = test::read_text_deck(text);
    return locking_cells(DeckModel(deck));
}

TEST(LockingCells, linear_tetrahedra_of_nearly_incompressible_material_are_found) {
    const auto found = found_in(two_cubes(tetrahedra, incompressible));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].material, "JELLY");
    EXPECT_EQ(found[0].cells, Tet4::type);
    EXPECT_EQ(found[0].incompressible, Incompressible::locks);
    EXPECT_NEAR(found[0].volume_share, 1.0 / 3.0, 1e-12);
    EXPECT_NEAR(found[0].bulk_over_shear, 1000.0, 1e-9);
    EXPECT_THAT(locking_text(found[0]), HasSubstr("33 % of its volume is meshed with tet4"));
    EXPECT_THAT(locking_text(found[0]), HasSubstr("tet10"));
}

TEST(LockingCells, compressible_material_may_have_any_elements) {
    EXPECT_TRUE(found_in(two_cubes(tetrahedra, "*ELASTIC\n1., 0.3\n")).empty());
    EXPECT_TRUE(found_in(two_cubes(tetrahedra, "*ELASTIC\n1., 0.47\n")).empty());
    EXPECT_EQ(found_in(two_cubes(tetrahedra, "*ELASTIC\n1., 0.48\n")).size(), 1U);
}

TEST(LockingCells, wedges_are_reported_only_where_they_fill_the_material) {
    EXPECT_TRUE(found_in(two_cubes(wedges, incompressible)).empty());  // a third, the rest a brick
    std::string most = two_cubes(wedges, incompressible);
    const std::string_view high = ", 3.\n";
    for (auto at = most.find(high); at != std::string::npos; at = most.find(high))
        most.replace(at, high.size(), ", 1.5\n");
    const auto found = found_in(most);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].incompressible, Incompressible::stiff);
    EXPECT_THAT(locking_text(found[0]), HasSubstr("hex8, hex20, tet10 do not"));
}

TEST(LockingCells, the_result_of_a_run_says_so) {
    const FieldResult result = run_deck(test::read_text_deck(two_cubes(tetrahedra, incompressible)), {.threads = 1});
    EXPECT_THAT(result.warnings, ::testing::Contains(HasSubstr("tet4")));
}

}  // namespace
}  // namespace spondyl
