// SPDX-License-Identifier: Apache-2.0
// /restart of an incomplete result: where `spondyl run --resume` continues. docs/reference/results.md has the layout.
#pragma once

#include <optional>

#include "io/results/hdf5.hpp"
#include "models/deck/deck_restart.hpp"
#include "models/result/restart.hpp"

namespace spondyl {

void write_restart(hdf5::Group& root, const Restart& restart);
// none if the file has none. check_restart decides whether it fits a model.
std::optional<Restart> read_restart(const hdf5::Group& root);

// The same for a run of a deck.
void write_deck_restart(hdf5::Group& root, const DeckRestart& restart);
std::optional<DeckRestart> read_deck_restart(const hdf5::Group& root);

}  // namespace spondyl
