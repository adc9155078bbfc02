"""Through whom the words came, and whose words stand inside whose.

One label a word cannot say that Ovechko spoke and TASS passed it on. Here proposals become statements: an
outlet around another's words becomes their relay, "citing officials" makes the officials the speakers, and
what is left inside another's content points to it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from detente.attribution import lexicon
from detente.attribution.carriers import addressee_of, pointed_back, through_outlet
from detente.attribution.proposals import Proposal, WordRange, inside, shared, size, without
from detente.attribution.statements import Statement, head_word, is_outlet, mention_at
from detente.attribution.syntax import Syntax
from detente.attribution.worth import speaks

#: Share of an outlet's content that another's words must fill to make the outlet their relay.
_FILLS: Final = 0.55
_CITES: Final = frozenset({"cite", "quote"})
_PEOPLE: Final = lexicon.word_family("people")


def arrange(syntax: Syntax, proposals: Sequence[Proposal]) -> tuple[Statement, ...]:
    """Statements in order of content, outlets folded into relays, parents set."""
    statements = [
        Statement(proposal, addressee=addressee_of(syntax, proposal)) for proposal in proposals
    ]
    statements = _cited(syntax, [_citing_source(syntax, each) for each in statements])
    statements = _passed_on(syntax, statements)
    statements = [through_outlet(syntax, statement) for statement in statements]
    statements = pointed_back(syntax, statements)
    statements = _own_outlet(syntax, statements)
    return _with_parents(statements)


# ── What is an outlet ────────────────────────────────────────────────────────────────────────────


# ── Citing, quoting ──────────────────────────────────────────────────────────────────────────────


def _is_citing(syntax: Syntax, proposal: Proposal) -> bool:
    return any(
        syntax.words.lemmas[index] in _CITES
        for index in range(proposal.cue[0], proposal.cue[1] + 1)
    )


def _names_somebody(syntax: Syntax, words: WordRange) -> bool:
    mention = mention_at(syntax, words)
    head = head_word(syntax, words)
    if mention is not None and mention.kind in {
        "person",
        "role",
        "outlet",
        "organisation",
        "group",
    }:
        at = syntax.words.starts[head]
        return mention.span.start <= at < mention.span.stop
    return syntax.lower[head] in _PEOPLE


def _cited(syntax: Syntax, statements: list[Statement]) -> list[Statement]:
    """As in "Kyodo, citing officials, reported": the officials speak through Kyodo."""
    found = list(statements)
    dropped: set[int] = set()
    for number, citing in enumerate(statements):
        proposal = citing.proposal
        if not _is_citing(syntax, proposal) or not proposal.content:
            continue
        if not _names_somebody(syntax, proposal.content[0]):
            continue
        whom = proposal.content[0]
        host = _host_of(syntax, found, number, whom, dropped)
        if host is None:
            continue
        speech = found[host]
        if any(shared(part_source(speech), (whom,)) for _ in (0,)):
            relays = (*speech.relays, *proposal.source)
            found[host] = replace(speech, relays=relays)
        else:
            source = (_cut_at_comma(syntax, whom),)
            said = speech.proposal.content
            content = without(said, (proposal.cue[0], whom[1])) or said
            found[host] = replace(
                speech,
                proposal=replace(speech.proposal, source=source, content=content),
                relays=(*speech.relays, *speech.proposal.source),
            )
        dropped.add(number)
    return [statement for number, statement in enumerate(found) if number not in dropped]


def _citing_source(syntax: Syntax, statement: Statement) -> Statement:
    """The same where "Kyodo, citing officials," is one source: the officials speak through Kyodo."""
    proposal = statement.proposal
    for first, last in proposal.source:
        for index in range(first + 1, last):
            if syntax.words.lemmas[index] not in _CITES or syntax.tags[index] != "VBG":
                continue
            whom = _cut_at_comma(syntax, (index + 1, last))
            if _names_somebody(syntax, whom):
                teller = _cut_at_comma(syntax, (first, index - 1))
                return replace(
                    statement,
                    proposal=replace(proposal, source=(whom,)),
                    relays=(*statement.relays, teller),
                )
    return statement


def part_source(statement: Statement) -> tuple[WordRange, ...]:
    """The words of a statement's source."""
    return statement.proposal.source


def _cut_at_comma(syntax: Syntax, words: WordRange) -> WordRange:
    for index in range(words[0] + 1, words[1] + 1):
        if syntax.lower[index] in {",", ";"}:
            return (words[0], index - 1)
    return words


