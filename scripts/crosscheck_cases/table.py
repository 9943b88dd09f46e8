# SPDX-License-Identifier: Apache-2.0
"""Runs the cases, compares, and writes the table."""

import itertools
import re
import subprocess
from dataclasses import dataclass

import numpy as np

from . import discs, programs, segment
from .cases import all_cases


@dataclass
class Row:
    group: str
    case: str
    element: str
    quantity: str
    calculix: float
    spondyl: float
    difference: float
    limit: float
    failure: str = ""

    @property
    def passed(self):
        return not self.failure and self.difference <= self.limit


SMALLEST = 1e-12  # a difference of nothing from nothing is none


def largest(values):
    return max(np.linalg.norm(v) for v in values)


def compare(case, theirs, ours):
    """A row for each quantity: the largest value on both sides, and the largest difference over that."""
    for quantity in case.compare:
        if quantity == "reaction":
            a, b = theirs.sum_of_reactions(case.reaction_of), ours.sum_of_reactions(case.reaction_of)
            difference, unit = np.linalg.norm(a - b), "N"
            a, b = np.linalg.norm(a), np.linalg.norm(b)
        else:
            there, here = getattr(theirs, quantity), getattr(ours, quantity)
            keys = [key for key in there if key in here]
            difference = max(np.linalg.norm(there[key] - here[key]) for key in keys)
            a, b = largest(there[key] for key in keys), largest(here[key] for key in keys)
            unit = {"displacement": "mm", "stress": "MPa"}[quantity]
        yield Row(case.group, case.name, case.element, f"{quantity}, {unit}", a, b, difference / max(a, b, SMALLEST), case.limit)


def run_case(case, arguments, ccx, folder):
    try:
        deck = programs.exported(case.deck, folder, arguments.program) if case.export else case.deck
        if case.export:
            deck = deck.replace("C3D8I", "C3D8") if case.element == "C3D8" else deck
        theirs = programs.run_calculix(deck, folder, ccx, case.timeout)
        ours = programs.run_spondyl(case.deck, folder, arguments.program, case.timeout)
        return list(compare(case, theirs, ours))
    except programs.Failed as failure:
        return [Row(case.group, case.name, case.element, "", 0.0, 0.0, float("inf"), case.limit, str(failure))]


FEB_LIMIT = 1e-6
FEB = "The same cases as .feb"
ABOUT_FEB = """Each deck above is written by `spondyl export --format feb`, read back and run again by Spondyl: both formats must describe the same model. The table has the
largest difference of each group, defined as in the tables above. FEBio itself was not run. `scripts/crosscheck --feb` runs this part alone, without
CalculiX.
"""
HEAD_FEB = "| group | cases | displacement | reaction | stress | limit | |\n|---|---|---|---|---|---|---|"


@dataclass
class FebRow:
    group: str
    cases: int
    difference: dict  # by quantity
    failures: list

    @property
    def passed(self):
        return not self.failures and all(value <= FEB_LIMIT for value in self.difference.values())


def feb_line(row):
    if row.failures:
        return f"| {row.group} | {row.cases} | {'; '.join(row.failures)} | | | {FEB_LIMIT:.0e} | **failed** |"
    differences = " | ".join(f"{row.difference[q]:.1e}" if q in row.difference else "" for q in ("displacement", "reaction", "stress"))
    return f"| {row.group} | {row.cases} | {differences} | {FEB_LIMIT:.0e} | {'' if row.passed else '**failed**'} |"


def run_feb(arguments, folder):
    for group, cases in itertools.groupby(all_cases(), lambda case: case.group):
        row = FebRow(group, 0, {}, [])
        for number, case in enumerate(cases):
            if (arguments.quick and not case.quick) or arguments.only.lower() not in f"{case.group} {case.name} {case.element}".lower():
                continue
            row.cases += 1
            place = folder / f"feb_{re.sub('[^A-Za-z]', '_', group)}_{number}"
            try:
                inp = programs.run_spondyl(case.deck, place, arguments.program, case.timeout)
                text = programs.exported(case.deck, place, arguments.program, "feb")
                feb = programs.run_spondyl(text, place, arguments.program, case.timeout, "feb")
                for compared in compare(case, inp, feb):
                    quantity = compared.quantity.split(",")[0]
                    row.difference[quantity] = max(row.difference.get(quantity, 0.0), compared.difference)
            except programs.Failed as failure:
                row.failures.append(f"{case.name}, {case.element}: {failure}")
        if row.cases:
            yield row


def line(row):
    if row.failure:
        return f"| {row.case} | {row.element} | {row.failure} | | | | {limit_text(row.limit)} | **failed** |"
    return (
        f"| {row.case} | {row.element} | {row.quantity} | {row.calculix:.7g} | {row.spondyl:.7g} | {row.difference:.1e} | {limit_text(row.limit)} | "
        f"{'' if row.passed else '**failed**'} |"
    )


