# SPDX-License-Identifier: Apache-2.0
# Everything comes from Debian 12 packages; scripts/ installs them.
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(Boost 1.74 REQUIRED)  # headers only
find_package(OpenMP REQUIRED COMPONENTS CXX)
find_package(fmt REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(HDF5 REQUIRED COMPONENTS C)
find_package(OpenGL REQUIRED COMPONENTS EGL)  # pictures without a display
find_package(VTK 9.1 REQUIRED COMPONENTS ChartsCore CommonColor CommonCore CommonDataModel CommonExecutionModel FiltersCore FiltersGeneral
                                         FiltersGeometry FiltersSources IOImage IOXML RenderingContext2D RenderingContextOpenGL2 RenderingCore
                                         RenderingFreeType RenderingOpenGL2 glew)

# MUMPS, sequential library: no CMake package in Debian.
find_path(MUMPS_INCLUDE_DIR dmumps_c.h REQUIRED)
find_library(MUMPS_LIBRARY dmumps_seq REQUIRED)
# MUMPS brings a BLAS of its own choice; OpenBLAS by name, because its kernels and threads are set from here.
find_library(OPENBLAS_LIBRARY openblas REQUIRED)
add_library(mumps_seq INTERFACE)
target_include_directories(mumps_seq SYSTEM INTERFACE ${MUMPS_INCLUDE_DIR})
target_link_libraries(mumps_seq INTERFACE ${MUMPS_LIBRARY} ${OPENBLAS_LIBRARY})

find_path(METIS_INCLUDE_DIR metis.h REQUIRED)
find_library(METIS_LIBRARY metis REQUIRED)
add_library(metis INTERFACE)
target_include_directories(metis SYSTEM INTERFACE ${METIS_INCLUDE_DIR})
target_link_libraries(metis INTERFACE ${METIS_LIBRARY})

# Optimisers of COIN-OR: pkg-config is the only description Debian gives of them.
find_package(PkgConfig REQUIRED)
pkg_check_modules(IPOPT REQUIRED IMPORTED_TARGET ipopt)
pkg_check_modules(CLP REQUIRED IMPORTED_TARGET clp)
foreach(library IN ITEMS IPOPT CLP)
  set_target_properties(PkgConfig::${library} PROPERTIES INTERFACE_COMPILE_OPTIONS "" INTERFACE_COMPILE_DEFINITIONS HAVE_CSTDDEF)
endforeach()

if(SPONDYL_TESTS)
  find_package(GTest REQUIRED)
  include(GoogleTest)
endif()
if(SPONDYL_BENCHMARKS)
  find_package(benchmark REQUIRED)
endif()
