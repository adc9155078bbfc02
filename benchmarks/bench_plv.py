"""PLV: which PLOVER type one marked party does to another, on rows that the shipped weights never saw.

The rows are one fold of five of PLV train (``detente.measuring.plv.folds``), left out of every training. Beside us:
TF-IDF (words 1-3, characters 2-5) and logistic regression on the other four folds, with the parties masked;
the teacher of our encoder (``training/encoder/teacher.py``, too large to ship), whose kept answers stand in
``peers/plv_teacher.jsonl``; and UniversalPetrarch.

UniversalPetrarch learns from nothing. It is not told the parties, so of its events the one that shares most words
with them is taken, else the first; a row without an event that has a root is wrong.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

from detente.actors.base import PackagedBase
from detente.coding.relation import classify
from detente.errors import DataError
from detente.language.annotate import EncoderAnnotator
from detente.measuring import plv
from detente.records import Article, Span
from peers import universal_petrarch
from record import options, timed, wanted, write

LEFT_OUT = 0
SPLIT = "PLV train, the fifth that no training saw"
TEACHER = Path(__file__).parent / "peers" / "plv_teacher.jsonl"


def masked(row: plv.Row) -> str:
    """The sentence with its parties as SRC and TGT (the later one first, so that offsets hold)."""
    text = row.sentence
    marks = [(row.source, " SRC "), (row.target, " TGT ")]
    for span, name in sorted(
        ((s, n) for s, n in marks if s), key=lambda mark: mark[0].start, reverse=True
    ):
        text = text[: span.start] + name + text[span.stop :]
    return text


def baseline(seen: list[plv.Row], held: list[plv.Row]) -> list[str]:
    """Answers of TF-IDF and logistic regression to rows it was not fitted on."""
    model = make_pipeline(
        make_union(
            TfidfVectorizer(ngram_range=(1, 3), sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
        ),
        LogisticRegression(C=10, max_iter=2000),
    )
    model.fit([masked(row) for row in seen], [row.root for row in seen])
    return [str(label) for label in model.predict([masked(row) for row in held])]


def ours(rows: list[plv.Row]) -> list[str]:
    """What the package says of each row."""
    annotator, base = EncoderAnnotator(), PackagedBase()
    return [
        classify(
            annotator.annotate(Article("pair", row.sentence), base).words, row.source, row.target
        )
        for row in rows
    ]


def kept_answers(path: Path, numbers: list[int]) -> list[str]:
    """The label of each row of the table that is asked for.

    Raises:
        DataError: a row is missing.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    found = {int(answer["row"]): str(answer["label"]) for answer in map(json.loads, lines)}
    missing = [i for i in numbers if i not in found]
    if missing:
        raise DataError(f"{path} lacks row {missing[0]}", "a label for each row", "write it anew")
    return [found[i] for i in numbers]


#: CAMEO roots to the fifteen of PLV; 01 (statement) has none.
CAMEO_TO_ROOT = {
    2: "REQUEST", 3: "AGREE", 4: "CONSULT", 5: "SUPPORT", 6: "COOPERATE", 7: "AID", 8: "YIELD",
    9: "ACCUSE", 10: "REQUEST", 11: "ACCUSE", 12: "REJECT", 13: "THREATEN", 14: "PROTEST",
    15: "MOBILIZE", 16: "SANCTION", 17: "COERCE", 18: "ASSAULT", 19: "ASSAULT", 20: "ASSAULT",
}  # fmt: skip


def shared_words(text: str, party: Span | None, found: Sequence[tuple[int, int]]) -> int:
    """How many words of the marked party lie in the ranges that an event has for it."""
    if party is None:
        return 0
    words = re.finditer(r"\w+", party.quote(text))
    places = [(party.start + m.start(), party.start + m.end()) for m in words]
    return sum(any(a < stop and start < b for a, b in found) for start, stop in places)


def root_of(row: plv.Row, events: Sequence[universal_petrarch.PeerEvent]) -> str:
    """The root of the event that fits the marked parties best, "" when none has a root."""
    codable = [event for event in events if event.root in CAMEO_TO_ROOT]
    if not codable:
        return ""
    best = max(
        codable,
        key=lambda event: (
            shared_words(row.sentence, row.source, event.source_at)
            + shared_words(row.sentence, row.target, event.target_at)
        ),
    )
    return CAMEO_TO_ROOT[best.root]


def peer(arguments: argparse.Namespace, rows: list[plv.Row]) -> None:
    """Score UniversalPetrarch on the same rows, in both its configurations."""
    gold = [row.root for row in rows]
    texts = [(row.sentence, universal_petrarch.NO_DAY) for row in rows]
    for configuration, name in universal_petrarch.CONFIGURATIONS.items():
        found = universal_petrarch.answers(arguments, "plv", configuration, texts, whole=True)
        labels = [root_of(row, events) for row, events in zip(rows, found.events, strict=True)]
        scores = plv.score(gold, labels)
        note = f"{found.note}; {labels.count('')} rows uncoded"
        write(arguments, "plv", name, SPLIT, scores.n, scores.figures, seconds=found.seconds,
              note=note)  # fmt: skip


def main() -> None:
    parser = options(__doc__ or "", ("tfidf", "detente", "teacher", "universal-petrarch"))
    universal_petrarch.add_options(parser)
    arguments = parser.parse_args()
    table = plv.load(arguments.shared / "data/events/plv/train.tsv")
    fold_of = plv.folds(table)
    numbers = [i for i, fold in enumerate(fold_of) if fold == LEFT_OUT][: arguments.limit]
    rows = [table[i] for i in numbers]
    seen = [row for row, fold in zip(table, fold_of, strict=True) if fold != LEFT_OUT]
    systems: list[tuple[str, str, Callable[[], list[str]]]] = [
        ("detente", "Détente", lambda: ours(rows)),
        ("tfidf", "TF-IDF + logistic regression", lambda: baseline(seen, rows)),
        ("teacher", "Our teacher, mpnet-base", lambda: kept_answers(TEACHER, numbers)),
    ]
    for key, name, ask in systems:
        if wanted(arguments, key):
            answers, seconds = timed(ask)
            scores = plv.score([row.root for row in rows], answers)
            write(arguments, "plv", name, SPLIT, scores.n, scores.figures, seconds=seconds,
                  by={"root": scores.by["root"]})  # fmt: skip
    if wanted(arguments, "universal-petrarch"):
        peer(arguments, rows)


if __name__ == "__main__":
    main()
