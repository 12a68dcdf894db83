"""Strokes the plain way, every pixel against every segment: CPU milliseconds of forward + backward, median of 3.

Usage: pytorch_strokes.py STROKES SIZE, control points x y ... of cubic B-splines through their ends on standard input.
"""
import sys
import time

import torch

torch.set_num_threads(1)
strokes, size = int(sys.argv[1]), int(sys.argv[2])
controls = torch.tensor([float(x) for x in sys.stdin.read().split()]).reshape(strokes, 4, 2).requires_grad_()
pens = torch.tensor([[0.1, 0.1, 0.1], [0.8, 0.1, 0.1], [0.1, 0.5, 0.9]])
half, softness = 1.0, 1.0


def along(points):
    """Straight lines along the splines, [strokes, 13, 2]."""
    first, last = 2 * points[:, :1] - points[:, 1:2], 2 * points[:, -1:] - points[:, -2:-1]
    p = torch.cat([first, points, last], 1)
    t = torch.arange(4) / 4
    basis = torch.stack([(1 - t) ** 3, 4 - 6 * t**2 + 3 * t**3, 1 + 3 * t + 3 * t**2 - 3 * t**3, t**3], 1) / 6
    pieces = torch.cat([torch.einsum("tk,skd->std", basis, p[:, i : i + 4]) for i in range(3)], 1)
    return torch.cat([pieces, points[:, -1:]], 1)


def bar(x):
    x = x.clamp(-1, 1)
    return x * (1 - x.abs() / 2)


def draw(points):
    line = along(points)
    a, d = line[:, :-1], line[:, 1:] - line[:, :-1]
    axis = torch.arange(size) + 0.5
    pixel = torch.stack(torch.meshgrid(axis, axis, indexing="xy"), -1).reshape(-1, 1, 2)
    blank = torch.ones(3, size * size)
    for s in range(strokes):
        r = pixel - a[s]
        t = ((r * d[s]).sum(-1) / (d[s] ** 2).sum(-1)).clamp(0, 1)
        distance = (r - t[..., None] * d[s]).pow(2).sum(-1).min(1).values.clamp(min=1e-12).sqrt()
        coverage = bar((half + distance) / softness) + bar((half - distance) / softness)
        blank = blank * (1 - coverage / 3)
    return torch.stack([1 - (1 - b)[None] * (1 - c)[:, None] for b, c in zip(blank, pens)]).prod(0)


times = []
for _ in range(3):
    start = time.process_time()
    (draw(controls) * 0.1).sum().backward()
    times.append(1000 * (time.process_time() - start))
print(sorted(times)[1])
