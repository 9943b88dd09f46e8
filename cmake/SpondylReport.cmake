# SPDX-License-Identifier: Apache-2.0
# spondyl_report_page(<target>): adds the texts of viz/report/page_assets.hpp to a library. The page's script and style are
# bundled by esbuild from viz/report/page; the npm packages, exactly those of package-lock.json, go into the build folder.
option(SPONDYL_REPORT "HTML reports of comparisons (needs node 18 or newer, npm, and the npm registry at the first build)" ON)

set(SPONDYL_PAGE ${PROJECT_BINARY_DIR}/viz/report/page)  # where the packages are, for the tests as well

if(SPONDYL_REPORT)
  find_program(NODE NAMES node nodejs)
  find_program(NPM npm)
  if(NOT NODE OR NOT NPM)
    message(FATAL_ERROR "HTML reports need node and npm (Debian: nodejs npm), and one of them is missing. Install them, or "
                        "configure with -DSPONDYL_REPORT=OFF: spondyl compare then works only with --no-report.")
  endif()
  execute_process(COMMAND ${NODE} --version OUTPUT_VARIABLE node_version OUTPUT_STRIP_TRAILING_WHITESPACE)
  string(REGEX REPLACE "^v" "" node_version "${node_version}")
  if(node_version VERSION_LESS 18)
    message(FATAL_ERROR "HTML reports need node 18 or newer; ${NODE} is ${node_version}. Update it, or configure with "
                        "-DSPONDYL_REPORT=OFF.")
  endif()
endif()

function(spondyl_report_page target)
  set(output ${PROJECT_BINARY_DIR}/generated/page_assets.cpp)
  set(files page_script= page_style= page_citation=${PROJECT_SOURCE_DIR}/CITATION.cff)
  set(bundle "")
  if(SPONDYL_REPORT)
    set(source ${PROJECT_SOURCE_DIR}/viz/report/page)
    set(installed ${SPONDYL_PAGE}/installed)
    add_custom_command(
      OUTPUT ${installed}
      COMMAND ${CMAKE_COMMAND} -E copy ${source}/package.json ${source}/package-lock.json ${source}/.npmrc ${SPONDYL_PAGE}
      COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
      COMMAND ${CMAKE_COMMAND} -E touch ${installed}
      DEPENDS ${source}/package.json ${source}/package-lock.json ${source}/.npmrc
      WORKING_DIRECTORY ${SPONDYL_PAGE}
      COMMENT "Installing the npm packages of the report page" VERBATIM)
    file(MAKE_DIRECTORY ${SPONDYL_PAGE})
    file(GLOB parts CONFIGURE_DEPENDS ${source}/src/*.js ${source}/src/*.css)
    set(bundle ${SPONDYL_PAGE}/main.js ${SPONDYL_PAGE}/style.css)
    add_custom_command(
      OUTPUT ${bundle}
      COMMAND ${CMAKE_COMMAND} -E env NODE_PATH=${SPONDYL_PAGE}/node_modules
              ${SPONDYL_PAGE}/node_modules/.bin/esbuild ${source}/src/main.js ${source}/src/style.css
              --bundle --minify --target=es2020 --format=iife --legal-comments=eof --log-level=warning --outdir=${SPONDYL_PAGE}
      DEPENDS ${installed} ${parts}
      COMMENT "Bundling the report page" VERBATIM)
    list(TRANSFORM files REPLACE "^(page_script)=$" "\\1=${SPONDYL_PAGE}/main.js")
    list(TRANSFORM files REPLACE "^(page_style)=$" "\\1=${SPONDYL_PAGE}/style.css")
  endif()
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DHEADER=viz/report/page_assets.hpp "-DFILES=${files}"
            -P ${PROJECT_SOURCE_DIR}/cmake/embed_text.cmake
    DEPENDS ${bundle} ${PROJECT_SOURCE_DIR}/CITATION.cff ${PROJECT_SOURCE_DIR}/cmake/embed_text.cmake
    COMMENT "Putting the report page into the program" VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
