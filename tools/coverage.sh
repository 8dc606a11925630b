#!/usr/bin/env bash
# Runs the native tests, prints which share of the lines of core and tools they run, and the files of
# which they run least; the lines themselves are in build/coverage/lines.txt.
#   tools/coverage.sh [TARGET …]   of these test programs; core_tests and digitlab_tools_test unless told
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- core_tests digitlab_tools_test
build=build/coverage

tools/build.sh coverage "$@" >build/coverage-build.log || { cat build/coverage-build.log >&2; exit 1; }
find $build -name '*.gcda' -delete
for target in "$@"; do
  program=$(find $build/tests -name "$target" -type f)
  "$program" --gtest_brief=1
done
# Threads count side by side, and may lose a count.
gcovr --root . --object-directory $build --filter 'core/' --filter 'tools/digitlab/' \
  --gcov-ignore-parse-errors --exclude-throw-branches --sort-percentage \
  --txt $build/lines.txt --print-summary >$build/summary.txt
echo "Lines that no test runs, the files with the smallest share first:"
sed -n '7,26p' $build/lines.txt
grep '^lines:' $build/summary.txt
