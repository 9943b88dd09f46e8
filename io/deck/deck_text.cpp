// SPDX-License-Identifier: Apache-2.0
#include "io/deck/deck_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/text/printable.hpp"
#include "core/version.hpp"

namespace spondyl {

std::string deck_number(double value) {
    constexpr std::size_t field_width = 20;
    std::string shortest = fmt::format("{}", value);
    return shortest.size() <= field_width ? shortest : fmt::format("{:.13g}", value);
}

std::vector<std::string> plain_names(const std::vector<std::string>& names) {
    constexpr std::size_t longest = 60;  // CalculiX takes 80 bytes, some of which a writer puts in front
    std::set<std::string> taken;
    std::vector<std::string> plain;
    for (const std::string& name : names) {
        std::string text;
        for (const char c : name.substr(0, longest)) {
            const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            const bool other = (c >= '0' && c <= '9') || c == '-' || c == '_';
            if (text.empty() && !letter) text.push_back('N');
            text += letter || other ? c : '_';
        }
        if (text.empty()) text.push_back('N');
        const auto key = [](std::string of) {
            std::ranges::transform(of, of.begin(), [](char c) { return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c; });
            return of;
        };
        const std::string base = text;
        for (int n = 2; !taken.insert(key(text)).second; ++n) text = fmt::format("{}_{}", base, n);
        plain.push_back(text);
    }
    return plain;
}

std::string deck_header(const Deck& deck, const std::vector<std::string>& left_out, const std::string& mark) {
    std::string text = fmt::format("{} {}\n{} Written by Spondyl {}. Units: N, mm, MPa, s.\n", mark,
                                   printable(deck.title), mark, version());
    if (left_out.empty()) return text;
    text += fmt::format("{} Left out or changed:\n", mark);
    for (const std::string& line : left_out) text += fmt::format("{}   {}\n", mark, printable(line));
    return text;
}

std::vector<DeckRegion> deck_regions(const Deck& deck) {
    std::vector<DeckRegion> regions;
    std::map<std::pair<int, int>, std::size_t> region_of;
    for (std::size_t c = 0; c < deck.sections.size(); ++c) {
        const DeckSection& section = deck.sections[c];
        if (section.material < 0) continue;
        const auto [at, is_new] = region_of.try_emplace({section.material, section.orientation}, regions.size());
        if (is_new) regions.push_back({section.material, section.orientation, {}});
        regions[at->second].cells.push_back(static_cast<int>(c));
    }
    return regions;
}

DeckSpringLaw law_from_mesh(const Deck& deck, const DeckSpring& spring) {
    DeckSpringLaw law = deck.spring_laws[static_cast<std::size_t>(spring.law)];
    if (spring.first_component >= 0) return law;
    const double apart = (deck.mesh.nodes[static_cast<std::size_t>(spring.second)] -
                          deck.mesh.nodes[static_cast<std::size_t>(spring.first)])
                             .norm();
    const double free = spring.free_length >= 0.0 ? spring.free_length : apart;
    for (auto& [elongation, force] : law.points) {
        if (law.of_strain) elongation *= free;
        elongation += free - apart;
    }
    law.of_strain = false;
    return law;
}

std::optional<double> linear_stiffness(const DeckSpringLaw& law) {
    const auto& p = law.points;
    if (!law.straight_on || p.size() != 2 || p[0].first != 0.0 || p[0].second != 0.0) return std::nullopt;
    return p[1].second / p[1].first;
}

std::vector<std::pair<double, double>> far_points(const DeckSpringLaw& law) {
    std::vector<std::pair<double, double>> points = law.points;
    if (!law.straight_on) return points;
    const auto beyond = [](const auto& from, const auto& inner, double by) {
        const double slope = (from.second - inner.second) / (from.first - inner.first);
        return std::pair(from.first + by, from.second + slope * by);
    };
    const auto first = beyond(points[0], points[1], -far_elongation);
    const auto last = beyond(points.back(), points[points.size() - 2], far_elongation);
    points.insert(points.begin(), first);
    points.push_back(last);
    return points;
}

}  // namespace spondyl
