"""The grounded summary: two to four sentences of the report, each with whose words it holds."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.records import Annotation, Article, Claim, Event, Summary, SummarySentence
from detente.summary.bearing import Sentence, bearings
from detente.summary.scoring import centrality, repetition, vectors

#: Bonus for the first sentence that holds the words of a side not heard yet.
SIDE = 0.3
#: Bonus for happenings not told yet, times their weight, and its most for one sentence.
HAPPENING, HAPPENING_MOST = 0.15, 0.3
#: A body below this many sentences is summed up in two.
SHORT_BODY = 6
#: A fourth sentence is added for a side or a happening of at least this weight, if still missing: a grave deed, more likely
#: true than not.
SIDE_WORTH_A_FOURTH, HAPPENING_WORTH_A_FOURTH = 0.5, 0.4


class GroundedSummariser:
    """Chooses verbatim sentences: central, early, telling the happenings, hearing each side.

    A claim is never shown as the outlet's fact: a sentence that holds somebody's words without
    naming the speaker gets the name to print before it.
    """

    def summarise(
        self,
        article: Article,
        annotation: Annotation,
        claims: Sequence[Claim],
        events: Sequence[Event],
    ) -> Summary:
        """Two to four sentences in reading order (fewer only if the article has fewer)."""
        sentences = bearings(article, annotation, claims, events)
        usable = [sentence for sentence in sentences if not sentence.barred]
        if not usable:
            return Summary(())
        chosen = _choose(usable)
        return Summary(
            tuple(
                SummarySentence(
                    span=usable[row].span,
                    text=usable[row].text,
                    speaker=usable[row].speaker,
                    event_ids=usable[row].event_ids,
                    claim_ids=usable[row].claim_ids,
                )
                for row in sorted(chosen)
            )
        )


def _choose(sentences: Sequence[Sentence]) -> list[int]:
    matrix = vectors([sentence.text for sentence in sentences])
    base = centrality(matrix, np.array([sentence.fit for sentence in sentences]))
    wanted = 2 if len(sentences) < SHORT_BODY else 3
    picked: list[int] = []
    while len(picked) < min(wanted, len(sentences)):
        picked.append(_best(sentences, matrix, base, picked))
    if wanted == 3:
        # The fourth sentence is there for what is missing, so only those that bring it may be it.
        bringing = _bring_what_is_missing(sentences, picked)
        if bringing:
            picked.append(_best(sentences, matrix, base, picked, bringing))
    return picked


def _best(
    sentences: Sequence[Sentence],
    matrix: NDArray[np.float64],
    base: NDArray[np.float64],
    picked: Sequence[int],
    among: Collection[int] | None = None,
) -> int:
    heard, told = _covered(sentences, picked)
    scores = [
        -np.inf
        if row in picked or (among is not None and row not in among)
        else base[row] + _news(sentence, heard, told) - repetition(matrix, row, picked)
        for row, sentence in enumerate(sentences)
    ]
    # Rounded, so that the last bit of a sum never decides; ties go to the earlier sentence.
    return int(np.argmax(np.round(scores, 9)))


def _news(sentence: Sentence, heard: set[str], told: set[tuple[str, str, str]]) -> float:
    """The bonus for what ``sentence`` would add."""
    side = SIDE * max((weight for side, weight in sentence.sides if side not in heard), default=0.0)
    fresh = {key: weight for key, weight in sentence.happenings if key not in told}
    return side + min(HAPPENING * sum(fresh.values()), HAPPENING_MOST)


def _covered(
    sentences: Sequence[Sentence], picked: Sequence[int]
) -> tuple[set[str], set[tuple[str, str, str]]]:
    heard = {side for row in picked for side, _ in sentences[row].sides}
    told = {key for row in picked for key, _ in sentences[row].happenings}
    return heard, told


def _bring_what_is_missing(sentences: Sequence[Sentence], picked: Sequence[int]) -> list[int]:
    """Sentences with the words of a weighty side not heard yet, else with a weighty happening not told."""
    heard, told = _covered(sentences, picked)
    sides = [
        row
        for row, sentence in enumerate(sentences)
        if any(w >= SIDE_WORTH_A_FOURTH and side not in heard for side, w in sentence.sides)
    ]
    return sides or [
        row
        for row, sentence in enumerate(sentences)
        if any(
            weight >= HAPPENING_WORTH_A_FOURTH and key not in told and "" != key[0] != key[1] != ""
            for key, weight in sentence.happenings
        )
    ]
