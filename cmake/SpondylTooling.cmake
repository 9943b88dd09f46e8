# SPDX-License-Identifier: Apache-2.0
# Targets for those who change the code (bench, format, format-check, tidy) and the installation.

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
  # Headers come with the sources that include them (HeaderFilterRegex in .clang-tidy).
  add_custom_target(tidy COMMAND ${RUN_CLANG_TIDY} -quiet -p ${PROJECT_BINARY_DIR}
                                 "^${PROJECT_SOURCE_DIR}/(core|solvers|models|io|studies|viz|app|python|tests|benchmarks)/"
                    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} USES_TERMINAL VERBATIM)
else()
  add_custom_target(tidy COMMAND ${CMAKE_COMMAND} -E echo "clang-tidy is not installed" COMMAND false VERBATIM)
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

include(GNUInstallDirs)
if(TARGET spondyl)
  install(TARGETS spondyl RUNTIME)
endif()
install(DIRECTORY models/data/ DESTINATION ${CMAKE_INSTALL_DATADIR}/spondyl FILES_MATCHING PATTERN "*.csv" PATTERN "*.toml")
install(DIRECTORY scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/spondyl FILES_MATCHING PATTERN "*.toml")
install(FILES LICENSE NOTICE CITATION.cff CHANGELOG.md README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
