"""Which day belongs to which deed: through the clause a date stands in, never by a silent fallback."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from detente.coding.deeds import SPEECH, Deed
from detente.coding.syntax import Tree
from detente.coding.when import Days, find_days, lean
from detente.records import Annotation, Article, DayBasis, Status

_TOLD: Final[frozenset[Status]] = frozenset({"happened", "ongoing", "not_done"})


@dataclass(frozen=True, slots=True)
class When:
    """First and last day (inclusive, None where not told) and how they were found.

    ``lasting``: the words say that it has gone on since, or over a span up to now.
    """

    first: date | None
    last: date | None
    basis: DayBasis
    lasting: bool = False


UNKNOWN: Final = When(None, None, "unknown")


class Calendar:
    """The date expressions of one article by sentence, with the word each stands at."""

    def __init__(self, article: Article, annotation: Annotation, tree: Tree) -> None:
        self.tree = tree
        self.published = article.published
        self._by_sentence: dict[int, list[tuple[int, Days]]] = {}
        self._speech: dict[str, When] = {}
        self._deeds: dict[tuple[str, str], When] = {}
        anchor: date | None = None
        words = tree.words
        cursor = 0
        for number, span in enumerate(annotation.sentences):
            for found in find_days(span.quote(article.text), article.published, span.start):
                days = lean(found, anchor)
                while cursor < len(words) and words.stops[cursor] <= found.start:
                    cursor += 1
                if days is None or cursor >= len(words):
                    continue
                anchor = days.first or anchor
                self._by_sentence.setdefault(number, []).append(
                    (self._top(cursor, found.stop), days)
                )

    def _top(self, first: int, stop: int) -> int:
        """The word of the expression that everything else in it hangs on."""
        words = self.tree.words
        inside = first
        for index in range(first, len(words)):
            if words.starts[index] >= stop:
                break
            head = words.heads[index]
            if not (words.starts[first] <= words.starts[head] < stop) or head == index:
                inside = index
                break
        return inside

    def of(self, deed: Deed, status: Status, *, outlet: bool) -> When:
        """When the deed took place. ``outlet``: it is told on the outlet's own word."""
        when = self._stated(deed, status)
        chains = [mention.chain for mention in deed.sides.initiators]
        if when is not None:
            if deed.kind in SPEECH and status == "happened":
                self._speech.update(dict.fromkeys(chains, when))
            return when
        if deed.kind not in SPEECH or status != "happened" or not outlet:
            return UNKNOWN
        for chain in chains:
            if chain in self._speech:
                return self._speech[chain]
        if self.published is not None and self._just_said(deed):
            return When(self.published, self.published, "article")
        return UNKNOWN

    def note_speech(self, chain: str, word: int) -> None:
        """Remember when an actor last spoke, told by the cue of one of their claims."""
        days = self._attached(word, frozenset({word}))
        if days is not None and days.first is not None:
            self._speech[chain] = When(days.first, days.last, days.basis)

    def _just_said(self, deed: Deed) -> bool:
        """A present tense: said in the news of the day. A past tense without a day may be older news.

        Readers leave five in six undated verbal deeds of the past without a day (gold/dev and our train readings).
        """
        index = deed.index
        present = self.tree.tag(index) in ("VBP", "VBZ")
        return present and "have" not in self.tree.auxiliaries(index)

    def _stated(self, deed: Deed, status: Status) -> When | None:
        chain = self._clause_words(deed, status)
        days = self._attached(deed.index, chain)
        if days is None:
            days = self._around(deed)
        if days is None:
            return self._told_before(deed)
        if status in ("planned", "possible", "called_for"):
            days = self._ahead(days)
        verb = self.tree.clause_verb(deed.index)
        perfect = "have" in self.tree.auxiliaries(verb) or not self.tree.is_verb(verb)
        lasting = perfect and (days.open_ended or days.granularity == "range")
        when = When(days.first, days.last, days.basis, lasting)
        if deed.kind not in SPEECH and when.first is not None:
            self._deeds[self._key(deed)] = when
        return when

    def _around(self, deed: Deed) -> Days | None:
        """A year or month of the main clause also dates what led to it: "in 2003, after they had ..."."""
        tree = self.tree
        verb = tree.clause_verb(deed.index)
        if tree.relation(verb) != "advcl":
            return None
        marks = {tree.lower[child] for child in tree.labelled(verb, "mark", "advmod")}
        if not marks & {"after", "when", "as"}:
            return None
        days = self._attached(deed.index, frozenset({tree.head(verb)}))
        return days if days is not None and days.granularity in ("year", "month") else None

    def _told_before(self, deed: Deed) -> When | None:
        """The day of the same deed told before: "the attacks" are those of the sentence that dated them."""
        tree = self.tree
        if tree.is_verb(deed.index):
            return None
        pointing = any(
            tree.lower[child] in ("the", "this", "these", "those")
            for child in tree.labelled(deed.index, "det")
        )
        return self._deeds.get(self._key(deed)) if pointing else None

    def _key(self, deed: Deed) -> tuple[str, str]:
        names = [m.country or m.chain for m in deed.sides.recipients]
        return deed.kind, names[0] if names else ""

    def _ahead(self, days: Days) -> Days:
        """A bare weekday beside a plan is the coming one."""
        if self.published is None or days.first is None or days.granularity != "day":
            return days
        if days.basis == "relative" and timedelta(0) < self.published - days.first < timedelta(7):
            week = timedelta(7) if self.published.year < date.max.year else timedelta(0)
            return Days(
                days.start, days.stop, days.first + week, days.first + week, "day", "relative"
            )
        return days

    def _clause_words(self, deed: Deed, status: Status) -> frozenset[int]:
        """Verbs and nouns at which a date would speak of this deed."""
        tree = self.tree
        words = {deed.index}
        current = deed.index
        for _ in range(8):
            relation, head = tree.relation(current), tree.head(current)
            if head == current:
                break
            if relation in ("dobj", "nsubjpass", "attr", "oprd") or (
                relation == "nsubj" and not tree.is_verb(deed.index)
            ):
                current = head
            elif relation in ("conj", "xcomp", "advcl") and status in _TOLD:
                if relation == "advcl" and not self._simultaneous(current):
                    break
                current = head
            elif relation in ("prep", "pobj", "pcomp") and self._of_noun(current, deed):
                current = head
            elif relation == "relcl" and not tree.labelled(deed.index, "nsubj", "nsubjpass"):
                break
            else:
                break
            words.add(current)
        return frozenset(words)

    def _simultaneous(self, verb: int) -> bool:
        """A participle clause ("..., calling for talks") happens with its main clause."""
        return self.tree.tag(verb) == "VBG" and not self.tree.labelled(verb, "mark", "nsubj")

    def _of_noun(self, word: int, deed: Deed) -> bool:
        """Climb prepositions only where they tie a deed-noun to a light phrase ("in a raid", "by strikes")."""
        if self.tree.is_verb(deed.index):
            return False
        for step in (word, self.tree.head(word)):
            if self.tree.lower[step] in ("by", "in", "with", "during", "of", "for"):
                return True
        return False

    def _attached(self, index: int, wanted: frozenset[int]) -> Days | None:
        tree = self.tree
        best: tuple[int, int, Days] | None = None
        for word, days in self._by_sentence.get(tree.words.sentence[index], ()):
            for steps, above in enumerate(tree.climb(word)):
                if above in wanted:
                    rank = (steps, abs(word - index), days)
                    if best is None or rank[:2] < best[:2]:
                        best = rank
                    break
                if above != word and tree.is_verb(above):
                    break
        return None if best is None else best[2]
