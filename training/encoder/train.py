"""Train the encoder: syntax and names from silver labels, attribution from PolNeAR train.

``python -m training.encoder.train --silver FILE --out DIR``. Checkpoints after every epoch; a rerun with the
same ``--out`` goes on from the last one. CPU only; bf16 where the processor has it.
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
import random
import time
from collections import Counter
from pathlib import Path

import torch
from torch.nn import functional as F  # noqa: N812

from training.encoder import batches as B  # noqa: N812
from training.encoder.network import PLV, ROOTS, EventHeads, Network, means

TYPES = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE",
    "PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN", "NOTHING", "STATEMENT",
)  # fmt: skip
#: Said, but none of the sixteen: kept apart from NOTHING in training because it is a relation of a kind.
STATEMENT = TYPES.index("STATEMENT")


def label_maps(documents: list[dict]) -> dict[str, dict[str, int]]:
    maps = {}
    for name in ("tags", "relations", "entities"):
        counts = Counter(label for d in documents for label in d[name] if label)
        kept = sorted(label for label, count in counts.items() if count >= 20)
        if name == "entities":
            kept = ["O", *(k for k in kept if k != "O")]
        maps[name] = {label: i for i, label in enumerate(kept)}
    return maps


def losses(network: Network, batch: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = network.states(batch)
    states = network.drop(states.float())
    out: dict[str, torch.Tensor] = {}
    known = batch["tags"] != B.IGNORE
    if known.any():
        out["tag"] = F.cross_entropy(network.tag(states[known]), batch["tags"][known])
        out["entity"] = F.cross_entropy(network.entity(states[known]), batch["entities"][known])
        arcs = network.arcs(states)
        same = batch["sentence"].unsqueeze(2) == batch["sentence"].unsqueeze(1)
        arcs = arcs.masked_fill(~same, -1e4)
        headed = batch["heads"] != B.IGNORE
        out["arc"] = F.cross_entropy(arcs[headed], batch["heads"][headed])
        head = states.gather(1, batch["heads"].clamp(min=0).unsqueeze(-1).expand_as(states))
        labelled = headed & (batch["relations"] != B.IGNORE)
        logits = network.labels(states[labelled], head[labelled])
        out["relation"] = F.cross_entropy(logits, batch["relations"][labelled])
    cued = batch["cues"] != B.IGNORE
    if cued.any():
        out["cue"] = F.cross_entropy(network.cue(states[cued]), batch["cues"][cued])
    if len(batch["cue_rows"]):
        rows = batch["cue_rows"]
        cue = means(states, rows, batch["cue_weights"])
        logits = network.roles(states, rows, cue, **B.features(batch))
        kept = batch["cue_targets"] != B.IGNORE
        out["role"] = 2.0 * F.cross_entropy(logits[kept], batch["cue_targets"][kept])
    if len(batch["pair_rows"]):
        logits, looked = pair_logits(network, states, batch)
        targets = batch["pair_targets"]
        out["pair"] = F.cross_entropy(logits["type"], targets, label_smoothing=0.05)
        for name, labels in (("root", batch["pair_roots"]), ("plv", batch["pair_olds"])):
            known = labels != B.IGNORE
            if known.any():
                out[name] = 0.5 * F.cross_entropy(
                    logits[name][known], labels[known], label_smoothing=0.05
                )
        told = batch["pair_triggers"].sum(-1) > 0
        if told.any():  # where the trigger is known, that is where to look
            there = (looked * (batch["pair_triggers"] > 0)).sum(-1)[told]
            out["look"] = -0.2 * there.clamp(min=1e-4).log().mean()
    out.update(act_losses(network, states, batch))
    if "taught_triggers" in batch:
        out.update(taught_losses(network, states, batch))
    return out


def act_losses(
    network: EventHeads, states: torch.Tensor, batch: dict[str, torch.Tensor]
) -> dict[str, torch.Tensor]:
    """Triggers of events, and who stands on which side of each."""
    out: dict[str, torch.Tensor] = {}
    judged = batch["triggers"] != B.IGNORE
    if judged.any():
        # Most words are no trigger: what is one counts more, for a later judge weeds out the false.
        scale = torch.ones(len(TYPES) - 1)
        scale[1:] = 2.0
        out["trigger"] = F.cross_entropy(
            network.trigger(states[judged]), batch["triggers"][judged], weight=scale
        )
    if len(batch["act_rows"]):
        logits, act = side_logits(network, states, batch)
        kept = batch["act_targets"] != B.IGNORE
        if kept.any():
            out["side"] = F.cross_entropy(logits[kept], batch["act_targets"][kept])
            out["point"] = 0.3 * pointing(logits, batch["act_targets"], kept)
        known = batch["act_status"] != B.IGNORE
        if known.any():
            out["status"] = 0.5 * F.cross_entropy(
                network.status(act[known]), batch["act_status"][known], label_smoothing=0.05
            )
    return out


def pointing(logits: torch.Tensor, targets: torch.Tensor, kept: torch.Tensor) -> torch.Tensor:
    """How far each side's words are from winning over all others, and over nobody where nobody is told."""
    known = kept.any(-1)
    total = logits.new_zeros(())
    for side in (1, 2):
        scores = (logits[known, :, side] - logits[known, :, 0]).masked_fill(~kept[known], -1e4)
        right = (targets[known] == side) & kept[known]
        nobody = scores.new_zeros(len(scores), 1)
        told = torch.where(
            right.any(-1), scores.masked_fill(~right, -1e4).logsumexp(-1), nobody[:, 0]
        )
        total = total + (torch.cat([scores, nobody], -1).logsumexp(-1) - told).mean()
    return total


