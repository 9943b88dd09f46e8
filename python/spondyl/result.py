# SPDX-License-Identifier: Apache-2.0
"""Runs and their results."""

from __future__ import annotations

import html
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy

from . import _core, _tables, _toml
from ._errors import SolveError, UserError
from ._optional import have, need
from ._tables import Table
from .scenario import PathLike, Scenario, ScenarioLike, as_scenario


class Progress(NamedTuple):
    """Progress of a run."""

    step: str  #: load step or task
    share: float  #: of the whole run, 0 to 1
    iteration: int  #: of Newton's method in this increment
    residual: float  #: relative


def run(
    scenario: ScenarioLike,
    output: PathLike | None = None,
    *,
    threads: int = 0,
    progress: Callable[[Progress], object] | bool | None = None,
    resume: bool = False,
) -> Result:
    """Solves a scenario and returns its Result.

    Parameters
    ----------
    scenario : Scenario, dict or path of a scenario file
    output : folder, optional
        Where to write the result file and its tables, as `spondyl run -o` does; what there is so far is kept on the way.
    threads : int
        0 takes all processors. The numbers do not depend on it.
    progress : callable or True, optional
        Called with a Progress in every iteration; True prints a line. An exception in it ends the run.
    resume : bool
        Continue a run of the same scenario in `output` that was stopped early.

    Raises UserError for mistakes; SolveError if there is no equilibrium, with the states before it in ``error.result``.
    Other threads go on meanwhile; a second run waits for the first. Ctrl-C ends it at the next iteration.
    """
    scenario = as_scenario(scenario)
    if resume and output is None:
        raise UserError("resume needs the folder of the run: output")
    printed = progress is True
    callback = _line if printed else progress

    def report(step, time, end_time, iteration, residual):
        callback(Progress(step, time / end_time if end_time > 0 else 0.0, iteration, residual))

    core = _core.run_scenario(
        scenario.toml(),
        scenario._origin,
        threads,
        None if output is None else str(output),
        resume,
        report if callback else None,
    )
    if printed:
        print(file=sys.stderr)
    result = Result(core)
    if not result.complete:
        raise SolveError(result.failure, result)
    return result


def _line(progress: Progress) -> None:
    print(f"\r{100 * progress.share:3.0f} %  {progress.step}  iteration {progress.iteration}\033[K", end="", file=sys.stderr, flush=True)


