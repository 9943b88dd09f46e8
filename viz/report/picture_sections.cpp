// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "viz/disc_grid.hpp"
#include "viz/report/disc_pictures.hpp"
#include "viz/report/html.hpp"
#include "viz/report/sections.hpp"
#include "viz/report/verdicts.hpp"
#include "viz/report/viewer_data.hpp"

namespace spondyl::viz {

namespace {

std::string picture_words(const Comparison& comparison, const DrawnCase& one, const ReportField& field) {
    std::string words = fmt::format(
        "{}: {} in the column, cut in the mid-sagittal plane, and in each disc, sectioned at "
        "mid-height.",
        label_of(comparison, one.index), field.label);
    for (const DiscMeasures& disc : one.state->discs)
        words += fmt::format(" {}: nucleus pressure {:.2f} MPa.", name(disc.disc), disc.nucleus_pressure_MPa);
    return words;
}

std::string figure(const Comparison& comparison, const DrawnCase& one, const ReportField& field,
                   std::string_view picture, std::string_view style) {
    return fmt::format(
        "<figure class=\"picture{}\">\n<figcaption>{}</figcaption>\n<svg viewBox=\"0 0 {} {}\" role=\"img\" "
        "aria-label=\"{}\">{}</svg>\n</figure>\n",
        style, escape(label_of(comparison, one.index)), picture_width, picture_height,
        escape(picture_words(comparison, one, field)), picture);
}

std::string options(const std::vector<std::pair<int, std::string>>& choices, int chosen) {
    std::string text;
    for (const auto& [value, words] : choices)
        text +=
            fmt::format("<option value=\"{}\"{}>{}</option>", value, value == chosen ? " selected" : "", escape(words));
    return text;
}

std::string chooser(std::string_view name, std::string_view label, std::string_view choices) {
    return fmt::format("<label for=\"viewer-{0}\">{1}</label><select id=\"viewer-{0}\">{2}</select>\n", name, label,
                       choices);
}

std::string box(std::string_view name, std::string_view label, bool there, bool checked) {
    return fmt::format("<label><input type=\"checkbox\" id=\"viewer-{}\"{}{}> {}</label>\n", name,
                       there ? "" : " disabled", there && checked ? " checked" : "", label);
}

}  // namespace

std::string pictures_section(const Anatomy& anatomy, const Comparison& comparison, const std::vector<DrawnCase>& cases,
                             const ReportField& field) {
    const std::string unit = field.unit.empty() ? "" : " in " + field.unit;
    std::string content = fmt::format(
        "<p>{} All pictures share one colour scale and one scale in mm; the deformed position is drawn, true to scale. "
        "White line: border of the nucleus.</p>\n",
        escape(field.doc));
    content += colour_bar("pictures", field.scale, Palette::viridis, field.label + unit);
    const std::vector<std::vector<unsigned char>> pictures = draw_disc_pictures(anatomy, cases, field);
    const auto image = [&](std::size_t i) {
        return fmt::format("<image width=\"{}\" height=\"{}\" href=\"data:image/png;base64,{}\"/>", picture_width,
                           picture_height, base64(pictures[i]));
    };
    // The base is shown beside each variant but stored once in the file.
    content += fmt::format(
        "<svg class=\"store\" aria-hidden=\"true\"><defs><g id=\"picture-base\">{}</g></defs></svg>\n", image(0));
    constexpr std::string_view base = "<use href=\"#picture-base\"/>";
    if (cases.size() == 1) content += figure(comparison, cases[0], field, base, "");
    for (std::size_t i = 1; i < cases.size(); ++i) {
        content += "<div class=\"pair\">\n" + figure(comparison, cases[0], field, base, i > 1 ? " again" : "") +
                   figure(comparison, cases[i], field, image(i), "") + "</div>\n";
    }
    return folded_section("pictures", "Inside the discs", content);
}

std::string viewer_section(const Comparison& comparison, const std::vector<DrawnCase>& cases,
                           const std::vector<ReportField>& fields) {
    std::vector<std::pair<int, std::string>> titles, labels, levels = {{-1, "All discs"}};
    for (std::size_t i = 0; i < cases.size(); ++i)
        titles.emplace_back(static_cast<int>(i), label_of(comparison, cases[i].index));
    for (std::size_t i = 0; i < fields.size(); ++i) labels.emplace_back(static_cast<int>(i), fields[i].label);
    for (const DrawnDisc& disc : find_discs(cases.front().result->mesh, *cases.front().state))
        levels.emplace_back(static_cast<int>(disc.disc), std::string(name(disc.disc)));
    const bool several = cases.size() > 1;
    const bool ligaments = !cases.front().result->fascicles.empty(), muscles = !cases.front().result->muscles.empty();

    std::string content =
        "<p>Drag to rotate the view; click it first, then scroll or pinch to zoom. With the keyboard: select the view "
        "with Tab; the arrow keys rotate it, + and - zoom, Page Up and Page Down move the cut, and Home resets the "
        "view.</p>\n"
        "<p id=\"viewer-failure\" class=\"note\" hidden></p>\n"
        "<noscript><p class=\"note\">The interactive 3-D view needs JavaScript; the pictures above show the same "
        "discs.</p></noscript>\n<div id=\"viewer-panel\">\n<div class=\"controls\">\n<div class=\"choosers\">\n";
    content += chooser("case", "Case", options(titles, several ? 1 : 0));
    content += chooser("field", "Colour", options(labels, 0));
    content += chooser("level", "Disc", options(levels, -1));
    content +=
        chooser("cut", "Cut",
                "<option value=\"none\">none</option><option value=\"sagittal\" selected>right to left</option>"
                "<option value=\"frontal\">front to back</option><option value=\"transverse\">top to bottom</option>");
    content +=
        "<label for=\"viewer-position\">Cut at</label><span class=\"slider\"><input type=\"range\" "
        "id=\"viewer-position\" "
        "min=\"-100\" max=\"100\" value=\"0\"><output id=\"viewer-position-text\" "
        "for=\"viewer-position\"></output></span>\n</div>\n<div class=\"boxes\">\n";
    content += box("beside", "show the base beside it", several, true) + box("bones", "vertebrae", true, true) +
               box("ligaments", "ligaments", ligaments, true) + box("muscles", "muscles", muscles, false);
    content += "</div>\n<div class=\"buttons\" role=\"group\" aria-label=\"View from\">\n";
    for (const char* side : {"front", "right", "behind", "left", "above"})
        content += fmt::format("<button type=\"button\" data-look=\"{0}\">{0}</button>\n", side);
    content +=
        "<button type=\"button\" data-look=\"home\">reset</button>\n"
        "<button type=\"button\" data-zoom=\"1.25\" aria-label=\"closer\">+</button>\n"
        "<button type=\"button\" data-zoom=\"0.8\" aria-label=\"farther\">\u2212</button>\n"
        "<button type=\"button\" id=\"viewer-save\">Save this view</button>\n</div>\n</div>\n"
        "<div id=\"viewer-frame\" tabindex=\"0\" role=\"application\" aria-label=\"Three-dimensional view of discs and "
        "vertebrae\" aria-describedby=\"viewer-status\"></div>\n"
        "<p class=\"viewer-words\"><span id=\"viewer-status\" role=\"status\"></span> <span "
        "id=\"viewer-value\"></span></p>\n"
        "<div id=\"viewer-legend\"></div>\n</div>\n";
    content += json_block("viewer-data", viewer_data(comparison, cases, fields));
    return folded_section("viewer", "Interactive 3-D view", content);
}

}  // namespace spondyl::viz
