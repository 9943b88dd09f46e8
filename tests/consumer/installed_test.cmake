# SPDX-License-Identifier: Apache-2.0
# Script (cmake -P): installs program and libraries into FOLDER/prefix, builds the examples of docs/examples/library against
# them, with a compiler that gets none of this build's options, and runs them and the installed program. Needs BUILD,
# FOLDER, GENERATOR and NATIVE: whether the libraries are for this processor.
set(prefix ${FOLDER}/prefix)
set(source ${CMAKE_CURRENT_LIST_DIR}/../../docs/examples/library)
file(REMOVE_RECURSE ${FOLDER})
foreach(component IN ITEMS program development)
  execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix} --component ${component} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endforeach()
# Nothing from outside: neither the flags of this build nor the folder of this tree. Warnings are errors in these headers,
# as they would be in a project that asks for that.
set(clean ${CMAKE_COMMAND} -E env --unset=SPONDYL_DATA "CXXFLAGS=-Wall -Wextra -Werror")
execute_process(COMMAND ${clean} ${CMAKE_COMMAND} -S ${source} -B ${FOLDER}/build -G ${GENERATOR} -DCMAKE_PREFIX_PATH=${prefix}
                        -DCMAKE_BUILD_TYPE=Debug -DCMAKE_EXPORT_COMPILE_COMMANDS=ON -DFOR_THIS_PROCESSOR=${NATIVE}
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(READ ${FOLDER}/build/compile_commands.json commands)
string(JSON command GET ${commands} 0 command)
foreach(unwanted IN ITEMS "-march" "-Wpedantic" "-Wshadow" "-ffp-contract" "-fsanitize")
  if(command MATCHES " ${unwanted}")
    message(FATAL_ERROR "Spondyl forces ${unwanted} on those who use it:\n${command}")
  endif()
endforeach()
execute_process(COMMAND ${clean} ${CMAKE_COMMAND} --build ${FOLDER}/build --parallel 2 COMMAND_ERROR_IS_FATAL ANY)
foreach(example IN ITEMS press_disc stretch_block)
  execute_process(COMMAND ${clean} ${FOLDER}/build/${example} COMMAND_ERROR_IS_FATAL ANY)
endforeach()

execute_process(COMMAND ${clean} ${prefix}/bin/spondyl doctor OUTPUT_VARIABLE found COMMAND_ERROR_IS_FATAL ANY)
if(NOT found MATCHES "${prefix}/share/spondyl")
  message(FATAL_ERROR "The installed program does not use its own tables:\n${found}")
endif()
# One that extends a file of the tables, which lie elsewhere than in the sources.
execute_process(COMMAND ${clean} ${prefix}/bin/spondyl check ${prefix}/share/spondyl/scenarios/wilke_postures.toml
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE_RECURSE ${FOLDER})
