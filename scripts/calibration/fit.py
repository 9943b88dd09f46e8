# SPDX-License-Identifier: Apache-2.0
"""The weighted least-squares problem of the disc stage. docs/validation/calibration.md explains the weights."""
import csv
import math
import pathlib

import numpy
from scipy.optimize import lsq_linear
from scipy.stats import qmc

from experiment import run_all

HERE = pathlib.Path(__file__).resolve().parent
PRESSURE_FLOOR = 0.01  # MPa: the pressures are tabulated in steps of this size
LARGEST = "7.5 Nm"  # the moment of the acceptance
NEUTRAL_ZONE = 1.0  # N m: flexion and extension are compared by their sum
INDEX = (1.5, 1.7, 0.1)  # pressure index of normal discs at 1000 N (Nachemson 1960), slope beyond
STIFFNESS = (0.7, 2.5, 0.2)  # kN/mm, 500 to 1000 N: range of Virgin 1951 .. Hirsch & Nachemson 1954, relative slope beyond
BULGE = (0.0, 2.7, 0.5)  # mm at 1000 N: outward, up to the largest mean of Reuber 1982 (800 N and 12 N m), slope beyond
BAND = (0.9, 0.1)  # SD at 7.5 N m: the fit pulls back from here, inside the accepted 1 SD, with this slope
PRIOR = 0.15  # standard deviations for a parameter that moves by its whole range
SETTLED = 0.01  # share of the cost that a further step must promise
SMALLEST_STEP = 0.01  # share of the published ranges
LOST = 10.0  # standard deviations of a state that the solver did not reach


def read_targets():
    with open(HERE / "targets.csv") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {(r["case"], float(r["load"]), r["quantity"]): (float(r["value"]), float(r["sd"])) for r in rows}


def data_rows(targets, result):
    """[(name, model, measured, sd, weight)]: each curve of rotation or pressure counts as one measurement."""
    rows = []
    for quantity in ("rotation", "pressure"):
        for case in ("flexion", "extension", "lateral", "axial"):
            for load in (1.0, 2.5, 5.0, 7.5):
                if load == NEUTRAL_ZONE and case in ("flexion", "extension"):
                    continue
                value, relative = targets[case, load, quantity]
                sd = relative * value if quantity == "rotation" else max(relative * value, PRESSURE_FLOOR)
                rows.append((f"{case} {load:g} Nm {quantity}", result[case].get((load, quantity)), value, sd, 0.5))
        both = [targets[case, NEUTRAL_ZONE, quantity] for case in ("flexion", "extension")]
        parts = [result[case].get((NEUTRAL_ZONE, quantity)) for case in ("flexion", "extension")]
        sd = math.hypot(*(value * relative for value, relative in both))
        if quantity == "pressure":
            sd = max(sd, PRESSURE_FLOOR)
        rows.append((f"flexion + extension {NEUTRAL_ZONE:g} Nm {quantity}", None if None in parts else sum(parts),
                     sum(value for value, _ in both), sd, 0.5))
    return rows


def stiffness(compression):
    """kN/mm between 500 and 1000 N, None if not reached."""
    if (1000, "narrowing") not in compression:
        return None
    return 0.5 / (compression[1000, "narrowing"] - compression[500, "narrowing"])


def range_rows(result):
    """[(name, model, low, high, slope)]: no pull inside a published range."""
    low, high, relative = STIFFNESS
    rows = [("pressure index 1000 N", result["compression"].get((1000, "pressure_index")), *INDEX),
            ("stiffness 500 to 1000 N", stiffness(result["compression"]), low, high, relative * low)]
    for side in ("anterior", "lateral"):
        rows.append((f"{side} bulge 1000 N", result["compression"].get((1000, f"bulge_{side}_mm")), *BULGE))
    return rows


def residuals(targets, result):
    data = [LOST if model is None else weight * (model - value) / sd
            for _, model, value, sd, weight in data_rows(targets, result)]
    band, slope = BAND
    bands = [0.0 if model is None else max(abs(model - value) / sd - band, 0.0) / slope
             for name, model, value, sd, _ in data_rows(targets, result) if LARGEST in name]
    ranges = [LOST if model is None else (max(model - high, 0.0) - max(low - model, 0.0)) / slope
              for _, model, low, high, slope in range_rows(result)]
    return numpy.array(data + bands + ranges)


