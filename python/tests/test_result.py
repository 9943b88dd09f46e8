# SPDX-License-Identifier: Apache-2.0
"""Runs and results, on one solve of one disc."""

import signal
import sys
import threading
import time

import numpy
import pytest

import spondyl
from spondyl import _tables
from spondyl import _optional


def test_the_disc_carries_the_load(result):
    discs = result.discs
    last = numpy.asarray(discs["step"]) == "press"
    assert list(numpy.asarray(discs["disc"])[last]) == ["L4-L5"]
    # Nothing else of the level is left to carry it; the disc's normal leans by at most a few degrees.
    assert float(numpy.asarray(discs["compression_N"])[last][0]) == pytest.approx(100, rel=0.02)
    assert discs.attrs["units"]["nucleus_pressure_MPa"] == "MPa"
    assert discs.attrs["run_id"] == result.run_id and "run_id" not in discs.columns
    assert result.states == ["rest", "press"] and list(result.times) == [0, 1]


def test_progress_goes_up_to_the_end(result, reports):
    assert reports[-1].step == "press"
    assert all(0 <= one.share <= 1 for one in reports)
    assert reports[-1].share == 1


def test_arrays_look_into_the_result_without_copying(result):
    field = result.field("von_mises_MPa")
    assert field.shape == (len(result.cells),)
    assert result.points.shape[1] == 3 and result.displacement().shape == result.points.shape
    for array in [field, result.points, result.cells, result.part, result.displacement()]:
        assert not array.flags.owndata and not array.flags.writeable
        with pytest.raises(ValueError):
            array[0] = 0
    again = result.field("von_mises_MPa")
    assert again.__array_interface__["data"] == field.__array_interface__["data"]


def test_arrays_outlive_the_result(tmp_path, result):
    result.save(tmp_path / "out")
    points = spondyl.Result.open(tmp_path / "out").points
    assert numpy.array_equal(points, result.points)


def test_the_mesh_is_made_of_discs_between_vertebrae(result):
    assert set(numpy.unique(result.part)) <= set(range(len(spondyl.part_names)))
    assert result.disc_cells("L4-L5").any() and not result.disc_cells("L1-L2").any()
    assert result.cells.min() == 0 and result.cells.max() == len(result.points) - 1
    lengths = numpy.linalg.norm(numpy.diff(result.points[result.cells[:, result.cell_edges]], axis=2), axis=-1)
    assert result.cell_edges.shape == (12, 2) and lengths.min() > 0 and lengths.max() < 10  # no diagonal through a disc
    assert result.bones == ["L4", "L5"]
    # L5 is held; the highest nodes ride on L4, whose surface moves as one with them.
    before, after = (result.bone_surface("L4", state)[0] for state in ("rest", "press"))
    highest = numpy.argsort(result.points[:, 1])[-20:]
    start, moved = (result.points[highest] + result.displacement(state)[highest] for state in ("rest", "press"))
    distances = [numpy.linalg.norm(one[:, None] - other[None, ::50], axis=2) for one, other in ((start, before), (moved, after))]
    assert numpy.allclose(*distances, atol=1e-6)
    assert (moved - start)[:, 1].mean() < -0.1  # mm, down
    assert numpy.allclose(result.bone_surface("L5")[0], result.bone_surface("L5", 0)[0], atol=1e-9)


def test_results_come_back_from_disc(tmp_path, disc, result):
    saved = spondyl.run(disc, tmp_path / "out", threads=1)
    back = spondyl.Result.open(tmp_path / "out")
    assert back.run_id == saved.run_id != result.run_id
    assert numpy.array_equal(back.field("von_mises_MPa"), result.field("von_mises_MPa"))
    assert (tmp_path / "out/discs.csv").exists()
    assert back.scenario.complete() == disc.complete()
    assert back.provenance["version"] == spondyl.__version__
    with pytest.raises(spondyl.UserError, match="nothing to resume"):
        spondyl.run(disc, tmp_path / "out", resume=True)


def test_states_and_fields_by_name(result):
    assert result.state("press") == result.state(-1) == 1
    for wrong in [lambda: result.state("lift"), lambda: result.state(2), lambda: result.field("heat"), lambda: result.bone_surface("L1"),
                  lambda: result.disc_cells("L9")]:
        with pytest.raises(spondyl.UserError):
            wrong()


def test_no_equilibrium_is_an_error_that_carries_what_there_is(disc):
    # Far more than a disc bears, in one increment that may not be divided.
    disc["step"][0]["compression_N"] = 20000
    disc["solver"]["min_increment"] = 0.9
    with pytest.raises(spondyl.SolveError, match="load step 'press'") as error:
        disc.run(threads=1)
    assert not error.value.result.complete
    assert error.value.result.states[0] == "rest"
    assert "press" in error.value.result._repr_html_()


def test_an_exception_of_the_callback_ends_the_run(disc):
    def enough(progress):
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        disc.run(progress=enough)


def test_a_callback_cannot_run_another(disc):
    with pytest.raises(spondyl.UserError, match="callback"):
        disc.run(progress=lambda progress: disc.run())


def test_ctrl_c_ends_the_run(disc):
    def press(progress):
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        disc.run(progress=press)


def test_other_threads_go_on_and_runs_take_turns(disc):
    beats = []
    results = []
    stop = threading.Event()

    def beat():
        while not stop.wait(0.001):
            beats.append(time.monotonic())

    runs = [threading.Thread(target=lambda: results.append(disc.run(threads=1))) for _ in range(2)]
    clock = threading.Thread(target=beat)
    begin = time.monotonic()
    clock.start()
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    stop.set()
    clock.join()
    assert numpy.array_equal(results[0].displacement(), results[1].displacement())
    # A run that held the interpreter would let the clock beat a few times only: at its begin and at its end.
    assert len(beats) > 20, f"{len(beats)} beats in {time.monotonic() - begin:.2f} s"


