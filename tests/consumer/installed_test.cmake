# SPDX-License-Identifier: Apache-2.0
# Script (cmake -P): installs program and libraries into FOLDER/prefix, builds the project of this folder against them, with
# a compiler that gets none of this build's options, and runs it and the installed program. Needs BUILD, FOLDER, GENERATOR.
set(prefix ${FOLDER}/prefix)
file(REMOVE_RECURSE ${FOLDER})
foreach(component IN ITEMS program development)
  execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix} --component ${component} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endforeach()
# Nothing from outside: neither the flags of this build nor the folder of this tree.
set(clean ${CMAKE_COMMAND} -E env --unset=CXXFLAGS --unset=SPONDYL_DATA)
execute_process(COMMAND ${clean} ${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR} -B ${FOLDER}/build -G ${GENERATOR} -DCMAKE_PREFIX_PATH=${prefix}
                        -DCMAKE_BUILD_TYPE=Debug -DCMAKE_EXPORT_COMPILE_COMMANDS=ON
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(READ ${FOLDER}/build/compile_commands.json commands)
foreach(unwanted IN ITEMS "-march" "-Wpedantic" "-Wshadow" "-ffp-contract" "-fsanitize")
  if(commands MATCHES " ${unwanted}")
    message(FATAL_ERROR "Spondyl forces ${unwanted} on those who use it:\n${commands}")
  endif()
endforeach()
execute_process(COMMAND ${clean} ${CMAKE_COMMAND} --build ${FOLDER}/build COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${clean} ${FOLDER}/build/press_disc COMMAND_ERROR_IS_FATAL ANY)

execute_process(COMMAND ${clean} ${prefix}/bin/spondyl doctor OUTPUT_VARIABLE found COMMAND_ERROR_IS_FATAL ANY)
if(NOT found MATCHES "${prefix}/share/spondyl")
  message(FATAL_ERROR "The installed program does not use its own tables:\n${found}")
endif()
file(REMOVE_RECURSE ${FOLDER})
