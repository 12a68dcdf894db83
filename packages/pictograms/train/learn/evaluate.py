"""Accuracy and robustness of trained networks, side by side, on the classes that are given out, as JSON on standard output.

    python3 learn/evaluate.py CLASSES.json runs/pictograms-0.pt runs/pictograms-1.pt
"""

import json
import sys
from pathlib import Path

import torch

from attack import attack
from networks import Beside, trained
from pictures import PLAIN, Look, Pictures

ATTACK_STEPS = 20


def share_right(network, pictures, radius):
    """Of every picture, shown once."""
    random = torch.Generator().manual_seed(5)
    right = count = 0
    for shown, labels in pictures.each(64):
        if radius > 0:
            shown = attack(network, shown, labels, radius, ATTACK_STEPS, random)
        with torch.no_grad():
            right += (network(shown).argmax(1) == labels).sum().item()
        count += len(labels)
    return round(right / count, 3)


def evaluate(paths, names):
    states = [torch.load(path) for path in paths]
    whole = Beside([trained(state) for state in states])
    rows = [states[0]["classes"].index(name) for name in names]
    network = lambda pictures: whole(pictures)[:, rows]
    stream = lambda name, look: Pictures(lambda each: each == name, names, look, 3)
    held_out = ("openmoji", "emojione-v1")
    result = {"updates": [state["update"] for state in states], "classes": len(names)}
    for name in held_out:
        result[name] = {
            "pictures": len(stream(name, PLAIN).labels),
            "plain": share_right(network, stream(name, PLAIN), 0),
            "turned, scaled, on grounds": share_right(network, stream(name, Look()), 0),
            **{f"plain, attacked L2 {r}": share_right(network, stream(name, PLAIN), r) for r in (1, 2, 3)},
        }
    return result


if __name__ == "__main__":
    print(json.dumps(evaluate(sys.argv[2:], json.loads(Path(sys.argv[1]).read_text())), indent=1))
