"""Through whom the words came, and whose words stand inside whose.

One label a word cannot say that Ovechko spoke and TASS passed it on. Here proposals become statements: an
outlet around another's words becomes their relay, "citing officials" makes the officials the speakers, and
what is left inside another's content points to it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from detente.attribution import lexicon
from detente.attribution.proposals import Proposal, WordRange, inside, shared, size
from detente.attribution.syntax import Syntax
from detente.records import Mention

#: Share of an outlet's content that another's words must fill to make the outlet their relay.
_FILLS: Final = 0.55
_PASSES_ON: Final = frozenset({"by", "through", "via", "in", "on", "to", "with", "for", "from"})
_EXCHANGES: Final = lexicon.word_family("exchanges")
_POINTING: Final = frozenset(
    {"this", "that", "these", "those", "the", "his", "her", "their", "its", "such"}
)
_PEOPLE: Final = lexicon.word_family("people")


@dataclass(frozen=True, slots=True)
class Statement:
    """A proposal with its outlets.

    ``relays``: nearest the speaker first. ``parent``: index of the statement whose content holds this one.
    ``addressee``: who was told.
    """

    proposal: Proposal
    relays: tuple[WordRange, ...] = ()
    addressee: WordRange | None = None
    parent: int | None = None


def arrange(syntax: Syntax, proposals: Sequence[Proposal]) -> tuple[Statement, ...]:
    """Statements in order of content, outlets folded into relays, parents set."""
    statements = [
        Statement(proposal, addressee=_addressee(syntax, proposal)) for proposal in proposals
    ]
    statements = _cited(syntax, statements)
    statements = _passed_on(syntax, statements)
    statements = [_told_outlet(syntax, statement) for statement in statements]
    statements = _pointed_back(syntax, statements)
    statements = _own_outlet(syntax, statements)
    return _with_parents(statements)


# ── What is an outlet ────────────────────────────────────────────────────────────────────────────


def mention_at(syntax: Syntax, words: WordRange) -> Mention | None:
    """The mention that shares most with a range; the widest among equals."""
    start, stop = syntax.words.starts[words[0]], syntax.words.stops[words[1]]
    best: Mention | None = None
    best_score = (0, 0)
    for mention in syntax.mentions_over(start, stop):
        common = min(mention.span.stop, stop) - max(mention.span.start, start)
        if common > 0 and (common, len(mention.span)) > best_score:
            best, best_score = mention, (common, len(mention.span))
    return best


def is_outlet(syntax: Syntax, words: WordRange) -> bool:
    """Whether a phrase names or describes a news outlet."""
    mention = mention_at(syntax, words)
    if mention is not None and mention.kind == "outlet" and not _is_bare(syntax, words):
        covered = mention.head.start >= syntax.words.starts[words[0]]
        head_of_range = head_word(syntax, words)
        at = syntax.words.starts[head_of_range]
        return covered and mention.span.start <= at < mention.span.stop
    if mention is not None and mention.kind == "person":
        return False
    head = syntax.lower[head_word(syntax, words)]
    if _is_bare(syntax, words):
        return False
    if head == "agency" and mention is not None and not mention.span.quote(syntax.text).islower():
        return True
    if head == "agency":
        chain = {m.kind for m in syntax.annotation.mentions if mention and m.chain == mention.chain}
        return "outlet" in chain or bool(
            {"news", "press", "wire", "tass"} & set(syntax.lower[words[0] : words[1] + 1])
        )
    return head in lexicon.OUTLET_NOUNS


def _is_bare(syntax: Syntax, words: WordRange) -> bool:
    """As in "told the press", which names nobody."""
    head = syntax.lower[words[1]]
    return (
        head in {"press", "media", "news", "reporters"}
        and words[1] - words[0] <= 1
        and (syntax.lower[words[0]] in {head, "the", "local"})
    )


def head_word(syntax: Syntax, words: WordRange) -> int:
    """The word of a range whose head lies outside it; the last word if the parse does not say."""
    for index in range(words[0], words[1] + 1):
        head = syntax.heads[index]
        if (head == index or not words[0] <= head <= words[1]) and syntax.lower[index][0].isalnum():
            return index
    return words[1]


def _outlets_in(syntax: Syntax, first: int, last: int) -> list[WordRange]:
    found = []
    start, stop = syntax.words.starts[first], syntax.words.stops[last]
    for mention in syntax.mentions_over(start, stop):
        if mention.kind not in {"outlet", "organisation"}:
            continue
        words = syntax.words_of(mention.span.start, mention.span.stop)
        if words is not None and is_outlet(syntax, words):
            found.append(words)
    return found


# ── Citing, quoting ──────────────────────────────────────────────────────────────────────────────


def _is_citing(syntax: Syntax, proposal: Proposal) -> bool:
    return any(
        syntax.words.lemmas[index] in {"cite", "quote"}
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
            content = _less(speech.proposal.content, (proposal.cue[0], whom[1]))
            found[host] = replace(
                speech,
                proposal=replace(speech.proposal, source=source, content=content),
                relays=(*speech.relays, *speech.proposal.source),
            )
        dropped.add(number)
    return [statement for number, statement in enumerate(found) if number not in dropped]


def part_source(statement: Statement) -> tuple[WordRange, ...]:
    """The words of a statement's source."""
    return statement.proposal.source


