"""The speaker's own commitment to the content: cue first, then the content's main verb.

``asserted``, ``hedged``, ``denied``, ``asked``, ``conditional``, ``predicted`` (READING.md section 3).
"""

from __future__ import annotations

from typing import Final

from detente.attribution import lexicon
from detente.attribution.proposals import Proposal, WordRange
from detente.attribution.syntax import Syntax
from detente.records import Stance

_HEDGES: Final = lexicon.word_family("hedges")
_HEDGING_MODALS: Final = frozenset({"may", "might", "could"})
_FUTURE: Final = frozenset({"will", "'ll", "’ll", "wo", "shall", "would", "'d", "’d"})
_DUTY: Final = frozenset({"should", "must", "ought", "needs", "need"})
_DUTY_PHRASES: Final = (
    ("has", "to"),
    ("have", "to"),
    ("had", "to"),
    ("count", "on"),
    ("expect", "from"),
)
_CONDITIONS: Final = frozenset({"if", "unless"})
_CONDITION_PHRASES: Final = (
    ("provided", "that"), ("as", "long", "as"), ("so", "long", "as"), ("on", "condition", "that"),
    ("in", "case"), ("providing", "that"), ("only", "when"), ("should", "the"),
)  # fmt: skip
_STRESSING: Final = frozenset(
    {"emphasize", "emphasise", "stress", "insist", "underline", "underscore"}
)
_PLANS: Final = frozenset({"plan", "plans", "intention", "intentions"})
#: A cue whose stance the content cannot change.
_SETTLED: Final = frozenset({"denied", "asked"})
_FORWARD_NOUNS: Final = frozenset({"withdrawal", "incursion", "pullout"})


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
        if negated and cue.kind == "deny":
            return "asserted", False
        if cue.kind == "urge" or cue.stance in _SETTLED:
            return cue.stance, True
        return cue.stance, False
    return "asserted", False


def _first_sentence(syntax: Syntax, content: tuple[WordRange, ...]) -> list[int]:
    """The content's words up to the end of its first sentence; short openings take the next range too."""
    words: list[int] = []
    for first, last in content:
        end = min(last, syntax.sentence_last[first])
        while end < first + 2 and end < last:
            end = min(last, syntax.sentence_last[min(end + 1, last)])
        words.extend(range(first, end + 1))
        if len([w for w in words if syntax.lower[w][0].isalnum()]) > 3:
            break
    return words


def _from_content(
    syntax: Syntax, words: list[int], proposal: Proposal, base: Stance
) -> Stance | None:
    lower = [syntax.lower[w] for w in words]
    if not lower:
        return None
    main = _main_verb(syntax, words)
    helpers = _helpers(syntax, main, set(words))
    if _told_to(syntax, words, proposal):
        return "asked"
    duty = bool(helpers & _DUTY) or _has_phrase(lower, _DUTY_PHRASES, main, words)
    if main is not None and syntax.lower[main] in _DUTY:
        duty = True
    opens_with_should = (
        "?" not in lower and next((w for w in lower if w[0].isalpha()), "") == "should"
    )
    if opens_with_should or _conditional_only(syntax, lower, words, main):
        return "conditional" if not duty or opens_with_should else "asked"
    if duty or _is_request(syntax, lower, words, proposal, main):
        return "asked"
    if base == "predicted":
        return None
    if _is_hedged(syntax, lower, words, main, helpers, proposal.cue):
        return "hedged"
    if base == "hedged":
        return None
    raised = syntax.is_passive(proposal.cue[1]) and not proposal.source  # "is said to control"
    if raised:
        return None
    if "would" in helpers or "'d" in helpers or "’d" in helpers:
        # "said it would" is the future seen from then; "In X's view it would be" only supposes.
        told_then = any(
            syntax.tags[index] in {"VBD", "VBN", "VBG"} or _is_telling_noun(syntax, index)
            for index in range(proposal.cue[0], proposal.cue[1] + 1)
        )
        quoted = (
            main is not None
            and syntax.quoted_at[main] >= 0
            and syntax.quoted_at[main] != syntax.quoted_at[proposal.cue[0]]
        )
        if not told_then or quoted:
            helpers -= {"would", "'d", "’d"}
    if helpers & _FUTURE or _going_to(lower) or _planned(syntax, lower, words):
        return "predicted"
    return None


def _told_to(syntax: Syntax, words: list[int], proposal: Proposal) -> bool:
    """As in "tells foreign powers to leave": telling with an infinitive is asking."""
    told = any(
        syntax.words.lemmas[index] in {"tell", "warn", "remind", "advise", "call"}
        for index in range(proposal.cue[0], proposal.cue[1] + 1)
    )
    return told and bool(_infinitive_only(syntax, words))


def _infinitive_only(syntax: Syntax, words: list[int]) -> bool:
    """Whether the only verb up front is "to" with an infinitive: no finite verb, no participle."""
    finite = any(syntax.tags[word] in {"VBD", "VBZ", "VBP", "MD"} for word in words)
    infinitive = any(
        syntax.lower[word] == "to" and syntax.tags[words[at + 1]] == "VB"
        for at, word in enumerate(words[:-1])
    )
    return infinitive and not finite


