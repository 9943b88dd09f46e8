# SPDX-License-Identifier: Apache-2.0
"""The disc between L4 and L5 as `spondyl export` writes it, with fibres that CalculiX has: pressed by 300 N, with L4 upright or bent forward."""

import csv
import math
import re
import subprocess

from . import programs
from .discs import DiscRow

SCENARIO = """title = "L4-L5 disc"

[spine]
top = "L4"
bottom = "L5"
mesh = "{mesh}"

[tissue]
set = "hgo_aligned"

[structures]
ALL = "removed"
PLL = "removed"
LF = "removed"
ISL = "removed"
SSL = "removed"
ITL = "removed"
CL = "removed"
facets = "removed"

[[step]]
name = "compression"
compression_N = 300
top_rotation = "fixed"
"""
# k1, k2, kappa of every annulus element: no dispersion, and exponents that a trial step of CalculiX survives.
FIBRES = r"\g<1>1.0, 10.0, 0"
INCREMENT = "0.05, 1., 1e-4, 0.05"
FLEXION_DEG = 4.0  # about z, forward: negative


def with_increments(text):
    return re.sub(r"(\*STATIC\n)[^\n]*", r"\g<1>" + INCREMENT, text)


def deck(mesh, element, folder, program, flexion_deg=0.0):
    """For Abaqus, with the fibres above and a rotation of L4; and which nodes are the reference nodes, L4 first."""
    folder.mkdir(parents=True, exist_ok=True)
    scenario = folder / "segment.toml"
    scenario.write_text(SCENARIO.format(mesh=mesh), encoding="utf-8")
    subprocess.run([program, "export", scenario, "--format", "abaqus", "--element", element, "-o", folder], capture_output=True, check=True)
    text = (folder / "model.inp").read_text(encoding="utf-8")
    text = re.sub(r"(HOLZAPFEL, LOCAL DIRECTIONS=2\n[^,]+, [^,]+, )[^\n]+", FIBRES, text)
    text = with_increments(text)
    references = [int(n) - 1 for n in re.findall(r"REF NODE=(\d+)", text)]
    held = f"{references[0] + 1}, 6, 6, 0\n"
    return text.replace(held, f"{references[0] + 1}, 6, 6, {-math.radians(flexion_deg):.9f}\n"), references


def moment_of_support(folder):
    """About z on L5 in the last state of Spondyl, N mm."""
    with open(folder / "spondyl/reference_nodes.csv", encoding="utf-8", newline="") as file:
        return [float(row["moment_z_Nmm"]) for row in csv.DictReader(file)][-1]


def run(arguments, ccx, folder):
    yield from compare("L4-L5 disc with fibres, pressed by 300 N: shortening", "mm", 0.0, arguments, ccx, folder)
    bent = f"L4-L5 disc with fibres, pressed by 300 N and bent forward by {FLEXION_DEG:g} degrees: moment on L5"
    yield from compare(bent, "N mm", FLEXION_DEG, arguments, ccx, folder)


def compare(name, unit, flexion_deg, arguments, ccx, folder):
    if arguments.only.lower() not in f"segment {name}".lower():
        return
    row = DiscRow(name, unit, 0.02)
    try:
        values = {}
        for element, mesh in (("hex20", "coarse"), ("hex8", "coarse"), ("hex8", "medium"), ("hex8", "fine")):
            place = folder / f"segment_{element}_{mesh}_{flexion_deg:g}"
            text, references = deck(mesh, element, place, arguments.program, flexion_deg)
            state = programs.run_spondyl(text, place, arguments.program, 3000)
            shortening = -state.displacement[references[0]][1]
            values[element, mesh] = moment_of_support(place) if flexion_deg else shortening
            if element == "hex20":
                text = with_increments(programs.exported(text, place, arguments.program))
                # Of L4, which is turned and bears a force off its reference node, CalculiX prints a moment that does not balance.
                fixed = int(re.findall(r"ROT NODE=(\d+)", text)[1]) - 1
                state = programs.run_calculix(text, place, ccx, 3000, prints="")
                values["ccx", mesh] = state.reaction[fixed][2] if flexion_deg else -state.displacement[references[0]][1]
        row.values["CalculiX C3D20R"] = (values["ccx", "coarse"],) * 3
        row.values["Spondyl hex20"] = (values["hex20", "coarse"],) * 3
        # Medium and fine differ by less than a factor of two in the size of their elements; nothing is extrapolated.
        row.values["Spondyl hex8"] = tuple(values["hex8", mesh] for mesh in ("coarse", "medium", "fine"))
    except programs.Failed as failure:
        row.failure = str(failure)
    yield row
