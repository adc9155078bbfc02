"""Second stage: teach relations to the trained encoder, rehearsing the first stage meanwhile.

``python -m training.encoder.relate --run DIR --silver FILE --out DIR [--folds N]``. With ``--folds`` it writes
cross-validated PLV predictions (``benchmarks/bench_events.py --predictions``) instead of a checkpoint.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import torch

from detente.coding.relation import PLV_ROOTS, PLV_SHARE, plv_chances
from detente.measuring import plv
from training.coding import marked
from training.encoder import acts, relations
from training.encoder import batches as B  # noqa: N812
from training.encoder.network import EventHeads, Network
from training.encoder.train import TYPES, Average, fit, pair_logits

SEED = 7
#: What this stage teaches from the beginning.
HEADS = ("pair_", "trigger", "side_", "status")


def start(run: Path, *, go_on: bool, settle: bool) -> tuple[Network, dict]:
    """The first stage's network, whose layers for events begin anew; or a whole one to go on with, or to settle."""
    labels = json.loads((run / "labels.json").read_text())
    network = Network(
        len(labels["tags"]), len(labels["relations"]), len(labels["entities"]), len(TYPES)
    )
    saved = torch.load(run / "checkpoint.pt", map_location="cpu")["network"]
    whole = go_on or settle
    kept = saved if whole else {k: v for k, v in saved.items() if not k.startswith(HEADS)}
    network.load_state_dict(kept, strict=whole)
    if settle:
        network.encoder.requires_grad_(False)
    return network, labels


def bystanders(path: Path | None) -> dict[str, list]:
    """Sentence to the words of each actor in it, as ``training.encoder.actors_of`` wrote them."""
    return json.loads(path.read_text(encoding="utf-8")) if path else {}


def single_sentences(arguments: argparse.Namespace) -> list[dict]:
    """Sentences with pairs to learn from, all but PLV's own rows."""
    others = bystanders(arguments.actors)
    data = arguments.shared / "data"
    corpus = data / "news" / marked.CORPORA["newsarticles"]
    told = relations.werner(data / "events" / "werner" / "train.csv", others)
    for path in arguments.headlines:
        told += relations.headlines(path, corpus, others)
    return told + relations.plv_like(relations.PLV_LIKE)


def windows_for(
    items: list[dict], tokenizer, labels, seed: int, marks: B.Marks = B.MINILM
) -> list[B.Window]:
    drawn = relations.with_pairs(items, random.Random(seed))
    # Single sentences fit one window; what overflows has no pair and no event.
    return [
        w
        for i, d in enumerate(drawn)
        for n, w in enumerate(B.windows_of(i, d, tokenizer, labels, marks))
        if n == 0 or "acts" in d
    ]


@torch.no_grad()
def predict(
    network: EventHeads, items: list[dict], tokenizer, labels, marks: B.Marks = B.MINILM
) -> list[dict[str, list[float]]]:
    """Chances of each item's first gold pair by PLV root: of the head for PLV, and of our types mapped to it."""
    network.eval()
    out = []
    for entry in items:
        asked = {**entry, "pairs": entry["gold"][:1]}
        window = B.windows_of(0, asked, tokenizer, labels, marks)[0]
        batch = B.collate([window])
        logits, _ = pair_logits(network, network.states(batch), batch)
        types = logits["type"][0].softmax(-1).tolist()
        mapped = plv_chances(types)
        out.append({"plv": logits["plv"][0].softmax(-1).tolist(), "type": mapped})
    return out


class Pool(NamedTuple):
    """Windows beside the lessons proper, and how often each is shown over all epochs."""

    windows: list[B.Window]
    times: float


def train(
    arguments: argparse.Namespace, items: list[dict], pools: list[Pool], tokenizer
) -> Network:
    """Teach the items for ``arguments.epochs``, mixed with a share of each pool; gives the averaged network."""
    torch.manual_seed(SEED)
    network, labels = start(arguments.run, go_on=arguments.go_on, settle=arguments.settle)

    def epoch_windows(epoch: int) -> list[B.Window]:
        seed = SEED * 100 + epoch
        generator = random.Random(seed)
        drawn = windows_for(items, tokenizer, labels, seed)
        for pool in pools:
            size = int(pool.times * len(pool.windows) / arguments.epochs)
            drawn += generator.sample(pool.windows, min(len(pool.windows), size))
        return drawn

    average = Average(network, 0.998)
    fit(
        network, epoch_windows, epochs=arguments.epochs, rate=arguments.rate,
        budget=arguments.budget, seed=SEED, after_epoch=lambda _: None, log=log, warm=0.1,
        average=average,
    )  # fmt: skip
    network.load_state_dict(average.kept)
    return network


