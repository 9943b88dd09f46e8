# SPDX-License-Identifier: Apache-2.0
# Compile options shared by every target, carried by the interface library spondyl_options.
add_library(spondyl_options INTERFACE)
target_include_directories(spondyl_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(spondyl_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion)
# GCC 12 takes the deliberately undefined operands of its own vector intrinsics for a mistake (PR 105593).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(spondyl_options INTERFACE -Wno-maybe-uninitialized -Wno-uninitialized)
endif()
# Fused multiply-add contraction is fixed so that a build's results do not depend on inlining luck across
# debug levels; no -ffast-math anywhere: NaN checks and bit-identical sums rely on IEEE rules.
target_compile_options(spondyl_options INTERFACE -ffp-contract=fast -fno-math-errno -fno-trapping-math)
if(SPONDYL_NATIVE)
  target_compile_options(spondyl_options INTERFACE -march=native)
else()
  target_compile_definitions(spondyl_options INTERFACE SPONDYL_PORTABLE_LANES)
endif()
if(SPONDYL_SANITIZE STREQUAL "address")
  set(sanitizers -fsanitize=address,undefined)
  target_compile_options(spondyl_options INTERFACE -fno-sanitize-recover=undefined)
elseif(SPONDYL_SANITIZE STREQUAL "thread")
  set(sanitizers -fsanitize=thread)
elseif(SPONDYL_SANITIZE)
  message(FATAL_ERROR "SPONDYL_SANITIZE is \"${SPONDYL_SANITIZE}\"; allowed are address, thread and the empty text")
endif()
if(SPONDYL_SANITIZE)
  target_compile_options(spondyl_options INTERFACE ${sanitizers} -fno-omit-frame-pointer)
  target_link_options(spondyl_options INTERFACE ${sanitizers})
endif()
if(SPONDYL_FUZZ)
  # Coverage counters everywhere; the fuzz targets alone link libFuzzer's main program.
  target_compile_options(spondyl_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(SPONDYL_ASSERTIONS)
  target_compile_definitions(spondyl_options INTERFACE _GLIBCXX_ASSERTIONS)
endif()
if(SPONDYL_HARDEN)
  # Undefined first: some compilers define a lower level by themselves.
  target_compile_options(spondyl_options INTERFACE -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
  target_link_options(spondyl_options INTERFACE -Wl,-z,relro,-z,now)
endif()

# spondyl_room(<name> SOURCES ... LINKS ...): the library target of one folder, Spondyl::<name> for other projects. The
# options above are for this build; SpondylInstall.cmake says what goes along with an installed library.
function(spondyl_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;LINKS" ${ARGN})
  add_library(spondyl_${name} STATIC ${ROOM_SOURCES})
  add_library(Spondyl::${name} ALIAS spondyl_${name})
  target_link_libraries(spondyl_${name} PUBLIC $<BUILD_INTERFACE:spondyl_options> ${ROOM_LINKS})
endfunction()

# spondyl_test(<name> [ROOM <room>] SOURCES ... LINKS ...): one GoogleTest program per room, whose name it has unless ROOM
# says otherwise; one CTest entry per case.
# Threads sleep at barriers: on a busy machine small meshes would spend a hundred times their work spinning there.
function(spondyl_test name)
  cmake_parse_arguments(TEST "" "ROOM" "SOURCES;LINKS" ${ARGN})
  if(NOT TEST_ROOM)
    set(TEST_ROOM ${name})
  endif()
  add_executable(test_${name} ${TEST_SOURCES})
  target_link_libraries(test_${name} PRIVATE spondyl_${TEST_ROOM} ${TEST_LINKS} GTest::gtest GTest::gmock GTest::gtest_main)
  gtest_discover_tests(test_${name} TEST_PREFIX "${name}." DISCOVERY_MODE PRE_TEST
                       PROPERTIES TIMEOUT 900 ENVIRONMENT "OMP_WAIT_POLICY=PASSIVE;OPENBLAS_NUM_THREADS=1;SPONDYL_CACHE=off;LIBGL_ALWAYS_SOFTWARE=1")
endfunction()
