"""Trains the built-in network: "free" adversarial training in L2 (Shafahi et al. 2019) with a "none of these" logit.

    python3 learn/train.py [--share 1] [--seeds 0 1] [--out runs/pictograms.pt]

Two networks (`rounds.py`), each on a core of its own, that are released side by side. Each has a long first round, then a
pair of short ones that go on from it; the first network has another pair, which goes on from these with the mean of their weights.
The mean of the last pair is left ("model soups", Wortsman et al. 2022), in the second network on the way back to its first round ("Robust
fine-tuning of zero-shot models", Wortsman et al. 2022). Stopped by Ctrl-C or killed, it goes on where the last checkpoint was.
The same seed on the same machine gives the same weights.
"""

import argparse
import copy
import math
import sys
import time
from dataclasses import asdict
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import torch
import torch.nn.functional as F

from attack import attack, length, within
from dreams import Dreams
from networks import Pictograms, with_none
from pictures import Look, Pictures, drawn_classes, trains
from rounds import RECIPES, shortened
from start import begin_with

RADIUS = 3.0  # of the attack, L2 at 64 px
REPLAYS = 3  # updates on each batch while its attack goes on
BATCH = 64
STRANGERS = 12  # pictures of no class in a batch, half of them empty grounds
DREAMS = 8
STRANGERS_BESIDE_DREAMS = 8
LOOK = Look(bend=0.06)


class Run:
    """A round and everything a checkpoint of it holds."""

    def __init__(self, round, seed):
        torch.manual_seed(seed)
        self.classes = drawn_classes()
        self.round, self.update = round, 0
        self.pictures = Pictures(trains, self.classes, LOOK, seed + 1)
        self.others = Pictures(trains, self.classes, LOOK, seed + 2, "others")
        self.random = torch.Generator().manual_seed(seed + 3)
        self.dreams = Dreams(len(self.classes), 288, 64, self.random)
        self.network = Pictograms(len(self.classes)).to(memory_format=torch.channels_last)
        begin_with(self.network, self.classes)
        self.average = copy.deepcopy(self.network)
        matrices = [p for p in self.network.parameters() if p.ndim > 1 and p.shape[1:] != (1, 1, 1)]
        others = [p for p in self.network.parameters() if not (p.ndim > 1 and p.shape[1:] != (1, 1, 1))]
        groups = [{"params": matrices, "weight_decay": 0.02}, {"params": others, "weight_decay": 0}]
        self.optimiser = torch.optim.AdamW(groups, lr=round.rate, betas=(0.9, 0.98), fused=True)

    @property
    def done(self):
        return self.round.done(self.update)

    def state(self):
        return {
            "classes": self.classes,
            "round": asdict(self.round),
            "update": self.update,
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "dreams": self.dreams.state(),
            "random": [source.get_state() for source in self.sources()],
        }

    def sources(self):
        return [self.pictures.random, self.others.random, self.random]

    def resume(self, state):
        self.update = state["update"]
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.dreams.resume(state["dreams"])
        for source, known in zip(self.sources(), state["random"]):
            source.set_state(known)


def one_batch(run):
    """REPLAYS updates on one batch whose pictures are attacked further with each."""
    look_as_due(run)
    known, labels = run.pictures.batch(BATCH)
    unknown = strangers(run)
    pictures = torch.cat([known, unknown]).contiguous(memory_format=torch.channels_last)
    targets = torch.cat([labels, torch.full((len(unknown),), len(run.classes))])
    change = torch.zeros_like(pictures)
    right = []
    for replay in range(REPLAYS):
        set_rate(run)
        change.requires_grad_(replay < REPLAYS - 1)
        with halves():
            logits = with_none(run.network(pictures + change)).float()
        losses = F.cross_entropy(logits, targets, reduction="none")
        loss = losses[:BATCH].mean() + 0.5 * losses[BATCH:].mean()
        run.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(run.network.parameters(), 2.0)
        run.optimiser.step()
        run.update += 1
        right.append((logits[:BATCH].argmax(1) == labels).float().mean().item())
        if replay < REPLAYS - 1:
            stride = RADIUS * 1.6 / (REPLAYS - 1) * (0.75 + 0.5 * torch.rand(len(pictures), 1, 1, 1, generator=run.random))
            change = within(change.detach() + stride * change.grad / length(change.grad), pictures, RADIUS)
    follow(run)
    return right[0], right[-1], loss.item()


def look_as_due(run):
    for pictures in (run.pictures, run.others):
        pictures.change(mirrored=run.round.mirrored, outlined=run.round.outlined)
    if run.done >= run.round.true_colours_from:
        run.pictures.change(any_hue=0, near_hue=0.06, line_art=0.02, monochrome=0.12)


