"""Two tellings of one deed between the same two: one happening told again, or two happenings?

A report tells its news in the headline, the lead and the body, and tells of older happenings of the same kind beside
it. Boosted trees over what two tellings share (day, words, numbers, place, whose word, how far apart they stand) say how
likely they are one. ``tables/same_event.csv`` holds them, fitted by ``training/coding/fit_judging.py`` on tellings whose
event careful readers named.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from detente.coding import forest
from detente.coding.forest import Forest
from detente.coding.lexicon import word_classes
from detente.coding.resemblance import Sight, Told, real, resemblance, stated
from detente.coding.syntax import Tree
from detente.records import Claim, Event, Mention, Party

_EMPTY: Final = word_classes()["empty"]
"""Words that two clauses share without being about the same."""
MOST: Final = 40


@cache
def shipped() -> Forest:
    """The trees of the package."""
    return forest.shipped("same_event.csv")


class SameEvent:
    """Compares the tellings of one report.

    Args:
        tree: the report's words.
        mentions: its actors.
        claims: its claims.
        trees: None takes those of the package.
    """

    def __init__(
        self,
        tree: Tree,
        mentions: Sequence[Mention],
        claims: Sequence[Claim],
        trees: Forest | None = None,
    ) -> None:
        self._tree = tree
        self._mentions = {mention.mention_id: mention for mention in mentions}
        self._claims = {claim.claim_id: claim for claim in claims}
        self._trees = trees

    def groups(self, told: Sequence[Told]) -> list[list[Told]]:
        """Tellings of one type and the same two countries, parted into happenings, in reading order.

        What is most surely one is joined first; two groups are joined while even their two least alike tellings are
        as likely one as the trees' bar asks (complete linkage). Cubic in the tellings, of which ``MOST`` at a time are
        compared: a report that tells more of one kind tells them in stretches.
        """
        ordered = sorted(told, key=lambda each: each.place)
        found: list[list[Told]] = []
        for start in range(0, len(ordered), MOST):
            found += self._parted(ordered[start : start + MOST])
        return found

    def _parted(self, ordered: Sequence[Told]) -> list[list[Told]]:
        trees = self._trees or shipped()
        groups = [[place] for place in range(len(ordered))]
        links = self._links(ordered, trees)
        while len(groups) > 1:
            tie, a, b = max(
                (min(links[i, j] for i in groups[a] for j in groups[b]), -a, -b)
                for b in range(len(groups))
                for a in range(b)
            )
            if tie < trees.bar:
                break
            groups[-a] += groups.pop(-b)
        return [[ordered[place] for place in sorted(group)] for group in groups]

    def _links(self, ordered: Sequence[Told], trees: Forest) -> dict[tuple[int, int], float]:
        """How likely each two are one, by their places, both ways round; what their days part is not."""
        places = [(i, j) for j in range(len(ordered)) for i in range(j)]
        chances = trees.probabilities(self.compared(ordered))
        links = {
            (i, j): 0.0 if _two(ordered[i].event, ordered[j].event) else chance
            for (i, j), chance in zip(places, chances, strict=True)
        }
        return links | {(j, i): chance for (i, j), chance in links.items()}

    def compared(self, ordered: Sequence[Told]) -> list[dict[str, float]]:
        """The named numbers of every two tellings, each with all before it; the tellings in reading order."""
        if len(ordered) < 2:
            return []
        sights = [self._sight(each) for each in ordered]
        return [
            {
                name: float(value)
                for name, value in resemblance(sights[i], sights[j]).items()
                if value
            }
            for j in range(len(sights))
            for i in range(j)
        ]

    def _sight(self, told: Told) -> Sight:
        tree, event, index = self._tree, told.event, told.index
        claim = self._claims.get(event.claim_id or "")
        speaker = None if claim is None else self._mentions.get(claim.speaker or "")
        return Sight(
            told,
            lemmas=frozenset(tree.lemmas(index)),
            verb=tree.is_verb(index),
            tag=tree.tag(index),
            beside=frozenset(tree.lower[i] for i in tree.labelled(index, "amod", "advmod", "det")),
            clause=self._content(tree.words.touching(event.evidence[0])),
            sentence=self._content(tree.sentence_words(index)),
            paragraph=tree.text.count("\n\n", 0, event.trigger.start),
            speaker="" if speaker is None else speaker.chain,
            sides=(self._who(event.initiator), self._who(event.recipient)),
        )  # fmt: skip

    def _who(self, party: Party | None) -> Mention | None:
        return None if party is None else self._mentions.get(party.mention or "")

    def _content(self, room: range) -> frozenset[str]:
        """Lemmas of the words that say something."""
        said = (i for i in room if self._tree.lower[i] not in _EMPTY)
        return frozenset(
            lemma
            for i in said
            if self._tree.lower[i][0].isalnum()
            for lemma in self._tree.lemmas(i)
        )


def _two(one: Event, other: Event) -> bool:
    """Whether their days part them: stated ones without a day in common, or what had its day and what is to come."""
    first, second = stated(one), stated(other)
    if first is not None and second is not None:
        return (one.last_day or first) < second or (other.last_day or second) < first
    done = one if first is not None else other
    kinds = {real(one.status), real(other.status)}
    return (first or second) is not None and real(done.status) == "real" and "to come" in kinds
