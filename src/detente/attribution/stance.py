"""The speaker's own commitment to the content: cue first, then the content's main verb.

``asserted``, ``hedged``, ``denied``, ``asked``, ``conditional``, ``predicted`` (READING.md section 3).
"""

from __future__ import annotations

from typing import Final

from detente.attribution import lexicon
from detente.attribution.ahead import (
    is_foreseen,
    is_going_to,
    is_planned,
    is_telling_noun,
    leaves_open,
    supposes,
)
from detente.attribution.mood import (
    has_phrase,
    helpers_of,
    in_first_person,
    is_conditional,
    is_hedged,
    is_request,
    is_told_to,
    is_wished,
    main_verb,
)
from detente.attribution.proposals import Proposal, WordRange
from detente.attribution.syntax import Syntax
from detente.records import Stance

_FUTURE: Final = frozenset({"will", "'ll", "’ll", "wo", "shall", "would", "'d", "’d"})
_DUTY: Final = frozenset({"should", "must", "ought", "needs", "need"})
_DUTY_PHRASES: Final = (
    ("has", "to"),
    ("have", "to"),
    ("had", "to"),
    ("count", "on"),
    ("expect", "from"),
)
#: A cue whose stance the content cannot change.
_SETTLED: Final = frozenset({"denied", "asked"})


def stance_of(syntax: Syntax, proposal: Proposal) -> tuple[Stance, float]:
    """The stance, with how sure it is (in [0, 1])."""
    base, settled = _from_cue(syntax, proposal)
    if settled:
        return base, 0.9
    if not proposal.content:
        return base, 0.5
    words = _first_sentence(syntax, proposal.content)
    found = _from_content(syntax, words, proposal, base)
    if found is not None:
        return found, 0.8
    return base, 0.8 if base != "asserted" else 0.75


def _from_cue(syntax: Syntax, proposal: Proposal) -> tuple[Stance, bool]:
    first, last = proposal.cue
    for index in range(last, first - 1, -1):
        cue = lexicon.of_tag(syntax.words.lemmas[index], syntax.tags[index])
        if cue is None:
            continue
        negated = any(
            syntax.lower[w] in {"not", "n't", "n’t", "never"}
            for w in range(max(0, first - 2), last)
        )
        if negated and cue.kind in {"think", "agree", "see"}:
            return "denied", True
        if cue.lemma == "call" and {"on", "for", "upon"} & set(syntax.lower[first : last + 2]):
            return "asked", True
        if cue.lemma == "plead" and "guilty" in syntax.lower[last + 1 : last + 3]:
            return ("denied" if syntax.lower[last + 1] == "not" else "asserted"), True
        if negated and cue.kind == "deny":
            return "asserted", False
        if cue.lemma == "question" and not _asks(syntax, proposal):
            return "asserted", True  # "questioned his authority": doubt, not a question
        if cue.kind == "urge" or cue.stance in _SETTLED:
            return cue.stance, True
        return cue.stance, False
    return "asserted", False


def _asks(syntax: Syntax, proposal: Proposal) -> bool:
    """Whether the content is a question in form."""
    openers = {"if", "whether", "why", "how", "what", "who", "when", "where", "which"}
    for first, last in proposal.content:
        if syntax.lower[first] in openers or "?" in syntax.lower[first : last + 2]:
            return True
    return False


def _first_sentence(syntax: Syntax, content: tuple[WordRange, ...]) -> list[int]:
    """The content's words up to the end of its first sentence; short openings take the next range too."""
    words: list[int] = []
    for first, last in content:
        end = min(last, syntax.sentence_last[first])
        while end < first + 2 and end < last:
            end = min(last, syntax.sentence_last[min(end + 1, last)])
        words.extend(range(first, _inner_stop(syntax, first, end) + 1))
        if len([w for w in words if syntax.lower[w][0].isalnum()]) > 3:
            break
    return words


def _inner_stop(syntax: Syntax, first: int, last: int) -> int:
    """The full stop inside a quotation that the parser took for one sentence, or ``last``."""
    for index in range(first + 4, last):
        if syntax.lower[index] in {".", "?", "!", "...", "…"}:
            return index
    return last


def _from_content(
    syntax: Syntax, words: list[int], proposal: Proposal, base: Stance
) -> Stance | None:
    lower = [syntax.lower[w] for w in words]
    if not lower:
        return None
    main = main_verb(syntax, words)
    helpers = helpers_of(syntax, main, set(words))
    if is_told_to(syntax, words, proposal) or is_wished(syntax, main, words, proposal):
        return "asked"
    duty = bool(helpers & _DUTY) or has_phrase(lower, _DUTY_PHRASES, main, words)
    if main is not None and syntax.lower[main] in _DUTY and "would" not in helpers:
        duty = True
    opens_with_should = (
        "?" not in lower and next((w for w in lower if w[0].isalpha()), "") == "should"
    )
    if opens_with_should or is_conditional(syntax, lower, words, main):
        return "conditional" if not duty or opens_with_should else "asked"
    if duty or is_request(syntax, lower, words, proposal, main):
        return "asked"
    if base == "predicted":
        return None
    if is_hedged(syntax, lower, words, main, helpers, proposal.cue):
        return "hedged"
    if base == "hedged":
        return None
    raised = syntax.is_passive(proposal.cue[1]) and not proposal.source  # "is said to control"
    return None if raised else _ahead(syntax, words, proposal, main, helpers)


def _ahead(
    syntax: Syntax, words: list[int], proposal: Proposal, main: int | None, helpers: set[str]
) -> Stance | None:
    """``predicted`` where the content lies ahead of its telling."""
    lower = [syntax.lower[w] for w in words]
    performed = _performed(syntax, main)
    if performed is not None:
        return performed
    if "shall" in helpers and not in_first_person(syntax, main):
        helpers -= {"shall"}  # "no person shall operate": a law's word
    if "would" in helpers or "'d" in helpers or "’d" in helpers:
        # "said it would" is the future seen from then; "In X's view it would be" only supposes.
        told_then = any(
            syntax.tags[index] in {"VBD", "VBN", "VBG"} or is_telling_noun(syntax, index)
            for index in range(proposal.cue[0], proposal.cue[1] + 1)
        )
        quoted = (
            main is not None
            and syntax.quoted_at[main] >= 0
            and syntax.quoted_at[main] != syntax.quoted_at[proposal.cue[0]]
        )
        if not told_then or quoted or supposes(syntax, main, words):
            helpers -= {"would", "'d", "’d"}
    if helpers & _FUTURE or is_going_to(syntax, words) or is_foreseen(syntax, main, words):
        return "predicted"
    if leaves_open(syntax, proposal) and is_planned(syntax, lower, words):
        return "predicted"
    return None


def _performed(syntax: Syntax, main: int | None) -> Stance | None:
    """What "I pledge that ...", "we urge both sides to ..." do by being said."""
    if main is None or syntax.tags[main] != "VBP" or not in_first_person(syntax, main):
        return None
    known = lexicon.verb(syntax.words.lemmas[main])
    if known is None or syntax.is_negated(main):
        return None
    if known.kind == "promise":
        return "predicted"
    return "asked" if known.kind in {"urge", "demand"} else None
