#!/usr/bin/env python3
"""Times one epoch of convnet on MNIST's 60,000 training images, augmented, here and in PyTorch.

    tools/bench/convnet_epoch.py [--rounds 2] [--threads 2] [--images FILE]

Needs Debian's python3-torch and a release build. Same network, batch and kind of augmentation (rotation, shear,
scale, aspect, shift and a smooth elastic field, resampled once, bilinearly); PyTorch's runs on whole batches through
grid_sample. Only ours also takes slant out of each image, as the network's input asks. Both programs run in turn in
each round, so that the machine's moods meet both. PyTorch is timed from the second batch on, ours with its start and
the reading of its files.
"""
import argparse
import gzip
import json
import math
import os
import subprocess
import tempfile
import time
from pathlib import Path

import numpy
import torch
from torch import nn
from torch.nn import functional

ROOT = Path(__file__).resolve().parents[2]
DIGITLAB = ROOT / "build/release/tools/digitlab"
BATCH = 64


def arguments():
    data = Path(os.environ.get("DIGITLAB_DATA", ROOT / "../shared/data"))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=Path, default=data / "mnist/train-images-idx3-ubyte.gz")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def read_idx(path, header):
    return numpy.frombuffer(gzip.open(path).read(), numpy.uint8, offset=header)


def convolution(layer, before):
    """PyTorch's layers for a Conv2D or a DepthwiseConv2D of digitlab's summary."""
    filters, channels = layer["output_shape"][-1], before[-1]
    groups = channels if layer["type"] == "DepthwiseConv2D" else 1
    side = math.isqrt(layer["parameters"] * groups // (channels * filters))
    padding = side // 2 if layer["output_shape"][0] == before[0] else 0
    return [nn.Conv2d(channels, filters, side, padding=padding, groups=groups, bias=False),
            nn.BatchNorm2d(filters, eps=1e-3, momentum=0.1), nn.ReLU()]


def convnet():
    """Convolutions and poolings as digitlab's own summary tells them."""
    told = subprocess.run([DIGITLAB, "summary", "--model", "convnet", "--json"], check=True, capture_output=True)
    layers, shape = [], [28, 28, 1]
    for layer in json.loads(told.stdout)["layers"]:
        if layer["type"] == "MaxPooling2D":
            layers.append(nn.MaxPool2d(2))
        if layer["type"].endswith("Conv2D"):
            layers += convolution(layer, shape)
        shape = layer["output_shape"]
        if len(shape) == 3:
            channels = shape[-1]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 10))


def uniform(count, strength):
    return (2 * torch.rand(count) - 1) * strength


def augment(images):
    """(B,1,28,28), varied by the strengths of digitlab's `--augment 1`."""
    count = len(images)
    angle, shear = uniform(count, math.radians(6)), uniform(count, 0.08)
    x_scale = torch.exp(uniform(count, 0.05) + uniform(count, 0.025))
    y_scale = torch.exp(uniform(count, 0.05))
    affine = torch.zeros(count, 2, 3)
    affine[:, 0, 0] = torch.cos(angle) * x_scale
    affine[:, 0, 1] = (-torch.sin(angle) + shear) * y_scale
    affine[:, 1, 0] = torch.sin(angle) * x_scale
    affine[:, 1, 1] = torch.cos(angle) * y_scale
    affine[:, 0, 2], affine[:, 1, 2] = uniform(count, 0.75 / 14), uniform(count, 0.75 / 14)
    grid = functional.affine_grid(affine, images.shape, align_corners=False)
    elastic = torch.randn(count, 2, 7, 7) * (0.4 / 14)
    field = functional.interpolate(elastic, size=28, mode="bicubic", align_corners=False)
    return functional.grid_sample(images, grid + field.permute(0, 2, 3, 1), align_corners=False)


def pytorch_epoch(images, labels):
    network = convnet().train()
    optimizer = torch.optim.AdamW(network.parameters(), lr=0.004, weight_decay=0.02)
    order = torch.randperm(len(images))
    begin = None
    for at in range(0, len(order), BATCH):
        batch = order[at:at + BATCH]
        optimizer.zero_grad()
        loss = functional.cross_entropy(network(augment(images[batch].float().div(255).unsqueeze(1))), labels[batch])
        loss.backward()
        optimizer.step()
        begin = begin or time.perf_counter()
    return time.perf_counter() - begin


def digitlab_epoch(path, threads):
    with tempfile.TemporaryDirectory() as folder:
        command = [DIGITLAB, "train", "--model", "convnet", "--data", path, "--epochs", "1",
                   "--batch-size", str(BATCH), "--learning-rate", "0.004", "--weight-decay", "0.02", "--augment", "1",
                   "--threads", str(threads), "--out", folder]
        begin = time.perf_counter()
        subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begin


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    images = torch.from_numpy(read_idx(options.images, 16).reshape(-1, 28, 28).copy())
    labels_path = Path(str(options.images).replace("images-idx3", "labels-idx1"))
    labels = torch.from_numpy(read_idx(labels_path, 8).astype(numpy.int64))
    ratios = []
    for number in range(options.rounds):
        ours = digitlab_epoch(options.images, options.threads)
        theirs = pytorch_epoch(images, labels)
        ratios.append(theirs / ours)
        print(f"round {number + 1}: digitlab {ours:.1f} s, PyTorch {torch.__version__} {theirs:.1f} s, ratio {ratios[-1]:.2f}",
              flush=True)
    print(f"digitlab is {sorted(ratios)[len(ratios) // 2]:.2f} times as fast as PyTorch on {options.threads} threads")


if __name__ == "__main__":
    main()
