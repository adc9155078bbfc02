"""Teach the encoder's upper layers anew to hear CAMEO triples and nothing else, and write them into the package.

``python -m training.encoder.cameo --run DIR --out DIR [--shared FOLDER]``: from the checkpoint that ships, whose lower
layers stay as they are. Writes ``cameo.onnx`` and ``cameo.npz`` into ``coding/weights``, and into ``--out`` the chances of
every pair by layers that were not taught its sentence (``FOLDS`` parts), on which
``training/coding/fit_triples.py`` fits. Two minutes a part on two cores. The held-out fifth of Werner is never read.
Teach it again whenever the lower layers change: it stands on them.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

from training.coding.cameo_sentences import FOLDS, Sentence, sentences
from training.encoder import batches as B  # noqa: N812
from training.encoder.export import CAMEO, heads, write_manifest, write_onnx
from training.encoder.network import UNDER, WIDTH, Network
from training.encoder.relate import start
from training.encoder.train import Average, fit, pair_logits

EPOCHS = 3
RATE = 1e-4
BUDGET = 896
SEED = 7  # the mean of the weights of two orders of the lessons was tried: no better
MOST = 48  # unrelated pairs of one sentence shown at a time
HEARD = "heard.json"
PACKAGE = Path("src/detente")


class Upper(nn.Module):
    """The layers above ``UNDER``, as they ship."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.layers = network.encoder.encoder.layer[UNDER:]

    def forward(self, under: torch.Tensor) -> torch.Tensor:
        for layer in self.layers:
            found = layer(under)
            under = found[0] if isinstance(found, tuple) else found
        return under


def windows_of(every: Sequence[Sentence], labels: dict) -> list[B.Window]:
    """The window of each sentence; in place of a root its pairs bear their own number. Asked sentences fit one window."""
    tokenizer = B.load_tokenizer()
    found = []
    for number, each in enumerate(every):
        places = [
            (list(range(one.first, one.last + 1)), list(range(other.first, other.last + 1)))
            for one, other in each.pairs
        ]
        pairs = [(*sides, B.IGNORE, [], k, B.IGNORE) for k, sides in enumerate(places)]
        item = {"text": each.row.text, "narrow": True, "pairs": pairs}
        found.extend(B.windows_of(number, item, tokenizer, labels))
    return found


def lesson(window: B.Window, sentence: Sentence, generator: random.Random) -> B.Window:
    """The window with roots: of a pair in several one by chance; of many unrelated pairs some."""
    related, rest = [], []
    for one, other, kind, trigger, number, old in window.pairs:
        roots = sorted(sentence.roots[number])
        pair = (one, other, kind, trigger, generator.choice(roots) if roots else 0, old)
        (related if roots else rest).append(pair)
    shown = generator.sample(rest, min(MOST, len(rest)))
    return replace(window, pairs=related + shown)


def root_loss(network: Network, batch: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = network.states(batch)
    logits, _ = pair_logits(network, network.drop(states.float()), batch)
    return {"root": F.cross_entropy(logits["root"], batch["pair_roots"], label_smoothing=0.05)}


def learn(
    run: Path, every: Sequence[Sentence], windows: Sequence[B.Window], some: set[int]
) -> Network:
    """The network taught the sentences of the given numbers; those that count less are shown less often."""
    torch.manual_seed(SEED)
    network, _ = start(run, go_on=True, settle=False)
    network.encoder.embeddings.requires_grad_(False)
    network.encoder.encoder.layer[:UNDER].requires_grad_(False)

    def shown(epoch: int) -> list[B.Window]:
        generator = random.Random(SEED * 100 + epoch)
        return [
            lesson(window, every[window.document], generator)
            for window in windows
            if window.pairs
            and window.document in some
            and generator.random() < every[window.document].weight
        ]

    average = Average(network, 0.99)
    fit(
        network, shown, epochs=EPOCHS, rate=RATE, budget=BUDGET, seed=SEED, warm=0.1,
        after_epoch=lambda _: None, average=average, loss=root_loss,
    )  # fmt: skip
    network.load_state_dict(average.kept)
    network.eval()
    return network


@torch.no_grad()
def hear(network: Network, sentence: Sentence, windows: Sequence[B.Window]) -> list[list[float]]:
    """The chances of each pair; of one that fits no window, that it is none."""
    found = [[1.0] + [0.0] * 20 for _ in sentence.pairs]
    for window in windows:
        if window.pairs:
            batch = B.collate([window])
            logits, _ = pair_logits(network, network.states(batch), batch)
            chances = logits["root"].softmax(-1).tolist()
            for number, row in zip(batch["pair_roots"].tolist(), chances, strict=True):
                found[number] = [round(chance, 5) for chance in row]
    return found


def export(network: Network, folder: Path) -> None:
    """Write the upper layers (int8 per channel) and the relation layers."""
    network.encoder.set_attn_implementation("eager")
    example = (torch.zeros(1, 3, WIDTH),)
    write_onnx(Upper(network), example, folder / "cameo.onnx", (["under"], ["states"]))
    heads(network, CAMEO, folder / "cameo.npz")
    write_manifest(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--run", type=Path, required=True, help="the checkpoint that ships")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    torch.set_num_threads(2)
    every = sentences(given.shared)
    windows = windows_of(every, json.loads((given.run / "labels.json").read_text()))
    of: list[list[B.Window]] = [[] for _ in every]
    for window in windows:
        of[window.document].append(window)
    heard: dict[str, list[list[float]]] = {}
    for fold in range(FOLDS):
        rest = {number for number in range(len(every)) if number % FOLDS != fold}
        network = learn(given.run, every, windows, rest)
        for number in sorted(set(range(len(every))) - rest):
            heard[every[number].row.text] = hear(network, every[number], of[number])
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / HEARD).write_text(json.dumps(heard, separators=(",", ":")) + "\n")
    export(learn(given.run, every, windows, set(range(len(every)))), PACKAGE / "coding/weights")


if __name__ == "__main__":
    main()
