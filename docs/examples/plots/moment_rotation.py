#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Moment against rotation of one level, from discs.csv of a scenario with [[step]] tables.

    spondyl run scenarios/l4l5_intact_flexion.toml -o results/flexion
    python3 docs/examples/plots/moment_rotation.py results/flexion --disc L4-L5 --about flexion

Two curves: the moment that the test machine applies, which is the one to compare with experiments, and what the disc alone
carries of it; the difference is carried by ligaments and facet joints. `outputs` of a [[step]] says how many points there are.
"""

import argparse

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as pyplot

from tables import rows

ROTATION = {"flexion": "flexion_deg", "lateral": "lateral_bending_deg", "axial": "axial_rotation_deg"}


def curve(folder, disc, about):
    """Lists of rotation (deg), applied moment (N m) and the disc's own share of it (N m), one entry per state."""
    states = [row for row in rows(folder, "discs.csv") if row["disc"] == disc]
    if not states:
        raise SystemExit(f"{folder}/discs.csv has no disc {disc}")
    if states[0][f"applied_{about}_moment_Nm"] is None:
        raise SystemExit(f"{folder} holds tasks: their moments are in tasks.csv")
    column = lambda name: [row[name] for row in states]
    return column(ROTATION[about]), column(f"applied_{about}_moment_Nm"), column(f"moment_{about}_Nm")


def draw(folder, disc, about, picture):
    rotation, applied, own = curve(folder, disc, about)
    figure, axes = pyplot.subplots(figsize=(6, 4.2), constrained_layout=True)
    axes.plot(rotation, applied, "o-", color="#1f4e79", label="applied")
    axes.plot(rotation, own, "s--", color="#c8661b", label="carried by the disc alone")
    axes.axhline(0, color="0.8", linewidth=0.8, zorder=0)
    axes.axvline(0, color="0.8", linewidth=0.8, zorder=0)
    axes.set_xlabel(f"{ROTATION[about].removesuffix('_deg').replace('_', ' ')} of {disc} in degrees")
    axes.set_ylabel("moment in N m")
    axes.legend(frameon=False)
    figure.savefig(picture, dpi=150)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="results of spondyl run")
    parser.add_argument("--disc", default="L4-L5")
    parser.add_argument("--about", choices=ROTATION, default="flexion")
    parser.add_argument("-o", "--output", default="moment_rotation.png")
    arguments = parser.parse_args()
    draw(arguments.folder, arguments.disc, arguments.about, arguments.output)