def taught_losses(
    network: EventHeads, states: torch.Tensor, batch: dict[str, torch.Tensor]
) -> dict[str, torch.Tensor]:
    """How far the network is from its teacher's chances (cross-entropy), for triggers, sides and pairs."""
    told = batch["taught_triggers"].sum(-1) > 0.5
    chances = batch["taught_triggers"][told]
    scale = 2.0 - chances[:, 0]  # a word that may be a trigger counts double, as with hard labels
    wrong = -(chances * network.trigger(states[told]).log_softmax(-1)).sum(-1)
    out = {"taught trigger": (scale * wrong).sum() / scale.sum()}
    if len(batch["taught_act_rows"]):
        logits, _ = side_logits(network, states, batch, "taught_act")
        kept = batch["taught_act_targets"].sum(-1) > 0.5
        aim = batch["taught_act_targets"][kept]
        out["taught side"] = -(aim * logits[kept].log_softmax(-1)).sum(-1).mean()
    if len(batch["taught_pair_rows"]):
        logits, _ = pair_logits(network, states, batch, "taught_pair")
        aims = batch["taught_pair_targets"].split([len(TYPES), ROOTS, PLV], -1)
        # PLV knows no "nothing": what it says of a pair counts as far as something passes between them.
        passes = aims[0][:, : len(TYPES) - 2].sum(-1)
        everything = torch.ones_like(passes)
        for name, aim, counts in zip(
            ("type", "root", "plv"), aims, (everything, 0.5 * everything, passes), strict=True
        ):
            wrong = -(aim * logits[name].log_softmax(-1)).sum(-1)
            out[f"taught {name}"] = (counts * wrong).mean()
    return out


def side_logits(
    network: EventHeads, states: torch.Tensor, batch: dict[str, torch.Tensor], of: str = "act"
) -> tuple[torch.Tensor, torch.Tensor]:
    """Logits of the side of each word, seen from each act, and the vectors of the acts."""
    rows = batch[f"{of}_rows"]
    act = means(states, rows, batch[f"{of}_weights"])
    near = B.features(batch, of)
    return network.sides(states, rows, act, near["distance"], near["sentence"]), act


def pair_logits(
    network: EventHeads, states: torch.Tensor, batch: dict[str, torch.Tensor], of: str = "pair"
):
    rows = batch[f"{of}_rows"]
    initiator = means(states, rows, batch[f"{of}_initiator"])
    recipient = means(states, rows, batch[f"{of}_recipient"])
    without = batch[f"{of}_recipient"].sum(-1) == 0
    recipient = torch.where(without.unsqueeze(-1), network.pair_none, recipient)
    without = batch[f"{of}_initiator"].sum(-1) == 0
    initiator = torch.where(without.unsqueeze(-1), network.pair_none, initiator)
    mask = (batch["first"][rows] >= 0) & batch[f"{of}_rooms"]
    return network.pairs(states, rows, mask, initiator, recipient)


def optimiser(network: EventHeads, rate: float) -> torch.optim.Optimizer:
    body = [p for n, p in network.named_parameters() if n.startswith("encoder") and p.requires_grad]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder")]
    return torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": heads, "lr": 5 * rate}],
        weight_decay=0.01,
        fused=True,
    )