def _host_of(
    syntax: Syntax, statements: list[Statement], citing: int, whom: WordRange, dropped: set[int]
) -> int | None:
    """The statement of the same sentence whose words the cited one spoke."""
    home = syntax.words.sentence[statements[citing].proposal.cue[0]]
    source = statements[citing].proposal.source
    best: int | None = None
    for number, other in enumerate(statements):
        if number == citing or number in dropped:
            continue
        if syntax.words.sentence[other.proposal.cue[0]] != home:
            continue
        if shared(other.proposal.source, (whom,)):
            return number
        if source and shared(other.proposal.source, source):
            best = number if best is None else best
    return best


# ── An outlet around another's words ─────────────────────────────────────────────────────────────


def _passed_on(syntax: Syntax, statements: list[Statement]) -> list[Statement]:
    found = list(statements)
    dropped: set[int] = set()
    for outer in range(len(found)):
        host = found[outer]
        source = host.proposal.source
        if outer in dropped or not source:
            continue
        # "According to Bolton, Trump said": whoever hands on another's words is a relay.
        hands_on = syntax.lower[host.proposal.cue[0]] == "according"
        if not hands_on and not is_outlet(syntax, source[0]):
            continue
        inner = _main_inside(syntax, found, outer, dropped)
        if inner is None:
            continue
        speech = found[inner]
        found[inner] = replace(
            speech,
            relays=(*speech.relays, *source, *host.relays),
            proposal=replace(
                speech.proposal,
                content=without(speech.proposal.content, _whole(host.proposal))
                or speech.proposal.content,
            )
            if not shared((host.proposal.cue,), (speech.proposal.cue,))
            and inside(host.proposal.cue[0], speech.proposal.content)
            else speech.proposal,
        )
        dropped.add(outer)
    return [statement for number, statement in enumerate(found) if number not in dropped]


def _whole(proposal: Proposal) -> WordRange:
    parts = [proposal.cue, *proposal.source]
    return (min(a for a, _ in parts), max(b for _, b in parts))


def _main_inside(
    syntax: Syntax, statements: list[Statement], outer: int, dropped: set[int]
) -> int | None:
    """The statement that fills an outlet's content, or says the same thing beside it."""
    host = statements[outer].proposal
    home = syntax.words.sentence[host.cue[0]]
    best: int | None = None
    best_size = 0
    for number, statement in enumerate(statements):
        other = statement.proposal
        if number == outer or number in dropped or not other.source:
            continue
        if is_outlet(syntax, other.source[0]) or shared(other.source, host.source):
            continue
        if not speaks(syntax, other):
            continue  # "According to police, residents preferred to stay": what police say
        within = inside(other.cue[0], host.content)
        parts = (other.cue, *other.source, *other.content)
        filled = sum(shared((part,), host.content) for part in parts)
        beside = syntax.words.sentence[other.cue[0]] == home and (
            shared(other.content, host.content)
            >= _FILLS * max(size(other.content), size(host.content))
        )
        around = inside(host.cue[0], other.content) and not within
        if around and syntax.words.sentence[other.cue[0]] != home:
            around = False
        if around and host.content and other.cue[0] > host.cue[0]:
            around = False
        if ((within and filled >= _FILLS * size(host.content)) or beside) and size(
            other.content
        ) > best_size:
            best, best_size = number, size(other.content)
    return best


# ── Told to, carried by ──────────────────────────────────────────────────────────────────────────


# ── The report's own outlet; who stands inside whom ──────────────────────────────────────────────


def _own_outlet(syntax: Syntax, statements: list[Statement]) -> list[Statement]:
    """The outlet of record is nobody's source and nobody's relay (READING.md section 3)."""
    own = syntax.article.outlet.strip().casefold()
    if not own:
        return statements

    def is_own(words: WordRange) -> bool:
        return syntax.phrase(words).casefold().removeprefix("the ") == own.removeprefix("the ")

    kept = [s for s in statements if not any(is_own(part) for part in s.proposal.source)]
    return [replace(s, relays=tuple(r for r in s.relays if not is_own(r))) for s in kept]


def _with_parents(statements: list[Statement]) -> tuple[Statement, ...]:
    ordered = sorted(
        statements, key=lambda s: (s.proposal.content, s.proposal.cue, s.proposal.source)
    )
    around: dict[int, list[int]] = {statement.proposal.cue[0]: [] for statement in ordered}
    cues = sorted(around)
    for number, statement in enumerate(ordered):
        for first, last in statement.proposal.content:
            for cue in cues[bisect_left(cues, first) : bisect_right(cues, last)]:
                around[cue].append(number)
    nested = []
    for number, statement in enumerate(ordered):
        parents = [
            other
            for other in around[statement.proposal.cue[0]]
            if other != number
            and not inside(ordered[other].proposal.cue[0], statement.proposal.content)
        ]
        parent = min(parents, key=lambda n: (size(ordered[n].proposal.content), n), default=None)
        nested.append(replace(statement, parent=parent))
    return tuple(nested)
