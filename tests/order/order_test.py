# SPDX-License-Identifier: Apache-2.0
"""scripts/order prints what breaks the order of the folders."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "scripts/order"


class Order(unittest.TestCase):
    def check(self, files):
        with tempfile.TemporaryDirectory() as scratch:
            root = Path(scratch)
            for name, includes in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text("".join(f'#include "{include}"\n' for include in includes))
            done = subprocess.run([sys.executable, SCRIPT, "--root", root], capture_output=True, text=True)
            return done.returncode, done.stderr

    def test_what_lies_below_may_be_included(self):
        code, output = self.check({
            "app/run.cpp": ["viz/picture.hpp", "core/error.hpp"],
            "models/run/run.cpp": ["models/anatomy/table.hpp", "models/run/run.hpp"],
            "benchmarks/kernel.cpp": ["solvers/newton.hpp", "tests/core/support/box_mesh.hpp", "benchmarks/disc.hpp"],
        })
        self.assertEqual((code, output), (0, ""))

    def test_rooms(self):
        code, output = self.check({"core/mesh.cpp": ["io/file.hpp"]})
        self.assertEqual(code, 1)
        self.assertIn("core/mesh.cpp -> io/file.hpp: core may not include io", output)

    def test_no_room_includes_the_tests(self):
        self.assertEqual(self.check({"core/mesh.cpp": ["tests/core/support/box_mesh.hpp"]})[0], 1)

    def test_folders_of_models(self):
        code, output = self.check({"models/anatomy/table.cpp": ["models/run/run.hpp"]})
        self.assertEqual(code, 1)
        self.assertIn("models/anatomy may not include models/run", output)

    def test_a_new_folder_of_models_needs_its_place(self):
        code, output = self.check({"models/organs/lung.cpp": ["models/anatomy/table.hpp"]})
        self.assertEqual(code, 1)
        self.assertIn("models/organs has no place", output)

    def check_text(self, name, text):
        with tempfile.TemporaryDirectory() as scratch:
            file = Path(scratch) / name
            file.parent.mkdir(parents=True)
            file.write_text(text)
            done = subprocess.run([sys.executable, SCRIPT, "--root", scratch], capture_output=True, text=True)
            return done.returncode, done.stderr

    def test_the_shipped_anatomy_is_a_default(self):
        self.assertEqual(self.check_text("io/a.hpp", "void a(const Anatomy& anatomy = default_anatomy());\n")[0], 0)
        self.assertEqual(self.check_text("app/a.cpp", "a(default_anatomy());\n")[0], 0)
        code, output = self.check_text("viz/a.cpp", "\na(default_anatomy());\n")
        self.assertEqual(code, 1)
        self.assertIn("viz/a.cpp:2: default_anatomy() where an anatomy is passed on", output)


if __name__ == "__main__":
    unittest.main()
