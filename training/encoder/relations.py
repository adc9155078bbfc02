"""Pairs to learn relations from: PLV train, the train part of Werner's news sentences, and more labelled alike.

Positive pairs are the gold ones; negatives are other ordered pairs of the same sentence's actors, and the
reverse of a directed pair. Some pairs are shown again with one party withheld, so that events with no
named initiator or recipient can be scored.
"""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path
from typing import NamedTuple

from detente.coding.relation import PLV_ROOTS
from detente.language.words import segment
from detente.measuring import plv
from detente.measuring.werner import ROOTS, held_out
from training.coding import headlines as labelled
from training.encoder.train import STATEMENT, TYPES

#: CAMEO root names as Werner's data spells them -> PLOVER (codebooks/CAMEO2PLOVER-2021.txt).
CAMEO_TO_PLOVER = {
    "make public statement": "STATEMENT",
    "appeal": "REQUEST",
    "express intend to cooperate": "AGREE",
    "express intent to cooperate": "AGREE",
    "consult": "CONSULT",
    "engage in diplomatic cooperation": "SUPPORT",
    "engage in material cooperation": "COOPERATE",
    "provide aid": "AID",
    "yield": "YIELD",
    "investigate": "ACCUSE",
    "demand": "REQUEST",
    "disapprove": "ACCUSE",
    "reject": "REJECT",
    "threaten": "THREATEN",
    "protest": "PROTEST",
    "exhibit military posture": "MOBILIZE",
    "exhibit force posture": "MOBILIZE",
    "reduce relations": "SANCTION",
    "coerce": "COERCE",
    "assault": "ASSAULT",
    "fight": "ASSAULT",
    "engage in unconventional mass violence": "ASSAULT",
}
PLV_LIKE = Path(__file__).parents[1] / "coding" / "plv_like"
#: CAMEO roots count from 1; 0 is none of them, UNKNOWN is no label at all.
UNKNOWN = -100


class Pair(NamedTuple):
    """Two parties as word indices ([]: not named), what passes between them, and by which words if known."""

    initiator: list[int]
    recipient: list[int]
    kind: int
    trigger: list[int] = []  # noqa: RUF012 - never changed
    root: int = UNKNOWN
    plv: int = UNKNOWN  # index in PLV_ROOTS, as PLV labels it


RECIPROCAL = {"AGREE", "CONSULT", "COOPERATE"}
_MILITARY = re.compile(
    r"(?i)cease-?fire|cessation of hostilities|truce|withdr[ae]w|pull(?:ed|ing|s)? (?:out|back)|surrender|"
    r"demobili[sz]|retreat|disarm|lay(?:ing)? down|laid down|evacuat|halt(?:ed)? (?:attacks|fighting)|armistice"
)


def type_index(name: str, sentence: str) -> int:
    """CAMEO's YIELD is two PLOVER types; the wording tells which."""
    if name == "YIELD":
        name = "RETREAT" if _MILITARY.search(sentence) else "CONCEDE"
    return TYPES.index(name)


def plv_pairs(path: Path) -> list[dict]:
    """PLV's rows as items, in the table's order."""
    items = []
    for number, row in enumerate(plv.load(path)):
        sides = [(side.start, side.stop) if side else None for side in (row.source, row.target)]
        items.append(
            item(
                f"p{number}",
                row.sentence,
                [
                    (
                        *sides,
                        type_index(row.root, row.sentence),
                        UNKNOWN,
                        PLV_ROOTS.index(row.root),
                    )
                ],
            )
        )
    return items


def werner(path: Path, bystanders: dict[str, list]) -> list[dict]:
    """Werner's sentences; ``bystanders`` gives the words of the actors our own annotator finds in each."""
    items = []
    with path.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream)):
            if row["part"] != "news" or held_out(row["text"]):
                continue
            text = row["text"]
            pairs = []
            for triple in row["label"].split("<triplet>")[1:]:
                match = re.fullmatch(
                    r"\s*(.*?)\s*<subj>\s*(.*?)\s*<obj>\s*(.*?)\s*", triple, re.DOTALL
                )
                if match is None:
                    continue
                name = CAMEO_TO_PLOVER.get(match.group(3).lower())
                spans = [find(text, match.group(i)) for i in (1, 2)]
                if name and all(spans):
                    root = ROOTS[match.group(3).lower()]
                    pairs.append((spans[0], spans[1], type_index(name, text), root, UNKNOWN))
            if pairs:
                told = item(f"w{number}", text, pairs)
                # Every triple of the sentence is named: any other pair of its actors is none.
                others = bystanders.get(text, ())
                items.append({**told, "others": [list(o) for o in others], "complete": True})
    return items


