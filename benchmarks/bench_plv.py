"""PLV by 5-fold cross-validation: which PLOVER type one marked party does to another.

Beside us in the same folds: TF-IDF (words 1-3, characters 2-5) and logistic regression, with the
parties masked. Our relation model is trained once per fold by ``training/``; it writes its answers
as JSONL of ``{"row": index into the table, "label": PLOVER type}``, which ``--predictions`` takes.

UniversalPetrarch learns from nothing and codes every row. It is not told the parties, so of its
events the one that shares most words with them is taken, else the first; a row without an event
that has a root is wrong.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

from detente.errors import DataError
from detente.measuring import plv
from detente.records import Span
from peers import universal_petrarch
from record import options, timed, wanted, write

SPLIT = "PLV train, 5-fold cross-validation"


def masked(row: plv.Row) -> str:
    """The sentence with its parties as SRC and TGT (the later one first, so that offsets hold)."""
    text = row.sentence
    marks = [(row.source, " SRC "), (row.target, " TGT ")]
    for span, name in sorted(
        ((s, n) for s, n in marks if s), key=lambda mark: mark[0].start, reverse=True
    ):
        text = text[: span.start] + name + text[span.stop :]
    return text


def baseline(rows: list[plv.Row]) -> list[str]:
    """Answers of TF-IDF and logistic regression, each row by a model that never saw its fold."""
    texts = [masked(row) for row in rows]
    fold = plv.folds(rows)
    answers = [""] * len(rows)
    for held in sorted(set(fold)):
        model = make_pipeline(
            make_union(
                TfidfVectorizer(ngram_range=(1, 3), sublinear_tf=True),
                TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
            ),
            LogisticRegression(C=10, max_iter=2000),
        )
        seen = [i for i, own in enumerate(fold) if own != held]
        model.fit([texts[i] for i in seen], [rows[i].root for i in seen])
        test = [i for i, own in enumerate(fold) if own == held]
        for i, label in zip(test, model.predict([texts[i] for i in test]), strict=True):
            answers[i] = str(label)
    return answers


def read_predictions(path: Path, n: int) -> list[str]:
    """The label of each row.

    Raises:
        DataError: a row is missing.
    """
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        found[int(answer["row"])] = str(answer["label"])
    missing = [i for i in range(n) if i not in found]
    if missing:
        raise DataError(f"{path} lacks row {missing[0]}", "a label for each row", "run all folds")
    return [found[i] for i in range(n)]


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
    parser = options(__doc__ or "", ("tfidf", "detente", "universal-petrarch"))
    universal_petrarch.add_options(parser)
    parser.add_argument("--predictions", type=Path, help="our answers, each by its fold's model")
    arguments = parser.parse_args()
    rows = plv.load(arguments.shared / "data/events/plv/train.tsv")
    gold = [row.root for row in rows]
    if wanted(arguments, "tfidf"):
        answers, seconds = timed(lambda: baseline(rows))
        scores = plv.score(gold, answers)
        write(arguments, "plv", "TF-IDF + logistic regression", SPLIT, scores.n, scores.figures,
              seconds=seconds)  # fmt: skip
    if wanted(arguments, "universal-petrarch"):
        peer(arguments, rows[: arguments.limit])
    if arguments.predictions:
        scores = plv.score(gold, read_predictions(arguments.predictions, len(rows)))
        write(arguments, "plv", "Détente", SPLIT, scores.n, scores.figures,
              by={"root": scores.by["root"]})  # fmt: skip


if __name__ == "__main__":
    main()
