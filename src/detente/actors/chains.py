"""What the mentions of one chain tell one another: the most telling answer goes round."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from detente.actors import lexicon, likeness
from detente.actors.answers import Answer
from detente.actors.reported import LANGUAGE
from detente.actors.spelling import words
from detente.records import Mention


def share(
    mentions: Sequence[Mention], answers: Sequence[Answer], texts: Sequence[str]
) -> list[Answer]:
    """Mentions of one chain share the answer of the most telling one; "a government" is any."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        if mention.chain:
            groups[mention.chain].append(index)
    shared = list(answers)
    for indices in groups.values():
        if len(indices) < 2:
            continue
        lead = max(
            indices, key=lambda index: (answers[index].weight, answers[index].confidence, -index)
        )
        best = answers[lead]
        if best.confidence < 0.3:
            continue
        for index in indices:
            anyone = best.row < 0 and not best.person and texts[index].startswith(("a ", "an "))
            if index != lead and not anyone and answers[index].reason != LANGUAGE:
                shared[index] = _merge(answers[index], best)
        _by_full_name(indices, answers, shared, best, texts)
    return shared


def _by_full_name(
    indices: Sequence[int],
    answers: Sequence[Answer],
    shared: list[Answer],
    best: Answer,
    texts: Sequence[str],
) -> None:
    """Where a chain holds two persons of one surname, a bare one is that of the one named more often before it."""
    if best.kind != "person" or all(
        answers[index].person in ("", best.person) for index in indices
    ):
        return
    full = [
        index
        for index in indices
        if answers[index].kind == "person"
        and len(set(words(answers[index].person)) & set(words(texts[index]))) > 1
        and lexicon.TERMS.keys().isdisjoint(words(answers[index].person))
    ]
    if not any(_others(answers[index], best) for index in full):
        return
    named = Counter(answers[index].person for index in full)
    for index in indices:
        if index in full or answers[index].kind != "person" or answers[index].titled:
            continue
        before = [place for place in full if place < index] or full
        lead = answers[max(before, key=lambda place: (named[answers[place].person], place))]
        shared[index] = lead.but(
            confidence=lead.confidence * 0.9,
            reason=f"surname of {lead.person}, named most: {lead.reason}",
        )


def _others(own: Answer, best: Answer) -> bool:
    """Whether two full names that share a surname are two people's: a sister, a namesake."""
    mine, theirs = words(own.person), words(best.person)
    if len(mine) < 2 or len(theirs) < 2 or mine == theirs:
        return False
    return not likeness.alike(mine, best.person) and not likeness.alike(theirs, own.person)


def _merge(own: Answer, best: Answer) -> Answer:
    """A mention's own answer completed by its chain's."""
    if (
        own.row >= 0
        and own.row != best.row
        and own.kind == best.kind
        and own.weight >= 60
        and own.confidence > 0.8
    ):
        return own
    if own.kind == best.kind == "person" and _others(own, best):
        return own
    keeps_sector = (
        own.titled
        and own.sector != "UNK"
        and not own.borrowed
        and own.kind == best.kind == "person"
    )
    sector = own.sector if keeps_sector else best.sector
    if own.kind == "person" and not own.titled and best.untitled:
        sector = best.untitled
    reason = own.reason if own.row == best.row >= 0 else f"same as another mention: {best.reason}"
    return best.but( sector=sector if sector != "UNK" else own.sector, role=own.role if own.role and own.row in (-1, best.row) and own.titled else best.role, reason=reason,
        confidence=max(own.confidence if own.row == best.row else 0.0, best.confidence * 0.95),
    )  # fmt: skip
