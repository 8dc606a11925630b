#!/usr/bin/env bash
# Prints which share of the lines of core and tools the native tests ran, and the files of which they
# ran least; the lines themselves are in build/dev/coverage.txt. After `ctest --preset dev`.
set -euo pipefail
cd "$(dirname "$0")/.."
build=build/dev
ls $build/profiles/*.profraw >/dev/null 2>&1 || {
  echo "coverage: no counts in $build/profiles; run tools/build.sh dev and ctest --preset dev first" >&2
  exit 1
}
llvm-profdata merge --sparse --failure-mode=all $build/profiles/*.profraw -o $build/coverage.profdata
programs=($build/tests/core/core_tests -object $build/tools/digitlab -object $build/tests/tools/digitlab_tools_test)
covered() { llvm-cov "$1" "${programs[@]}" --instr-profile=$build/coverage.profdata "${@:2}" core tools/digitlab; }

covered show --format=text --show-line-counts-or-regions=false >$build/coverage.txt
covered export --summary-only --format=text | node -e '
  const { data: [{ files, totals }] } = JSON.parse(require("fs").readFileSync(0));
  const row = ({ filename, summary: { lines } }) =>
    `${lines.percent.toFixed(1).padStart(6)} %  ${String(lines.count - lines.covered).padStart(4)} lines not run  ` +
    filename.slice(process.cwd().length + 1);
  console.log("Files of which the tests run the smallest share:");
  files.sort((a, b) => a.summary.lines.percent - b.summary.lines.percent);
  for (const file of files.slice(0, 20)) console.log(row(file));
  const { count, covered, percent } = totals.lines;
  console.log(`coverage: ${covered} of ${count} lines run, ${percent.toFixed(1)} %`);
'
