"""Headlines that attribute without a verb: "Kremlin: no plans", "Missile hit school - governor"."""

from __future__ import annotations

from typing import Final

from detente.attribution import lexicon
from detente.attribution.proposals import Proposal, WordRange
from detente.attribution.syntax import Syntax
from detente.records import Span

_DASHES: Final = frozenset({"-", "–", "—", "--"})
#: Left of a colon these announce a format, not a speaker.
_LABELS: Final = lexicon.word_family("labels")
_SPEAKER_NOUNS: Final = lexicon.word_family("speaker_nouns")
_SPEAKING_KINDS: Final = frozenset({"person", "organisation", "country", "role", "group", "outlet"})
_MAX_SOURCE_WORDS: Final = 6


def headline_proposals(syntax: Syntax) -> list[Proposal]:
    """At most one proposal: the title's, by colon or dash."""
    body = syntax.article.body_start
    if body == 0:
        return []
    title = syntax.words_of(Span(0, body))
    if title is None or title[1] - title[0] < 2:
        return []
    first, last = title
    for index in range(first + 1, last):
        if syntax.lower[index] == ":":
            return _parted(syntax, (first, index - 1), index, (index + 1, last))
        spaced = (
            syntax.lower[index] in _DASHES
            and syntax.words.starts[index] > syntax.words.stops[index - 1]
            and syntax.words.starts[index + 1] > syntax.words.stops[index]
        )
        if (
            spaced
            and index > last - _MAX_SOURCE_WORDS - 1
            and _is_speaker(syntax, (index + 1, last))
        ):
            return [Proposal((index, index), ((index + 1, last),), ((first, index - 1),), 0.7)]
    return []


def _parted(syntax: Syntax, before: WordRange, colon: int, after: WordRange) -> list[Proposal]:
    source = _without_topic(syntax, before)
    if _is_speaker(syntax, source) and after[1] - after[0] >= 1 and _is_said(syntax, source, after):
        return [Proposal((colon, colon), (source,), (after,), 0.75)]
    if before[1] - before[0] > after[1] - after[0] and _is_speaker(syntax, after):
        return [Proposal((colon, colon), (after,), (before,), 0.7)]
    return []


def _is_said(syntax: Syntax, source: WordRange, after: WordRange) -> bool:
    """Whether it is speech: "Russia and Japan: rising tensions" names a topic; "Kremlin: no plans" a speaker."""
    words = syntax.lower[source[0] : source[1] + 1]
    if "and" in words or "," in words or "vs" in words:
        return False
    start, stop = syntax.words.starts[source[0]], syntax.words.stops[source[1]]
    is_land = syntax.words.entities[source[1]].endswith("GPE") or any(
        mention.kind in {"country", "place"}
        and mention.span.start < stop
        and start < mention.span.stop
        for mention in syntax.annotation.mentions
    )
    if not is_land or words[-1] == "kremlin":
        return True
    return any(
        syntax.tags[w] in {"VBZ", "VBD", "VBP", "MD"} or syntax.quoted_at[w] >= 0
        for w in range(after[0], after[1] + 1)
    ) or syntax.lower[after[0]] in {"no", "we"}


def _without_topic(syntax: Syntax, source: WordRange) -> WordRange:
    """As in "Trump on tariffs" speaks as Trump."""
    for index in range(source[0] + 1, source[1] + 1):
        if syntax.lower[index] in {"on", "to", "about"}:
            return (source[0], index - 1)
    return source


def _is_speaker(syntax: Syntax, phrase: WordRange) -> bool:
    first, last = phrase
    if last - first >= _MAX_SOURCE_WORDS or last < first:
        return False
    words = syntax.lower[first : last + 1]
    if words[0] in _LABELS and len(words) <= 2:
        return words[0] in {"report", "video"} and len(words) == 1 and words[0] == "report"
    if any(syntax.tags[index] in {"VBZ", "VBD", "MD", "VBP"} for index in range(first, last + 1)):
        return False
    if words[-1] in _SPEAKER_NOUNS or words[0] in _SPEAKER_NOUNS:
        return True
    if syntax.words.entities[last][2:] in {"PERSON", "ORG", "GPE"}:
        return True
    start, stop = syntax.words.starts[first], syntax.words.stops[last]
    return any(
        mention.kind in _SPEAKING_KINDS
        and mention.span.start < stop
        and start < mention.span.stop
        and mention.span.stop >= stop - 2
        for mention in syntax.annotation.mentions
        if mention.span.start < stop
    )
