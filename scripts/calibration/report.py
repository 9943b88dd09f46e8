# SPDX-License-Identifier: Apache-2.0
"""Tables and plots of a calibration."""
import math

from fit import LARGEST, data_rows, range_rows, residuals

ACCEPTED = {"pressure index 1000 N": (1.3, 1.7)}  # with the scatter between discs
MOMENT_CASES = ("flexion", "extension", "lateral", "axial")


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n\n"


def fit_table(recipe, free, start, final, singular, error):
    rows = []
    for p, a, b, e in zip(free, start, final, error):
        at_bound = min(abs(b - p["low"]), abs(b - p["high"])) < 0.02 * (p["high"] - p["low"])
        rows.append([p["name"], p["unit"], f"{a:.4g}", f"{b:.4g}" + (" (at bound)" if at_bound else ""),
                     f"{p['low']:g} to {p['high']:g}", f"{100 * e:.0f} %"])
    text = recipe["about"] + "\n\n"
    text += table(["parameter", "unit", "published", "calibrated", "range", "standard error, share of range"], rows)
    return text + "Singular values: " + ", ".join(f"{s:.2f}" for s in singular) + "\n\n"


def number(value):
    return "not reached" if value is None else f"{value:.3g}"


def residual_table(targets, results):
    names = list(results)
    rows = []
    for parts in zip(*(data_rows(targets, results[name]) for name in names)):
        label, _, value, sd, _ = parts[0]
        cells = [number(m) + ("" if m is None else f" ({(m - value) / sd:+.1f})") for _, m, *_ in parts]
        rows.append([label, f"{value:.3g} +- {sd:.2g}"] + cells)
    for parts in zip(*(range_rows(results[name]) for name in names)):
        label, _, low, high, _ = parts[0]
        rows.append([label, f"{low:g} to {high:g}"] + [number(m) for _, m, *_ in parts])
    return table(["quantity", "measured"] + names, rows)


def misses(targets, result):
    """What is outside its band at 7.5 N m (one standard deviation) or its published range in compression."""
    out = [label for label, m, value, sd, _ in data_rows(targets, result)
           if LARGEST in label and (m is None or abs(m - value) > sd)]
    for label, m, low, high, _ in range_rows(result):
        low, high = ACCEPTED.get(label, (low, high))
        if m is None or not low <= m <= high:
            out.append(label)
    return out


def rms(targets, result):
    z = [(m - value) / sd if m is not None else math.inf for _, m, value, sd, _ in data_rows(targets, result)]
    return math.sqrt(sum(v * v for v in z) / len(z))


def verdict_table(targets, results):
    rows = []
    for name, result in results.items():
        cost = 0.5 * float(residuals(targets, result) @ residuals(targets, result))
        missed = misses(targets, result)
        rows.append([name, f"{cost:.1f}", f"{rms(targets, result):.2f}", "pass" if not missed else "outside: " + ", ".join(missed)])
    return table(["set", "cost", "rms, standard deviations", "verdict"], rows)


def plot(targets, results, folder):
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "spondyl"  # equal runs, equal files
    import matplotlib.pyplot as pyplot

    for quantity, unit in (("rotation", "deg"), ("pressure", "MPa")):
        figure, axes = pyplot.subplots(1, 4, figsize=(13, 4.0), sharex=True)
        for axis, case in zip(axes, MOMENT_CASES):
            loads = [1.0, 2.5, 5.0, 7.5]
            measured = [targets[case, load, quantity] for load in loads]
            axis.errorbar(loads, [v for v, _ in measured], [v * s for v, s in measured], fmt="ko", capsize=3,
                          label="Heuer 2007, scatter of a second series", zorder=3)
            for name, result in results.items():
                reached = [load for load in loads if (load, quantity) in result[case]]
                axis.plot([0.0] + reached, [0.0] + [result[case][load, quantity] for load in reached], label=name)
            axis.set_title(case)
            axis.set_xlabel("moment, N m")
            axis.set_ylim(bottom=0.0)
        axes[0].set_ylabel(f"{'rotation' if quantity == 'rotation' else 'rise of the nucleus pressure'}, {unit}")
        handles, labels = axes[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="lower center", ncol=6, frameon=False)
        figure.subplots_adjust(left=0.05, right=0.99, top=0.92, bottom=0.22)
        figure.savefig(folder / f"calibration_{quantity}.svg", metadata={"Date": None})
        pyplot.close(figure)
