# SPDX-License-Identifier: Apache-2.0
"""Decks of boxes and what is compared of them."""

from dataclasses import dataclass, field

import numpy as np

from .mesh import Box, Stack

ELEMENTS = ["C3D4", "C3D6", "C3D8", "C3D10", "C3D20", "C3D20R"]

NEO_HOOKE = "*HYPERELASTIC, NEO HOOKE\n0.2, 0.5\n"
MOONEY_RIVLIN = "*HYPERELASTIC, MOONEY-RIVLIN\n0.12, 0.03, 0.2\n"
# CalculiX takes a constant of its own where D2 is 0, and no such term where it is large.
YEOH = "*HYPERELASTIC, YEOH\n0.2, 0.05, 0.01, 0.5, 1e15, 1e15\n"
ELASTIC = "*ELASTIC\n1000., 0.3\n"


@dataclass
class Case:
    group: str
    name: str
    element: str
    deck: str
    limit: float
    compare: list = field(default_factory=lambda: ["displacement", "reaction", "stress"])
    reaction_of: list = field(default_factory=list)  # nodes whose reactions are summed
    export: bool = False  # CalculiX gets the deck as `spondyl export` writes it
    quick: bool = True
    timeout: int = 300


def deck(box, material, boundaries, loads="", increment=0.2, cards=""):
    """One step; `boundaries` within it."""
    return (
        "*HEADING\nCross-check\n"
        + box.cards()
        + cards
        + (f"*MATERIAL, NAME=TISSUE\n{material}*SOLID SECTION, ELSET=BODY, MATERIAL=TISSUE\n" if material else "")
        + f"*STEP, NLGEOM, INC=1000\n*STATIC\n{increment}, 1., 1e-6, {increment}\n*BOUNDARY\n{boundaries}{loads}*END STEP\n"
    )


def affine(box, gradient):
    """Displacements of the nodes outside as an affine field gives them."""
    lines = ""
    for n in box.outside():
        u = gradient @ box.nodes[n]
        lines += "".join(f"{n + 1}, {c + 1}, {c + 1}, {u[c]:.12g}\n" for c in range(3))
    return lines


def symmetric(pull):
    return f"X0, 1\nY0, 2\nZ0, 3\nZ1, 3, 3, {pull}\n"


def patches():
    small = 1e-7 * np.array([[1.0, 0.6, -0.3], [0.2, -0.7, 0.5], [0.4, -0.1, 0.9]])
    large = np.array([[0.1, 0.15, -0.05], [0.05, -0.12, 0.1], [0.08, -0.03, 0.2]])
    for element in ELEMENTS:
        box = Box(element, (2, 2, 2), (1.0, 1.2, 0.9), distort=0.15)
        common = {"reaction_of": box.side(2, True)}
        yield Case("Affine patch", "elastic, strain of 1e-7", element, deck(box, ELASTIC, affine(box, small), increment=1.0), 1e-6, **common)
        yield Case("Affine patch", "neo-Hookean, strain of 20 %", element, deck(box, NEO_HOOKE, affine(box, large)), 1e-6, **common)


def homogeneous_blocks():
    for element in ELEMENTS:
        box = Box(element, (2, 2, 2), (1.0, 1.0, 1.0))
        top = {"reaction_of": box.side(2, True)}
        for law, card in (("neo-Hookean", NEO_HOOKE), ("Mooney-Rivlin", MOONEY_RIVLIN), ("Yeoh", YEOH)):
            yield Case("Homogeneous block", f"{law}, stretched by 30 %", element, deck(box, card, symmetric(0.3)), 1e-6, **top)
            yield Case("Homogeneous block", f"{law}, compressed by 30 %", element, deck(box, card, symmetric(-0.3)), 1e-6, **top)
        shear = affine(box, np.array([[0.0, 0.0, 0.4], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]))
        if element not in ("C3D4", "C3D6", "C3D10"):
            yield Case("Homogeneous block", "Mooney-Rivlin, simple shear of 40 %", element, deck(box, MOONEY_RIVLIN, shear), 1e-6, **top)
            for law, card in (("neo-Hookean", NEO_HOOKE), ("Mooney-Rivlin", MOONEY_RIVLIN)):
                pressed = "*DLOAD\n" + "".join(f"{e}, P{f}, 0.1\n" for e, f in box.faces_at_top())
                bottom = {"reaction_of": box.side(2, False)}
                # CalculiX takes the area under pressure from the iteration before: small increments.
                text = deck(box, card, "X0, 1\nY0, 2\nZ0, 3\n", pressed, increment=0.01)
                yield Case("Homogeneous block", f"{law}, pressure of 0.1 MPa", element, text, 1e-6, **bottom)


