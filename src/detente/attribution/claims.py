"""Statements written down as claims: trimmed words, speakers, stance, identifiers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detente.attribution import lexicon
from detente.attribution.proposals import Proposal, WordRange, size
from detente.attribution.speakers import Cast
from detente.attribution.stance import stance_of
from detente.attribution.statements import Statement, head_word, mention_at
from detente.attribution.syntax import Syntax
from detente.records import Claim, Mention, Quotation, Span, digest

_EDGES: Final = frozenset(" \t\n\r,;:.—–…\u00a0")
_MARKS: Final = frozenset('"“”„«»″`‹›')
_SINGLE_MARKS: Final = frozenset("'‘’‚")
#: Words that only introduce a clause.
_INTRODUCERS: Final = frozenset({"that"})
#: Verbs whose subject may be a mere thing that shows something.
_SHOWING: Final = frozenset(
    {
        "underscore", "underline", "highlight", "reveal", "indicate", "suggest", "signal", "confirm", "demonstrate",
        "prove", "mean", "imply", "reflect", "show", "emphasize", "emphasise", "stress", "reaffirm", "affirm",
        "disclose", "hint", "maintain", "frame",
    }
)  # fmt: skip
_RELATIVES: Final = frozenset({"that", "which", "who", "what", "a", "the"})
#: Below this a statement is not worth printing as a claim.
LEAST_CONFIDENCE: Final = 0.45


def make_claims(syntax: Syntax, statements: Sequence[Statement], cast: Cast) -> tuple[Claim, ...]:
    """One claim for each statement and speaker, in order of content."""
    made: list[tuple[int, Claim]] = []
    identifiers: dict[int, str] = {}
    parents: dict[str, int | None] = {}
    for number, statement in enumerate(statements):
        content = _trimmed(syntax, statement.proposal.content)
        if not content or not _is_claim(syntax, statement):
            continue
        speakers: tuple[Mention | None, ...] = cast.speakers(
            statement.proposal.source, statement.proposal.content
        )
        if not speakers and statement.proposal.source and _own_words(syntax, statement.proposal):
            continue
        for order, speaker in enumerate(speakers or (None,)):
            claim = _claim(syntax, statement, content, speaker, order, cast)
            identifiers.setdefault(number, claim.claim_id)
            parents[claim.claim_id] = statement.parent
            made.append((number, claim))
    claims = [
        _within(claim, _nearest_kept(statements, number, identifiers)) for number, claim in made
    ]
    claims.sort(key=lambda claim: (claim.content[0].start, claim.content))
    return tuple(claims)


def _nearest_kept(
    statements: Sequence[Statement], number: int, identifiers: dict[int, str]
) -> str | None:
    """The claim of the nearest statement around this one that became a claim."""
    parent = statements[number].parent
    for _ in range(len(statements)):
        if parent is None:
            return None
        if parent in identifiers:
            return identifiers[parent]
        parent = statements[parent].parent
    return None


def _within(claim: Claim, parent: str | None) -> Claim:
    if parent is None or parent == claim.claim_id:
        return claim
    return Claim(
        claim_id=claim.claim_id,
        article_id=claim.article_id,
        speaker=claim.speaker,
        relays=claim.relays,
        addressee=claim.addressee,
        cue=claim.cue,
        content=claim.content,
        quotation=claim.quotation,
        stance=claim.stance,
        within=parent,
        confidence=claim.confidence,
    )


def _claim(
    syntax: Syntax,
    statement: Statement,
    content: tuple[Span, ...],
    speaker: Mention | None,
    order: int,
    cast: Cast,
) -> Claim:
    proposal = statement.proposal
    cue = _cue_span(syntax, proposal)
    stance, sureness = stance_of(syntax, proposal)
    parts = (syntax.article.article_id, cue, content) + ((order,) if order else ())
    relays: list[str] = []
    for words in statement.relays:
        mention = cast.one(words)
        if mention is not None and mention is not speaker and mention.mention_id not in relays:
            relays.append(mention.mention_id)
    addressee = cast.one(statement.addressee) if statement.addressee is not None else None
    return Claim(
        claim_id="c" + digest(*parts),
        article_id=syntax.article.article_id,
        speaker=None if speaker is None else speaker.mention_id,
        relays=tuple(relays),
        addressee=None if addressee is None else addressee.mention_id,
        cue=cue,
        content=content,
        quotation=_quotation(syntax, proposal.content),
        stance=stance,
        within=None,
        confidence=round(proposal.confidence * (0.5 + 0.5 * sureness), 4),
    )


def _cue_span(syntax: Syntax, proposal: Proposal) -> Span | None:
    """The cue's characters; None for a headline's colon or dash, which is no word."""
    words = syntax.lower[proposal.cue[0] : proposal.cue[1] + 1]
    if not any(character.isalnum() for word in words for character in word):
        return None
    return syntax.words.span(*proposal.cue)


def _own_words(syntax: Syntax, proposal: Proposal) -> bool:
    """As in "I think" inside one's own words is no claim of another (READING.md 6.4)."""
    first = proposal.source[0][0]
    if syntax.lower[first] == "this" and syntax.quoted_at[first] >= 0:
        return True  # "This Court has already concluded", says the court
    # The tag parts "us" from "US".
    return syntax.lower[first] in lexicon.OWN_PRONOUNS and syntax.tags[first].startswith("PRP")


