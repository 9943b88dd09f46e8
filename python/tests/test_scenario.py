# SPDX-License-Identifier: Apache-2.0
"""Scenarios as dictionaries; nothing is solved here."""

import subprocess
import sys
from pathlib import Path

import numpy
import pytest

import spondyl
from spondyl import _toml

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.toml")), ids=lambda path: path.stem)
def test_a_file_as_a_dictionary_and_back_means_the_same(path):
    scenario = spondyl.Scenario.load(path)
    assert scenario.complete().toml() == spondyl.Scenario.parse(path.read_text(), path).complete().toml()
    assert scenario.complete().complete() == scenario.complete()


def test_toml_of_what_a_dictionary_may_hold():
    tables = {"text": 'a "quoted" \\ line\nand\ttab \x7f é', "whole": 3, "float": 1e-9, "flag": True, "list": [1, 2.5], "none": None,
              "numpy": numpy.float64(0.1), "array": numpy.array([1.0, 2.0]), "path": Path("a/b"),
              "table": {"L4-L5": 2, "a.b": {"c": 1}}, "rows": [{"x": 1, "in": {"y": 2}}, {"x": 2}], "empty": []}
    back = _toml.loads(_toml.dumps(tables))
    expected = {**tables, "numpy": 0.1, "array": [1.0, 2.0], "path": "a/b"}
    del expected["none"]
    assert back == expected


def test_what_has_no_place_in_toml_is_refused():
    with pytest.raises(spondyl.UserError, match="complex"):
        _toml.dumps({"x": 1j})
    with pytest.raises(spondyl.UserError, match="keys are texts"):
        _toml.dumps({1: 2})


def test_mistakes_say_where_and_what_is_allowed(disc):
    disc["spine"]["mesh"] = "corse"
    with pytest.raises(spondyl.UserError, match='"coarse"') as error:
        disc.check()
    assert 'mesh = "corse"' in str(error.value)
    assert isinstance(error.value, ValueError) and isinstance(error.value, spondyl.Error)
    with pytest.raises(spondyl.UserError, match="flexion_moment_Nm"):
        spondyl.run({"title": "bend", "step": [{"name": "bend", "flexion_moment": 1}]})
    with pytest.raises(spondyl.UserError, match="no load step and no task"):
        spondyl.run({"title": "nothing"})
    with pytest.raises(spondyl.UserError, match="no/such.toml"):
        spondyl.Scenario.load("no/such.toml")


def test_loads_out_of_reach_are_told_by_check():
    scenario = spondyl.Scenario(title="high", task=[{"name": "too high", "posture": "hold_waist", "load_kg": 5, "load_height_cm": 240}])
    with pytest.raises(spondyl.UserError, match="too high"):
        scenario.check()


def test_changes_by_key_path_keyword_and_table(disc):
    changed = disc.changed({"step.press.compression_N": 50}, person__height_cm=180, spine={"mesh": "medium"})
    assert changed["step"][0]["compression_N"] == 50
    assert changed["person"]["height_cm"] == 180
    assert changed["spine"]["mesh"] == "medium"
    assert disc["step"][0]["compression_N"] == 100 and "person" not in disc
    assert disc.changed({"person.disc_grade.L4-L5": numpy.int64(2)})["person"]["disc_grade"]["L4-L5"] == 2


def test_wrong_changes_are_refused(disc):
    with pytest.raises(spondyl.UserError, match="mass_kg"):
        disc.changed(person__mass=80)
    with pytest.raises(spondyl.UserError, match="140 to 210"):
        disc.changed(person__height_cm=300)
    with pytest.raises(spondyl.UserError, match="twice"):
        disc.changed({"person.height_cm": 170}, person__height_cm=180)


def test_extends_is_followed_and_written_out(tmp_path):
    (tmp_path / "base.toml").write_text('title = "base"\n[person]\nheight_cm = 181\n')
    (tmp_path / "own.toml").write_text('extends = "base.toml"\n[[step]]\nname = "bend"\nflexion_moment_Nm = 1\n')
    scenario = spondyl.Scenario.load(tmp_path / "own.toml")
    assert scenario["extends"] == "base.toml"
    assert scenario.complete()["person"]["height_cm"] == 181
    (tmp_path / "elsewhere").mkdir()
    scenario.save(tmp_path / "elsewhere/own.toml")
    assert spondyl.Scenario.load(tmp_path / "elsewhere/own.toml").complete() == scenario.complete()


def test_starters_and_strategies():
    lift = spondyl.Scenario.starter("lift")
    assert "lighter_load" in spondyl.strategies()
    assert lift.with_strategy("lighter_load")["task"][0]["load_kg"] < lift.complete()["task"][0]["load_kg"]
    with pytest.raises(spondyl.UserError, match="lift"):
        spondyl.Scenario.starter("lyft")
    with pytest.raises(spondyl.UserError, match="lighter_load"):
        lift.with_strategy("lighter_lod")


def test_notebooks_show_the_file(disc):
    disc["title"] = "<b>&"
    assert "&lt;b&gt;&amp;" in disc._repr_html_()
    assert 'top = &quot;L4&quot;' in disc._repr_html_()


def test_the_extension_is_described_by_its_stub():
    import ast

    from spondyl import _core

    stub = ast.parse((Path(_core.__file__).parent / "_core.pyi").read_text())

    def names_of(body):
        return {node.name for node in body if isinstance(node, (ast.FunctionDef, ast.ClassDef))} | {
            node.target.id for node in body if isinstance(node, ast.AnnAssign)}

    assert names_of(stub.body) == {name for name in dir(_core) if not name.startswith("_")}
    result = next(node for node in stub.body if isinstance(node, ast.ClassDef))
    assert names_of(result.body) == {name for name in dir(_core.Result) if not name.startswith("_")}


def test_everything_public_has_a_docstring():
    for name in spondyl.__all__:
        if name == "part_names":
            continue
        thing = getattr(spondyl, name)
        assert thing.__doc__, name
        if isinstance(thing, type) and issubclass(thing, spondyl.Scenario | spondyl.Result | spondyl.Comparison):
            for member, value in vars(thing).items():
                if not member.startswith("_") and (callable(value) or isinstance(value, property)):
                    assert getattr(value, "__doc__", None), f"{name}.{member}"


def test_import_changes_nothing_of_the_process():
    """Neither environment nor signals nor threads; packages that are optional are not loaded."""
    code = """
import os, signal, sys, threading
before = dict(os.environ), signal.getsignal(signal.SIGINT), threading.active_count(), os.listdir("/proc/self/task")
import spondyl
assert before == (dict(os.environ), signal.getsignal(signal.SIGINT), threading.active_count(), os.listdir("/proc/self/task")), before
assert not {"pandas", "matplotlib", "vtkmodules", "pyvista"} & set(sys.modules), sorted(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)
