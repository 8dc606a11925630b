#!/usr/bin/env bash
# Ships a trained network to the site: copies its weights, its report and, when it has one, its model
# card to where the page looks.
#   tools/ship.sh DIR NAME      DIR as `digitlab train --out DIR` left it, and perhaps `digitlab card`
# The next build of the site offers it under NAME.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# = 2 ] || { echo "usage: tools/ship.sh DIR NAME" >&2; exit 2; }
[[ $2 =~ ^[a-z0-9][a-z0-9-]*$ ]] || {
  echo "ship: the name is '$2', expected small letters, digits and hyphens" >&2
  exit 2
}
for file in model.safetensors report.json; do
  [ -f "$1/$file" ] || { echo "ship: $1 holds no $file; was the training finished?" >&2; exit 1; }
done
# Refuses what the page could not load.
build/release/tools/digitlab summary --model "$1/model.safetensors" >/dev/null

target=web/public/models/$2
mkdir -p "$target"
for file in model.safetensors report.json model-card.md; do
  [ -f "$1/$file" ] || { rm -f "$target/$file"; continue; }  # a card of older weights must not stay
  cp "$1/$file" "$target/.$file.tmp"
  mv "$target/.$file.tmp" "$target/$file"
done
echo "shipped to $target"