def _is_claim(syntax: Syntax, statement: Statement) -> bool:
    """Whether an attribution is something said, written, thought or shown, not only felt or intended."""
    proposal = statement.proposal
    if proposal.confidence < LEAST_CONFIDENCE or _own_words_source(syntax, proposal):
        return False
    first, last = proposal.cue
    known: lexicon.Cue | None = None
    for index in range(last, first - 1, -1):
        entry = lexicon.of_tag(syntax.words.lemmas[index], syntax.tags[index])
        if entry is not None:
            known = entry
            break
    if known is None:
        return (
            bool(proposal.source)
            or syntax.lower[first] in lexicon.HEARSAY
            or (proposal.confidence >= 0.6 and size(proposal.content) >= 4)
        )
    return known.is_claim and not _is_gloss(syntax, proposal, known)


def _is_gloss(syntax: Syntax, proposal: Proposal, cue: lexicon.Cue) -> bool:
    """Whether the outlet itself reads something into a thing: "this framing underlines that ...".

    A report, a poll or an image may show; a framing, a stance or a remark only shows what the outlet sees in it.
    """
    if not proposal.source:
        return False
    shows = cue.kind in {"show", "see", "predict"} or cue.lemma in _SHOWING
    head = head_word(syntax, proposal.source[0])
    lowered, lemma = syntax.lower[head], syntax.words.lemmas[head]
    if lowered in {"it", "this", "that", "these", "which", "what"}:
        return shows
    if syntax.tags[head].startswith("PRP"):
        return False
    if lexicon.can_speak(lowered, lemma):
        return False
    mention = mention_at(syntax, proposal.source[0])
    start = syntax.words.starts[head]
    if (
        mention is not None
        and mention.kind != "place"
        and mention.span.start <= start < mention.span.stop
    ):
        return False
    return shows or (lowered in lexicon.STATEMENT_NOUNS and cue.kind not in {"read", "say"})


def _own_words_source(syntax: Syntax, proposal: Proposal) -> bool:
    return bool(proposal.source) and _own_words(syntax, proposal)


# ── Words ────────────────────────────────────────────────────────────────────────────────────────


def _trimmed(syntax: Syntax, content: tuple[WordRange, ...]) -> tuple[Span, ...]:
    """Spans without leading "that", outer quotation marks, commas and the final stop."""
    spans: list[Span] = []
    for first, last in content:
        begin = first
        while begin < last and syntax.lower[begin] in _INTRODUCERS | {",", ":"}:
            begin += 1
        if begin == last and len(content) > 1 and syntax.lower[begin] in _RELATIVES:
            continue  # "a pattern that Russia says deserves scrutiny": the pronoun says nothing
        start, stop = syntax.words.starts[begin], syntax.words.stops[last]
        start, stop = _within_marks(syntax.text, start, stop)
        if start < stop and any(c.isalnum() for c in syntax.text[start:stop]):
            spans.append(Span(start, stop))
    return tuple(spans)


def _within_marks(text: str, start: int, stop: int) -> tuple[int, int]:
    while stop > start and (text[stop - 1] in _EDGES or text[stop - 1] in _MARKS | {"!", "?"}):
        if text[stop - 1] == "." and _abbreviated(text, start, stop):
            break
        stop -= 1
    while stop > start and text[stop - 1] in _SINGLE_MARKS:
        stop -= 1
    while stop > start and text[stop - 1] in _EDGES and not _abbreviated(text, start, stop):
        stop -= 1
    while start < stop and (
        text[start] in _EDGES
        or (text[start] in _MARKS and not any(c in _MARKS for c in text[start + 1 : stop]))
        or text[start] in _SINGLE_MARKS
        or (text[start] in _MARKS and start + 1 < stop and text[start + 1].isspace())
    ):
        start += 1
    return start, stop


def _abbreviated(text: str, start: int, stop: int) -> bool:
    """Whether the final stop belongs to "p.m." or "U.S."."""
    return (
        stop - start >= 4
        and text[stop - 1] == "."
        and text[stop - 3] == "."
        and (text[stop - 2].isalpha())
    )


def _quotation(syntax: Syntax, content: tuple[WordRange, ...]) -> Quotation:
    """``direct`` when all words stand in quotation marks, ``indirect`` when none do, else ``mixed``."""
    quoted = plain = 0
    for first, last in content:
        for index in range(first, last + 1):
            if not syntax.lower[index][0].isalnum():
                continue
            if syntax.quoted_at[index] >= 0:
                quoted += 1
            elif syntax.lower[index] not in _INTRODUCERS:
                plain += 1
    if quoted and not plain:
        return "direct"
    return "mixed" if quoted else "indirect"
