"""The rendered pictures, and the endless stream of augmented ones that training sees."""

import json
import math
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

DATA = Path(__file__).resolve().parent.parent / "data"
MEASURE = ("openmoji", "emojione-v1")  # share-alike: never trained on
MONOCHROME = ("fluent-emoji-high-contrast", "emojione-monotone")


@dataclass(frozen=True)
class Look:
    """How pictures are put on their ground. Lengths are shares of the picture's side."""

    size: int = 64
    turn_degrees: float = 12
    smallest: float = 0.62
    largest: float = 1.05
    shift: float = 0.10
    any_hue: float = 0.12  # share of pictures with any hue at all; the others keep theirs roughly
    near_hue: float = 0.22  # deviation, radians
    line_art: float = 0.08  # share drawn as edges only
    mirrored: float = 0  # share of pictures
    outlined: float = 0  # share with a dark line around everything and where colours meet
    bend: float = 0  # greatest deviation of a picture's random bending, of half its side
    monochrome: float = 0.35  # weight of one-coloured sets
    plain: bool = False  # upright, on white: for measuring


PLAIN = Look(turn_degrees=0, smallest=0.95, largest=0.95, shift=0, plain=True)


def read(name):
    """Pictures `name` of the data: premultiplied RGBA [n, 4, side, side] in [0, 1], labels, sets, and the record."""
    record = json.loads((DATA / f"{name}.json").read_text())
    side = record["side"]
    raw = np.fromfile(DATA / f"{name}.rgba", np.uint8).reshape(-1, side, side, 4)
    pixels = torch.from_numpy(raw).permute(0, 3, 1, 2).float().div_(255)
    pixels[:, :3] *= pixels[:, 3:]
    labels = torch.tensor([entry[0] for entry in record["entries"]])
    sets = [record["sets"][entry[1]] for entry in record["entries"]]
    return pixels.contiguous(), labels, sets, record


