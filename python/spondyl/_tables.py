# SPDX-License-Identifier: Apache-2.0
"""Tables: a pandas.DataFrame where pandas is installed, else columns of NumPy arrays with the same names."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Union

import numpy

from ._optional import have

if TYPE_CHECKING:
    import pandas

Table = Union["pandas.DataFrame", "Columns"]

_TEXTS = {"step", "disc", "ligament", "side", "place", "name", "group", "case", "strategy", "status", "failure", "measure", "input"}
_FORMULA = tuple("=+-@\t\r\n")


class Columns(dict[str, Any]):
    """Columns of a table by name, each a NumPy array; ``attrs`` as of a pandas.DataFrame."""

    def __init__(self, columns: dict[str, Any], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(columns)
        self.attrs = dict(attrs or {})

    def __len__(self) -> int:
        """Rows, as of a DataFrame."""
        return len(next(iter(self.values()), ()))

    def copy(self) -> Columns:
        return Columns(self, self.attrs)

    @property
    def columns(self) -> list[str]:
        return list(self)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self)
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(_shown(column[i]))}</td>" for column in self.values()) + "</tr>"
            for i in range(len(self))
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _shown(cell: Any) -> str:
    return f"{cell:.4g}" if isinstance(cell, float) else str(cell)


def _plain(text: str) -> str:
    # Tables put an apostrophe before text that a spreadsheet would evaluate.
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _column(name: str, cells: list[str]) -> numpy.ndarray:
    if name in _TEXTS:
        return numpy.array([_plain(cell) for cell in cells], dtype=object)
    try:
        return numpy.array([float(cell) if cell else numpy.nan for cell in cells])
    except ValueError:
        return numpy.array([_plain(cell) for cell in cells], dtype=object)


def from_csv(text: str, attrs: dict[str, Any] | None = None, origin: Sequence[str] = ("run_id", "scenario_sha256")) -> Table:
    """The table of a CSV text that the engine wrote. Columns of `origin` go to ``attrs``."""
    header, *rows = csv.reader(io.StringIO(text))
    columns = {name: _column(name, [row[i] for row in rows]) for i, name in enumerate(header)}
    attrs = dict(attrs or {})
    for name in origin:
        if name in columns:
            cells = columns.pop(name)
            attrs[name] = str(cells[0]) if len(cells) else ""
    return table(columns, attrs)


def table(columns: dict[str, numpy.ndarray], attrs: dict[str, Any] | None = None) -> Table:
    """The columns as a table."""
    pandas = have("pandas")
    if pandas is None:
        return Columns({name: numpy.asarray(column) for name, column in columns.items()}, attrs)
    frame = pandas.DataFrame(columns)
    frame.attrs.update(attrs or {})
    return frame


def html_of(frame: Table, decimals: int = 3) -> str:
    """A table for a notebook."""
    if isinstance(frame, Columns):
        return frame._repr_html_()
    return frame.to_html(index=False, border=0, float_format=lambda number: f"{number:.{decimals}g}", na_rep="")
