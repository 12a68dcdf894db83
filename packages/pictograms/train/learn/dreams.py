"""The network's own class pictures, kept while it learns and shown to it as "none of these".

What excites a class without being a whole picture of it is a fooling picture; a light dose of them as counter-examples
makes the network ask for whole silhouettes. Too much flattens the logits.
"""

import torch
import torch.nn.functional as F

from attack import length


class Dreams:
    def __init__(self, classes, count, size, random):
        self.pictures = (0.5 + 0.1 * torch.randn(count, 3, size, size, generator=random)).clamp(0, 1)
        self.labels = torch.randint(0, classes, (count,), generator=random)
        self.classes = classes
        self.random = random

    def dream_on(self, network, count, fresh, steps=2, renewed=0.04):
        """Takes `count` dreams, begins a few anew from `fresh(n)`, and moves them towards their classes."""
        chosen = torch.randperm(len(self.pictures), generator=self.random)[:count]
        pictures, labels = self.pictures[chosen], self.labels[chosen]
        anew = torch.rand(count, generator=self.random) < renewed
        if anew.any():
            pictures[anew] = fresh(int(anew.sum()))
            labels[anew] = torch.randint(0, self.classes, (int(anew.sum()),), generator=self.random)
        for _ in range(steps):
            pictures = self.step(network, pictures, labels)
        self.pictures[chosen], self.labels[chosen] = pictures, labels
        return pictures

    def step(self, network, pictures, labels):
        pictures.requires_grad_(True)
        logits = network(pictures)
        loss = F.cross_entropy(logits, labels, reduction="sum") - 0.3 * logits.gather(1, labels[:, None]).sum()
        (gradient,) = torch.autograd.grad(loss, pictures)
        gradient = blur(gradient)
        rate = 0.5 + torch.rand(len(pictures), 1, 1, 1, generator=self.random)
        noise = 0.004 * torch.randn(pictures.shape, generator=self.random)
        return (pictures.detach() - rate * gradient / length(gradient) + noise).clamp(0, 1)

    def state(self):
        return {"pictures": self.pictures, "labels": self.labels}

    def resume(self, state):
        self.pictures, self.labels = state["pictures"], state["labels"]


def blur(x):
    """3 x 3 binomial."""
    return F.avg_pool2d(F.avg_pool2d(F.pad(x, (1, 1, 1, 1), mode="replicate"), 2, 1), 2, 1)
