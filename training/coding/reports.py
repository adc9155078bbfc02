"""Hand-annotated reports as the coder sees them, and which of its readings are right: what all fits of the coder share.

The files are full gold objects (READING.md section 7 with text), reports marked for this project (``training/coding/readings``,
of which one part is taken), and our own challenge sentences (``tests/gates/coding_challenge.jsonl``), those held out never.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.actors.base import PackagedBase
from detente.attribution.attribute import QuotationAttributor
from detente.coding.candidates import Finder
from detente.coding.code import deeds_of
from detente.coding.deeds import Reader
from detente.coding.evidence import clause_span, trigger_span
from detente.coding.judging import Judge
from detente.coding.matching import Matcher
from detente.coding.memory import with_memory
from detente.coding.options import Pair, pairs_of
from detente.coding.parties import Cast
from detente.coding.relation import score_pairs
from detente.coding.syntax import Tree
from detente.language.annotate import EncoderAnnotator
from detente.records import Annotation, Article, Claim, Party, Span
from training.coding import marked

FOLDS = 5  # parts by report that are left out of a fit in turn
NEWS = Path("../shared/data/news")


@dataclass(frozen=True, slots=True)
class Report:
    """One gold report as the coder sees it. ``source``: the name of its file."""

    source: str
    gold: dict[str, Any]
    article: Article
    annotation: Annotation
    claims: tuple[Claim, ...]


def options(purpose: str) -> argparse.ArgumentParser:
    """What every fit on annotated reports is asked with. ``purpose``: its module's docstring."""
    parser = argparse.ArgumentParser(description=purpose.splitlines()[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument(
        "--news", type=Path, default=NEWS, help="where the texts of marked reports lie"
    )
    parser.add_argument("--write", action="store_true")
    return parser


def reports_of(given: argparse.Namespace, part: str = "judge") -> list[Report]:
    """The reports of all files that were given, those of one part."""
    tools = (EncoderAnnotator(), PackagedBase(), QuotationAttributor())
    return [report for path in given.gold for report in read(path, given.news, tools, part)]


def read(
    path: Path, news: Path, tools: tuple[Any, Any, Any], part: str = "judge"
) -> Iterator[Report]:
    for gold in golds(path, news, part):
        yield Report(path.stem, gold, *as_coded(gold, tools))


def golds(path: Path, news: Path, part: str = "judge") -> Iterator[dict[str, Any]]:
    """What one file holds for a part: gold objects, the challenge items that are not held out, or marked reports.

    Of the encoder's part those that were read for what is told again; only marked reports have such a part.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    if "row" in json.loads(lines[0]):
        for report in map(marked.as_gold, marked.load(path, marked.corpus_of(path, news), part)):
            if part == "judge" or report["reread"]:
                yield report
        return
    for gold in map(json.loads, lines if part == "judge" else ()):
        if not gold.get("held_out"):
            yield _of_item(gold) if "held_out" in gold else gold


def _of_item(item: dict[str, Any]) -> dict[str, Any]:
    """An item of the coder's challenge set as a gold report: its events anywhere in its one sentence."""
    events = [
        {
            "type": event["type"],
            "status": event["status"],
            "initiator": {"country": event["initiator"]},
            "recipient": {"country": event["recipient"]},
            "trigger": [0, len(item["text"])],
            "evidence": [],
        }
        for event in (*item["events"], *item.get("also", ()))
    ]
    return {
        "article_id": item["id"],
        "text": item["text"],
        "published": item["published"],
        "events": events,
        "made up": True,
    }


def as_coded(
    gold: dict[str, Any], tools: tuple[Any, Any, Any]
) -> tuple[Article, Annotation, tuple[Claim, ...]]:
    """What the coder is handed of a report (``article_id``, ``text``, ``published``), made by the rooms before it."""
    annotator, base, attributor = tools
    text = gold["text"]
    article = Article(
        gold["article_id"],
        text,
        title=text.split("\n\n")[0],
        published=date.fromisoformat(gold["published"]),
        published_basis="given",
    )
    annotation = base.resolve(article, annotator.annotate(article, base))
    annotation, claims = attributor.attribute(article, annotation, base)
    return article, annotation, tuple(claims)


def is_whole(report: Report) -> bool:
    """Whether the report was read whole by READING.md."""
    return "claims" in report.gold or report.source == "wikinews"


def judge_of(report: Report) -> tuple[Judge, list[Pair]]:
    """The judge of one report, as the coder would make it, and the rules' readings to be judged."""
    tree = Tree(report.annotation.words, report.article.text)
    cast = Cast(tree, report.annotation, report.claims)
    matcher = Matcher(tree, cast)
    reader = Reader(tree, matcher, Finder(tree, cast, matcher))
    judge = Judge(tree, cast, reader, score_pairs, report.article.body_start)
    deeds = with_memory(deeds_of(reader, report.claims, cast), tree)
    return judge, [pair for deed in deeds for pair in pairs_of(deed)]


def hits(report: Report, pair: Pair, tree: Tree, cast: Cast) -> list[int]:
    people = [m for m in (pair.initiator, pair.recipient) if m is not None]
    spans = [clause_span(pair.deed, tree, people), trigger_span(pair.deed, tree)]
    sides = (cast.party(pair.initiator), cast.party(pair.recipient))
    return gold_matches(report, pair.deed.kind, sides, spans)


def gold_matches(
    report: Report, kind: str, sides: tuple[Any, Any], spans: Sequence[Span]
) -> list[int]:
    """Numbers of the gold events with that type, those parties and words in common."""
    return [
        number
        for number, event in enumerate(report.gold["events"])
        if event["type"] == kind
        and country(event["initiator"]) == country(sides[0])
        and country(event["recipient"]) == country(sides[1])
        and any(
            a < span.stop and span.start < b
            for a, b in [*event["evidence"], event["trigger"]]
            for span in spans
        )
    ]


def country(party: Any) -> str | None:
    """The country of a gold party or of one of ours; None for nobody and for a party of no country."""
    if party is None:
        return None
    return (party.country if isinstance(party, Party) else party["country"]) or None
