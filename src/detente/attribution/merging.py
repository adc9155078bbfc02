"""Two proposers, one list: what the rules and the tagger both saw is one proposal.

Two questions, two answers, both chosen on development data (PolNeAR dev, ``gold/dev``, the challenge set):

* *What stands on the surface* (``merge_surface``): the tagger was trained on exactly that, so its proposals are
  taken where it is sure enough, with less asked of it where a rule agrees.
* *What is a claim* (``merge``): the rules know nesting, relays and what READING.md counts as a claim, so their
  proposals are taken, with the tagger's boundaries where it means the same words, and what only the
  tagger saw where it is very sure and the cue is a reporting one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from detente.attribution import lexicon
from detente.attribution.edges import bare_ends, before_venue, less_strays
from detente.attribution.proposals import Proposal, WordRange, inside, joined, shared, size, without
from detente.attribution.quoting import stretched
from detente.attribution.sources import mention_range
from detente.attribution.syntax import Syntax
from detente.attribution.worth import is_clause

#: Least certainty of a tagged proposal on the surface: alone, and where a rule saw the same cue.
#: Swept on PolNeAR dev (alone/together), who-said-what: 0.58/0.5 gives 73.4, 0.6/0.5 73.6, 0.62/0.5 73.6 with
#: cues at 71.2, 0.66/0.5 73.2, 0.7/0.5 73.0.
SURE_ALONE: Final = 0.62
SURE_TOGETHER: Final = 0.5
#: Least certainty of a tagged proposal that becomes a claim though no rule saw it.
SURE_CLAIM: Final = 0.8
#: The same where the content has a finite verb.
SURE_CLAUSE: Final = 0.65
#: The same inside another's words or without a source.
SURE_NESTED: Final = 0.9
#: Contents as like as this are one claim told twice.
_SAID_ALREADY: Final = 0.8
_NEGATIONS: Final = frozenset({"not", "n't", "n’t", "never", "cannot"})
#: From here on, and where the contents mostly agree, the tagger's boundaries are taken.
SURE_BOUNDS: Final = 0.5
_SAME_WORDS: Final = 0.5
#: From here on the tagger's boundaries are taken whatever the rule's content is.
SURE_WORDS: Final = 0.8


def merge(
    syntax: Syntax, rules: Sequence[Proposal], tagged: Sequence[Proposal]
) -> tuple[Proposal, ...]:
    """The proposals claims are made from, in order of content; either list may be empty."""
    paired, loose = _paired(syntax, rules, tagged)
    merged = list(loose)
    for proposal, rule in paired:
        if rule is None:
            if _stands_alone(syntax, proposal, rules) and _reports(syntax, proposal):
                merged.append(proposal)
            continue
        together = 1 - (1 - proposal.confidence) * (1 - rule.confidence)
        content = rule.content
        if _knows_better(syntax, proposal, rule):
            own = _less_others(proposal, rule, rules)
            content = before_venue(syntax, bare_ends(syntax, stretched(syntax, own)), rule)
        source = _better_source(syntax, proposal, rule)
        merged.append(replace(rule, source=source, content=content, confidence=together))
    merged = [_up_to_colon(syntax, proposal, merged) for proposal in merged]
    sourced = [proposal for proposal in merged if proposal.source]
    heard = [
        proposal
        for proposal in merged
        if proposal.source
        or not any(_likeness(proposal, other) >= _SAID_ALREADY for other in sourced)
    ]
    return _distinct(heard)


def _up_to_colon(syntax: Syntax, proposal: Proposal, others: Sequence[Proposal]) -> Proposal:
    """The proposal less a quotation behind a colon whose own cue comes later: 'noted a need: "...," said Lee'."""
    for other in others:
        for first, _ in other.content:
            colon = first - 1
            ours = (
                proposal.content and proposal.content[0][0] < colon <= proposal.content[-1][1] + 1
            )
            if (
                ours
                and proposal.cue[1] < colon < first < other.cue[0]
                and (
                    syntax.lower[colon] == ":"
                    and syntax.quoted_at[min(first + 1, syntax.count - 1)] >= 0
                )
            ):
                kept = without(proposal.content, (colon, max(colon, proposal.content[-1][1])))
                return replace(proposal, content=kept) if kept else proposal
    return proposal


def _stands_alone(syntax: Syntax, proposal: Proposal, rules: Sequence[Proposal]) -> bool:
    """Whether a tagged proposal becomes a claim though no rule saw its cue.

    More is asked of one without a source, or inside another's words, less of one whose content is a clause;
    none may say again what a rule has.
    """
    last = proposal.cue[1]
    if syntax.relations[last] == "acl" and inside(syntax.heads[last], proposal.content):
        return False  # "the remarks, reported by KCNA, followed a test": nobody says that they did
    nested = any(inside(proposal.cue[0], rule.content) for rule in rules)
    least = SURE_NESTED if nested or not proposal.source else SURE_CLAIM
    if least == SURE_CLAIM and is_clause(syntax, proposal.content):
        least = SURE_CLAUSE
    return proposal.confidence >= least and not any(
        _likeness(proposal, rule) >= _SAID_ALREADY for rule in rules
    )


def _knows_better(syntax: Syntax, proposal: Proposal, rule: Proposal) -> bool:
    """Whether the tagger's boundaries replace the rule's."""
    ends = rule.content[-1][1] if rule.content else rule.cue[1]
    common = shared(proposal.content, rule.content)
    if common and syntax.lower[ends + 1 : ends + 2] == ("as",):
        return False  # the rule stopped before what happens meanwhile
    if proposal.confidence >= SURE_BOUNDS and _likeness(proposal, rule) >= _SAME_WORDS:
        return True
    if proposal.confidence < SURE_WORDS:
        return False
    if len(rule.content) > len(proposal.content) and (
        shared(proposal.content, rule.content) == size(proposal.content)
    ):
        return False  # only one of the pieces around ", officials said,"
    if common and "which" in syntax.lower[ends + 1 : ends + 3]:
        return False  # the rule stopped before the outlet's own "which was joined by ..."
    return syntax.words.sentence[proposal.content[-1][1]] <= syntax.words.sentence[ends]


def _better_source(syntax: Syntax, proposal: Proposal, rule: Proposal) -> tuple[WordRange, ...]:
    """The rule's source, or the tagger's where the two have no word in common.

    On PolNeAR dev the tagger is right in 33 of 37 such cases. "Who" and "which" stand for what is before them.
    """
    if not proposal.source or not rule.source or shared(proposal.source, rule.source):
        return rule.source
    if rule.source[0][0] == rule.cue[1] + 1:
        return rule.source  # "The plan, said the minister, was flawed"
    if any(syntax.words.lemmas[w] in {"quote", "cite"} for w in _sentence_before(syntax, rule.cue)):
        return rule.source  # "quoted the minister as saying": the tagger names the outlet
    first, last = proposal.source[0]
    if first == last and syntax.tags[first] in {"WP", "WDT"}:
        noun = first - 2 if first > 1 and syntax.lower[first - 1] == "," else first - 1
        if noun < 0 or not syntax.is_noun(noun):
            return rule.source
        return (mention_range(syntax, noun),)
    return proposal.source


def _sentence_before(syntax: Syntax, cue: WordRange) -> range:
    return range(syntax.sentence_first[cue[0]], cue[1] + 1)


def _less_others(
    proposal: Proposal, rule: Proposal, rules: Sequence[Proposal]
) -> tuple[WordRange, ...]:
    """The tagger's content without ranges that a rule gives to another cue standing outside them."""
    kept = []
    for part in proposal.content:
        taken = not shared((part,), rule.content) and any(
            shared((part,), other.content) >= _SAID_ALREADY * size((part,))
            and not inside(other.cue[0], (part,))
            for other in rules
            if other is not rule
        )
        if not taken:
            kept.append(part)
    return tuple(kept) or proposal.content


