"""What the scripts that write PyTorch's values share. Everything is in double precision."""
import torch

torch.set_default_dtype(torch.float64)


def pattern(count, salt):
    """(count), spread over [-0.5, 0.5): the k-th is ((7919 k + 104729 salt) mod 1009) / 1009 - 0.5."""
    k = torch.arange(count)
    return ((7919 * k + 104729 * salt) % 1009) / 1009 - 0.5


def adam_losses(flat, loss_of, learning_rate, steps):
    """Losses before each step on the parameters `flat`. Keras's epsilon: PyTorch adds it to the bias-corrected
    root, Keras to the plain one, so it is divided by the correction here."""
    optimizer = torch.optim.Adam([flat], lr=learning_rate, betas=(0.9, 0.999))
    losses = []
    for step in range(1, steps + 1):
        optimizer.param_groups[0]["eps"] = 1e-7 / (1 - 0.999 ** step) ** 0.5
        optimizer.zero_grad()
        loss = loss_of()
        loss.backward()
        losses.append(loss.item())
        optimizer.step()
    return losses


def array(name, values):
    """Prints a C++ array."""
    numbers = [f"{v:.17g}" for v in torch.as_tensor(values).flatten().tolist()]
    lines = [", ".join(numbers[i:i + 4]) for i in range(0, len(numbers), 4)]
    print(f"inline constexpr double {name}[] = {{\n    " + ",\n    ".join(lines) + "};\n")
