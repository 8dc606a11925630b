#!/usr/bin/env bash
# Configures a CMake preset (dev, release, wasm, fuzz or tsan) and builds it, or only the targets named.
#   tools/build.sh PRESET [TARGET …]
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:?usage: tools/build.sh PRESET [TARGET …]}
shift

# The tests are configured where Google Test is there to build them with.
[ -d /usr/src/googletest ] && tests=ON || tests=OFF
mkdir -p build
cmake --preset "$preset" -DDIGITLAB_TESTS=$tests >build/configure.log || {
  cat build/configure.log >&2
  exit 1
}
cmake --build --preset "$preset" ${1:+--target "$@"}
