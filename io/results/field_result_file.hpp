// SPDX-License-Identifier: Apache-2.0
// Files of results without anatomy: the same kind of file as those of the spine (result_file.hpp), with fewer parts.
// docs/reference/results.md describes the layout.
//
// /VTKHDF, /states, /sets, /history, /provenance, /status   see field_groups.hpp
// /tables/NAME   one dataset per column, numbers with the attributes unit and doc
// /restart       of a run of a deck that was stopped, see restart_group.hpp
#pragma once

#include <filesystem>
#include <optional>

#include "core/result/field_result.hpp"
#include "io/results/hdf5.hpp"
#include "models/deck/deck_restart.hpp"

namespace spondyl {

// Writes to a temporary name in the same folder, flushes to the disc and renames: the file is complete or does not
// exist. Equal results give equal bytes. Throws InternalError with the field if the result breaks a rule
// (check_field_result), UserError if the system refuses to write the file. restart: where a run that was stopped can be
// resumed; null: it cannot.
void write_field_result(const FieldResult& result, const std::filesystem::path& path,
                        const DeckRestart* restart = nullptr);

// Reads back everything, bit-identical; consecutive blocks of cells of one type as one block. Throws UserError if the
// file is missing, was written by another program or holds a spine.
FieldResult read_field_result(const std::filesystem::path& path);

// The same with the data to resume the run, if the file has them. run_deck decides whether they fit a deck.
struct BegunFieldResult {
    FieldResult result;
    std::optional<DeckRestart> restart;
};
BegunFieldResult read_begun_field_result(const std::filesystem::path& path);

// From the root group of an open file. hdf5::Error or BrokenRule for contents that do not fit.
FieldResult read_field_groups(const hdf5::Group& root);

}  // namespace spondyl