class Average:
    """An exponential average of the weights: what is shipped, smoother than the last step."""

    def __init__(self, network: EventHeads, decay: float) -> None:
        self.decay = decay
        self.steps = 0
        self.kept = {k: v.detach().clone() for k, v in network.state_dict().items()}
        # What is frozen stays as it is: no need to average it.
        self.learned = [
            (self.kept[n], p.detach()) for n, p in network.named_parameters() if p.requires_grad
        ]

    @torch.no_grad()
    def update(self) -> None:
        self.steps += 1
        decay = min(self.decay, self.steps / (self.steps + 9))  # forgets the start quickly
        for kept, value in self.learned:
            kept.lerp_(value, 1 - decay)


def fit(
    network, windows, *, epochs, rate, budget, seed, after_epoch, start=0, log=print, warm=0.06,
    average: Average | None = None, loss=losses,
):  # fmt: skip
    """Train for ``epochs`` with a linear warm-up and decay; ``windows(epoch)`` gives each epoch's windows."""
    optimizer = optimiser(network, rate)
    steps = sum(
        len(B.batches(windows(epoch), budget, random.Random(seed + epoch)))
        for epoch in range(epochs)
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (warm * steps), max(0.0, 1 - s / steps) + 0.01)
    )
    step = 0
    for epoch in range(epochs):
        groups = B.batches(windows(epoch), budget, random.Random(seed + epoch))
        if epoch < start:
            for _ in groups:
                schedule.step()
                step += 1
            continue
        network.train()
        sums: Counter[str] = Counter()
        began = time.time()
        for number, group in enumerate(groups):
            found = loss(network, B.collate(group))
            total = sum(found.values())
            if not math.isfinite(float(total)):
                optimizer.zero_grad()
                continue
            total.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            if average is not None:
                average.update()
            step += 1
            sums.update({k: float(v) for k, v in found.items()})
            sums["n"] += 1
            if number % 25 == 24:
                mean = {k: round(v / sums["n"], 3) for k, v in sums.items() if k != "n"}
                log(f"epoch {epoch} step {step}/{steps} {time.time() - began:.0f}s {mean}")
                sums.clear()
        after_epoch(epoch)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--silver", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--budget", type=int, default=4096, help="word pieces a batch")
    parser.add_argument(
        "--go-on", type=Path, help="begin from this run's weights, for attribution above all"
    )
    parser.add_argument("--average", type=float, default=0.0, help="decay of averaged weights")
    arguments = parser.parse_args()
    torch.manual_seed(13)
    torch.set_num_threads(2)
    arguments.out.mkdir(parents=True, exist_ok=True)
    with arguments.silver.open("rb") as stream:
        documents = pickle.load(stream)["documents"]
    maps = label_maps(documents)
    (arguments.out / "labels.json").write_text(json.dumps({**maps, "types": TYPES}, indent=1))
    tokenizer = B.load_tokenizer()
    windows = [w for i, d in enumerate(documents) for w in B.windows_of(i, d, tokenizer, maps)]
    print(f"{len(windows)} windows, {sum(len(w.pieces) for w in windows)} pieces", flush=True)
    network = Network(len(maps["tags"]), len(maps["relations"]), len(maps["entities"]), len(TYPES))
    if arguments.go_on:
        saved = torch.load(arguments.go_on / "checkpoint.pt", map_location="cpu")["network"]
        network.load_state_dict(saved, strict=False)
    average = Average(network, arguments.average) if arguments.average else None
    start = 0
    checkpoint = arguments.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        network.load_state_dict(saved["network"])
        start = saved["epoch"] + 1

    def epoch_windows(epoch: int) -> list[B.Window]:
        # Syntax and names are learned in two rounds; the last rounds are for attribution.
        if epoch < 2 and not arguments.go_on:
            return windows
        generator = random.Random(epoch)
        share = 0.12 if arguments.go_on else 0.33
        return [w for w in windows if w.cues[0] != B.IGNORE or generator.random() < share]

    def after_epoch(epoch: int) -> None:
        kept = average.kept if average else network.state_dict()
        torch.save({"network": kept, "epoch": epoch}, checkpoint)

    fit(
        network, epoch_windows, epochs=arguments.epochs, rate=arguments.rate,
        budget=arguments.budget, seed=13, after_epoch=after_epoch, start=start, average=average,
        log=lambda line: print(line, flush=True),
    )  # fmt: skip


if __name__ == "__main__":
    main()
