#!/bin/sh
# Line coverage of src/ and apps/, with plain gcov.  Usage:
#   tools/coverage.sh [BUILD_DIR]     (default: build-coverage; CXX and GCOV may be set)
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-"$root/build-coverage"}
cmake -S "$root" -B "$build" -G Ninja -DGATEWAY_COVERAGE=ON -DCMAKE_BUILD_TYPE=Debug \
  -DCMAKE_CXX_COMPILER="${CXX:-g++}" >/dev/null
nice -n 10 ninja -C "$build" -j"${JOBS:-2}" >/dev/null
find "$build" -name '*.gcda' -delete
(cd "$build" && ctest --output-on-failure >/dev/null)

# gcov counts a header once per object that includes it.  The text output has
# one line per source line, so the counts are merged here: a line is covered
# if any object ran it.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find "$build" -name '*.gcda' -print |
  (cd "$work" && while read -r data; do "${GCOV:-gcov}" -p -t "$data" 2>/dev/null; done) |
  awk -v root="$root/" '
    { split($0, f, ":") }
    $0 ~ /^ *-: *0:Source:/ {
      source = substr($0, index($0, "Source:") + 7)
      ours = index(source, root "src/") == 1 || index(source, root "apps/") == 1
      sub(root, "", source)
      next
    }
    ours && f[1] !~ /^ *-$/ && f[2] + 0 > 0 {
      key = source SUBSEP (f[2] + 0)
      if (!(key in known)) { known[key] = 1; lines[source]++ }
      if (f[1] !~ /[#=]/ && !(key in hit)) { hit[key] = 1; run[source]++ }
    }
    END {
      for (s in lines) {
        printf "%6.1f%% %5d/%-5d %s\n", 100 * run[s] / lines[s], run[s], lines[s], s
        if (s ~ /^src\//) { all += lines[s]; good += run[s] }
      }
      printf "%6.1f%% %5d/%-5d total of src\n", 100 * good / all, good, all
    }' | sort -k3
