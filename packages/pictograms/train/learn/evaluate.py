"""Accuracy and robustness of a trained network on the classes that are given out, as JSON on standard output.

    python3 learn/evaluate.py runs/pictograms.pt CLASSES.json
"""

import json
import sys
from pathlib import Path

import torch

from attack import attack
from networks import Pictograms
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


def evaluate(path, names):
    state = torch.load(path)
    whole = Pictograms(len(state["classes"]))
    whole.load_state_dict(state["average"])
    whole.eval()
    rows = [state["classes"].index(name) for name in names]
    network = lambda pictures: whole(pictures)[:, rows]
    stream = lambda name, look: Pictures(lambda each: each == name, names, look, 3)
    held_out = ("openmoji", "emojione-v1")
    result = {"updates": state["update"], "classes": len(names)}
    for name in held_out:
        result[name] = {
            "pictures": len(stream(name, PLAIN).labels),
            "plain": share_right(network, stream(name, PLAIN), 0),
            "turned, scaled, on grounds": share_right(network, stream(name, Look()), 0),
            **{f"plain, attacked L2 {r}": share_right(network, stream(name, PLAIN), r) for r in (1, 2, 3)},
        }
    return result


if __name__ == "__main__":
    print(json.dumps(evaluate(sys.argv[1], json.loads(Path(sys.argv[2]).read_text())), indent=1))
