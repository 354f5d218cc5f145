# Migrate.cmake: puts ported modules into a CMake build. The original and Rust stand side by side behind unchanged callers,
# and neither sources nor CMakeLists.txt of the project change.
#
# From a project around yours:
#
#   include(bridge/cmake/Migrate.cmake)
#   add_subdirectory(legacy-cpp)
#   migrate_modules(ROOT ${CMAKE_CURRENT_SOURCE_DIR}/legacy-cpp GENERATED ${CMAKE_CURRENT_SOURCE_DIR}/bridge/generated)
#
# Or from outside, without a line in any CMakeLists.txt:
#
#   cmake -S their-project -B build -DCMAKE_PROJECT_INCLUDE=/path/to/Migrate.cmake
#         -DMIGRATE_ROOT=/path/to/their-project -DMIGRATE_GENERATED=/path/to/generated
#
# What `migrate port` writes is read from GENERATED: modules.cmake, which calls migrate_module() for each ported module, and
# the cargo package umbrella/, whose static library holds the Rust and the facades.
#
# For each module its sources leave the targets that compile them. They are compiled once more as an object library with
# the same flags, `migrate island` renames their symbols, and the renamed objects go into the targets instead. The umbrella
# brings the old symbols back, once `migrate island --compare` has found that originals and facades define the same.
#
# Cache variables:
#   MIGRATE_SIDES        both (default): the mode is chosen when the program runs, by MIGRATE_<MODULE>=cpp|rust|shadow
#                        rust: the originals are left out; cpp: nothing is changed at all
#   MIGRATE_EXECUTABLE   the program `migrate`, which renames originals
#   MIGRATE_CARGO        the program `cargo`
#   MIGRATE_CARGO_FLAGS  list of further flags of `cargo build`, such as --locked
#   MIGRATE_CARGO_TARGET the folder in which cargo builds, if not one of this build alone. Builds of the same GENERATED may share
#                        one, one after the other. Those of another must not: cargo tells packages of one name and place in
#                        their workspace not apart
#   MIGRATE_BUILD_FIRST  list of targets that make headers which modules include; they are built before anything of them
#
# Works with Ninja and Unix Makefiles, GCC and clang.

if(CMAKE_VERSION VERSION_LESS 3.21)
  message(FATAL_ERROR "Migrate.cmake needs CMake 3.21 or newer; this is ${CMAKE_VERSION}.")
endif()
include_guard(GLOBAL)
cmake_policy(PUSH)
cmake_policy(VERSION 3.21)

include("${CMAKE_CURRENT_LIST_DIR}/MigrateOriginal.cmake")

# The first line of modules.cmake.
set_property(GLOBAL PROPERTY _MIGRATE_FORMAT "# migrate modules 1")

set(MIGRATE_SIDES both CACHE STRING "Sides of ported modules that are built: both, rust or cpp")
set_property(CACHE MIGRATE_SIDES PROPERTY STRINGS both rust cpp)

# migrate_modules(ROOT dir GENERATED dir): does everything, once in a build, after all targets are there.
#   ROOT       the folder at which the source paths of modules.cmake start
#   GENERATED  the folder that `migrate port` writes into
function(migrate_modules)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "ROOT;GENERATED" "")
  foreach(needed IN ITEMS ROOT GENERATED)
    if(NOT ARG_${needed})
      message(FATAL_ERROR "migrate_modules: ${needed} is missing.")
    endif()
    file(REAL_PATH "${ARG_${needed}}" ${needed} BASE_DIRECTORY "${CMAKE_SOURCE_DIR}")
  endforeach()
  get_property(done GLOBAL PROPERTY _MIGRATE_DONE)
  if(done STREQUAL GENERATED)
    return()
  elseif(done)
    message(FATAL_ERROR "migrate_modules: a build has one set of modules, and ${done} is in it already.")
  endif()
  set_property(GLOBAL PROPERTY _MIGRATE_DONE "${GENERATED}")
  set_property(GLOBAL PROPERTY _MIGRATE_ROOT "${ROOT}")

  _migrate_check_build()
  if(MIGRATE_SIDES STREQUAL "cpp")
    return()
  endif()
  _migrate_read("${GENERATED}")
  get_property(modules GLOBAL PROPERTY _MIGRATE_MODULES)
  if(NOT modules)
    return()
  endif()
  set(work "${CMAKE_BINARY_DIR}/migrate")
  _migrate_find_tools()
  _migrate_find_sources("${ROOT}")
  _migrate_headers("${modules}" "${ROOT}" "${GENERATED}" "${work}")
  foreach(module IN LISTS modules)
    _migrate_port("${module}" "${GENERATED}" "${work}")
  endforeach()
  _migrate_umbrella("${GENERATED}" "${work}")
