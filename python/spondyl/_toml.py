# SPDX-License-Identifier: Apache-2.0
"""Dictionaries as TOML: the engine reads scenarios and studies in one language only."""

from __future__ import annotations

import json
import numbers
import os
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ._errors import UserError

try:
    import tomllib  # Python 3.11
except ModuleNotFoundError:
    import tomli as tomllib  # its forerunner, for Python 3.9 and 3.10

_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")


def loads(text: str) -> dict[str, Any]:
    """The tables of a TOML text that the engine has accepted."""
    return tomllib.loads(text)


def dumps(tables: Mapping[str, Any]) -> str:
    """A dictionary as TOML. None leaves a key out."""
    if not isinstance(tables, Mapping):
        raise UserError(f"a dictionary of TOML keys is needed, not {type(tables).__name__}")
    lines = []
    _table(lines, (), tables)
    return "\n".join(lines) + "\n"


def value(item: Any) -> str:
    """One value as TOML. NumPy's scalars count as the numbers they are."""
    if hasattr(item, "dtype") and getattr(item, "shape", None) == ():
        item = item.item()
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, numbers.Integral):
        return str(int(item))
    if isinstance(item, numbers.Real):
        return repr(float(item))
    if isinstance(item, (str, os.PathLike)):
        return _text(os.fspath(item))
    if isinstance(item, Mapping):
        return "{" + ", ".join(f"{key(name)} = {value(one)}" for name, one in item.items() if one is not None) + "}"
    if _is_list(item):
        return "[" + ", ".join(value(one) for one in item) + "]"
    raise UserError(f"{item!r} ({type(item).__name__}) cannot be a value in a scenario: only numbers, texts, lists and dictionaries can")


def key(name: str) -> str:
    """A key as TOML, quoted where necessary."""
    if not isinstance(name, str):
        raise UserError(f"keys are texts, not {type(name).__name__}: {name!r}")
    return name if _BARE.match(name) else _text(name)


def _text(text):
    # JSON escapes like TOML, except for the one control character that it leaves unchanged.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _is_list(item):
    return getattr(item, "shape", ()) != () or (isinstance(item, Sequence) and not isinstance(item, (bytes, bytearray)))


def _is_tables(item):
    return _is_list(item) and len(item) > 0 and all(isinstance(one, Mapping) for one in item)


def _table(lines, path, table):
    nested = []
    for name, item in table.items():
        if item is None:
            continue
        if isinstance(item, Mapping) or _is_tables(item):
            nested.append((name, item))
        else:
            lines.append(f"{key(name)} = {value(item)}")
    for name, item in nested:
        inner = (*path, key(name))
        title = ".".join(inner)
        for one in [item] if isinstance(item, Mapping) else item:
            lines.extend(["", f"[{title}]" if isinstance(item, Mapping) else f"[[{title}]]"])
            _table(lines, inner, one)
