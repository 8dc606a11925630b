#!/usr/bin/env bash
# Installs what is missing: Debian (or Ubuntu) packages by name, then the npm packages of the lock files.
#   tools/setup.sh build   all that building and serving the site needs
#   tools/setup.sh test    that, and what the tests need besides
# The one place where packages are named. Does nothing, and needs no root, when all are there.
set -euo pipefail
cd "$(dirname "$0")/.."

build_packages=(
  build-essential cmake ninja-build pkg-config  # the compiler and the build
  emscripten                          # the core as WebAssembly
  libeigen3-dev                       # core: matrices
  rapidjson-dev nlohmann-json3-dev    # core: metadata, read and written
  libmatio-dev libcli11-dev libpng-dev zlib1g-dev libssl-dev  # tools: files, arguments, checksums
)
test_packages=(
  libgtest-dev googletest             # native library, and the sources for WebAssembly
  chromium-headless-shell firefox-esr # page tests run in real browsers
  webkit2gtk-driver xvfb xauth        # and in WebKit, which wants a display
  clang-format                        # the sources are as .clang-format says
  clang libclang-rt-dev llvm          # sanitizers, fuzzing, which lines run
  clang-tidy                          # what looks wrong in the sources
)

purpose=${1:-build}
case $purpose in
  build) packages=("${build_packages[@]}") ;;
  test) packages=("${build_packages[@]}" "${test_packages[@]}") ;;
  *) echo "usage: tools/setup.sh build|test" >&2; exit 2 ;;
esac

is_installed() { dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

missing=()
for package in "${packages[@]}"; do is_installed "$package" || missing+=("$package"); done
# Node may have come from elsewhere, newer than Debian's: ask for the commands.
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || {
    echo "setup: this needs apt-get, or these packages installed by hand: ${missing[*]}" >&2
    exit 1
  }
  echo "setup: installing ${missing[*]}"
  log=$(mktemp)
  as_root apt-get update -q >"$log" 2>&1 &&
    as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -q --no-install-recommends "${missing[@]}" >>"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    echo "setup: the packages could not be installed; the whole log is in $log" >&2
    exit 1
  }
  rm -f "$log"
fi

# npm leaves a copy of the lock file in node_modules: newer than ours, nothing has changed since.
install_npm() {
  [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ] && return
  echo "setup: installing the npm packages of $1"
  npm ci --prefix "$1" --no-audit --no-fund --loglevel=error
}
install_npm web
[ "$purpose" = build ] || install_npm tests/web
