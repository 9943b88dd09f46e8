# SPDX-License-Identifier: Apache-2.0
# The packages that the libraries of Spondyl need, for this build and for the projects that use an installed Spondyl.
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(Boost 1.74 REQUIRED)  # headers only
find_package(OpenMP REQUIRED COMPONENTS CXX)
find_package(fmt REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(ZLIB REQUIRED)
find_package(EXPAT 2.2 REQUIRED)

# MUMPS, sequential library: no CMake package in Debian.
find_path(MUMPS_INCLUDE_DIR dmumps_c.h REQUIRED)
find_library(MUMPS_LIBRARY dmumps_seq REQUIRED)
# MUMPS brings a BLAS of its own choice; OpenBLAS by name, because its kernels and threads are set from here.
find_library(OPENBLAS_LIBRARY openblas REQUIRED)
find_path(METIS_INCLUDE_DIR metis.h REQUIRED)
find_library(METIS_LIBRARY metis REQUIRED)
if(NOT TARGET Spondyl::mumps)
  add_library(Spondyl::mumps INTERFACE IMPORTED)
  target_include_directories(Spondyl::mumps INTERFACE ${MUMPS_INCLUDE_DIR})
  target_link_libraries(Spondyl::mumps INTERFACE ${MUMPS_LIBRARY} ${OPENBLAS_LIBRARY})
  add_library(Spondyl::metis INTERFACE IMPORTED)
  target_include_directories(Spondyl::metis INTERFACE ${METIS_INCLUDE_DIR})
  target_link_libraries(Spondyl::metis INTERFACE ${METIS_LIBRARY})
endif()

# HDF5 and the optimisers of COIN-OR: pkg-config is the only description Debian gives of them.
find_package(PkgConfig REQUIRED)
pkg_search_module(HDF5 REQUIRED IMPORTED_TARGET hdf5-serial hdf5)
pkg_check_modules(IPOPT REQUIRED IMPORTED_TARGET ipopt)
pkg_check_modules(CLP REQUIRED IMPORTED_TARGET clp)
foreach(library IN ITEMS IPOPT CLP)
  set_target_properties(PkgConfig::${library} PROPERTIES INTERFACE_COMPILE_OPTIONS "" INTERFACE_COMPILE_DEFINITIONS HAVE_CSTDDEF)
endforeach()
