#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Stress in the mid-sagittal section of an L4-L5 disc: under the follower load alone, and in flexion and extension on it."""

import spondyl
from common import PAGE_INCHES, main, pyplot, solved

STEPS = {"upright": "500 N follower load", "flexion": "+ 7.5 N m flexion", "extension": "+ 7.5 N m extension"}


def scenario():
    moments = {"upright": 0, "flexion": 7.5, "extension": -7.5}
    steps = [{"name": name, "follower_load_N": 500, "flexion_moment_Nm": moments[name]} for name in STEPS]
    return spondyl.Scenario(title="L4-L5 in flexion and extension", spine={"top": "L4", "bottom": "L5", "mesh": "coarse"}, step=steps)


def draw(result, field="von_mises_MPa", limits=(0, 3)):
    figure, axes = pyplot.subplots(1, 3, figsize=(PAGE_INCHES, 1.75), sharex=True, sharey=True)
    for place, (step, title), letter in zip(axes, STEPS.items(), "abc"):
        result.section(field, step, axes=place, discs=["L4-L5"], parts=["annulus", "nucleus"], limits=limits, bar=False)
        place.set_title(f"{letter}  {title}", loc="left")
    for place in axes[1:]:
        place.set_ylabel("")
    figure.colorbar(axes[0].collections[0], ax=axes, label="von Mises stress (MPa)", shrink=0.8, extend="max")
    return figure


def figure(folder=None):
    return draw(solved(scenario(), folder, "section"))


if __name__ == "__main__":
    main(__doc__, figure, "disc_stress_section")
