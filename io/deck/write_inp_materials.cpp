// SPDX-License-Identifier: Apache-2.0
// Materials, sections and fibres in .inp.
#include <fmt/ranges.h>

#include <Eigen/Geometry>
#include <algorithm>

#include "core/error.hpp"
#include "io/deck/inp_writer.hpp"
#include "models/deck/material_choice.hpp"

namespace spondyl {

namespace {

constexpr double incompressible_limit = 0.4995;

// Directions and the axes in which they are given, turned so that the third component of no direction is near 0:
// CalculiX takes two components and finds that one.
struct TurnedDirections {
    Mat3 turn = Mat3::Identity();  // columns: new axes in the old ones
    std::vector<Vec3> directions;
};

TurnedDirections turned(const std::vector<Vec3>& directions) {
    Vec3 sum = Vec3::Zero();
    for (const Vec3& d : directions) sum += sum.dot(d) < 0.0 ? Vec3(-d) : d;
    TurnedDirections result;
    const Vec3 z = sum.normalized();
    Eigen::Index least = 0;
    z.cwiseAbs().minCoeff(&least);
    result.turn.col(2) = z;
    result.turn.col(0) = z.cross(Vec3::Unit(least)).normalized();
    result.turn.col(1) = z.cross(result.turn.col(0));
    for (const Vec3& d : directions)
        result.directions.push_back(result.turn.transpose() * (z.dot(d) < 0.0 ? Vec3(-d) : d));
    return result;
}

}  // namespace

double InpWriter::compressibility(const DeckMaterial& material, double d) {
    if (d != 0.0 || !for_calculix_) return d;
    const MaterialChoice choice = choose_material(material);
    const double bulk = std::visit([](const auto& m) { return m.bulk_modulus; }, choice.material);
    leave_out(fmt::format("{} is incompressible in the deck and has a bulk modulus of {:g} MPa in this file",
                          material.name, bulk));
    return 2.0 / bulk;
}

void InpWriter::write_law(const DeckMaterial& material, const DeckElastic& law) {
    double ratio = law.poisson_ratio;
    if (for_calculix_ && ratio > incompressible_limit) {
        leave_out(fmt::format("{}: Poisson's ratio {} is written as {}", material.name, ratio, incompressible_limit));
        ratio = incompressible_limit;
    }
    leave_out(
        "linear elasticity (*ELASTIC) is that of small strain: at some per cent of strain Spondyl, Abaqus and "
        "CalculiX differ");
    put("*ELASTIC\n{}, {}\n", deck_number(law.youngs_modulus), deck_number(ratio));
}

void InpWriter::write_law(const DeckMaterial& material, const DeckMooneyRivlin& law) {
    const std::string d = deck_number(compressibility(material, law.d));
    if (law.c01 == 0.0) {
        put("*HYPERELASTIC, NEO HOOKE\n{}, {}\n", deck_number(law.c10), d);
    } else {
        put("*HYPERELASTIC, MOONEY-RIVLIN\n{}, {}, {}\n", deck_number(law.c10), deck_number(law.c01), d);
    }
}

void InpWriter::write_law(const DeckMaterial& material, const DeckReducedPolynomial& law) {
    const std::size_t n = law.c.size();
    if (for_calculix_ && n > 3) {
        throw UserError(fmt::format("{}: a reduced polynomial of {} terms; CalculiX has at most 3", material.name, n));
    }
    put("*HYPERELASTIC, REDUCED POLYNOMIAL, N={}\n", n);
    std::vector<std::string> numbers;
    for (const double c : law.c) numbers.push_back(deck_number(c));
    numbers.push_back(deck_number(compressibility(material, law.d)));
    // Where D2 is 0 CalculiX takes a constant of its own.
    numbers.resize(2 * n, for_calculix_ ? "1e15" : "0");
    const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(8, numbers.size()));
    put("{}\n", fmt::join(numbers.begin(), middle, ", "));
    if (middle != numbers.end()) put("{}\n", fmt::join(middle, numbers.end(), ", "));
}

void InpWriter::write_law(const DeckMaterial& material, const DeckHolzapfel& law) {
    const double d = compressibility(material, law.d);
    if (for_calculix_) return;  // with its directions, in write_fibres
    put("*ANISOTROPIC HYPERELASTIC, HOLZAPFEL, LOCAL DIRECTIONS={}\n{}, {}, {}, {}, {}\n", law.families,
        deck_number(law.c10), deck_number(d), deck_number(law.k1), deck_number(law.k2), deck_number(law.kappa));
}