def headlines(path: Path, corpus: Path, bystanders: dict[str, list]) -> list[dict]:
    """Sentences labelled in the manner of Werner's (``training/coding/headlines.py``)."""
    plover = {number: CAMEO_TO_PLOVER.get(name) for name, number in ROOTS.items()}
    items = []
    for number, (text, triples) in enumerate(labelled.load(path, corpus)):
        pairs = [
            (one, other, type_index(kind, text), root, UNKNOWN)
            for one, other, root in triples
            if (kind := plover[root]) is not None
        ]
        told = item(f"h{number}", text, pairs)
        others = [list(o) for o in bystanders.get(text, ())]
        items.append({**told, "others": others, "complete": True})
    return items


def plv_like(folder: Path) -> list[dict]:
    """Sentences of our own, labelled as PLV labels: ``root<TAB>sentence with <s> and <t>`` a line."""
    items = []
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            root, marked = line.split("\t")
            text, *sides = plv.unmark(marked)
            pair = [(s.start, s.stop) if s else None for s in sides]
            told = (*pair, type_index(root, text), UNKNOWN, PLV_ROOTS.index(root))
            items.append(item(f"{path.stem}:{number}", text, [told]))
    return items


def find(text: str, name: str) -> tuple[int, int] | None:
    at = text.find(name)
    return (at, at + len(name)) if name and at >= 0 else None


def item(name: str, text: str, pairs) -> dict:
    seg = segment(text)

    def words(span) -> list[int]:
        if span is None:  # the text leaves this party out
            return []
        return [
            i
            for i, (a, b) in enumerate(zip(seg.starts, seg.stops, strict=True))
            if a < span[1] and b > span[0]
        ]

    found = [Pair(words(s), words(t), kind, [], root, old) for s, t, kind, root, old in pairs]
    return {
        "name": name,
        "text": text,
        "segmentation": seg,
        "gold": [p for p in found if p[0] or p[1]],
    }


def with_pairs(items: list[dict], generator: random.Random) -> list[dict]:
    """The items with positives, negatives and pairs with one party withheld; drawn anew each epoch."""
    nothing = TYPES.index("NOTHING")
    drawn = []
    for entry in items:
        gold: list[Pair] = entry["gold"]
        pairs = list(gold)
        known = {(tuple(p.initiator), tuple(p.recipient)) for p in gold}
        actors = {tuple(side) for p in gold for side in p[:2] if side}
        actors |= {tuple(o) for o in entry.get("others", ()) if apart(o, actors)}
        directed = {
            (tuple(p.recipient), tuple(p.initiator))
            for p in gold
            if p.kind != STATEMENT and TYPES[p.kind] not in RECIPROCAL
        }
        complete = entry.get("complete", False)
        others = [
            (a, b)
            for a in sorted(actors)
            for b in sorted(actors)
            if not set(a) & set(b)
            and (a, b) not in known
            and (complete or (a, b) in directed or (b, a) not in known)
            and _together(entry, a, b)
        ]
        generator.shuffle(others)
        most = 40 if complete else max(4, 2 * len(gold)) if entry.get("narrow") else 3
        root = 0 if complete else UNKNOWN
        pairs += [Pair(list(a), list(b), nothing, [], root) for a, b in others[:most]]
        for p in gold:
            if p.kind == STATEMENT or not p.initiator or not p.recipient:
                continue
            if generator.random() < 0.15:
                pairs.append(Pair(p.initiator, [], p.kind, p.trigger))
            if generator.random() < 0.08:
                pairs.append(Pair([], p.recipient, p.kind, p.trigger))
            if generator.random() < 0.10:
                mutual = TYPES[p.kind] in RECIPROCAL
                kind, trigger = (p.kind, p.trigger) if mutual else (nothing, [])
                pairs.append(Pair(p.recipient, [], kind, trigger))
        drawn.append({**entry, "pairs": pairs})
    return drawn


def apart(words, actors) -> bool:
    """Whether the words share none with an actor already known."""
    return bool(words) and not any(set(words) & set(actor) for actor in actors)


def _together(entry: dict, a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Whether two actors stand in one sentence; of single sentences (PLV, Werner) always."""
    sentence = entry["segmentation"].sentence
    return not entry.get("narrow") or sentence[a[0]] == sentence[b[0]]
