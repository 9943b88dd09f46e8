// SPDX-License-Identifier: Apache-2.0
#include "io/deck/inp_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "core/text/limits.hpp"

namespace spondyl {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";

struct Signature {
    std::string_view bytes;
    std::string_view what;
};

using namespace std::string_view_literals;
constexpr std::array signatures = {
    Signature{"\x1f\x8b"sv, "an archive (gzip); unpack it first"},
    Signature{"PK\x03\x04"sv, "an archive (zip); unpack it first"},
    Signature{"BZh"sv, "an archive (bzip2); unpack it first"},
    Signature{"\xfd"
              "7zXZ"sv,
              "an archive (xz); unpack it first"},
    Signature{"7z\xbc\xaf"sv, "an archive (7-Zip); unpack it first"},
    Signature{"\x89HDF"sv, "an HDF5 file, not a text"},
    Signature{"\xff\xfe"sv, "text in UTF-16; save it as UTF-8"},
    Signature{"\xfe\xff"sv, "text in UTF-16; save it as UTF-8"},
};

// Empty if the text may be a deck.
std::string_view what_it_is(std::string_view text) {
    for (const Signature& s : signatures) {
        if (text.starts_with(s.bytes)) return s.what;
    }
    constexpr std::size_t tar_mark = 257;
    if (text.size() > tar_mark + 5 && text.substr(tar_mark, 5) == "ustar") return "an archive (tar); unpack it first";
    return {};
}

// Paths in decks are written on any system: backslashes, a leading "./", quotes.
fs::path path_of(std::string_view name) {
    if (name.size() >= 2 && (name.front() == '"' || name.front() == '\'') && name.back() == name.front())
        name = name.substr(1, name.size() - 2);
    std::string text(name);
    std::ranges::replace(text, '\\', '/');
    return fs::path(text).lexically_normal();
}

}  // namespace

