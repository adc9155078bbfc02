"""Statements written down as claims: trimmed words, speakers, stance, identifiers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detente.attribution import lexicon
from detente.attribution.proposals import Proposal, WordRange
from detente.attribution.speakers import Cast
from detente.attribution.stance import stance_of
from detente.attribution.statements import Statement
from detente.attribution.syntax import Syntax
from detente.attribution.worth import is_claim, is_thought, own_words
from detente.records import Claim, Mention, Quotation, Span, digest

_EDGES: Final = frozenset(" \t\n\r,;:.—–…\u00a0")
_MARKS: Final = frozenset('"“”„«»″`‹›')
_SINGLE_MARKS: Final = frozenset("'‘’‚")
#: Words that only introduce a clause.
_INTRODUCERS: Final = frozenset({"that"})
_RELATIVES: Final = frozenset({"that", "which", "who", "what", "a", "the"})


def make_claims(syntax: Syntax, statements: Sequence[Statement], cast: Cast) -> tuple[Claim, ...]:
    """One claim for each statement and speaker, in order of content."""
    made: list[tuple[int, Claim]] = []
    for number, statement in enumerate(statements):
        content = _trimmed(syntax, statement.proposal.content)
        if not content or not is_claim(
            syntax, statement.proposal, nested=statement.parent is not None
        ):
            continue
        speakers: tuple[Mention | None, ...] = cast.speakers(
            statement.proposal.source, statement.proposal.content
        )
        if statement.parent is None:
            cast.heard(statement.proposal, speakers[0] if speakers else None)
        if not speakers and statement.proposal.source and own_words(syntax, statement.proposal):
            continue
        for order, speaker in enumerate(speakers or (None,)):
            claim = _claim(syntax, statement, content, speaker, order, cast)
            made.append((number, claim))
    made = _less_own_thoughts(syntax, statements, made, cast)
    identifiers: dict[int, str] = {}
    for number, claim in made:
        identifiers.setdefault(number, claim.claim_id)
    claims = [
        _within(claim, _nearest_kept(statements, number, identifiers)) for number, claim in made
    ]
    claims.sort(key=lambda claim: (claim.content[0].start, claim.content))
    return tuple(claims)


def _less_own_thoughts(
    syntax: Syntax,
    statements: Sequence[Statement],
    made: list[tuple[int, Claim]],
    cast: Cast,
) -> list[tuple[int, Claim]]:
    """Without "they believed" in "police said they believed ...": one speaker, one claim (READING.md 6.4)."""
    speakers: dict[int, set[str]] = {}
    for number, claim in made:
        if claim.speaker is not None:
            speakers.setdefault(number, set()).add(cast.chain(claim.speaker))
    kept = []
    for number, claim in made:
        parent = statements[number].parent
        inner = statements[number].proposal
        own = (
            parent is not None
            and claim.speaker is not None
            and cast.chain(claim.speaker) in speakers.get(parent, ())
            and syntax.lower[inner.source[0][0]] in lexicon.SPEAKING_PRONOUNS
            and is_thought(syntax, inner)
        )
        if not own:
            kept.append((number, claim))
    return kept


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