def test_a_run_leaves_the_thread_counts_of_the_process(disc):
    code = """
import ctypes, sys, spondyl
blas, openmp = ctypes.CDLL("libopenblas.so.0"), ctypes.CDLL("libgomp.so.1")
blas.openblas_set_num_threads(2); openmp.omp_set_num_threads(3)
spondyl.Scenario.parse(sys.stdin.read()).run(threads=1)
assert (blas.openblas_get_num_threads(), openmp.omp_get_max_threads()) == (2, 3)
"""
    import subprocess

    subprocess.run([sys.executable, "-c", code], input=disc.toml(), text=True, check=True, env={**__import__("os").environ, "OPENBLAS_NUM_THREADS": "4"})


def test_pandas_where_it_is_installed(result):
    pandas = pytest.importorskip("pandas")
    assert isinstance(result.discs, pandas.DataFrame)
    result.discs.loc[0, "compression_N"] = -1.0
    assert result.discs.loc[0, "compression_N"] != -1.0  # every call gives a table of its own


def test_without_pandas_tables_are_columns_of_numpy(result, monkeypatch):
    monkeypatch.setattr(_tables, "have", lambda name: None)
    table = _tables.from_csv(result._core.table("discs"))
    assert isinstance(table, spondyl.Columns)
    assert len(table) == 2 and table["disc"][0] == "L4-L5"
    assert table["compression_N"].dtype == float
    assert "<th>compression_N</th>" in table._repr_html_()


def test_tables_take_back_the_apostrophe_for_spreadsheets():
    table = _tables.from_csv("step,name,x\n'-30 deg,'quoted,\n10,plain,2.5\n")
    assert list(table["step"]) == ["-30 deg", "10"]
    assert list(table["name"]) == ["'quoted", "plain"]
    assert numpy.isnan(table["x"][0]) and table["x"][1] == 2.5


def test_a_missing_package_is_named(monkeypatch, result):
    monkeypatch.setitem(sys.modules, "vtkmodules", None)
    with pytest.raises(spondyl.MissingPackageError, match="python3-vtk9"):
        result.mesh()


def test_meshes_for_vtk(result):
    pytest.importorskip("vtkmodules")
    from vtkmodules.util import numpy_support

    mesh = result.mesh()
    assert mesh.GetNumberOfCells() == len(result.cells)
    moved = numpy_support.vtk_to_numpy(mesh.GetPoints().GetData())
    assert numpy.allclose(moved, result.points + result.displacement())
    assert numpy.allclose(numpy_support.vtk_to_numpy(mesh.GetCellData().GetArray("von_mises_MPa")), result.field("von_mises_MPa"))
    assert [mesh.GetCell(0).GetPointId(i) for i in range(8)] == list(result.cells[0])
    points, triangles = result.bone_surface("L4")
    assert result.bone_mesh("L4").GetNumberOfPolys() == len(triangles)


def test_pyvista_where_it_is_installed(result, monkeypatch):
    class PyVista:
        @staticmethod
        def wrap(data):
            return ("wrapped", data)

    pytest.importorskip("vtkmodules")
    monkeypatch.setitem(sys.modules, "pyvista", PyVista)
    assert _optional.have("pyvista") is PyVista
    assert result.mesh()[0] == "wrapped"


def test_section_of_a_cube():
    pytest.importorskip("matplotlib")
    from spondyl import pictures

    # Two unit cubes, one on the other; cut across z at 0.25 and where they meet.
    layers = [numpy.array([(0, 0), (1, 0), (1, 1), (0, 1)], dtype=float)] * 3
    points = numpy.vstack([numpy.column_stack([layer, numpy.full(4, z)]) for z, layer in enumerate(layers)])
    cells = numpy.array([range(8), range(4, 12)])
    edges = numpy.array([(0, 1), (1, 2), (2, 3), (3, 0), (4, 5), (5, 6), (6, 7), (7, 4), (0, 4), (1, 5), (2, 6), (3, 7)])
    polygons, chosen = pictures.cut(points, cells, edges, 2, 0.25)
    assert list(chosen) == [0] and len(polygons[0]) == 4
    x, y = polygons[0].T
    assert abs(numpy.dot(x, numpy.roll(y, 1)) - numpy.dot(y, numpy.roll(x, 1))) / 2 == pytest.approx(1.0)
    assert list(pictures.cut(points, cells, edges, 2, 1.0)[1]) == [1]
    assert list(pictures.cut(points, cells, edges, 2, 2.0)[1]) == []


def test_section_covers_the_disc(result):
    pytest.importorskip("matplotlib")
    axes = result.section(discs=["L4-L5"])
    polygons = axes.collections[0]
    height, length = numpy.ptp(numpy.vstack([path.vertices for path in polygons.get_paths()]), axis=0)[::-1]
    assert 25 < length < 50 and 5 < height < 25  # mm, a lumbar disc
    with pytest.raises(spondyl.UserError, match="plane"):
        result.section(plane="frontal")
    assert result.section(plane="transverse", discs=["L4-L5"]) is not None


def test_notebooks_show_table_and_picture(result):
    shown = result._repr_html_()
    assert "L4-L5" in shown and "nucleus_pressure_MPa" in shown
    pytest.importorskip("matplotlib")
    assert "data:image/png;base64," in shown
