"""Second stage: teach relations to the trained encoder, rehearsing the first stage meanwhile.

``python -m training.encoder.relate --run DIR --silver FILE --out DIR [--folds N]``. With ``--folds`` it writes
cross-validated PLV predictions (``benchmarks/bench_events.py --predictions``) instead of a checkpoint.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
from pathlib import Path

import torch

from detente.coding.relation import PLV_ROOTS, PLV_SHARE, plv_chances
from detente.measuring import plv
from training.encoder import acts, relations
from training.encoder import batches as B  # noqa: N812
from training.encoder.network import Network
from training.encoder.train import TYPES, Average, fit, pair_logits

#: What this stage teaches from the beginning.
HEADS = ("pair_", "trigger", "side_")


def start(run: Path) -> tuple[Network, dict]:
    """The first stage's network; the type layer begins anew."""
    labels = json.loads((run / "labels.json").read_text())
    network = Network(
        len(labels["tags"]), len(labels["relations"]), len(labels["entities"]), len(TYPES)
    )
    saved = torch.load(run / "checkpoint.pt", map_location="cpu")["network"]
    network.load_state_dict(
        {k: v for k, v in saved.items() if not k.startswith(HEADS)}, strict=False
    )
    return network, labels


def bystanders(path: Path | None) -> dict[str, list]:
    """Sentence to the words of each actor in it, as ``training.encoder.actors_of`` wrote them."""
    return json.loads(path.read_text(encoding="utf-8")) if path else {}


def windows_for(items: list[dict], tokenizer, labels, seed: int) -> list[B.Window]:
    drawn = relations.with_pairs(items, random.Random(seed))
    # Single sentences fit one window; what overflows has no pair and no event.
    return [
        w
        for i, d in enumerate(drawn)
        for n, w in enumerate(B.windows_of(i, d, tokenizer, labels))
        if n == 0 or "acts" in d
    ]


@torch.no_grad()
def predict(network: Network, items: list[dict], tokenizer, labels) -> list[dict[str, list[float]]]:
    """Chances of each item's first gold pair by PLV root: of the head for PLV, and of our types mapped to it."""
    network.eval()
    out = []
    for entry in items:
        window = B.windows_of(0, {**entry, "pairs": entry["gold"][:1]}, tokenizer, labels)[0]
        batch = B.collate([window])
        logits, _ = pair_logits(network, network.states(batch), batch)
        types = logits["type"][0].softmax(-1).tolist()
        mapped = plv_chances(types)
        out.append({"plv": logits["plv"][0].softmax(-1).tolist(), "type": mapped})
    return out


def train(
    run, items, rehearsal, epochs, tokenizer, seed, rate, log, budget, replay=1.0
) -> tuple[Network, dict]:
    torch.manual_seed(seed)
    network, labels = start(run)

    def epoch_windows(epoch: int) -> list[B.Window]:
        sample = random.Random(seed * 100 + epoch).sample(
            rehearsal, min(len(rehearsal), int(replay * len(rehearsal) / epochs))
        )
        return windows_for(items, tokenizer, labels, seed * 100 + epoch) + sample

    average = Average(network, 0.998)
    fit(
        network, epoch_windows, epochs=epochs, rate=rate, budget=budget, seed=seed,
        after_epoch=lambda _: None, log=log, warm=0.1, average=average,
    )  # fmt: skip
    network.load_state_dict(average.kept)
    return network, labels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--silver", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--readings", type=Path, nargs="*", default=(), help="hand-annotated reports to learn from"
    )
    parser.add_argument("--actors", type=Path, help="what training.encoder.actors_of wrote")
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
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument(
        "--only", type=int, nargs="*", help="of the folds, these (to spread the work)"
    )
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    events = arguments.shared / "data" / "events"
    news, pairs = (
        relations.werner(events / "werner" / "train.csv", bystanders(arguments.actors)),
        relations.plv_pairs(events / "plv" / "train.tsv"),
    )
    told = acts.written_items() + [r for path in arguments.readings for r in acts.readings(path)]
    news = news + told
    tokenizer = B.load_tokenizer()
    labels = json.loads((arguments.run / "labels.json").read_text())
    rehearsal: list[B.Window] = []
    if arguments.rehearse:
        with arguments.silver.open("rb") as stream:
            documents = pickle.load(stream)["documents"]
        rehearsal = [
            w for i, d in enumerate(documents) for w in B.windows_of(i, d, tokenizer, labels)
        ]
        # Attribution is what is hardest to keep; syntax and names are well learned by now.
        generator = random.Random(5)
        chance = {True: arguments.rehearse, False: 0.3 * arguments.rehearse}
        rehearsal = [w for w in rehearsal if generator.random() < chance[w.cues[0] != B.IGNORE]]
    arguments.out.mkdir(parents=True, exist_ok=True)

    def log(line: str) -> None:
        print(line, flush=True)

    if not arguments.folds:
        network, labels = train(
            arguments.run,
            news + pairs,
            rehearsal,
            arguments.epochs,
            tokenizer,
            7,
            arguments.rate,
            log,
            arguments.budget,
            arguments.replay,
        )
        torch.save({"network": network.state_dict()}, arguments.out / "checkpoint.pt")
        (arguments.out / "labels.json").write_text(json.dumps({**labels, "types": TYPES}, indent=1))
        return
    fold_of = plv.folds(plv.load(events / "plv" / "train.tsv"), arguments.folds)
    with (arguments.out / "plv_cv.jsonl").open("w", encoding="utf-8") as stream:
        for number in arguments.only or range(arguments.folds):
            kept = [entry for entry, fold in zip(pairs, fold_of, strict=True) if fold != number]
            network, labels = train(
                arguments.run,
                news + kept,
                rehearsal,
                arguments.epochs,
                tokenizer,
                7,
                arguments.rate,
                log,
                arguments.budget,
            )
            held = [entry for entry, fold in zip(pairs, fold_of, strict=True) if fold == number]
            for entry, probabilities in zip(
                held, predict(network, held, tokenizer, labels), strict=True
            ):
                both = [
                    PLV_SHARE * a + (1 - PLV_SHARE) * b
                    for a, b in zip(probabilities["plv"], probabilities["type"], strict=True)
                ]
                record = {
                    "row": int(entry["name"][1:]),
                    "label": PLV_ROOTS[max(range(len(both)), key=both.__getitem__)],
                    "fold": number,
                    **{k: [round(x, 4) for x in v] for k, v in probabilities.items()},
                }
                stream.write(json.dumps(record) + "\n")
            stream.flush()


if __name__ == "__main__":
    main()