endfunction()

# migrate_module(name ID id SOURCES file… SYMBOLS file [HEADERS file ORIGINAL file] [LIBRARIES target…] [PARTIAL]): a ported
# module; only modules.cmake calls it.
#   SOURCES    its sources, from ROOT
#   SYMBOLS    the list of what its facade defines, from GENERATED
#   HEADERS    what is done to headers whose classes moved to Rust, from GENERATED
#   ORIGINAL   a source that is compiled with the original, from GENERATED
#   LIBRARIES  targets that its Rust calls through bridges and that the module itself does not link
#   PARTIAL    its facade leaves something to the original, which therefore stays even with MIGRATE_SIDES=rust
function(migrate_module name)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "PARTIAL" "ID;SYMBOLS;HEADERS;ORIGINAL" "SOURCES;LIBRARIES")
  if(NOT ARG_ID OR NOT ARG_SYMBOLS OR NOT ARG_SOURCES OR ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "migrate_module(${name}): ID, SOURCES and SYMBOLS are expected, and nothing that is not known.")
  endif()
  set(renamed FALSE)
  if(MIGRATE_SIDES STREQUAL "both" OR ARG_PARTIAL)
    set(renamed TRUE)
    set_property(GLOBAL PROPERTY _MIGRATE_RENAMES TRUE)
  endif()
  if(ARG_HEADERS)
    set_property(GLOBAL PROPERTY _MIGRATE_RENAMES TRUE)
  endif()
  set_property(GLOBAL PROPERTY "_MIGRATE_RENAMED_${ARG_ID}" ${renamed})
  set_property(GLOBAL APPEND PROPERTY _MIGRATE_MODULES "${ARG_ID}")
  foreach(part IN ITEMS SOURCES SYMBOLS HEADERS ORIGINAL LIBRARIES)
    set_property(GLOBAL PROPERTY "_MIGRATE_${part}_${ARG_ID}" "${ARG_${part}}")
  endforeach()
endfunction()

# Whether this build can hold two implementations.
function(_migrate_check_build)
  if(NOT MIGRATE_SIDES MATCHES "^(both|rust|cpp)$")
    message(FATAL_ERROR "MIGRATE_SIDES is `${MIGRATE_SIDES}`: both, rust and cpp are known.")
  endif()
  if(MIGRATE_SIDES STREQUAL "cpp")
    return()
  endif()
  if(NOT CMAKE_GENERATOR MATCHES "^(Ninja|Unix Makefiles)$")
    message(FATAL_ERROR
      "Ported modules are built with Ninja or Unix Makefiles, not with `${CMAKE_GENERATOR}`: configure with -G Ninja, or "
      "with -DMIGRATE_SIDES=cpp, which changes nothing.")
  endif()
endfunction()

# Reads modules.cmake.
function(_migrate_read GENERATED)
  set(file "${GENERATED}/modules.cmake")
  if(NOT EXISTS "${file}")
    message(FATAL_ERROR "There is no ${file}: `migrate port MODULE` writes it. Is MIGRATE_GENERATED (GENERATED) right?")
  endif()
  get_property(format GLOBAL PROPERTY _MIGRATE_FORMAT)
  file(STRINGS "${file}" first LIMIT_COUNT 1 ENCODING UTF-8)
  if(NOT first STREQUAL format)
    message(FATAL_ERROR
      "${file} was written by another version of `migrate`: it starts with `${first}`, and this Migrate.cmake reads "
      "`${format}`. Run `migrate port` again, or take the Migrate.cmake of that version.")
  endif()
  include("${file}")
endfunction()

