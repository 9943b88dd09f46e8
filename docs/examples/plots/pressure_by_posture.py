#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pressure in the nucleus of one disc by posture, from discs.csv of a scenario with [[task]] tables.

    spondyl run scenarios/wilke_postures.toml -o results/postures
    python3 docs/examples/plots/pressure_by_posture.py results/postures --disc L4-L5
"""

import argparse

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as pyplot

from tables import rows


def bars(folder, disc):
    """Names of the tasks in their order, and the pressures in MPa."""
    states = [row for row in rows(folder, "discs.csv") if row["disc"] == disc and row["time"] > 0]
    if not states:
        raise SystemExit(f"{folder}/discs.csv has no loaded state of disc {disc}")
    return [row["step"] for row in states], [row["nucleus_pressure_MPa"] for row in states]


def draw(folder, disc, picture):
    names, pressures = bars(folder, disc)
    figure, axes = pyplot.subplots(figsize=(7, 0.9 + 0.42 * len(names)), constrained_layout=True)
    drawn = axes.barh(names, pressures, color="#1f4e79")
    axes.bar_label(drawn, fmt="%.2f", padding=4)
    axes.invert_yaxis()
    axes.margins(x=0.12)
    axes.set_xlabel(f"pressure in the nucleus of {disc} in MPa")
    figure.savefig(picture, dpi=150)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="results of spondyl run")
    parser.add_argument("--disc", default="L4-L5")
    parser.add_argument("-o", "--output", default="pressure_by_posture.png")
    arguments = parser.parse_args()
    draw(arguments.folder, arguments.disc, arguments.output)
