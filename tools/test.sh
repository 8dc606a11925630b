#!/usr/bin/env bash
# Installs what is missing and runs every test. Each runner ends with its own closing line.
# Tests on real data look for it in $DIGITLAB_DATA (default ../shared/data) and say so when it is not there.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n== %s  [%d:%02d]\n' "$*" $((SECONDS / 60)) $((SECONDS % 60)); }

step "Installing what is missing"
tools/setup.sh test

step "Sources are formatted"
git ls-files -z '*.cpp' '*.hpp' '*.inl' ':!tests/reference' | xargs -0 clang-format --dry-run -Werror

step "The house: no include runs up"
node --test tests/structure/

step "Build under address and undefined-behaviour sanitizers"
tools/build.sh dev all all_verify_interface_header_sets

step "Core tests, native"
rm -rf build/dev/profiles
shard() {
  LLVM_PROFILE_FILE=$PWD/build/dev/profiles/%4m.profraw GTEST_TOTAL_SHARDS=2 GTEST_SHARD_INDEX=$1 \
    build/dev/tests/core/core_tests --gtest_brief=1
}
shard 0 &
shard 1
wait $!

step "Tests of the command line and the examples"
ctest --preset dev --label-exclude "core|long" --parallel "$(nproc)"

step "Which lines they ran"
tools/coverage.sh

step "Fuzz targets, ten seconds each"
tools/fuzz.sh 10

step "Training and evaluation under a thread sanitizer"
tools/build.sh tsan threads_test
build/tsan/tests/threads/threads_test --gtest_brief=1

step "clang-tidy, on what changed and a share of the rest"
tools/tidy.sh

step "Release build, and tests that compute for long"
tools/build.sh release digitlab digitlab_tools_test
ctest --preset release --label-regex long --parallel "$(nproc)"

step "Programs of somebody else's that use the core"
tests/consumer/run.sh

step "Core tests, compiled to WebAssembly, under Node"
tools/build.sh wasm
ctest --preset wasm

step "Module tests: the bindings, under Node"
node --no-experimental-fetch --test tests/wasm/

step "Page: lint, types, build"
npm run --silent --prefix web lint
npm run --silent --prefix web typecheck
npm run --silent --prefix web build

step "Page tests, in Chromium"
npm run --silent --prefix tests/web typecheck
npm test --silent --prefix tests/web

step "All passed"