void InpWriter::write_materials() {
    std::vector<std::string> names;
    for (const DeckMaterial& m : deck_.materials) names.push_back(m.name);
    material_names_ = plain_names(names);
    for (std::size_t m = 0; m < deck_.materials.size(); ++m) {
        const DeckMaterial& material = deck_.materials[m];
        if (for_calculix_ && std::holds_alternative<DeckHolzapfel>(material.law)) continue;
        put("*MATERIAL, NAME={}\n", material_names_[m]);
        std::visit([&](const auto& law) { write_law(material, law); }, material.law);
    }
}

std::string InpWriter::write_fibres(const DeckRegion& region, std::size_t number, const std::vector<Vec3>& directions) {
    const DeckMaterial& material = deck_.materials[static_cast<std::size_t>(region.material)];
    const auto& law = std::get<DeckHolzapfel>(material.law);
    if (law.kappa > 0.0) {
        leave_out(fmt::format(
            "dispersion of fibres (kappa) is 0 in this file, {:g} in the tissue: CalculiX has no such law, and its "
            "fibres are stiffer",
            law.kappa));
    }
    const std::string prefix = "ELASTIC_FIBER";
    const std::string& name = material_names_[static_cast<std::size_t>(region.material)];
    std::string full = name.starts_with(prefix) ? name : fmt::format("{}_{}_{}", prefix, name, number);
    std::vector<std::string> numbers = {deck_number(law.c10), deck_number(compressibility(material, law.d))};
    for (const Vec3& n : directions) {
        for (const double value : {n.x(), n.y(), law.k1, law.k2}) numbers.push_back(deck_number(value));
    }
    put("*MATERIAL, NAME={}\n*USER MATERIAL, CONSTANTS={}\n", full, numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        put("{}{}", numbers[i], i % 8 == 7 || i + 1 == numbers.size() ? "\n" : ", ");
    }
    return full;
}

void InpWriter::write_sections() {
    for (std::size_t r = 0; r < regions_.size(); ++r) {
        const DeckRegion& region = regions_[r];
        // Names that begin so are a program's own and are not kept by readers.
        const std::string set = fmt::format("_region{}", r + 1);
        put("*ELSET, ELSET={}\n{}", set, inp_lines_of(region.cells));
        std::string material = material_names_[static_cast<std::size_t>(region.material)];
        std::string orientation;
        if (region.orientation >= 0) {
            const auto& given = deck_.orientations[static_cast<std::size_t>(region.orientation)].directions;
            const bool fibres =
                std::holds_alternative<DeckHolzapfel>(deck_.materials[static_cast<std::size_t>(region.material)].law);
            const TurnedDirections t =
                for_calculix_ && !given.empty() ? turned(given) : TurnedDirections{.directions = given};
            if (for_calculix_ && fibres) material = write_fibres(region, r + 1, t.directions);
            const std::string name = fmt::format("axes{}", r + 1);
            write_axes(region, name, t.turn, t.directions);
            orientation = ", ORIENTATION=" + name;
        }
        put("*SOLID SECTION, ELSET={}, MATERIAL={}{}\n", set, material, orientation);
    }
}

void InpWriter::write_axes(const DeckRegion& region, const std::string& name, const Mat3& turn,
                           const std::vector<Vec3>& directions) {
    const std::string table = for_calculix_ ? "" : fmt::format(", TABLE={}_table", name);
    if (!for_calculix_) put("*DISTRIBUTION TABLE, NAME={}_table\nCOORD3D, COORD3D\n", name);
    put("*DISTRIBUTION, NAME={0}_of_elements, LOCATION=ELEMENT{1}\n, 1., 0., 0., 0., 1., 0.\n", name, table);
    for (const int cell : region.cells) {
        const Mat3 axes = deck_.sections[static_cast<std::size_t>(cell)].axes * turn;
        put("{}, {}, {}\n", cell + 1, inp_vector(axes.col(0)), inp_vector(axes.col(1)));
    }
    const bool lists = !for_calculix_ && !directions.empty();
    put("*ORIENTATION, NAME={}{}\n{}_of_elements\n", name,
        lists ? fmt::format(", LOCAL DIRECTIONS={}", directions.size()) : std::string(), name);
    if (!lists) return;
    put("3, 0.\n");
    for (const Vec3& direction : directions) put("{}\n", inp_vector(direction));
}

}  // namespace spondyl