def _cut_at_comma(syntax: Syntax, words: WordRange) -> WordRange:
    for index in range(words[0] + 1, words[1] + 1):
        if syntax.lower[index] in {",", ";"}:
            return (words[0], index - 1)
    return words


def _less(content: tuple[WordRange, ...], hole: WordRange) -> tuple[WordRange, ...]:
    left: list[WordRange] = []
    for first, last in content:
        if last < hole[0] or first > hole[1]:
            left.append((first, last))
            continue
        if first < hole[0]:
            left.append((first, hole[0] - 1))
        if last > hole[1]:
            left.append((hole[1] + 1, last))
    return tuple(left) or content


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
                speech.proposal, content=_less(speech.proposal.content, _whole(host.proposal))
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


def _addressee(syntax: Syntax, proposal: Proposal) -> WordRange | None:
    """Who was told: the object of "told X", the "to X" of "said to X"."""
    for index in range(proposal.cue[0], proposal.cue[1] + 1):
        cue = lexicon.verb(syntax.words.lemmas[index])
        if cue is None or not syntax.is_verb(index):
            continue
        for child in syntax.children[index]:
            if child < index:
                continue
            relation = syntax.relations[child]
            noun: int | None = None
            if relation in {"dobj", "dative", "iobj"} and cue.has_addressee:
                noun = child if syntax.lower[child] != "to" else syntax.child(child, "pobj")
            elif relation in {"prep", "dative"} and syntax.lower[child] == "to":
                noun = syntax.child(child, "pobj")
            elif relation == "nsubj" and cue.has_addressee and child > index:
                noun = child
            if noun is None or not (syntax.is_noun(noun) or syntax.tags[noun] == "PRP"):
                continue
            words = syntax.noun_phrase(noun)
            if words[0] > index and not shared((words,), proposal.source):
                return words
        if cue.kind in {"urge", "accuse", "tell", "ask"} and proposal.content:
            clause = _subject_told(syntax, index)
            if clause is not None:
                return clause
    return None


def _subject_told(syntax: Syntax, index: int) -> WordRange | None:
    """As in "urged both sides to stop": parsers hang "both sides" on "stop"."""
    for child in syntax.children[index]:
        if child > index and syntax.relations[child] in {"ccomp", "xcomp"}:
            subject = syntax.subject(child)
            if subject is not None and index < subject < child and syntax.is_noun(subject):
                to = syntax.lower[subject + 1 : child]
                if "to" in to:
                    return syntax.noun_phrase(subject)
    return None