def _main_verb(syntax: Syntax, words: list[int]) -> int | None:
    """The word of the content whose head lies outside it, or the first finite verb."""
    inside = set(words)
    for word in words:
        head = syntax.heads[word]
        if (head == word or head not in inside) and (
            syntax.is_verb(word) or syntax.tags[word] == "MD"
        ):
            return word
    for word in words:
        if syntax.tags[word] in {"VBD", "VBZ", "VBP", "MD"}:
            head = syntax.heads[word]
            return head if syntax.relations[word] in {"aux", "auxpass"} and head in inside else word
    return None


def _helpers(syntax: Syntax, main: int | None, inside: set[int]) -> set[str]:
    """Auxiliaries of the main verb (and of verbs joined to it by "and")."""
    if main is None:
        return set()
    verbs = [main]
    if syntax.relations[main] in {"aux", "auxpass"} and syntax.heads[main] in inside:
        verbs.append(syntax.heads[main])
    found = {
        syntax.lower[child]
        for verb in verbs
        for child in syntax.children[verb]
        if child in inside
        and child < verb + 2
        and (syntax.relations[child] == "aux" or syntax.tags[child] == "MD")
    }
    if syntax.tags[main] == "MD":
        found.add(syntax.lower[main])
    return found


def _has_phrase(
    lower: list[str], phrases: tuple[tuple[str, ...], ...], main: int | None, words: list[int]
) -> bool:
    limit = words.index(main) + 3 if main in words else 8
    return any(
        tuple(lower[at : at + len(phrase)]) == phrase
        for phrase in phrases
        for at in range(min(limit, len(lower)))
    )


def _conditional_only(syntax: Syntax, lower: list[str], words: list[int], main: int | None) -> bool:
    for at, word in enumerate(lower):
        if word in _CONDITIONS and not (
            at
            and lower[at - 1] in {"as", "even", "see", "know", "ask", "wonder", "asked", "whether"}
        ):
            head = syntax.heads[words[at]]
            # "ask if" is a question, "if they cross" a condition.
            if (
                syntax.relations[head] == "ccomp"
                and head != main
                and at
                and (lower[at - 1] not in {",", "that", "and"})
            ):
                continue
            return True
    return any(
        tuple(lower[at : at + len(phrase)]) == phrase
        for phrase in _CONDITION_PHRASES[:-1]
        for at in range(len(lower))
    )


def _is_request(
    syntax: Syntax, lower: list[str], words: list[int], proposal: Proposal, main: int | None
) -> bool:
    last = proposal.content[-1][1]
    tail = syntax.lower[max(0, last - 1) : last + 2]
    first_end = words[-1]
    if "?" in tail or syntax.lower[first_end] == "?":
        return True
    letters = [w for w in words if syntax.lower[w][0].isalpha()]
    if not letters:
        return False
    opening = letters[0]
    if syntax.quoted_at[opening] < 0:
        return False
    if lower and syntax.lower[opening] in {"let", "please"}:
        return True
    return (
        syntax.tags[opening] == "VB"
        and syntax.subject(opening) is None
        and (main is None or main == opening)
        and syntax.lower[opening] not in {"thank", "god"}
    )


def _is_hedged(
    syntax: Syntax,
    lower: list[str],
    words: list[int],
    main: int | None,
    helpers: set[str],
    cue: WordRange,
) -> bool:
    if helpers & _HEDGING_MODALS and not (
        main is not None and syntax.is_negated(main) and "could" in helpers
    ):
        return True
    if main is None:
        return bool(_HEDGES & set(lower[:3]))
    inside = set(words)
    if syntax.words.lemmas[main] in {"appear", "seem"}:
        # Whoever stresses that something appears so stands behind it.
        return not (set(syntax.words.lemmas[cue[0] : cue[1] + 1]) & _STRESSING)
    near = [c for c in syntax.children[main] if c in inside]
    if any(syntax.lower[c] in _HEDGES for c in near):
        return True
    if any(syntax.lower[c] in {"possible", "unclear", "conceivable"} for c in near):
        return True
    at = words.index(main) if main in words else 0
    around = lower[max(0, at - 3) : at + 4]
    return (
        bool(_HEDGES & set(around))
        or bool(_HEDGES & set(lower[:2]))
        or ("remain" in (syntax.words.lemmas[main]) and "questions" in lower[:3])
    )


def _is_telling_noun(syntax: Syntax, index: int) -> bool:
    """As in "the warning that food would run out": a noun for words spoken before."""
    cue = lexicon.noun(syntax.words.lemmas[index]) if syntax.is_noun(index) else None
    return cue is not None and cue.kind != "think"


def _going_to(lower: list[str]) -> bool:
    return any(lower[at : at + 2] == ["going", "to"] for at in range(min(len(lower), 8)))


def _planned(syntax: Syntax, lower: list[str], words: list[int]) -> bool:
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
    return _infinitive_only(syntax, words)
