"""Source, cue and content spans against PolNeAR, the field's attribution corpus.

The protocol: first annotator where an article has several; ``Discard`` and ``Discuss`` marks and
malformed lines skipped; attributions without a source kept. Both sides are brought to one form
first: a span is cut at line ends, and pieces of one attribution that touch are one segment, as they
are in a BIO file whose instances are paragraphs.

* ``seg``: F1 of exact contiguous segments, for source, cue and content.
* ``token``: F1 of words in that role.
* ``content_j50``: attributions paired one to one at a word Jaccard of contents of at least 0.5.
* ``who_said_what``: that, and the sources share a word (or neither has one).
* ``citron_exact`` and ``citron_overlap``: the protocol BBC Citron publishes (``measuring/citron.py``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from detente.errors import DataError
from detente.measuring import citron
from detente.measuring.files import CURE, read_text, require_folder
from detente.measuring.tally import Scores, Tally, jaccard, pair_best
from detente.records import Span

Item = TypeVar("Item")

WHAT: Final = "a PolNeAR part with the folders text and attributions"
ROLES: Final = ("source", "cue", "content")
TOKEN: Final = re.compile(r"\w+|[^\w\s]")
QUOTE_MARKS: Final = '"“”«»„'
PRONOUNS: Final = frozenset(
    {"he", "she", "they", "it", "we", "i", "you", "who", "him", "her", "them"}
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: the words of who says it, of the saying, and of what is said.

    Each a tuple of spans in reading order; ``source`` may be empty.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A news article and its gold attributions."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


def parse_brat(annotation: str) -> tuple[Attribution, ...]:
    """The attributions in a brat stand-off file, in file order; anything else is passed over."""
    spans: dict[str, tuple[Span, ...]] = {}
    events: list[list[str]] = []
    for line in annotation.split("\n"):
        fields = line.rstrip("\r").split("\t")
        if len(fields) < 2:
            continue
        if fields[0].startswith("T"):
            _, _, offsets = fields[1].partition(" ")
            found = [re.fullmatch(r"(\d+) (\d+)", piece) for piece in offsets.split(";")]
            pieces = [Span(int(m[1]), int(m[2])) for m in found if m and int(m[1]) < int(m[2])]
            if pieces:
                spans[fields[0]] = tuple(sorted(pieces))
        elif fields[0].startswith("E"):
            events.append(fields[1].split())
    attributions = []
    for roles in events:
        if not roles or not roles[0].startswith("Attribution"):
            continue
        held: dict[str, list[Span]] = {role: [] for role in ROLES}
        for role in roles[1:]:
            name, _, mark = role.partition(":")
            held.get(name.rstrip("0123456789").lower(), []).extend(spans.get(mark, ()))
        if any(held.values()):
            attributions.append(Attribution(*(tuple(sorted(held[role])) for role in ROLES)))
    return tuple(attributions)


def load(path: Path) -> list[Document]:
    """The documents of ``path/text`` with their first annotator's ``path/attributions``, by name.

    Raises:
        DataError: a folder is missing, or no text has an annotation.
    """
    require_folder(path, WHAT)
    texts = require_folder(path / "text", WHAT)
    annotations = require_folder(path / "attributions", WHAT)
    first: dict[str, Path] = {}
    for file in sorted(annotations.glob("*.ann")):
        stem = file.stem if (texts / f"{file.stem}.txt").exists() else file.stem.rpartition("_")[0]
        first.setdefault(stem, file)
    documents = [
        # Offsets count a line end as it stands in the file, so the text is taken untouched.
        Document(file.stem, read_text(file), parse_brat(read_text(first[file.stem])))
        for file in sorted(texts.glob("*.txt"))
        if file.stem in first
    ]
    if not documents:
        raise DataError(f"no text of {path} has an annotation", WHAT, CURE)
    return documents


@dataclass(frozen=True, slots=True)
class Normal:
    """An attribution counted in tokens: exact segments and word positions of each role."""

    segments: dict[str, tuple[tuple[int, int], ...]]
    words: dict[str, frozenset[int]]


def normalise(text: str, attributions: Iterable[Attribution]) -> list[Normal]:
    """Bring spans to segments of tokens, cut at line ends, with touching pieces joined."""
    tokens = [(match.start(), match.end()) for match in TOKEN.finditer(text)]
    is_word = [bool(re.match(r"\w", text[start:stop])) for start, stop in tokens]
    line = _line_of(text, tokens)
    answer = []
    for attribution in attributions:
        segments: dict[str, tuple[tuple[int, int], ...]] = {}
        words: dict[str, frozenset[int]] = {}
        for role in ROLES:
            spans: tuple[Span, ...] = getattr(attribution, role)
            inside = sorted({i for span in spans for i in _inside(tokens, span)})
            segments[role] = _runs(inside, line)
            words[role] = frozenset(i for i in inside if is_word[i])
        answer.append(Normal(segments, words))
    return answer


def _line_of(text: str, tokens: Sequence[tuple[int, int]]) -> list[int]:
    lines, number, seen = [], 0, 0
    for start, _ in tokens:
        number += text.count("\n", seen, start)
        seen = start
        lines.append(number)
    return lines


def _inside(tokens: Sequence[tuple[int, int]], span: Span) -> range:
    first = bisect_right(tokens, span.start, key=lambda token: token[1])
    last = bisect_left(tokens, span.stop, key=lambda token: token[0])
    return range(first, last)


def _runs(inside: Sequence[int], line: Sequence[int]) -> tuple[tuple[int, int], ...]:
    runs: list[tuple[int, int]] = []
    for i in inside:
        if runs and runs[-1][1] == i - 1 and line[i - 1] == line[i]:
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return tuple(runs)


def _same_source(a: Normal, b: Normal) -> bool:
    first, second = a.words["source"], b.words["source"]
    return bool(first & second) or not (first or second)


def score(documents: Sequence[Document], predicted: Sequence[Sequence[Attribution]]) -> Scores:
    """Score predicted attributions, one sequence a document, in the order of ``documents``."""
    seg = dict.fromkeys(ROLES, Tally())
    token = dict.fromkeys(ROLES, Tally())
    content, who = Tally(), Tally()
    published: dict[str, Tally] = {}
    traits: dict[str, Tally] = {}
    outlets: dict[str, Tally] = {}
    for document, answers in zip(documents, predicted, strict=True):
        gold = normalise(document.text, document.attributions)
        other = normalise(document.text, answers)
        for role in ROLES:
            seg[role] += _overlap(_segments(gold, role), _segments(other, role))
            token[role] += _overlap(_words(gold, role), _words(other, role))
        pairs = pair_best(gold, other, _likeness)
        content += Tally(len(pairs), len(other), len(gold))
        same = pair_best(gold, other, lambda a, b: _likeness(a, b) if _same_source(a, b) else 0.0)
        found = Tally(len(same), len(other), len(gold))
        who += found
        outlet = document.name.partition("_")[0]
        outlets[outlet] = outlets.get(outlet, Tally()) + found
        for name, counts in _by_citron(document.text, gold, other).items():
            published[name] = published.get(name, Tally()) + counts
        hit = {i for i, _ in same}
        for i, attribution in enumerate(document.attributions):
            for trait in _traits(document.text, attribution):
                traits[trait] = traits.get(trait, Tally()) + Tally(int(i in hit), 0, 1)
    figures = {f"seg_{role}_f1": seg[role].f1 for role in ROLES}
    figures |= {f"token_{role}_f1": token[role].f1 for role in ROLES}
    figures |= content.figures("content_j50") | who.figures("who_said_what")
    figures |= {f"citron_{name}_f1": counts.f1 for name, counts in published.items()}
    by = {
        "segment": {role: seg[role].row() for role in ROLES},
        "token": {role: token[role].row() for role in ROLES},
        "citron": {name: counts.row() for name, counts in published.items()},
        "outlet": {name: outlets[name].row() for name in sorted(outlets)},
        "gold_trait_recall": {
            name: {"recall": traits[name].recall, "gold": traits[name].gold}
            for name in sorted(traits)
        },
    }
    return Scores(len(documents), figures, by)


def _by_citron(text: str, gold: Sequence[Normal], answers: Sequence[Normal]) -> dict[str, Tally]:
    """The counts of one text by Citron's protocol."""
    tokens = [(match.start(), match.end()) for match in TOKEN.finditer(text)]
    words = [text[start:stop] for start, stop in tokens]
    quoted = citron.in_quotation_marks(words, _line_of(text, tokens))

    def counted(attributions: Sequence[Normal]) -> list[citron.Quote]:
        made = [
            citron.quote(a.segments["source"], a.segments["cue"], a.segments["content"], quoted)
            for a in attributions
        ]
        return [quote for quote in made if quote is not None]

    return citron.tallies(counted(gold), counted(answers))


