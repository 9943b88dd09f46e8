// SPDX-License-Identifier: Apache-2.0
#include "viz/report/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace spondyl::viz {

std::string escape(std::string_view text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            default:
                result += c;
        }
    }
    return result;
}

std::string base64(std::span<const unsigned char> bytes) {
    static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string result;
    result.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        unsigned group = 0;
        for (std::size_t k = 0; k < 3; ++k) group = group << 8 | (k < count ? bytes[i + k] : 0U);
        for (std::size_t k = 0; k < 4; ++k) result += k <= count ? letters[group >> (18 - 6 * k) & 63U] : '=';
    }
    return result;
}

std::string section(std::string_view id, std::string_view heading, std::string_view content) {
    return fmt::format(
        "<section id=\"section-{0}\" aria-labelledby=\"heading-{0}\">\n<h2 id=\"heading-{0}\">{1}</h2>\n{2}"
        "</section>\n",
        id, escape(heading), content);
}

std::string folded_section(std::string_view id, std::string_view heading, std::string_view content) {
    return fmt::format(
        "<section class=\"folded\" id=\"section-{0}\" aria-labelledby=\"heading-{0}\">\n<details>\n<summary><h2 "
        "id=\"heading-{0}\">{1}</h2></summary>\n{2}</details>\n</section>\n",
        id, escape(heading), content);
}

std::string json_block(std::string_view id, std::string json) {
    for (std::size_t at = 0; (at = json.find('<', at)) != std::string::npos; at += 6) json.replace(at, 1, "\\u003c");
    return fmt::format("<script type=\"application/json\" id=\"{}\">{}</script>\n", id, json);
}

std::string scrolling(std::string_view label, std::string_view table) {
    return fmt::format("<div class=\"scrolling\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">\n{}</div>\n",
                       escape(label), table);
}

int decimals_of_ticks(const ColourScale& scale) {
    const double step = (scale.high - scale.low) / static_cast<double>(scale.ticks.size() - 1);
    // A step of 2.5 times a power of ten needs one decimal more than one of 2 or 5 times it.
    int decimals = 0;
    for (double scaled = step; decimals < 9 && std::abs(scaled - std::round(scaled)) > 1e-6 * scaled; scaled *= 10)
        ++decimals;
    return decimals;
}

std::string colour_bar(std::string_view name, const ColourScale& scale, Palette palette, std::string_view title) {
    constexpr int width = 420, height = 58, margin = 24, top = 22, thick = 14;
    const auto table = colour_table(palette);
    std::string stops;
    constexpr std::size_t steps = 16;
    for (std::size_t i = 0; i <= steps; ++i) {
        const auto& colour = table[i * (table.size() - 1) / steps];
        stops += fmt::format("<stop offset=\"{:.4f}\" stop-color=\"#{:02x}{:02x}{:02x}\"/>",
                             static_cast<double>(i) / steps, colour[0], colour[1], colour[2]);
    }
    std::string ticks;
    const int decimals = decimals_of_ticks(scale);
    for (const double tick : scale.ticks) {
        const double x = margin + (width - 2 * margin) * (tick - scale.low) / (scale.high - scale.low);
        ticks += fmt::format(
            "<line x1=\"{0:.1f}\" y1=\"{1}\" x2=\"{0:.1f}\" y2=\"{2}\"/><text x=\"{0:.1f}\" y=\"{3}\">{4:.{5}f}</text>",
            x, top + thick, top + thick + 4, top + thick + 17, tick, decimals);
    }
    return fmt::format(
        "<svg class=\"colour-bar\" viewBox=\"0 0 {0} {1}\" role=\"img\" aria-label=\"Colour bar: {2}, from {3:.{4}f} "
        "to "
        "{5:.{4}f}\">\n<defs><linearGradient id=\"colours-{6}\">{7}</linearGradient></defs>\n"
        "<text class=\"bar-heading\" x=\"{8}\" y=\"15\">{2}</text>\n"
        "<rect x=\"{9}\" y=\"{10}\" width=\"{11}\" height=\"{12}\" fill=\"url(#colours-{6})\"/>\n{13}\n</svg>\n",
        width, height, escape(title), scale.low, decimals, scale.high, name, stops, width / 2, margin, top,
        width - 2 * margin, thick, ticks);
}

}  // namespace spondyl::viz
