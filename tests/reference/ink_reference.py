#!/usr/bin/env python3
"""Writes ink_reference.hpp: a drawing of the project's own, framed by another implementation.

Run with Debian's python3-numpy:  tests/reference/ink_reference.py > tests/reference/ink_reference.hpp
"""
import numpy as np

PEN = 2.2

# A crossed 7 and a dot, in the units of some tablet.
STROKES = [
    [(100, 220), (180, 200), (260, 210), (250, 240), (200, 330), (170, 420)],
    [(150, 310), (270, 295)],
    [(300, 420)],
]


def place(points):
    """Drawing -> frame: the ink's long side is 20 pixels, the box is in the middle of 28x28."""
    flat = np.concatenate(points)
    low, high = flat.min(axis=0), flat.max(axis=0)
    extent = (high - low).max()
    scale = (20 - PEN) / extent if extent > 0 else 1
    return [(stroke - (low + high) / 2) * scale + 14 for stroke in points]


def distance(x, y, strokes):
    """From the points (x,y), arrays of one shape, to the nearest line."""
    best = np.full(x.shape, np.inf)
    for stroke in strokes:
        for a, b in zip(stroke, stroke[1:] if len(stroke) > 1 else stroke):
            d = b - a
            t = ((x - a[0]) * d[0] + (y - a[1]) * d[1]) / max(d @ d, 1e-12)
            t = np.clip(t, 0, 1)
            best = np.minimum(best, np.hypot(x - a[0] - t * d[0], y - a[1] - t * d[1]))
    return best


def profile(strokes, fine):
    """(28,28): coverage from the distances of fine x fine centres in every pixel, as core has it."""
    y, x = (np.mgrid[0:28 * fine, 0:28 * fine] + 0.5) / fine
    d = fine * distance(x, y, strokes)
    r = fine * PEN / 2
    covered = np.clip(np.minimum(r, d + 0.5) - np.maximum(-r, d - 0.5), 0, None)
    return covered.reshape(28, fine, 28, fine).mean(axis=(1, 3))


def area(strokes, fine=40):
    """(28,28): coverage by counting the inked ones of fine x fine points in every pixel."""
    y, x = (np.mgrid[0:28 * fine, 0:28 * fine] + 0.5) / fine
    inked = distance(x, y, strokes) <= PEN / 2
    return inked.reshape(28, fine, 28, fine).mean(axis=(1, 3))


def center(strokes):
    """Moved until the centre of mass of the ink, in bytes, is at (14.5, 14.5); not out of 28x28."""
    weights = np.floor(profile(strokes, 1) * 255 + 0.5)
    index = np.arange(28) + 0.5
    mass = np.array([(weights.sum(axis=0) * index).sum(), (weights.sum(axis=1) * index).sum()])
    flat = np.concatenate(strokes)
    shift = np.clip(14.5 - mass / weights.sum(), PEN / 2 - flat.min(axis=0),
                    28 - PEN / 2 - flat.max(axis=0))
    return [stroke + shift for stroke in strokes]


def show(name, comment, image):
    print(f"/// 28x28 bytes: {comment}")
    print(f"inline constexpr int {name}[] = {{")
    for row in np.floor(image * 255 + 0.5).astype(int):
        print("    " + ", ".join(str(value) for value in row) + ",")
    print("};\n")


def main():
    strokes = center(place([np.array(stroke, float) for stroke in STROKES]))
    print("// Written by ink_reference.py with numpy; do not edit.")
    print("#pragma once\n\nnamespace digitlab::reference {\n\n// clang-format off\n")
    show("kFramedSeven", "the drawing framed, coverage from distances to the nearest line.",
         profile(strokes, 2))
    show("kFramedSevenArea", "the same, each pixel from the area inked in it.", area(strokes))
    print("// clang-format on\n\n}  // namespace digitlab::reference")


if __name__ == "__main__":
    main()