def elastic_bodies():
    for element in ("C3D20", "C3D10"):
        beam = Box(element, (12, 2, 2), (20.0, 2.0, 2.0))
        end = "X0, 1, 3\nX1, 3, 3, 0.002\n"
        yield Case("Elastic body", "beam of 20 x 2 x 2 mm, its end moved by 0.002 mm", element, deck(beam, ELASTIC, end, increment=1.0), 1e-3,
                   ["displacement", "reaction"], beam.side(0, True))
        block = Box(element, (4, 4, 4), (1.0, 1.0, 1.0))
        clamped = "Z0, 1, 3\nZ1, 1, 2\nZ1, 3, 3, -1e-5\n"
        yield Case("Elastic body", "clamped cube compressed by 0.001 %", element, deck(block, ELASTIC, clamped, increment=1.0), 1e-3,
                   ["displacement", "reaction"], block.side(2, True))
    fine = Box("C3D20R", (24, 4, 4), (20.0, 2.0, 2.0))
    yield Case("Elastic body", "beam of 20 x 2 x 2 mm, its end moved by 0.002 mm", "C3D20R", deck(fine, ELASTIC, "X0, 1, 3\nX1, 3, 3, 0.002\n", increment=1.0), 1e-3,
               ["displacement", "reaction"], fine.side(0, True), quick=False)