# MIGRATE_CARGO and MIGRATE_EXECUTABLE.
function(_migrate_find_tools)
  set(places "$ENV{CARGO_HOME}/bin" "$ENV{HOME}/.cargo/bin")
  find_program(MIGRATE_CARGO cargo HINTS ${places} DOC "The program cargo")
  if(NOT MIGRATE_CARGO)
    message(FATAL_ERROR
      "cargo is missing, which builds the Rust of ported modules. https://rustup.rs installs it; -DMIGRATE_CARGO=PROGRAM "
      "names it; -DMIGRATE_SIDES=cpp builds without Rust.")
  endif()
  _migrate_check_program(MIGRATE_CARGO)
  get_property(renames GLOBAL PROPERTY _MIGRATE_RENAMES)
  if(NOT renames)
    return()
  endif()
  find_program(MIGRATE_EXECUTABLE migrate HINTS ${places} DOC "The program migrate")
  if(NOT MIGRATE_EXECUTABLE)
    message(FATAL_ERROR
      "migrate is missing, which renames the originals of ported modules. `cargo install --path migrate-cli` in its "
      "repository installs it; -DMIGRATE_EXECUTABLE=PROGRAM names it; -DMIGRATE_SIDES=rust and cpp do without.")
  endif()
  _migrate_check_program(MIGRATE_EXECUTABLE)
endfunction()

# A program that was named is there.
function(_migrate_check_program variable)
  if(NOT IS_ABSOLUTE "${${variable}}" OR NOT EXISTS "${${variable}}")
    message(FATAL_ERROR "There is no program `${${variable}}`: -D${variable}=PROGRAM names one, with its whole path.")
  endif()
endfunction()

# Which targets compile the sources of modules: properties _MIGRATE_TARGETS_<hash of the path>.
function(_migrate_find_sources ROOT)
  get_property(modules GLOBAL PROPERTY _MIGRATE_MODULES)
  set(names "")
  foreach(module IN LISTS modules)
    get_property(sources GLOBAL PROPERTY "_MIGRATE_SOURCES_${module}")
    set(absolute "")
    foreach(source IN LISTS sources)
      file(REAL_PATH "${source}" path BASE_DIRECTORY "${ROOT}")
      list(APPEND absolute "${path}")
      get_filename_component(name "${path}" NAME)
      list(APPEND names "${name}")
    endforeach()
    set_property(GLOBAL PROPERTY "_MIGRATE_SOURCES_${module}" "${absolute}")
  endforeach()
  _migrate_directories("${CMAKE_SOURCE_DIR}" directories)
  set(all "")
  foreach(directory IN LISTS directories)
    get_property(targets DIRECTORY "${directory}" PROPERTY BUILDSYSTEM_TARGETS)
    foreach(target IN LISTS targets)
      get_target_property(type ${target} TYPE)
      if(NOT type MATCHES "^(STATIC_LIBRARY|SHARED_LIBRARY|MODULE_LIBRARY|OBJECT_LIBRARY|EXECUTABLE)$")
        continue()
      endif()
      list(APPEND all ${target})
      get_target_property(sources ${target} SOURCES)
      foreach(source IN LISTS sources)
        get_filename_component(name "${source}" NAME)
        if(name IN_LIST names)
          _migrate_path(${target} "${source}" path)
          string(MD5 key "${path}")
          set_property(GLOBAL APPEND PROPERTY "_MIGRATE_TARGETS_${key}" ${target})
        endif()
      endforeach()
    endforeach()
  endforeach()
  set_property(GLOBAL PROPERTY _MIGRATE_ALL_TARGETS "${all}")
endfunction()

# A folder of the build and all below it.
function(_migrate_directories directory out)
  set(all "${directory}")
  get_property(below DIRECTORY "${directory}" PROPERTY SUBDIRECTORIES)
  foreach(child IN LISTS below)
    _migrate_directories("${child}" more)
    list(APPEND all ${more})
  endforeach()
  set(${out} "${all}" PARENT_SCOPE)
endfunction()

# The file that an entry of a target's SOURCES means.
function(_migrate_path target source out)
  get_target_property(base ${target} SOURCE_DIR)
  file(REAL_PATH "${source}" path BASE_DIRECTORY "${base}")
  set(${out} "${path}" PARENT_SCOPE)
endfunction()

