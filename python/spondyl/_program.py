# SPDX-License-Identifier: Apache-2.0
"""The program `spondyl`, with which studies compute every case in a separate process."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import _core
from ._errors import InternalError, SolveError, UserError

VARIABLE = "SPONDYL_PROGRAM"
_FAMILIES = {2: UserError, 3: SolveError}


def program() -> Path:
    """Path of the program: $SPONDYL_PROGRAM, else the one that was built or installed with this package, else `spondyl`
    on the PATH. UserError if there is none."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        if not os.access(chosen, os.X_OK) or os.path.isdir(chosen):
            raise UserError(f"{VARIABLE} names '{chosen}', which is not a program")
        return Path(chosen)
    package = Path(__file__).resolve().parent
    places = [
        package / "bin/spondyl",  # pip install
        package.parents[1] / "app/spondyl",  # build folder
        package.parents[3] / "bin/spondyl",  # cmake --install: PREFIX/lib/python3/dist-packages/spondyl
    ]
    for place in places:
        if os.access(place, os.X_OK) and place.is_file():
            return place
    found = shutil.which("spondyl")
    if found:
        return Path(found)
    raise UserError(
        "studies (compare, sweep, validate) run the program spondyl, which was found neither beside the Python package "
        f"nor on the PATH; install it, or set {VARIABLE} to its path"
    )


def call(*words: object, progress: Callable[..., object] | None = None, accept: tuple[int, ...] = (0,)) -> dict[str, Any]:
    """What the program prints as JSON. Errors as exceptions; `progress` is called with done, all, failed and last."""
    path = program()
    _check_version(path)
    command = [str(path), *(str(word) for word in words)]
    if progress is not None:
        command.append("--progress")
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        printed = []
        reader = threading.Thread(target=lambda: printed.append(process.stdout.read()), daemon=True)
        reader.start()
        other_lines = []
        try:
            for line in process.stderr:
                if progress is not None and line.startswith("{"):
                    progress(**json.loads(line))
                else:
                    other_lines.append(line)
        except BaseException:
            process.terminate()  # it ends its children and leaves what is done in order
            raise
        reader.join()
        code = process.wait()
    if code in accept:
        return json.loads(printed[0])
    message = "".join(other_lines).strip() or f"{command[0]} {command[1]} ended with {code}"
    raise _FAMILIES.get(code, InternalError)(message)


@functools.lru_cache(maxsize=None)
def _check_version(path: Path) -> None:
    # Results of another version do not fit this package.
    printed = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False).stdout.strip()
    if not printed.startswith(f"spondyl {_core.version()} "):
        raise UserError(f"{path} reports '{printed}', but this Python package is of version {_core.version()}")
