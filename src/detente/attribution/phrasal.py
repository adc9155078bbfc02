"""Attribution without a verb of saying: "according to", "in Moscow's view", "the claim that", "allegedly".

Every function reads the whole article once and returns proposals in reading order.
"""

from __future__ import annotations

from typing import Final

from detente.attribution import lexicon
from detente.attribution.hearsay import hearsay_proposals
from detente.attribution.nominal import clear_proposals, held_proposals, noun_proposals
from detente.attribution.proposals import Proposal, WordRange, without
from detente.attribution.syntax import Syntax

#: "in the words of X", "in X's view".
_VIEW_NOUNS: Final = lexicon.word_family("view_nouns")
_STOPS: Final = frozenset({".", "?", "!", ";", ":"})
_COMMAS: Final = frozenset({",", "—", "–", "--"})
_SET_APART: Final = frozenset({",", "—", "–", "--", "and", "but", "that"})
_REPORTS: Final = frozenset({"reports", "accounts", "estimates"})
#: Only these may stand in "For X, ..." as a speaker.
_SPEAKING_KINDS: Final = frozenset({"person", "organisation", "country", "role", "group"})


def phrase_proposals(syntax: Syntax) -> list[Proposal]:
    """All attributions by phrase, noun and adverb."""
    return [
        *_according(syntax),
        *_views(syntax),
        *noun_proposals(syntax),
        *hearsay_proposals(syntax),
        *clear_proposals(syntax),
        *held_proposals(syntax),
    ]


# ── According to X ───────────────────────────────────────────────────────────────────────────────


def _according(syntax: Syntax) -> list[Proposal]:
    found = []
    for index in range(syntax.count - 2):
        by_report = _by_reports(syntax, index)
        if by_report is not None:
            content = _rest_of_clause(syntax, by_report, syntax.heads[index])
            if content:
                found.append(Proposal(by_report, (), content, 0.7))
            continue
        if syntax.lower[index] != "according" or syntax.lower[index + 1] != "to":
            continue
        source = _after_preposition(syntax, index + 1)
        if source is None:
            continue
        content = _rest_of_clause(syntax, (index, source[1]), syntax.heads[index])
        if content:
            found.append(Proposal((index, index + 1), (source,), content, 0.9))
    return found


def _by_reports(syntax: Syntax, index: int) -> WordRange | None:
    """As in "by early reports, twelve were hurt": the preposition and its noun, set apart by commas."""
    first, last = syntax.bounds(index)
    if syntax.lower[index] != "by" or (index > first and syntax.lower[index - 1] not in _SET_APART):
        return None
    for noun in range(index + 1, min(last, index + 4)):
        if syntax.lower[noun] in _REPORTS:
            return (index, noun) if syntax.lower[noun + 1] in _COMMAS | {"on"} else None
        if syntax.tags[noun] not in {"JJ", "JJS", "DT", "NN", "NNP", "RBS"}:
            return None
    return None


def _after_preposition(syntax: Syntax, preposition: int) -> WordRange | None:
    """The noun phrase that a preposition governs, cut at the comma that ends it."""
    last = syntax.sentence_last[preposition]
    if preposition >= last:
        return None
    noun = syntax.child(preposition, "pobj", "dobj", "pcomp")
    if noun is not None and noun > preposition:
        first, end = syntax.noun_phrase(noun)
        # "both Reuters and NBC": the pair is one source here, parted later.
        for partner in syntax.conjuncts(noun)[1:]:
            between = syntax.lower[end + 1 : partner]
            if len(between) <= 3 and ("and" in between or "or" in between):
                end = max(end, syntax.noun_phrase(partner)[1])
        return (max(first, preposition + 1), max(end, preposition + 1))
    end = preposition + 1
    while end < last and syntax.lower[end + 1] not in _STOPS | _COMMAS:
        if syntax.is_verb(end + 1) or end - preposition > 12:
            break
        end += 1
    return (preposition + 1, end)


def _rest_of_clause(syntax: Syntax, phrase: WordRange, governor: int) -> tuple[WordRange, ...]:
    """The clause a phrase comments on: what its verb governs, or the rest of the sentence."""
    first, last = syntax.bounds(phrase[0])
    while last > first and syntax.lower[last] in {".", "!", "?"}:
        last -= 1
    clause = (first, last)
    if syntax.relations[governor] in {"ccomp", "conj", "advcl", "relcl"} and (
        syntax.is_verb(governor)
    ):
        reach = syntax.subtree(governor)
        if reach[1] - reach[0] > phrase[1] - phrase[0] + 3 and _stands_apart(syntax, governor):
            clause = (reach[0], min(reach[1], last))
    hole = [min(phrase[0], clause[1]), max(phrase[1], clause[0])]
    if hole[0] - 1 >= first and syntax.lower[hole[0] - 1] in _COMMAS:
        hole[0] -= 1
    # What follows the phrase up to its closing comma belongs to the source ("an expert on security,").
    closing = _closing_comma(syntax, phrase, last)
    hole[1] = max(hole[1], closing)
    parts = without((clause,), (hole[0], hole[1]))
    kept = tuple(part for part in parts if _has_letters(syntax, part))
    if phrase[0] > first + 1 and closing >= last - 1:
        return kept[:1]
    return kept


