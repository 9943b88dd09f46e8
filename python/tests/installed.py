# SPDX-License-Identifier: Apache-2.0
"""The package as `cmake --install` leaves it, flat for pip and below a prefix: it finds its data and its program.

    installed.py CMAKE BUILD FOLDER
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

CODE = """
import pathlib, spondyl, sys
package = pathlib.Path(spondyl.__file__).parent
assert str(package).startswith(sys.argv[1]), package
for found in (spondyl.data_folder(), spondyl.program()):
    assert str(found).startswith(sys.argv[1]), found
assert spondyl.Scenario.starter("lift")["task"]
"""


def check(prefix, package):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SPONDYL_")}
    environment["PYTHONPATH"] = str(package)
    subprocess.run([sys.executable, "-c", CODE, str(prefix)], check=True, env=environment, cwd="/")


def main(cmake, build, folder):
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch).resolve()
        prefix = scratch / "prefix"
        subprocess.run([cmake, "--install", build, "--prefix", prefix], check=True, stdout=subprocess.DEVNULL)
        check(prefix, prefix / folder)
        wheel = scratch / "wheel"
        subprocess.run([cmake, "--install", build, "--prefix", wheel, "--component", "wheel"], check=True, stdout=subprocess.DEVNULL)
        for file in (prefix / folder / "spondyl").glob("*.py*"):
            (wheel / "spondyl" / file.name).write_bytes(file.read_bytes())  # setuptools copies these
        check(wheel, wheel)


if __name__ == "__main__":
    main(*sys.argv[1:])
