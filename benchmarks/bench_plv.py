"""PLV by 5-fold cross-validation: which PLOVER type one marked party does to another.

Beside us in the same folds: TF-IDF (words 1-3, characters 2-5) and logistic regression, with the
parties masked. Our relation model is trained once per fold by ``training/``; it writes its answers
as JSONL of ``{"row": index into the table, "label": PLOVER type}``, which ``--predictions`` takes.
"""

from __future__ import annotations

import json
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

from detente.errors import DataError
from detente.measuring import plv
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


def main() -> None:
    parser = options(__doc__ or "", ("tfidf", "detente"))
    parser.add_argument("--predictions", type=Path, help="our answers, each by its fold's model")
    arguments = parser.parse_args()
    rows = plv.load(arguments.shared / "data/events/plv/train.tsv")
    gold = [row.root for row in rows]
    if wanted(arguments, "tfidf"):
        answers, seconds = timed(lambda: baseline(rows))
        scores = plv.score(gold, answers)
        write(arguments, "plv", "TF-IDF + logistic regression", SPLIT, scores.n, scores.figures,
              seconds=seconds)  # fmt: skip
    if arguments.predictions:
        scores = plv.score(gold, read_predictions(arguments.predictions, len(rows)))
        write(arguments, "plv", "Détente", SPLIT, scores.n, scores.figures,
              by={"root": scores.by["root"]})  # fmt: skip


if __name__ == "__main__":
    main()