def merge_surface(
    syntax: Syntax, rules: Sequence[Proposal], tagged: Sequence[Proposal]
) -> tuple[Proposal, ...]:
    """The attributions as they stand in the text, in order of content; the rules alone without a tagger."""
    if not tagged:
        return _distinct(rules)
    kept = []
    for proposal, rule in _paired(syntax, rules, tagged)[0]:
        if proposal.confidence < (SURE_ALONE if rule is None else SURE_TOGETHER):
            continue
        source = proposal.source
        if not source and rule is not None:
            source = rule.source
        content = bare_ends(syntax, joined(stretched(syntax, proposal.content)))
        kept.append(replace(proposal, source=joined(source), content=content))
    return tuple(sorted(kept, key=lambda p: (p.content, p.cue, p.source)))


def _paired(
    syntax: Syntax, rules: Sequence[Proposal], tagged: Sequence[Proposal]
) -> tuple[list[tuple[Proposal, Proposal | None]], list[Proposal]]:
    """Each tagged proposal with the rule's on the same cue, if any; and the rules' that are left."""
    by_word: dict[int, list[int]] = {}
    for number, rule in enumerate(rules):
        for word in range(rule.cue[0], rule.cue[1] + 1):
            by_word.setdefault(word, []).append(number)
    used: set[int] = set()
    pairs: list[tuple[Proposal, Proposal | None]] = []
    for guess in tagged:
        proposal = replace(guess, content=less_strays(syntax, guess))
        near = {
            number
            for word in range(proposal.cue[0], proposal.cue[1] + 1)
            for number in by_word.get(word, ())
        } - used
        best = min(
            near, key=lambda n: (-shared(proposal.content, rules[n].content), n), default=None
        )
        if best is not None:
            used.add(best)
        pairs.append((proposal, None if best is None else rules[best]))
    return pairs, [rule for number, rule in enumerate(rules) if number not in used]


