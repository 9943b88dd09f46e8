// SPDX-License-Identifier: Apache-2.0
// Results of bodies that are no spine on disc: the same kind of file as those of the spine (result_file.hpp), with less
// in it. docs/reference/results.md describes the layout.
//
// /VTKHDF, /states, /sets, /history, /provenance, /status   see field_groups.hpp
// /tables/NAME   one dataset per column, numbers with the attributes unit and doc
// /restart       of a run of a deck that was ended, see restart_group.hpp
#pragma once

#include <filesystem>
#include <optional>

#include "core/result/field_result.hpp"
#include "io/results/hdf5.hpp"
#include "models/deck/deck_restart.hpp"

namespace spondyl {

// Writes to a temporary name in the same folder, flushes to the disc and renames: the file is whole or not there.
// Equal results give equal bytes. Throws InternalError naming the field if the result breaks a rule
// (check_field_result), UserError if the folder or the disc does not let it write.
// restart: where a run that was ended goes on; null: it does not.
void write_field_result(const FieldResult& result, const std::filesystem::path& path,
                        const DeckRestart* restart = nullptr);

// Everything back, to the last bit; neighbouring blocks of cells of one kind as one block. Throws UserError if the file
// is missing, is of another program or holds a spine.
FieldResult read_field_result(const std::filesystem::path& path);

// The same with what it takes to go on, if the file has it. Whether that fits a deck is for run_deck to say.
struct BegunFieldResult {
    FieldResult result;
    std::optional<DeckRestart> restart;
};
BegunFieldResult read_begun_field_result(const std::filesystem::path& path);

// From the root group of an open file. hdf5::Error or BrokenRule for what does not fit.
FieldResult read_field_groups(const hdf5::Group& root);

}  // namespace spondyl
