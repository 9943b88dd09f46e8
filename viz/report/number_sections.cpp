// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "io/results/result_text.hpp"
#include "studies/compared_measures.hpp"
#include "studies/comparison_text.hpp"
#include "viz/report/bar_chart.hpp"
#include "viz/report/html.hpp"
#include "viz/report/sections.hpp"
#include "viz/report/verdicts.hpp"

namespace spondyl::viz {

namespace {

bool is_name_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '+' || c == '-';
}

// Replaces names of cases in the sentence by their titles, with links to their descriptions.
std::string with_links(const Comparison& comparison, const std::string& sentence) {
    std::string result;
    for (std::size_t at = 0; at < sentence.size();) {
        const std::size_t end = static_cast<std::size_t>(
            std::find_if_not(sentence.begin() + static_cast<std::ptrdiff_t>(at), sentence.end(), is_name_character) -
            sentence.begin());
        if (end == at) {
            result += escape(sentence.substr(at++, 1));
            continue;
        }
        const std::string word = sentence.substr(at, end - at);
        const auto found = std::ranges::find(comparison.cases, word, &ComparedCase::name);
        // No link for the base, since "base" may also be an ordinary word.
        result += found == comparison.cases.end() || found == comparison.cases.begin()
                      ? escape(word)
                      : fmt::format("<a href=\"#case-{}\">{}</a>", escape(word), escape(found->title));
        at = end;
    }
    return result;
}

std::string badge(const ComparedCase& one) {
    const std::string note = note_of(one);
    return note.empty() ? "" : fmt::format("<p class=\"note\"><strong>{}</strong></p>\n", escape(note));
}

std::string key_of_colours(bool samples) {
    std::string key =
        "<p class=\"key\"><span class=\"swatch swatch-base\"></span> base <span class=\"swatch swatch-better\"></span> "
        "better <span class=\"swatch swatch-worse\"></span> worse <span class=\"swatch swatch-same\"></span> changes "
        "by less than 1 % <span class=\"swatch swatch-neutral\"></span> neither better nor worse";
    if (samples) key += " <span class=\"swatch swatch-open\"></span> undecided";
    return key + " <span class=\"swatch-limit\"></span> published limit</p>\n";
}

std::string star_note(const Comparison& comparison) {
    const bool any =
        std::ranges::any_of(comparison.cases, [](const ComparedCase& one) { return is_infeasible(one.result); });
    return any ? "<p class=\"note\">* The muscles are too weak for this task: the numbers are those of a person strong "
                 "enough.</p>\n"
               : "";
}

std::string charts_of(const Comparison& comparison, bool indices) {
    std::string charts;
    for (std::size_t m = 0; m < comparison.measures.size(); ++m) {
        const ComparedMeasure& about = comparison.measures[m];
        if (is_index(about) != indices) continue;
        const std::string direction = !about.judged           ? ""
                                      : about.lower_is_better ? "lower is better"
                                                              : "higher is better";
        charts += fmt::format(
            "<figure class=\"card\">\n<figcaption><strong>{}</strong> <span>{}</span></figcaption>\n{}"
            "</figure>\n",
            escape(about.title), direction, bar_chart(comparison, m));
    }
    return charts.empty() ? "" : "<div class=\"charts\">\n" + charts + "</div>\n";
}

// The author of the limit, below the name of the measure.
std::string limit_note(const ComparedMeasure& about) {
    return about.limit_note.empty() ? "" : fmt::format("<br><small>{}</small>", escape(about.limit_note));
}

std::string limit_cell(const ComparedMeasure& about) {
    return about.limit                ? fmt::format("<td>{}{}</td>", shown_limit(about), limit_note(about))
           : about.limit_note.empty() ? std::string("<td></td>")
                                      : fmt::format("<td><small>{}</small></td>", escape(about.limit_note));
}

bool is_beyond(const ComparedMeasure& about, double value) {
    if (!about.limit || !std::isfinite(value)) return false;
    return about.lower_is_better ? value > *about.limit : value < *about.limit;
}

std::string head_of_cases(const Comparison& comparison, std::string_view before) {
    std::string row = "<thead><tr>" + std::string(before);
    for (std::size_t i = 0; i < comparison.cases.size(); ++i)
        row += fmt::format("<th scope=\"col\">{}{}</th>", escape(label_of(comparison, i)),
                           is_infeasible(comparison.cases[i].result) ? " *" : "");
    return row + "</tr></thead>\n";
}

std::string cell(const Comparison& comparison, std::size_t index, std::size_t measure) {
    const ComparedMeasure& about = comparison.measures[measure];
    const ComparedValue& value = comparison.cases[index].values[measure];
    std::string text = number(about, value.value);
    const std::string change = change_text(comparison, index, measure);
    if (!change.empty()) text += fmt::format(" <small>{}</small>", change);
    if (std::isfinite(value.low) && std::isfinite(value.high))
        text += fmt::format("<br><small>{} to {}</small>", number(about, value.low), number(about, value.high));
    const std::string chance = chance_text(comparison, index, measure);
    return fmt::format("<td class=\"cell-{}\"{}>{}</td>", style_of(verdict_of(comparison, index, measure)),
                       chance.empty() ? "" : fmt::format(" title=\"{}\"", chance), text);
}

}  // namespace

