#!/usr/bin/env bash
# Runs clang-tidy with the checks of .clang-tidy on sources of core and tools.
#   tools/tidy.sh          what changed in the last commit or since, and every thirtieth of the rest:
#                          another thirtieth with each commit, as all take ten minutes
#   tools/tidy.sh all      every file
#   tools/tidy.sh FILE …   these
set -euo pipefail
cd "$(dirname "$0")/.."

# Each file by itself, as Clang compiles it: a precompiled header would be walked through every time.
cmake --preset dev -B build/tidy -DCMAKE_UNITY_BUILD=OFF -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON >/dev/null

sources() { git ls-files 'core/src/*.cpp' 'tools/digitlab/*.cpp'; }
case ${1:-some} in
  all) mapfile -t files < <(sources) ;;
  some)
    share=$(($(git rev-list --count HEAD) % 30))
    mapfile -t files < <({
      git diff --name-only --diff-filter=d HEAD~1 -- 'core/src/*.cpp' 'tools/digitlab/*.cpp' || true
      sources | awk -v share=$share 'NR % 30 == share'
    } | sort -u)
    ;;
  *) files=("$@") ;;
esac

failed=0
printf '%s\0' "${files[@]}" |
  xargs -0 -n 1 -P 2 clang-tidy -p build/tidy --quiet --warnings-as-errors='*' 2>/dev/null || failed=1
echo "clang-tidy: ${#files[@]} files looked at, $([ $failed = 0 ] && echo no findings || echo findings above)"
exit $failed
