# SPDX-License-Identifier: Apache-2.0
"""Runs CalculiX and Spondyl on a deck and reads what both say of its last state."""

import os
import re
import subprocess
from dataclasses import dataclass, field

import h5py
import numpy as np

# CalculiX stops at half a per cent of the mean force; numbers are compared to six digits.
CONTROLS = "*CONTROLS, PARAMETERS=FIELD\n1.e-9, 1.e-8, , , 1.e-9, , , 1.e-10\n"
PRINTS = "*NODE PRINT, NSET=ALL\nU, RF\n*EL PRINT, ELSET=BODY, GLOBAL=YES\nS\n"


class Failed(Exception):
    """A program did not come to the end of the deck."""


@dataclass
class State:
    """Per node (from 0) displacement and reaction, per element mean Cauchy stress xx yy zz xy yz xz."""

    displacement: dict = field(default_factory=dict)
    reaction: dict = field(default_factory=dict)
    stress: dict = field(default_factory=dict)

    def sum_of_reactions(self, nodes):
        return sum(self.reaction[n] for n in nodes)


def quiet_environment():
    return {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def for_calculix(deck, prints):
    """The deck with tight convergence and the numbers that are compared."""
    deck = re.sub(r"(\*STATIC[^\n]*\n[^*\n]*\n)", lambda m: m.group(1) + CONTROLS, deck)
    return deck.replace("*END STEP", prints + "*END STEP")


def run_calculix(deck, folder, ccx, timeout, prints=PRINTS):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ccx.inp").write_text(for_calculix(deck, prints), encoding="utf-8")
    try:
        done = subprocess.run([ccx, "ccx"], cwd=folder, capture_output=True, text=True, timeout=timeout, env=quiet_environment(), check=False)
    except subprocess.TimeoutExpired as error:
        raise Failed(f"CalculiX was not done after {timeout} s") from error
    (folder / "ccx.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    if "Job finished" not in done.stdout or "*ERROR" in done.stdout:
        wrong = [line.strip() for line in done.stdout.splitlines() if "*ERROR" in line]
        raise Failed("CalculiX: " + (wrong[0] if wrong else "no convergence"))
    return read_dat(folder / "ccx.dat")


def read_dat(file):
    """The last block of each quantity."""
    blocks = {}
    rows = None
    for line in file.read_text(encoding="utf-8").splitlines():
        heading = re.match(r" (displacements|forces|stresses) \(.* for set (\S+) and time", line)
        if heading:
            rows = blocks[heading.group(1)] = []
        elif rows is not None and line.strip():
            rows.append([float(v) for v in line.split()])
    state = State()
    for name, target in (("displacements", state.displacement), ("forces", state.reaction)):
        for row in blocks.get(name, []):
            target[int(row[0]) - 1] = np.array(row[1:4])
    points = {}
    for row in blocks.get("stresses", []):
        xx, yy, zz, xy, xz, yz = row[2:8]
        points.setdefault(int(row[0]) - 1, []).append([xx, yy, zz, xy, yz, xz])
    state.stress = {e: np.mean(rows, axis=0) for e, rows in points.items()}
    return state


def run_spondyl(deck, folder, program, timeout, kind="inp"):
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"deck.{kind}"
    file.write_text(deck, encoding="utf-8")
    out = folder / ("spondyl" if kind == "inp" else f"spondyl_{kind}")
    try:
        done = subprocess.run(
            [program, "run", file, "-o", out, "-q"], capture_output=True, text=True, timeout=timeout, env=quiet_environment(), check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Failed(f"Spondyl was not done after {timeout} s") from error
    if done.returncode != 0:
        raise Failed("Spondyl: " + (done.stderr.strip().splitlines() or ["?"])[0])
    return read_result(out / "result.vtkhdf")


def read_result(file):
    with h5py.File(file) as h5:
        root = h5["VTKHDF"]
        nodes = int(root["NumberOfPoints"][0])
        cells = int(root["NumberOfCells"][0])
        last = lambda group, name, rows: root[group][name][()].reshape(-1, rows, root[group][name].shape[-1])[-1]
        state = State()
        state.displacement = dict(enumerate(last("PointData", "displacement_mm", nodes)))
        state.reaction = dict(enumerate(last("PointData", "reaction_N", nodes)))
        stress = last("CellData", "stress_MPa", cells)
        if stress.shape[1] == 9:  # row by row
            stress = stress[:, [0, 4, 8, 1, 5, 2]]
        state.stress = dict(enumerate(stress))
        return state


def exported(deck, folder, program, kind="inp"):
    """The deck as `spondyl export` writes it for CalculiX, or as .feb."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "source.inp"
    file.write_text(deck, encoding="utf-8")
    done = subprocess.run([program, "export", file, "--format", kind, "-o", folder / "exported"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failed("Spondyl: " + (done.stderr.strip().splitlines() or ["?"])[0])
    return (folder / f"exported/model.{kind}").read_text(encoding="utf-8")
