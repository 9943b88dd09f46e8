# SPDX-License-Identifier: Apache-2.0
"""The CSV tables of a result folder, for the scripts beside this one. Needs nothing but Python."""

import csv
from pathlib import Path


TEXTS = {"step", "disc", "ligament", "side", "place", "name", "group", "run_id", "scenario_sha256"}


def rows(folder, table):
    """Rows of a table as dictionaries; numbers as floats, empty cells as None."""
    with open(Path(folder) / table, newline="", encoding="utf-8") as file:
        return [{name: value(name, text) for name, text in row.items()} for row in csv.DictReader(file)]


def value(name, text):
    if name in TEXTS:
        return text
    if text == "":
        return None
    return float(text)
