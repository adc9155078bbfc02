"""The same thing told twice in a report: where only one telling has a day, it is the day of the other too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from detente.coding.dated_clauses import DatedClauses
from detente.coding.deeds import SPEECH, Deed
from detente.coding.story_time import StoryTime
from detente.coding.syntax import Tree
from detente.coding.when import Days
from detente.records import DayBasis, Status

_VOTE: Final = frozenset({"vote", "election", "referendum", "pass", "approve", "impeach"})
_TAKING_SIDES: Final = frozenset(
    {
        "vote", "oppose", "support", "favor", "favour", "back", "boycott", "abstain", "defect",
        "reject", "approve", "endorse",
    }
)  # fmt: skip
_ONE_OF: Final = frozenset(
    {"first", "second", "third", "last", "latest", "final", "previous", "next", "other", "new"}
)
"""Words that single out one of several deeds of a kind."""
_LEADING: Final = 4
"""A headline's deed is told again in one of so many first sentences of the body."""


@dataclass(frozen=True, slots=True)
class When:
    """First and last day (inclusive, None where not told) and how they were found.

    ``lasting``: the words say that it has gone on since, or over a span up to now.
    """

    first: date | None
    last: date | None
    basis: DayBasis
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """A deed whose day its own words tell: its word and kind, who does it, whom it hits, and when."""

    word: int
    kind: str
    doers: frozenset[str]
    hit: frozenset[str]
    when: When


class Retellings:
    """The deeds of one article that have a day of their own, asked for the day of another telling.

    ``chains``: whom each word stands for.
    """

    def __init__(
        self, tree: Tree, story: StoryTime, clauses: DatedClauses, chains: Mapping[int, str]
    ) -> None:
        self.tree = tree
        self.story = story
        self.clauses = clauses
        self.chains = chains
        self._told: list[_Told] = []
        self._voted: list[tuple[int, Days]] | None = None

    def note(self, deed: Deed, when: When) -> None:
        """Remember the day of a deed that happened."""
        told = _Told(deed.index, deed.kind, self._whose(deed), _hit(deed), when)
        if told not in self._told:
            self._told.append(told)
            self._told.sort(key=lambda each: each.word)

    def _whose(self, deed: Deed) -> frozenset[str]:
        """Who does it; of a noun without a doer whoever its verb has as subject ("issued pardons")."""
        doers = _doers(deed)
        verb = self.tree.clause_verb(deed.index)
        if doers or self.tree.is_verb(deed.index) or self.tree.is_passive(verb):
            return doers
        subjects = self.tree.subjects(verb)
        return frozenset(self.chains[word] for word in subjects if word in self.chains)

    # ── rules, as ``Calendar`` asks them ────────────────────────────────────────────────────────

    def pointed_at(self, deed: Deed, status: Status, outlet: bool) -> When | None:
        """The day of the same deed told before: "the attacks" are those of the sentence that dated them."""
        del outlet
        tree = self.tree
        if tree.is_verb(deed.index) or status != "happened":
            return None
        if any(tree.lower[child] in _ONE_OF for child in tree.labelled(deed.index, "amod")):
            return None
        if not tree.points_back(deed.index):
            return None
        sides = _hit(deed)
        for told in reversed(self._told):
            if told.word >= deed.index or told.kind != deed.kind or told.kind in SPEECH:
                continue
            if not sides or not told.hit or sides & told.hit:
                return told.when
        return None

    def again(self, deed: Deed, status: Status, outlet: bool) -> When | None:
        """The same doer does the same kind of thing in the plain past: as on the day told before."""
        del outlet
        tree = self.tree
        if status != "happened" or tree.tag(deed.index) not in ("VBD", "VBN"):
            return None
        if is_perfect(tree, deed.index) or self.story.aside(deed.index):
            return None
        if self.story.older(deed.index):
            return None
        doers = _doers(deed)
        for told in reversed(self._told):
            if told.word < deed.index and told.kind == deed.kind and doers & told.doers:
                return told.when
        return None

    def vote(self, deed: Deed, status: Status, outlet: bool) -> When | None:
        """Sides taken in a vote are taken on its day ("... two members opposed, one abstained")."""
        del outlet
        tree = self.tree
        if deed.kind not in ("SUPPORT", "REJECT") or status != "happened":
            return None
        if tree.tag(deed.index) not in ("VBD", "VBN", "VBG") or is_perfect(tree, deed.index):
            return None
        if self.story.aside(deed.index) or not _TAKING_SIDES.intersection(tree.lemmas(deed.index)):
            return None
        for word, days in reversed(self._votes()):
            if word < deed.index:
                return When(days.first, days.last, days.basis)
        return None

    def _votes(self) -> list[tuple[int, Days]]:
        """The votes that are told with their day, by their word."""
        if self._voted is None:
            self._voted = []
            for sentence in sorted(self.clauses.dates):
                for word in self.tree.within(sentence):
                    if _VOTE.intersection(self.tree.lemmas(word)):
                        days = self.clauses.attached(word, frozenset({word}))
                        if days is not None and days.granularity == "day":
                            self._voted.append((word, days))
        return self._voted

    def headline(self, deed: Deed, status: Status, outlet: bool) -> When | None:
        """What a headline tells has the day that one of the first sentences gives to it."""
        del outlet
        if not self.story.in_title(deed.index) or status in ("denied", "not_done", "ongoing"):
            return None
        sides = _hit(deed) | _doers(deed)
        for told in self._told:
            if told.kind != deed.kind or self.story.sentence_of_body(told.word) >= _LEADING:
                continue
            others = told.hit | told.doers
            if not sides or not others or sides & others:
                return told.when
        return None


def is_perfect(tree: Tree, index: int) -> bool:
    """Whether the word's clause is in a perfect tense."""
    return "have" in tree.auxiliaries(tree.clause_verb(index))


def _hit(deed: Deed) -> frozenset[str]:
    """Whom the deed hits, by country or else by who they are."""
    return frozenset(mention.country or mention.chain for mention in deed.sides.recipients)


def _doers(deed: Deed) -> frozenset[str]:
    return frozenset(mention.chain for mention in deed.sides.initiators)
