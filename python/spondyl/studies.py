# SPDX-License-Identifier: Apache-2.0
"""Studies of many cases. Each case is a separate process, `spondyl run`, so that cases run in parallel and a
crash does not affect the others; the folders are those of the program's commands."""

from __future__ import annotations

import contextlib
import html
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy

from . import _core, _program, _tables, _toml
from ._errors import UserError
from ._tables import Table
from .result import Result
from .scenario import PathLike, Scenario, ScenarioLike, as_scenario


class CasesDone(NamedTuple):
    """Progress of a study."""

    done: int  #: cases
    all: int  #: cases
    failed: int  #: of those done, as far as known
    last: str  #: name of the one that ended last, or empty


def _case_callback(progress: Callable[[CasesDone], object] | None) -> Callable[..., object] | None:
    return None if progress is None else lambda done, all, failed, last: progress(CasesDone(done, all, failed, last))


@contextlib.contextmanager
def _folder(output: PathLike | None) -> Iterator[Path]:
    """The folder for the results: the given one, or a temporary one that is removed with the study."""
    if output is not None:
        yield Path(output)
        return
    folder = tempfile.mkdtemp(prefix="spondyl-")
    try:
        yield Path(folder) / "study"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_scenario(scenario: Scenario, folder: PathLike, name: str) -> Path:
    """Its file, including what it extends, for the program."""
    text = _core.canonical_scenario(scenario.toml(), scenario._origin)
    path = Path(folder) / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def _numbers(values: Iterable[float | None]) -> numpy.ndarray:
    return numpy.array([numpy.nan if value is None else value for value in values], dtype=float)


class Comparison:
    """A comparison of prevention strategies (docs/compare.md)."""

    def __init__(self, printed: dict[str, Any], folder: Path | None) -> None:
        self._printed = printed
        self.title = printed["title"]
        self.folder = folder  #: of the results; None if none was given
        self.summary = printed["summary"]  #: sentences that follow from the numbers
        self.assumptions = printed["assumptions"]  #: assumptions of the comparison
        self.measures = {one["key"]: one for one in printed["measures"]}  #: title, unit, doc, source and limit of each
        self.cases = [case["name"] for case in printed["cases"]]  #: the base first
        self.failures = {case["name"]: case["failure"] for case in printed["cases"] if not case["complete"]}
        self.infeasible = [case["name"] for case in printed["cases"] if case["infeasible"]]  #: muscles too weak

    @property
    def report(self) -> Path | None:
        """Path of the page for a browser, or None."""
        path = None if self.folder is None else self.folder / "report.html"
        return path if path is not None and path.exists() else None

    @property
    def table(self) -> Table:
        """One row per case, one column per measure; NaN: no number."""
        return self.numbers("value")

    def numbers(self, what: str) -> Table:
        """The same for "value", "change_percent", "low", "high" or "chance_better"."""
        cases = self._printed["cases"]
        columns = {"case": numpy.array(self.cases, dtype=object)}
        for key in self.measures:
            columns[key] = _numbers(case["values"][key][what] for case in cases)
        units = {key: "%" if what == "change_percent" else one["unit"] for key, one in self.measures.items()}
        return _tables.table(columns, {"units": units, "docs": {key: one["doc"] for key, one in self.measures.items()}})

    def __repr__(self) -> str:
        return f"<spondyl.Comparison \"{self.title}\": {', '.join(self.cases)}>"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(case)}{' *' if case in self.infeasible else ''}</th>" for case in self.cases)
        rows = []
        for key, about in self.measures.items():
            cells = []
            for case in self._printed["cases"]:
                one = case["values"][key]
                text = "" if one["value"] is None else f"{one['value']:.4g}"
                if text and case is not self._printed["cases"][0] and one["change_percent"] is not None:
                    text += f" ({one['change_percent']:+.0f} %)"
                cells.append(f"<td>{text}</td>")
            unit = "" if about["unit"] == "1" else about["unit"]
            rows.append(f"<tr><td>{html.escape(about['title'])}</td><td>{html.escape(unit)}</td>{''.join(cells)}</tr>")
        points = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in self.summary)
        star = "<p>* the muscles are too weak</p>" if self.infeasible else ""
        return f"<b>{html.escape(self.title)}</b><table><tr><th></th><th></th>{head}</tr>{''.join(rows)}</table>{star}<ul>{points}</ul>"


def compare(
    scenario: ScenarioLike,
    strategies: PathLike | Iterable[PathLike],
    output: PathLike | None = None,
    *,
    task: str | None = None,
    jobs: int = 0,
    samples: int = 0,
    ensemble: bool = False,
    sampling: str = "latin_hypercube",
    seed: int = 1,
    report: bool = True,
    progress: Callable[[CasesDone], object] | None = None,
) -> Comparison:
    """Compares strategies (`strategies()`, "a+b" applies both at once, or files) on one task of a scenario.

    Takes what `spondyl compare` takes and writes what it writes into `output`, where one is given. `progress` is called
    with a CasesDone as each case ends.
    """
    scenario = as_scenario(scenario)
    with _folder(output) as folder, tempfile.TemporaryDirectory(prefix="spondyl-") as scratch:
        base = _write_scenario(scenario, scratch, "base")
        words = ["compare", base, *([strategies] if isinstance(strategies, (str, os.PathLike)) else strategies)]
        words += ["-o", folder, "--jobs", jobs, "--json"]
        if task is not None:
            words += ["--task", task]
        if samples:
            words += ["--samples", samples, "--seed", seed, "--sampling", sampling]
        if ensemble:
            words.append("--ensemble")
        if not report or output is None:
            words.append("--no-report")
        return Comparison(_program.call(*words, progress=_case_callback(progress)), folder if output is not None else None)