def fibres():
    """Two families by the law of Holzapfel; the deck for CalculiX is the exported one, with its ELASTIC_FIBER."""
    law = "*ANISOTROPIC HYPERELASTIC, HOLZAPFEL, LOCAL DIRECTIONS=2\n0.15, 0.05, 1.5, 8., 0.\n"
    axes = "*ORIENTATION, NAME=AXES, LOCAL DIRECTIONS=2\n1., 0.2, 0.1, -0.2, 1., 0.3\n3, 0.\n0.8, 0.6, 0.\n0.8, -0.6, 0.\n"
    cards = f"*MATERIAL, NAME=WALL\n{law}{axes}*SOLID SECTION, ELSET=BODY, MATERIAL=WALL, ORIENTATION=AXES\n"
    states = {
        "general strain": np.array([[0.12, 0.1, -0.05], [0.02, 0.05, 0.08], [0.04, -0.06, -0.1]]),
        "simple shear": np.array([[0.0, 0.25, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]),
        "both fibre families stretched": np.diag([0.15, 0.05, -0.15]),
        "one fibre family slack": np.array([[0.0, 0.3, 0.0], [0.1, 0.0, 0.0], [0.0, 0.0, 0.0]]),
    }
    for element in ("C3D8", "C3D20R"):
        box = Box(element, (2, 2, 2), (1.0, 1.0, 1.0))
        for name, gradient in states.items():
            yield Case("Holzapfel fibres", name, element, deck(box, "", affine(box, gradient), increment=0.05, cards=cards), 1e-5,
                       reaction_of=box.side(2, True), export=True)
        # With the axes along the edges the planes of symmetry are those of the fibres too, and the state is the same everywhere.
        straight = cards.replace("1., 0.2, 0.1, -0.2, 1., 0.3", "1., 0., 0., 0., 1., 0.")
        supports = "X0, 1\nY0, 2\nZ0, 3\nX1, 1, 1, 0.1\n"
        yield Case("Holzapfel fibres", "stretched by 10 % between the fibre families", element, deck(box, "", supports, increment=0.05, cards=straight), 1e-5,
                   reaction_of=box.side(0, True), export=True)


def connections():
    """Springs, ties and links."""
    laws = {
        "linear": "*SPRING, ELSET=CORDS\n\n0.05\n",
        "a table with a kink, slack in compression": "*SPRING, ELSET=CORDS, NONLINEAR\n\n0., -1.\n0., 0.\n0.01, 0.1\n0.05, 0.2\n",
    }
    for name, law in laws.items():
        for pull in (0.4, -0.4):
            # The cube is held across, so that equal forces at its corners strain it alike everywhere.
            box = Box("C3D8", (1, 1, 1), (1.0, 1.0, 1.0))
            corners = list(box.side(2, True))
            box.nodes = np.concatenate([box.nodes, box.nodes[corners] + [0.0, 0.0, 1.0]])
            ends = range(8, 12)
            cords = "*ELEMENT, TYPE=SPRINGA, ELSET=CORDS\n" + "".join(f"{101 + i}, {c + 1}, {e + 1}\n" for i, (c, e) in enumerate(zip(corners, ends)))
            moved = "ALL, 1, 2\nZ0, 3\n" + "".join(f"{e + 1}, 3, 3, {pull}\n" for e in ends)
            compare = ["displacement"] if "slack" in name and pull < 0.0 else ["displacement", "reaction", "stress"]
            yield Case("Springs, ties and links", f"cube on four springs ({name}) whose ends move by {pull} mm", "C3D8",
                       deck(box, NEO_HOOKE, moved, cards=cords + law), 1e-6, compare, reaction_of=box.side(2, False))
    turning = Box("C3D8", (1, 1, 1), (1.0, 1.0, 1.0))
    turning.nodes = np.concatenate([turning.nodes, [[1.5, 0.3, 0.4], [2.5, 0.3, 0.4]]])
    cord = "*ELEMENT, TYPE=SPRINGA, ELSET=CORD\n101, 9, 10\n*SPRING, ELSET=CORD\n\n2.\n"
    held = symmetric(0.1) + "9, 1, 3\n10, 1, 1, -0.4\n10, 2, 2, 1.2\n10, 3, 3, 0.5\n"
    yield Case("Springs, ties and links", "spring that rotates by 65 degrees", "C3D8", deck(turning, NEO_HOOKE, held, cards=cord), 1e-6,
               ["displacement", "reaction"], reaction_of=[9])
    for element in ("C3D8", "C3D20"):
        stack = Stack(element, (1, 1, 1), (2, 2, 2), (1.0, 1.0, 1.0))
        yield Case("Springs, ties and links", "block of two meshes, one a refinement of the other, stretched by 20 %", element,
                   deck(stack, NEO_HOOKE, symmetric(0.4), cards=stack.tie()), 1e-3, reaction_of=stack.side(2, True))
    stack = Stack("C3D20", (2, 2, 2), (3, 3, 3), (1.0, 1.0, 1.0))
    sheared = "Z0, 1, 3\nZ1, 2, 3\nZ1, 1, 1, 1e-5\n"
    yield Case("Springs, ties and links", "block of two meshes that do not match, sheared", "C3D20", deck(stack, ELASTIC, sheared, increment=1.0, cards=stack.tie()),
               1e-3, ["displacement", "reaction"], reaction_of=stack.side(2, True))
    box = Box("C3D20", (2, 2, 2), (1.0, 1.0, 1.0))
    corner = lambda x, y: int(np.flatnonzero(np.all(np.abs(box.nodes - [x, y, 1.0]) < 1e-9, axis=1))[0]) + 1
    link = f"*MPC\nBEAM, {corner(0.0, 0.0)}, {corner(1.0, 1.0)}\n"
    yield Case("Springs, ties and links", "clamped cube stretched by 0.001 %, a rigid link across its top", "C3D20",
               deck(box, ELASTIC, "Z0, 1, 3\nZ1, 3, 3, 1e-5\n", increment=1.0, cards=link), 1e-3, ["displacement", "reaction"], reaction_of=box.side(2, True))


def all_cases():
    return [*patches(), *homogeneous_blocks(), *elastic_bodies(), *fibres(), *connections()]
