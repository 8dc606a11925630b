#!/usr/bin/env python3
"""Writes network_reference.hpp: what PyTorch, in double precision, makes of small networks.

Run with Debian's python3-torch:  tests/reference/network_reference.py > tests/reference/network_reference.hpp
Inputs and first weights come from `pattern`, which the test computes the same way.
"""
import torch

from torch_values import adam_losses, array, pattern


class Network:
    """Dense layers; all parameters in one flat tensor, kernels (inputs, units) before biases."""

    def __init__(self, sizes, activations, scale):
        self.sizes = list(zip(sizes, sizes[1:]))
        self.activations = activations
        count = sum(i * o + o for i, o in self.sizes)
        self.flat = (scale * pattern(count, 3)).requires_grad_()

    def logits(self, x):
        offset = 0
        for (inputs, units), activation in zip(self.sizes, self.activations):
            kernel = self.flat[offset:offset + inputs * units].reshape(inputs, units)
            offset += inputs * units
            bias = self.flat[offset:offset + units]
            offset += units
            x = activation(x @ kernel + bias)
        return x


def softmax_loss(logits, labels):
    return torch.nn.functional.cross_entropy(logits, labels)


def sigmoid_loss(logits, labels):
    targets = torch.nn.functional.one_hot(labels, 10).to(logits)
    return torch.nn.functional.binary_cross_entropy_with_logits(logits, targets, reduction="sum") / len(labels)


def adam_steps(network, x, labels):
    """The ten steps of Adam at the lab's rate."""
    return adam_losses(network.flat, lambda: softmax_loss(network.logits(x), labels), 1e-3, 10)


def identity(x):
    return x


print("// Written by network_reference.py with PyTorch; do not edit.\n#pragma once\n")
print("namespace digitlab::reference {\n")

x = pattern(9 * 20, 1).reshape(9, 20)
labels = torch.arange(9) * 7 % 10
small = ([20, 7, 6, 10], [torch.relu, torch.sigmoid, identity], 2.0)
for name, loss in (("Softmax", softmax_loss), ("Sigmoid", sigmoid_loss)):
    network = Network(*small)
    logits = network.logits(x)
    value = loss(logits, labels)
    value.backward()
    if name == "Softmax":
        array("kLogits", logits.detach())
    array(f"k{name}Loss", [value.item()])
    array(f"k{name}Gradient", network.flat.grad)
array("kSmallAdamLosses", adam_steps(Network(*small), x, labels))

x = pattern(32 * 400, 2).reshape(32, 400)
labels = torch.arange(32) * 3 % 10
array("kLabAdamLosses", adam_steps(Network([400, 25, 15, 10], [torch.relu, torch.relu, identity], 0.3), x, labels))

print("}  // namespace digitlab::reference")