class Result:
    """Everything a run produced.

    Tables (`discs`, `ligaments`, `facets`, `tasks`, `indices`, `lifting`, `muscles`) are those of the CSV files of a run,
    with units in ``attrs["units"]``. Fields are NumPy arrays that look into the result without copying; they are
    read-only. A `state` is its place, -1 for the last, or the name of its step; 0 is the unloaded spine at rest.
    """

    def __init__(self, core: _core.Result) -> None:
        self._core = core
        self._cache = {}

    @classmethod
    def open(cls, path: PathLike) -> Result:
        """The result of a folder that `spondyl run` or `run(..., output)` wrote, or of a result file."""
        path = Path(path)
        return cls(_core.read_result(str(path / "result.vtkhdf" if path.is_dir() else path)))

    def save(self, output: PathLike) -> Path:
        """Writes the result file and its tables into a folder; the path of the file."""
        return Path(_core.save_result(self._core, str(output)))

    @property
    def title(self) -> str:
        """Title of the scenario."""
        return self._core.title

    @property
    def complete(self) -> bool:
        """Whether the run was completed."""
        return self._core.complete

    @property
    def failure(self) -> str:
        """The reason if the run was not completed."""
        return self._core.failure

    @property
    def failed_tasks(self) -> dict[str, str]:
        """Tasks without an equilibrium, and why."""
        return dict(self._core.failed_tasks)

    @property
    def verdicts(self) -> dict[str, dict[str, str | float | None]]:
        """The verdict on each task: its kind (held, too_weak, ...) and its numbers."""
        return self._core.verdicts

    @property
    def warnings(self) -> list[str]:
        """Warnings: infeasible tasks, implausible input, numbers outside the measured ranges."""
        return self._core.warnings

    @property
    def wall_seconds(self) -> float:
        """How long the solve took."""
        return self._core.wall_seconds

    @property
    def run_id(self) -> str:
        """Identifier that is the same in all files of a run."""
        return self._core.run_id

    @property
    def scenario(self) -> Scenario:
        """The scenario with every default written out."""
        return Scenario(_toml.loads(self._core.scenario))

    @property
    def provenance(self) -> dict[str, object]:
        """Version, commit, options and libraries of the program that computed it."""
        return {**dict(self._core.provenance), "scenario_sha256": self._core.scenario_sha256, "threads": self._core.threads}

    @property
    def states(self) -> list[str]:
        """Names of the load steps or tasks of the states; the first is "rest"."""
        return self._core.steps

    @property
    def times(self) -> numpy.ndarray:
        """Step number and fraction of each state."""
        return numpy.array(self._core.times)

    def state(self, state: int | str) -> int:
        """Index of a state, which may be given by the name of its step (its end) or counted from the end."""
        steps = self._core.steps
        if isinstance(state, str):
            if state not in steps:
                raise UserError(f"there is no state \"{state}\"; there are {', '.join(dict.fromkeys(steps))}")
            return len(steps) - 1 - steps[::-1].index(state)
        place = int(state) + (len(steps) if state < 0 else 0)
        if not 0 <= place < len(steps):
            raise UserError(f"there is no state {state}; the result has {len(steps)}")
        return place

    @property
    def discs(self) -> Table:
        """Every measure of every disc in all states."""
        return self.table("discs")

    @property
    def ligaments(self) -> Table:
        """Every ligament in all states."""
        return self.table("ligaments")

    @property
    def facets(self) -> Table:
        """Every facet joint in all states."""
        return self.table("facets")

    @property
    def tasks(self) -> Table:
        """Every task as a whole."""
        return self.table("tasks")

    @property
    def indices(self) -> Table:
        """Tasks against limits for work; NaN where an index does not apply."""
        return self.table("indices")

    @property
    def lifting(self) -> Table:
        """Worksheet of the lifting equation."""
        return self.table("lifting")

    @property
    def muscles(self) -> Table:
        """Every muscle fascicle in every task."""
        return self.table("muscles")

    def table(self, name: str) -> Table:
        """A table by its name: a pandas.DataFrame where pandas is installed, else spondyl.Columns."""
        if name not in self._cache:
            columns = _core.table_columns(name)
            attrs = {"units": {column: unit for column, unit, _ in columns}, "docs": {column: doc for column, _, doc in columns}}
            self._cache[name] = _tables.from_csv(self._core.table(name), attrs)
        return self._cache[name].copy()

    @property
    def points(self) -> numpy.ndarray:
        """Nodes of the mesh at rest as built, mm: (nodes, 3)."""
        return self._core.points

    @property
    def cells(self) -> numpy.ndarray:
        """Cells by their nodes, in VTK's order: (cells, nodes of each)."""
        return self._core.cells

    @property
    def cell_edges(self) -> numpy.ndarray:
        """Edges of a cell as pairs of local node indices: (edges, 2)."""
        return self._core.cell_edges

    @property
    def part(self) -> numpy.ndarray:
        """Number of the tissue of each cell, in `part_names`."""
        return self._core.part

    @property
    def level(self) -> numpy.ndarray:
        """Number of the disc, or vertebra for bone, of each cell."""
        return self._core.level

    def displacement(self, state: int | str = -1) -> numpy.ndarray:
        """Displacement of the nodes, mm: (nodes, 3)."""
        return self._core.displacement(self.state(state))

    def fields(self, state: int | str = -1) -> list[str]:
        """Names of the fields of a state, with their units."""
        return self._core.field_names(self.state(state))

    def field(self, name: str, state: int | str = -1) -> numpy.ndarray:
        """One number, or a row of them, per cell."""
        place = self.state(state)
        names = self._core.field_names(place)
        if name not in names:
            raise UserError(f"there is no field \"{name}\"; there are {', '.join(names)}")
        return self._core.field(place, name)

    def disc_cells(self, disc: str) -> numpy.ndarray:
        """Mask of the cells that are tissue of a disc."""
        names = list(_core.disc_names)
        if disc not in names:
            raise UserError(f"there is no disc \"{disc}\"; there are {', '.join(names)}")
        return (self.level == names.index(disc)) & (self.part < _core.part_names.index("bony_endplate"))

    @property
    def bones(self) -> list[str]:
        """Names of the vertebrae."""
        return self._core.bones

    def bone_surface(self, bone: str, state: int | str = -1) -> tuple[numpy.ndarray, numpy.ndarray]:
        """Surface of a vertebra at its position in a state: points, mm (n, 3), and triangles (m, 3)."""
        if bone not in self.bones:
            raise UserError(f"there is no vertebra \"{bone}\"; there are {', '.join(self.bones)}")
        place = self.bones.index(bone)
        points, triangles, centre = self._core.bone_surface(place)
        translation, rotation = self._core.bone_motion(self.state(state), place)
        return centre + translation + (points - centre) @ rotation.T, triangles

    def muscle_paths(self, state: int | str = -1) -> list[numpy.ndarray]:
        """Paths of the muscle fascicles in the order of `muscles`, cranial to caudal, mm: arrays (points, 3)."""
        return self._core.muscle_paths(self.state(state))

    def external_forces(self, state: int | str = -1) -> list[dict[str, Any]]:
        """External forces on the body: name, point (mm), force (N) and couple (N mm) of each."""
        keys = ("name", "point", "force_N", "couple_Nmm")
        return [dict(zip(keys, force)) for force in self._core.external_forces(self.state(state))]

    def mesh(self, state: int | str = -1, deformed: bool = True) -> Any:
        """The mesh with all fields of a state: a pyvista.UnstructuredGrid where PyVista is installed, else a
        vtkUnstructuredGrid. Needs VTK."""
        from . import _meshes

        return _meshes.volume(self, self.state(state), deformed)

    def bone_mesh(self, bone: str, state: int | str = -1) -> Any:
        """A vertebra at its position in a state: a pyvista.PolyData where PyVista is installed, else a vtkPolyData."""
        from . import _meshes

        return _meshes.surface(*self.bone_surface(bone, state))

    def section(self, field: str = "von_mises_MPa", state: int | str = -1, axes: Any = None, **options: Any) -> Any:
        """The mid-sagittal section of the deformed discs coloured by a field, drawn by Matplotlib; returns the axes.
        See `spondyl.pictures.section`."""
        need("matplotlib", "a picture of a section")
        from . import pictures

        return pictures.section(self, field, state, axes=axes, **options)

    def __repr__(self) -> str:
        states = f"{len(self.states)} states" if self.complete else f"not complete, {len(self.states)} states"
        return f"<spondyl.Result \"{self.title}\": {states}, {len(self.cells)} cells>"

    def _repr_html_(self) -> str:
        last = self.states[-1] if self.states else ""
        parts = [f"<b>{html.escape(self.title)}</b>"]
        if not self.complete:
            parts.append(f"<p>{html.escape(self.failure)}</p>")
        if self.states:
            rows = self.discs
            names = ["disc", *_HEADLINES]
            shown = _tables.table({name: numpy.asarray(rows[name])[numpy.asarray(rows["time"]) == self.times[-1]] for name in names})
            parts += [f"<p>Discs at the end of {html.escape(last)}</p>", _tables.html_of(shown)]
        if self.states and have("matplotlib") is not None:
            from . import pictures

            parts.append(pictures.html_of(self))
        parts += [f"<p>{html.escape(warning)}</p>" for warning in self.warnings]
        return "\n".join(parts)


_HEADLINES = [
    "flexion_deg",
    "lateral_bending_deg",
    "axial_rotation_deg",
    "nucleus_pressure_MPa",
    "compression_N",
    "shear_anterior_N",
    "bulge_posterior_mm",
    "fibre_strain_p95",
]
