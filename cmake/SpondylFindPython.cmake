# SPDX-License-Identifier: Apache-2.0
# spondyl_find_python(VARIABLE MODULE DOC): the first Python that has MODULE, as a cache variable; the one in front on the
# path may come from elsewhere than its packages. VARIABLE-NOTFOUND if there is none.

function(spondyl_imports result candidate)
  execute_process(COMMAND ${candidate} -c "import ${wanted}" RESULT_VARIABLE code OUTPUT_QUIET ERROR_QUIET)
  if(NOT code EQUAL 0)
    set(${result} FALSE PARENT_SCOPE)
  endif()
endfunction()

function(spondyl_find_python variable wanted doc)
  find_program(${variable} NAMES python3 DOC ${doc} VALIDATOR spondyl_imports)
endfunction()
