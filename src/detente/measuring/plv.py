"""Which of the PLOVER types one marked party does to another: the PLV table, CAMEO-era labels.

A row marks a source ``<s>`` and a target ``<t>`` in a sentence and names one of fifteen roots. PLV
keeps CAMEO's YIELD where PLOVER has CONCEDE and RETREAT, so both are mapped to it. Some rows have
only one party; the other is None. An answer outside the fifteen (or none) is wrong.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from detente.errors import DataError
from detente.measuring.files import CURE, read_table
from detente.measuring.tally import Scores, accuracy, label_tallies, macro_f1
from detente.records import Span

WHAT: Final = "a PLV table (tab-separated)"
COLUMNS: Final = ("marked_sentence", "gold_root")

#: Quad classes as published with PLV, SANCTION counted as material conflict.
QUAD: Final[dict[str, str]] = {
    "AGREE": "verbal cooperation", "CONSULT": "verbal cooperation", "SUPPORT": "verbal cooperation",
    "COOPERATE": "material cooperation", "AID": "material cooperation",
    "YIELD": "material cooperation",
    "ACCUSE": "verbal conflict", "REQUEST": "verbal conflict", "REJECT": "verbal conflict",
    "THREATEN": "verbal conflict",
    "PROTEST": "material conflict", "MOBILIZE": "material conflict",
    "SANCTION": "material conflict", "COERCE": "material conflict", "ASSAULT": "material conflict",
}  # fmt: skip
TO_ROOT: Final[dict[str, str]] = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence with its marks taken out, its parties where they stood, and the gold root."""

    sentence: str
    source: Span | None
    target: Span | None
    root: str


def unmark(marked: str) -> tuple[str, Span | None, Span | None]:
    """Take ``<s>``, ``</s>``, ``<t>``, ``</t>`` out of a sentence and say where they stood.

    The marks may be nested. A party without a mark, or with nothing inside it, is None.
    """
    text, opened, spans = "", dict[str, int](), dict[str, Span]()
    for piece in re.split(r"(</?[st]>)", marked):
        if piece in ("<s>", "<t>"):
            opened[piece[1]] = len(text)
        elif piece in ("</s>", "</t>"):
            start = opened.pop(piece[2], len(text))
            stop = len(text.rstrip())
            if start < stop:
                spans.setdefault(piece[2], Span(start, stop))
        else:
            text += piece
    return text, spans.get("s"), spans.get("t")


def load(path: Path) -> list[Row]:
    """The rows of a PLV table.

    Raises:
        DataError: not such a table, or a root outside the fifteen.
    """
    rows = []
    for number, line in enumerate(read_table(path, WHAT, COLUMNS, "\t"), start=1):
        root = TO_ROOT.get(line["gold_root"], line["gold_root"])
        if root not in QUAD:
            raise DataError(
                f"row {number} of {path} has the root {root!r}", f"one of {', '.join(QUAD)}", CURE
            )
        rows.append(Row(*unmark(line["marked_sentence"]), root))
    return rows


def score(gold: Sequence[str], predicted: Sequence[str]) -> Scores:
    """Score roots (or PLOVER types) given for each row against gold roots.

    Figures: macro F1 over the roots, quad classes and cooperation against conflict that gold holds.
    """
    answers = [TO_ROOT.get(label, label) for label in predicted]
    roots = label_tallies(gold, answers)
    quad = label_tallies([QUAD[label] for label in gold], [QUAD.get(a, "") for a in answers])
    binary = label_tallies([_side(label) for label in gold], [_side(a) for a in answers])
    figures = {
        "root_macro_f1": macro_f1(roots.values()),
        "quad_macro_f1": macro_f1(quad.values()),
        "binary_macro_f1": macro_f1(binary.values()),
        "root_accuracy": accuracy(
            sum(g == a for g, a in zip(gold, answers, strict=True)), len(gold)
        ),
    }
    return Scores(
        len(gold),
        figures,
        {
            "root": {name: tally.row() for name, tally in roots.items()},
            "quad": {name: tally.row() for name, tally in quad.items()},
            "confusion": _confusion(gold, answers),
        },
    )


def _side(label: str) -> str:
    return QUAD.get(label, "").rpartition(" ")[2]


def _confusion(gold: Sequence[str], answers: Sequence[str]) -> dict[str, int]:
    """The wrong answers counted, most frequent first, as ``"GOLD -> ANSWER"``."""
    counts: dict[str, int] = {}
    for g, a in zip(gold, answers, strict=True):
        if g != a:
            key = f"{g} -> {a or 'nothing'}"
            counts[key] = counts.get(key, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def folds(rows: Sequence[Row], count: int = 5) -> list[int]:
    """The cross-validation fold (0 to ``count - 1``) of each row.

    Rows of one sentence share a fold, and each root is spread evenly. Decided by the sentences
    alone (SHA-256), so that training and measuring agree wherever they run.
    """
    first_root: dict[str, str] = {}
    for row in rows:
        first_root.setdefault(row.sentence, row.root)
    fold: dict[str, int] = {}
    for root in sorted(set(first_root.values())):
        sentences = [sentence for sentence, own in first_root.items() if own == root]
        # Each root begins where the last one ended, or the first folds would be the largest.
        for place, sentence in enumerate(sorted(sentences, key=_digest), start=len(fold)):
            fold[sentence] = place % count
    return [fold[row.sentence] for row in rows]


def _digest(sentence: str) -> str:
    return hashlib.sha256(sentence.encode("utf-8")).hexdigest()
