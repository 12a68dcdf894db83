"""What a training begins with: the network of 156 classes that was the built-in one before."""

import json
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

from networks import SILU_GAIN
from pictures import slugs_of_classes

START = Path(__file__).resolve().parent.parent / "start"


@torch.no_grad()
def begin_with(network, classes):
    """Gives the network the known filters, and the known weights of the classes that were known; the others are unlikely."""
    known = {each.name.removesuffix(".h"): torch.from_numpy(numpy_helper.to_array(each).copy()).float() for each in weights()}
    for name, _ in network.layers:
        convolution, weight = getattr(network, name), known[f"{name}.weight"]
        length = weight.flatten(1).norm(dim=1).clamp(min=1e-6)[:, None, None, None]
        convolution.weight.copy_(weight / length)
        convolution.gain.copy_(length / SILU_GAIN)
        convolution.bias.copy_(known[f"{name}.bias"])
    labels = json.loads((START / "pictograms-156.json").read_text())
    network.fc.bias.fill_(known["fc.bias"].mean())
    for i, slugs in enumerate(slugs_of_classes(classes)):
        rows = [labels.index(slug) for slug in (each.replace("_", "-") for each in slugs) if slug in labels]
        if rows:
            network.fc.weight[i] = known["fc.weight"][rows[0]]
            network.fc.bias[i] = known["fc.bias"][rows[0]]


def weights():
    return onnx.load(START / "pictograms-156.onnx").graph.initializer
