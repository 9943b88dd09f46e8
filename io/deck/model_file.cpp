// SPDX-License-Identifier: Apache-2.0
#include "io/deck/model_file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/text/limits.hpp"
#include "core/text/text_file.hpp"
#include "io/deck/mesh_file.hpp"
#include "io/deck/model_file_reader.hpp"
#include "io/deck/read_feb.hpp"
#include "io/deck/read_inp.hpp"
#include "io/scenario/key_value.hpp"
#include "io/scenario/toml_reader.hpp"
#include "io/scenario/toml_text.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

}  // namespace

template <class Row>
void ModelFileReader::read_row(const toml::table& given, std::string_view name, Row& object) {
    const ModelTable& table = model_table(name);
    std::vector<std::string_view> known;
    for (const schema::Key& key : table.keys) {
        known.push_back(key.name);
        const toml::node* node = given.get(key.name);
        if (node == nullptr) {
            if (key.required) error(given, fmt::format("{} needs \"{}\"", table.title, key.name), std::string(key.doc));
            continue;
        }
        if (const auto value =
                read_key_value(*node, fmt::format("\"{}\" in {}", key.name, table.title), key, file_, diagnostics_))
            key.access.set(&object, *value);
    }
    for (const schema::Key& key : table.keys) {
        if (key.applies != nullptr && given.contains(key.name) && !key.applies(&object))
            error(*given.get(key.name), fmt::format("\"{}\" has no meaning here", key.name),
                  fmt::format("it is for a material whose {}", key.only));
    }
    known.insert(known.end(), table.inner.begin(), table.inner.end());
    only_known(given, known, table.title);
}

template <class Row>
std::vector<GivenRow<Row>> ModelFileReader::rows(const toml::table& given, std::string_view key,
                                                 std::string_view name) {
    std::vector<GivenRow<Row>> found;
    for (const toml::node* node : list(given, key, toml::node_type::table)) {
        GivenRow<Row>& one = found.emplace_back();
        one.table = node->as_table();
        read_row(*one.table, name, one.row);
    }
    return found;
}

void ModelFileReader::read_materials() {
    const toml::node* node = model_->get("materials");
    if (node == nullptr) return;
    const toml::table* tables = node->as_table();
    if (tables == nullptr) {
        error(*node, "\"materials\" must be a table", "write [model.materials.NAME] for each material");
        return;
    }
    if (tables->size() > limits::rows) {
        error(*node, fmt::format("{} materials", tables->size()), fmt::format("at most {} are allowed", limits::rows));
        return;
    }
    for (const auto& [name, one] : *tables) {
        const toml::table* table = one.as_table();
        if (table == nullptr) {
            error(one, fmt::format("the material \"{}\" must be a table", name.str()),
                  "write [model.materials.NAME] for each material");
            continue;
        }
        GivenRow<ModelMaterial>& material = materials_[std::string(name.str())];
        material.table = table;
        read_row(*table, "model.materials.*", material.row);
    }
}

void ModelFileReader::read_step(const toml::table& given) {
    GivenStep& step = steps_.emplace_back();
    step.step.table = &given;
    read_row(given, "model.step", step.step.row);
    step.supports = rows<ModelSupport>(given, "support", "model.step.support");
    step.forces = rows<ModelForce>(given, "force", "model.step.force");
    step.pressures = rows<ModelPressure>(given, "pressure", "model.step.pressure");
}

void ModelFileReader::read_mesh(const fs::path& path) {
    DeckProblems problems;
    problems.add_file(name_.string());
    const int file = problems.add_file(path.string());
    read_mesh_text(open_mesh(path), path, mesh_.scale, file, problems, deck_);
    problems.refuse(options_.allow_unsupported);
    deck_.files = problems.files();
    deck_.unsupported = problems.unsupported();
    if (steps_.empty()) error(*model_, "the model has no step", "add a [[model.step]] with loads");
    if (materials_.empty()) error(*model_, "the model has no material", "add a [model.materials.NAME]");
    fill_materials();
    std::vector<DeckBoundary> always;
    for (const auto& support : supports_) add_support(support, always);
    for (const GivenStep& step : steps_) add_step(step, always);
}

