// SPDX-License-Identifier: Apache-2.0
// How much a text file may hold. Each limit is far above what a study of spines needs and far below what would fill the
// memory or the stack of a small machine; docs/security.md lists them for users.
#pragma once

#include <cstddef>

namespace spondyl::limits {

inline constexpr std::size_t mebibyte = 1024 * 1024;

// Scenarios, strategies, studies.
inline constexpr std::size_t toml_bytes = 4 * mebibyte;
inline constexpr std::size_t nesting = 16;  // brackets in brackets; parts of a dotted key
inline constexpr std::size_t key_characters = 100;
inline constexpr std::size_t name_characters = 200;  // titles, names: texts of one line
inline constexpr std::size_t path_characters = 4000;
inline constexpr std::size_t text_characters = 20000;       // descriptions, sources
inline constexpr std::size_t rows = 1000;                   // of one list of tables in a scenario or strategy
inline constexpr int outputs = 10000;                       // states written by all steps together
inline constexpr std::size_t extends = 16;                  // files that extend each other
inline constexpr std::size_t factors = 64;                  // keys that a study varies
inline constexpr std::size_t cases = 1000000;               // of a study: beyond that folders and tables are unwieldy
inline constexpr std::size_t plan_bytes = 4096 * mebibyte;  // scenarios of all cases together

// Messages about mistakes: a file with thousands of them is probably the wrong file.
inline constexpr std::size_t mistakes_shown = 100;
inline constexpr std::size_t quoted_characters = 160;

// Formulas of the validation table.
inline constexpr std::size_t expression_characters = 1000;
inline constexpr int expression_nesting = 50;

// Tables of numbers (CSV).
inline constexpr std::size_t table_bytes = 16 * mebibyte;
inline constexpr std::size_t table_line_bytes = 65536;
inline constexpr std::size_t table_columns = 256;

// Folders of sweeps (JSON).
inline constexpr std::size_t plan_file_bytes = 1024 * mebibyte;
inline constexpr std::size_t record_bytes = 16 * mebibyte;

// Decks of other programs (.inp, .feb) and meshes (.msh, .vtk, .vtu).
inline constexpr std::size_t deck_file_bytes = 1024 * mebibyte;
inline constexpr std::size_t deck_bytes = 2048 * mebibyte;  // a deck with all that it includes
inline constexpr std::size_t deck_lines = 50000000;         // of the deck with all that it includes
inline constexpr std::size_t deck_line_bytes = 65536;       // one line
inline constexpr std::size_t deck_includes = 1000;          // files included, each time counted
inline constexpr std::size_t deck_nesting = 16;             // files that include each other
inline constexpr std::size_t deck_nodes = 4000000;          // of all instances together
inline constexpr std::size_t deck_cells = 4000000;
inline constexpr std::size_t deck_set_entries = 100000000;     // members of all sets, and of all changes of them
inline constexpr std::size_t deck_amplitude_points = 1000000;  // of one amplitude
inline constexpr double deck_coordinate = 1e6;                 // mm, and of displacements
inline constexpr std::size_t surface_bytes = 256 * mebibyte;   // of one bone (.stl, .ply, .obj)
inline constexpr std::size_t surface_points = 2000000;
inline constexpr std::size_t surface_triangles = 2000000;
inline constexpr std::size_t xml_elements = 20000000;  // tags of a .feb or .vtu
inline constexpr std::size_t xml_attributes = 40000000;
inline constexpr std::size_t xml_names = 10000;  // different names of tags and attributes
inline constexpr std::size_t xml_nesting = 32;

}  // namespace spondyl::limits
