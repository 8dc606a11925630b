#!/usr/bin/env bash
# Feeds made-up bytes to whatever reads bytes or strokes of strangers; see tests/fuzz/fuzz.hpp.
#   tools/fuzz.sh [SECONDS [TARGET …]]   each target for so long, 10 unless told; two at a time
# Prints a line a target. On a finding it names the file that reproduces it, and fails. What was
# learnt stays in build/fuzzing/corpus and is where the next run begins.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-10}
[[ $seconds =~ ^[1-9][0-9]*$ ]] || { echo "usage: tools/fuzz.sh [SECONDS [TARGET …]]" >&2; exit 2; }
shift || true

programs=build/dev/tests/fuzz out=build/fuzzing
mkdir -p $out/{corpus,findings,logs}
tools/build.sh dev fuzz >$out/build.log || { cat $out/build.log >&2; exit 1; }
export LLVM_PROFILE_FILE=/dev/null  # lines are counted for the tests
rm -rf $out/seeds
$programs/fuzz_seeds $out/seeds
if [ $# -eq 0 ]; then
  for program in $programs/*_fuzz; do
    name=$(basename "$program")
    set -- "$@" "${name%_fuzz}"
  done
fi

# One input may take a second and 300 MB; the sanitizers need twice the time. Freed memory that
# the address sanitizer holds back would count.
export ASAN_OPTIONS=quarantine_size_mb=8:malloc_context_size=8:detect_leaks=1
export UBSAN_OPTIONS=print_stacktrace=1
run() {
  local name=$1 log=$out/logs/$1.log status=0
  mkdir -p "$out/corpus/$name"
  "$programs/${name}_fuzz" -max_total_time="$seconds" -timeout=2 -rss_limit_mb=300 \
    -max_len=16384 -print_final_stats=1 -artifact_prefix="$out/findings/$name-" \
    "$out/corpus/$name" "$out/seeds/$name" >"$log" 2>&1 || status=$?
  local executions coverage
  executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  coverage=$(grep -o 'cov: [0-9]* ft: [0-9]* corp: [0-9]*' "$log" | tail -n 1)
  read -r _ edges _ features _ inputs <<<"$coverage"
  printf '%-15s %9s executions, %5s edges and %6s features covered by %4s inputs%s\n' "$name" \
    "${executions:-0}" "${edges:-0}" "${features:-0}" "${inputs:-0}" \
    "$([ $status = 0 ] || echo ' FINDING')"
  [ $status = 0 ] && return
  grep -m 3 -E 'ERROR: |runtime error: |SUMMARY: |^an? |Test unit written' "$log" || tail -n 5 "$log"
  grep -o "$out/findings/$name-.*" "$log" | tail -n 1 || echo "see $log"
  return 1
}
export -f run
export programs out seconds

failed=0
printf '%s\n' "$@" | xargs -P 2 -I{} bash -c 'run {}' || failed=1
findings=$(grep -L '^Done ' $(printf "$out/logs/%s.log " "$@") | wc -l)
echo "fuzz: $(($# - findings)) targets passed, $findings failed"
exit $failed
