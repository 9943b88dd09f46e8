# SPDX-License-Identifier: Apache-2.0
# Debian packages by CPack: cmake --workflow --preset package leaves them in build/package. spondyl: the program and its data;
# python3-spondyl: the module; libspondyl-dev: libraries and headers.
set(CPACK_PACKAGE_NAME spondyl)
set(CPACK_PACKAGE_VENDOR "the Spondyl authors")
set(CPACK_PACKAGE_CONTACT "the Spondyl authors <spondyl@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL program development)
if(SPONDYL_PYTHON)
  list(APPEND CPACK_COMPONENTS_ALL python)
endif()
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)  # what binaries link is found by dpkg-shlibdeps

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME spondyl)
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION "finite-element biomechanics of the lumbar spine
Builds a lumbar spine from published anatomy, finds its equilibrium under loads
or in whole-body tasks, and reports what happens to every disc, ligament, facet
joint and muscle; compares ways to lift, sit and work.")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "libegl1, libgl1-mesa-dri")  # loaded when a picture is drawn

set(CPACK_DEBIAN_PYTHON_PACKAGE_NAME python3-spondyl)
set(CPACK_DEBIAN_PYTHON_PACKAGE_SECTION python)
set(CPACK_DEBIAN_PYTHON_DESCRIPTION "Python module of Spondyl
Runs scenarios and studies of the lumbar spine, with results as NumPy arrays.")
set(CPACK_DEBIAN_PYTHON_PACKAGE_DEPENDS
    "spondyl (= ${PROJECT_VERSION}), python3 (>= ${Python_VERSION_MAJOR}.${Python_VERSION_MINOR}), python3-numpy")
set(CPACK_DEBIAN_PYTHON_PACKAGE_SUGGESTS "python3-pandas, python3-matplotlib")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libspondyl-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION "libraries and headers of Spondyl
For programs in C++ that use the finite elements, the spine or the studies of
Spondyl: find_package(Spondyl).")
string(CONCAT CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
       "spondyl (= ${PROJECT_VERSION}), libeigen3-dev, libboost-dev, libfmt-dev, libtomlplusplus-dev, nlohmann-json3-dev, libhdf5-dev, "
       "zlib1g-dev, libexpat1-dev, libssl-dev, libmumps-seq-dev, libmetis-dev, libopenblas-dev, coinor-libipopt-dev, coinor-libclp-dev, pkg-config")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SUGGESTS "libvtk9-dev, libegl-dev")
include(CPack)
