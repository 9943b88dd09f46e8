# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` leaves. Component program: the program, its data and documents. Component development: the
# libraries, their headers as <spondyl/ROOM/...> and the package for find_package(Spondyl); docs/library.md.
include(CMakePackageConfigHelpers)

if(TARGET spondyl)
  install(TARGETS spondyl RUNTIME COMPONENT program)
endif()
install(DIRECTORY models/data/ DESTINATION ${CMAKE_INSTALL_DATADIR}/spondyl COMPONENT program FILES_MATCHING PATTERN "*.csv" PATTERN "*.toml")
install(CODE "set(from \"${PROJECT_SOURCE_DIR}/scenarios\")
set(to \"${CMAKE_INSTALL_DATADIR}/spondyl\")
include(\"${PROJECT_SOURCE_DIR}/cmake/install_scenarios.cmake\")" COMPONENT program)
if(SPONDYL_HELP_PAGES)
  install(DIRECTORY ${PROJECT_BINARY_DIR}/help_pages/man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
  install(FILES ${PROJECT_BINARY_DIR}/help_pages/bash/spondyl DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT program)
  install(FILES ${PROJECT_BINARY_DIR}/help_pages/zsh/_spondyl DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions COMPONENT program)
endif()
install(FILES LICENSE NOTICE CITATION.cff CHANGELOG.md README.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)

if(SPONDYL_SANITIZE OR SPONDYL_FUZZ)
  return()  # such libraries are for the programs of this build alone
endif()

# The headers must mean the same in a project that is compiled for another processor than these libraries were: the
# alignment of Eigen's types, and the width of a SIMD lane, go along as definitions. No other option does.
function(spondyl_processor_definitions result)
  separate_arguments(flags UNIX_COMMAND "${CMAKE_CXX_FLAGS}")
  if(SPONDYL_NATIVE)
    list(APPEND flags -march=native)
  endif()
  get_target_property(eigen Eigen3::Eigen INTERFACE_INCLUDE_DIRECTORIES)
  list(TRANSFORM eigen PREPEND -I)
  set(probe ${PROJECT_BINARY_DIR}/generated/processor.cpp)
  file(CONFIGURE OUTPUT ${probe} CONTENT [[
#include <Eigen/Core>
#if defined(SPONDYL_PORTABLE) || !defined(__AVX__)
#define LANE_BYTES 16
#elif defined(__AVX512F__)
#define LANE_BYTES 64
#else
#define LANE_BYTES 32
#endif
found EIGEN_MAX_ALIGN_BYTES EIGEN_MAX_STATIC_ALIGN_BYTES LANE_BYTES
]] @ONLY)
  if(NOT SPONDYL_NATIVE)
    list(APPEND flags -DSPONDYL_PORTABLE)
  endif()
  execute_process(COMMAND ${CMAKE_CXX_COMPILER} ${flags} ${eigen} -std=c++20 -E -P ${probe} OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
  if(NOT text MATCHES "found ([0-9]+) ([0-9]+) ([0-9]+)")
    message(FATAL_ERROR "The alignment of Eigen's types could not be found out; the end of what the compiler said is:\n${text}")
  endif()
  set(definitions EIGEN_MAX_ALIGN_BYTES=${CMAKE_MATCH_1} EIGEN_MAX_STATIC_ALIGN_BYTES=${CMAKE_MATCH_2}
                  SPONDYL_LANE_BYTES=${CMAKE_MATCH_3})
  if(NOT SPONDYL_NATIVE)
    list(APPEND definitions SPONDYL_PORTABLE_LANES)
  endif()
  set(${result} ${definitions} PARENT_SCOPE)
endfunction()
spondyl_processor_definitions(definitions)
target_compile_definitions(spondyl_core INTERFACE "$<INSTALL_INTERFACE:${definitions}>")

# spondyl_install_rooms(<export> <room> ...)
function(spondyl_install_rooms export)
  foreach(room IN LISTS ARGN)
    target_include_directories(spondyl_${room} INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
    target_compile_features(spondyl_${room} INTERFACE cxx_std_20)
    set_target_properties(spondyl_${room} PROPERTIES EXPORT_NAME ${room})
    install(TARGETS spondyl_${room} EXPORT ${export} ARCHIVE COMPONENT development)
  endforeach()
  install(EXPORT ${export} NAMESPACE Spondyl:: DESTINATION ${package_folder} COMPONENT development)
endfunction()
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/Spondyl)
spondyl_install_rooms(SpondylTargets core solvers models io studies)
spondyl_install_rooms(SpondylVizTargets viz)

# Headers name each other from the top of this tree ("core/error.hpp"); installed ones by <spondyl/core/error.hpp>, so that
# no folder with names as general as these gets on the search path of other projects.
foreach(room IN ITEMS core solvers models io studies viz)
  install(CODE "set(from \"${PROJECT_SOURCE_DIR}/${room}\")
set(to \"${CMAKE_INSTALL_INCLUDEDIR}/spondyl/${room}\")
include(\"${PROJECT_SOURCE_DIR}/cmake/install_headers.cmake\")" COMPONENT development)
endforeach()

set(data_folder ${CMAKE_INSTALL_DATADIR}/spondyl)
configure_package_config_file(cmake/SpondylConfig.cmake.in ${PROJECT_BINARY_DIR}/generated/SpondylConfig.cmake
                              INSTALL_DESTINATION ${package_folder} PATH_VARS data_folder NO_CHECK_REQUIRED_COMPONENTS_MACRO)
# Before 1.0 a minor version may change what the headers say.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/generated/SpondylConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/generated/SpondylConfig.cmake ${PROJECT_BINARY_DIR}/generated/SpondylConfigVersion.cmake
              cmake/SpondylExternal.cmake cmake/SpondylExternalViz.cmake
        DESTINATION ${package_folder} COMPONENT development)