class Problem:
    """Free parameters of one recipe, each mapped to 0 .. 1 over its published range (log for moduli and factors)."""

    def __init__(self, bench, pool, name, recipe):
        self.bench, self.pool, self.name, self.free = bench, pool, name, recipe["free"]
        self.fixed = recipe.get("fixed", {})
        self.targets = read_targets()
        self.start = numpy.array([self._to_unit(p, p["start"]) for p in self.free])
        self.committed = self._committed()
        self.cache = {}

    def _committed(self):
        """The set as it stands, in the same coordinates."""
        rows = {r[1]: r[2] for r in csv.reader(self.bench.rows(self.name).splitlines()) if len(r) > 2}
        units = [self._to_unit(p, float(rows[next(iter(p["rows"]))]) / next(iter(p["rows"].values()))) for p in self.free]
        return numpy.clip(units, 0.0, 1.0)

    @staticmethod
    def _to_unit(p, value):
        if p.get("log"):
            return math.log(value / p["low"]) / math.log(p["high"] / p["low"])
        return (value - p["low"]) / (p["high"] - p["low"])

    def physical(self, x):
        return [p["low"] * (p["high"] / p["low"]) ** u if p.get("log") else p["low"] + u * (p["high"] - p["low"])
                for p, u in zip(self.free, x)]

    def values(self, x):
        """The rows of parameters.csv; a parameter sets each of its rows to `factor` times its own value."""
        rows = dict(self.fixed)
        for p, value in zip(self.free, self.physical(x)):
            rows |= {row: factor * value for row, factor in p["rows"].items()}
        return rows

    def _evaluate(self, points):
        new = [x for x in points if tuple(x) not in self.cache]
        results = run_all(self.pool, self.bench, self.name, [self.values(x) for x in new])
        self.cache |= {tuple(x): result for x, result in zip(new, results)}
        return [self.cache[tuple(x)] for x in points]

    def _all(self, x, result):
        return numpy.concatenate([residuals(self.targets, result), PRIOR * (x - self.start)])

    def __call__(self, x):
        r = self._all(x, self._evaluate([x])[0])
        print(f"  {self.name}: cost {0.5 * r @ r:.3f}  " + " ".join(f"{v:.4g}" for v in self.physical(x)), flush=True)
        return r

    def differences(self, x):
        steps = [0.02 if u < 0.5 else -0.02 for u in x]
        points = [x] + [x + h * e for h, e in zip(steps, numpy.eye(len(x)))]
        base, *moved = [self._all(p, r) for p, r in zip(points, self._evaluate(points))]
        return numpy.array([(m - base) / h for m, h in zip(moved, steps)]).T

    def best_start(self, samples):
        """The best of the published values, the set as it stands and a Sobol sequence over the ranges: fits of these data
        have several minima."""
        points = [numpy.clip(self.start, 0.0, 1.0), self.committed]
        if samples:
            points += list(qmc.Sobol(len(self.start), seed=1).random(samples))
        costs = [float(numpy.sum(self._all(x, r) ** 2)) for x, r in zip(points, self._evaluate(points))]
        return points[int(numpy.argmin(costs))]

    def solve(self, samples, max_evaluations):
        """Gauss-Newton steps within the bounds and a box of trust. The Jacobian is kept up with Broyden's update and taken
        anew by differences before the end, which costs a quarter of the solver runs of least_squares. Returns x, Jacobian."""
        x, radius = self.best_start(samples), 0.25
        r, jacobian, fresh = self(x), self.differences(x), True
        for _ in range(max_evaluations):
            low, high = numpy.maximum(-x, -radius), numpy.minimum(1.0 - x, radius)
            step = lsq_linear(jacobian, -r, (low - 1e-9, high + 1e-9)).x
            step = numpy.clip(step, low, high)
            expected = 0.5 * (r @ r - numpy.sum((r + jacobian @ step) ** 2))
            if expected < SETTLED * 0.5 * (r @ r) or radius < SMALLEST_STEP:
                if fresh:
                    return x, jacobian
                jacobian, fresh, radius = self.differences(x), True, max(radius, 0.05)
                continue
            trial = self(x + step)
            gain = 0.5 * (r @ r - trial @ trial)
            update = numpy.outer(trial - r - jacobian @ step, step) / (step @ step)
            jacobian, fresh = jacobian + update, False
            if gain < 0.25 * expected:
                radius = 0.4 * numpy.max(numpy.abs(step))
            elif gain > 0.75 * expected:
                radius = min(2.0 * radius, 0.5)
            if gain > 0.0:
                x, r = x + step, trial
        return x, jacobian if fresh else self.differences(x)


def identifiability(jacobian, count):
    """Singular values of the measurements' Jacobian, and the standard error of each parameter with and without the pull
    to its start, all as a share of the published range."""
    data = jacobian[:-count]
    prior = numpy.linalg.inv(jacobian.T @ jacobian)
    return (numpy.linalg.svd(data, compute_uv=False), numpy.sqrt(numpy.diag(prior)))
