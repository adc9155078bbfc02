"""Who does what to whom in a sentence: CAMEO triples in Werner's table.

A gold row is a sentence and ``<triplet> initiator <subj> recipient <obj> relation`` as often as
needed. A predicted triple matches if its relation agrees and both its actors share a content word
with the gold ones, one to one (*relaxed*). ``label`` counts relations alone. Each on the twenty
CAMEO roots and on five classes (penta). Triples with an empty actor are dropped on both sides.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from detente.errors import DataError
from detente.measuring.files import CURE, read_table
from detente.measuring.tally import Scores, Tally, pair_best

WHAT: Final = "a Werner table (CSV)"
COLUMNS: Final = ("text", "label")
STATEMENT: Final = 1

#: CAMEO roots by name, as the table writes them (two of its spellings are slips), in lower case.
ROOTS: Final[dict[str, int]] = {
    "make public statement": 1, "appeal": 2, "express intent to cooperate": 3,
    "express intend to cooperate": 3, "consult": 4, "engage in diplomatic cooperation": 5,
    "engage in material cooperation": 6, "provide aid": 7, "yield": 8, "investigate": 9,
    "demand": 10, "disapprove": 11, "reject": 12, "threaten": 13, "protest": 14,
    "exhibit military posture": 15, "exhibit force posture": 15, "reduce relations": 16,
    "coerce": 17, "assault": 18, "fight": 19, "engage in unconventional mass violence": 20,
    "use unconventional mass violence": 20,
}  # fmt: skip

#: PLOVER types to CAMEO roots: the CAMEO2PLOVER table of the codebook read backwards. Where PLOVER
#: is coarser, the more frequent root in news is taken and the mode decides where it can.
PLOVER_TO_CAMEO: Final[dict[str, int]] = {
    "AGREE": 3, "CONSULT": 4, "SUPPORT": 5, "COOPERATE": 6, "AID": 7, "CONCEDE": 8, "RETREAT": 8,
    "REQUEST": 2, "ACCUSE": 11, "REJECT": 12, "THREATEN": 13, "PROTEST": 14, "MOBILIZE": 15,
    "SANCTION": 16, "COERCE": 17, "ASSAULT": 19,
}  # fmt: skip
#: PLOVER modes that CAMEO gives a root of their own: violence against persons is Assault, use of
#: weapons by armed forces is Fight; investigating is not accusing; demanding is not appealing.
MODE_TO_CAMEO: Final[dict[tuple[str, str], int]] = {
    ("ACCUSE", "investigate"): 9, ("ACCUSE", "investigation"): 9, ("REQUEST", "demand"): 10,
    ("ASSAULT", "beat"): 18, ("ASSAULT", "torture"): 18, ("ASSAULT", "execute"): 18,
    ("ASSAULT", "sexual"): 18, ("ASSAULT", "assassinate"): 18, ("ASSAULT", "abduct"): 18,
    ("ASSAULT", "primitive"): 18, ("ASSAULT", "vehicle"): 18, ("ASSAULT", "suicide-attack"): 18,
}  # fmt: skip

STOP_WORDS: Final = frozenset(
    {
        "a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "by", "with", "from", "as",
        "is", "are", "was", "were", "his", "her", "its", "their",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Triple:
    """Words of the initiator, words of the recipient, CAMEO root 1 to 20."""

    initiator: str
    recipient: str
    root: int


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence, its gold triples and the part of the table it comes from."""

    text: str
    triples: tuple[Triple, ...]
    part: str


def held_out(text: str) -> bool:
    """Whether a sentence belongs to the fifth of the table that is never trained on.

    Decided by the text alone (SHA-256 of its UTF-8 bytes, divisible by five), so that training and
    measuring agree wherever they run.
    """
    return int(hashlib.sha256(text.encode("utf-8")).hexdigest(), 16) % 5 == 0


def cameo_root(plover: str, mode: str = "") -> int:
    """The CAMEO root (1 to 20) for a PLOVER type and mode; 0 for a type outside the sixteen."""
    return MODE_TO_CAMEO.get((plover, mode), PLOVER_TO_CAMEO.get(plover, 0))


