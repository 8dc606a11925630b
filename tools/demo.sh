#!/usr/bin/env bash
# From a clean clone to a page that reads your digits: installs what is missing, builds, trains the
# lab network, ships its weights to the site, builds the site and serves it.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
  cat <<'EOF'
usage: tools/demo.sh [--port N] [--no-serve] [--data SRC [--test SRC]]

  --port N     serve at this port (default 8080; the next free one if it is taken)
  --no-serve   stop when the site is finished, in build/site
  --data SRC   train on this instead of generated digits: ex3data1.mat, MNIST's
               train-images-idx3-ubyte.gz, ink as .ndjson.gz, synthetic:COUNT[:SEED]
  --test SRC   test on this instead of 2,000 other generated digits
EOF
}

# The generator's digits vary less than people's: augmentation makes up for some of that.
port=8080 serve=yes data=synthetic:20000,non-digits:3000 test=synthetic:2000:2 augment=1
need_value() { [ $# -ge 2 ] || { echo "demo: $1 needs a value" >&2; exit 2; }; }
while [ $# -gt 0 ]; do
  case $1 in
    --port) need_value "$@"; port=$2; shift 2 ;;
    --data) need_value "$@"; data=$2 augment=0; shift 2 ;;
    --test) need_value "$@"; test=$2; shift 2 ;;
    --no-serve) serve=no; shift ;;
    -h | --help) usage; exit 0 ;;
    *) echo "demo: unknown option $1" >&2; usage >&2; exit 2 ;;
  esac
done
[[ $port =~ ^[0-9]{1,5}$ ]] && [ "$port" -ge 1 ] && [ "$port" -le 65535 ] || {
  echo "demo: --port is '$port', expected 1 to 65535" >&2
  exit 2
}

step() { printf '\n\033[1m%s\033[0m\n' "$*"; }

step "1/5  Installing what is missing"
tools/setup.sh build

step "2/5  Building the command line"
tools/build.sh release digitlab

step "3/5  Training the lab network on $data"
build/release/tools/digitlab train --model lab --data "$data" --test "$test" \
  --augment "$augment" --validation-split 0.1 --name trained-here --out build/trained-here --overwrite
tools/ship.sh build/trained-here trained-here

step "4/5  Compiling the core to WebAssembly"
tools/build.sh wasm wasm_modules

step "5/5  Building the site"
npm run --silent --prefix web build

echo
echo "The site is in build/site: static files, ready for any web server."
[ "$serve" = yes ] || exit 0
exec npm run --silent --prefix web preview -- --host --port "$port"
