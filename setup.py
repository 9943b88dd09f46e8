# SPDX-License-Identifier: Apache-2.0
"""The extension of the Python package, and the program and data that it brings along, are built by CMake.

Arguments for CMake come from the environment: CMAKE_ARGS="-DSPONDYL_NATIVE=OFF" pip install . The build folder, build/pip,
is kept, so that another installation builds only what changed; SPONDYL_BUILD names another one.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

ROOT = Path(__file__).resolve().parent


def version():
    return re.search(r"project\(spondyl VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")).group(1)


class CMakeBuild(build_ext):
    def run(self):
        if self.editable_mode:
            raise SystemExit("an editable installation is not needed: PYTHONPATH=build/production/python uses a build folder")
        build = Path(os.environ.get("SPONDYL_BUILD", ROOT / "build/pip"))
        configure = ["cmake", "-S", ROOT, "-B", build, "-DCMAKE_BUILD_TYPE=Release", "-DSPONDYL_TESTS=OFF", "-DSPONDYL_BENCHMARKS=OFF"]
        configure += ["-DSPONDYL_PYTHON=ON", f"-DPython_EXECUTABLE={sys.executable}"]
        if shutil.which("ninja"):
            configure += ["-G", "Ninja"]
        if not shutil.which("npm"):
            configure += ["-DSPONDYL_REPORT=OFF"]
        subprocess.run([*configure, *shlex.split(os.environ.get("CMAKE_ARGS", ""))], check=True)
        jobs = os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL") or str(os.cpu_count() or 1)
        subprocess.run(["cmake", "--build", build, "--parallel", jobs, "--target", "spondyl_python", "spondyl"], check=True)
        target = Path(self.build_lib).resolve()
        subprocess.run(["cmake", "--install", build, "--component", "wheel", "--prefix", target], check=True)


# The extension is named so that setuptools knows that the package is not pure Python; CMakeBuild makes it.
setup(version=version(), ext_modules=[Extension("spondyl._core", sources=[])], cmdclass={"build_ext": CMakeBuild})
