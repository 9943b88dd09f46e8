// SPDX-License-Identifier: Apache-2.0
#include "viz/report/report.hpp"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/version.hpp"
#include "io/safe_write.hpp"
#include "io/scenario/sha256.hpp"
#include "studies/comparison_text.hpp"
#include "viz/report/html.hpp"
#include "viz/report/page_assets.hpp"
#include "viz/report/sections.hpp"

namespace spondyl {

namespace {

using namespace viz;

// Nothing may be loaded from outside, and only the program's own script and style are executed: text that was not
// escaped cannot run as code.
std::string policy() {
    return fmt::format(
        "default-src 'none'; img-src data:; script-src 'sha256-{}'; style-src 'sha256-{}'; base-uri 'none'; "
        "form-action 'none'",
        base64(sha256_bytes(page_script)), base64(sha256_bytes(page_style)));
}

std::string header(const Comparison& comparison) {
    std::string facts;
    for (std::size_t i = 1; i < comparison.cases.size(); ++i)
        facts += (i == 1 ? "Compared with: " : ", ") + comparison.cases[i].title;
    if (comparison.samples > 0) facts += fmt::format(" \u00b7 {} samples", comparison.samples);
    return fmt::format(
        "<header>\n<p class=\"brand\">Spondyl \u00b7 comparison of prevention strategies</p>\n<h1>{}</h1>\n"
        "<p class=\"facts\">{}</p>\n</header>\n",
        escape(comparison.title), escape(facts));
}

// Fields that the reader fills in, which stay in the reader's browser, and buttons to save parts of the page.
std::string tools(const Comparison& comparison, bool bodies) {
    std::string form;
    for (const auto& [id, title] :
         {std::pair("company", "Company"), {"workplace", "Workplace"}, {"assessor", "Assessor"}, {"date", "Date"}})
        form += fmt::format(
            "<label for=\"form-{0}\">{1}<input id=\"form-{0}\" type=\"text\" autocomplete=\"off\"></label>\n", id,
            title);
    nlohmann::json table = {{"name", "comparison.csv"}, {"text", comparison_csv(comparison)}};
    return "<div class=\"form\">\n" + form +
           "</div>\n<div class=\"tools\" role=\"group\" aria-label=\"Export\">\n"
           "<button type=\"button\" id=\"take-pdf\">Print or save as PDF</button>\n"
           "<button type=\"button\" id=\"take-csv\">Save numbers as CSV</button>\n" +
           (bodies ? "<button type=\"button\" id=\"take-picture\">Save postures as a picture</button>\n" : "") +
           "</div>\n" + json_block("report-csv", table.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

// Links to the sections of this page.
std::string contents(const std::string& body) {
    struct Entry {
        const char *id, *title;
    };
    static constexpr std::array entries = {Entry{"job", "Job"},
                                           Entry{"summary", "Summary"},
                                           Entry{"headline", "First numbers"},
                                           Entry{"lifting", "Worksheet"},
                                           Entry{"strategies", "What is compared"},
                                           Entry{"assumptions", "Assumptions"},
                                           Entry{"charts", "Charts"},
                                           Entry{"ranking", "Ranking"},
                                           Entry{"measures", "All numbers"},
                                           Entry{"discs", "Discs"},
                                           Entry{"pictures", "Pictures"},
                                           Entry{"viewer", "3-D view"},
                                           Entry{"evidence", "Evidence"},
                                           Entry{"provenance", "Provenance"},
                                           Entry{"citation", "Cite"}};
    std::string links;
    for (const Entry& entry : entries) {
        if (body.find(fmt::format("id=\"section-{}\"", entry.id)) != std::string::npos)
            links += fmt::format("<a href=\"#section-{}\">{}</a>\n", entry.id, entry.title);
    }
    return "<nav aria-label=\"Contents\">\n" + links + "</nav>\n";
}

std::string page(const Anatomy& anatomy, const Comparison& comparison) {
    const std::vector<DrawnCase> cases = drawn_cases(comparison);
    const std::vector<ReportField> fields = report_fields(cases);
    const std::string job = job_section(anatomy, comparison, cases);
    std::string body = job + summary_section(comparison) + headline_section(comparison) + lifting_section(comparison) +
                       strategies_section(comparison) + assumptions_section(comparison) + charts_section(comparison) +
                       ranking_section(comparison) + measures_section(comparison) + discs_section(comparison, cases);
    if (!cases.empty() && !fields.empty())
        body +=
            pictures_section(anatomy, comparison, cases, fields.front()) + viewer_section(comparison, cases, fields);
    body += evidence_section(comparison) + provenance_section(comparison) + citation_section();
    const bool bodies = job.find("<img class=\"body\"") != std::string::npos;
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"generator\" content=\"spondyl {}\">\n<link rel=\"icon\" href=\"data:,\">\n<title>{}</title>\n"
        "<style>{}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the results</a>\n{}{}"
        "<main id=\"main\">\n{}</main>\n<footer>Made by Spondyl {} ({}), Apache-2.0. The view uses three.js, MIT "
        "licence.</footer>\n<script>{}</script>\n</body>\n</html>\n",
        policy(), version(), escape(comparison.title), page_style, header(comparison) + tools(comparison, bodies),
        contents(body), body, version(), git_hash(), page_script);
}

}  // namespace

bool can_write_reports() {
    return !page_script.empty();
}

void write_report(const Comparison& comparison, const std::filesystem::path& file, const Anatomy& anatomy) {
    if (!can_write_reports())
        throw UserError(
            "this build of spondyl writes no reports: it was configured with SPONDYL_REPORT=OFF; install nodejs and "
            "npm and configure with -DSPONDYL_REPORT=ON");
    SPONDYL_ASSERT(!comparison.cases.empty(), "a comparison of {} cases", comparison.cases.size());
    const std::string text = page(anatomy, comparison);
    write_text_safely(file, text);
}

}  // namespace spondyl
