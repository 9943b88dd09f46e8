// SPDX-License-Identifier: Apache-2.0
// One whole vertebra as an implicit solid, with its named landmarks.
//
// Body: the kidney outline between the two endplate surfaces, narrowed at mid-height, with rounded rims. Processes:
// stretched cones, plates and flat discs placed by the tables (pedicles, canal, transverse span, spinous reach and
// height, facet centres and planes) and blended with fillets. S1 is the top of the sacrum: body, wings, superior
// articular processes and median crest.
#pragma once

#include <map>
#include <string>

#include "models/anatomy/body_parameters.hpp"
#include "models/geometry/placement.hpp"

namespace spondyl {

struct VertebraShape {
    Surface bone;                           // global
    std::map<std::string, Vec3> landmarks;  // global; names and meaning in docs/anatomy.md
};

VertebraShape make_vertebra_shape(Vertebra vertebra, const SpineAnatomy& anatomy, const BodyParameters& body,
                                  const PlacedColumn& column);

}  // namespace spondyl