std::string summary_section(const Comparison& comparison) {
    std::string list;
    for (const std::string& sentence : comparison.summary)
        list += fmt::format("<li>{}</li>\n", with_links(comparison, sentence));
    if (list.empty()) return "";
    return section("summary", "Summary", "<ul class=\"summary\">\n" + list + "</ul>\n");
}

std::string headline_section(const Comparison& comparison) {
    std::string rows;
    for (std::size_t m = 0; m < comparison.measures.size(); ++m) {
        const ComparedMeasure& about = comparison.measures[m];
        if (!about.headline) continue;
        const std::string unit = unit_of(about);
        rows += fmt::format("<tr><th scope=\"row\">{}{}</th>{}", escape(about.title),
                            unit.empty() ? "" : ", " + escape(unit), limit_cell(about));
        for (std::size_t i = 0; i < comparison.cases.size(); ++i) {
            const double value = comparison.cases[i].values[m].value;
            const Verdict verdict = verdict_of(comparison, i, m);
            const std::string change = change_text(comparison, i, m);
            // In words as well, for grey prints and colour-blind readers.
            const char* words = verdict == Verdict::better ? "better" : verdict == Verdict::worse ? "worse" : "";
            rows += fmt::format("<td class=\"cell-{}{}\">{}{}{}</td>", style_of(verdict),
                                is_beyond(about, value) ? " beyond" : "", number(about, value),
                                is_beyond(about, value) ? "\u00a0!" : "",
                                change.empty() ? "" : fmt::format("<br><small>{} {}</small>", change, words));
        }
        rows += "</tr>\n";
    }
    if (rows.empty()) return "";
    const std::string head = "<th scope=\"col\">Measure</th><th scope=\"col\">Limit</th>";
    return section(
        "headline", "Key numbers",
        scrolling("Key numbers", "<table class=\"numbers headline\">\n" + head_of_cases(comparison, head) +
                                     "<tbody>\n" + rows + "</tbody></table>\n") +
            "<p class=\"source\">! exceeds its limit. Per cent: change against the base. Limits apply to groups "
            "of workers, not to individuals. All other numbers are in the folded sections below.</p>\n" +
            star_note(comparison));
}

std::string strategies_section(const Comparison& comparison) {
    std::string cards;
    for (std::size_t i = 0; i < comparison.cases.size(); ++i) {
        const ComparedCase& one = comparison.cases[i];
        const std::string heading = i == 0 ? "Base: " + one.title : one.title;
        const std::string mechanics =
            one.mechanics.empty() ? ""
                                  : fmt::format("<p class=\"mechanics\">In the model: {}</p>\n", escape(one.mechanics));
        cards += fmt::format(
            "<article class=\"card{}\" id=\"case-{}\">\n<h3>{}</h3>\n<p class=\"name\"><code>{}</code></p>\n"
            "<p>{}</p>\n{}{}</article>\n",
            i == 0 ? " card-base" : "", escape(one.name), escape(heading), escape(one.name), escape(one.description),
            mechanics, badge(one));
    }
    return section("strategies", "What is compared", "<div class=\"cards\">\n" + cards + "</div>\n");
}

std::string ranking_section(const Comparison& comparison) {
    std::string rows;
    for (std::size_t m = 0; m < comparison.measures.size(); ++m) {
        const ComparedMeasure& about = comparison.measures[m];
        if (!about.judged) continue;
        std::string places;
        int place = 1;
        for (const Place& shared : ranking(comparison, m)) {
            std::string names;
            for (const std::size_t i : shared) {
                const std::string change = change_text(comparison, i, m);
                names += fmt::format("{}<span class=\"rank-{}\">{}{}</span>", names.empty() ? "" : " \u2248 ",
                                     style_of(verdict_of(comparison, i, m)), escape(label_of(comparison, i)),
                                     change.empty() ? "" : " <small>" + change + "</small>");
            }
            places += fmt::format("<li value=\"{}\">{}</li>", place, names);
            place += static_cast<int>(shared.size());
        }
        rows += fmt::format("<tr><th scope=\"row\">{}</th><td><ol class=\"ranking\">{}</ol></td></tr>\n",
                            escape(about.title), places);
    }
    if (rows.empty()) return "";
    const std::string words =
        fmt::format("<p>Best first. Cases joined by \u2248 rank equal: the model does not distinguish them{}.</p>\n",
                    comparison.samples > 0 ? ", or the samples do not decide which is better" : "");
    return folded_section(
        "ranking", "Ranking by measure",
        words +
            scrolling("Ranking by measure", "<table class=\"ranking-table\"><tbody>\n" + rows + "</tbody></table>\n") +
            star_note(comparison));
}

