# SPDX-License-Identifier: Apache-2.0
"""Manual pages and shell completion as packaging/help_pages.py makes them: help_pages_test.py PROGRAM."""

import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "packaging/help_pages.py"
PROGRAM = sys.argv.pop()


class HelpPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.scratch.name)
        subprocess.run([sys.executable, SCRIPT, PROGRAM, cls.folder], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def completed(self, *words):
        code = f'source {self.folder}/bash/spondyl; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _spondyl; printf "%s\\n" "${{COMPREPLY[@]}}"'
        done = subprocess.run(["bash", "-c", code, "bash", "spondyl", *words], capture_output=True, text=True, check=True, cwd=self.folder)
        return done.stdout.split()

    def test_every_command_has_a_page(self):
        pages = {page.name for page in (self.folder / "man").iterdir()}
        self.assertLessEqual({"spondyl.1", "spondyl-run.1", "spondyl-sweep.1", "spondyl-sweep-plan.1"}, pages)
        run = (self.folder / "man/spondyl-run.1").read_text()
        for wanted in ("\\-\\-strict", ".SH EXAMPLES", "spondyl run my.toml", "Scenario or model file (TOML)", "Exit codes: 0 solved"):
            self.assertIn(wanted, run)

    @unittest.skipUnless(shutil.which("groff"), "no groff")
    def test_pages_are_good_roff(self):
        for page in sorted((self.folder / "man").iterdir()):
            done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-z", page], capture_output=True, text=True, check=True)
            self.assertEqual(done.stderr, "", page.name)

    def test_bash_knows_commands_options_values_and_files(self):
        self.assertEqual(self.completed("comp"), ["compare"])
        self.assertEqual(self.completed("sweep", ""), ["plan", "run", "collect"])
        self.assertEqual(self.completed("run", "--str"), ["--strict"])
        self.assertEqual(self.completed("validate", "--mesh", "co"), ["coarse"])
        (self.folder / "my.toml").write_text("")
        self.assertEqual(self.completed("run", "my"), ["my.toml"])

    @unittest.skipUnless(shutil.which("zsh"), "no zsh")
    def test_zsh_reads_its_file(self):
        subprocess.run(["zsh", "-n", self.folder / "zsh/_spondyl"], check=True)


if __name__ == "__main__":
    unittest.main()
