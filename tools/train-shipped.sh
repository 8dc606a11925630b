#!/usr/bin/env bash
# Trains a network as the shipped one was trained, from MNIST and ink.
#   tools/train-shipped.sh convnet|lab DIR [SEEDS]
# The network lands in DIR/seed-1 (DIR is seen from the project's folder), with a report and a model
# card, ready for tools/ship.sh. With SEEDS, that many networks are trained, and the card and the
# report say how much they differ.
# Stopped, the same command goes on where it was. The data is looked for in $DIGITLAB_DATA; see
# data/README.md for where to get it.
set -euo pipefail
cd "$(dirname "$0")/.."
usage() { echo "usage: tools/train-shipped.sh convnet|lab DIR [SEEDS]" >&2; exit 2; }
[ $# = 2 ] || [ $# = 3 ] || usage
name=$1 out=$2 seeds=${3:-1}
case $name in convnet | lab) ;; *) usage ;; esac

# In lists of files a comma ends a name, unless a backslash stands before it.
in_list() { local name=${1//\\/\\\\}; printf %s "${name//,/\\,}"; }

data=$(in_list "${DIGITLAB_DATA:-../shared/data}")
digitlab=build/release/tools/digitlab
ink=$data/ink/pendigits-train.ndjson.gz@train,$data/ink/unipen-train.ndjson.gz@train
train=$data/mnist/train-images-idx3-ubyte.gz,$ink
held_out=$data/ink/pendigits-train.ndjson.gz@held-out,$data/ink/unipen-train.ndjson.gz@held-out
common=(--validation "$held_out" --batch-size 64 --schedule cosine --warmup 0.05
  --average-decay 0.999)
non_digits=non-digits:8000:9@train  # to be refused

# Larger networks, whose mean answer convnet imitates.
teachers=()
train_teacher() { # SHAPE SEED EPOCHS LEARNING-RATE
  "$digitlab" train --model "tools/recipes/teacher-$1.json" --data "$train" "${common[@]}" \
    --epochs "$3" --learning-rate "$4" --weight-decay 0.02 --augment 1 --seed "$2" \
    --out "$out/teacher-$1-$2" --resume
  teachers+=("$(in_list "$out/teacher-$1-$2/model.safetensors")")
}

tools/build.sh release digitlab
mkdir -p "$out"
recipe=(--name "$name" --test "$data/mnist/t10k-images-idx3-ubyte.gz" --pictures synthetic:2000
  --teacher-weight 1 --temperature 2 --advice "$out/advice")
if [ "$name" = convnet ]; then
  train_teacher wide 1 8 0.003
  train_teacher wide 2 8 0.003
  train_teacher deskewed 1 10 0.004
  recipe+=(--model convnet --data "$train,$non_digits" --teacher "$(IFS=,; echo "${teachers[*]}")"
    --variations 16 --epochs 60 --learning-rate 0.008 --weight-decay 0.02 --augment 1
    --precision half)
else
  # Ink counts three times. The shipped convnet is the teacher.
  recipe+=(--model tools/recipes/lab.json --data "$train,$ink,$ink"
    --teacher web/public/models/convnet/model.safetensors
    --variations 20 --epochs 100 --learning-rate 0.006 --augment 0.5)
fi
spread=() known=()
if [ "$seeds" != 1 ]; then
  spread=(--report "$out/seed-1/report.json") known=(--seeds "$out/seeds.json")
fi
node tools/bench/seeds.mjs --folder "$out" --seeds "$seeds" --out "$out/seeds.json" "${spread[@]}" \
  -- "${common[@]}" "${recipe[@]}"
"$digitlab" card --run "$out/seed-1" "${known[@]}" --command "tools/train-shipped.sh $name DIR" \
  --notes "tools/recipes/$name-notes.md" --out "$out/seed-1/model-card.md"
