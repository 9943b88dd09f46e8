# SPDX-License-Identifier: Apache-2.0
"""Runs the disc experiments with a trial tissue set and reads what the calibration compares.

A trial set lives in a temporary data folder: links to models/data, one folder of the tissue sets rewritten.
"""
import csv
import os
import pathlib
import shutil
import subprocess
import tempfile

MOMENTS = (1.0, 2.5, 5.0, 7.5)  # N m
FORCES = (500, 1000)  # N
REMOVED = ("ALL", "PLL", "LF", "ISL", "SSL", "ITL", "CL", "facets")
CASES = {  # name: (load key, sign, column of the rotation)
    "flexion": ("flexion_moment_Nm", 1, "flexion_deg"),
    "extension": ("flexion_moment_Nm", -1, "flexion_deg"),
    "lateral": ("lateral_moment_Nm", 1, "lateral_bending_deg"),
    "axial": ("axial_moment_Nm", 1, "axial_rotation_deg"),
    "compression": None,
}


def scenario(case, tissue_set, mesh, exact):
    text = f'title = "{case}"\n[spine]\ntop = "L4"\nbottom = "L5"\nmesh = "{mesh}"\n[tissue]\nset = "{tissue_set}"\n'
    text += "[structures]\n" + "".join(f'{name} = "removed"\n' for name in REMOVED)
    if not exact:
        text += "[solver]\nrelative_tolerance = 1e-4\nfirst_increment = 1.0\n"
    if case == "compression":
        for force in FORCES:
            text += f'[[step]]\nname = "{force}"\ncompression_N = {force}\ntop_rotation = "fixed"\n'
        return text
    key, sign, _ = CASES[case]
    for moment in MOMENTS:
        text += f'[[step]]\nname = "{moment}"\n{key} = {sign * moment}\n'
    return text


def rewritten_rows(text, values, notes=None):
    """The text of a parameters.csv with new values; notes, where given, replace confidence and note."""
    lines = text.splitlines(keepends=True)
    missing = set(values)
    for i, line in enumerate(lines):
        row = next(csv.reader([line]), [])
        if len(row) < 8 or row[1] not in values:
            continue
        missing.discard(row[1])
        row[2] = f"{values[row[1]]:.4g}"
        if notes is not None:
            row[6], row[7] = "calibrated", notes[row[1]]
        lines[i] = ",".join(f'"{c}"' if "," in c or '"' in c else c for c in row) + "\n"
    if missing:
        raise KeyError(f"no rows for {sorted(missing)}")
    return "".join(lines)


class Bench:
    """The spondyl program and the tables it starts from."""

    def __init__(self, program, data):
        self.program = pathlib.Path(program).resolve()
        self.data = pathlib.Path(data).resolve()

    def rows(self, tissue_set):
        return (self.data / "tissue_sets" / tissue_set / "parameters.csv").read_text()

    def _trial_data(self, folder, tissue_set, values):
        for entry in self.data.iterdir():
            if entry.name != "tissue_sets":
                (folder / entry.name).symlink_to(entry)
        sets = folder / "tissue_sets"
        sets.mkdir()
        for entry in (self.data / "tissue_sets").iterdir():
            if entry.name != tissue_set:
                (sets / entry.name).symlink_to(entry)
        shutil.copytree(self.data / "tissue_sets" / tissue_set, sets / tissue_set)
        (sets / tissue_set / "parameters.csv").write_text(rewritten_rows(self.rows(tissue_set), values))

    def run(self, case, tissue_set, values, mesh="coarse", exact=False):
        """{(load, quantity): value}, only the loads the solver reached."""
        with tempfile.TemporaryDirectory(prefix="calibrate_") as name:
            folder = pathlib.Path(name)
            data = folder / "data"
            data.mkdir()
            self._trial_data(data, tissue_set, values)
            (folder / "case.toml").write_text(scenario(case, tissue_set, mesh, exact))
            command = [self.program, "run", "--quiet", "--threads", "1", "-o", folder / "out", folder / "case.toml"]
            done = subprocess.run(command, env=os.environ | {"SPONDYL_DATA": str(data)}, capture_output=True, text=True)
            if done.returncode not in (0, 3):  # 3: no equilibrium beyond the states written
                raise RuntimeError(done.stderr)
            with open(folder / "out" / "discs.csv") as file:
                rows = {row["step"]: row for row in csv.DictReader(file) if float(row["time"]) % 1.0 == 0.0}
            rest = {name: float(rows["rest"][name]) for name in rows["rest"] if name not in ("step", "disc")}
            result = {}
            if case == "compression":
                for force in FORCES:
                    if row := rows.get(str(force)):
                        result[force, "narrowing"] = rest["translation_cranial_mm"] - float(row["translation_cranial_mm"])
                        for column in ("pressure_index", "bulge_anterior_mm", "bulge_posterior_mm", "bulge_lateral_mm"):
                            result[force, column] = float(row[column])
                return result
            _, sign, column = CASES[case]
            for moment in MOMENTS:
                if row := rows.get(str(moment)):
                    result[moment, "rotation"] = sign * (float(row[column]) - rest[column])
                    result[moment, "pressure"] = float(row["nucleus_pressure_MPa"]) - rest["nucleus_pressure_MPa"]
                    result[moment, "fibre_strain_p95"] = float(row["fibre_strain_p95"])
            return result


def run_all(pool, bench, tissue_set, trials, **options):
    """All cases of several trials at once: [{case: {(load, quantity): value}}]."""
    jobs = [(i, case, pool.submit(bench.run, case, tissue_set, values, **options))
            for i, values in enumerate(trials) for case in CASES]
    results = [{} for _ in trials]
    for i, case, job in jobs:
        results[i][case] = job.result()
    return results
