// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/version.hpp"
#include "viz/report/html.hpp"
#include "viz/report/page_assets.hpp"
#include "viz/report/sections.hpp"
#include "viz/report/verdicts.hpp"

namespace spondyl::viz {

namespace {

std::string list(const std::vector<std::string>& sentences) {
    std::string items;
    for (const std::string& sentence : sentences) items += fmt::format("<li>{}</li>\n", escape(sentence));
    return "<ul>\n" + items + "</ul>\n";
}

// The value of a key of the citation file at the given start of a line, without quotes.
std::string cited(std::string_view start) {
    const std::size_t at = page_citation.find(fmt::format("\n{}", start));
    if (at == std::string_view::npos) return "";
    std::string_view value = page_citation.substr(at + 1 + start.size());
    value = value.substr(0, value.find('\n'));
    if (value.starts_with('"')) value = value.substr(1, value.size() - 2);
    return std::string(value);
}

}  // namespace

std::string assumptions_section(const Comparison& comparison) {
    std::string content = list(comparison.assumptions);
    std::string sets;
    for (const std::string& set : comparison.tissue_sets) sets += (sets.empty() ? "" : ", ") + set;
    if (!sets.empty())
        content += fmt::format(
            "<p>Tissue {}: <code>{}</code>. {}</p>\n", comparison.tissue_sets.size() > 1 ? "sets" : "set", escape(sets),
            comparison.samples > 0
                ? fmt::format("{} samples of each case.", comparison.samples)
                : "One run of the person as given: the numbers have no uncertainty interval, and small "
                  "differences should not be relied on.");
    content +=
        "<p>Spondyl compares mechanical loads. It is not a medical device and gives no advice for a person's "
        "treatment; pain, drugs, injections, nerve stimulation and acupuncture are outside its physics.</p>\n";
    return section("assumptions", "Assumptions", content);
}

std::string evidence_section(const Comparison& comparison) {
    std::string items;
    for (std::size_t i = 1; i < comparison.cases.size(); ++i) {
        const ComparedCase& one = comparison.cases[i];
        if (one.evidence.empty() && one.limits.empty()) continue;
        items += fmt::format(
            "<dt>{}</dt>\n<dd><strong>Evidence.</strong> {}</dd>\n<dd><strong>Not modelled.</strong> {}</dd>\n",
            escape(one.title), escape(one.evidence), escape(one.limits));
    }
    return items.empty() ? "" : folded_section("evidence", "Evidence for each strategy", "<dl>\n" + items + "</dl>\n");
}

std::string provenance_section(const Comparison& comparison) {
    std::string rows;
    const auto add = [&](std::string_view key, std::string_view value) {
        if (!value.empty())
            rows += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", escape(key), escape(value));
    };
    for (const auto& [key, value] : comparison.provenance) add(key, value);
    std::string scenarios;
    for (const auto& one : comparison.cases) {
        const Result& result = one.result;
        add("scenario of " + one.name + ", SHA-256", result.scenario_sha256);
        if (!result.canonical_scenario.empty())
            scenarios += fmt::format(
                "<details class=\"scenario\"><summary>Scenario of <code>{}</code> with every default"
                "</summary>\n<pre tabindex=\"0\">{}</pre></details>\n",
                escape(one.name), escape(result.canonical_scenario));
    }
    return folded_section(
        "provenance", "Provenance",
        scrolling("Provenance", "<table class=\"provenance\"><tbody>\n" + rows + "</tbody></table>\n") + scenarios);
}

std::string citation_section() {
    return folded_section(
        "citation", "How to cite",
        fmt::format(
            "<p>{}: {}. Version {} ({}). Name the scenario and its SHA-256 as well, so that others can repeat the "
            "comparison.</p>\n<details><summary>CITATION.cff</summary>\n<pre tabindex=\"0\">{}</pre></details>\n",
            escape(cited("  - name: ")), escape(cited("title: ")), version(), git_hash(), escape(page_citation)));
}

}  // namespace spondyl::viz
