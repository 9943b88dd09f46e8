// SPDX-License-Identifier: Apache-2.0
// The column without its bone surfaces, which take most of the time and have their own tests.
#pragma once

#include "core/elements/quality.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/geometry/column_mesher.hpp"
#include "models/geometry/spine_cell.hpp"

namespace spondyl::testing {

struct BareColumn {
    BodyParameters body;
    PlacedColumn column;
    SpineMesh mesh;

    BareColumn(const Person& person, const SpineOptions& options)
        : body(body_parameters(default_anatomy().spine, person, options)), column(place_column(body, options)) {
        for (int v = static_cast<int>(options.top); v <= static_cast<int>(options.bottom); ++v) {
            VertebraMesh vertebra;
            vertebra.vertebra = static_cast<Vertebra>(v);
            vertebra.frame = column.vertebra[static_cast<std::size_t>(v)];
            mesh.vertebrae.push_back(vertebra);
        }
        mesh_column(body, column, options, mesh);
    }
};

// Of a cell of the column.
inline NodePositions<SpineCell> nodes_of(const SpineMesh& mesh, int cell) {
    return positions_of<SpineCell>(mesh.cells()[static_cast<std::size_t>(cell)].first<SpineCell::nodes>(),
                                   mesh.mesh.nodes);
}

}  // namespace spondyl::testing
