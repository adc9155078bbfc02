"""What lies ahead in a content: plans, promises, "going to", "is to", "would" seen from then."""

from __future__ import annotations

from typing import Final

from detente.attribution import lexicon
from detente.attribution.mood import infinitive_only
from detente.attribution.proposals import Proposal
from detente.attribution.syntax import Syntax

_FORWARD_NOUNS: Final = frozenset({"withdrawal", "incursion", "pullout"})

_PLANS: Final = frozenset({"plan", "plans", "intention", "intentions"})


def is_telling_noun(syntax: Syntax, index: int) -> bool:
    """As in "the warning that food would run out": a noun for words spoken before."""
    cue = lexicon.noun(syntax.words.lemmas[index]) if syntax.is_noun(index) else None
    return cue is not None and cue.kind != "think"


def is_going_to(syntax: Syntax, words: list[int]) -> bool:
    """Whether "going to" with a verb stands up front: not "going to a contest"."""
    return any(
        syntax.lower[word : word + 2] == ("going", "to")
        and syntax.tags[word + 2 : word + 3] not in {("DT",), ("NN",), ("NNP",), ("PRP$",)}
        for word in words[:8]
    )


#: Verbs and adjectives that look ahead.
_FORESEEING: Final = frozenset({"plan", "intend", "anticipate", "expect"})

#: "Is scheduled for March" lies ahead, "was scheduled" need not.
_DATED: Final = frozenset({"schedule", "slate"})

_HOPING: Final = frozenset({"optimistic", "confident", "hopeful"})

#: What one would rather have is a wish of now.
_WISHING: Final = frozenset({"prefer", "like", "love", "welcome", "appreciate"})

_AIMS: Final = frozenset({"intent", "aim", "goal", "purpose", "objective", "idea", "task", "role"})

_BE: Final = frozenset({"is", "are", "was", "were", "'s", "’s", "'re", "’re"})


def supposes(syntax: Syntax, main: int | None, words: list[int]) -> bool:
    """Whether "would" supposes ("it would have cost more", "this would need consent"), not foretells."""
    if main is None:
        return False
    if syntax.words.lemmas[main] in _WISHING:
        return True
    inside = set(words)
    helpers = {syntax.lower[c] for c in syntax.children[main] if c in inside and c < main}
    if "have" in helpers and syntax.tags[main] in {"VBN", "VBD"}:
        return True
    subject = syntax.subject(main)
    subject = syntax.passive_subject(main) if subject is None else subject
    if subject is None or subject not in inside:
        return subject is not None and syntax.lower[subject] in {"which", "that"}
    first = syntax.left[subject]
    return syntax.lower[first] in {"this", "that", "such"} or syntax.tags[subject] == "VBG"


def is_foreseen(syntax: Syntax, main: int | None, words: list[int]) -> bool:
    """As in "is to leave office", "plans on leaving", "is expected to", "is optimistic that X would"."""
    if main is None:
        return False
    if syntax.words.lemmas[main] in _FORESEEING:
        return not _is_none_planned(syntax, main)
    inside = set(words)
    if syntax.words.lemmas[main] in _DATED:
        return any(syntax.lower[c] in {"is", "are", "'s", "’s"} for c in syntax.children[main])
    near = {syntax.lower[c] for c in syntax.children[main] if c in inside}
    if near & _HOPING:
        return True
    subject = syntax.subject(main)
    if subject is not None and syntax.lower[subject] in _AIMS:
        return False
    at = words.index(main) if main in words else -1
    for index in words[max(0, at - 2) : at + 1]:
        after = index + 1
        if (
            syntax.lower[index] in _BE
            and after + 1 in inside
            and syntax.lower[after] == "to"
            and syntax.tags[after + 1] == "VB"
        ):
            return True
    return False


def _is_none_planned(syntax: Syntax, main: int) -> bool:
    """As in "no meeting was planned": a plan that there is not."""
    subject = syntax.passive_subject(main)
    return subject is not None and syntax.lower[syntax.left[subject]] in {"no", "nothing", "none"}


def leaves_open(syntax: Syntax, proposal: Proposal) -> bool:
    """Whether an infinitive after the cue lies ahead: not after "considered it wrong to", "found it to be"."""
    return not any(
        cue is not None
        and (cue.kind in {"call", "judge", "think", "accuse"} or cue.lemma == "find")
        for cue in (
            lexicon.of_tag(syntax.words.lemmas[index], syntax.tags[index])
            for index in range(proposal.cue[0], proposal.cue[1] + 1)
        )
    )


def is_planned(syntax: Syntax, lower: list[str], words: list[int]) -> bool:
    """As in "plans to send", "a new initiative to be unveiled": a plan, not a fact."""
    if any(syntax.tags[word] in {"VBD", "VBZ", "VBP", "MD"} for word in words[:12]):
        return False
    opening = [
        word
        for word in lower[:5]
        if word not in {"a", "the", "its", "their", "his", "her", '"', "'"}
    ]
    if not opening or opening[0] in {"no", "of"}:
        return False
    if opening[0] in _PLANS or _FORWARD_NOUNS & set(opening[:3]):
        return True
    return infinitive_only(syntax, words)