def _likeness(some: Proposal, other: Proposal) -> float:
    common = shared(some.content, other.content)
    union = size(some.content) + size(other.content) - common
    return common / union if union else 0.0


def _reports(syntax: Syntax, proposal: Proposal) -> bool:
    """Whether the cue is a word of saying, thinking or judging, not of seeing, showing or wanting."""
    for index in range(proposal.cue[1], proposal.cue[0] - 1, -1):
        entry = lexicon.of_tag(syntax.words.lemmas[index], syntax.tags[index])
        if entry is not None:
            negated = bool(_NEGATIONS & set(syntax.lower[proposal.cue[0] : index])) or (
                syntax.is_verb(index) and syntax.is_negated(index)
            )
            if negated and entry.kind not in {"think", "deny", "agree"} and entry.lemma != "find":
                return False
            return entry.is_claim and entry.kind not in {"see", "show"}
    return _is_spoken(syntax, proposal)


def _is_spoken(syntax: Syntax, proposal: Proposal) -> bool:
    """Whether whole quoted sentences follow a phrase that is no cue by itself: 'took to Twitter: "..."'."""
    return any(
        first > proposal.cue[1]
        and last - first >= 4
        and syntax.quoted_at[min(first + 1, last)] >= 0
        and is_clause(syntax, ((first, last),))
        for first, last in proposal.content
    )


def _distinct(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """One proposal a cue word: the surer, then the longer one."""
    ranked = sorted(
        proposals, key=lambda p: (-p.confidence, -size(p.content), p.cue, p.content, p.source)
    )
    taken: set[int] = set()
    kept: list[Proposal] = []
    for proposal in ranked:
        words = range(proposal.cue[0], proposal.cue[1] + 1)
        if proposal.content and taken.isdisjoint(words):
            taken.update(words)
            kept.append(proposal)
    return tuple(sorted(kept, key=lambda p: (p.content, p.cue, p.source)))
