"""Weighted mean of a run with the one it began from: what the second stage let slip of attribution comes back.

``python -m training.encoder.mean --run DIR --with DIR --share 0.25 --out DIR``. The layers for events are the run's own, and
afterwards all layers settle on the new encoder (``training.encoder.relate --settle``); with ``--heads`` they are averaged as well.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch

from training.encoder.relate import HEADS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--with", dest="other", type=Path, required=True)
    parser.add_argument("--share", type=float, required=True, help="of the other, in [0, 1]")
    parser.add_argument(
        "--heads",
        action="store_true",
        help="of the layers for events too: the run went on from the other's",
    )
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    own, other = (
        torch.load(run / "checkpoint.pt", map_location="cpu")["network"]
        for run in (given.run, given.other)
    )
    mean = {
        name: value
        if (name.startswith(HEADS) and not given.heads) or not value.dtype.is_floating_point
        else value.lerp(other[name], given.share)
        for name, value in own.items()
    }
    given.out.mkdir(parents=True, exist_ok=True)
    torch.save({"network": mean}, given.out / "checkpoint.pt")
    shutil.copy(given.run / "labels.json", given.out / "labels.json")


if __name__ == "__main__":
    main()