def limit_text(limit):
    return f"{limit:.0e}" if limit < 1e-3 else f"{100 * limit:g} %"


ABOUT_DISCS = """The first five rows are one half of an elliptic disc of 48 x 34 x 10 mm between plates, with a nucleus and an annulus that may have two fibre families at 30 degrees. Each
program uses two meshes: 96 and 768 hexahedra with twenty nodes and 8 integration points (C3D20R) or with 27 points and a linear pressure (hex20),
and 768 and 6144 hexahedra with eight nodes and mean dilatation (hex8), which have about as many nodes. The third number of each column is extrapolated on the assumption
that the error falls to a quarter when the element size is halved; at the rim, where tissue and plate meet, the error falls more slowly, and no result is converged. The
limit is for hex8 against C3D20R, both extrapolated. With as many elements as C3D20R, 96 and 768 (a quarter of its nodes), the rows of hex8 with fibres
differ by 2.0 % (compressed) and 2.2 % (bent), and the first row by 0.1 %.

C3D20R is stiffer than hex20 on the same mesh because it locks in nearly incompressible tissue (K = 200 MPa is 550 to 670 times the shear modulus), and its
two meshes do not show to which value it converges; with K = 20 MPa it locks less.

The last two rows are one half of the disc between L4 and L5, with the tissue set hgo_aligned, k1 = 1 MPa, k2 = 10, fibres at 30 degrees to the
circumference, no dispersion, and neo-Hookean cartilage, because both programs have these laws. The coarsest mesh has every second node of the coarse mesh that
`spondyl export` writes, 128 elements; the finer ones divide each of these into eight, so that all meshes have the same geometry: 1024 elements, and for hex8 8192. In bending
L4 is rotated by a prescribed 4 degrees under the force, in increments of a twentieth, and the moment is the reaction at L5; the moment that CalculiX
prints for L4, on which the force acts, does not balance it.
"""

HEAD = "| case | element | quantity | CalculiX | Spondyl | difference | limit | |\n|---|---|---|---|---|---|---|---|"


DISCS = "Discs on two meshes"


def run(arguments, ccx, folder):
    rows = [] if arguments.feb else run_both(arguments, ccx, folder)
    print(f"\n{FEB}\n\n{HEAD_FEB}", flush=True)
    for row in run_feb(arguments, folder):
        print(feb_line(row), flush=True)
        rows.append(row)
    return rows


def run_both(arguments, ccx, folder):
    rows, group = [], None
    for number, case in enumerate(all_cases()):
        if arguments.quick and not case.quick:
            continue
        if arguments.only.lower() not in f"{case.group} {case.name} {case.element}".lower():
            continue
        if case.group != group:
            group = case.group
            print(f"\n{group}\n\n{HEAD}", flush=True)
        for row in run_case(case, arguments, ccx, folder / f"case{number}"):
            print(line(row), flush=True)
            rows.append(row)
    if not arguments.quick:
        print(f"\n{DISCS}\n\n{discs.HEAD}", flush=True)
        for row in itertools.chain(discs.run(arguments, ccx, folder), segment.run(arguments, ccx, folder)):
            print(discs.line(row), flush=True)
            rows.append(row)
    return rows


def page(rows, ccx):
    version = re.search(r"[\d.]+", subprocess.run([ccx, "-v"], capture_output=True, text=True, check=False).stdout)
    failed = sum(not row.passed for row in rows)
    text = f"""# Cross-check with CalculiX

`scripts/crosscheck --update` runs the same decks in CalculiX {version.group() if version else ""} and in Spondyl and writes this page. {len(rows)} rows, {failed} failed.
The differences are relative to the largest value of the row. For displacements it is the largest difference over all nodes, for stresses (Cauchy, mean of the element) that over all elements, and for
reactions the difference of the sums over a set of nodes. CalculiX prints seven digits and was run with a convergence tolerance of 1e-9.
"""
    group = None
    for row in rows:
        if isinstance(row, (discs.DiscRow, FebRow)):
            continue
        if row.group != group:
            group = row.group
            text += f"\n## {group}\n\n{HEAD}\n"
        text += line(row) + "\n"
    rows_as_feb = [row for row in rows if isinstance(row, FebRow)]
    if rows_as_feb:
        text += f"\n## {FEB}\n\n{ABOUT_FEB}\n{HEAD_FEB}\n" + "".join(feb_line(row) + "\n" for row in rows_as_feb)
    rows_of_discs = [row for row in rows if isinstance(row, discs.DiscRow)]
    if rows_of_discs:
        text += f"\n## {DISCS}\n\n{ABOUT_DISCS}\n{discs.HEAD}\n"
        text += "".join(discs.line(row) + "\n" for row in rows_of_discs)
    return text
