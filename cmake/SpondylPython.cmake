# SPDX-License-Identifier: Apache-2.0
# Whether the Python module is built: where pybind11, NumPy and the headers of Python are there, unless told otherwise.
# A sanitizer must be in the interpreter before it can be in an extension; such builds have no module.

include(SpondylFindPython)
spondyl_find_python(Python_EXECUTABLE numpy "Python 3 with NumPy, for which the module is built")

set(python_found OFF)
if(Python_EXECUTABLE AND NOT SPONDYL_SANITIZE AND NOT SPONDYL_FUZZ)
  find_package(Python 3.9 QUIET COMPONENTS Interpreter Development.Module)
  if(NOT pybind11_DIR)
    # pybind11 that pip has installed is known to its Python alone.
    execute_process(COMMAND ${Python_EXECUTABLE} -m pybind11 --cmakedir OUTPUT_VARIABLE pybind11_hint
                    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  endif()
  find_package(pybind11 2.10 QUIET CONFIG HINTS ${pybind11_hint})
  if(Python_FOUND AND pybind11_FOUND)
    set(python_found ON)
  endif()
endif()
option(SPONDYL_PYTHON "Build the Python module" ${python_found})
if(SPONDYL_PYTHON AND NOT python_found)
  message(FATAL_ERROR "The Python module needs Python 3.9 or newer with its headers, NumPy and pybind11 2.10 (Debian: python3-dev "
                      "python3-numpy python3-pybind11 pybind11-dev), and a build without sanitizers. Install them, or configure "
                      "with -DSPONDYL_PYTHON=OFF.")
endif()