def strangers(run):
    dreaming = run.done >= run.round.dreams_from
    count = STRANGERS_BESIDE_DREAMS if dreaming else STRANGERS
    grounds = run.others.grounds(count - count // 2)
    unknown = [run.others.strangers(count // 2), grounds]
    if dreaming:
        with halves():
            unknown.append(run.dreams.dream_on(run.network, DREAMS, lambda n: run.others.grounds(n)))
    return torch.cat(unknown)


def halves():
    """bfloat16 where a CPU multiplies in it: nearly twice as fast, and no worse."""
    return torch.autocast("cpu", torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported())


def set_rate(run):
    warm, falling = min(1, run.done / 0.02 + 1e-3), 0.5 * (1 + math.cos(math.pi * run.done))
    for group in run.optimiser.param_groups:
        group["lr"] = run.round.rate * warm * (0.98 * falling + 0.02)


@torch.no_grad()
def follow(run):
    memory = min(run.round.memory, (1 + run.update) / (20 + run.update)) ** REPLAYS
    torch._foreach_lerp_(list(run.average.parameters()), list(run.network.parameters()), 1 - memory)


def measure(run):
    """Share right of 192 held-out pictures, plainly shown as in training, and attacked."""
    held_out = Pictures(lambda name: name == "openmoji", run.classes, Look(), 99)
    random = torch.Generator().manual_seed(5)
    plain = robust = 0
    for _ in range(3):
        pictures, labels = held_out.batch(64)
        with halves():
            attacked = attack(run.average, pictures, labels, RADIUS, 5, random)
            with torch.no_grad():
                plain += (run.average(pictures).argmax(1) == labels).sum().item()
                robust += (run.average(attacked).argmax(1) == labels).sum().item()
    return plain / 192, robust / 192


def save(state, path):
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.rename(path)


def train(round, path, seed, begin=None, checkpoint_seconds=180):
    """Trains one round, from the state that `begin` makes where there is one; resumes. Leaves its last checkpoint in `path`."""
    torch.set_num_threads(1)  # sums in another order would lead to other weights
    run = Run(round, seed)
    if path.exists():
        run.resume(checkpoint(path, round))
    elif begin:
        run.resume(begin())
    started, first, saved = time.time(), run.update, time.time()
    while run.update < round.last:
        clean, attacked, loss = one_batch(run)
        if time.time() - saved > checkpoint_seconds or run.update >= round.last:
            saved = time.time()
            save(run.state(), path)
            left = (time.time() - started) / max(1, run.update - first) * (round.last - run.update)
            held = measure(run)
            print(
                f"seed {seed}, round {round.name}, update {run.update} of {round.last}, {left / 60:.0f} min left: loss {loss:.2f}, right "
                f"{clean:.2f} clean {attacked:.2f} attacked; held out {held[0]:.3f} clean {held[1]:.3f} attacked",
                flush=True,
            )


def checkpoint(path, round):
    """The state in a file. One of another length or look of the round would go on to other weights, unseen."""
    state = torch.load(path)
    if state["round"] != asdict(round):
        sys.exit(f"train: {path} is of another round, {state['round']}: remove it, or give the --share it was begun with")
    return state


def mean_of(paths):
    """The mean of rounds that began with the same weights, without what only a checkpoint needs."""
    states = [torch.load(path) for path in paths]
    averages = [state["average"] for state in states]
    mean = {name: sum(average[name] for average in averages) / len(averages) for name in averages[0]}
    return {"classes": states[0]["classes"], "update": states[0]["update"], "average": mean}


def mixed(state, other, share):
    """A state with a share of another's weights in its own."""
    mix = {name: torch.lerp(weight, other["average"][name], share) for name, weight in state["average"].items()}
    return {**state, "average": mix}


def go_on_from(paths, i):
    """What a round of a pair begins with: the first round, or its own in the pair before, with that pair's mean for weights."""
    if len(paths) == 1:
        return torch.load(paths[0])
    mean = mean_of(paths)["average"]
    return {**torch.load(paths[i]), "network": mean, "average": mean}


def train_network(recipe, out):
    """All rounds of one network. Leaves what the recipe makes of the last pair and the first round in `out`."""
    of = lambda round: out.with_name(f"{out.stem}-{round.name}.pt")
    train(recipe.first, of(recipe.first), recipe.seed)
    ends = [of(recipe.first)]
    for pair in recipe.pairs:
        for i, each in enumerate(pair):
            train(each, of(each), recipe.seed, partial(go_on_from, ends, i))
        ends = [of(each) for each in pair]
    save(mixed(mean_of(ends), torch.load(of(recipe.first)), recipe.of_first), out)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--share", type=float, default=1, help="of all updates: a short training, to try things")
    options.add_argument("--seeds", type=int, nargs="+", default=[recipe.seed for recipe in RECIPES], help="which networks")
    options.add_argument("--out", type=Path, default=Path(__file__).resolve().parent.parent / "runs" / "pictograms.pt")
    chosen = options.parse_args()
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    of = lambda seed: chosen.out.with_name(f"{chosen.out.stem}-{seed}.pt")
    jobs = [(shortened(each, chosen.share, REPLAYS), of(each.seed)) for each in RECIPES if each.seed in chosen.seeds]
    beside = [get_context("spawn").Process(target=train_network, args=job) for job in jobs]
    for process in beside:
        process.start()
    for process in beside:
        process.join()
    sys.exit(any(process.exitcode for process in beside))


if __name__ == "__main__":
    main()
