"""Events to learn triggers and their parties from: our own marked sentences and hand-annotated reports.

Both name every event of the text, so that every other word is known to be no trigger. Parties that stand in
no neighbouring sentence teach nothing: their words are left out of the loss.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from detente.coding.spotting import STATUSES
from detente.language.words import segment
from training.coding import marked, written
from training.encoder.batches import IGNORE
from training.encoder.relations import Pair
from training.encoder.train import TYPES

#: Told apart from a party that is left out: somebody, but none of the words nearby.
ELSEWHERE = None


def all_items(arguments: argparse.Namespace) -> list[dict]:
    """Our own sentences, hand-annotated reports and marked ones: ``readings`` and ``marked`` of a command line."""
    news = arguments.shared / "data" / "news"
    read = [item for path in arguments.readings for item in readings(path)]
    part = "both" if arguments.whole else "encoder"
    return (
        written_items()
        + read
        + [item for path in arguments.marked for item in marked_reports(path, news, part)]
    )


def written_items() -> list[dict]:
    """Every item of ``training/coding/written``."""
    built = []
    for item in written.load():
        seg = segment(item.text)
        acts = [
            (TYPES.index(a.type), words_at(seg, a.trigger), words_at(seg, a.initiators), words_at(seg, a.recipients), IGNORE)
            for a in item.acts
        ]  # fmt: skip
        pairs = [
            (words_at(seg, [one]), words_at(seg, [other]), TYPES.index(act.type), words_at(seg, act.trigger))
            for act in item.acts
            for one in act.initiators or [None]
            for other in act.recipients or [None]
        ]  # fmt: skip
        others = [words_at(seg, [span]) for span in item.bystanders]
        built.append(entry(item.name, item.text, seg, acts, pairs, others))
    return built


def readings(path: Path) -> list[dict]:
    """Hand-annotated reports (READING.md section 7, with text), one item each."""
    built = []
    for line in path.read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        text = report["text"]
        seg = segment(text)
        mentions = {m["id"]: m for m in report["mentions"]}
        by_trigger: dict[tuple, list] = {}
        pairs = []
        for event in report["events"]:
            trigger = words_at(seg, [tuple(event["trigger"])])
            if not trigger:
                continue
            sides = [
                nearest(event[side], mentions, seg, trigger) for side in ("initiator", "recipient")
            ]
            kind = TYPES.index(event["type"])
            status = STATUSES.index(event["status"])
            by_trigger.setdefault((tuple(trigger), kind), []).append((*sides, status))
            if ELSEWHERE not in sides:
                pairs.append((*sides, kind, trigger))
        others = [words_at(seg, [(m["start"], m["stop"])]) for m in report["mentions"]]
        built.append(entry(report["article_id"], text, seg, together(by_trigger), pairs, others))
    return built


def marked_reports(path: Path, news: Path, part: str) -> list[dict]:
    """Reports with marks (``training/coding/marked.py``) of a part, one item each."""
    built = []
    for report in marked.load(path, marked.corpus_of(path, news), part):
        seg = segment(report["text"])
        by_trigger: dict[tuple, list] = {}
        pairs = []
        for deed in report["deeds"].values():
            trigger = words_at(seg, deed.spans["t"])
            kind, status = TYPES.index(deed.type), STATUSES.index(deed.status)
            sides = [
                words_at(seg, deed.spans[side]) or ([] if country == "-" else ELSEWHERE)
                for side, country in zip("ir", deed.countries, strict=True)
            ]
            if trigger:
                by_trigger.setdefault((tuple(trigger), kind), []).append((*sides, status))
            if trigger and ELSEWHERE not in sides:
                pairs += [
                    (words_at(seg, [one]), words_at(seg, [other]), kind, trigger)
                    for one in deed.spans["i"] or [None]
                    for other in deed.spans["r"] or [None]
                ]
        built.append(
            entry(report["article_id"], report["text"], seg, together(by_trigger), pairs, [])
        )
    return built


def together(by_trigger: dict[tuple, list]) -> list[tuple]:
    """One act for each trigger and type: a side's words are those of all its events."""
    acts = []
    for (trigger, kind), told in by_trigger.items():
        merged = [
            ELSEWHERE
            if ELSEWHERE in side and not any(side)
            else sorted({w for words in side if words for w in words})
            for side in list(zip(*told, strict=True))[:2]
        ]
        acts.append((kind, list(trigger), *merged, told[0][2]))
    return acts


def nearest(party: dict | None, mentions: dict, seg, trigger: list[int]) -> list[int] | None:
    """Words of the party in the trigger's sentence or the one before; [] for nobody."""
    if not party or (party.get("mention") is None and not party.get("country")):
        return []
    home = seg.sentence[trigger[0]]
    wanted = mentions.get(party.get("mention"))
    same = [
        m
        for m in mentions.values()
        if m is wanted
        or (
            wanted is not None
            and m["country"] == wanted["country"]
            and m["sector"] == wanted["sector"]
            and m["person"] == wanted["person"]
            and (wanted["person"] or wanted["kind"] == m["kind"] == "country")
        )
    ]
    found = [words_at(seg, [(m["start"], m["stop"])]) for m in same]
    near = [w for w in found if w and 0 <= home - seg.sentence[w[0]] <= 1]
    if not near:
        return ELSEWHERE
    return min(near, key=lambda w: (home - seg.sentence[w[0]], abs(w[0] - trigger[0])))


def words_at(seg, spans) -> list[int]:
    """Indices of the words that share a character with one of the spans; [] for [None]."""
    return [
        i
        for i, (a, b) in enumerate(zip(seg.starts, seg.stops, strict=True))
        if any(span is not None and a < span[1] and b > span[0] for span in spans)
    ]


def entry(name, text, seg, acts, pairs, others) -> dict:
    gold, seen = [], set()
    for pair in pairs:
        sides = (tuple(pair[0]), tuple(pair[1]))
        if (pair[0] or pair[1]) and sides not in seen and not set(sides[0]) & set(sides[1]):
            seen.add(sides)
            gold.append(Pair(*pair))
    return {
        "name": name, "text": text, "segmentation": seg, "acts": acts, "gold": gold,
        "others": [o for o in others if o], "narrow": True,
    }  # fmt: skip
