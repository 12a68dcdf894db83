"""The built-in network, and the judge of its drawings."""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from fast import convolve, silu_pool

STAGES = ((24,), (48,), (96,), (192,), (256, 256))
SILU_GAIN = 1.79  # keeps the variance through SiLU (Brock et al. 2021, scaled weight standardisation)


class StandardConv(nn.Conv2d):
    """A convolution with scaled standardised weights (Brock et al. 2021, eq. 1): folds to a plain one."""

    def __init__(self, inputs, outputs, kernel):
        super().__init__(inputs, outputs, kernel, padding=kernel // 2)
        nn.init.normal_(self.weight, 0, 1 / math.sqrt(inputs * kernel * kernel))
        nn.init.zeros_(self.bias)
        self.gain = nn.Parameter(torch.ones(outputs, 1, 1, 1))

    def plain_weight(self):
        mean = self.weight.mean((1, 2, 3), keepdim=True)
        centred = self.weight - mean
        length = centred.flatten(1).norm(dim=1).clamp(min=1e-3)[:, None, None, None]
        return centred * (self.gain * SILU_GAIN / length)

    def forward(self, x):
        return convolve(x, self.plain_weight(), self.bias)


class Pictograms(nn.Module):
    """RGB [n, 3, h, w] in [0, 1] -> logits [n, classes]; 0 is the fixed logit of "none of these"."""

    def __init__(self, classes, stages=STAGES):
        super().__init__()
        self.layers = []  # (name, whether a pool follows), in order
        inputs = 3
        for a, stage in enumerate(stages):
            for b, outputs in enumerate(stage):
                name = f"conv{a + 1}" + ("abc"[b] if len(stage) > 1 else "")
                setattr(self, name, StandardConv(inputs, outputs, 5 if inputs == 3 else 3))
                self.layers.append((name, b == len(stage) - 1 and a < len(stages) - 1))
                inputs = outputs
        self.fc = nn.Linear(inputs, classes)
        nn.init.normal_(self.fc.weight, 0, 0.5 / math.sqrt(inputs))
        nn.init.zeros_(self.fc.bias)

    def forward(self, x):
        x = (x - 0.5) * 4
        for name, pooled in self.layers:
            x = getattr(self, name)(x)
            x = silu_pool(x) if pooled else F.silu(x)
        return self.fc(x.mean((2, 3)))


def trained(state):
    """The network that a training left."""
    network = Pictograms(len(state["classes"]))
    network.load_state_dict(state["average"])
    return network.eval()


class Beside(nn.Module):
    """Networks beside each other: the mean of their logits."""

    def __init__(self, networks):
        super().__init__()
        self.networks = nn.ModuleList(networks)

    def forward(self, x):
        return sum(network(x) for network in self.networks) / len(self.networks)


class Judge(nn.Module):
    """Another architecture, trained without attacks: strided first, ReLU, batch norm, max pools."""

    def __init__(self, classes, widths=(32, 64, 128, 192)):
        super().__init__()
        layers, inputs = [], 3
        for i, outputs in enumerate(widths):
            layers += [nn.Conv2d(inputs, outputs, 3, stride=2 if i == 0 else 1, padding=1, bias=False)]
            layers += [nn.BatchNorm2d(outputs), nn.ReLU(True)] + ([nn.MaxPool2d(2)] if i > 0 else [])
            inputs = outputs
        layers += [nn.Conv2d(inputs, 256, 4, bias=False), nn.BatchNorm2d(256), nn.ReLU(True), nn.Flatten()]
        self.features = nn.Sequential(*layers)
        self.dropout = nn.Dropout(0.3)
        self.fc = nn.Linear(256, classes)

    def forward(self, x):
        return self.fc(self.dropout(self.features((x - 0.5) * 4)))


def with_none(logits):
    """The fixed logit 0 of "none of these" appended."""
    return F.pad(logits, (0, 1))
