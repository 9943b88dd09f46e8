# SPDX-License-Identifier: Apache-2.0
"""Scenarios: whose spine, which levels, which loads or tasks. The keys are those of the TOML files and no others."""

from __future__ import annotations

import copy
import html
import os
from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

from . import _core, _toml
from ._errors import UserError

if TYPE_CHECKING:
    from .result import Result

PathLike = Union[str, "os.PathLike[str]"]
ScenarioLike = Union["Scenario", Mapping[str, Any], PathLike]


class Scenario(MutableMapping[str, Any]):
    """A scenario as a dictionary of the keys of its file (docs/reference/scenario.md).

    >>> scenario = Scenario({"title": "L4-L5 in flexion", "spine": {"top": "L4", "bottom": "L5"},
    ...                      "step": [{"name": "bend", "flexion_moment_Nm": 7.5}]})
    >>> scenario["spine"]["mesh"] = "coarse"
    >>> result = scenario.run()

    Mistakes raise UserError with the key and what is allowed, when the scenario is checked, changed or run.
    """

    def __init__(self, keys: Any = (), /, **tables: Any) -> None:
        self._tables = copy.deepcopy(dict(keys, **tables))
        # Names the scenario in messages; `extends` is relative to its folder.
        self._origin = "scenario"

    @classmethod
    def load(cls, path: PathLike) -> Scenario:
        """A scenario file, checked as `spondyl check` does. UserError names each mistake with its line."""
        path = Path(path)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(f"cannot read scenario {path}: {getattr(error, 'strerror', None) or error}") from None
        return cls.parse(text, origin=path)

    @classmethod
    def parse(cls, text: str, origin: PathLike = "scenario") -> Scenario:
        """The text of a scenario file, checked. `origin` names it in messages; `extends` is relative to its folder."""
        _core.check_scenario(text, str(origin))
        scenario = cls(_toml.loads(text))
        scenario._origin = str(origin)
        return scenario

    @classmethod
    def starter(cls, name: str) -> Scenario:
        """One of the scenario templates that `spondyl new` writes: lift, hold, sit, segment."""
        folder = Path(_core.data_folder()) / "starters"
        names = sorted(file.stem for file in folder.glob("*.toml"))
        if name not in names:
            raise UserError(f"there is no scenario template \"{name}\"; there are {', '.join(names)}")
        return cls.load(folder / f"{name}.toml")

    def check(self) -> None:
        """UserError with every mistake, including impossible postures and loads out of reach."""
        _core.check_scenario(self.toml(), self._origin)

    def toml(self) -> str:
        """The text of its file."""
        return _toml.dumps(self._tables)

    def complete(self) -> Scenario:
        """The same scenario with every default written out."""
        return self._with(_core.canonical_scenario(self.toml(), self._origin))

    def changed(self, changes: Any = (), /, **keywords: Any) -> Scenario:
        """A copy with other values, every default written out; this one is not changed.

        Keys are named as in studies (docs/sweeps.md): ``{"person.mass_kg": 90, "task.lift.load_kg": 20}``;
        "task.load_kg" is the key of every task. As keywords with two underscores for the dot, or tables as
        dictionaries: ``scenario.changed(person__mass_kg=90, spine={"mesh": "coarse"})``.
        """
        flat = {}
        for name, value in [*dict(changes).items(), *((name.replace("__", "."), one) for name, one in keywords.items())]:
            _flatten(flat, name, value)
        lines = [f"{_toml.key(name)} = {_toml.value(value)}\n" for name, value in flat.items()]
        return self._with(_core.changed_scenario(self.toml(), self._origin, "".join(lines)))

    def with_strategy(self, name: str) -> Scenario:
        """A copy with a prevention strategy or condition (`strategies()`; "a+b" applies both), as `compare` runs it."""
        return self._with(_core.scenario_with_strategy(self.toml(), self._origin, name))

    def run(self, output: PathLike | None = None, **options: Any) -> Result:
        """Solves it; see `spondyl.run`."""
        from .result import run

        return run(self, output, **options)

    def save(self, path: PathLike) -> None:
        """Writes its file, for `spondyl run`. The contents of files that it extends are written into it."""
        text = self.complete().toml() if "extends" in self else self.toml()
        Path(path).write_text(text, encoding="utf-8")

    def copy(self) -> Scenario:
        """An independent copy with the same keys."""
        other = type(self)(self._tables)
        other._origin = self._origin
        return other

    def _with(self, text: str) -> Scenario:
        other = type(self)(_toml.loads(text))
        other._origin = self._origin
        return other

    def __getitem__(self, name: str) -> Any:
        return self._tables[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._tables[name] = value

    def __delitem__(self, name: str) -> None:
        del self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def __repr__(self) -> str:
        return f"Scenario({self._tables!r})"

    def _repr_html_(self) -> str:
        title = html.escape(str(self.get("title", "Scenario")))
        return f"<details open><summary><b>{title}</b></summary><pre>{html.escape(self.toml())}</pre></details>"


def _flatten(flat: dict[str, Any], name: str, value: Any) -> None:
    if isinstance(value, Mapping):
        for inner, one in value.items():
            _flatten(flat, f"{name}.{inner}", one)
    elif name in flat:
        raise UserError(f"{name} is changed twice")
    else:
        flat[name] = value


def as_scenario(scenario: ScenarioLike) -> Scenario:
    """A scenario, a dictionary of its keys, or the path of its file, as a Scenario."""
    if isinstance(scenario, Scenario):
        return scenario
    if isinstance(scenario, Mapping):
        return Scenario(scenario)
    return Scenario.load(scenario)


def strategies() -> list[str]:
    """Names of the prevention strategies and conditions that come with the engine."""
    return _core.strategy_names()
