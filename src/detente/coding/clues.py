"""What a report tells of whose somebody is: countries a phrase may belong to, each with what speaks for it; one module.

All clues are read off the same neighbourhood of words, so they stay together.

"Two women were arrested, police said" names no country, and its readers know whose police it is: of the
country the paragraph is about, of the speaker's, of the place named before. Nothing is decided here;
:mod:`detente.coding.belonging` weighs the clues.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING, Final

from detente.coding.phrasing import PRONOUN_TAGS, likeness_of, role_of
from detente.records import Mention
from detente.seams import LENT

if TYPE_CHECKING:
    from detente.coding.parties import Cast

MOST: Final = 10
"""Countries tried for one phrase, besides none."""
_MODIFIERS: Final = ("poss", "compound", "amod", "nmod", "appos")
_NAMES: Final = ("NNP", "NNPS")


@dataclass(frozen=True, slots=True)
class Known:
    """A mention that has a country: its words (both ends included), the one that governs the rest, its sentence."""

    mention: Mention
    code: str
    first: int
    last: int
    top: int
    sentence: int
    role: str
    borrowed: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A phrase to be given a country: what it is like, and what speaks for each country (``""``: for none)."""

    phrase: dict[str, float]
    options: tuple[tuple[str, dict[str, float]], ...]