def penta(root: int) -> int:
    """The class of a CAMEO root.

    0 statement (01-02), 1 verbal cooperation (03-05), 2 material cooperation (06-08), 3 verbal
    conflict (09-13), 4 material conflict (14-20).
    """
    return sum(root >= first for first in (3, 6, 9, 14))


def load(path: Path) -> list[Row]:
    """The rows of a Werner table; ``part`` is "all" where the table has no such column.

    Raises:
        DataError: not such a table, a label that is no list of triplets, or an unknown relation.
    """
    rows = []
    for number, line in enumerate(read_table(path, WHAT, COLUMNS, ","), start=1):
        triples = []
        for piece in line["label"].split("<triplet>")[1:]:
            match = re.fullmatch(r"(.*)<subj>(.*)<obj>(.*)", piece, re.DOTALL)
            root = ROOTS.get(match[3].strip().lower()) if match else None
            if match is None or root is None:
                expected = "<triplet> initiator <subj> recipient <obj> CAMEO root name"
                raise DataError(f"row {number} of {path} has the label {piece!r}", expected, CURE)
            if match[1].strip() and match[2].strip():
                triples.append(Triple(match[1].strip(), match[2].strip(), root))
        rows.append(Row(line["text"], tuple(triples), line.get("part", "") or "all"))
    return rows


def content_words(words: str) -> set[str]:
    """The lower-case words of a name without articles, prepositions and possessive endings."""
    found = set(re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", words.lower())))
    return (found - STOP_WORDS) or found


def score(rows: Sequence[Row], predicted: Sequence[Sequence[Triple]]) -> Scores:
    """Score predicted triples, one sequence a row, in the order of ``rows``."""
    kept = [
        (row, [t for t in triples if t.initiator.strip() and t.recipient.strip() and t.root])
        for row, triples in zip(rows, predicted, strict=True)
    ]
    quiet = [
        (Row(r.text, tuple(t for t in r.triples if t.root != STATEMENT), r.part),
         [t for t in answer if t.root != STATEMENT])
        for r, answer in kept
    ]  # fmt: skip
    figures = _figures(kept) | {
        f"{name}_without_statements": value for name, value in _figures(quiet).items()
    }
    parts = sorted({row.part for row, _ in kept})
    by = {
        "part": {part: _figures([k for k in kept if k[0].part == part]) for part in parts},
        "held_out": {
            name: _figures([k for k in kept if held_out(k[0].text) is flag])
            for name, flag in (("held out", True), ("may be trained on", False))
        },
        "root": {
            f"{root:02d}": _tally(kept, lambda r: r, actors=True, only=root).row()
            for root in sorted({t.root for row, _ in kept for t in row.triples})
        },
    }
    return Scores(len(rows), figures, by)


Pairing = Sequence[tuple[Row, Sequence[Triple]]]


def _figures(kept: Pairing) -> dict[str, float]:
    figures: dict[str, float] = {}
    for name, key in (("cameo", lambda root: root), ("penta", penta)):
        figures |= _tally(kept, key, actors=True).figures(f"relaxed_{name}")
        figures |= _tally(kept, key, actors=False).figures(f"label_{name}")
    figures |= _tally(kept, lambda _: 0, actors=True).figures("actors_only")
    return figures


def _tally(kept: Pairing, key: Callable[[int], int], *, actors: bool, only: int = 0) -> Tally:
    total = Tally()
    for row, answer in kept:
        gold = [t for t in row.triples if not only or t.root == only]
        given = [t for t in answer if not only or t.root == only]

        def likeness(a: Triple, b: Triple) -> float:
            if key(a.root) != key(b.root):
                return 0.0
            if not actors:
                return 1.0
            shared = [
                content_words(x) & content_words(y)
                for x, y in ((a.initiator, b.initiator), (a.recipient, b.recipient))
            ]
            return float(sum(map(len, shared))) if all(shared) else 0.0

        total += Tally(len(pair_best(gold, given, likeness)), len(given), len(gold))
    return total
