"""Trains the judge: an ordinary, non-robust classifier of another architecture that only names drawings.

    python3 learn/judge.py [--updates N] [--out runs/judge.pt]

It sees every set, the measuring ones too: it is not released, and the more styles it knows the better it names.
"""

import argparse
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from networks import Judge
from pictures import Look, Pictures, class_names
from train import halves, save

BATCH = 96
RATE = 3e-3


class Run:
    def __init__(self, updates, seed):
        torch.manual_seed(seed)
        self.classes = class_names()
        self.updates, self.update = updates, 0
        look = Look(turn_degrees=20, line_art=0.1)
        self.pictures = Pictures(lambda name: True, self.classes, look, seed + 1)
        self.network = Judge(len(self.classes)).to(memory_format=torch.channels_last)
        self.optimiser = torch.optim.AdamW(self.network.parameters(), lr=RATE, weight_decay=0.02)

    def state(self):
        return {
            "classes": self.classes,
            "update": self.update,
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "random": [self.pictures.random.get_state(), torch.get_rng_state()],
        }

    def resume(self, state):
        self.update = state["update"]
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.pictures.random.set_state(state["random"][0])
        torch.set_rng_state(state["random"][1])

    def step(self):
        pictures, labels = self.pictures.batch(BATCH)
        for group in self.optimiser.param_groups:
            group["lr"] = RATE * (0.5 * (1 + math.cos(math.pi * self.update / self.updates)) * 0.98 + 0.02)
        with halves():
            logits = self.network(pictures.contiguous(memory_format=torch.channels_last)).float()
        loss = F.cross_entropy(logits, labels, label_smoothing=0.05)
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step()
        self.update += 1
        return (logits.argmax(1) == labels).float().mean().item()


def train(updates, path, seed, checkpoint_seconds=60):
    run = Run(updates, seed)
    if path.exists():
        run.resume(torch.load(path))
    saved = time.time()
    while run.update < updates:
        right = run.step()
        if time.time() - saved > checkpoint_seconds or run.update == updates:
            saved = time.time()
            save(run.state(), path)
            print(f"judge: update {run.update} of {updates}, right {right:.2f}", flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--updates", type=int, default=12_000)
    options.add_argument("--out", type=Path, default=Path(__file__).resolve().parent.parent / "runs" / "judge.pt")
    options.add_argument("--seed", type=int, default=77)
    chosen = options.parse_args()
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    train(chosen.updates, chosen.out, chosen.seed)


if __name__ == "__main__":
    main()