# Makes the headers that everybody but the original of a module includes, before all else: then the include guard keeps the
# original header away, however it is included.
function(_migrate_headers modules ROOT GENERATED work)
  set(recipes "")
  foreach(module IN LISTS modules)
    get_property(recipe GLOBAL PROPERTY "_MIGRATE_HEADERS_${module}")
    if(recipe)
      file(REAL_PATH "${recipe}" recipe BASE_DIRECTORY "${GENERATED}")
      list(APPEND recipes --recipe "${module}=${recipe}")
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${recipe}" "${MIGRATE_EXECUTABLE}")
      file(STRINGS "${recipe}" files ENCODING UTF-8 REGEX "\"file\": \"")
      foreach(line IN LISTS files)
        string(REGEX REPLACE "^.*\"file\": \"(.*)\".*$" "\\1" file "${line}")
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${ROOT}/${file}")
      endforeach()
    endif()
  endforeach()
  if(NOT recipes)
    return()
  endif()
  execute_process(
    COMMAND "${MIGRATE_EXECUTABLE}" overlay ${recipes} --root "${ROOT}" --out "${work}/headers"
    OUTPUT_VARIABLE made
    RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "Headers of ported modules cannot be replaced; the words of `migrate` are above.")
  endif()
  string(REGEX REPLACE "\n$" "" made "${made}")
  string(REPLACE "\n" ";" made "${made}")
  set_property(GLOBAL PROPERTY _MIGRATE_REPLACED "${made}")
  get_property(targets GLOBAL PROPERTY _MIGRATE_ALL_TARGETS)
  foreach(target IN LISTS targets)
    foreach(header IN LISTS made)
      set_property(TARGET ${target} APPEND PROPERTY COMPILE_OPTIONS "$<$<COMPILE_LANGUAGE:CXX>:SHELL:-include \"${header}\">")
    endforeach()
  endforeach()
endfunction()

# Takes a module's sources out of its targets and puts the renamed objects in.
function(_migrate_port module GENERATED work)
  get_property(sources GLOBAL PROPERTY "_MIGRATE_SOURCES_${module}")
  get_property(symbols GLOBAL PROPERTY "_MIGRATE_SYMBOLS_${module}")
  file(REAL_PATH "${symbols}" symbols BASE_DIRECTORY "${GENERATED}")
  if(NOT EXISTS "${symbols}")
    message(FATAL_ERROR "There is no ${symbols}, which modules.cmake names: run `migrate port ${module}` again.")
  endif()
  set(targets "")
  set(shared FALSE)
  foreach(source IN LISTS sources)
    string(MD5 key "${source}")
    get_property(of_source GLOBAL PROPERTY "_MIGRATE_TARGETS_${key}")
    if(NOT of_source)
      message(FATAL_ERROR
        "No target of this build compiles ${source} of the module ${module}. Is MIGRATE_ROOT (ROOT) right, and is the part "
        "of the project that holds it configured? Sources that only a generator expression names are not found.")
    endif()
    list(LENGTH of_source count)
    if(count GREATER 1)
      set(shared TRUE)
    endif()
    list(APPEND targets ${of_source})
  endforeach()
  list(REMOVE_DUPLICATES targets)
  if(NOT shared)
    _migrate_island("${module}" "${module}" "${sources}" "${targets}" "${symbols}" "${work}")
    return()
  endif()
  # A static and a shared variant of one library, for example: each has the whole module.
  foreach(target IN LISTS targets)
    foreach(source IN LISTS sources)
      string(MD5 key "${source}")
      get_property(of_source GLOBAL PROPERTY "_MIGRATE_TARGETS_${key}")
      if(NOT target IN_LIST of_source)
        message(FATAL_ERROR
          "The sources of the module ${module} are in several targets (${targets}), but ${target} does not compile "
          "${source}: a target has all of them, or each source is in one target.")
      endif()
    endforeach()
    _migrate_island("${module}" "${module}-${target}" "${sources}" "${target}" "${symbols}" "${work}")
  endforeach()
endfunction()

