# SPDX-License-Identifier: Apache-2.0
"""Discs between rigid plates, each on two meshes in both programs, and what both come to on finer and finer ones."""

import re
from dataclasses import dataclass, field

import numpy as np

from . import programs
from .mesh import EDGES_OF_BRICK, Box, node_set

# Half axes and height, mm. Half of it stands for the whole: y = 0 is a plane of symmetry.
HALF_WIDTH, HALF_DEPTH, HEIGHT = 24.0, 17.0, 10.0
SIDES = 8  # of the outline of that half
CORE = 0.5  # side of the square in the middle, over the radius
NUCLEUS = "*MATERIAL, NAME=NUCLEUS\n*HYPERELASTIC, MOONEY-RIVLIN\n0.12, 0.03, {d}\n"
MATRIX = "*MATERIAL, NAME=ANNULUS\n*HYPERELASTIC, NEO HOOKE\n0.18, {d}\n"
FIBRES = "*MATERIAL, NAME=ANNULUS\n*ANISOTROPIC HYPERELASTIC, HOLZAPFEL, LOCAL DIRECTIONS=2\n0.18, {d}, 2., 8., 0.\n"
ANGLE = np.radians(30.0)


class HalfDisc(Box):
    """`n` bricks along half a side of the core, as many rings around it, `layers` through the height."""

    def __init__(self, element, n, layers):
        corner = CORE / np.sqrt(2.0)
        points, index, quads = [], {}, []

        def point(key, x, y):
            if key not in index:
                index[key] = len(points)
                points.append((HALF_WIDTH * x, HALF_DEPTH * y))
            return index[key]

        core = lambda i, j: point((i, j), corner * i / n, corner * j / n)
        path = [(n, j) for j in range(n)] + [(i, n) for i in range(n, -n, -1)] + [(-n, j) for j in range(n, -1, -1)]

        def ring(k, r):
            i, j = path[k]
            if r == 0:
                return core(i, j)
            # The same outline on every mesh: a polygon, whose sides finer meshes divide.
            place = SIDES * k / (len(path) - 1)
            at = lambda side: np.array([np.cos(np.pi * side / SIDES), np.sin(np.pi * side / SIDES)])
            side = min(int(place), SIDES - 1)
            outside = at(side) + (at(side + 1) - at(side)) * (place - side)
            inside = np.array([corner * i / n, corner * j / n])
            return point(("ring", k, r), *(inside + (outside - inside) * r / n))

        for i in range(-n, n):
            quads += [("nucleus", (core(i, j), core(i + 1, j), core(i + 1, j + 1), core(i, j + 1))) for j in range(n)]
        for k in range(len(path) - 1):
            quads += [("annulus", (ring(k, r), ring(k, r + 1), ring(k + 1, r + 1), ring(k + 1, r))) for r in range(n)]
        count = len(points)
        self.element = element
        self.size = np.array([HALF_WIDTH, HALF_DEPTH, HEIGHT])
        self.nodes = [(x, y, HEIGHT * z / layers) for z in range(layers + 1) for x, y in points]
        bricks = [[q + z * count for q in quad] + [q + (z + 1) * count for q in quad] for z in range(layers) for _, quad in quads]
        self.tissue = [tissue for _ in range(layers) for tissue, _ in quads]
        self.elements = self._with_middles(bricks, EDGES_OF_BRICK) if "20" in element else bricks
        self.nodes = np.array(self.nodes)
        self.bricks = bricks

    def deck(self, fibres, top, bulk_modulus):
        """`top` gives the displacement of a node of the upper plate."""
        text = "*HEADING\nDisc between plates\n" + self.cards()
        d = 2.0 / bulk_modulus
        for tissue in ("nucleus", "annulus"):
            members = [str(e + 1) for e, t in enumerate(self.tissue) if t == tissue]
            text += f"*ELSET, ELSET={tissue.upper()}\n" + "\n".join(members) + "\n"
        text += NUCLEUS.format(d=d) + "*SOLID SECTION, ELSET=NUCLEUS, MATERIAL=NUCLEUS\n"
        text += self._fibre_cards(d) if fibres else MATRIX.format(d=d) + "*SOLID SECTION, ELSET=ANNULUS, MATERIAL=ANNULUS\n"
        upper, lower = self.side(2, True), self.side(2, False)
        middle = [n for n in self.side(1, False) if n not in set(upper) | set(lower)]
        text += node_set("LOWER", lower) + node_set("MIDDLE", middle)
        text += "*BOUNDARY\nLOWER, 1, 3\nMIDDLE, 2\n*STEP, NLGEOM, INC=1000\n*STATIC\n0.1, 1., 1e-4, 0.1\n*BOUNDARY\n"
        for n in upper:
            u = top(self.nodes[n])
            text += "".join(f"{n + 1}, {c + 1}, {c + 1}, {u[c]:.12g}\n" for c in range(3))
        return text + "*END STEP\n"

    def _fibre_cards(self, d):
        text = FIBRES.format(d=d) + "*DISTRIBUTION, NAME=AROUND, LOCATION=ELEMENT\n, 1., 0., 0., 0., 1., 0.\n"
        for e, brick in enumerate(self.bricks):
            if self.tissue[e] == "annulus":
                x, y, _ = self.nodes[brick].mean(axis=0)
                along = np.array([-y / HALF_DEPTH * HALF_WIDTH, x / HALF_WIDTH * HALF_DEPTH])
                along /= np.linalg.norm(along)
                text += f"{e + 1}, {along[0]:.12g}, {along[1]:.12g}, 0., 0., 0., 1.\n"
        c, s = np.cos(ANGLE), np.sin(ANGLE)
        return (
            text
            + f"*ORIENTATION, NAME=AXES, LOCAL DIRECTIONS=2\nAROUND\n3, 0.\n{c:.12g}, {s:.12g}, 0.\n{c:.12g}, {-s:.12g}, 0.\n"
            + "*SOLID SECTION, ELSET=ANNULUS, MATERIAL=ANNULUS, ORIENTATION=AXES\n"
        )