def _told_outlet(syntax: Syntax, statement: Statement) -> Statement:
    """As in "told RIA Novosti in an interview", "in a statement carried by SANA": the outlet is a relay."""
    addressee = statement.addressee
    relays = list(statement.relays)
    if addressee is not None and is_outlet(syntax, addressee):
        relays = [*relays, addressee]
        statement = replace(statement, addressee=None)
    proposal = statement.proposal
    first, last = syntax.bounds(proposal.cue[0])
    for outlet in _outlets_in(syntax, first, last):
        taken = (*proposal.source, *proposal.content, *relays)
        if shared((outlet,), taken) and not _inside_source_clause(proposal, outlet):
            continue
        if _hands_on(syntax, first, outlet):
            relays.append(outlet)
    return replace(statement, relays=tuple(dict.fromkeys(relays)))


def _inside_source_clause(proposal: Proposal, outlet: WordRange) -> bool:
    """An outlet late in a long source: "two diplomats quoted by Politico"."""
    return any(a + 1 < outlet[0] and outlet[1] <= b for a, b in proposal.source) and not shared(
        (outlet,), proposal.content
    )


def _hands_on(syntax: Syntax, first: int, outlet: WordRange) -> bool:
    link = outlet[0] - 1
    while link > first and (
        syntax.tags[link] in {"DT", "JJ", "NN", "NNS", "NNP", "POS"} and outlet[0] - link <= 5
    ):
        link -= 1
    if link < first or syntax.lower[link] not in _PASSES_ON:
        return False
    verbs = lexicon.RELAY_VERBS - {"run", "post", "release", "report"} | {"report"}
    for word in range(link - 1, max(first, link - 9) - 1, -1):
        lemma = syntax.words.lemmas[word]
        if lemma in _EXCHANGES and syntax.lower[link] in {"to", "with", "by", "in", "on", "for"}:
            return True
        if lemma in verbs and syntax.tags[word] in {"VBN", "VBD", "VBG", "VBZ", "NN"}:
            return True
        if syntax.lower[word] in {".", ";", ":"}:
            return False
    return False


def _pointed_back(syntax: Syntax, statements: list[Statement]) -> list[Statement]:
    """As in "This viewpoint, relayed through TASS, ...": the relay of the statement before."""
    found = list(statements)
    starts = sorted(set(syntax.sentence_first))
    for first in starts:
        last = syntax.sentence_last[first] if syntax.count else 0
        outlet = _relayed_here(syntax, first, min(last, first + 14))
        if outlet is None:
            continue
        paragraph = syntax.paragraph[first]
        earlier = [
            number
            for number, statement in enumerate(found)
            if statement.proposal.cue[0] < first
            and paragraph - syntax.paragraph[statement.proposal.cue[0]] <= 1
            and syntax.words.sentence[first] - syntax.words.sentence[statement.proposal.cue[0]] <= 2
        ]
        if not earlier:
            continue
        target = max(earlier, key=lambda number: found[number].proposal.cue)
        outer = [
            number
            for number in earlier
            if number != target
            and inside(found[target].proposal.cue[0], found[number].proposal.content)
        ]
        target = min(outer, key=lambda number: found[number].proposal.cue) if outer else target
        if not shared(found[target].relays, (outlet,)):
            found[target] = replace(found[target], relays=(*found[target].relays, outlet))
    return found


def _relayed_here(syntax: Syntax, first: int, last: int) -> WordRange | None:
    if last - first < 3 or syntax.lower[first] not in _POINTING:
        return None
    noun = next(
        (
            w
            for w in range(first + 1, min(last, first + 5))
            if syntax.lower[w] in lexicon.STATEMENT_NOUNS
        ),
        None,
    )
    if noun is None:
        return None
    for word in range(noun + 1, min(last, noun + 6)):
        if syntax.words.lemmas[word] in lexicon.RELAY_VERBS and syntax.tags[word] in {"VBN", "VBD"}:
            for outlet in _outlets_in(syntax, word, last):
                if any(syntax.lower[w] in _PASSES_ON for w in range(word + 1, outlet[0])):
                    return outlet
    return None


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
