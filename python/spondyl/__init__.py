# SPDX-License-Identifier: Apache-2.0
"""Spondyl: finite-element biomechanics of the lumbar spine.

>>> import spondyl
>>> result = spondyl.run({"title": "L4-L5 in flexion",
...                       "spine": {"top": "L4", "bottom": "L5", "mesh": "coarse"},
...                       "step": [{"name": "bend", "flexion_moment_Nm": 7.5}]})
>>> result.discs[["step", "disc", "flexion_deg", "nucleus_pressure_MPa"]]

Scenarios have the keys of TOML files, here as dictionaries. docs/python.md describes the module.
"""

from pathlib import Path

from . import _core
from ._core import part_names
from ._errors import Error, InternalError, MissingPackageError, SolveError, UserError
from ._program import program
from ._tables import Columns
from .result import Progress, Result, run
from .scenario import Scenario, strategies
from .studies import CasesDone, Comparison, Sweep, Validation, compare, published, sweep, validate

__version__ = _core.version()


def data_folder() -> Path:
    """Folder of the tables of the anatomy: $SPONDYL_DATA, else the one that was installed or built with this package."""
    return Path(_core.data_folder())


__all__ = [
    "CasesDone",
    "Columns",
    "Comparison",
    "Error",
    "InternalError",
    "MissingPackageError",
    "Progress",
    "Result",
    "Scenario",
    "SolveError",
    "Sweep",
    "UserError",
    "Validation",
    "compare",
    "data_folder",
    "part_names",
    "program",
    "published",
    "run",
    "strategies",
    "sweep",
    "validate",
]