# One complete set of a module's objects, renamed together.
function(_migrate_island module name sources targets symbols work)
  get_property(renamed GLOBAL PROPERTY "_MIGRATE_RENAMED_${module}")
  set(outputs "")
  set(objects "")
  set(originals "")
  set(number 0)
  get_property(with GLOBAL PROPERTY "_MIGRATE_ORIGINAL_${module}")
  foreach(target IN LISTS targets)
    set(mine "")
    foreach(source IN LISTS sources)
      string(MD5 key "${source}")
      get_property(of_source GLOBAL PROPERTY "_MIGRATE_TARGETS_${key}")
      if(target IN_LIST of_source)
        list(APPEND mine "${source}")
      endif()
    endforeach()
    set(made "")
    if(renamed)
      set(original "migrate_original_${module}_${target}")
      if(with)
        # Only the first of several targets: a program has it once.
        get_property(generated GLOBAL PROPERTY _MIGRATE_DONE)
        get_property(root GLOBAL PROPERTY _MIGRATE_ROOT)
        list(APPEND mine "${generated}/${with}")
        # A header that no include folder leads to is named from there.
        set_source_files_properties("${generated}/${with}" PROPERTIES COMPILE_OPTIONS "-idirafter;${root}")
        set(with "")
      endif()
      _migrate_original(${original} ${target} "${mine}" "${module}")
      list(APPEND originals ${original})
      list(APPEND objects "$<TARGET_OBJECTS:${original}>")
      foreach(source IN LISTS mine)
        _migrate_object_name("${source}" object)
        list(APPEND made "${work}/island/${name}/${number}-${object}")
        math(EXPR number "${number} + 1")
      endforeach()
    endif()
    list(APPEND outputs ${made})
    _migrate_replace(${target} "${mine}" "${made}" "${symbols}" "migrate_island_${name}" "${work}")
  endforeach()
  if(NOT renamed)
    return()
  endif()
  set(objcopy "")
  if(CMAKE_OBJCOPY)
    set(objcopy --objcopy "${CMAKE_OBJCOPY}")
  endif()
  # `migrate` leaves alone what has not changed. Ninja looks at that, make would run the command again and again.
  set(touch "")
  if(CMAKE_GENERATOR MATCHES "Makefiles")
    set(touch COMMAND "${CMAKE_COMMAND}" -E touch ${outputs})
  endif()
  add_custom_command(
    OUTPUT ${outputs}
    COMMAND "${MIGRATE_EXECUTABLE}" island --facade "${symbols}" --out "${work}/island/${name}" ${objcopy} ${objects}
    ${touch}
    DEPENDS ${objects} "${symbols}" "${MIGRATE_EXECUTABLE}"
    COMMENT "Renaming the original of the module ${name}"
    COMMAND_EXPAND_LISTS VERBATIM)
  add_custom_target("migrate_island_${name}" DEPENDS ${outputs})
  add_dependencies("migrate_island_${name}" ${originals})
  set_property(GLOBAL APPEND PROPERTY _MIGRATE_ISLANDS "${name}")
  set_property(GLOBAL PROPERTY "_MIGRATE_ISLAND_OBJECTS_${name}" "${objects}")
  set_property(GLOBAL PROPERTY "_MIGRATE_ISLAND_ORIGINALS_${name}" "${originals}")
  set_property(GLOBAL PROPERTY "_MIGRATE_ISLAND_SYMBOLS_${name}" "${symbols}")
endfunction()

# The name that `migrate island` gives the object of a source, behind its number.
function(_migrate_object_name source out)
  get_filename_component(name "${source}" NAME)
  if(CMAKE_CXX_OUTPUT_EXTENSION_REPLACE)
    get_filename_component(name "${source}" NAME_WLE)
  endif()
  # CMake has no blanks in the names of objects.
  string(REPLACE " " "_" name "${name}")
  set(${out} "${name}.o" PARENT_SCOPE)
endfunction()

# Takes sources out of a target and puts objects in.
function(_migrate_replace target sources objects symbols island work)
  get_target_property(all ${target} SOURCES)
  set(kept "")
  set(compiles FALSE)
  foreach(source IN LISTS all)
    _migrate_path(${target} "${source}" path)
    if(NOT path IN_LIST sources)
      list(APPEND kept "${source}")
      if(source MATCHES "\\.(c|cc|cpp|cxx|C|c\\+\\+|cppm|ixx)$")
        set(compiles TRUE)
      endif()
    endif()
  endforeach()
  get_target_property(type ${target} TYPE)
  if(NOT compiles)
    # CMake wants a source, and knows by it how to link.
    file(CONFIGURE OUTPUT "${work}/empty.cc" CONTENT "// All sources of this target belong to ported modules.\n" @ONLY)
    list(APPEND kept "${work}/empty.cc")
  endif()
  set_property(TARGET ${target} PROPERTY SOURCES "${kept}")
  _migrate_sanitizers(${target})
  if(NOT type STREQUAL "OBJECT_LIBRARY")
    _migrate_hold(${target} "${objects}" "${symbols}" "${island}" "${work}")
    return()
  endif()
  # An object library may hold nothing but what it compiles; its objects go where it goes.
  get_property(targets GLOBAL PROPERTY _MIGRATE_ALL_TARGETS)
  foreach(user IN LISTS targets)
    get_target_property(used ${user} SOURCES)
    get_target_property(linked ${user} LINK_LIBRARIES)
    get_target_property(user_type ${user} TYPE)
    if("$<TARGET_OBJECTS:${target}>" IN_LIST used OR target IN_LIST linked)
      if(NOT user_type STREQUAL "OBJECT_LIBRARY")
        _migrate_hold(${user} "${objects}" "${symbols}" "${island}" "${work}")
      endif()
    endif()
  endforeach()