std::string upper(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return out;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

const std::string* InpCard::find(std::string_view parameter) const {
    for (const auto& [key, value] : parameters) {
        if (key == parameter) return &value;
    }
    return nullptr;
}

InpLines::InpLines(std::string text, const fs::path& path, OpenText open, DeckProblems& problems)
    : open_(std::move(open)), problems_(problems), folder_(path.parent_path()) {
    push(std::move(text), path);
}

void InpLines::stop(std::string message) {
    if (whole_) problems_.error(place_, std::move(message));
    whole_ = false;
    sources_.clear();
    pending_.reset();
}

void InpLines::push(std::string text, const fs::path& path) {
    const int file = problems_.add_file(path.string());
    bytes_ += text.size();
    auto source = std::make_unique<Source>(Source{.text = std::move(text), .file = file, .path = path});
    if (const std::string_view what = what_it_is(source->text); !what.empty()) {
        problems_.error({file, 1}, fmt::format("this is {}", what));
        return;
    }
    if (source->text.starts_with("\xef\xbb\xbf")) source->at = 3;  // the byte order mark of UTF-8
    if (bytes_ > limits::deck_bytes) {
        place_ = {file, 1};
        stop(
            fmt::format("the deck and what it includes are larger than {} MiB", limits::deck_bytes / limits::mebibyte));
        return;
    }
    sources_.push_back(std::move(source));
}

void InpLines::include(std::string_view name, DeckPlace where) {
    const fs::path wanted = path_of(name);
    if (wanted.empty() || wanted == ".") {
        problems_.error(where, "no file is named to be included");
        return;
    }
    if (pending_) {  // another keyword stands where the data of the file would
        problems_.error(where, "a keyword line that names a file ends with a comma");
        return;
    }
    const fs::path path = wanted.is_absolute() ? wanted : folder_ / wanted;
    if (std::ranges::any_of(
            sources_, [&](const auto& source) { return source->path.lexically_normal() == path.lexically_normal(); })) {
        place_ = where;
        stop(fmt::format("a circle: {} is being read when this line includes it again", path.string()));
        return;
    }
    if (sources_.size() >= limits::deck_nesting) {
        place_ = where;
        stop(fmt::format("more than {} files include each other", limits::deck_nesting));
        return;
    }
    if (++includes_ > limits::deck_includes) {
        place_ = where;
        stop(fmt::format("more than {} files are included", limits::deck_includes));
        return;
    }
    try {
        push(open_(path), path);
    } catch (const UserError& error) {
        problems_.error(where, error.what());
    }
}

bool InpLines::next_line(std::string_view& line) {
    while (!sources_.empty()) {
        Source& source = *sources_.back();
        if (source.at >= source.text.size()) {
            sources_.pop_back();
            continue;
        }
        const std::size_t end = std::min(source.text.find('\n', source.at), source.text.size());
        const std::string_view all = std::string_view(source.text).substr(source.at, end - source.at);
        source.at = end + 1;
        place_ = {source.file, ++source.line};
        if (++lines_ > limits::deck_lines) {
            stop(fmt::format("the deck has more than {} lines", limits::deck_lines));
            return false;
        }
        if (all.size() > limits::deck_line_bytes) {
            stop(fmt::format("this line has {} bytes, at most {} are allowed", all.size(), limits::deck_line_bytes));
            return false;
        }
        line = trimmed(all);
        if (line.empty() || line.starts_with("**")) continue;
        if (line.find('\0') != std::string_view::npos) {
            stop("this file is no text: it holds bytes of zero (UTF-16, or a binary file)");
            return false;
        }
        return true;
    }
    return false;
}

InpCard InpLines::read_card(std::string_view line) {
    InpCard card;
    card.where = place_;
    std::string whole(line);
    // A keyword line that ends with a comma continues on the next one.
    while (whole.ends_with(',')) {
        std::string_view more;
        if (!next_line(more)) break;
        if (more.starts_with('*')) {
            pending_ = more;
            break;
        }
        whole += more;
        if (whole.size() > limits::deck_line_bytes) {
            stop(fmt::format("this keyword line is longer than {} bytes", limits::deck_line_bytes));
            break;
        }
    }
    std::size_t at = 1;  // after the star
    bool first = true;
    while (at <= whole.size()) {
        std::size_t end = at;
        char quote = '\0';
        for (; end < whole.size() && (quote != '\0' || whole[end] != ','); ++end) {
            if (quote == '\0' && whole[end] == '"') {
                quote = '"';
            } else if (whole[end] == quote) {
                quote = '\0';
            }
        }
        const std::string_view piece = trimmed(std::string_view(whole).substr(at, end - at));
        at = end + 1;
        const std::size_t equals = first ? std::string_view::npos : piece.find('=');
        std::string key;
        for (const char c : upper(trimmed(piece.substr(0, equals)))) {
            const bool blank = blanks.find(c) != std::string_view::npos;
            if (!blank) {
                key += c;
            } else if (!key.ends_with(' ')) {
                key += ' ';
            }
        }
        std::string_view value =
            equals == std::string_view::npos ? std::string_view() : trimmed(piece.substr(equals + 1));
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
        if (first) {
            card.keyword = std::move(key);
        } else if (!key.empty()) {
            card.parameters.emplace_back(std::move(key), std::string(value));
        }
        first = false;
    }
    return card;
}

bool InpLines::next_content(std::string_view& line) {
    while (true) {
        if (pending_) {
            line = *pending_;
            pending_.reset();
        } else if (!next_line(line)) {
            return false;
        }
        if (!line.starts_with('*') || !upper(line.substr(0, 8)).starts_with("*INCLUDE")) return true;
        const InpCard card = read_card(line);
        if (card.keyword != "INCLUDE") {
            problems_.error(card.where, fmt::format("unknown keyword *{}", card.keyword));
            continue;
        }
        const std::string* input = card.find("INPUT");
        include(input != nullptr ? std::string_view(*input) : std::string_view(), card.where);
    }
}

bool InpLines::next_card(InpCard& card) {
    std::string_view line;
    while (next_content(line)) {
        if (!line.starts_with('*')) continue;
        card = read_card(line);
        return true;
    }
    return false;
}

bool InpLines::next_data(InpData& data) {
    // What it held may be gone with the file that it came from.
    data.raw = {};
    data.fields.clear();
    std::string_view line;
    if (!next_content(line)) return false;
    if (line.starts_with('*')) {
        pending_ = line;
        return false;
    }
    data.raw = line;
    data.where = place_;
    std::size_t at = 0;
    while (at <= line.size()) {
        const std::size_t end = std::min(line.find(',', at), line.size());
        data.fields.push_back(trimmed(line.substr(at, end - at)));
        at = end + 1;
    }
    return true;
}

}  // namespace spondyl
