#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pressure in the L4-L5 disc by posture, with values measured in one man (Wilke et al. 1999).

The tasks and the measured values are those of `spondyl validate --select 'wilke*'`; bands come from its table.
"""

import numpy

import spondyl
from common import MEASURED, MODEL, PAGE_INCHES, main, pyplot, solved


def measured():
    """By name of the task: published pressure, lower and upper end of the band (MPa)."""
    rows = spondyl.published("wilke*")
    return {step: values for step, *values in zip(rows["step"], rows["published"], rows["low"], rows["high"])}


def pressures(discs, disc="L4-L5"):
    """By name of the task, in their order: the pressure in the nucleus (MPa)."""
    chosen = (numpy.asarray(discs["disc"]) == disc) & (numpy.asarray(discs["time"]) > 0)
    return dict(zip(numpy.asarray(discs["step"])[chosen], numpy.asarray(discs["nucleus_pressure_MPa"])[chosen]))


def draw(model, published):
    names = [name for name in model if name in published][::-1]
    figure, axes = pyplot.subplots(figsize=(PAGE_INCHES, 0.8 + 0.27 * len(names)))
    places = numpy.arange(len(names))
    values = numpy.array([published[name] for name in names])
    axes.barh(places, values[:, 2] - values[:, 1], left=values[:, 1], height=0.72, color="0.85", label="band around the measured value")
    axes.plot(values[:, 0], places, "|", color=MEASURED, markersize=11, markeredgewidth=1.6, label="measured, one man (Wilke et al. 1999)")
    axes.plot([model[name] for name in names], places, "o", color=MODEL, label="model")
    axes.set_yticks(places, names)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(left=0)
    axes.set_xlabel("pressure in the nucleus of L4-L5 (MPa)")
    axes.legend(frameon=False, loc="lower right", bbox_to_anchor=(1, 1), ncol=3)
    return figure


def figure(folder=None):
    scenario = spondyl.Scenario.load(spondyl.data_folder() / "validation/postures.toml")
    return draw(pressures(solved(scenario, folder, "postures").discs), measured())


if __name__ == "__main__":
    main(__doc__, figure, "pressure_by_posture")