endfunction()

# Gives a target renamed objects, and what brings the old symbols back.
function(_migrate_hold target objects symbols island work)
  if(objects)
    set_source_files_properties(${objects} TARGET_DIRECTORY ${target} PROPERTIES GENERATED TRUE EXTERNAL_OBJECT TRUE)
    set_property(TARGET ${target} APPEND PROPERTY SOURCES ${objects})
    # Ninja knows by the file what makes it, and need not wait with anything else.
    if(CMAKE_GENERATOR MATCHES "Makefiles")
      add_dependencies(${target} "${island}")
    endif()
  endif()
  get_target_property(type ${target} TYPE)
  get_property(holders GLOBAL PROPERTY _MIGRATE_HOLDERS)
  if(NOT target IN_LIST holders)
    set_property(GLOBAL APPEND PROPERTY _MIGRATE_HOLDERS ${target})
    # These properties know no signatures: the project may have used either.
    set_property(TARGET ${target} APPEND PROPERTY LINK_LIBRARIES migrate_umbrella)
    if(type STREQUAL "STATIC_LIBRARY")
      set_property(TARGET ${target} APPEND PROPERTY INTERFACE_LINK_LIBRARIES "$<BUILD_INTERFACE:$<LINK_ONLY:migrate_umbrella>>")
    endif()
  endif()
  if(type MATCHES "^(SHARED|MODULE)_LIBRARY$")
    # Nobody inside asks for the facade, but whoever uses the library does.
    file(STRINGS "${symbols}" names ENCODING UTF-8 REGEX "^[^#]")
    set(text "")
    foreach(name IN LISTS names)
      string(REGEX REPLACE "[ \t#].*" "" name "${name}")
      string(APPEND text "-u\n${name}\n")
    endforeach()
    string(MD5 key "${symbols}")
    set(file "${work}/exports/${key}.txt")
    file(CONFIGURE OUTPUT "${file}" CONTENT "${text}" @ONLY)
    # The compiler must not read it: the linker does.
    set_property(TARGET ${target} APPEND PROPERTY LINK_OPTIONS "-Wl,@${file}")
    set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS "${file}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${symbols}")
  endif()
endfunction()

# Remembers the sanitizers of a target, and refuses those that all code must take part in.
function(_migrate_sanitizers target)
  get_target_property(directory ${target} SOURCE_DIR)
  string(TOUPPER "${CMAKE_BUILD_TYPE}" config)
  get_directory_property(flags DIRECTORY "${directory}" DEFINITION CMAKE_CXX_FLAGS)
  get_directory_property(flags_config DIRECTORY "${directory}" DEFINITION CMAKE_CXX_FLAGS_${config})
  get_target_property(options ${target} COMPILE_OPTIONS)
  set(found "")
  foreach(flag IN LISTS options)
    if(flag MATCHES "^(-fsanitize|-fno-sanitize)")
      list(APPEND found "${flag}")
    endif()
  endforeach()
  if("${flags} ${flags_config} ${found}" MATCHES "-fsanitize=[^ ;]*(thread|memory|dataflow)")
    message(FATAL_ERROR
      "${target} is built with -fsanitize=${CMAKE_MATCH_1}, which needs every part of the program to take part. Rust from a "
      "stable compiler does not, so the sanitizer would see errors that are none. Build with -DMIGRATE_SIDES=cpp, or with "
      "-fsanitize=address,undefined, which work with ported modules.")
  endif()
  get_property(known GLOBAL PROPERTY _MIGRATE_SANITIZERS)
  list(APPEND known ${found})
  list(REMOVE_DUPLICATES known)
  set_property(GLOBAL PROPERTY _MIGRATE_SANITIZERS "${known}")
  get_property(compiled GLOBAL PROPERTY _MIGRATE_CXXFLAGS SET)
  if(NOT compiled)
    set_property(GLOBAL PROPERTY _MIGRATE_CXXFLAGS "${flags} ${flags_config}")
  endif()
