# SPDX-License-Identifier: Apache-2.0
"""docs/python.md: its examples run, in their order, but for those that take minutes."""

import os
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs/python.md"


def test_the_examples_of_the_page_run(tmp_path, monkeypatch, capsys):
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"(<!-- takes minutes -->\n)?```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) > 5
    names = {}
    for slow, code in blocks:
        compiled = compile(code, str(PAGE), "exec")
        if not slow:
            exec(compiled, names)
    printed = capsys.readouterr().out
    assert "140 to 210 cm" in printed
    assert len(names["nucleus"]) > 0
    assert list(names["sweep"].table["L4-L5.nucleus_pressure_MPa"].diff() > 0) == [False, True]


def test_the_links_of_the_page_lead_somewhere():
    for target in re.findall(r"\]\(([^)#]+)", PAGE.read_text(encoding="utf-8")):
        assert target.startswith("https://") or os.path.exists(PAGE.parent / target), target