std::string charts_section(const Comparison& comparison) {
    std::string words = key_of_colours(comparison.samples > 0);
    if (comparison.samples > 0)
        words += fmt::format(
            "<p>Whiskers: 2.5 to 97.5 percentile of {} samples of persons and tissues; the same samples for every "
            "case. Undecided: neither of the two is better in at least 97.5 % of them.</p>\n",
            comparison.samples);
    const std::string indices = charts_of(comparison, true);
    return folded_section(
        "charts", "Charts",
        words + charts_of(comparison, false) +
            (indices.empty() ? "" : "<details><summary>Charts of the indices</summary>\n" + indices + "</details>\n") +
            star_note(comparison));
}

std::string measures_section(const Comparison& comparison) {
    std::string rows, meanings;
    for (std::size_t m = 0; m < comparison.measures.size(); ++m) {
        const ComparedMeasure& about = comparison.measures[m];
        const std::string unit = unit_of(about);
        rows += fmt::format("<tr><th scope=\"row\">{}{}</th>{}", escape(about.title),
                            unit.empty() ? "" : ", " + escape(unit), limit_cell(about));
        for (std::size_t i = 0; i < comparison.cases.size(); ++i) rows += cell(comparison, i, m);
        rows += "</tr>\n";
        meanings += fmt::format(
            "<dt>{}</dt>\n<dd>{}{} <span class=\"source\">Source: {}</span></dd>\n", escape(about.title),
            escape(about.doc),
            about.limit ? fmt::format(" Limit: {}{}.", shown_limit(about), unit.empty() ? "" : " " + escape(unit)) : "",
            escape(about.source));
    }
    const std::string head = "<th scope=\"col\">Measure</th><th scope=\"col\">Limit</th>";
    const std::string table =
        "<table class=\"numbers\">\n" + head_of_cases(comparison, head) + "<tbody>\n" + rows + "</tbody></table>\n";
    return folded_section(
        "measures", "All numbers",
        "<p>Changes are in per cent of the base. Limits apply to groups of workers, not to individuals.</p>\n" +
            scrolling("Measures of all cases", table) + star_note(comparison) +
            "<details><summary>What the measures mean, limits and sources</summary>\n<dl>\n" + meanings +
            "</dl>\n</details>\n");
}

std::string discs_section(const Comparison& comparison, const std::vector<DrawnCase>& cases) {
    struct Row {
        const char* title;
        double DiscMeasures::*value;
        int decimals;
    };
    static constexpr std::array rows = {Row{"Compression, N", &DiscMeasures::compression_N, 0},
                                        Row{"Nucleus pressure, MPa", &DiscMeasures::nucleus_pressure_MPa, 2},
                                        Row{"Fibre strain, 95th percentile", &DiscMeasures::fibre_strain_p95, 3}};
    std::string head = "<thead><tr><th scope=\"col\">Disc</th><th scope=\"col\" class=\"what\">Measure</th>", body;
    for (const DrawnCase& one : cases)
        head += fmt::format("<th scope=\"col\">{}</th>", escape(label_of(comparison, one.index)));
    const auto find = [](const DrawnCase& one, Disc disc) {
        return std::ranges::find(one.state->discs, disc, &DiscMeasures::disc);
    };
    if (cases.empty()) return "";
    for (const DiscMeasures& disc : cases.front().state->discs) {
        for (const Row& row : rows) {
            body += &row == rows.data()
                        ? fmt::format("<tr class=\"first\"><th scope=\"rowgroup\" rowspan=\"{}\">{}</th>", rows.size(),
                                      name(disc.disc))
                        : "<tr>";
            body += fmt::format("<td class=\"what\">{}</td>", row.title);
            for (const DrawnCase& one : cases) {
                const auto found = find(one, disc.disc);
                body += found == one.state->discs.end()
                            ? std::string("<td>\u2013</td>")
                            : fmt::format("<td>{:.{}f}</td>", (*found).*row.value, row.decimals);
            }
            body += "</tr>\n";
        }
    }
    return folded_section(
        "discs", "Disc by disc",
        scrolling("Measures of each disc",
                  "<table class=\"numbers\">\n" + head + "</tr></thead>\n<tbody>\n" + body + "</tbody></table>\n"));
}

}  // namespace spondyl::viz
