"""What the actor base must reach on the actor cases and on the mentions of the annotated reports."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest

from detente.actors import base as packaged
from detente.errors import DataError
from detente.measuring.actors import score_actors
from detente.records import Annotation, Article, Mention, Span, Words

NOTHING = Words((), (), (), (), (), (), (), (), np.zeros((0, 384), np.float32))


def test_actor_cases(base, shared):
    scores = score_actors(shared / "data" / "actors" / "ngec_actor_cases.jsonl", base)
    assert scores["country_total"] >= 140
    assert scores["country_accuracy"] >= 0.95
    assert scores["sector_accuracy"] >= 0.88


@pytest.mark.parametrize(
    "line",
    ["not json", "[]", '{"call": "agent_to_code"}', '{"call": "x", "args": [], "expect": []}'],
)
def test_a_line_that_is_no_case_is_named(base, tmp_path, line):
    path = tmp_path / "cases.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(DataError, match="line 1"):
        score_actors(path, base)


def mentions(row, annotator, base):
    """Gold spans with the chains and heads that our own annotator gives them."""
    article = Article(
        row["article_id"], row["text"], row["title"], published=date.fromisoformat(row["published"])
    )
    found = annotator.annotate(article, base).mentions
    made = []
    for gold in row["mentions"]:
        span = Span(gold["start"], gold["stop"])
        twin = next((one for one in found if one.span == span), None)
        head = twin.head if twin else span
        made.append(Mention(gold["id"], span, gold["kind"], twin.chain if twin else "", head))
    return article, Annotation(row["article_id"], (), tuple(made), NOTHING)


def test_mentions_of_annotated_reports(base, shared, annotator):
    right = {"country": 0, "sector": 0}
    total = 0
    for line in (shared / "data" / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        resolved = base.resolve(*mentions(row, annotator, base))
        for gold, mention in zip(row["mentions"], resolved.mentions, strict=True):
            total += 1
            right["country"] += (gold["country"] or "") == mention.country
            right["sector"] += gold["sector"] == mention.sector
    assert right["country"] / total >= 0.95
    assert right["sector"] / total >= 0.88


def test_the_packaged_file_is_small(base):
    assert packaged.PACKAGED.stat().st_size <= 12_000_000
    assert len(base.store) > 50_000