def pressed(x):
    return np.array([0.0, 0.0, -1.0])


def bent(x):
    angle = np.radians(4.0)
    arm = x[0]
    return np.array([arm * (np.cos(angle) - 1.0), 0.0, -arm * np.sin(angle)])


def force(box, state):
    return -2.0 * state.sum_of_reactions(box.side(2, True))[2]


def moment(box, state):
    """About the y axis through the middle of the upper plate, N mm, of the whole disc."""
    total = 0.0
    for n in box.side(2, True):
        arm = box.nodes[n] + bent(box.nodes[n]) - np.array([0.0, 0.0, HEIGHT])
        total += np.cross(arm, state.reaction[n])[1]
    return 2.0 * total


@dataclass
class DiscRow:
    case: str
    unit: str
    limit: float
    values: dict = field(default_factory=dict)  # by name of the column: coarse, fine, extrapolated
    failure: str = ""

    def difference_of(self, column):
        return self.values[column][2] / self.values["CalculiX C3D20R"][2] - 1.0

    @property
    def passed(self):
        return not self.failure and abs(self.difference_of("Spondyl hex8")) <= self.limit


# Bricks along half a side of the core and through the height; the sides of the outline are a divisor of four times the first.
MESHES = {"CalculiX C3D20R": ("C3D20R", [(2, 4), (4, 8)]), "Spondyl hex20": ("C3D20R", [(2, 4), (4, 8)]), "Spondyl hex8": ("C3D8", [(4, 8), (8, 16)])}
# Name, unit, whether there are fibres, bulk modulus in MPa, what the upper plate does, what is measured.
CASES = [
    ("without fibres, K = 200 MPa, compressed by 1 mm", "N", False, 200.0, pressed, force),
    ("without fibres, K = 20 MPa, compressed by 1 mm", "N", False, 20.0, pressed, force),
    ("with fibres, K = 200 MPa, compressed by 1 mm", "N", True, 200.0, pressed, force),
    ("without fibres, K = 200 MPa, bent by 4 degrees", "N mm", False, 200.0, bent, moment),
    ("with fibres, K = 200 MPa, bent by 4 degrees", "N mm", True, 200.0, bent, moment),
]


def extrapolated(coarse, fine):
    """On meshes of twice as many bricks along each edge the error falls to a quarter."""
    return fine + (fine - coarse) / 3.0


def run(arguments, ccx, folder):
    for number, (name, unit, fibres, bulk_modulus, top, measure) in enumerate(CASES):
        if arguments.only.lower() not in f"discs {name}".lower():
            continue
        row = DiscRow(name, unit, 0.02)
        try:
            for column, (element, meshes) in MESHES.items():
                values = []
                for n, layers in meshes:
                    place = folder / f"disc{number}_{re.sub('[^A-Za-z0-9]', '_', column)}_{n}"
                    box = HalfDisc(element, n, layers)
                    deck = box.deck(fibres, top, bulk_modulus)
                    if column.startswith("CalculiX"):
                        deck = programs.exported(deck, place, arguments.program) if fibres else deck
                        if fibres:
                            deck = deck.replace("*STEP, NLGEOM", node_set("ALL", range(len(box.nodes))) + "*STEP, NLGEOM", 1)
                            deck = re.sub(r"\*ELEMENT, TYPE=\S+", r"\g<0>, ELSET=BODY", deck)
                            deck = re.sub(r"(\*STATIC\n)[^\n]*", r"\g<1>0.05, 1., 1e-4, 0.05", deck)
                        state = programs.run_calculix(deck, place, ccx, 3000)
                    else:
                        state = programs.run_spondyl(deck, place, arguments.program, 3000)
                    values.append(measure(box, state))
                row.values[column] = (*values, extrapolated(*values))
        except programs.Failed as failure:
            row.failure = str(failure)
        yield row


HEAD = "| case | C3D20R (CalculiX): coarse, fine, extrapolated | hex20 | hex8 | hex20 against C3D20R | hex8 against C3D20R | limit | |\n|---|---|---|---|---|---|---|---|"


def line(row):
    if row.failure:
        return f"| {row.case}, {row.unit} | {row.failure} | | | | | {100 * row.limit:g} % | **failed** |"
    columns = " | ".join(", ".join(f"{v:.5g}" for v in row.values[name]) for name in MESHES)
    differences = " | ".join(f"{100 * row.difference_of(name):+.2f} %" for name in ("Spondyl hex20", "Spondyl hex8"))
    return f"| {row.case}, {row.unit} | {columns} | {differences} | {100 * row.limit:g} % | {'' if row.passed else '**failed**'} |"
