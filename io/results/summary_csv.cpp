#include "io/results/summary_csv.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "core/error.hpp"

namespace spondyl {

namespace {

// RFC 4180: quotes around a field that holds a separator, quotes inside doubled.
std::string csv_field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

}  // namespace

std::string summary_csv(const Result& result) {
    std::string text = "step,time,disc";
    for (const MeasureColumn& column : disc_measure_columns()) text += fmt::format(",{}", column.name);
    text += "\n";
    for (const ResultState& state : result.states) {
        for (const DiscMeasures& disc : state.discs) {
            text += fmt::format("{},{},{}", csv_field(state.step), state.time, name(disc.disc));
            for (const MeasureColumn& column : disc_measure_columns()) text += fmt::format(",{}", disc.*column.member);
            text += "\n";
        }
    }
    return text;
}

void write_summary_csv(const Result& result, const std::filesystem::path& path) {
    std::ofstream stream(path, std::ios::binary);
    stream << summary_csv(result);
    stream.close();
    if (!stream) throw UserError(fmt::format("cannot write {}: {}", path.string(), std::strerror(errno)));
}

}  // namespace spondyl