class Clues:
    """The countries of one report, and where they stand."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.tree = cast.tree
        text = self.tree.text
        cut = text.find("\n\n")
        self.title_end = max(cut, 0)
        self.rooms: dict[int, list[Known]] = {}
        self.by_id: dict[str, Known] = {}
        self._by_head: dict[str, list[Known]] = {}
        self._by_name: dict[str, list[Known]] = {}
        self.counts: Counter[str] = Counter()
        self.titled: set[str] = set()
        self.places: list[Known] = []
        for mention in cast.mentions:
            if mention.country:
                self._note(mention)
        for room in self.rooms.values():
            room.sort(key=lambda known: (known.first, known.last))
        self.total = max(1, self.counts.total())
        order = sorted(self.counts, key=lambda code: (-self.counts[code], code))
        self.lead_share = self.counts[order[0]] / self.total if order else 0.0
        self.rank = {code: number for number, code in enumerate(order)}
        self.most = order[:3]
        self._stand: dict[tuple[str, int], dict[str, float]] = {}
        sentences = sorted(self.rooms)
        body = [
            s for s in sentences if self.tree.words.starts[self.tree.first[s]] >= self.title_end
        ]
        self.lead = {known.code for known in self.rooms[body[0]]} if body else set()
        self.dateline = self.rooms[body[0]][0].code if body else ""
        self._seen: dict[str, list[int]] = {}
        for sentence in sentences:
            for known in self.rooms[sentence]:
                self._seen.setdefault(known.code, []).append(sentence)

    def _note(self, mention: Mention) -> None:
        words = self.cast.words_of(mention)
        if words is None:
            return
        tree = self.tree
        first, last = words
        top = tree.top(first, last)
        borrowed = LENT in mention.reason
        sentence = tree.words.sentence[first]
        known = Known(
            mention, mention.country, first, last, top, sentence, role_of(tree, top), borrowed
        )
        self.by_id[mention.mention_id] = known
        if borrowed:
            return
        self.rooms.setdefault(sentence, []).append(known)
        heads = {tree.lemma(last)}
        if tree.relation(top) in _MODIFIERS and tree.head(top) != top:
            heads.add(tree.lemma(tree.head(top)))
        for head in heads:
            self._by_head.setdefault(head, []).append(known)
        for index in range(first, last + 1):
            if tree.tag(index) in _NAMES:
                self._by_name.setdefault(tree.lower[index], []).append(known)
        if mention.sector != "MED":
            self.counts[mention.country] += 1
            if mention.span.stop <= self.title_end:
                self.titled.add(mention.country)
        if mention.kind in ("country", "place"):
            self.places.append(known)

    # ── one phrase ──────────────────────────────────────────────────────────────────────────────

    def case(self, index: int, mention: Mention | None) -> Case:
        """The case of the phrase headed by the word, which is the mention if there is one."""
        told: dict[str, dict[str, float]] = {}

        def tell(code: str, clue: str, value: float = 1.0) -> None:
            if code:
                clues = told.setdefault(code, {})
                clues[clue] = max(clues.get(clue, 0.0), value)

        first, last = self.extent(index, mention)
        for clue, code, value in self._own(index, mention):
            tell(code, clue, value)
        for clue, code, value in self._inside(index, first, last, mention):
            tell(code, clue, value)
        for clue, code, value in self._said(index):
            tell(code, clue, value)
        for clue, code, value in self._alike(index, first, mention):
            tell(code, clue, value)
        for clue, code, value in self._around(index, first, last):
            tell(code, clue, value)
        for code in self.most:
            tell(code, "told of")
        tell(self.dateline, "dateline")
        place = next((k for k in reversed(self.places) if k.last < first), None)
        if place is not None:
            tell(
                place.code,
                "last place",
                exp(-(self.tree.words.sentence[index] - place.sentence) / 4),
            )
        sentence = self.tree.words.sentence[index]
        options: list[tuple[str, dict[str, float]]] = [("", {"nobody": 1.0})]
        for code, clues in list(told.items())[:MOST]:
            clues.update(self._standing(code, sentence))
            options.append((code, clues))
        return Case(self._phrase(index, first, last, mention), tuple(options))

    def extent(self, index: int, mention: Mention | None = None) -> tuple[int, int]:
        """First and last word of the phrase headed by the word: the mention's, or the noun with what stands before it."""
        words = self.cast.words_of(mention) if mention is not None else None
        if words is not None and words[0] <= index <= words[1]:
            return words
        first = last = index
        while (
            first > 0
            and self.tree.head(first - 1) in range(first - 1, index + 1)
            and (
                self.tree.relation(first - 1)
                not in ("punct", "ROOT", "cc", "prep", "mark", "advmod")
                and self.tree.words.sentence[first - 1] == self.tree.words.sentence[index]
            )
        ):
            first -= 1
        return first, last

    def _own(self, index: int, mention: Mention | None) -> Iterator[tuple[str, str, float]]:
        """What the mention itself, its chain and its pronouns say."""
        cast = self.cast
        if mention is not None:
            known = self.by_id.get(mention.mention_id)
            if mention.country:
                yield ("own lent" if known and known.borrowed else "own"), mention.country, 1.0
                yield "own sure", mention.country, mention.confidence
                if mention.actor_id:
                    yield "own row", mention.country, 1.0
            owner = cast.owner(mention)
            if owner is not None:
                yield "owner", cast.best_of_chain(owner).country, 1.0
            best = cast.best_of_chain(mention)
            if best.country:
                yield "chain", best.country, 1.0
                yield "chain sure", best.country, best.confidence
        tag = self.tree.tag(index)
        if tag in PRONOUN_TAGS or mention is None:
            found = cast.at(index)
            if found is not None and found is not mention:
                best = cast.best_of_chain(found)
                yield "antecedent", best.country, 1.0
                yield "antecedent sure", best.country, best.confidence
        for child in self.tree.children[index]:
            if self.tree.tag(child) == "PRP$":
                found = cast.at(child)
                if found is not None:
                    yield "possessor", cast.best_of_chain(found).country, 1.0

    def _inside(
        self, index: int, first: int, last: int, mention: Mention | None
    ) -> Iterator[tuple[str, str, float]]:
        """Names inside the phrase or hanging on it, and what the phrase hangs on."""
        tree, cast = self.tree, self.cast
        sentence = tree.words.sentence[index]
        room = self.rooms.get(sentence, ())
        below = frozenset(tree.below(index)) if room else frozenset()
        for known in room:
            if known.mention is mention:
                continue
            if first <= known.first and known.last <= last:
                yield f"within {known.role}", known.code, 1.0
            elif known.top in below:
                direct = tree.head(known.top) == index or tree.head(tree.head(known.top)) == index
                yield f"{'on' if direct else 'below'} {known.role}", known.code, 1.0
        relation, head = tree.relation(index), tree.head(index)
        if head != index and relation in (*_MODIFIERS, "conj", "attr"):
            found = cast.mention_at(head)
            if found is not None and found is not mention and found.country:
                yield f"outer {relation}", found.country, 1.0
            if relation == "conj":
                for child in tree.labelled(head, *_MODIFIERS):
                    other = cast.mention_at(child)
                    if other is not None and other is not mention:
                        yield "shared modifier", other.country, 1.0
            if relation == "attr":
                for subject in tree.subjects(head):
                    other = cast.at(subject)
                    if other is not None:
                        yield "subject of is", cast.best_of_chain(other).country, 1.0

    def _said(self, index: int) -> Iterator[tuple[str, str, float]]:
        """Who says the words, and to whom."""
        offset = self.tree.words.starts[index]
        holding = sorted(
            (len(span), number)
            for number, claim in enumerate(self.cast.claims)
            for span in claim.content
            if span.start <= offset < span.stop
        )
        for depth, (_, number) in enumerate(holding[:2]):
            claim = self.cast.claims[number]
            for name, party in (("speaker", claim.speaker), ("addressee", claim.addressee)):
                if party in self.cast.position:
                    speaker = self.cast.mentions[self.cast.position[str(party)]]
                    code = self.cast.best_of_chain(speaker).country
                    yield f"{'outer ' if depth else ''}{name}", code, 1.0

    def _alike(
        self, index: int, first: int, mention: Mention | None
    ) -> Iterator[tuple[str, str, float]]:
        """Others called by the same noun or the same name."""
        tree = self.tree
        here = tree.words.sentence[index]
        if tree.tag(index) in _NAMES:
            for known in self._by_name.get(tree.lower[index], ()):
                if known.mention is not mention:
                    side = "named before" if known.first < first else "named after"
                    yield side, known.code, 1.0
                    if known.mention.kind == "person":
                        yield "person of that name", known.code, known.mention.confidence
        elif tree.is_noun(index):
            for known in self._by_head.get(tree.lemma(index), ()):
                if known.mention is not mention:
                    side = "called so before" if known.first < first else "called so after"
                    yield side, known.code, exp(-abs(here - known.sentence) / 5)

    def _around(self, index: int, first: int, last: int) -> Iterator[tuple[str, str, float]]:
        """Who else stands in the sentence, and in those before and after."""
        tree = self.tree
        sentence = tree.words.sentence[index]
        clause = tree.clause_verb(index)
        others = [
            known
            for known in self.rooms.get(sentence, ())
            if known.last < first or known.first > last
        ]
        left = [known for known in others if known.last < first]
        right = [known for known in others if known.first > last]
        for known, clue in (*((k, "nearest left") for k in left[-1:]), *((k, "nearest right") for k in right[:1])):  # fmt: skip
            far = first - known.last if clue == "nearest left" else known.first - last
            yield clue, known.code, 1 / (1 + far / 5)
        for known in others:
            same = tree.clause_verb(known.top) == clause
            yield f"{'clause' if same else 'sentence'} {known.role}", known.code, 1.0
        before = self.rooms.get(sentence - 1, ())
        for known in before[:1]:
            yield "before first", known.code, 1.0
        for known in before[-1:]:
            yield "before last", known.code, 1.0
        for known in before:
            if known.role in ("subject", "patient", "place"):
                yield f"before {known.role}", known.code, 1.0
        for known in self.rooms.get(sentence + 1, ())[:1]:
            yield "after first", known.code, 1.0

    def _standing(self, code: str, sentence: int) -> dict[str, float]:
        """What a country is to the report and to this place of it, worked out once a sentence."""
        known = self._stand.get((code, sentence))
        if known is not None:
            return known
        seen = self._seen.get(code, ())
        before = [s for s in seen if s < sentence]
        found = {
            "share": self.counts[code] / self.total,
            "weight": log(1 + self.counts[code]),
            f"rank {min(self.rank.get(code, 9), 3)}": 1.0,
            "since": exp(-(sentence - before[-1]) / 3) if before else 0.0,
            "here": float(sum(s == sentence for s in seen)),
            "lately": float(sum(sentence - 4 < s < sentence for s in seen)),
            "soon": float(sum(sentence < s < sentence + 4 for s in seen)),
        }
        if code in self.titled:
            found["in title"] = 1.0
        if code in self.lead:
            found["in lead"] = 1.0
        if len(code) != 3 or not code.isalpha():
            found["organisation"] = 1.0
        self._stand[code, sentence] = found
        return found

    def _phrase(
        self, index: int, first: int, last: int, mention: Mention | None
    ) -> dict[str, float]:
        """What the phrase is like, whoever it belongs to, and how many it could belong to."""
        found = likeness_of(self.tree, index, first, last, mention)
        if mention is not None:
            known = self.by_id.get(mention.mention_id)
            found["own" if known and not known.borrowed else "lent" if known else "own none"] = 1.0
        if self.tree.words.starts[index] < self.title_end:
            found["title"] = 1.0
        found["lead share"] = self.lead_share
        found["countries"] = log(1 + len(self.counts))
        return found
