#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compression at L5-S1 against the distance of a held load, for three loads, with the action limit for lifting at work."""

import csv

import numpy

import spondyl
from common import COLUMN_INCHES, MODEL, SECOND, THIRD, main, pyplot, solved

LOADS_KG = (5, 10, 15)
DISTANCES_CM = (25, 35, 45, 55)


def scenario():
    """One task for each load and distance: a man stands upright with the load at the height of his hip."""
    tasks = [
        {"name": f"{load} kg at {distance} cm", "load_kg": load, "load_distance_cm": distance, "load_height_cm": 100}
        for load in LOADS_KG
        for distance in DISTANCES_CM
    ]
    return spondyl.Scenario(
        title="Loads held at several distances",
        person={"sex": "male", "height_cm": 175, "mass_kg": 75, "age_years": 40},
        spine={"mesh": "coarse"},
        task=tasks,
    )


def action_limit():
    """Compression in N and where it comes from."""
    for path in sorted((spondyl.data_folder() / "indices").glob("*.csv")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        for row in csv.DictReader(lines):
            if row.get("parameter") == "action_limit":
                return float(row["value"]), row["source"].split(";")[0]
    raise LookupError("no table has the action limit")


def curves(tasks):
    """Compression (N) by load (kg), in the order of the distances; NaN where the person finds no equilibrium."""
    found = dict(zip(tasks["step"], tasks["compression_L5S1_N"]))
    return {load: [found.get(f"{load} kg at {distance} cm", numpy.nan) for distance in DISTANCES_CM] for load in LOADS_KG}


def draw(compressions, limit, source):
    figure, axes = pyplot.subplots(figsize=(COLUMN_INCHES, 2.9))
    styles = [(MODEL, "o"), (SECOND, "s"), (THIRD, "D")]
    for (load, values), (colour, marker) in zip(compressions.items(), styles):
        axes.plot(DISTANCES_CM, numpy.array(values) / 1000, color=colour, marker=marker, label=f"{load} kg")
    axes.axhline(limit / 1000, color="0.35", linestyle="--", linewidth=0.9)
    axes.annotate(f"action limit, {source}", (DISTANCES_CM[0], limit / 1000), (0, 3), textcoords="offset points", fontsize=6.5)
    axes.set_xlabel("horizontal distance of the load from L5-S1 (cm)")
    axes.set_ylabel("compression at L5-S1 (kN)")
    axes.set_ylim(0, 1.15 * max(limit, numpy.nanmax(list(compressions.values()))) / 1000)
    axes.set_xticks(DISTANCES_CM)
    axes.legend(title="load in both hands", frameon=False, loc="lower right")
    return figure


def figure(folder=None):
    return draw(curves(solved(scenario(), folder, "distances").tasks), *action_limit())


if __name__ == "__main__":
    main(__doc__, figure, "compression_by_distance")
