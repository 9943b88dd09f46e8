// SPDX-License-Identifier: Apache-2.0
// The parts of a report, each a <section>, or nothing where there is nothing to say. Internal to viz/report/.
#pragma once

#include <string>
#include <vector>

#include "models/anatomy/anatomy.hpp"
#include "studies/comparison.hpp"
#include "viz/report/report_fields.hpp"

namespace spondyl::viz {

// Who lifts what and where, with the body of each case; the lifting equation's worksheet (job_sections.cpp).
std::string job_section(const Anatomy& anatomy, const Comparison& comparison, const std::vector<DrawnCase>& cases);
std::string lifting_section(const Comparison& comparison);

// What was found (number_sections.cpp).
std::string headline_section(const Comparison& comparison);  // the few numbers that are read first
std::string summary_section(const Comparison& comparison);
std::string strategies_section(const Comparison& comparison);  // what each case is, and why one has no numbers
std::string ranking_section(const Comparison& comparison);
std::string charts_section(const Comparison& comparison);
std::string measures_section(const Comparison& comparison);  // values, changes, limits; meanings and sources
std::string discs_section(const Comparison& comparison, const std::vector<DrawnCase>& cases);

// What it looks like (picture_sections.cpp).
std::string pictures_section(const Anatomy& anatomy, const Comparison& comparison, const std::vector<DrawnCase>& cases,
                             const ReportField& field);
std::string viewer_section(const Comparison& comparison, const std::vector<DrawnCase>& cases,
                           const std::vector<ReportField>& fields);

// What it rests on (record_sections.cpp).
std::string assumptions_section(const Comparison& comparison);
std::string evidence_section(const Comparison& comparison);
std::string provenance_section(const Comparison& comparison);
std::string citation_section();

}  // namespace spondyl::viz
