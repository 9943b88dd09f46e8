// SPDX-License-Identifier: Apache-2.0
// The parts of a report, each a <section>, or empty where there is nothing to show. Internal to viz/report/.
#pragma once

#include <string>
#include <vector>

#include "models/anatomy/anatomy.hpp"
#include "studies/comparison.hpp"
#include "viz/report/report_fields.hpp"

namespace spondyl::viz {

// Person, task and workplace, with the body of each case; the worksheet of the lifting equation (job_sections.cpp).
std::string job_section(const Anatomy& anatomy, const Comparison& comparison, const std::vector<DrawnCase>& cases);
std::string lifting_section(const Comparison& comparison);

// Results (number_sections.cpp).
std::string headline_section(const Comparison& comparison);  // key numbers
std::string summary_section(const Comparison& comparison);
std::string strategies_section(const Comparison& comparison);  // what each case is, and why one has no numbers
std::string ranking_section(const Comparison& comparison);
std::string charts_section(const Comparison& comparison);
std::string measures_section(const Comparison& comparison);  // values, changes, limits; meanings and sources
std::string discs_section(const Comparison& comparison, const std::vector<DrawnCase>& cases);

// Pictures and the 3-D view (picture_sections.cpp).
std::string pictures_section(const Anatomy& anatomy, const Comparison& comparison, const std::vector<DrawnCase>& cases,
                             const ReportField& field);
std::string viewer_section(const Comparison& comparison, const std::vector<DrawnCase>& cases,
                           const std::vector<ReportField>& fields);

// Assumptions, evidence, provenance and citation (record_sections.cpp).
std::string assumptions_section(const Comparison& comparison);
std::string evidence_section(const Comparison& comparison);
std::string provenance_section(const Comparison& comparison);
std::string citation_section();

}  // namespace spondyl::viz
