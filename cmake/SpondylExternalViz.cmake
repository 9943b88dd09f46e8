# SPDX-License-Identifier: Apache-2.0
# The packages that pictures need beside those of SpondylExternal.cmake.
find_package(OpenGL REQUIRED COMPONENTS EGL)  # pictures without a display
find_package(VTK 9.1 REQUIRED COMPONENTS ChartsCore CommonColor CommonCore CommonDataModel CommonExecutionModel FiltersCore FiltersGeneral
                                         FiltersGeometry FiltersSources IOExport IOGeometry IOImage IOXML RenderingContext2D RenderingContextOpenGL2 RenderingCore
                                         RenderingFreeType RenderingOpenGL2 glew)