class Pictures:
    """A balanced stream: every class as often as any other, every picture of it as often but for one-coloured ones."""

    def __init__(self, sets_wanted, classes, look, seed, name="pictures"):
        pixels, labels, sets, record = read(name)
        number = {record["classes"].index(c): i for i, c in enumerate(classes)}
        keep = [i for i, s in enumerate(sets) if sets_wanted(s) and (name != "pictures" or int(labels[i]) in number)]
        self.pixels = pixels[keep]
        self.labels = torch.tensor([number.get(int(labels[i]), -1) for i in keep])
        self.monochrome = torch.tensor([sets[i] in MONOCHROME for i in keep])
        self.look = look
        self.random = torch.Generator().manual_seed(seed)
        self.of_class = [torch.nonzero(self.labels == c)[:, 0] for c in range(len(classes))]
        self.present = torch.tensor([c for c, own in enumerate(self.of_class) if len(own) > 0])

    def uniform(self, *shape):
        return torch.rand(*shape, generator=self.random)

    def batch(self, count):
        """`count` pictures [count, 3, size, size] and their classes."""
        labels = self.present[torch.randint(0, len(self.present), (count,), generator=self.random)]
        chosen = torch.stack([self.pick(int(c)) for c in labels])
        return self.show(self.pixels[chosen]), labels

    def each(self, count):
        """Every picture once, in batches of at most `count`, and their classes."""
        for pixels, labels in zip(self.pixels.split(count), self.labels.split(count)):
            yield self.show(pixels), labels

    def pick(self, label):
        own = self.of_class[label]
        weights = torch.where(self.monochrome[own], self.look.monochrome, 1.0)
        return own[torch.multinomial(weights, 1, generator=self.random)[0]]

    def strangers(self, count):
        """`count` pictures whatever their class."""
        return self.show(self.pixels[torch.randint(0, len(self.pixels), (count,), generator=self.random)])

    def show(self, pictures):
        look = self.look
        placed = self.place(pictures)
        if look.outlined > 0:
            placed = self.outline(placed)
        rgb, alpha = placed[:, :3], placed[:, 3:]
        if look.plain:
            return (rgb + 1 - alpha).clamp(0, 1)
        rgb = self.recolour(rgb, alpha)
        shown = rgb + (1 - alpha) * self.grounds(len(pictures))
        shown = self.restyle(shown, rgb + 1 - alpha)
        noise = torch.randn(shown.shape, generator=self.random) * (0.03 * self.uniform(len(shown), 1, 1, 1))
        return (shown + noise).clamp(0, 1)

    def place(self, pictures):
        """Turned, scaled a little unevenly, shifted as far as the size leaves room; few mirrored, as most things face one way."""
        look, count = self.look, len(pictures)
        if look.mirrored > 0:
            pictures = torch.where(self.uniform(count, 1, 1, 1) < look.mirrored, pictures.flip(3), pictures)
        angle = (self.uniform(count) * 2 - 1) * math.radians(look.turn_degrees)
        scale = look.smallest + (look.largest - look.smallest) * self.uniform(count)
        uneven = 1 if look.plain else 1 + (self.uniform(count) * 2 - 1) * 0.12
        room = torch.clamp(1 - scale, min=0) + look.shift if not look.plain else torch.zeros(count)
        tx, ty = (self.uniform(count) * 2 - 1) * room, (self.uniform(count) * 2 - 1) * room
        cos, sin = torch.cos(angle), torch.sin(angle)
        sx, sy = 1 / (scale * uneven), 1 / (scale / uneven)
        across = torch.stack([sx * cos, sx * sin, -sx * (cos * tx + sin * ty)], 1)
        down = torch.stack([-sy * sin, sy * cos, -sy * (cos * ty - sin * tx)], 1)
        grid = F.affine_grid(torch.stack([across, down], 1), (count, 4, look.size, look.size), align_corners=False)
        if look.bend > 0:
            grid = grid + self.bends(count)
        return F.grid_sample(pictures, grid, mode="bilinear", padding_mode="zeros", align_corners=False)

    def outline(self, placed):
        """Some pictures with black lines, a pixel wide, around what is there and along edges of colour: a style of its own."""
        rgb, alpha = placed[:, :3], placed[:, 3:]
        rim = F.max_pool2d(alpha, 3, 1, 1) + F.max_pool2d(-alpha, 3, 1, 1)
        line = torch.maximum(rim, (edges(rgb + 1 - alpha) * 1.2).clamp(0, 1))
        line = line * (self.uniform(len(placed), 1, 1, 1) < self.look.outlined)
        return torch.cat([rgb * (1 - line), torch.maximum(alpha, line)], 1)

    def bends(self, count):
        """Smooth random displacements [count, size, size, 2] of the places of a grid, some strong, some weak."""
        size = self.look.size
        knots = torch.randn(count, 2, 5, 5, generator=self.random) * (self.look.bend * self.uniform(count, 1, 1, 1))
        return F.interpolate(knots, size=(size, size), mode="bicubic", align_corners=True).permute(0, 2, 3, 1)

    def recolour(self, rgb, alpha):
        """Hue turned about grey, saturation and brightness changed; stays premultiplied."""
        look, count = self.look, len(rgb)
        any_hue = (self.uniform(count) * 2 - 1) * math.pi
        near = torch.randn(count, generator=self.random) * look.near_hue
        hue = torch.where(self.uniform(count) < look.any_hue, any_hue, near)
        cos, sin = torch.cos(hue), torch.sin(hue) / math.sqrt(3)
        d, e, f = cos + (1 - cos) / 3, (1 - cos) / 3 - sin, (1 - cos) / 3 + sin
        turn = torch.stack([torch.stack([d, e, f], 1), torch.stack([f, d, e], 1), torch.stack([e, f, d], 1)], 1)
        rgb = torch.einsum("bij,bjhw->bihw", turn, rgb)
        grey = rgb.mean(1, keepdim=True)
        rgb = grey + (rgb - grey) * (0.6 + 0.7 * self.uniform(count, 1, 1, 1))
        return torch.minimum((rgb * (0.85 + 0.25 * self.uniform(count, 1, 1, 1))).clamp(min=0), alpha)

    def grounds(self, count):
        """White, pale, coloured, graded and noisy grounds [count, 3, size, size]."""
        size, kind = self.look.size, self.uniform(count, 1, 1, 1)
        one, other = self.uniform(count, 3, 1, 1), self.uniform(count, 3, 1, 1)
        pale = 1 - 0.25 * self.uniform(count, 3, 1, 1) ** 2
        line = torch.linspace(-0.5, 0.5, size)
        angle = self.uniform(count, 1, 1) * 2 * math.pi
        ramp = torch.cos(angle) * line[None, :, None] + torch.sin(angle) * line[None, None, :] + 0.5
        graded = one + (other - one) * ramp.clamp(0, 1)[:, None]
        cells = (4, 12, 64)[int(torch.randint(0, 3, (1,), generator=self.random))]
        noise = F.interpolate(self.uniform(count, 3, cells, cells), size=(size, size), mode="bilinear", align_corners=False)
        noisy = one + (noise - 0.5) * self.uniform(count, 1, 1, 1)
        flat = torch.where(kind < 0.30, torch.ones(1), torch.where(kind < 0.5, pale, one)).expand(count, 3, size, size)
        return torch.where(kind < 0.72, flat, torch.where(kind < 0.86, graded, noisy)).clamp(0, 1)

    def restyle(self, shown, on_white):
        """A few posterised, a few as line art: drawings are looked at, too."""
        choice = self.uniform(len(shown), 1, 1, 1)
        levels = torch.randint(2, 5, (len(shown), 1, 1, 1), generator=self.random).float() - 1
        lines = 1 - edges(on_white) * (1 - 0.5 * self.uniform(len(shown), 3, 1, 1))
        posterised = torch.round(shown * levels) / levels
        return torch.where(choice < 0.12, posterised, torch.where(choice < 0.12 + self.look.line_art, lines, shown))

    def change(self, **look):
        self.look = replace(self.look, **look)


def edges(pictures):
    """Strength of the edges [n, 1, h, w] in [0, 1], the strongest of the three channels."""
    wide = F.pad(pictures, (1, 1, 1, 1), mode="replicate")
    across = wide[:, :, 1:-1, 2:] - wide[:, :, 1:-1, :-2]
    down = wide[:, :, 2:, 1:-1] - wide[:, :, :-2, 1:-1]
    return (torch.sqrt(across**2 + down**2).amax(1, keepdim=True) * 1.6).clamp(0, 1)


def trains(set_name):
    return set_name not in MEASURE


def record():
    return json.loads((DATA / "pictures.json").read_text())


def class_names():
    """Every class, as the judge knows them."""
    return record()["classes"]


def drawn_classes():
    """Those the built-in network has."""
    return record()["drawn"]


def slugs_of_classes(classes):
    """Unicode's short names of each class."""
    data = record()
    return [data["slugs"][data["classes"].index(name)] for name in classes]
