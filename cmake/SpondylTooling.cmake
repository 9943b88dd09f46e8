# SPDX-License-Identifier: Apache-2.0
# Targets for those who change the code (format, format-check, tidy, headers, bench, validation).

set(rooms core solvers models io studies viz app python tests benchmarks)
list(TRANSFORM rooms PREPEND ${PROJECT_SOURCE_DIR}/)
find_program(CLANG_FORMAT clang-format)
find_program(RUN_CLANG_TIDY NAMES run-clang-tidy run-clang-tidy-14)

# The files are listed when the target runs, so that new ones are never left out.
function(spondyl_format_target name)
  if(CLANG_FORMAT)
    add_custom_target(${name} COMMAND find ${rooms} -name "*.[ch]pp" -exec ${CLANG_FORMAT} ${ARGN} {} +
                      WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} VERBATIM)
  else()
    add_custom_target(${name} COMMAND ${CMAKE_COMMAND} -E echo "clang-format is not installed" COMMAND false VERBATIM)
  endif()
endfunction()
spondyl_format_target(format -i)
spondyl_format_target(format-check --dry-run --Werror)

if(RUN_CLANG_TIDY)
  # Headers come with the sources that include them (HeaderFilterRegex in .clang-tidy), and sources with their batch.
  add_custom_target(tidy COMMAND ${RUN_CLANG_TIDY} -quiet -checks=-bugprone-suspicious-include -p ${PROJECT_BINARY_DIR}
                    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} USES_TERMINAL VERBATIM)
else()
  add_custom_target(tidy COMMAND ${CMAKE_COMMAND} -E echo "clang-tidy is not installed" COMMAND false VERBATIM)
endif()

# headers: every header compiles by itself, without what its includers include before it.
set(alone ${PROJECT_BINARY_DIR}/generated/headers)
add_custom_target(headers)
foreach(room IN ITEMS core solvers models io studies viz app)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/${room}/*.hpp)
  set(sources "")
  foreach(file IN LISTS files)
    file(CONFIGURE OUTPUT ${alone}/${file}.cpp CONTENT "#include \"${file}\"\n#include \"${file}\"  // twice: it is guarded\n")
    list(APPEND sources ${alone}/${file}.cpp)
  endforeach()
  add_library(headers_${room} OBJECT EXCLUDE_FROM_ALL ${sources})
  target_link_libraries(headers_${room} PRIVATE spondyl_${room})
  target_compile_options(headers_${room} PRIVATE -O0)
  set_target_properties(headers_${room} PROPERTIES EXPORT_COMPILE_COMMANDS OFF UNITY_BUILD OFF)
  add_dependencies(headers headers_${room})
endforeach()

# help_pages: manual pages and shell completion from the program's own --help, in <build>/help_pages. With SPONDYL_HELP_PAGES
# every build makes them, and the installation has them.
find_package(Python3 COMPONENTS Interpreter QUIET)
option(SPONDYL_HELP_PAGES "Manual pages and shell completion in every build" OFF)
set(all "")
if(SPONDYL_HELP_PAGES)
  set(all ALL)
  if(NOT Python3_FOUND)
    message(FATAL_ERROR "Manual pages need Python 3 (Debian: python3); -DSPONDYL_HELP_PAGES=OFF does without them.")
  endif()
endif()
set(help_pages ${PROJECT_BINARY_DIR}/help_pages)
add_custom_command(OUTPUT ${help_pages}/made
                   COMMAND ${CMAKE_COMMAND} -E rm -rf ${help_pages}
                   COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/packaging/help_pages.py $<TARGET_FILE:spondyl> ${help_pages}
                   COMMAND ${CMAKE_COMMAND} -E touch ${help_pages}/made
                   DEPENDS spondyl ${PROJECT_SOURCE_DIR}/packaging/help_pages.py
                   COMMENT "Writing manual pages and shell completion" VERBATIM)
add_custom_target(help_pages ${all} DEPENDS ${help_pages}/made)

# api: pages of the headers by Doxygen, in <build>/api/html.
find_program(DOXYGEN doxygen)
if(DOXYGEN)
  set(api_input "")
  foreach(room IN ITEMS core solvers models io studies viz)
    string(APPEND api_input " ${PROJECT_SOURCE_DIR}/${room}")
  endforeach()
  configure_file(docs/api/Doxyfile.in ${PROJECT_BINARY_DIR}/api/Doxyfile @ONLY)
  add_custom_target(api COMMAND ${DOXYGEN} ${PROJECT_BINARY_DIR}/api/Doxyfile WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} USES_TERMINAL VERBATIM)
else()
  add_custom_target(api COMMAND ${CMAKE_COMMAND} -E echo "doxygen is not installed" COMMAND false VERBATIM)
endif()

# coverage: which lines the tests have reached since the last time, in <build>/coverage; in the preset coverage, after
#     cmake --preset coverage && cmake --build --preset coverage && ctest --preset coverage -R core
find_program(GCOVR gcovr)
if(GCOVR)
  add_custom_target(coverage
                    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/coverage
                    COMMAND ${GCOVR} --root ${PROJECT_SOURCE_DIR} --exclude tests/ --exclude build/ --exclude-throw-branches --delete
                            --print-summary --html-details ${PROJECT_BINARY_DIR}/coverage/index.html ${PROJECT_BINARY_DIR}
                    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} USES_TERMINAL VERBATIM)
else()
  add_custom_target(coverage COMMAND ${CMAKE_COMMAND} -E echo "gcovr is not installed" COMMAND false VERBATIM)
endif()

# bench: runs each Google Benchmark program of benchmarks/ and leaves its numbers as JSON in <build>/benchmarks.
if(SPONDYL_BENCHMARKS)
  add_custom_target(bench)
  get_property(programs DIRECTORY ${PROJECT_SOURCE_DIR}/benchmarks PROPERTY BUILDSYSTEM_TARGETS)
  foreach(program IN LISTS programs)
    get_target_property(type ${program} TYPE)
    get_target_property(libraries ${program} LINK_LIBRARIES)
    if(type STREQUAL EXECUTABLE AND libraries MATCHES "benchmark::benchmark")
      add_custom_target(run_${program}
                        COMMAND ${program} --benchmark_out=${PROJECT_BINARY_DIR}/benchmarks/${program}.json
                                --benchmark_out_format=json --benchmark_counters_tabular=true
                        WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} USES_TERMINAL VERBATIM)
      add_dependencies(bench run_${program})
    endif()
  endforeach()
endif()

# validation: reruns every published experiment; rows that fail are told in the report and by the exit code.
if(TARGET spondyl)
  add_custom_target(validation COMMAND spondyl validate --report ${PROJECT_BINARY_DIR}/validation
                                       --json ${PROJECT_BINARY_DIR}/validation.json
                    USES_TERMINAL VERBATIM)
endif()

# crosscheck: compares with CalculiX, which runs as a separate program, and writes docs/validation/crosscheck.md.
if(TARGET spondyl)
  include(SpondylFindPython)
  spondyl_find_python(SPONDYL_H5PY_PYTHON h5py "Python 3 with NumPy and h5py, for the comparison with CalculiX")
  add_custom_target(crosscheck COMMAND ${SPONDYL_H5PY_PYTHON} ${PROJECT_SOURCE_DIR}/scripts/crosscheck --update --program $<TARGET_FILE:spondyl>
                    USES_TERMINAL VERBATIM)
endif()
