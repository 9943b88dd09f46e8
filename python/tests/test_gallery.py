# SPDX-License-Identifier: Apache-2.0
"""The scripts of the gallery: what they read from tables of known numbers, and that they draw it."""

import io
import sys
from pathlib import Path

import numpy
import pytest

pytest.importorskip("matplotlib")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "gallery"))

import compression_by_distance
import disc_stress_section
import moment_rotation
import muscle_force_by_trunk_angle
import pressure_by_posture

import spondyl


def is_picture(figure):
    data = io.BytesIO()
    figure.savefig(data, format="png", dpi=80)
    return data.getvalue()[:8] == b"\x89PNG\r\n\x1a\n" and len(data.getvalue()) > 5000


def test_moment_rotation():
    discs = {"applied_flexion_moment_Nm": numpy.array([0, -2.5, -5]), "flexion_deg": numpy.array([0, -3.0, -4.5])}
    moments, rotations = moment_rotation.model_curve(discs, "extension")
    assert list(moments) == [0, 2.5, 5] and list(rotations) == [0, 3, 4.5]
    bands = {direction: moment_rotation.measured(direction) for direction in moment_rotation.DIRECTIONS}
    flexion = bands["flexion"]
    assert list(flexion[:, 0]) == [1, 2.5, 5, 7.5, 8]
    assert flexion[3, 1] == 10.11  # as Gruber et al. 2024 tabulate
    assert (flexion[:, 2] < flexion[:, 1]).all() and (flexion[:, 1] < flexion[:, 3]).all()
    assert is_picture(moment_rotation.draw({direction: (moments, rotations) for direction in bands}, bands))


def test_compression_by_distance():
    compression_by_distance.scenario().check()
    assert compression_by_distance.action_limit()[0] == 3400
    tasks = {"step": ["5 kg at 25 cm", "15 kg at 55 cm"], "compression_L5S1_N": [900.0, 3000.0]}
    curves = compression_by_distance.curves(tasks)
    assert curves[5][0] == 900 and curves[15][3] == 3000 and numpy.isnan(curves[10]).all()
    assert is_picture(compression_by_distance.draw(curves, *compression_by_distance.action_limit()))


def test_pressure_by_posture():
    published = pressure_by_posture.measured()
    assert published["standing"] == [0.5, 0.4, 0.6]
    discs = {"step": ["rest", "standing", "walking", "standing"], "time": [0, 1, 2, 1], "disc": ["L4-L5"] * 3 + ["L1-L2"],
             "nucleus_pressure_MPa": [0.1, 0.5, 0.6, 9.0]}
    model = pressure_by_posture.pressures(discs)
    assert model == {"standing": 0.5, "walking": 0.6}
    assert is_picture(pressure_by_posture.draw(model, published))


def test_muscle_force_by_trunk_angle():
    muscle_force_by_trunk_angle.scenario().check()
    muscles = {"step": ["0 deg", "0 deg", "30 deg", "30 deg"], "group": ["multifidus", "psoas", "multifidus", "multifidus"], "force_N": [10, 3, 20, 25]}
    forces = muscle_force_by_trunk_angle.curves(muscles)
    assert list(forces) == ["multifidus", "psoas"]
    assert forces["multifidus"][0] == 10 and forces["multifidus"][2] == 45 and numpy.isnan(forces["psoas"][2])
    assert is_picture(muscle_force_by_trunk_angle.draw(forces))


def test_disc_stress_section(result):
    disc_stress_section.scenario().check()
    # The drawing of a solved disc, its one loaded state three times.
    result.state = lambda state: 1
    try:
        assert is_picture(disc_stress_section.draw(result))
    finally:
        del result.state


def test_results_are_taken_from_the_folder(tmp_path, disc, monkeypatch):
    import common

    first = common.solved(disc, tmp_path)
    assert common.solved(disc, tmp_path).run_id == first.run_id
    disc["step"][0]["compression_N"] = 50
    assert common.solved(disc, tmp_path).run_id != first.run_id
