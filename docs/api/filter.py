#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A header as Doxygen wants it, for INPUT_FILTER: filter.py HEADER prints it.

The comments of the headers are plain ones (//). A comment above something or behind it describes it; the comment under the
licence describes the file. Every room, and every folder of a room, is a group.
"""

import re
import sys
from pathlib import Path

TRAILING = re.compile(r"^(\s*[^/\s].*?[;,{}(]\s*)// (.*)$")


def without_strings(line):
    return re.sub(r'"(?:\\.|[^"\\])*"', '""', line)


def escaped(comment):
    """Arrows, formulas and names of files are text, not commands."""
    return re.sub(r"([\\@<>#%])", r"\\\1", comment)


def described(lines, group):
    """Plain comments as those that Doxygen reads, line for line, so that its line numbers are those of the file."""
    result = []
    column = None  # of a trailing comment that the next lines may go on with
    for line in lines:
        plain = without_strings(line)
        own = re.match(r"^(\s*)//(?!/) ?(.*)$", line)
        trailing = TRAILING.match(line) if plain.count("//") == 1 and '"' not in line.split("//")[-1] else None
        if own and column is not None and len(own.group(1)) >= column:
            result.append(f"{own.group(1)}///< {escaped(own.group(2))}")
        elif own:
            column = None
            result.append(f"{own.group(1)}/// {escaped(own.group(2))}")
        elif trailing and not plain.lstrip().startswith(("#", "}")):
            column = line.index("//")
            result.append(f"{trailing.group(1)}///< {escaped(trailing.group(2))}")
        elif re.match(r"^namespace spondyl(::\w+)* \{", line):
            column = None
            result.append(f"{line} /** @addtogroup {group} */ /** @{{ */")
        elif re.match(r"^\}  // namespace spondyl", line):
            result.append(f"/** @}} */ {line}")
        else:
            column = None
            result.append(line)
    return result


def main(file):
    path = Path(file).resolve()
    root = Path(__file__).resolve().parents[2]
    place = path.relative_to(root).parts
    group = "_".join(place[:2]) if len(place) > 2 else place[0]
    lines = path.read_text(encoding="utf-8").splitlines()
    head = 1  # under the licence: what the file is
    while head < len(lines) and lines[head].startswith("//"):
        head += 1
    print(f"/// @file {path.relative_to(root).as_posix()}")  # in place of the licence, so that numbers of lines stay
    for line in lines[1:head]:
        print(f"/// {escaped(line[2:].strip())}")
    print("\n".join(described(lines[head:], group)))


if __name__ == "__main__":
    main(sys.argv[1])
