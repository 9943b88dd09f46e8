// SPDX-License-Identifier: Apache-2.0
// What every element must keep, whatever its shape: partition of unity, completeness, derivatives, quadrature.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "core/math/dual.hpp"
#include "tests/core/support/element_box.hpp"

namespace spondyl::testing {
namespace {

// Simplex, cube [-1, 1]^d, or wedge (triangle times [0, 1]), told from the number of corners on the axes.
enum class Shape { simplex, cube, wedge };

template <class E>
constexpr Shape shape_of() {
    if (E::name.starts_with("wedge")) return Shape::wedge;
    return E::name.starts_with("t") ? Shape::simplex : Shape::cube;
}

template <class E>
constexpr bool is_quadratic() {
    constexpr std::array quadratic = {std::string_view("tri6"), std::string_view("quad8"), std::string_view("tet10"),
                                      std::string_view("hex20")};
    for (const auto name : quadratic) {
        if (name == E::name) return true;
    }
    return false;
}

template <class E>
using Exponents = std::array<int, E::dimension>;

// Integral of x^a y^b z^c over the reference shape: closed forms.
template <class E>
double exact_integral(const Exponents<E>& e) {
    const auto simplex = [&](std::size_t dimension) {
        double numerator = 1.0;
        int sum = static_cast<int>(dimension);
        for (std::size_t d = 0; d < dimension; ++d) {
            numerator *= std::tgamma(e[d] + 1.0);
            sum += e[d];
        }
        return numerator / std::tgamma(sum + 1.0);
    };
    if constexpr (shape_of<E>() == Shape::simplex) return simplex(e.size());
    if constexpr (shape_of<E>() == Shape::wedge) return simplex(2) / (e[2] + 1.0);
    double product = 1.0;
    for (const int n : e) product *= n % 2 == 0 ? 2.0 / (n + 1.0) : 0.0;
    return product;
}

template <class E>
double monomial(const LocalPoint<E::dimension>& x, const Exponents<E>& e) {
    double product = 1.0;
    for (std::size_t d = 0; d < x.size(); ++d) product *= std::pow(x[d], e[d]);
    return product;
}

// All exponents of total degree `degree`.
template <class E, class Visit>
void for_each_exponents(int degree, Visit&& visit) {
    for (int a = 0; a <= degree; ++a) {
        if constexpr (E::dimension == 2) {
            visit(Exponents<E>{a, degree - a});
        } else {
            for (int b = 0; a + b <= degree; ++b) visit(Exponents<E>{a, b, degree - a - b});
        }
    }
}

template <class E>
class ElementTest : public ::testing::Test {
  protected:
    // Points inside the reference shape, and some outside: polynomials do not mind.
    static std::vector<LocalPoint<E::dimension>> samples() {
        std::mt19937 random(3);
        std::uniform_real_distribution<double> uniform(-1.0, 1.0);
        std::vector<LocalPoint<E::dimension>> points(20);
        for (auto& point : points) {
            for (double& c : point) c = uniform(random);
        }
        return points;
    }
};

template <class Tuple>
struct AsTypes;
template <class... E>
struct AsTypes<std::tuple<E...>> {
    using Types = ::testing::Types<E...>;
};
using Elements = AsTypes<decltype(std::tuple_cat(SolidElements{}, FaceElements{}))>::Types;

TYPED_TEST_SUITE(ElementTest, Elements, ElementName);

TYPED_TEST(ElementTest, ShapeFunctionsSumToOne) {
    for (const auto& x : this->samples()) {
        double sum = 0.0;
        for (const double n : TypeParam::shape(x)) sum += n;
        EXPECT_NEAR(sum, 1.0, 1e-14);
    }
}

TYPED_TEST(ElementTest, ShapeFunctionsAreOneAtTheirNodeAndZeroAtTheOthers) {
    const auto& nodes = TypeParam::node_positions;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto n = TypeParam::shape(nodes[i]);
        for (std::size_t j = 0; j < nodes.size(); ++j) EXPECT_NEAR(n[j], i == j ? 1.0 : 0.0, 1e-15) << i << " " << j;
    }
}

// Linear functions are interpolated exactly by all, quadratic ones by elements with nodes on their edges.
TYPED_TEST(ElementTest, PolynomialsOfItsOrderAreInterpolatedExactly) {
    using E = TypeParam;
    for (int degree = 0; degree <= (is_quadratic<E>() ? 2 : 1); ++degree) {
        for_each_exponents<E>(degree, [&](const Exponents<E>& e) {
            for (const auto& x : this->samples()) {
                const auto n = E::shape(x);
                double sum = 0.0;
                for (std::size_t i = 0; i < n.size(); ++i) sum += n[i] * monomial<E>(E::node_positions[i], e);
                EXPECT_NEAR(sum, monomial<E>(x, e), 1e-14);
            }
        });
    }
}

TYPED_TEST(ElementTest, GradientsAreDerivativesOfTheShapeFunctions) {
    constexpr auto dimension = static_cast<std::size_t>(TypeParam::dimension);
    for (const auto& x : this->samples()) {
        const auto g = TypeParam::gradient(x);
        for (std::size_t d = 0; d < dimension; ++d) {
            LocalPoint<TypeParam::dimension, Dual<>> dual;
            for (std::size_t c = 0; c < dimension; ++c) dual[c] = Dual<>(x[c], c == d ? 1.0 : 0.0);
            const auto n = TypeParam::shape(dual);
            for (std::size_t i = 0; i < n.size(); ++i) {
                EXPECT_NEAR(g[i][static_cast<int>(d)], n[i].derivative, 1e-14);
            }
        }
    }
}

TYPED_TEST(ElementTest, QuadratureIsExactUpToItsDegreeAndNotBeyond) {
    using E = TypeParam;
    const auto error = [](const Exponents<E>& e) {
        double sum = 0.0;
        for (const auto& q : E::quadrature()) sum += q.weight * monomial<E>(q.at, e);
        return std::abs(sum - exact_integral<E>(e));
    };
    for (int degree = 0; degree <= E::degree; ++degree) {
        for_each_exponents<E>(degree,
                              [&](const Exponents<E>& e) { EXPECT_LT(error(e), 1e-14) << "degree " << degree; });
    }
    double beyond = 0.0;
    for_each_exponents<E>(E::degree + 1, [&](const Exponents<E>& e) { beyond = std::max(beyond, error(e)); });
    EXPECT_GT(beyond, 1e-4);
}

TYPED_TEST(ElementTest, CentreIsTheMeanOfTheReferenceShape) {
    LocalPoint<TypeParam::dimension> mean{};
    double volume = 0.0;
    for (const auto& q : TypeParam::quadrature()) {
        volume += q.weight;
        for (std::size_t d = 0; d < mean.size(); ++d) mean[d] += q.weight * q.at[d];
    }
    for (std::size_t d = 0; d < mean.size(); ++d) EXPECT_NEAR(mean[d] / volume, TypeParam::centre[d], 1e-15);
}

TYPED_TEST(ElementTest, IsFoundByItsNumber) {
    const CellKind* kind = find_cell_kind(TypeParam::type);
    ASSERT_NE(kind, nullptr);
    EXPECT_EQ(kind->name, TypeParam::name);
    bool visited = false;
    EXPECT_EQ(with_solid_element(TypeParam::type, [&]<class E>() { visited = std::is_same_v<E, TypeParam>; }),
              TypeParam::dimension == 3);
    EXPECT_EQ(visited, TypeParam::dimension == 3);
}

TEST(CellKinds, UnknownNumbersAreNone) {
    EXPECT_EQ(find_cell_kind(CellType{3}), nullptr);
}

}  // namespace
}  // namespace spondyl::testing
