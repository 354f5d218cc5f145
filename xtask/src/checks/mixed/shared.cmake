# Makes shared libraries of those of the legacy system. Its core is a cycle, which only archives can be.
include_guard(GLOBAL)

function(add_library name type)
  if(type STREQUAL "STATIC" AND name MATCHES "^gateway_" AND NOT name MATCHES "^gateway_(pipeline|session|dispatch)$")
    set(type SHARED)
  endif()
  _add_library("${name}" "${type}" ${ARGN})
endfunction()
