# SPDX-License-Identifier: Apache-2.0
"""Boxes of every kind of element, as cards of a deck."""

import itertools

import numpy as np

# Corners of a brick on the grid, in the order of the decks.
CORNERS = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1)]
# Around the diagonal from the first corner to the seventh: neighbours cut their common face alike.
TETRAHEDRA = [(0, 1, 2, 6), (0, 2, 3, 6), (0, 3, 7, 6), (0, 7, 4, 6), (0, 4, 5, 6), (0, 5, 1, 6)]
WEDGES = [(0, 1, 2, 4, 5, 6), (0, 2, 3, 4, 6, 7)]
EDGES_OF_BRICK = [(0, 1), (1, 2), (2, 3), (3, 0), (4, 5), (5, 6), (6, 7), (7, 4), (0, 4), (1, 5), (2, 6), (3, 7)]
EDGES_OF_TETRAHEDRON = [(0, 1), (1, 2), (2, 0), (0, 3), (1, 3), (2, 3)]


class Box:
    """Nodes (n, 3) and elements (lists of nodes from 0) of a box from the origin, each of `counts` bricks or what a brick is cut into."""

    def __init__(self, element, counts, size, distort=0.0):
        self.element = element
        self.size = np.array(size, float)
        places = list(itertools.product(*(range(n + 1) for n in counts)))
        index = {p: i for i, p in enumerate(places)}
        x = np.array(places, float) / np.array(counts) * self.size
        # Nodes inside move by a share of a brick, always alike.
        inside = np.all((x > 0) & (x < self.size), axis=1)
        shift = np.sin(np.outer(np.arange(1, len(x) + 1), [1.3, 2.1, 3.7]))
        x[inside] += distort * shift[inside] * self.size / np.array(counts)
        bricks = [[index[tuple(np.add(p, c))] for c in CORNERS] for p in itertools.product(*(range(n) for n in counts))]
        self.nodes = [tuple(p) for p in x]
        family = element[:5] if element[3:5] in ("10", "20") else element[:4]
        self.elements = {
            "C3D8": lambda: bricks,
            "C3D20": lambda: self._with_middles(bricks, EDGES_OF_BRICK),
            "C3D6": lambda: [[b[i] for i in w] for b in bricks for w in WEDGES],
            "C3D4": lambda: [[b[i] for i in t] for b in bricks for t in TETRAHEDRA],
            "C3D10": lambda: self._with_middles([[b[i] for i in t] for b in bricks for t in TETRAHEDRA], EDGES_OF_TETRAHEDRON),
        }[family]()
        self.nodes = np.array(self.nodes)

    def _with_middles(self, cells, edges):
        middles = {}
        quadratic = []
        for cell in cells:
            nodes = list(cell)
            for a, b in edges:
                key = tuple(sorted((cell[a], cell[b])))
                if key not in middles:
                    middles[key] = len(self.nodes)
                    self.nodes.append(tuple(0.5 * (np.array(self.nodes[key[0]]) + np.array(self.nodes[key[1]]))))
                nodes.append(middles[key])
            quadratic.append(nodes)
        return quadratic

    def side(self, axis, at_end):
        """Nodes on the face where a coordinate is 0, or the size of the box."""
        value = self.size[axis] if at_end else 0.0
        return np.flatnonzero(np.abs(self.nodes[:, axis] - value) < 1e-9)

    def outside(self):
        return np.unique(np.concatenate([self.side(axis, end) for axis in range(3) for end in (False, True)]))

    def mesh_cards(self):
        text = "*NODE\n" + "".join(f"{i + 1}, {x:.15g}, {y:.15g}, {z:.15g}\n" for i, (x, y, z) in enumerate(self.nodes))
        text += f"*ELEMENT, TYPE={self.element}, ELSET=BODY\n"
        for i, nodes in enumerate(self.elements):
            numbers = [i + 1, *(n + 1 for n in nodes)]
            text += ",\n".join(", ".join(map(str, numbers[k : k + 15])) for k in range(0, len(numbers), 15)) + "\n"
        return text + node_set("ALL", range(len(self.nodes)))

    def cards(self):
        text = self.mesh_cards()
        for name, (axis, end) in {"X0": (0, 0), "X1": (0, 1), "Y0": (1, 0), "Y1": (1, 1), "Z0": (2, 0), "Z1": (2, 1)}.items():
            text += node_set(name, self.side(axis, end))
        return text

    def faces_at_top(self):
        """(element, number of its face) of the faces where z is largest; bricks only."""
        top = set(self.side(2, True))
        return [(i + 1, 2) for i, nodes in enumerate(self.elements) if all(n in top for n in nodes[4:8])]


class Stack(Box):
    """Two boxes of the same outline, the second on top of the first with a mesh of its own; their common face has the nodes of both."""

    def __init__(self, element, lower, upper, size):
        below, above = Box(element, lower, size), Box(element, upper, size)
        self.element = element
        self.size = below.size * [1.0, 1.0, 2.0]
        self.nodes = np.concatenate([below.nodes, above.nodes + [0.0, 0.0, below.size[2]]])
        count = len(below.nodes)
        self.elements = below.elements + [[n + count for n in nodes] for nodes in above.elements]
        # Elements at the common face, from 1; the first four nodes of a brick are its lower face.
        top = set(below.side(2, True))
        bottom = {n + count for n in above.side(2, False)}
        self.below = [i + 1 for i, nodes in enumerate(self.elements) if all(n in top for n in nodes[4:8])]
        self.above = [i + 1 for i, nodes in enumerate(self.elements) if all(n in bottom for n in nodes[:4])]

    def tie(self):
        face = lambda name, elements, number: f"*SURFACE, NAME={name}, TYPE=ELEMENT\n" + "".join(f"{e}, S{number}\n" for e in elements)
        return face("BELOW", self.below, 2) + face("ABOVE", self.above, 1) + "*TIE, NAME=GLUE, POSITION TOLERANCE=0.01, ADJUST=NO\nABOVE, BELOW\n"


def node_set(name, nodes):
    numbers = [str(n + 1) for n in nodes]
    lines = [", ".join(numbers[k : k + 16]) for k in range(0, len(numbers), 16)]
    return f"*NSET, NSET={name}\n" + "\n".join(lines) + "\n"
