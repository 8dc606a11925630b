#!/usr/bin/env bash
# Installs what is missing and runs every test. Each runner ends with its own closing line.
# Tests on real data look for it in $DIGITLAB_DATA (default ../shared/data) and say so when it is not there.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n== %s\n' "$*"; }

step "Installing what is missing"
tools/setup.sh test

step "Sources are formatted"
git ls-files -z '*.cpp' '*.hpp' '*.inl' ':!tests/reference' | xargs -0 clang-format --dry-run -Werror

step "The house: no include runs up"
node --test tests/structure/

step "Native tests, under address and undefined-behaviour sanitizers"
tools/build.sh dev all all_verify_interface_header_sets
ctest --preset dev --parallel "$(nproc)"

step "Release build"
tools/build.sh release

step "The core as a library in somebody else's program"
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