endfunction()

# The static library of all Rust and all facades.
function(_migrate_umbrella GENERATED work)
  get_property(sanitizers GLOBAL PROPERTY _MIGRATE_SANITIZERS)
  get_property(flags GLOBAL PROPERTY _MIGRATE_CXXFLAGS)
  string(REPLACE ";" " " sanitizers "${sanitizers}")
  # Warnings are for the authors of code; the archive that cargo makes has no index of intermediate code.
  get_property(headers GLOBAL PROPERTY _MIGRATE_REPLACED)
  list(TRANSFORM headers REPLACE "(.+)" "-include '\\1'")
  string(REPLACE ";" " " headers "${headers}")
  string(STRIP "${flags} ${sanitizers} ${headers} -Wno-error -fno-lto" flags)
  set(profile release)
  set(profile_flags --release)
  if(CMAKE_BUILD_TYPE STREQUAL "Debug")
    set(profile debug)
    set(profile_flags "")
  endif()
  set(environment "CXX=${CMAKE_CXX_COMPILER}" "CXXFLAGS=${flags}" "CC_SHELL_ESCAPED_FLAGS=1" "MIGRATE_LINK=off" "MIGRATE_SIDES=${MIGRATE_SIDES}")
  if(CMAKE_C_COMPILER)
    list(APPEND environment "CC=${CMAKE_C_COMPILER}")
  endif()
  if(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
    list(APPEND environment "CARGO_PROFILE_RELEASE_DEBUG=true")
  endif()
  # What is shipped is optimised as a whole; who edits and builds again does not wait for that.
  if(NOT CMAKE_BUILD_TYPE MATCHES "^(Release|MinSizeRel)$")
    list(APPEND environment "CARGO_PROFILE_RELEASE_LTO=false" "CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16")
  endif()
  # What cargo makes, and what is linked: the same, when it has been compared with the originals.
  set(library "${work}/unproved/libmigrate_umbrella.a")
  set(proved "${work}/libmigrate_umbrella.a")
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/MigrateCargo.cmake")
  set(settings "${work}/cargo-settings.cmake")
  set(target "${work}/cargo")
  if(MIGRATE_CARGO_TARGET)
    set(target "${MIGRATE_CARGO_TARGET}")
  endif()
  _migrate_cargo_settings("${settings}" "${GENERATED}" "${target}" "${library}" "${profile}" "${profile_flags}" "${environment}")
  file(GLOB_RECURSE manifests "${GENERATED}/Cargo.toml")
  add_custom_command(
    OUTPUT "${library}"
    COMMAND "${CMAKE_COMMAND}" "-DSETTINGS=${settings}" -P "${script}"
    DEPENDS "${settings}" "${script}" ${manifests}
    DEPFILE "${library}.d"
    COMMENT "Building the Rust of ported modules"
    VERBATIM)
  add_custom_target(migrate_cargo DEPENDS "${library}")
  foreach(dependency IN LISTS MIGRATE_BUILD_FIRST)
    add_dependencies(migrate_cargo "${dependency}")
  endforeach()
  _migrate_prove("${library}" "${proved}")
  add_library(migrate_umbrella STATIC IMPORTED GLOBAL)
  set_target_properties(migrate_umbrella PROPERTIES
    IMPORTED_LOCATION "${proved}"
    IMPORTED_LINK_INTERFACE_LANGUAGES CXX)
  if(CMAKE_GENERATOR MATCHES "Makefiles")
    add_dependencies(migrate_umbrella migrate_proof)
  endif()
  # The facades call the originals and Rust calls bridges: archives that need each other are named again by CMake.
  set(libraries "")
  get_property(holders GLOBAL PROPERTY _MIGRATE_HOLDERS)
  foreach(target IN LISTS holders)
    get_target_property(type ${target} TYPE)
    if(type STREQUAL "STATIC_LIBRARY")
      list(APPEND libraries ${target})
    endif()
  endforeach()
  get_property(modules GLOBAL PROPERTY _MIGRATE_MODULES)
  foreach(module IN LISTS modules)
    get_property(more GLOBAL PROPERTY "_MIGRATE_LIBRARIES_${module}")
    list(APPEND libraries ${more})
  endforeach()
  list(REMOVE_DUPLICATES libraries)
  list(TRANSFORM libraries REPLACE "(.+)" "$<LINK_ONLY:\\1>")
  # An original may call the facade of another module, and that its original, which may be in an archive before it: each
  # step takes one more pass over the archives.
  list(LENGTH modules passes)
  math(EXPR passes "${passes} + 2")
  set_property(TARGET migrate_umbrella PROPERTY IMPORTED_LINK_INTERFACE_MULTIPLICITY ${passes})
  # What Rust's standard library needs of the system.
  set_property(TARGET migrate_umbrella PROPERTY INTERFACE_LINK_LIBRARIES ${libraries} -lpthread -ldl -lm)
endfunction()

# The archive that is linked is there when facades and originals define the same symbols.
function(_migrate_prove library proved)
  set(commands "")
  set(compared "")
  set(first migrate_cargo)
  get_property(islands GLOBAL PROPERTY _MIGRATE_ISLANDS)
  foreach(name IN LISTS islands)
    foreach(part IN ITEMS OBJECTS ORIGINALS SYMBOLS)
      get_property(${part} GLOBAL PROPERTY "_MIGRATE_ISLAND_${part}_${name}")
    endforeach()
    list(APPEND commands
      COMMAND "${MIGRATE_EXECUTABLE}" island --facade "${SYMBOLS}" --compare "${library}" ${OBJECTS})
    list(APPEND compared ${OBJECTS} "${SYMBOLS}")
    get_filename_component(folder "${SYMBOLS}" DIRECTORY)
    if(EXISTS "${folder}/stays.txt")
      list(APPEND compared "${folder}/stays.txt")
    endif()
    list(APPEND first ${ORIGINALS})
  endforeach()
  if(islands)
    list(APPEND compared "${MIGRATE_EXECUTABLE}")
  endif()
  # As with islands: Ninja looks at what has changed, make at times.
  set(touch "")
  if(CMAKE_GENERATOR MATCHES "Makefiles")
    set(touch COMMAND "${CMAKE_COMMAND}" -E touch "${proved}")
  endif()
  add_custom_command(
    OUTPUT "${proved}"
    ${commands}
    COMMAND "${CMAKE_COMMAND}" -E copy_if_different "${library}" "${proved}"
    ${touch}
    DEPENDS "${library}" ${compared}
    COMMENT "Comparing facades with originals"
    COMMAND_EXPAND_LISTS VERBATIM)
  add_custom_target(migrate_proof DEPENDS "${proved}")
  add_dependencies(migrate_proof ${first})
endfunction()

# Writes down what MigrateCargo.cmake has to know.
function(_migrate_cargo_settings file GENERATED target library profile profile_flags environment)
  set(touch OFF)
  if(CMAKE_GENERATOR MATCHES "Makefiles")
    set(touch ON)
  endif()
  set(cargo_flags ${profile_flags} ${MIGRATE_CARGO_FLAGS})
  foreach(part IN ITEMS environment cargo_flags)
    set(quoted_${part} "")
    foreach(word IN LISTS ${part})
      string(APPEND quoted_${part} " [==[${word}]==]")
    endforeach()
  endforeach()
  file(CONFIGURE OUTPUT "${file}" @ONLY CONTENT [=====[
# Written by Migrate.cmake.
set(cargo [==[@MIGRATE_CARGO@]==])
set(cargo_flags @quoted_cargo_flags@)
set(environment @quoted_environment@)
set(umbrella [==[@GENERATED@/umbrella]==])
set(target [==[@target@]==])
set(profile @profile@)
set(library [==[@library@]==])
set(touch @touch@)
]=====])
endfunction()

# Injected from outside: at the end of the project, when all targets are there.
if(MIGRATE_GENERATED)
  if(NOT MIGRATE_ROOT)
    set(MIGRATE_ROOT "${CMAKE_SOURCE_DIR}")
  endif()
  cmake_language(EVAL CODE "cmake_language(DEFER DIRECTORY [==[${CMAKE_SOURCE_DIR}]==] CALL migrate_modules
    ROOT [==[${MIGRATE_ROOT}]==] GENERATED [==[${MIGRATE_GENERATED}]==])")
endif()

cmake_policy(POP)
