# SPDX-License-Identifier: Apache-2.0
"""scripts/numbers on pages whose right numbers are known: a stand-in for the program prints them."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "scripts/numbers"
PROGRAM = """#!/bin/sh
echo '{"tasks": [{"step": "lift", "compression_L5S1_N": 2014.4}], "discs": [], "indices": []}'
"""
PAGE = """<!-- solved r: run some.toml -->
It is {}<!--= r.task("lift").compression_L5S1_N --> N, or {}<!--= r.task("lift").compression_L5S1_N / 1000 --> kN.
"""


class Numbers(unittest.TestCase):
    def run_on(self, first, second, *options):
        with tempfile.TemporaryDirectory(dir=SCRIPT.parents[1] / "tests/docs") as folder:
            program, page = Path(folder) / "program", Path(folder) / "page.md"
            program.write_text(PROGRAM)
            program.chmod(0o755)
            page.write_text(PAGE.format(first, second))
            done = subprocess.run([sys.executable, SCRIPT, "--program", program, page, *options], capture_output=True, text=True)
            return done, page.read_text()

    def test_right_numbers_pass(self):
        done, _ = self.run_on("2014", "2.01")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("2 numbers, 0 wrong", done.stdout)

    def test_a_unit_of_the_last_digit_is_granted_and_no_more(self):
        self.assertEqual(self.run_on("2015", "2.01")[0].returncode, 0)
        done, _ = self.run_on("2016", "2.03")
        self.assertEqual(done.returncode, 1)
        self.assertIn(":2: 2016 is 2014", done.stdout)
        self.assertIn(":2: 2.03 is 2.01", done.stdout)

    def test_update_writes_the_numbers(self):
        done, text = self.run_on("1", "9.99", "--update")
        self.assertEqual(done.returncode, 0)
        self.assertEqual(text, PAGE.format("2014", "2.01"))


if __name__ == "__main__":
    unittest.main()
