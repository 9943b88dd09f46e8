# SPDX-License-Identifier: Apache-2.0
"""The scripts of docs/examples/plots: what they read from tables of known numbers, and that they draw a solved segment.

    plots_test.py PROGRAM
"""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLOTS = ROOT / "docs/examples/plots"
sys.path.insert(0, str(PLOTS))
PROGRAM = sys.argv.pop(1)

import moment_rotation
import muscle_force_by_trunk_angle
import pressure_by_posture


def is_picture(path):
    return path.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n" and path.stat().st_size > 5000


class Plots(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = Path(self.scratch.name)
        self.addCleanup(self.scratch.cleanup)

    def write(self, table, text):
        (self.folder / table).write_text(text)

    def test_moment_rotation_of_a_solved_segment(self):
        scenario = self.folder / "segment.toml"
        scenario.write_text(
            'title = "segment"\n[spine]\ntop = "L4"\nbottom = "L5"\nmesh = "coarse"\n[[step]]\nname = "bend"\n'
            "flexion_moment_Nm = 7.5\noutputs = 3\n"
        )
        subprocess.run([PROGRAM, "run", scenario, "-o", self.folder, "--quiet"], check=True)
        rotation, applied, own = moment_rotation.curve(self.folder, "L4-L5", "flexion")
        self.assertEqual(applied, [0.0, 2.5, 5.0, 7.5])
        self.assertEqual(sorted(rotation), rotation)
        # Ligaments carry the rest.
        self.assertLess(own[-1], 0.8 * applied[-1])
        moment_rotation.draw(self.folder, "L4-L5", "flexion", self.folder / "curve.png")
        self.assertTrue(is_picture(self.folder / "curve.png"))

    def test_muscle_forces_by_group_and_angle(self):
        self.write("tasks.csv", "step,time,trunk_flexion_deg\nbent,1,30\nupright,2,0\n")
        self.write(
            "muscles.csv",
            "step,time,group,side,force_N\nbent,1,multifidus,left,10\nbent,1,multifidus,right,12\nbent,1,psoas,left,1\n"
            "upright,2,multifidus,left,3\nupright,2,multifidus,right,3\nupright,2,psoas,left,2\n",
        )
        angles, forces = muscle_force_by_trunk_angle.curves(self.folder)
        self.assertEqual(angles, [0.0, 30.0])
        self.assertEqual(forces, {"multifidus": [6.0, 22.0], "psoas": [2.0, 1.0]})
        muscle_force_by_trunk_angle.draw(self.folder, self.folder / "forces.png")
        self.assertTrue(is_picture(self.folder / "forces.png"))

    def test_pressure_by_posture(self):
        self.write(
            "discs.csv",
            "step,time,disc,nucleus_pressure_MPa\nrest,0,L4-L5,0.1\nsitting,1,L4-L5,0.5\nsitting,1,L5-S1,0.6\n12,2,L4-L5,1.1\n",
        )
        self.assertEqual(pressure_by_posture.bars(self.folder, "L4-L5"), (["sitting", "12"], [0.5, 1.1]))
        pressure_by_posture.draw(self.folder, "L4-L5", self.folder / "bars.png")
        self.assertTrue(is_picture(self.folder / "bars.png"))

    def test_tasks_are_no_test_machine(self):
        self.write("discs.csv", "step,time,disc,flexion_deg,applied_flexion_moment_Nm,moment_flexion_Nm\nrest,0,L4-L5,0,,0\n")
        with self.assertRaises(SystemExit):
            moment_rotation.curve(self.folder, "L4-L5", "flexion")


if __name__ == "__main__":
    unittest.main()
