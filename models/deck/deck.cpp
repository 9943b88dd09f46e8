// SPDX-License-Identifier: Apache-2.0
#include "models/deck/deck.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/error.hpp"

namespace spondyl {

namespace {

constexpr std::size_t mistakes_told = 20;

std::string name_of(const Deck& deck, const DeckLabel& label) {
    if (label.instance < 0) return std::to_string(label.number);
    return fmt::format("{}.{}", deck.instances[static_cast<std::size_t>(label.instance)], label.number);
}

}  // namespace

std::string Deck::place(DeckPlace where) const {
    return fmt::format("{}:{}", files[static_cast<std::size_t>(where.file)], where.line);
}

std::string Deck::node_name(int node) const {
    return name_of(*this, node_labels[static_cast<std::size_t>(node)]);
}

std::string Deck::cell_name(int cell) const {
    return name_of(*this, cell_labels[static_cast<std::size_t>(cell)]);
}

void refuse_deck(const std::vector<std::string>& mistakes) {
    const std::size_t shown = std::min(mistakes.size(), mistakes_told);
    std::string text =
        fmt::format("{}", fmt::join(mistakes.begin(), mistakes.begin() + static_cast<std::ptrdiff_t>(shown), "\n"));
    if (mistakes.size() > shown) text += fmt::format("\n... and {} more", mistakes.size() - shown);
    throw UserError(text);
}

}  // namespace spondyl
