// SPDX-License-Identifier: Apache-2.0
#include "io/deck/xml_tree.hpp"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <unordered_map>

#include "core/text/limits.hpp"

namespace spondyl {

namespace {

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

// Events of Expat for one file, from which the tree is built.
class XmlBuilder {
  public:
    XmlBuilder(XmlTree& tree, XML_Parser parser, bool text_before_elements)
        : tree_(tree), parser_(parser), text_before_elements_(text_before_elements) {
        XML_SetUserData(parser, this);
        XML_SetElementHandler(
            parser, [](void* self, const XML_Char* name, const XML_Char** a) { of(self).start(name, a); },
            [](void* self, const XML_Char* /*name*/) { of(self).end(); });
        XML_SetCharacterDataHandler(parser, [](void* self, const XML_Char* text, int size) {
            of(self).characters({text, static_cast<std::size_t>(size)});
        });
        XML_SetStartDoctypeDeclHandler(parser, [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
            of(self).stop("a document type (<!DOCTYPE>) is not read");
        });
    }

    [[nodiscard]] const std::string& why_stopped() const { return why_stopped_; }

  private:
    static XmlBuilder& of(void* self) { return *static_cast<XmlBuilder*>(self); }
    [[nodiscard]] int line() const {
        // Lines of a file of at most limits::deck_file_bytes.
        return static_cast<int>(XML_GetCurrentLineNumber(parser_));
    }

    void stop(std::string why) {
        if (why_stopped_.empty()) why_stopped_ = std::move(why);
        XML_StopParser(parser_, XML_FALSE);
    }

    int number_of(const XML_Char* name) {
        const auto [at, is_new] = number_of_name_.try_emplace(name, static_cast<int>(tree_.names_.size()));
        if (is_new) {
            if (tree_.names_.size() >= limits::xml_names) {
                stop(fmt::format("more than {} different names", limits::xml_names));
            }
            tree_.names_.emplace_back(name);
        }
        return at->second;
    }

    std::uint64_t keep(std::string_view text) {
        const std::uint64_t at = tree_.text_.size();
        tree_.text_ += text;
        return at;
    }

    void start(const XML_Char* name, const XML_Char** attributes) {
        if (!why_stopped_.empty()) return;
        if (open_.size() >= limits::xml_nesting) {
            stop(fmt::format("more than {} elements within each other", limits::xml_nesting));
            return;
        }
        if (tree_.nodes_.size() >= limits::xml_elements) {
            stop(fmt::format("more than {} elements", limits::xml_elements));
            return;
        }
        const int index = static_cast<int>(tree_.nodes_.size());
        if (!open_.empty()) {
            XmlTree::Node& outer = tree_.nodes_[static_cast<std::size_t>(open_.back().node)];
            if (open_.back().last_child < 0) {
                if (is_blank(std::string_view(tree_.text_).substr(outer.text, outer.text_size))) {
                    tree_.text_.resize(tree_.text_.size() - outer.text_size);
                    outer.text_size = 0;
                } else if (!text_before_elements_) {
                    stop(fmt::format("text beside the element <{}>", name));
                    return;
                }
            }
            if (open_.back().last_child < 0) {
                outer.first_child = index;
            } else {
                tree_.nodes_[static_cast<std::size_t>(open_.back().last_child)].next = index;
            }
            open_.back().last_child = index;
        }
        XmlTree::Node node;
        node.name = number_of(name);
        node.line = line();
        node.first_attribute = static_cast<std::uint32_t>(tree_.attributes_.size());
        for (; *attributes != nullptr; attributes += 2) {
            if (tree_.attributes_.size() >= limits::xml_attributes) {
                stop(fmt::format("more than {} attributes", limits::xml_attributes));
                return;
            }
            const std::string_view value = attributes[1];
            tree_.attributes_.push_back({number_of(attributes[0]), keep(value), value.size()});
            ++node.attributes;
        }
        tree_.nodes_.push_back(node);
        open_.push_back({index, -1});
    }

