// SPDX-License-Identifier: Apache-2.0
#include "studies/sweep/case_record.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <new>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/text/limits.hpp"
#include "core/text/text_file.hpp"
#include "io/json_text.hpp"
#include "io/safe_write.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

void write(const Json& json, const fs::path& file, const fs::path& temporary) {
    write_text_safely(file, dump_json(json, 1) + "\n", temporary);
}

template <class Result, class Read>
std::optional<Result> read(const SweepCase& one, const fs::path& file, const Read& rest) {
    std::error_code ignored;
    if (!fs::exists(file, ignored)) return std::nullopt;
    const std::string text = read_text_file(file, "record", limits::record_bytes);
    try {
        const Json json = Json::parse(text);
        if (json.at("sha256") != one.sha256) throw UserError("it belongs to another scenario");
        return rest(json);
    } catch (const std::bad_alloc&) {
        throw;  // not caused by the contents of the file
    } catch (const std::exception& error) {
        throw UserError(
            fmt::format("{} was not written by case {} of this plan: {}; remove it to compute the case again",
                        file.string(), one.id, error.what()));
    }
}

}  // namespace

void write_record(const SweepManifest& manifest, const SweepCase& one, const CaseRecord& record, const fs::path& file,
                  const fs::path& temporary) {
    Json values;
    for (std::size_t i = 0; i < manifest.measures.size(); ++i) {
        const double value = record.values.at(i);
        values[manifest.measures[i].name] = std::isfinite(value) ? Json(value) : Json();
    }
    write({{"id", one.id},
           {"sha256", one.sha256},
           {"version", record.version},
           {"infeasible", record.infeasible},
           {"values", values}},
          file, temporary);
}

void write_failure(const SweepCase& one, const CaseFailure& failure, const fs::path& file, const fs::path& temporary) {
    write({{"id", one.id}, {"sha256", one.sha256}, {"code", failure.code}, {"reason", failure.reason}}, file,
          temporary);
}

std::optional<CaseRecord> read_record(const SweepManifest& manifest, const SweepCase& one, const fs::path& file) {
    return read<CaseRecord>(one, file, [&](const Json& json) {
        CaseRecord record{.values = {}, .infeasible = json.at("infeasible"), .version = json.at("version")};
        for (const SweepMeasure& measure : manifest.measures) {
            const Json& value = json.at("values").at(measure.name);
            record.values.push_back(value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>());
        }
        return record;
    });
}

std::optional<CaseFailure> read_failure(const SweepCase& one, const fs::path& file) {
    return read<CaseFailure>(one, file, [](const Json& json) {
        return CaseFailure{json.at("code"), json.at("reason")};
    });
}

}  // namespace spondyl
