# SPDX-License-Identifier: Apache-2.0
# Part of the install script: copies the scenarios in ${from} to ${to}/scenarios, below the prefix, where the tables of
# models/data lie in ${to} itself.
set(folder "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}/${to}/scenarios")
file(GLOB_RECURSE scenarios RELATIVE "${from}" "${from}/*.toml" "${from}/*.json")
foreach(scenario IN LISTS scenarios)
  file(READ "${from}/${scenario}" text)
  string(REPLACE "../models/data/" "../" text "${text}")
  file(WRITE "${folder}/${scenario}" "${text}")
  list(APPEND CMAKE_INSTALL_MANIFEST_FILES "${CMAKE_INSTALL_PREFIX}/${to}/scenarios/${scenario}")
endforeach()
message(STATUS "Installing: ${folder}")
