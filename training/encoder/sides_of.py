"""Where the parties of marked deeds stand whose readers told only their countries: the words the learned reader points at.

``python -m training.encoder.sides_of OUT_FOLDER PACKED.jsonl [...] [--news FOLDER]`` writes each packed file (``training/coding/marked.py``) again,
with those words. Of the actors of the right country in the trigger's sentence and the one before, the likeliest on that side is
taken: the reader's country and the model's eye are mostly right together where either alone is not. Where the model sees none of them
there (``SEEN``) the side stays untold, as before.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.actors.base import PackagedBase
from detente.attribution.attribute import QuotationAttributor
from detente.coding.parties import Cast
from detente.coding.relation import word_range
from detente.coding.spotting import Spotter
from detente.coding.syntax import Tree
from detente.language.annotate import EncoderAnnotator
from detente.records import Span
from training.coding import marked
from training.coding.reports import NEWS, as_coded

#: The least chance of an actor's words to be taken for the side.
SEEN = 0.02
#: Where the spans of a packed event stand: number, type, status, both countries, told again, trigger, initiator, recipient.
COUNTRIES, TRIGGER, SIDES = (3, 4), 6, (7, 8)


class Eye:
    """The learned reader over one report."""

    def __init__(self, report: dict[str, Any], tools: tuple[Any, Any, Any]) -> None:
        _, annotation, claims = as_coded(report, tools)
        self.tree = Tree(annotation.words, report["text"])
        self.cast = Cast(self.tree, annotation, claims)
        self.spotter = Spotter(annotation.words)

    def of(self, trigger: list[int], side: str, country: str) -> tuple[float, Span | None]:
        """The likeliest actor of the country on the side of the trigger, with its chance."""
        reach = word_range(self.tree.words, Span(*trigger))
        best: tuple[float, Span | None] = (SEEN, None)
        if reach is None:
            return best
        views = self.spotter.views(self.tree.top(*reach))
        for word, chance in enumerate(views.chances(side), start=views.first):
            if chance <= best[0] or reach[0] <= word <= reach[1]:
                continue
            found = self.cast.whoever(word)
            if found is not None and self.cast.country(found) == country:
                best = chance, found.span
        return best


def filled(event: list[Any], eye: Eye) -> list[Any]:
    """A packed event with the words of the sides of which only countries were told."""
    told = list(event)
    seen: dict[int, tuple[float, list[Span]]] = {}
    for place, country, side in zip(SIDES, COUNTRIES, ("initiator", "recipient"), strict=True):
        if event[country] == "-" or event[place]:
            continue
        found = [eye.of(event[TRIGGER][0], side, code) for code in event[country].split("+")]
        spans = [span for _, span in found if span is not None]
        seen[place] = max(chance for chance, _ in found), spans
    if len(seen) == len(
        SIDES
    ):  # one actor does not stand on both sides: the doubtful one is untold
        (sure, one), (doubt, other) = (seen[place] for place in SIDES)
        if any(a.overlaps(b) for a in one for b in other):
            seen[SIDES[sure >= doubt]] = 0.0, []
    for place, (_, spans) in seen.items():
        told[place] = [[span.start, span.stop] for span in spans]
    return told


def rewritten(path: Path, news: Path, tools: tuple[Any, Any, Any]) -> Iterator[dict[str, Any]]:
    """The reports of a packed file with filled sides."""
    texts = {
        report["article_id"].rsplit(f"{marked.corpus_of(path, news).name}:", 1)[-1]: report
        for part in ("encoder", "judge")
        for report in marked.load(path, marked.corpus_of(path, news), part)
    }
    for line in path.read_text(encoding="utf-8").splitlines():
        kept = json.loads(line)
        eye = Eye(texts[kept["row"]], tools)
        yield kept | {"events": [filled(event, eye) for event in kept["events"]]}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("packed", type=Path, nargs="+")
    parser.add_argument("--news", type=Path, default=NEWS)
    given = parser.parse_args()
    tools = (EncoderAnnotator(), PackagedBase(), QuotationAttributor())
    given.out.mkdir(parents=True, exist_ok=True)
    for path in given.packed:
        with (given.out / path.name).open("w", encoding="utf-8") as stream:
            for report in rewritten(path, given.news, tools):
                stream.write(json.dumps(report, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
