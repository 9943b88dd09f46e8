# SPDX-License-Identifier: Apache-2.0
"""scripts/element_names prints which files name an element without being its own."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "scripts/element_names"
ELEMENT = 'struct Hex8 {\n    static constexpr std::string_view name = "hex8";\n    static constexpr int dimension = 3;\n};\n'
FACE = 'struct Quad4 {\n    static constexpr std::string_view name = "quad4";\n    static constexpr int dimension = 2;\n};\n'
ALLOWED = ["core/elements/reference_element.hpp", "core/elements/table.hpp", "io/deck/element_names.cpp", "models/geometry/spine_cell.hpp"]


class ElementNames(unittest.TestCase):
    def check(self, files, allowed=ALLOWED):
        with tempfile.TemporaryDirectory() as scratch:
            root = Path(scratch)
            for name, text in {"core/elements/hex8.hpp": ELEMENT, "core/elements/quad4.hpp": FACE,
                               **{name: "using Cells = std::tuple<Hex8>;" for name in allowed}, **files}.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text)
            done = subprocess.run([sys.executable, SCRIPT, "--root", root], capture_output=True, text=True)
            return done.returncode, done.stderr

    def test_own_files_tables_faces_and_tests_may(self):
        code, output = self.check({"viz/draw.cpp": "Quad4 face; // random_hex(8)", "python/tests/test.py": "hex8"})
        self.assertEqual((code, output), (0, ""))

    def test_types_names_includes_and_words_are_found(self):
        for text in ["SolidBlock<Hex8> block;", 'if (name == "hex8")', '#include "core/elements/hex8.hpp"',
                     "// eight corners of a hexahedron", "grid.SetCells(VTK_HEXAHEDRON, cells)", "int hexes = 0;"]:
            code, output = self.check({"models/mesher.cpp": f"int first;\n{text}\n"})
            self.assertEqual(code, 1, text)
            self.assertIn("models/mesher.cpp:2: ", output)

    def test_an_element_that_is_added_is_known(self):
        pyramid = ELEMENT.replace("Hex8", "Pyramid5").replace("hex8", "pyramid5")
        code, output = self.check({"core/elements/pyramid5.hpp": pyramid, "io/file.cpp": "Pyramid5::type"})
        self.assertEqual((code, output), (1, "io/file.cpp:1: Pyramid5\n"))

    def test_an_exception_that_is_gone_is_reported(self):
        code, output = self.check({}, ALLOWED[1:])
        self.assertEqual((code, output), (1, "core/elements/reference_element.hpp: allowed, but not there\n"))


if __name__ == "__main__":
    unittest.main()
