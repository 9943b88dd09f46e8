# SPDX-License-Identifier: Apache-2.0
"""Pictures of results by Matplotlib."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from . import _core
from ._errors import UserError

if TYPE_CHECKING:
    from .result import Result


def cut(
    points: numpy.ndarray, cells: numpy.ndarray, edges: numpy.ndarray, axis: int, at: float
) -> tuple[list[numpy.ndarray], numpy.ndarray]:
    """Intersections of a plane normal to an axis (0 anterior, 1 cranial, 2 right) with cells: polygons and their cells.

    `edges` are pairs of corners that the edges of a cell join (`Result.cell_edges`). Polygons have the two other coordinates, in their order: (corners, 2) each. A cell that the plane only touches has
    none; one whose faces lie in the plane belongs to the side below it.
    """
    height = points[:, axis] - at
    above = (height > 0)[cells]
    chosen = numpy.flatnonzero(above.any(axis=1) & ~above.all(axis=1))
    polygons = []
    others = [i for i in range(3) if i != axis]
    for cell in chosen:
        first, second = cells[cell][edges].T
        crossing = (height[first] > 0) != (height[second] > 0)
        first, second = first[crossing], second[crossing]
        share = height[first] / (height[first] - height[second])
        corners = points[first] + share[:, None] * (points[second] - points[first])
        corners = corners[:, others]
        centred = corners - corners.mean(axis=0)
        polygons.append(corners[numpy.argsort(numpy.arctan2(centred[:, 1], centred[:, 0]))])
    return polygons, chosen


def section(
    result: Result,
    field: str = "von_mises_MPa",
    state: int | str = -1,
    *,
    axes: Any = None,
    discs: Sequence[str] | None = None,
    plane: str = "sagittal",
    parts: Sequence[str] | None = None,
    limits: tuple[float, float] | None = None,
    cmap: str = "viridis",
    bar: bool = True,
) -> Any:
    """A section through the deformed discs, coloured by a field.

    `plane` is "sagittal", through the middle of the body, or "transverse", across the middle of one disc. `discs` and
    `parts` (of `part_names`) say what is drawn, all soft tissue if left out; `limits` is the range of the colours. Returns
    the Matplotlib axes; x is anterior, y cranial (or right), in mm.
    """
    place = result.state(state)
    values = result.field(field, place)
    if values.ndim != 1:
        raise UserError(f"{field} has {values.shape[1]} numbers per cell; a section shows one")
    if axes is None:
        axes = Figure(figsize=(6, 4.2), constrained_layout=True).subplots()
        FigureCanvasAgg(axes.figure)
    names = list(dict.fromkeys(discs if discs is not None else [name for name in _core.disc_names if result.disc_cells(name).any()]))
    mask = numpy.any([result.disc_cells(name) for name in names], axis=0)
    if parts is not None:
        mask &= numpy.isin(result.part, [_core.part_names.index(part) for part in parts])
    if not mask.any():
        raise UserError("none of the cells can be drawn")
    points = result.points + result.displacement(place)
    cells = result.cells[mask]
    if plane == "sagittal":
        axis, at = 2, 0.0
    elif plane == "transverse" and len(names) == 1:
        axis, at = 1, float(points[numpy.unique(cells), 1].mean())
    else:
        raise UserError("plane is \"sagittal\", or \"transverse\" for one disc")
    polygons, chosen = cut(points, cells, result.cell_edges, axis, at)
    shown = PolyCollection(polygons, array=values[mask][chosen], cmap=cmap, edgecolors="face", linewidths=0.3)
    if limits is not None:
        shown.set_clim(*limits)
    axes.add_collection(shown)
    axes.autoscale_view()
    axes.set_aspect("equal")
    axes.set_xlabel("anterior (mm)")
    axes.set_ylabel("cranial (mm)" if axis == 2 else "right (mm)")
    if bar:
        axes.figure.colorbar(shown, ax=axes, label=label(field))
    return axes


def label(name: str) -> str:
    """Label of a column or field for axes and legends: "von_mises_MPa" is "von Mises stress (MPa)"."""
    known = {"von_mises_MPa": "von Mises stress (MPa)", "pressure_MPa": "pressure (MPa)"}
    if name in known:
        return known[name]
    words = name.split("_")
    units = {"MPa", "N", "Nm", "mm", "mm2", "deg", "kg"}
    if words[-1] in units:
        return f"{' '.join(words[:-1])} ({words[-1].replace('Nm', 'N m').replace('mm2', 'mm²')})"
    return " ".join(words)


def html_of(result: Result) -> str:
    """The section of the last state as an image in a notebook."""
    axes = section(result)
    axes.figure.set_size_inches(5, 3.2)
    data = io.BytesIO()
    axes.figure.savefig(data, format="png", dpi=100)
    return f'<img alt="mid-sagittal section" src="data:image/png;base64,{base64.b64encode(data.getvalue()).decode()}"/>'
