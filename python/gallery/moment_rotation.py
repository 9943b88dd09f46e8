#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Moment-rotation curves of the L4-L5 disc with the measured ranges.

The experiments are those of `spondyl validate --select disc_only`, on a coarse mesh; bands and sources come from its table.
"""

from pathlib import Path

import numpy

import spondyl
from common import MEASURED, MODEL, PAGE_INCHES, SECOND, main, pyplot, solved

# Title, measure and its sign, and the key of the moment.
DIRECTIONS = {
    "flexion": ("Flexion", "flexion_deg", 1, "flexion_moment_Nm"),
    "extension": ("Extension", "flexion_deg", -1, "flexion_moment_Nm"),
    "lateral": ("Lateral bending", "lateral_bending_deg", 1, "lateral_moment_Nm"),
    "axial": ("Axial rotation", "axial_rotation_deg", 1, "axial_moment_Nm"),
}


def model_curve(discs, direction):
    """Moments (N m) and rotations (deg) of the states, from the table of the discs."""
    _, measure, sign, moment = DIRECTIONS[direction]
    return numpy.abs(discs[f"applied_{moment}"]), sign * numpy.asarray(discs[measure])


def measured(direction):
    """The published rotations of the disc alone: moment (N m), value, lower and upper end of the band (deg)."""
    rows = spondyl.published(f"disc_{direction}_rotation_*")
    moments = [float(step.removesuffix("Nm")) for step in rows["step"]]
    return numpy.array([moments, rows["published"], rows["low"], rows["high"]]).T


def draw(curves, bands):
    figure, axes = pyplot.subplots(2, 2, figsize=(PAGE_INCHES, 5.2), sharex=True)
    for place, (direction, (title, *_)) in zip(axes.flat, DIRECTIONS.items()):
        first, second = bands[direction][:-1], bands[direction][-1:]
        place.fill_between(first[:, 0], first[:, 2], first[:, 3], color="0.85", linewidth=0, label="band of Heuer et al. 2007")
        place.plot(first[:, 0], first[:, 1], "o", color=MEASURED, label="Heuer et al. 2007, n = 8")
        low, high = second[:, 1] - second[:, 2], second[:, 3] - second[:, 1]
        place.errorbar(second[:, 0], second[:, 1], [low, high], fmt="D", color=SECOND, capsize=3, linewidth=1, label="Jaramillo, n = 5, ± SD")
        place.plot(*curves[direction], "-", color=MODEL, label="model")
        place.set_title(title, loc="left")
        place.set_xlim(0, 8.4)
        place.set_ylim(bottom=0)
    for place in axes[1]:
        place.set_xlabel("moment (N m)")
    for place in axes[:, 0]:
        place.set_ylabel("rotation (deg)")
    axes[0, 0].legend(loc="lower right", frameon=False)
    return figure


def figure(folder=None):
    curves, bands = {}, {}
    for direction in DIRECTIONS:
        base = spondyl.Scenario.load(Path(spondyl.data_folder()) / f"validation/disc_{direction}.toml")
        scenario = base.changed({"step.outputs": 2, "spine.mesh": "coarse"})
        curves[direction] = model_curve(solved(scenario, folder, direction).discs, direction)
        bands[direction] = measured(direction)
    return draw(curves, bands)


if __name__ == "__main__":
    main(__doc__, figure, "moment_rotation")
