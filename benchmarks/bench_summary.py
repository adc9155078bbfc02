"""REALSumm: our summary and Lead-3 by ROUGE, and our ROUGE against the ``rouge-score`` package."""

from __future__ import annotations

import numpy as np
from rouge_score import rouge_scorer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity

from detente.measuring import summary
from record import options, ours, timed, wanted, write

SPLIT = "REALSumm (100 CNN/DM documents)"
NAMES = ("rouge1", "rouge2", "rougelsum", "sentences", "verbatim")


def by_package(
    references: tuple[summary.Sentences, ...], told: summary.Sentences
) -> dict[str, float]:
    """The figures of the ``rouge-score`` package, with stemming."""
    scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeLsum"], use_stemmer=True)
    best = [scorer.score("\n".join(reference), "\n".join(told)) for reference in references]
    return {
        name.lower(): max(row[name].fmeasure for row in best)
        for name in ("rouge1", "rouge2", "rougeLsum")
    }


def central(document: summary.Document) -> summary.Sentences:
    """The recipe of the field notes: cosine to the mean + 0.5 / (1 + i) - 0.3 x likeness to a pick."""
    rows = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(
        document.sentences
    )
    likeness = cosine_similarity(rows)
    middle = cosine_similarity(rows, np.asarray(rows.mean(axis=0)))[:, 0]
    worth = middle + 0.5 / (1 + np.arange(len(document.sentences)))
    picked: list[int] = []
    while len(picked) < min(3, len(document.sentences)):
        left = [i for i in range(len(document.sentences)) if i not in picked]
        again = {i: max((likeness[i, j] for j in picked), default=0.0) for i in left}
        picked.append(max(left, key=lambda i: worth[i] - 0.3 * again[i]))
    return tuple(document.sentences[i] for i in sorted(picked))


def main() -> None:
    arguments = options(__doc__ or "", ("lead3", "central", "detente")).parse_args()
    path = arguments.shared / "data/news/summ/realsumm"
    documents = summary.load(path)[: arguments.limit]
    if wanted(arguments, "lead3"):
        lead = [document.lead for document in documents]
        scores, seconds = timed(lambda: summary.score(documents, lead))
        peer = summary.score(documents, lead, by_package)
        apart = max(abs(scores.figures[name] - peer.figures[name]) for name in NAMES[:3])
        write(arguments, "summary", "Lead-3", SPLIT, scores.n,
              {name: scores.figures[name] for name in NAMES},
              seconds=seconds, note=f"largest difference to rouge-score {apart:.1e}")  # fmt: skip
    if wanted(arguments, "central"):
        told, seconds = timed(lambda: [central(document) for document in documents])
        scores = summary.score(documents, told)
        write(arguments, "summary", "TF-IDF centroid + position + MMR", SPLIT, scores.n,
              {name: scores.figures[name] for name in NAMES}, seconds=seconds,
              note="three sentences, no regard to speakers")  # fmt: skip
    if wanted(arguments, "detente"):
        ours(arguments, "summary", "summary", path, SPLIT)


if __name__ == "__main__":
    main()
