// SPDX-License-Identifier: Apache-2.0
// A file in XML as a tree in flat arrays, each element with its line. Read with Expat; document types are refused, so
// that there are no entities other than the five of XML and nothing else is opened. Text behind elements is refused.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/deck/deck_problems.hpp"

namespace spondyl {

class XmlTree;

// An element of a tree, which must outlive it; false: none.
class XmlElement {
  public:
    XmlElement() = default;
    XmlElement(const XmlTree* tree, int index) : tree_(tree), index_(index) {}

    explicit operator bool() const { return tree_ != nullptr; }
    [[nodiscard]] std::string_view name() const;
    [[nodiscard]] int line() const;
    [[nodiscard]] std::string_view text() const;
    [[nodiscard]] int text_line() const;  // where its text begins
    [[nodiscard]] std::optional<std::string_view> attribute(std::string_view name) const;
    [[nodiscard]] std::vector<std::string_view> attribute_names() const;
    // The elements within it: for (XmlElement e = outer.first(); e; e = e.next())
    [[nodiscard]] XmlElement first() const;
    [[nodiscard]] XmlElement next() const;
    // The first one of that name within it.
    [[nodiscard]] XmlElement child(std::string_view name) const;

  private:
    const XmlTree* tree_ = nullptr;
    int index_ = -1;
};

class XmlTree {
  public:
    // Nothing, and an error in `problems` with the line in `file`, for what is no XML or larger than
    // core/text/limits.hpp allows. An element may hold text and, behind it, elements if `text_before_elements`.
    static std::optional<XmlTree> parse(std::string_view text, int file, DeckProblems& problems,
                                        bool text_before_elements = false);

    [[nodiscard]] XmlElement root() const { return {this, 0}; }

  private:
    friend class XmlElement;
    friend class XmlBuilder;

    struct Node {
        int name = 0;
        int line = 0;
        int text_line = 0;
        int first_child = -1;
        int next = -1;
        std::uint32_t first_attribute = 0;
        std::uint32_t attributes = 0;
        std::uint64_t text = 0;  // in text_
        std::uint64_t text_size = 0;
    };
    struct Attribute {
        int name = 0;
        std::uint64_t text = 0;
        std::uint64_t size = 0;
    };
    [[nodiscard]] const Node& node(int index) const { return nodes_[static_cast<std::size_t>(index)]; }

    std::vector<std::string> names_;
    std::vector<Node> nodes_;
    std::vector<Attribute> attributes_;
    std::string text_;
};

}  // namespace spondyl