std::string ModelFileReader::open_mesh(const fs::path& path) {
    try {
        return open_(path);
    } catch (const UserError& mistake) {
        error(*model_->get("mesh"), mistake.what(), "the path is relative to this file");
        throw UserError(diagnostics_.text());
    }
}

void ModelFileReader::read_deck_beside(const fs::path& path) {
    const std::string extension = upper(path.extension().string());
    if (extension != ".INP" && extension != ".FEB") {
        error(*model_->get("mesh"), fmt::format("{} is no mesh that is read", quote(mesh_.mesh)),
              "names of meshes end in .msh, .vtk or .vtu, those of decks in .inp or .feb");
        return;
    }
    for (const char* key : {"support", "step"}) {
        if (const toml::node* node = model_->get(key))
            error(*node, fmt::format("\"{}\" beside a deck, which has its own", key),
                  "give materials alone, or change the deck");
    }
    if (model_->contains("scale")) error(*model_->get("scale"), "\"scale\" beside a deck", "decks are in mm");
    if (!diagnostics_.empty()) return;
    std::string text = open_mesh(path);
    deck_ = extension == ".INP" ? read_inp_text(std::move(text), path, open_, options_)
                                : read_feb_text(text, path, options_);
    deck_.files.push_back(name_.string());  // results name the files from which they were computed
    for (const auto& [name, given] : materials_) {
        const auto found = std::ranges::find(deck_.materials, name, &DeckMaterial::name);
        if (found == deck_.materials.end()) {
            std::vector<std::string> names;
            for (const DeckMaterial& material : deck_.materials) names.push_back(material.name);
            tell_unknown(*given.table, "material", name, names);
            continue;
        }
        if (given.row.law == ModelLaw::rigid || given.table->contains("cells") ||
            given.table->contains("fibre_angle_deg")) {
            error(*given.table, "beside a deck, a material has a law other than rigid, and neither cells nor fibres",
                  "the deck says where the material is and how its fibres run");
            continue;
        }
        const int families =
            std::holds_alternative<DeckHolzapfel>(found->law) ? std::get<DeckHolzapfel>(found->law).families : 0;
        if (given.row.law == ModelLaw::holzapfel && families == 0) {
            error(*given.table, fmt::format("the material \"{}\" of the deck has no fibres", name), {});
            continue;
        }
        if (std::optional<DeckLaw> law = law_of(given, families)) found->law = std::move(*law);
    }
}

Deck ModelFileReader::read(const toml::table& given) {
    read_row(given, "", head_);
    const toml::table* model = given.get("model") ? given.get("model")->as_table() : nullptr;
    if (model == nullptr) {
        error(given.get("model") ? *given.get("model") : given, "[model] must be a table",
              "write [model] on a line of its own, its keys below");
        return {};
    }
    model_ = model;
    read_row(*model, "model", mesh_);
    read_materials();
    supports_ = rows<ModelSupport>(*model, "support", "model.support");
    for (const toml::node* node : list(*model, "step", toml::node_type::table)) read_step(*node->as_table());
    if (!diagnostics_.empty()) return {};
    const fs::path path = (name_.parent_path() / mesh_.mesh).lexically_normal();
    if (is_mesh_file(path)) {
        read_mesh(path);
    } else {
        read_deck_beside(path);
    }
    if (!deck_.title.empty() || !head_.title.empty()) deck_.title = head_.title;
    return std::move(deck_);
}

bool has_model_table(std::string_view text) {
    Diagnostics ignored;  // errors are reported by the reader of the file
    const std::optional<toml::table> given = parse_toml(text, ignored.add_file({}, {}), ignored);
    return given && given->contains("model");
}

Deck read_model_file(const fs::path& file, const DeckOptions& options) {
    const OpenText open = [](const fs::path& path) { return read_text_file(path, "mesh", limits::deck_file_bytes); };
    return read_model_text(read_text_file(file, "scenario", limits::toml_bytes), file, open, options);
}

Deck read_model_text(const std::string& text, const fs::path& name, const OpenText& open, const DeckOptions& options) {
    Diagnostics diagnostics;
    ModelFileReader reader(name, text, open, options, diagnostics);
    Deck deck;
    if (const std::optional<toml::table> given = parse_toml(text, 0, diagnostics)) deck = reader.read(*given);
    if (!diagnostics.empty()) throw UserError(diagnostics.text());
    return deck;
}

}  // namespace spondyl
