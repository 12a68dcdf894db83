"""Attacks in L2: how far a picture is pushed before the network errs (Madry et al. 2018)."""

import torch
import torch.nn.functional as F


def length(x):
    """L2 norm of each picture, [n, 1, 1, 1]."""
    return x.flatten(1).norm(dim=1).clamp(min=1e-12)[:, None, None, None]


def within(change, pictures, radius):
    """The change cut to the ball and to pictures that stay in [0, 1]."""
    change = change * torch.clamp(radius / length(change), max=1)
    return (pictures + change).clamp(0, 1) - pictures


def attack(network, pictures, labels, radius, steps, random):
    """Projected gradient ascent of the cross-entropy; returns the attacked pictures."""
    start = torch.randn(pictures.shape, generator=random)
    change = within(start / length(start) * radius * 0.5, pictures, radius)
    for _ in range(steps):
        change.requires_grad_(True)
        loss = F.cross_entropy(network(pictures + change), labels, reduction="sum")
        (gradient,) = torch.autograd.grad(loss, change)
        change = within(change.detach() + 2.5 * radius / steps * gradient / length(gradient), pictures, radius)
    return (pictures + change).detach()
