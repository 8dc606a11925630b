#!/usr/bin/env bash
# Builds a program of somebody else's against the core of build/release, as a package and as sources,
# and runs it.
#   tests/consumer/run.sh
# With the package it is compiled by flags that have broken such programs: Eigen chooses how memory is
# aligned and given back by instruction set and sanitizer. As sources, the project must ask for
# nothing but Eigen, RapidJSON and nlohmann-json.
set -euo pipefail
cd "$(dirname "$0")/../.."
fail() { echo "consumer: $*" >&2; exit 1; }

out=$PWD/build/consumer
prefix=$out/prefix
rm -rf "$out"
mkdir -p "$out"
hostile=(-O2 -march=native -fsanitize=address -D_GLIBCXX_ASSERTIONS)
export ASAN_OPTIONS=detect_leaks=1

# Runs a command with its output in a log, shown when it fails.
quietly() { "$@" >"$out/log" 2>&1 || { cat "$out/log" >&2; fail "$1 failed"; }; }
# Runs a program that judges itself: run NAME PROGRAM
run() {
  "$2" >"$out/$1.txt" 2>&1 || { cat "$out/$1.txt" >&2; fail "$1: the program failed"; }
  echo "$1: $(cat "$out/$1.txt")"
}

diff <(cd core/include && LC_ALL=C ls digitlab/*/*.hpp digitlab/*/*/*.hpp | LC_ALL=C sort) \
  <(sed -n 's/^#include "\(.*\)"/\1/p' core/include/digitlab/digitlab.hpp | LC_ALL=C sort) ||
  fail "core/include/digitlab/digitlab.hpp must include every public header"
for example in core/examples/*.cpp; do
  [ "$(wc -l <"$example")" -le 25 ] || fail "$example has over 25 lines"
done
# README prints one of them, indented.
sed 's/^/    /; s/ *$//' core/examples/read_digit.cpp >"$out/printed"
grep -A $(($(wc -l <"$out/printed") - 1)) -F "$(head -n 1 "$out/printed")" README.md | diff - "$out/printed" ||
  fail "README.md does not print core/examples/read_digit.cpp as it is"

quietly tools/build.sh release digitlab_layout
quietly cmake --install build/release --component core --prefix "$prefix"
layout=build/release/tests/consumer/layout

# As CMake's package; the library and Eigen in either order.
configure=(cmake -G Ninja -S tests/consumer -DCMAKE_PREFIX_PATH="$prefix"
  -DLAYOUT_LIBRARY="$PWD/$layout/libdigitlab_layout.a"
  -DLAYOUT_HEADERS="$PWD/$layout;$PWD/tests/consumer/layout")
quietly "${configure[@]}" -B "$out/package" -DCMAKE_CXX_FLAGS="${hostile[*]}"
quietly cmake --build "$out/package" --target consumer consumer_eigen_first
run package "$out/package/consumer"
run package_eigen_first "$out/package/consumer_eigen_first"

# Without CMake's definitions, and without the flags: the same weights.
eigen=-isystem$(sed -n 's/^EIGEN_INCLUDE_DIR:PATH=//p' build/release/CMakeCache.txt)
libraries=(-L"$prefix/lib")
for room in generate formats reading train assess data ink nn math; do
  libraries+=(-ldigitlab_$room)
done
by_hand=(g++ -std=c++20 -I"$prefix/include" "$eigen" tests/consumer/consumer.cpp)
quietly "${by_hand[@]}" "${hostile[@]}" "${libraries[@]}" -o "$out/by_hand"
run by_hand "$out/by_hand"
quietly "${by_hand[@]}" -O0 "${libraries[@]}" -o "$out/plain"
run plain "$out/plain"
weights() { grep -o 'weights .*' "$out/$1.txt"; }
for way in package_eigen_first by_hand plain; do
  [ "$(weights $way)" = "$(weights package)" ] || fail "$way trains to other weights than package"
done

# What cannot be made to agree does not compile, and says what to do.
refuses() {
  ! "${by_hand[@]}" -fsyntax-only "$@" 2>"$out/log" && grep -q "static assertion failed: $said" "$out/log" ||
    fail "with $* it must not compile, but say '$said'"
}
said="include digitlab before Eigen, or define EIGEN_MAX_ALIGN_BYTES=16" refuses -DCONSUMER_EIGEN_FIRST
said="digitlab is built with Eigen's default index" refuses -DEIGEN_DEFAULT_DENSE_INDEX_TYPE=int

# As sources, where nothing that tools and tests need can be found.
absent=()
for package in GTest CLI11 nlohmann_json OpenSSL PNG Threads ZLIB PkgConfig; do
  absent+=(-DCMAKE_DISABLE_FIND_PACKAGE_$package=ON)
done
quietly cmake -G Ninja -S tests/consumer -B "$out/sources" -DDIGITLAB_SOURCE="$PWD" -DCMAKE_UNITY_BUILD=ON "${absent[@]}" \
  -DCMAKE_CXX_FLAGS=-O0
! grep -qiE '^(gtest|matio|cli11|png|zlib|openssl)' "$out/sources/CMakeCache.txt" ||
  fail "as a part of another project it looks for what only its tools and tests need"
quietly cmake --build "$out/sources" --target consumer
run sources "$out/sources/consumer"
