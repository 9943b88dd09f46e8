# SPDX-License-Identifier: Apache-2.0
"""Studies run the program; where it stands and what it says."""

import json
import os
import stat

import numpy
import pytest

import spondyl
from spondyl import _program


def stand_in(folder, body):
    """A program that calls itself spondyl of this version and does `body`."""
    path = folder / "spondyl"
    path.write_text(f"#!/bin/sh\nif [ \"$1\" = --version ]; then echo 'spondyl {spondyl.__version__} (test)'; exit; fi\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_the_program_of_the_build_is_found():
    assert spondyl.program().name == "spondyl" and os.access(spondyl.program(), os.X_OK)


def test_a_missing_program_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("SPONDYL_PROGRAM", str(tmp_path / "none"))
    with pytest.raises(spondyl.UserError, match="SPONDYL_PROGRAM"):
        spondyl.program()
    monkeypatch.delenv("SPONDYL_PROGRAM")
    monkeypatch.setattr(_program, "__file__", str(tmp_path / "a/b/c/d/spondyl/_program.py"))
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    with pytest.raises(spondyl.UserError, match="install it"):
        spondyl.program()
    found = stand_in(tmp_path, "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert spondyl.program() == found


def test_a_program_of_another_version_is_refused(monkeypatch, tmp_path):
    path = tmp_path / "spondyl"
    path.write_text("#!/bin/sh\necho 'spondyl 0.0.1 (old)'\n")
    path.chmod(0o755)
    monkeypatch.setenv("SPONDYL_PROGRAM", str(path))
    with pytest.raises(spondyl.UserError, match="0.0.1"):
        spondyl.published()


@pytest.mark.parametrize("code, family", [(2, spondyl.UserError), (3, spondyl.SolveError), (70, spondyl.InternalError)])
def test_exit_codes_are_the_three_families(monkeypatch, tmp_path, code, family):
    monkeypatch.setenv("SPONDYL_PROGRAM", str(stand_in(tmp_path, f"echo 'what is wrong' >&2; exit {code}")))
    with pytest.raises(family, match="what is wrong"):
        spondyl.validate()


def test_comparison_as_table_and_page(monkeypatch, tmp_path):
    measure = {"key": "compression_L5S1_N", "title": "Compression <L5-S1>", "unit": "N", "doc": "d", "source": "s", "lower_is_better": True, "limit": 3400}

    def case(name, value, change):
        numbers = {"value": value, "change_percent": change, "low": None, "high": None, "chance_better": None}
        return {"name": name, "title": name, "complete": value is not None, "infeasible": name == "squat", "failure": "" if value else "too far",
                "failed_samples": [], "infeasible_samples": 0, "values": {"compression_L5S1_N": numbers}}

    printed = {"title": "Lift", "output": "out", "summary": ["Best first: squat."], "samples": 0, "tissue_sets": ["default"], "measures": [measure],
               "cases": [case("base", 4000.0, 0.0), case("squat", 3000.0, -25.0), case("far", None, None)], "assumptions": []}
    (tmp_path / "printed.json").write_text(json.dumps(printed))
    body = f"""echo '{{"done":1,"all":3,"failed":0,"last":"base"}}' >&2
echo "$@" > {tmp_path}/words
cat {tmp_path}/printed.json"""
    monkeypatch.setenv("SPONDYL_PROGRAM", str(stand_in(tmp_path, body)))
    reports = []
    scenario = {"title": "Lift", "task": [{"name": "lift", "posture": "hold_waist", "load_kg": 5}]}
    comparison = spondyl.compare(scenario, ["squat", "far"], task="lift", jobs=2, samples=4, seed=7, progress=reports.append)
    words = (tmp_path / "words").read_text().split()
    assert words[0] == "compare" and words[2:4] == ["squat", "far"]
    assert words[words.index("--samples") + 1] == "4" and words[words.index("--seed") + 1] == "7" and "--no-report" in words
    assert reports == [spondyl.CasesDone(1, 3, 0, "base")]
    table = comparison.table
    assert list(table["case"]) == ["base", "squat", "far"]
    assert numpy.array_equal(table["compression_L5S1_N"], [4000, 3000, numpy.nan], equal_nan=True)
    assert comparison.numbers("change_percent")["compression_L5S1_N"][1] == -25
    assert table.attrs["units"]["compression_L5S1_N"] == "N"
    assert comparison.failures == {"far": "too far"} and comparison.infeasible == ["squat"] and comparison.report is None
    page = comparison._repr_html_()
    assert "Compression &lt;L5-S1&gt;" in page and "3000 (-25 %)" in page and "Best first" in page and "squat *" in page


def test_a_sweep_gives_one_table(tmp_path, disc):
    study = {"measures": ["L4-L5.nucleus_pressure_MPa", "L4-L5.compression_N"], "grid": [{"key": "step.press.compression_N", "values": [50, 100]}]}
    reports = []
    sweep = spondyl.sweep(study, disc, tmp_path / "out", jobs=1, keep_fields=True, progress=reports.append)
    table = sweep.table
    assert list(table["step.press.compression_N"]) == [50, 100]
    pressure = [name for name in table.columns if "nucleus_pressure_MPa" in name][0]
    assert table[pressure][0] < table[pressure][1]
    assert sweep.failures == {} and reports[-1].done == reports[-1].all == 2
    assert sweep.result(table["case"][1]).complete
    assert "<table" in sweep._repr_html_()
    again = spondyl.sweep(study, disc, tmp_path / "out")
    assert list(again.table[pressure]) == list(table[pressure])
    # The same number as from a run in this process.
    own = disc.changed({"step.press.compression_N": 50}).run(threads=1).discs
    assert numpy.asarray(own["nucleus_pressure_MPa"])[-1] == pytest.approx(table[pressure][0], rel=1e-9)


def test_mistakes_of_a_study_are_told(disc):
    with pytest.raises(spondyl.UserError, match="compression_N"):
        spondyl.sweep({"grid": [{"key": "step.press.compresion_N", "values": [1]}]}, disc)
    with pytest.raises(spondyl.UserError, match="one scenario to vary"):
        spondyl.sweep({"grid": []})


def test_published_numbers_have_bands_and_sources():
    table = spondyl.published("disc_only")
    assert len(table["id"]) > 10
    assert all(source for source in table["source"])
    assert (numpy.asarray(table["low"])[:5] < numpy.asarray(table["high"])[:5]).all()


def test_validate_runs_an_experiment(tmp_path):
    validation = spondyl.validate("pressure_index_1000N", mesh="coarse", jobs=1)
    assert validation.judged > 0
    assert set(validation.table["verdict"]) <= {"pass", "FAIL", "-"}
    assert f"{validation.passed} of {validation.judged}" in validation._repr_html_()
