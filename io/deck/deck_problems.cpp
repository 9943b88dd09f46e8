// SPDX-License-Identifier: Apache-2.0
#include "io/deck/deck_problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "core/error.hpp"
#include "core/text/limits.hpp"
#include "core/text/printable.hpp"

namespace spondyl {

namespace {

std::string list(std::vector<DeckUnsupported> items, std::size_t count, const std::vector<std::string>& files) {
    std::ranges::stable_sort(items, {},
                             [](const DeckUnsupported& item) { return std::tuple(item.where.file, item.where.line); });
    std::string text;
    const std::size_t shown = std::min(items.size(), limits::mistakes_shown);
    for (std::size_t i = 0; i < shown; ++i) {
        const DeckUnsupported& item = items[i];
        text +=
            fmt::format("{}:{}: {}\n", files[static_cast<std::size_t>(item.where.file)], item.where.line, item.what);
    }
    if (count > shown) text += fmt::format("... and {} more\n", count - shown);
    return text;
}

}  // namespace

int DeckProblems::add_file(std::string name) {
    files_.push_back(std::move(name));
    return static_cast<int>(files_.size()) - 1;
}

void DeckProblems::error(DeckPlace where, std::string message) {
    ++error_count_;
    if (errors_.size() < limits::mistakes_shown) errors_.push_back({where, std::move(message)});
}

void DeckProblems::unsupported(DeckPlace where, std::string what) {
    unsupported_.push_back({where, std::move(what)});
}

std::string DeckProblems::text_of(DeckPlace where) const {
    return fmt::format("{}:{}", files_[static_cast<std::size_t>(where.file)], where.line);
}

void DeckProblems::refuse(bool allow_unsupported) const {
    std::string text;
    if (error_count_ > 0) {
        text += list(errors_, error_count_, files_);
        text += fmt::format("{} mistake{} in the deck", error_count_, error_count_ == 1 ? "" : "s");
    }
    if (!allow_unsupported && !unsupported_.empty()) {
        if (!text.empty()) text += "\n";
        text += list(unsupported_, unsupported_.size(), files_);
        text += fmt::format(
            "{} thing{} that {} not supported; the list of what is stands in docs/decks.md. With --allow-unsupported "
            "the "
            "deck is run without {}, and the result names {}",
            unsupported_.size(), unsupported_.size() == 1 ? "" : "s", unsupported_.size() == 1 ? "is" : "are",
            unsupported_.size() == 1 ? "it" : "them", unsupported_.size() == 1 ? "it" : "them");
    }
    if (!text.empty()) throw UserError(text);
}

std::string result_set_name(std::string name) {
    std::ranges::replace(name, '/', '|');
    if (name == "." || name == "..") name = "set " + name;
    return name;
}

std::string quote(std::string_view text) {
    constexpr std::size_t most = 60;
    return fmt::format("\"{}{}\"", printable(text.substr(0, most)), text.size() > most ? "..." : "");
}

}  // namespace spondyl
