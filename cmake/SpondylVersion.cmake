# SPDX-License-Identifier: Apache-2.0
# spondyl_version(<target>): adds core/version.cpp, generated, to a library. A new commit recompiles this one file.
function(spondyl_version target)
  set(output ${PROJECT_BINARY_DIR}/generated/version.cpp)
  set(write_version
      ${CMAKE_COMMAND} -DSOURCE_DIR=${PROJECT_SOURCE_DIR} -DOUTPUT=${output} -DVERSION=${PROJECT_VERSION}
      "-DCOMPILER=${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}" -DBUILD_TYPE=${CMAKE_BUILD_TYPE}
      -P ${PROJECT_SOURCE_DIR}/cmake/write_version.cmake)
  add_custom_target(spondyl_write_version COMMAND ${write_version} BYPRODUCTS ${output}
                    COMMENT "Checking the version" VERBATIM)
  target_sources(${target} PRIVATE ${output})
  add_dependencies(${target} spondyl_write_version)
endfunction()
