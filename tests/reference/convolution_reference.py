#!/usr/bin/env python3
"""Writes what PyTorch, in double precision, makes of a small convolutional network.

Run with Debian's python3-torch, for each network N of normalized, averaged and depthwise:
    tests/reference/convolution_reference.py N > tests/reference/N_reference.hpp
Inputs and first weights come from `pattern`, which the test computes the same way. PyTorch has channels
before rows and kernels (F,C,h,w); ours are (H,W,C) and (h,w,C,F).
"""
import sys

import torch
from torch.nn import functional

from torch_values import adam_losses, array, pattern


class Parameters:
    """One flat tensor, handed out piece by piece."""

    def __init__(self, count, scale):
        self.flat = (scale * pattern(count, 3)).requires_grad_()
        self.offset = 0
        self.statistics = []  # (offset, values of this batch)

    def take(self, *shape):
        count = torch.Size(shape).numel()
        self.offset += count
        return self.flat[self.offset - count:self.offset].reshape(shape)


def conv(p, x, filters, height, width, padding, bias):
    kernel = p.take(height, width, x.shape[1], filters).permute(3, 2, 0, 1)
    return functional.conv2d(x, kernel, p.take(filters) if bias else None, padding=padding)


def depthwise(p, x, height, width, padding, bias):
    channels = x.shape[1]
    kernel = p.take(height, width, channels, 1).permute(2, 3, 0, 1)
    return functional.conv2d(x, kernel, p.take(channels) if bias else None, padding=padding, groups=channels)


def norm(p, x):
    channels = x.shape[1]
    gamma, beta = p.take(channels), p.take(channels)
    p.statistics.append((p.offset, torch.cat([x.mean((0, 2, 3)), x.var((0, 2, 3), unbiased=False)])))
    p.take(2 * channels)
    return functional.batch_norm(x, None, None, gamma, beta, training=True, eps=1e-3)


def dense(p, x, units):
    kernel = p.take(x.shape[1], units)
    return x @ kernel + p.take(units)


def rows(x):
    """(B,C,H,W) to (B,H·W·C)"""
    return x.permute(0, 2, 3, 1).flatten(1)


def normalized(p, x):
    x = torch.relu(norm(p, conv(p, x, 4, 3, 2, "same", False)))
    x = functional.max_pool2d(x, 2)
    x = torch.sigmoid(norm(p, conv(p, x, 5, 3, 3, "valid", True)))
    return dense(p, rows(x), 10)


def averaged(p, x):
    x = torch.relu(conv(p, x, 3, 2, 3, "valid", True))
    x = functional.avg_pool2d(x, (2, 3))
    x = torch.sigmoid(conv(p, x, 4, 3, 3, "same", True))
    return dense(p, x.mean((2, 3)), 10)


def separable(p, x):
    x = torch.relu(conv(p, x, 3, 2, 2, "valid", True))
    x = torch.sigmoid(norm(p, depthwise(p, x, 3, 3, "valid", False)))
    x = torch.relu(depthwise(p, x, 2, 3, "same", True))
    x = conv(p, x, 5, 1, 1, "valid", True)
    return dense(p, x.mean((2, 3)), 10)


def run(p, network, x, labels):
    p.offset = 0
    p.statistics.clear()
    logits = network(p, x)
    assert p.offset == p.flat.numel(), p.offset
    return logits, functional.cross_entropy(logits, labels)


def gradient(p):
    """With the batch's statistics where parameters are statistics."""
    values = p.flat.grad.clone()
    for offset, statistics in p.statistics:
        values[offset:offset + statistics.numel()] = statistics.detach()
    return values


NETWORKS = {"normalized": (normalized, 455), "averaged": (averaged, 183), "depthwise": (separable, 155)}
network, count = NETWORKS[sys.argv[1]]
name = sys.argv[1].capitalize()
print(f"// Written by convolution_reference.py {sys.argv[1]} with PyTorch; do not edit.\n#pragma once\n")
print("namespace digitlab::reference {\n")
x = pattern(6 * 9 * 8, 1).reshape(6, 1, 9, 8)
labels = torch.arange(6) * 7 % 10
p = Parameters(count, 2.0)
logits, loss = run(p, network, x, labels)
loss.backward()
x_copy = x.clone().requires_grad_()
run(p, network, x_copy, labels)[1].backward(inputs=[x_copy])
array(f"k{name}Logits", logits.detach())
array(f"k{name}Loss", [loss.item()])
array(f"k{name}Gradient", gradient(p))
array(f"k{name}InputGradient", x_copy.grad)
p = Parameters(count, 2.0)
array(f"k{name}AdamLosses", adam_losses(p.flat, lambda: run(p, network, x, labels)[1], 1e-2, 10))
print("}  // namespace digitlab::reference")
