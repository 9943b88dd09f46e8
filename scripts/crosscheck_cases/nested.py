# SPDX-License-Identifier: Apache-2.0
"""Bricks of any shape, each cut in eight: meshes of one body, whose sides and faces stay the same."""

import itertools

import numpy as np

from .mesh import CORNERS, EDGES_OF_BRICK, Box


def cut_in_eight(nodes, bricks):
    """Nodes, bricks (eight for each, one after the other), and of every node the corners that it is the mean of."""
    parents = [frozenset([n]) for n in range(len(nodes))]
    index = {parent: n for n, parent in enumerate(parents)}
    finer = []
    for brick in bricks:
        grid = {}
        for place in itertools.product((0, 1, 2), repeat=3):
            # The corners whose coordinates agree with those that are not half-way.
            corners = [brick[c] for c, at in enumerate(CORNERS) if all(p == 1 or p == 2 * a for p, a in zip(place, at))]
            parent = frozenset(corners)
            if parent not in index:
                index[parent] = len(parents)
                parents.append(parent)
            grid[place] = index[parent]
        finer += [[grid[tuple(np.add(first, c))] for c in CORNERS] for first in itertools.product((0, 1), repeat=3)]
    places = np.array([np.mean([nodes[n] for n in sorted(parent)], axis=0) for parent in parents])
    return places, finer, parents


class Bricks(Box):
    """The bricks as elements of eight or of twenty nodes, whose edges are straight."""

    def __init__(self, element, nodes, bricks):
        self.element = element
        self.bricks = bricks
        self.nodes = [tuple(x) for x in nodes]
        self.elements = self._with_middles(bricks, EDGES_OF_BRICK) if "20" in element else bricks
        self.nodes = np.array(self.nodes)
