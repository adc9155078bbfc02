"""Whom a pronoun that speaks stands for: its chain, the nearest fitting mention, or who was heard last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from detente.attribution.proposals import WordRange, inside
from detente.attribution.syntax import Syntax
from detente.records import Kind, Mention, Span

PERSONAL: Final = frozenset({"he", "she", "him", "her", "his"})
NEUTRAL: Final = frozenset({"it", "its"})
#: Without a chain an antecedent is looked for this many sentences back.
_SENTENCES_BACK: Final = 3


@dataclass(frozen=True, slots=True)
class Heard:
    """The last thing said in the outlet's own narration: its cue word, its words and its speaker."""

    cue: int
    content: tuple[WordRange, ...]
    speaker: Mention


def antecedent(
    syntax: Syntax, index: int, pronoun: str, spoken: Sequence[Span], chain: str | None
) -> Mention | None:
    """The nearest mention before the pronoun, of its chain if it has one, that fits it.

    Args:
        syntax: the article.
        index: the pronoun's word.
        pronoun: that word in lower case.
        spoken: what the pronoun's claim says; no mention in there is the pronoun's.
        chain: the chain the language room gave the pronoun.
    """
    start = syntax.words.starts[index]
    narrated = syntax.quoted_at[index] < 0
    fitting = [
        mention
        for mention in syntax.annotation.mentions
        if _fits(mention, pronoun)
        and not any(mention.span.overlaps(span) for span in spoken)
        and not (narrated and _is_quoted_near(syntax, mention, index))
    ]
    before = [mention for mention in fitting if mention.span.stop <= start]
    found = next((m for m in (*reversed(before), *fitting) if m.chain == chain), None)
    return _nearest(syntax, before, pronoun, index) if found is None else found


def last_heard(
    syntax: Syntax, index: int, pronoun: str, found: Mention | None, heard: Heard | None
) -> Mention | None:
    """At a sentence's start the speaker of the sentence before, rather than one spoken of or further off.

    In "The chief said the attacker acted alone. He also said ..." he is the chief.
    """
    sentences = syntax.words.sentence
    if heard is None or found is None or index - syntax.sentence_first[index] > 1:
        return found
    if (
        sentences[heard.cue] != sentences[index] - 1
        or syntax.paragraph[heard.cue] != syntax.paragraph[index]
        or heard.speaker.chain == found.chain
        or not _fits(heard.speaker, pronoun)
    ):
        return found
    words = syntax.words_of(found.span)
    spoken_of = words is None or inside(words[0], heard.content)
    if spoken_of or (words is not None and sentences[words[0]] < sentences[heard.cue]):
        return heard.speaker
    return found


def plural_subject_before(syntax: Syntax, index: int) -> int | None:
    """The plural subject of the sentence before one of the same paragraph that begins with the pronoun."""
    first = syntax.sentence_first[index]
    if index - first > 1 or first == 0:
        return None
    if syntax.paragraph[first - 1] != syntax.paragraph[index]:
        return None
    for word in range(syntax.sentence_first[first - 1], first):
        if syntax.is_verb(word) and syntax.heads[word] == word:
            noun = syntax.subject(word)
            return noun if noun is not None and syntax.tags[noun] in {"NNS", "NNPS"} else None
    return None


def _fits(mention: Mention, pronoun: str) -> bool:
    """Whether a pronoun can stand for a mention of that kind."""
    if pronoun in PERSONAL:
        return mention.kind in {"person", "role"}
    if pronoun in NEUTRAL:
        return mention.kind in {"organisation", "outlet", "country", "group", "role"}
    return mention.kind not in {"place", "agreement"}


def _is_quoted_near(syntax: Syntax, mention: Mention, index: int) -> bool:
    """Whether a mention stands in quotation marks near the outlet's own pronoun: seldom its antecedent."""
    words = syntax.words_of(mention.span)
    if words is None or syntax.quoted_at[words[0]] < 0:
        return False
    sentences = syntax.words.sentence
    return abs(sentences[words[0]] - sentences[index]) <= 1


def _nearest(syntax: Syntax, before: Sequence[Mention], pronoun: str, index: int) -> Mention | None:
    kinds: tuple[Kind, ...]
    if pronoun in PERSONAL:
        kinds = ("person", "role")
    elif pronoun in NEUTRAL:
        kinds = ("organisation", "outlet", "country", "group")
    else:
        kinds = ("group", "organisation", "country", "role")
    limit = syntax.words.sentence[index] - _SENTENCES_BACK
    for wanted in (kinds[:1], kinds) if pronoun in PERSONAL else (kinds,):
        for mention in reversed(before):
            words = syntax.words_of(mention.span)
            if words is None or syntax.words.sentence[words[0]] < limit:
                break
            if mention.kind in wanted:
                return mention
    return None
