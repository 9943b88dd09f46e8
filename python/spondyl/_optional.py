# SPDX-License-Identifier: Apache-2.0
"""Packages that are used where they are installed."""

from __future__ import annotations

import importlib
from typing import Any

from ._errors import MissingPackageError

_DEBIAN = {"pandas": "python3-pandas", "vtkmodules": "python3-vtk9", "matplotlib": "python3-matplotlib"}


def have(name: str) -> Any:
    """The package, or None if it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def need(name: str, what: str) -> Any:
    """The package; MissingPackageError, which names its purpose, if it is not installed."""
    module = have(name)
    if module is None:
        package = name.split(".")[0]
        raise MissingPackageError(
            f"{what} needs the Python package {package} (Debian: {_DEBIAN.get(package, 'python3-' + package)})"
        )
    return module
