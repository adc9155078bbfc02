"""Signs of stance in the content: its main verb, helpers, conditions, requests, hedges, what lies ahead."""

from __future__ import annotations

from typing import Final

from detente.attribution import lexicon
from detente.attribution.proposals import Proposal, WordRange
from detente.attribution.syntax import Syntax

_HEDGES: Final = lexicon.word_family("hedges")

_HEDGING_MODALS: Final = frozenset({"may", "might", "could"})

#: Who says that they believe a thing does not quite say the thing.
_THINKING: Final = frozenset({"believe", "think", "suspect", "feel"})

_NEGATIONS: Final = frozenset({"not", "n't", "n’t", "never"})

_CONDITIONS: Final = frozenset({"if", "unless"})

_CONDITION_PHRASES: Final = (
    ("provided", "that"), ("as", "long", "as"), ("so", "long", "as"), ("on", "condition", "that"),
    ("in", "case"), ("providing", "that"), ("only", "when"), ("should", "the"),
)  # fmt: skip

#: After these "could" means was able or allowed to.
_JUDGING: Final = frozenset({"find", "rule"})

_STRESSING: Final = frozenset(
    {"emphasize", "emphasise", "stress", "insist", "underline", "underscore"}
)

_INSISTING: Final = frozenset({"insist", "recommend", "suggest", "propose", "demand", "request"})


def is_wished(syntax: Syntax, main: int | None, words: list[int], proposal: Proposal) -> bool:
    """As in "insists the budget include funding": a bare form after its own subject is asked for."""
    if main is None or syntax.subject(main) is None or syntax.subject(main) not in words:
        return False
    insisted = _INSISTING & set(syntax.words.lemmas[proposal.cue[0] : proposal.cue[1] + 1])
    return (
        bool(insisted)
        and syntax.tags[main] in {"VB", "VBP"}
        and not any(syntax.tags[c] in {"MD", "TO"} for c in syntax.children[main] if c < main)
        and syntax.tags[syntax.subject(main) or 0] in {"NN", "NNP"}
    )


def in_first_person(syntax: Syntax, main: int | None) -> bool:
    """Whether the verb's subject is "I" or "we"."""
    subject = None if main is None else syntax.subject(main)
    return subject is not None and syntax.lower[subject] in {"i", "we"}


def is_told_to(syntax: Syntax, words: list[int], proposal: Proposal) -> bool:
    """As in "tells foreign powers to leave": telling with an infinitive is asking."""
    told = any(
        syntax.words.lemmas[index] in {"tell", "warn", "remind", "advise", "call"}
        for index in range(proposal.cue[0], proposal.cue[1] + 1)
    )
    return told and bool(infinitive_only(syntax, words))


def infinitive_only(syntax: Syntax, words: list[int]) -> bool:
    """Whether the only verb up front is "to" with an infinitive: no finite verb, no participle."""
    finite = any(syntax.tags[word] in {"VBD", "VBZ", "VBP", "MD"} for word in words)
    infinitive = any(
        syntax.lower[word] == "to" and syntax.tags[words[at + 1]] == "VB"
        for at, word in enumerate(words[:-1])
    )
    return infinitive and not finite


def main_verb(syntax: Syntax, words: list[int]) -> int | None:
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


def helpers_of(syntax: Syntax, main: int | None, inside: set[int]) -> set[str]:
    """Auxiliaries of the main verb (and of verbs joined to it by "and")."""
    if main is None:
        return set()
    verbs = [main]
    if syntax.relations[main] in {"aux", "auxpass"} and syntax.heads[main] in inside:
        verbs.append(syntax.heads[main])
    # "might be closed": the modal may hang on "be".
    verbs += [child for child in syntax.children[main] if syntax.relations[child] == "auxpass"]
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


def has_phrase(
    lower: list[str], phrases: tuple[tuple[str, ...], ...], main: int | None, words: list[int]
) -> bool:
    """Whether a phrase stands no later than just after the main verb."""
    limit = words.index(main) + 3 if main in words else 8
    return any(
        tuple(lower[at : at + len(phrase)]) == phrase
        for phrase in phrases
        for at in range(min(limit, len(lower)))
        if not at or lower[at - 1] not in _NEGATIONS
    )


def is_conditional(syntax: Syntax, lower: list[str], words: list[int], main: int | None) -> bool:
    """Whether the content has a condition, not a question with "if"."""
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


def is_request(
    syntax: Syntax, lower: list[str], words: list[int], proposal: Proposal, main: int | None
) -> bool:
    """Whether it is a question, or quoted words in the imperative."""
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


def is_hedged(
    syntax: Syntax,
    lower: list[str],
    words: list[int],
    main: int | None,
    helpers: set[str],
    cue: WordRange,
) -> bool:
    """Whether modal, adverb or verb leave it open."""
    judged = _JUDGING & set(syntax.words.lemmas[cue[0] : cue[1] + 1])
    if helpers & _HEDGING_MODALS and not (
        "could" in helpers and (judged or (main is not None and syntax.is_negated(main)))
    ):
        return True
    if main is None:
        return bool(_HEDGES & set(lower[:3]))
    inside = set(words)
    if syntax.words.lemmas[main] in {"appear", "seem"}:
        # Whoever stresses that something appears so stands behind it.
        return not (set(syntax.words.lemmas[cue[0] : cue[1] + 1]) & _STRESSING)
    if syntax.words.lemmas[main] in _THINKING and _of_third_person(syntax, main, words):
        return True
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


def _of_third_person(syntax: Syntax, main: int, words: list[int]) -> bool:
    """As in "said they believed": the content opens with the speaker's pronoun."""
    subject = syntax.subject(main)
    return subject in words[:2] and syntax.lower[subject or 0] in {"he", "she", "they", "it"}
