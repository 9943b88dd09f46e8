// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "models/anatomy/anatomy.hpp"
#include "models/body/styles.hpp"
#include "models/indices/task_indices.hpp"
#include "viz/report/body_pictures.hpp"
#include "viz/report/html.hpp"
#include "viz/report/sections.hpp"
#include "viz/report/verdicts.hpp"
#include "viz/task_text.hpp"

namespace spondyl::viz {

namespace {

// Input and state of a case, solved or not.
struct Job {
    const Person& person;
    const Work& work;
    const Task& task;
    Handling handling;
    const ResultState* state = nullptr;  // none: no equilibrium
};

Job job_of(const ComparedCase& one) {
    const Task& task = one.scenario.tasks.front();
    return {one.scenario.person, one.scenario.work, task, handling_of(one.scenario.work, task),
            one.result.complete && !one.result.states.empty() ? &one.result.states.back() : nullptr};
}

std::string person_words(const Job& job) {
    const Person& person = job.person;
    const char* sex = person.sex == Sex::female ? "woman" : person.sex == Sex::male ? "man" : "mean of women and men";
    return fmt::format("{}, {:g} years, {:g} cm, {:g} kg", sex, person.age_years, person.height_cm, person.mass_kg);
}

std::string trunk_words(const Job& job) {
    if (job.state == nullptr || !job.state->task) return "";
    const double angle = std::round(job.state->task->trunk_flexion_deg);
    return angle == 0.0 ? "upright" : fmt::format("{:.0f}\u00b0 {}", std::abs(angle), angle > 0.0 ? "forward" : "back");
}

const LiftingRow* row_of(const Job& job, LiftPlace place) {
    if (job.state == nullptr) return nullptr;
    const auto found = std::ranges::find(job.state->lifting, place, &LiftingRow::place);
    return found == job.state->lifting.end() ? nullptr : &*found;
}

// One quantity where the lift begins and, if that is known, where it ends.
std::string place_words(const Job& job, std::optional<double> MeasuredPlace::*given, double LiftingRow::*used,
                        double LiftingRow::*measured, const char* unit) {
    const auto end = [&](LiftPlace place, const MeasuredPlace& from) -> std::string {
        const LiftingRow* row = row_of(job, place);
        if (row != nullptr)
            return fmt::format("{:.0f}{}{}", row->*used, unit,
                               row->*measured == 1.0 ? "" : " (from the model's posture)");
        return from.*given ? fmt::format("{:g}{}", *(from.*given), unit) : "";
    };
    std::string begin = end(LiftPlace::origin, job.handling.origin);
    const LiftingRow* destination = row_of(job, LiftPlace::destination);
    if (destination != nullptr && destination->*measured != 1.0) return begin;  // assumed equal to the origin
    const std::string finish = end(LiftPlace::destination, job.handling.destination);
    return finish.empty() ? begin : fmt::format("{}, set down at {}", begin, finish);
}

std::string often_words(const Job& job) {
    const Handling& often = job.handling;
    std::vector<std::string> words;
    if (often.frequency_per_min) words.push_back(fmt::format("{:.4g} per minute", *often.frequency_per_min));
    if (often.duration_h) words.push_back(fmt::format("for {:.4g} h", *often.duration_h));
    std::string text = fmt::format("{}", fmt::join(words, " "));
    if (often.lifts_per_day)
        text += fmt::format("{}{:.4g} lifts per day", text.empty() ? "" : ": ", *often.lifts_per_day);
    return text;
}

std::string grip_words(const Job& job) {
    if (job.state != nullptr && job.state->lifting.empty()) return "";  // the lifting equation does not apply
    return fmt::format("{}{}", name(job.handling.coupling),
                       job.handling.placement == Placement::controlled ? "; controlled placement" : "");
}

std::string model_distance_words(const Job& job) {
    if (!job.task.load_distance_cm || job.task.load_distance_from != LoadFrom::disc) return "";
    return fmt::format("{:.3g} cm", *job.task.load_distance_cm);
}

// One cell if all cases agree, otherwise one per case with the differences from the base in bold.
std::string fact_row(const Comparison& comparison, const char* title,
                     const std::function<std::string(const Job&)>& words) {
    std::vector<std::string> texts;
    for (const ComparedCase& one : comparison.cases) texts.push_back(words(job_of(one)));
    if (std::ranges::all_of(texts, &std::string::empty)) return "";
    std::string row = fmt::format("<tr><th scope=\"row\">{}</th>", title);
    if (std::ranges::all_of(texts, [&](const std::string& text) { return text == texts.front(); })) {
        row += fmt::format("<td colspan=\"{}\">{}</td>", texts.size(), escape(texts.front()));
    } else {
        for (const std::string& text : texts) {
            const std::string shown_text = text.empty() ? "\u2013" : escape(text);
            row += "<td>" + (text == texts.front() ? shown_text : "<strong>" + shown_text + "</strong>") + "</td>";
        }
    }
    return row + "</tr>\n";
}

std::string picture_row(const Anatomy& anatomy, const Comparison& comparison, const std::vector<DrawnCase>& cases) {
    const std::vector<std::vector<unsigned char>> pictures = draw_body_pictures(anatomy, cases);
    std::string cells;
    for (std::size_t i = 0; i < comparison.cases.size(); ++i) {
        const auto drawn = std::ranges::find(cases, i, &DrawnCase::index);
        const std::size_t place = static_cast<std::size_t>(drawn - cases.begin());
        if (place == cases.size()) {
            cells += fmt::format("<td>{}</td>", comparison.cases[i].result.complete ? "" : "no equilibrium");
        } else if (!pictures[place].empty()) {
            cells += fmt::format(
                "<td><img class=\"body\" width=\"{}\" height=\"{}\" alt=\"{}: the body from the right\" "
                "data-case=\"{}\" src=\"data:image/png;base64,{}\"></td>",
                body_picture_width / 2, body_picture_height / 2, escape(label_of(comparison, i)),
                escape(label_of(comparison, i)), base64(pictures[place]));
        } else {
            cells += "<td></td>";
        }
    }
    const bool any = cells.find("<img") != std::string::npos;
    return any ? "<tr class=\"bodies\"><th scope=\"row\">Posture</th>" + cells + "</tr>\n" : "";
}

std::string optional_number(const std::optional<double>& value, int decimals) {
    return value ? fmt::format("{:.{}f}", *value, decimals) : "\u2013";
}

std::string measured_number(double value, double measured) {
    return fmt::format("{:.0f}{}", value, measured == 1.0 ? "*" : "");
}

}  // namespace

std::string job_section(const Anatomy& anatomy, const Comparison& comparison, const std::vector<DrawnCase>& cases) {
    if (std::ranges::any_of(comparison.cases, [](const ComparedCase& one) { return one.scenario.tasks.empty(); }))
        return "";
    std::string head = "<thead><tr><td></td>";
    for (std::size_t i = 0; i < comparison.cases.size(); ++i)
        head += fmt::format("<th scope=\"col\">{}</th>", escape(label_of(comparison, i)));
    std::string rows = picture_row(anatomy, comparison, cases);
    const auto add = [&](const char* title, const std::function<std::string(const Job&)>& words) {
        rows += fact_row(comparison, title, words);
    };
    add("Person", person_words);
    add("Task", [](const Job& job) { return job.task.name; });
    add("How", [&](const Job& job) { return describe_posture(anatomy, job.task); });
    add("Trunk", trunk_words);
    add("Load", [](const Job& job) { return describe_loads_of(job.task); });
    add("Distance, ankles to hands (H)", [](const Job& job) {
        return place_words(job, &MeasuredPlace::horizontal_cm, &LiftingRow::horizontal_cm,
                           &LiftingRow::horizontal_measured, " cm");
    });
    add("Distance in the model, disc L5-S1 to load", model_distance_words);
    add("Height of the hands (V)", [](const Job& job) {
        return place_words(job, &MeasuredPlace::height_cm, &LiftingRow::vertical_cm, &LiftingRow::vertical_measured,
                           " cm");
    });
    add("Asymmetry angle (A)", [](const Job& job) {
        const LiftingRow* row = row_of(job, LiftPlace::origin);
        const std::optional<double> aside = row != nullptr ? row->asymmetry_deg : job.handling.origin.asymmetry_deg;
        if (!aside || std::round(*aside) == 0.0) return std::string();
        return place_words(job, &MeasuredPlace::asymmetry_deg, &LiftingRow::asymmetry_deg,
                           &LiftingRow::asymmetry_measured, "\u00b0");
    });
    add("Frequency", often_words);
    add("Grip", grip_words);
    return section(
        "job", "Person, task and workplace",
        scrolling("Person, workplace and task of each case",
                  "<table class=\"job\">\n" + head + "</tr></thead>\n<tbody>\n" + rows + "</tbody></table>\n"));
}

std::string lifting_section(const Comparison& comparison) {
    std::string rows;
    for (std::size_t i = 0; i < comparison.cases.size(); ++i) {
        const Result& result = comparison.cases[i].result;
        if (!result.complete || result.states.empty()) continue;
        for (const LiftingRow& row : result.states.back().lifting) {
            rows += fmt::format("<tr{}><th scope=\"row\">{}, {}</th><td>{:.4g}</td>",
                                row.counts == 1.0 ? " class=\"counts\"" : "", escape(label_of(comparison, i)),
                                name(row.place), row.load_kg);
            for (const auto& [value, measured] : {std::pair(row.horizontal_cm, row.horizontal_measured),
                                                  {row.vertical_cm, row.vertical_measured},
                                                  {row.travel_cm, row.travel_measured},
                                                  {row.asymmetry_deg, row.asymmetry_measured}})
                rows += fmt::format("<td>{}</td>", measured_number(value, measured));
            for (const std::optional<double>& value :
                 {std::optional(row.horizontal_multiplier), std::optional(row.vertical_multiplier),
                  std::optional(row.travel_multiplier), std::optional(row.asymmetry_multiplier),
                  row.frequency_multiplier, std::optional(row.coupling_multiplier)})
                rows += fmt::format("<td>{}</td>", optional_number(value, 3));
            const bool none = row.recommended_weight_kg == 0.0;
            rows += fmt::format("<td>{}</td><td>{}</td></tr>\n", optional_number(row.recommended_weight_kg, 2),
                                none ? "none" : optional_number(row.lifting_index, 2));
        }
    }
    if (rows.empty()) return "";
    std::string head = "<thead><tr><th scope=\"col\">Case, place</th>";
    for (const char* title :
         {"kg", "H cm", "V cm", "D cm", "A \u00b0", "HM", "VM", "DM", "AM", "FM", "CM", "RWL kg", "LI"})
        head += fmt::format("<th scope=\"col\">{}</th>", title);
    return section(
        "lifting", "Worksheet of the lifting equation",
        scrolling("Worksheet of the lifting equation", "<table class=\"numbers worksheet\">\n" + head +
                                                           "</tr></thead>\n<tbody>\n" + rows + "</tbody></table>\n") +
            "<p class=\"source\">Recommended weight RWL = 23 kg \u00d7 HM \u00d7 VM \u00d7 DM \u00d7 AM \u00d7 FM "
            "\u00d7 CM, lifting index LI = load / RWL (NIOSH 94-110). H and V are the horizontal distance and the "
            "height of the hands, D is the vertical travel, A the asymmetry angle. Values with * are measured, the "
            "others follow from the model's posture. The row in bold is the one used for the case; \u201cnone\u201d "
            "means that the equation allows no such lift.</p>\n");
}

}  // namespace spondyl::viz
