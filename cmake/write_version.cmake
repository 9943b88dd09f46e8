# SPDX-License-Identifier: Apache-2.0
# Script (cmake -P): fills core/version.cpp.in. Runs at each build, so that the git hash is the one that was
# built and not the one that was configured; configure_file leaves an unchanged file alone.
# Needs SOURCE_DIR, OUTPUT, VERSION, COMPILER, BUILD_TYPE.
set(GIT_HASH unknown)
find_program(GIT git)
if(GIT AND EXISTS "${SOURCE_DIR}/.git")
  # safe.directory: the build may run as another user than the owner of the checkout.
  set(git_command ${GIT} --no-optional-locks -c "safe.directory=${SOURCE_DIR}" -C "${SOURCE_DIR}")
  execute_process(COMMAND ${git_command} rev-parse --short=12 HEAD OUTPUT_VARIABLE hash RESULT_VARIABLE failed
                  OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(NOT failed)
    set(GIT_HASH ${hash})
    execute_process(COMMAND ${git_command} status --porcelain --untracked-files=no OUTPUT_VARIABLE changes ERROR_QUIET)
    if(changes)
      string(APPEND GIT_HASH -modified)
    endif()
  endif()
endif()
configure_file("${SOURCE_DIR}/core/version.cpp.in" "${OUTPUT}" @ONLY)