def _segments(attributions: Sequence[Normal], role: str) -> set[tuple[int, int]]:
    return {segment for a in attributions for segment in a.segments[role]}


def _words(attributions: Sequence[Normal], role: str) -> set[int]:
    return {word for a in attributions for word in a.words[role]}


def _overlap(gold: set[Item], predicted: set[Item]) -> Tally:
    return Tally(len(gold & predicted), len(predicted), len(gold))


def _likeness(a: Normal, b: Normal) -> float:
    shared = jaccard(set(a.words["content"]), set(b.words["content"]))
    return shared if shared >= 0.5 else 0.0


def _traits(text: str, attribution: Attribution) -> list[str]:
    """What makes a gold attribution easy or hard: how it is quoted, and who is named."""
    said = "".join(span.quote(text) for span in attribution.content).strip()
    quoted = bool(said) and said[0] in QUOTE_MARKS and said[-1] in QUOTE_MARKS
    marked = any(mark in said for mark in QUOTE_MARKS)
    traits = ["direct quotation" if quoted else "mixed quotation" if marked else "indirect"]
    if not attribution.source:
        traits.append("no source")
    elif " ".join(span.quote(text) for span in attribution.source).lower() in PRONOUNS:
        traits.append("pronoun source")
    if len(attribution.content) > 1:
        traits.append("discontinuous content")
    return traits
