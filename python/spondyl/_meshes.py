# SPDX-License-Identifier: Apache-2.0
"""Meshes for VTK and PyVista. Arrays that do not have to be converted are shared with the result."""

from __future__ import annotations

import numpy

from ._optional import have, need


def _vtk():
    need("vtkmodules", "a mesh")
    from vtkmodules import vtkCommonCore, vtkCommonDataModel
    from vtkmodules.util import numpy_support

    return vtkCommonCore, vtkCommonDataModel, numpy_support


def _finish(data):
    pyvista = have("pyvista")
    return data if pyvista is None else pyvista.wrap(data)


def _points(core, support, points):
    result = core.vtkPoints()
    result.SetData(support.numpy_to_vtk(numpy.ascontiguousarray(points)))
    return result


def _connected(core, model, support, cells):
    count, corners = cells.shape
    offsets = numpy.arange(0, count * corners + 1, corners, dtype=numpy.int64)
    array = model.vtkCellArray()
    array.SetData(
        support.numpy_to_vtk(offsets, deep=1, array_type=core.VTK_ID_TYPE),
        support.numpy_to_vtk(cells.astype(numpy.int64).ravel(), deep=1, array_type=core.VTK_ID_TYPE),
    )
    return array


def _add(data, support, name, values):
    array = support.numpy_to_vtk(numpy.ascontiguousarray(values))
    array.SetName(name)
    data.AddArray(array)


def volume(result, state, deformed):
    core, model, support = _vtk()
    displacement = result.displacement(state)
    grid = model.vtkUnstructuredGrid()
    grid.SetPoints(_points(core, support, result.points + displacement if deformed else result.points))
    grid.SetCells(result._core.cell_type, _connected(core, model, support, result.cells))
    _add(grid.GetPointData(), support, "displacement_mm", displacement)
    _add(grid.GetCellData(), support, "part", result.part)
    _add(grid.GetCellData(), support, "level", result.level)
    for name in result.fields(state):
        _add(grid.GetCellData(), support, name, result.field(name, state))
    return _finish(grid)


def surface(points, triangles):
    core, model, support = _vtk()
    data = model.vtkPolyData()
    data.SetPoints(_points(core, support, points))
    data.SetPolys(_connected(core, model, support, triangles))
    return _finish(data)
