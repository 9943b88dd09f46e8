# SPDX-License-Identifier: Apache-2.0
"""Functions shared by the scripts of the gallery: figure style for print, and results that are computed once."""

import argparse
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as pyplot

import spondyl

# Colours distinguishable in grey and with most kinds of colour blindness (Okabe and Ito), the model's first.
MODEL, SECOND, THIRD, MEASURED = "#0072B2", "#D55E00", "#009E73", "0.35"

pyplot.rcParams.update({
    "font.size": 8, "axes.titlesize": 8, "legend.fontsize": 7, "axes.spines.top": False, "axes.spines.right": False,
    "lines.linewidth": 1.4, "lines.markersize": 4, "axes.linewidth": 0.7, "figure.constrained_layout.use": True, "savefig.dpi": 200,
})  # fmt: skip

COLUMN_INCHES, PAGE_INCHES = 3.5, 7.0  # one and two columns of a journal


def solved(scenario, folder=None, name="result"):
    """The result of a scenario: computed, or read from the folder of an earlier run."""
    if folder is None:
        return spondyl.run(scenario, progress=True)
    place = Path(folder) / name
    try:
        result = spondyl.Result.open(place)
    except spondyl.UserError:
        return spondyl.run(scenario, place, progress=True)
    if not result.complete or result.scenario.complete() != scenario.complete():
        return spondyl.run(scenario, place, progress=True)
    return result


def main(doc, figure, name):
    """The command line of a script: `figure(folder)` gives the figure."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", default=f"{name}.png", help="picture, or .pdf, .svg")
    parser.add_argument("--results", help="folder where results are kept, and taken from when they are there")
    arguments = parser.parse_args()
    figure(arguments.results).savefig(arguments.output)
    print(arguments.output)