def _stands_apart(syntax: Syntax, verb: int) -> bool:
    """Whether the verb's clause is somebody else's content or a sentence of its own in a coordination."""
    return syntax.relations[verb] == "ccomp" or (
        syntax.relations[verb] == "conj" and syntax.subject(verb) is not None
    )


def _closing_comma(syntax: Syntax, phrase: WordRange, last: int) -> int:
    """The comma that closes the phrase, or its last word."""
    if phrase[1] + 1 > last:
        return phrase[1]
    if syntax.lower[phrase[1] + 1] in _COMMAS:
        return phrase[1] + 1
    starts_sentence = phrase[0] <= syntax.sentence_first[phrase[0]] + 2
    if not starts_sentence:
        return phrase[1]
    for word in range(phrase[1] + 1, min(last, phrase[1] + 25) + 1):
        if syntax.lower[word] in _COMMAS:
            return word
    return phrase[1]


def _has_letters(syntax: Syntax, part: WordRange) -> bool:
    return any(syntax.lower[word][0].isalnum() for word in range(part[0], part[1] + 1))


# ── In X's view ──────────────────────────────────────────────────────────────────────────────────


def _views(syntax: Syntax) -> list[Proposal]:
    found = []
    for index in range(syntax.count - 2):
        word = syntax.lower[index]
        first = syntax.sentence_first[index]
        spoken: tuple[WordRange, WordRange] | None = None
        # cue and source; the phrase that is cut out of the content begins at ``index``
        if word in {"in", "from", "to"}:
            spoken = _in_view(syntax, index)
        elif word == "for" and index == first:
            spoken = _for_whom(syntax, index)
        elif word == "seen" and index == first and syntax.lower[index + 1] in {"from", "by"}:
            source = _after_preposition(syntax, index + 1)
            spoken = ((index, index + 1), source) if source else None
        if spoken is None:
            continue
        cue, source = spoken
        low, high = index, max(cue[1], source[1])
        content = _rest_of_clause(syntax, (low, high), syntax.heads[index])
        if content:
            found.append(Proposal(cue, (source,), content, 0.75 if word != "for" else 0.5))
    return found


def _in_view(syntax: Syntax, index: int) -> tuple[WordRange, WordRange] | None:
    """Cue and source of "in X's view", "in the view of X", "from X's point of view"."""
    last = min(syntax.sentence_last[index], index + 14)
    for word in range(index + 2, last + 1):
        if syntax.lower[word] in _COMMAS | _STOPS or (
            syntax.is_verb(word) and syntax.lower[word] not in _VIEW_NOUNS
        ):
            return None
        is_view = syntax.lower[word] in _VIEW_NOUNS
        if syntax.lower[word] == "point" and syntax.lower[word + 1 : word + 3] == ("of", "view"):
            return _possessed(syntax, index, word, word + 2)
        if not is_view:
            continue
        if word < last and syntax.lower[word + 1] == "of":
            source = _after_preposition(syntax, word + 1)
            return ((index, word + 1), source) if source else None
        return _possessed(syntax, index, word, word)
    return None


def _possessed(
    syntax: Syntax, index: int, noun: int, cue_last: int
) -> tuple[WordRange, WordRange] | None:
    for mark in range(noun - 1, index, -1):
        if syntax.lower[mark] in {"'s", "’s", "'", "’"} and mark > index + 1:
            return ((mark + 1, cue_last), (index + 1, mark - 1))
    if syntax.lower[index + 1] in {"his", "her", "their", "its"} and noun - index <= 3:
        return ((index, cue_last), (index + 1, index + 1))
    return None


def _for_whom(syntax: Syntax, index: int) -> tuple[WordRange, WordRange] | None:
    """As in "For the Kremlin, the expansion is a threat": only a known speaker right before a comma."""
    start = syntax.words.stops[index]
    for mention in syntax.annotation.mentions:
        if mention.span.start < start or mention.kind not in _SPEAKING_KINDS:
            continue
        found = syntax.words_of(mention.span)
        if found is None or found[0] != index + 1:
            return None
        comma = found[1] + 1
        if comma < syntax.sentence_last[index] and syntax.lower[comma] == ",":
            is_state = any(
                syntax.words.lemmas[w] == "be" for w in range(comma, syntax.sentence_last[index])
            )
            return ((index, index), found) if is_state else None
        return None
    return None