class Sweep:
    """The cases of a study and their numbers (docs/sweeps.md)."""

    def __init__(self, table: Table, sensitivity: Table, failures: dict[str, str], folder: Path | None) -> None:
        self.table = table  #: one row per case: inputs, measures, or the reason why there are none
        self.sensitivity = sensitivity  #: influence of the inputs
        self.failures = failures  #: reasons by case
        self.folder = folder  #: of the sweep; None if none was given

    def result(self, case: str) -> Result:
        """The whole result of a case; the sweep must have kept its fields."""
        path = None if self.folder is None else self.folder / "fields" / str(case)
        if path is None or not path.exists():
            raise UserError(f"the fields of case {case} were not kept; sweep(..., output, keep_fields=True) keeps them")
        return Result.open(path)

    def __repr__(self) -> str:
        return f"<spondyl.Sweep: {len(self.table)} cases, {len(self.failures)} failed>"

    def _repr_html_(self) -> str:
        return _tables.html_of(self.table, decimals=4)


def sweep(
    study: Mapping[str, Any] | PathLike,
    base: ScenarioLike | None = None,
    output: PathLike | None = None,
    *,
    jobs: int = 0,
    retry_failed: bool = False,
    keep_fields: bool = False,
    progress: Callable[[CasesDone], object] | None = None,
) -> Sweep:
    """Computes every case of a study and returns one table.

    `study` is the path of a study file or a dictionary of its keys: ``{"grid": [{"key": "person.mass_kg", "values":
    [60, 80]}]}``. `base` is the scenario that is varied, where the study does not name its file. With `output`, cases that
    are there already are not computed again. `progress` is called with a CasesDone as each case ends.
    """
    with _folder(output) as folder, tempfile.TemporaryDirectory(prefix="spondyl-") as scratch:
        if isinstance(study, Mapping):
            if (base is None) == ("base" not in study):
                raise UserError("a study needs one scenario to vary: the argument base, or the key \"base\" with its file")
            keys = dict(study)
            if base is not None:
                keys["base"] = str(_write_scenario(as_scenario(base), scratch, "base"))
            else:
                keys["base"] = str(Path(keys["base"]).resolve())
            keys.setdefault("title", "Study")
            study = Path(scratch) / "study.toml"
            study.write_text(_toml.dumps(keys), encoding="utf-8")
        elif base is not None:
            raise UserError("a study file names its own base; give base only with a dictionary")
        _program.call("sweep", "plan", study, "-o", folder, "--json")
        words = ["sweep", "run", folder, "--jobs", jobs, "--json"]
        words += ["--retry-failed"] if retry_failed else []
        words += ["--keep-fields"] if keep_fields else []
        _program.call(*words, progress=_case_callback(progress))
        _program.call("sweep", "collect", folder, "--json")
        table = _tables.from_csv((folder / "sweep.csv").read_text(encoding="utf-8"), origin=())
        sensitivity = _tables.from_csv((folder / "sensitivity.csv").read_text(encoding="utf-8"), origin=())
        failures = {case: why for case, why in zip(table["case"], table["failure"]) if why}
        return Sweep(table, sensitivity, failures, folder if output is not None else None)


class Validation:
    """Published experiments and the values of the model (docs/validation)."""

    def __init__(self, printed: dict[str, Any]) -> None:
        self.passed = printed["all"]["passed"]  #: rows whose value lies in the band
        self.judged = printed["all"]["judged"]  #: rows with a band
        self.experiments = printed["experiments"]
        rows = printed["rows"]
        columns = {}
        for name in rows[0] if rows else []:
            values = [row[name] for row in rows]
            is_text = any(isinstance(value, str) for value in values)
            columns[name] = numpy.array(values, dtype=object) if is_text else _numbers(values)
        self.table = _tables.table(columns)  #: one row per published number

    def __repr__(self) -> str:
        return f"<spondyl.Validation: {self.passed} of {self.judged} rows in their bands>"

    def _repr_html_(self) -> str:
        names = ["verdict", "level", "quantity", "unit", "model", "published", "low", "high", "source"]
        shown = _tables.table({name: self.table[name] for name in names if name in self.table})
        return f"<p>{self.passed} of {self.judged} rows in their bands</p>" + _tables.html_of(shown)


def validate(
    select: str | Iterable[str] = (),
    *,
    mesh: str | None = None,
    tissue_set: str | None = None,
    ligament_set: str | None = None,
    jobs: int = 0,
    results: PathLike | None = None,
    progress: Callable[[CasesDone], object] | None = None,
) -> Validation:
    """Reruns published experiments and compares the model with the measurements, as `spondyl validate` does.

    `select` has patterns of groups, ids or levels (all, if left out); `results` keeps every result in that folder.
    `progress` is called with a CasesDone as each experiment ends.
    """
    words = ["validate", "--json", "-", "--jobs", jobs]
    for pattern in [select] if isinstance(select, str) else select:
        words += ["--select", pattern]
    for option, value in [("--mesh", mesh), ("--tissue-set", tissue_set), ("--ligament-set", ligament_set), ("--results", results)]:
        if value is not None:
            words += [option, value]
    return Validation(_program.call(*words, progress=_case_callback(progress), accept=(0, 1)))


def published(select: str | Iterable[str] = ()) -> Table:
    """The published numbers that `validate` compares with, without running anything: a table with bands and sources."""
    words = ["validate", "--list", "--json", "-"]
    for pattern in [select] if isinstance(select, str) else select:
        words += ["--select", pattern]
    return Validation({**_program.call(*words), "experiments": [], "all": {"passed": 0, "judged": 0}}).table