def rehearsal(arguments: argparse.Namespace, tokenizer, labels: dict) -> list[B.Window]:
    """What the first stage taught: attribution, hardest to keep, and less of syntax and names."""
    if not arguments.rehearse:
        return []
    with arguments.silver.open("rb") as stream:
        documents = pickle.load(stream)["documents"]
    windows = [w for i, d in enumerate(documents) for w in B.windows_of(i, d, tokenizer, labels)]
    generator = random.Random(5)
    chance = {True: arguments.rehearse, False: 0.3 * arguments.rehearse}
    return [w for w in windows if generator.random() < chance[w.cues[0] != B.IGNORE]]


def marked_by_teacher(path: Path | None, tokenizer, labels: dict) -> list[B.Window]:
    """Windows of raw reports with a teacher's chances."""
    if path is None:
        return []
    with path.open("rb") as stream:
        reports = pickle.load(stream)
    return [w for i, d in enumerate(reports) for w in B.windows_of(i, d, tokenizer, labels)]


def log(line: str) -> None:
    print(line, flush=True)


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--silver", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--readings", type=Path, nargs="*", default=(), help="hand-annotated reports to learn from"
    )
    parser.add_argument(
        "--marked", type=Path, nargs="*", default=(), help="reports of training.coding.marked"
    )
    parser.add_argument(
        "--whole",
        action="store_true",
        help="of the marked reports those of the judge too, which has been fitted",
    )
    parser.add_argument(
        "--headlines", type=Path, nargs="*", default=(), help="of training.coding.headlines"
    )
    parser.add_argument("--taught", type=Path, help="what training.encoder.teacher label wrote")
    parser.add_argument("--taught-times", type=float, default=2.0, help="over all epochs")
    parser.add_argument("--actors", type=Path, help="what training.encoder.actors_of wrote")
    parser.add_argument(
        "--go-on", action="store_true", help="from the run's layers for events, not from new ones"
    )
    parser.add_argument(
        "--settle",
        action="store_true",
        help="train the layers alone, over an encoder that is a mean",
    )
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument(
        "--rehearse", type=float, default=1.0, help="share of the first stage to replay"
    )
    parser.add_argument(
        "--replay", type=float, default=1.5, help="how often that share is replayed over all epochs"
    )
    parser.add_argument(
        "--budget", type=int, default=768, help="word pieces a batch: many small steps"
    )
    parser.add_argument(
        "--without",
        type=int,
        default=-1,
        help="of five PLV folds, leave this one out for measuring",
    )
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument(
        "--only", type=int, nargs="*", help="of the folds, these (to spread the work)"
    )
    return parser


def main() -> None:
    arguments = options().parse_args()
    torch.set_num_threads(2)
    events = arguments.shared / "data" / "events"
    news = single_sentences(arguments) + acts.all_items(arguments)
    pairs = relations.plv_pairs(events / "plv" / "train.tsv")
    tokenizer = B.load_tokenizer()
    labels = json.loads((arguments.run / "labels.json").read_text())
    pools = [
        Pool(rehearsal(arguments, tokenizer, labels), arguments.replay),
        Pool(marked_by_teacher(arguments.taught, tokenizer, labels), arguments.taught_times),
    ]
    arguments.out.mkdir(parents=True, exist_ok=True)
    if not arguments.folds:
        fold_of = plv.folds(plv.load(events / "plv" / "train.tsv"), 5)
        kept = [e for e, fold in zip(pairs, fold_of, strict=True) if fold != arguments.without]
        network = train(arguments, news + kept, pools, tokenizer)
        torch.save({"network": network.state_dict()}, arguments.out / "checkpoint.pt")
        (arguments.out / "labels.json").write_text(json.dumps({**labels, "types": TYPES}, indent=1))
        return
    fold_of = plv.folds(plv.load(events / "plv" / "train.tsv"), arguments.folds)
    with (arguments.out / "plv_cv.jsonl").open("w", encoding="utf-8") as stream:
        for number in arguments.only or range(arguments.folds):
            kept = [entry for entry, fold in zip(pairs, fold_of, strict=True) if fold != number]
            held = [entry for entry, fold in zip(pairs, fold_of, strict=True) if fold == number]
            network = train(arguments, news + kept, pools, tokenizer)
            for record in judged(network, held, tokenizer, labels):
                stream.write(json.dumps({**record, "fold": number}) + "\n")
            stream.flush()


def judged(
    network: EventHeads, held: list[dict], tokenizer, labels: dict, marks: B.Marks = B.MINILM
) -> Iterator[dict]:
    """Of each left-out PLV row: the label the package would give, and the chances behind it."""
    told = predict(network, held, tokenizer, labels, marks)
    for entry, chances in zip(held, told, strict=True):
        both = [
            PLV_SHARE * a + (1 - PLV_SHARE) * b
            for a, b in zip(chances["plv"], chances["type"], strict=True)
        ]
        yield {
            "row": int(entry["name"][1:]),
            "label": PLV_ROOTS[max(range(len(both)), key=both.__getitem__)],
            **{name: [round(x, 4) for x in row] for name, row in chances.items()},
        }


if __name__ == "__main__":
    main()
