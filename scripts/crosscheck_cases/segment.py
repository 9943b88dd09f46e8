# SPDX-License-Identifier: Apache-2.0
"""The disc between L4 and L5 with fibres that CalculiX has: compressed by 300 N, with L4 upright or turned.

`spondyl export` gives its coarse mesh. Every second node of that, where a tissue has several bricks, makes the coarsest mesh here; the others are cut
from it, so that all are of one body, as Richardson's extrapolation wants it. Left and right are alike: one half stands for both.
"""

import csv
import math
import re
import subprocess

import numpy as np

from . import programs
from .discs import DiscRow, extrapolated
from .mesh import EDGES_OF_BRICK, node_set
from .nested import Bricks, cut_in_eight

SCENARIO = """title = "L4-L5 disc"

[spine]
top = "L4"
bottom = "L5"
mesh = "coarse"

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
# The coarse mesh of a disc: bricks along a side of the core, rings of nucleus and annulus, layers of disc and endplates.
CORE, RINGS, LAYERS = 8, 5, 6
# Those that the coarsest mesh keeps. The ring of the nucleus and the layers of the endplates have one brick.
KEPT_RINGS, KEPT_LAYERS = (0, 1, 3, 5), (0, 1, 3, 5, 6)
# Of the fibres: no dispersion, and an exponent that a trial step of CalculiX survives. k1 in MPa, k2, and the angle to the circumference.
K1, K2, ANGLE = 1.0, 10.0, math.radians(30.0)
INCREMENT = "0.05, 1., 1e-4, 0.05"
FORCE = 300.0
TIMEOUT = 7200


class Exported:
    """Of a deck: nodes, bricks, tissue and axes of each, nodes of L4 and L5 and their reference nodes, constants of the materials."""

    def __init__(self, text):
        text = re.sub(r"(?m)^\*\*.*\n", "", text)
        rows = lambda card: [line.split(",") for line in re.search(card + r"[^\n]*\n((?:[^*][^\n]*\n)+)", text).group(1).splitlines()]
        numbers = lambda card: [int(value) - 1 for row in rows(card) for value in row]
        self.nodes = np.array([[float(v) for v in row[1:4]] for row in rows(r"\*NODE")])
        self.bricks = [[int(v) - 1 for v in row[1:9]] for row in rows(r"\*ELEMENT, TYPE=C3D8")]
        self.references = [int(n) - 1 for n in re.findall(r"REF NODE=(\d+)", text)]
        self.bodies = [set(numbers(rf"\*NSET, NSET=_body{b}\b")) for b in (1, 2)]
        self.tissue = [""] * len(self.bricks)
        for region, material in re.findall(r"\*SOLID SECTION, ELSET=(_region\d+), MATERIAL=([a-z]+)", text):
            for e in numbers(rf"\*ELSET, ELSET={region}\b"):
                self.tissue[e] = material
        self.axes = np.zeros((len(self.bricks), 6))  # along the lamella and across, between the two families
        for table in re.findall(r"\*DISTRIBUTION, NAME=\S+_of_elements[^\n]*\n((?:[^*][^\n]*\n)+)", text):
            for row in table.splitlines()[1:]:
                e, *axes = row.split(",")
                self.axes[int(e) - 1] = [float(v) for v in axes]
        constants = lambda law: [float(v) for v in re.search(law + r"[^\n]*\n([^\n]*)", text).group(1).split(",")]
        self.nucleus, self.annulus, self.cartilage = (constants(law) for law in ("MOONEY-RIVLIN", "HOLZAPFEL", r"\*ELASTIC"))


def exported(folder, program):
    folder.mkdir(parents=True, exist_ok=True)
    scenario = folder / "segment.toml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    subprocess.run([program, "export", scenario, "--format", "abaqus", "--element", "hex8", "-o", folder], capture_output=True, check=True)
    return Exported((folder / "model.inp").read_text(encoding="utf-8"))


def core_boundary(k):
    """Place (i, j) in the core of the k-th node of its boundary, from the front to the right."""
    side, along = divmod((k + CORE // 2) % (4 * CORE), CORE)
    return [(CORE, along), (CORE - along, CORE), (0, CORE - along), (along, 0)][side]


def core_node(i, j):
    return i * (CORE + 1) + j


def ring_node(ring, k):
    return core_node(*core_boundary(k)) if ring == 0 else (CORE + 1) ** 2 + (ring - 1) * 4 * CORE + k % (4 * CORE)


def quads_that_are_kept():
    """Of a layer: four nodes, and the number of the first quad that each takes the place of."""
    for i in range(0, CORE, 2):
        for j in range(0, CORE, 2):
            yield [core_node(i + di, j + dj) for di, dj in ((0, 0), (2, 0), (2, 2), (0, 2))], i * CORE + j
    for inside, outside in zip(KEPT_RINGS, KEPT_RINGS[1:]):
        for k in range(0, 4 * CORE, 2):
            quad = [ring_node(inside, k), ring_node(outside, k), ring_node(outside, k + 2), ring_node(inside, k + 2)]
            yield quad, CORE**2 + inside * 4 * CORE + k


def coarsest(whole):
    """Bricks on the right of the plane of symmetry, and for each the first brick of the mesh that it takes the place of."""
    nodes, quads = (CORE + 1) ** 2 + 4 * CORE * RINGS, CORE**2 + 4 * CORE * RINGS
    if len(whole.bricks) != quads * LAYERS or max(map(max, whole.bricks)) + 1 != nodes * (LAYERS + 1):
        raise programs.Failed("the coarse mesh of the disc is not that which scripts/crosscheck_cases/segment.py knows")
    for upper, lower in zip(KEPT_LAYERS, KEPT_LAYERS[1:]):
        for quad, number in quads_that_are_kept():
            brick = [lower * nodes + n for n in quad] + [upper * nodes + n for n in quad]
            if whole.nodes[brick][:, 2].mean() > 0.0:
                yield brick, upper * quads + number


class HalfSegment(Bricks):
    """The right half of the disc; `cuts`: how often each brick of the coarsest mesh is cut in eight."""

    def __init__(self, element, whole, cuts):
        bricks, self.of = map(list, zip(*coarsest(whole)))
        used = sorted({n for brick in bricks for n in brick})
        index = {n: i for i, n in enumerate(used)}
        nodes = whole.nodes[used]
        bricks = [[index[n] for n in brick] for brick in bricks]
        on = [{index[n] for n in body if n in index} for body in whole.bodies]
        for _ in range(cuts):
            nodes, bricks, parents = cut_in_eight(nodes, bricks)
            on = [{n for n, parent in enumerate(parents) if parent <= body} for body in on]
            self.of = [first for first in self.of for _ in range(8)]
        edges = np.array([[nodes[b[k]] - nodes[b[0]] for k in (1, 3, 4)] for b in bricks])
        bricks = [b if volume > 0.0 else b[4:] + b[:4] for b, volume in zip(bricks, np.linalg.det(edges))]
        super().__init__(element, nodes, bricks)
        # Edges between two nodes of a vertebra lie on it.
        for brick, members in zip(bricks, self.elements):
            for (a, b), middle in zip(EDGES_OF_BRICK, members[8:]):
                for body in on:
                    if brick[a] in body and brick[b] in body:
                        body.add(middle)
        self.whole, self.on = whole, on

    def deck(self, turn_deg):
        """`turn_deg`: of L4 about z, backward positive."""
        upper, lower = len(self.nodes) + 1, len(self.nodes) + 2
        text = "*HEADING\nHalf of the disc between L4 and L5\n" + self.mesh_cards() + "*NODE\n"
        for number, reference in zip((upper, lower), self.whole.references):
            text += f"{number}, " + ", ".join(f"{v:.15g}" for v in self.whole.nodes[reference]) + "\n"
        text += self._fibres() + self._materials()
        for name, nodes, reference in zip(("L4", "L5"), self.on, (upper, lower)):
            text += node_set(name, sorted(nodes)) + f"*RIGID BODY, NSET={name}, REF NODE={reference}\n"
        middle = set(np.flatnonzero(np.abs(self.nodes[:, 2]) < 1e-6)) - self.on[0] - self.on[1]
        text += node_set("MIDDLE", sorted(middle)) + f"*BOUNDARY\nMIDDLE, 3\n{lower}, 1, 6\n{upper}, 3, 5\n"
        text += f"*STEP, NLGEOM, INC=1000\n*STATIC\n{INCREMENT}\n*BOUNDARY\n{upper}, 6, 6, {math.radians(turn_deg):.12g}\n"
        return text + f"*CLOAD\n{upper}, 2, {-0.5 * FORCE}\n*END STEP\n"

    def _materials(self):
        modulus, ratio = self.whole.cartilage[:2]
        shear, bulk = modulus / (2.0 * (1.0 + ratio)), modulus / (3.0 * (1.0 - 2.0 * ratio))
        laws = {
            "nucleus": "MOONEY-RIVLIN\n" + ", ".join(f"{v:.12g}" for v in self.whole.nucleus[:3]),
            # A law of both programs: their solids of Hooke's constants differ at some per cent of strain.
            "cartilage": f"NEO HOOKE\n{0.5 * shear:.12g}, {2.0 / bulk:.12g}",
            "annulus": f"HOLZAPFEL, LOCAL DIRECTIONS=2\n{self.whole.annulus[0]:.12g}, {self.whole.annulus[1]:.12g}, {K1}, {K2}, 0.",
        }
        text = ""
        for tissue, law in laws.items():
            fibres = tissue == "annulus"
            members = "\n".join(str(e + 1) for e, first in enumerate(self.of) if self.whole.tissue[first] == tissue)
            text += f"*ELSET, ELSET={tissue}\n{members}\n*MATERIAL, NAME={tissue}\n*{'ANISOTROPIC ' if fibres else ''}HYPERELASTIC, {law}\n"
            text += f"*SOLID SECTION, ELSET={tissue}, MATERIAL={tissue}{', ORIENTATION=AXES' if fibres else ''}\n"
        return text

    def _fibres(self):
        text = "*DISTRIBUTION, NAME=AROUND, LOCATION=ELEMENT\n, 1., 0., 0., 0., 1., 0.\n"
        for e, first in enumerate(self.of):
            if self.whole.tissue[first] == "annulus":
                text += f"{e + 1}, " + ", ".join(f"{v:.12g}" for v in self.whole.axes[first]) + "\n"
        c, s = math.cos(ANGLE), math.sin(ANGLE)
        return text + f"*ORIENTATION, NAME=AXES, LOCAL DIRECTIONS=2\nAROUND\n3, 0.\n{c:.12g}, {s:.12g}, 0.\n{c:.12g}, {-s:.12g}, 0.\n"


def moment_of_support(folder):
    """About z on L5 in the last state of Spondyl, N mm."""
    with open(folder / "spondyl/reference_nodes.csv", encoding="utf-8", newline="") as file:
        return [float(row["moment_z_Nmm"]) for row in csv.DictReader(file)][-1]


# What L4 does, the unit of what is measured, by how many degrees it is turned.
CASES = [("shortening", "mm", 0.0), ("bent forward by 4 degrees: moment on L5", "N mm", -4.0)]
# How often the coarsest mesh, of 128 bricks, is cut in eight.
MESHES = {"CalculiX C3D20R": ("C3D20R", (0, 1)), "Spondyl hex20": ("C3D20R", (0, 1)), "Spondyl hex8": ("C3D8", (1, 2))}


def run(arguments, ccx, folder):
    whole = None
    for what, unit, turn in CASES:
        row = DiscRow(f"L4-L5 disc with fibres, compressed by 300 N, {what}", unit, 0.02)
        if arguments.only.lower() not in f"segment {row.case}".lower():
            continue
        try:
            whole = whole or exported(folder / "segment", arguments.program)
            for column, (element, meshes) in MESHES.items():
                place = lambda cuts: folder / f"segment_{re.sub('[^A-Za-z0-9]', '_', column)}_{cuts}_{turn:g}"
                values = [measured(HalfSegment(element, whole, cuts), column, turn, arguments, ccx, place(cuts)) for cuts in meshes]
                row.values[column] = (*values, extrapolated(*values))
        except programs.Failed as failure:
            row.failure = str(failure)
        yield row


def measured(half, column, turn, arguments, ccx, place):
    """Shortening in mm, or the moment on L5 of the whole disc in N mm if L4 is turned."""
    text, upper = half.deck(turn), len(half.nodes)
    if not column.startswith("CalculiX"):
        state = programs.run_spondyl(text, place, arguments.program, TIMEOUT)
        return 2.0 * moment_of_support(place) if turn else -state.displacement[upper][1]
    text = programs.exported(text, place, arguments.program)
    text = re.sub(r"(\*STATIC\n)[^\n]*", r"\g<1>" + INCREMENT, text)
    # Of L4, which is turned and bears a force off its reference node, CalculiX prints a moment that does not balance.
    fixed = int(re.findall(r"ROT NODE=(\d+)", text)[1]) - 1
    state = programs.run_calculix(text, place, ccx, TIMEOUT, prints="")
    return 2.0 * state.reaction[fixed][2] if turn else -state.displacement[upper][1]
