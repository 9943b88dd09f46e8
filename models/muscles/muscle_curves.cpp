// SPDX-License-Identifier: Apache-2.0
// Force-length curves: Thelen 2003, J Biomech Eng 125:70-77, doi 10.1115/1.1531112 (eq. 3 and 4; MuscleCurves), with an
// inextensible tendon and a muscle of constant thickness (Zajac 1989, Crit Rev Biomed Eng 17:359-411). A resting muscle
// is at least as stiff as the bundles of fibres in it, which pull from their slack length on (Ward et al. 2009,
// doi 10.1016/j.jbiomech.2008.09.042); far stretched, Thelen's curve of whole muscles is the stiffer one.
#include <algorithm>
#include <cmath>

#include "models/muscles/muscle_set.hpp"

namespace spondyl {
namespace {

struct Fibre {
    double stretch;  // length over optimal length
    double cosine;   // of the pennation angle
};

Fibre fibre(const MuscleFascicle& fascicle, double length) {
    const double thickness = fascicle.fibre_length_mm * std::sin(fascicle.pennation_rad);
    // A slack muscle: the fibre cannot become shorter than its extent across the muscle.
    const double along = std::max(length - fascicle.tendon_length_mm, 0.0);
    const double fibre_length = std::hypot(along, thickness);
    return {fibre_length / fascicle.fibre_length_mm, fibre_length > 0.0 ? along / fibre_length : 0.0};
}

struct RestingFibre {
    double force;  // N
    double slope;  // N per stretch
};

RestingFibre whole_muscle(const MuscleFascicle& fascicle, double strain) {
    if (strain <= 0.0) return {0.0, 0.0};
    const double shape = fascicle.curves.passive_shape;
    const double full_strain = fascicle.curves.passive_strain;
    const double scale = std::expm1(shape);
    // Beyond the strain of full strength the exponential is continued by its tangent.
    const double exponential = std::min(strain, full_strain);
    const double force = std::expm1(shape * exponential / full_strain) / scale;
    const double slope = shape / full_strain * (force + 1.0 / scale);
    return {fascicle.strength() * (force + slope * (strain - exponential)), fascicle.strength() * slope};
}

RestingFibre bundles(const MuscleFascicle& fascicle, double stretch) {
    const double slack = fascicle.slack_stretch;
    if (stretch <= slack) return {0.0, 0.0};
    const double slope = fascicle.area_mm2 * fascicle.bundle_modulus_MPa / slack;
    return {slope * (stretch - slack), slope};
}

RestingFibre resting_fibre(const MuscleFascicle& fascicle, double stretch) {
    const RestingFibre a = whole_muscle(fascicle, stretch - 1.0);
    const RestingFibre b = bundles(fascicle, stretch);
    return a.force > b.force ? a : b;
}

}  // namespace

double MuscleFascicle::fibre_stretch(double length) const {
    return fibre(*this, length).stretch;
}

double MuscleFascicle::active_factor(double length) const {
    const Fibre f = fibre(*this, length);
    const double off = f.stretch - 1.0;
    return std::exp(-off * off / curves.active_width) * f.cosine;
}

double MuscleFascicle::passive_force(double length) const {
    const Fibre f = fibre(*this, length);
    return resting_fibre(*this, f.stretch).force * f.cosine;
}

// With fibre length l and path length L: dl/dL = cos, d cos/dL = sin^2 / l.
double MuscleFascicle::passive_slope(double length) const {
    const Fibre f = fibre(*this, length);
    if (f.cosine == 0.0) return 0.0;
    const RestingFibre resting = resting_fibre(*this, f.stretch);
    const double along_fibre = f.cosine / fibre_length_mm;
    const double across = (1.0 - f.cosine * f.cosine) / (f.stretch * fibre_length_mm);
    return resting.slope * along_fibre * f.cosine + resting.force * across;
}

}  // namespace spondyl
