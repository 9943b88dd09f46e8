#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Forces of the muscle groups against the angle of the trunk, as a man bends forward with hanging arms."""

import numpy

import spondyl
from common import COLUMN_INCHES, main, pyplot, solved

ANGLES_DEG = (0, 15, 30, 45, 60)


def scenario():
    return spondyl.Scenario(
        title="Bending forward",
        person={"sex": "male", "height_cm": 175, "mass_kg": 75},
        spine={"mesh": "coarse"},
        task=[{"name": f"{angle} deg", "posture": "standing_bent", "trunk_flexion_deg": angle} for angle in ANGLES_DEG],
    )


def curves(muscles, most=6):
    """By group, the strongest first: force of both sides (N) at each angle; NaN where there was no equilibrium."""
    groups, steps = numpy.asarray(muscles["group"]), numpy.asarray(muscles["step"])
    forces = numpy.asarray(muscles["force_N"])
    sums = {}
    for group in dict.fromkeys(groups):
        sums[group] = [
            forces[chosen].sum() if (chosen := (groups == group) & (steps == f"{angle} deg")).any() else numpy.nan
            for angle in ANGLES_DEG
        ]
    strongest = sorted(sums, key=lambda group: -numpy.nanmax(sums[group]))[:most]
    return {group: sums[group] for group in strongest}


def draw(forces):
    figure, axes = pyplot.subplots(figsize=(1.45 * COLUMN_INCHES, 2.9))
    colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "0.35"]
    for (group, values), colour, marker in zip(forces.items(), colours, "osD^vP"):
        axes.plot(ANGLES_DEG, values, color=colour, marker=marker, label=group.replace("_", " "))
    axes.set_xlabel("flexion of the trunk (deg)")
    axes.set_ylabel("force of both sides (N)")
    axes.set_xticks(ANGLES_DEG)
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


def figure(folder=None):
    return draw(curves(solved(scenario(), folder, "bending").muscles))


if __name__ == "__main__":
    main(__doc__, figure, "muscle_force_by_trunk_angle")
