# SPDX-License-Identifier: Apache-2.0
# Part of the install script: copies the headers below ${from} to ${to}, below the prefix, with their includes as the
# installed tree has them. Files that are the same already keep their time.
set(folder "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}/${to}")
file(GLOB_RECURSE headers RELATIVE "${from}" "${from}/*.hpp")
foreach(header IN LISTS headers)
  file(READ "${from}/${header}" text)
  string(REGEX REPLACE "#include \"(core|solvers|models|io|studies|viz)/([^\"]*)\"" "#include <spondyl/\\1/\\2>" text "${text}")
  set(before "")
  if(EXISTS "${folder}/${header}")
    file(READ "${folder}/${header}" before)
  endif()
  if(NOT text STREQUAL before)
    file(WRITE "${folder}/${header}" "${text}")
  endif()
  list(APPEND CMAKE_INSTALL_MANIFEST_FILES "${CMAKE_INSTALL_PREFIX}/${to}/${header}")
endforeach()
message(STATUS "Installing: ${folder}")