    void end() {
        if (why_stopped_.empty() && !open_.empty()) open_.pop_back();
    }

    void characters(std::string_view text) {
        if (!why_stopped_.empty() || open_.empty()) return;
        XmlTree::Node& node = tree_.nodes_[static_cast<std::size_t>(open_.back().node)];
        if (open_.back().last_child >= 0) {
            if (!is_blank(text)) stop("text beside elements");
            return;
        }
        if (node.text_size == 0) {
            node.text = tree_.text_.size();
            node.text_line = line();
        }
        keep(text);
        node.text_size += text.size();
    }

    struct Open {
        int node = 0;
        int last_child = -1;
    };
    XmlTree& tree_;
    XML_Parser parser_;
    bool text_before_elements_ = false;
    std::vector<Open> open_;
    std::unordered_map<std::string, int> number_of_name_;
    std::string why_stopped_;
};

std::optional<XmlTree> XmlTree::parse(std::string_view text, int file, DeckProblems& problems,
                                      bool text_before_elements) {
    const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate(nullptr),
                                                                              &XML_ParserFree);
    if (!parser) throw std::bad_alloc();
    XmlTree tree;
    XmlBuilder builder(tree, parser.get(), text_before_elements);
    constexpr std::size_t piece = limits::mebibyte;
    bool sound = true;
    for (std::size_t at = 0; sound && (at < text.size() || at == 0); at += piece) {
        const std::string_view part = text.substr(at, piece);
        const bool last = at + piece >= text.size();
        sound = XML_Parse(parser.get(), part.data(), static_cast<int>(part.size()), last ? 1 : 0) == XML_STATUS_OK;
    }
    if (sound) return tree;
    const DeckPlace where{file, static_cast<int>(XML_GetCurrentLineNumber(parser.get()))};
    problems.error(where, builder.why_stopped().empty() ? fmt::format("this is no whole XML (column {}): {}",
                                                                      XML_GetCurrentColumnNumber(parser.get()) + 1,
                                                                      XML_ErrorString(XML_GetErrorCode(parser.get())))
                                                        : builder.why_stopped());
    return std::nullopt;
}

std::string_view XmlElement::name() const {
    return tree_->names_[static_cast<std::size_t>(tree_->node(index_).name)];
}

int XmlElement::line() const {
    return tree_->node(index_).line;
}

std::string_view XmlElement::text() const {
    const XmlTree::Node& node = tree_->node(index_);
    return std::string_view(tree_->text_).substr(node.text, node.text_size);
}

int XmlElement::text_line() const {
    const XmlTree::Node& node = tree_->node(index_);
    return node.text_size > 0 ? node.text_line : node.line;
}

std::optional<std::string_view> XmlElement::attribute(std::string_view name) const {
    const XmlTree::Node& node = tree_->node(index_);
    for (std::size_t i = node.first_attribute; i < node.first_attribute + node.attributes; ++i) {
        const XmlTree::Attribute& a = tree_->attributes_[i];
        if (tree_->names_[static_cast<std::size_t>(a.name)] == name)
            return std::string_view(tree_->text_).substr(a.text, a.size);
    }
    return std::nullopt;
}

std::vector<std::string_view> XmlElement::attribute_names() const {
    const XmlTree::Node& node = tree_->node(index_);
    std::vector<std::string_view> names;
    for (std::size_t i = node.first_attribute; i < node.first_attribute + node.attributes; ++i)
        names.push_back(tree_->names_[static_cast<std::size_t>(tree_->attributes_[i].name)]);
    return names;
}

XmlElement XmlElement::first() const {
    const int index = tree_->node(index_).first_child;
    return index < 0 ? XmlElement() : XmlElement(tree_, index);
}

XmlElement XmlElement::next() const {
    const int index = tree_->node(index_).next;
    return index < 0 ? XmlElement() : XmlElement(tree_, index);
}

XmlElement XmlElement::child(std::string_view name) const {
    for (XmlElement e = first(); e; e = e.next()) {
        if (e.name() == name) return e;
    }
    return {};
}

}  // namespace spondyl
