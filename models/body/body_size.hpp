// SPDX-License-Identifier: Apache-2.0
// Lengths of a person's limbs and places of joints. mm.
#pragma once

#include "models/anatomy/anatomy.hpp"
#include "models/geometry/spine_mesh.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

class BodySize {
  public:
    // The anatomy outlives the size. UserError: mass or waist outside what the tables cover.
    BodySize(const Anatomy& anatomy, const Person& person);

    [[nodiscard]] const Anatomy& anatomy() const { return anatomy_; }
    [[nodiscard]] double of_stature(double StatureShares::*part) const;  // a share of stature, mm
    [[nodiscard]] double scaled(double AdultLengths::*part) const;       // mm of the reference adult, with stature
    [[nodiscard]] double height_mm() const { return height_; }
    [[nodiscard]] double scale() const { return scale_; }  // stature over the reference stature
    // Of the girth of limbs against the reference adult: mass per stature, as a cylinder's.
    [[nodiscard]] double girth() const { return girth_; }
    [[nodiscard]] double waist_mm() const { return waist_; }              // circumference, given or usual
    [[nodiscard]] double usual_waist_mm() const { return usual_waist_; }  // conicity index, Valdez 1991

  private:
    const Anatomy& anatomy_;
    double height_ = 0.0;  // mm
    double scale_ = 1.0;
    double girth_ = 1.0;
    double waist_ = 0.0;
    double usual_waist_ = 0.0;
};

// The vertebra of a mesh from T12 to S1; InternalError if the mesh is shorter.
const VertebraMesh& vertebra_of(const SpineMesh& mesh, Vertebra vertebra);
const DiscMesh& disc_of(const SpineMesh& mesh, Disc disc);

}  // namespace spondyl
