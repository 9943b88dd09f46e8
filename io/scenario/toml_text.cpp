// SPDX-License-Identifier: Apache-2.0
#include "io/scenario/toml_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/text/limits.hpp"
#include "core/text/printable.hpp"
#include "io/scenario/key_value.hpp"

namespace spondyl {

namespace {

// Finds where brackets nest too deep or a dotted key has too many parts. Knows enough of TOML to distinguish brackets
// and dots from those in texts and comments. Both limits together bound the depth of tables in tables.
class NestingScan {
  public:
    explicit NestingScan(std::string_view text) : text_(text) {}

    std::optional<SourcePosition> too_deep(int file) {
        std::size_t open = 0, dots = 0;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '"' || c == '\'') {
                skip_text(c);
                continue;
            }
            if (c == '#') {
                at_ = std::min(text_.find('\n', at_), text_.size());
                continue;
            }
            if (c == '[' || c == '{') ++open;
            if ((c == ']' || c == '}') && open > 0) --open;
            dots = c == '.' ? dots + 1 : ends_key(c) ? 0 : dots;
            if (open > limits::nesting || dots >= limits::nesting) return position(file);
            ++at_;
        }
        return std::nullopt;
    }

  private:
    static bool ends_key(char c) { return std::string_view("=,\n[]{}").find(c) != std::string_view::npos; }

    void skip_text(char quote) {
        const std::string three(3, quote);
        const bool long_text = text_.substr(at_, 3) == three;
        for (at_ += long_text ? 3 : 1; at_ < text_.size(); ++at_) {
            if (quote == '"' && text_[at_] == '\\') {
                ++at_;
            } else if (!long_text && (text_[at_] == quote || text_[at_] == '\n')) {
                ++at_;
                return;
            } else if (long_text && text_.substr(at_, 3) == three) {
                at_ += 3;
                // One or two more belong to the text.
                for (int i = 0; i < 2 && at_ < text_.size() && text_[at_] == quote; ++i) ++at_;
                return;
            }
        }
    }

    [[nodiscard]] SourcePosition position(int file) const {
        const std::string_view before = text_.substr(0, at_);
        const std::size_t line = before.rfind('\n') + 1;  // 0 if there is none
        return {file, static_cast<int>(std::ranges::count(before, '\n')) + 1,
                static_cast<int>(count_characters(before.substr(line))) + 1};
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

// Keys and texts of all tables, whether the reader knows them or not: messages quote them.
class TextCheck {
  public:
    TextCheck(int file, Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

    bool good(const toml::table& table) {
        for (const auto& [key, node] : table) {
            check(key.source(), "the key", key.str(), limits::key_characters);
            look_at(node);
        }
        return good_;
    }

  private:
    void look_at(const toml::node& node) {
        if (const toml::table* table = node.as_table()) good(*table);
        if (const toml::array* array = node.as_array()) {
            for (const toml::node& one : *array) look_at(one);
        }
        if (const auto* text = node.as_string()) check(node.source(), "the text", **text, limits::text_characters);
    }

    void check(const toml::source_region& where, std::string_view what, std::string_view text, std::size_t longest) {
        if (const auto mistake = text_mistake(text, longest, true)) {
            good_ = false;
            diagnostics_.error(source_position(where, file_), fmt::format("{} {}", what, mistake->what), mistake->help);
        }
    }

    int file_;
    Diagnostics& diagnostics_;
    bool good_ = true;
};

}  // namespace

std::optional<toml::table> parse_toml(std::string_view text, int file, Diagnostics& diagnostics) {
    if (text.size() > limits::toml_bytes) {
        diagnostics.error({file, 1, 1}, fmt::format("the text has {} bytes", text.size()),
                          fmt::format("at most {} are allowed", limits::toml_bytes));
        return std::nullopt;
    }
    if (const auto where = NestingScan(text).too_deep(file)) {
        diagnostics.error(*where, "tables or lists are nested too deep",
                          fmt::format("at most {} levels, and {} parts of a key", limits::nesting, limits::nesting));
        return std::nullopt;
    }
    try {
        toml::table table = toml::parse(text);
        if (!TextCheck(file, diagnostics).good(table)) return std::nullopt;
        return table;
    } catch (const toml::parse_error& error) {
        diagnostics.error(source_position(error.source(), file),
                          fmt::format("not valid TOML: {}", printable(error.description())));
        return std::nullopt;
    }
}

}  // namespace spondyl
