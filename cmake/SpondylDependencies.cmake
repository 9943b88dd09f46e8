# SPDX-License-Identifier: Apache-2.0
# Everything comes from Debian 12 packages; scripts/ installs them.
include(SpondylExternal)
include(SpondylExternalViz)
find_package(CLI11 REQUIRED)
find_path(NANOFLANN_INCLUDE_DIR nanoflann.hpp REQUIRED)  # one header, of one source file

if(SPONDYL_TESTS)
  find_package(GTest REQUIRED)
  include(GoogleTest)
endif()
if(SPONDYL_BENCHMARKS)
  find_package(benchmark REQUIRED)
endif()
