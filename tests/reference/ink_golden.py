#!/usr/bin/env python3
"""Writes golden images: drawings and how they are framed, by the implementation of ink_reference.

The digits are generated ones, the file that
    digitlab synth --count 10 --seed 3 --out tests/reference/golden_digits.ndjson
wrote; whoever changes the framing runs this again, with Debian's python3-numpy:
    tests/reference/ink_golden.py digits > tests/reference/golden_digits.hpp
    tests/reference/ink_golden.py edge_cases > tests/reference/golden_edge_cases.hpp
"""
import json
import pathlib
import sys

import numpy as np

from ink_reference import center, place, profile


def digits():
    path = pathlib.Path(__file__).with_name("golden_digits.ndjson")
    for line in path.read_text().splitlines():
        sample = json.loads(line)
        yield f"generated {sample['word']}", [list(zip(*stroke)) for stroke in sample["drawing"]]


def edge_cases():
    scribble = [(40 * (-1) ** i, 100 - i) for i in range(20)]
    bar = [(8, -100), (8, 300)]
    return [
        ("a tap", [[(371.5, -20)]]),
        ("a tap of many points", [[(5, 5), (5, 5), (5, 5)], [(5, 5)]]),
        ("a vertical bar", [bar]),
        ("a horizontal bar", [[(-3, 7), (5, 7)]]),
        ("a diagonal of negative coordinates", [[(-900, -900), (-100, -100)]]),
        ("a dot beside a bar", [bar, [(120, 290)]]),
        ("two dots", [[(0, 0)], [(30, 10)]]),
        ("a bar of repeated points", [[point for point in bar for _ in range(3)]]),
        ("huge coordinates", [[(0, 0), (2e30, 0), (1e30, 3e30)]]),
        ("a scribble at the end of a line, kept inside", [[(0, 0), (0, 100)], scribble]),
        ("a mouse's staircase", [[(i // 2, (i + 1) // 2) for i in range(60)]]),
    ]


def literal(value):
    text = repr(float(np.float32(value)))
    return text.removesuffix(".0") if "e" not in text else text


def show(name, strokes):
    strokes = [np.array(stroke, np.float32).astype(float) for stroke in strokes]
    image = np.floor(profile(center(place(strokes)), 2) * 255 + 0.5).astype(int)
    numbers = ", ".join(literal(value) for stroke in strokes for value in stroke.flat)
    lengths = ", ".join(str(len(stroke)) for stroke in strokes)
    print(f'    {{"{name}",\n     {{{numbers}}},\n     {{{lengths}}},')
    rows = ("".join(f"{value:02x}" for value in row) for row in image)
    print("\n".join(f'     "{row}"' for row in rows) + "},")


def main():
    drawings, name = {"digits": (digits, "kGoldenDigits"), "edge_cases": (edge_cases, "kGoldenEdgeCases")}[sys.argv[1]]
    print(f"// Written by ink_golden.py {sys.argv[1]} with numpy; do not edit.")
    print('#pragma once\n\n#include <vector>\n\n#include "golden.hpp"\n')
    print("namespace digitlab::reference {\n\n// clang-format off")
    print(f"inline const std::vector<Golden> {name} = {{")
    for name, strokes in drawings():
        show(name, strokes)
    print("};\n// clang-format on\n\n}  // namespace digitlab::reference")


if __name__ == "__main__":
    main()
