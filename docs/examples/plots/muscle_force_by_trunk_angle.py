#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Muscle forces against the angle of the trunk, from tasks.csv and muscles.csv of a scenario with [[task]] tables.

    spondyl run docs/examples/plots/bending.toml -o results/bending
    python3 docs/examples/plots/muscle_force_by_trunk_angle.py results/bending

One curve per group of muscles, both sides together; the weakest groups are left out.
"""

import argparse
from collections import defaultdict

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as pyplot

from tables import rows


def curves(folder):
    """Trunk angles in degrees, ascending, and by group of muscles the forces in N at these angles."""
    tasks = sorted(rows(folder, "tasks.csv"), key=lambda row: row["trunk_flexion_deg"])
    if not tasks:
        raise SystemExit(f"{folder} holds no tasks")
    order = {row["time"]: place for place, row in enumerate(tasks)}
    forces = defaultdict(lambda: [0.0] * len(tasks))
    for row in rows(folder, "muscles.csv"):
        forces[row["group"]][order[row["time"]]] += row["force_N"]
    return [row["trunk_flexion_deg"] for row in tasks], dict(forces)


def draw(folder, picture, most=8):
    angles, forces = curves(folder)
    strongest = sorted(forces, key=lambda group: -max(forces[group]))[:most]
    figure, axes = pyplot.subplots(figsize=(7, 4.4), constrained_layout=True)
    for place, group in enumerate(strongest):
        style = {"marker": "osD^vPX*"[place % 8], "color": pyplot.cm.viridis(place / most)}
        axes.plot(angles, forces[group], label=group.replace("_", " "), **style)
    axes.set_xlabel("flexion of the trunk in degrees")
    axes.set_ylabel("force of both sides in N")
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
    figure.savefig(picture, dpi=150)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="results of spondyl run")
    parser.add_argument("-o", "--output", default="muscle_force_by_trunk_angle.png")
    arguments = parser.parse_args()
    draw(arguments.folder, arguments.output)
