// SPDX-License-Identifier: Apache-2.0
// The hexahedral column without its bone surfaces, which cost most of the time and have tests of their own.
#pragma once

#include "models/anatomy/anatomy.hpp"
#include "models/geometry/hex_mesher.hpp"

namespace spondyl::testing {

struct HexColumn {
    BodyParameters body;
    PlacedColumn column;
    SpineMesh mesh;

    HexColumn(const Person& person, const SpineOptions& options)
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

}  // namespace spondyl::testing
