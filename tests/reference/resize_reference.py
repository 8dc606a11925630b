#!/usr/bin/env python3
"""Writes resize_reference.hpp: a 28x28 image resized to 20x20 by another implementation.

Follows MATLAB's imresize step by step (contributions of every input pixel to every output pixel,
bicubic, antialiasing on), with the edge pixel repeated as the course's data set has it.

Run with Debian's python3-numpy:  tests/reference/resize_reference.py > tests/reference/resize_reference.hpp
The image comes from `pattern`, which the test computes the same way.
"""
import numpy as np


def pattern():
    """(28,28): the k-th value, row by row, is (7919 k mod 1009) / 1008."""
    k = np.arange(28 * 28)
    return ((7919 * k) % 1009 / 1008).reshape(28, 28)


def cubic(x):
    """Keys' kernel, a = -1/2."""
    x = np.abs(x)
    near = 1.5 * x**3 - 2.5 * x**2 + 1
    far = -0.5 * x**3 + 2.5 * x**2 - 4 * x + 2
    return near * (x <= 1) + far * ((1 < x) & (x <= 2))


def contributions(in_length, out_length):
    """(out_length,P) weights and zero-based indices, P the number of pixels a kernel can touch."""
    scale = out_length / in_length
    kernel_width = 4 / scale
    u = np.arange(1, out_length + 1) / scale + 0.5 * (1 - 1 / scale)
    left = np.floor(u - kernel_width / 2)
    count = int(np.ceil(kernel_width)) + 2
    indices = left[:, None] + np.arange(count)
    weights = scale * cubic(scale * (u[:, None] - indices))
    weights /= weights.sum(axis=1, keepdims=True)
    return weights, np.clip(indices.astype(int), 1, in_length) - 1


def resize(image, side):
    weights, indices = contributions(image.shape[0], side)
    rows = np.einsum("op,opx->ox", weights, image[indices, :])
    return np.einsum("op,yop->yo", weights, rows[:, indices])


def main():
    values = resize(pattern(), 20).ravel()
    print("// Written by resize_reference.py with numpy; do not edit.")
    print("#pragma once\n\nnamespace digitlab::reference {\n")
    print("/// 20x20, row-major: `(7919 k mod 1009) / 1008`, 28x28, resized.")
    print("inline constexpr double kResized[] = {")
    for i in range(0, len(values), 5):
        print("    " + ", ".join(f"{value:.15g}" for value in values[i:i + 5]) + ",")
    print("};\n\n}  // namespace digitlab::reference")


if __name__ == "__main__":
    main()
