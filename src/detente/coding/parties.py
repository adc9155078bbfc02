"""From a word to whoever stands there, and whose that is; one module, as all of it asks the same tables.

Mentions, pronouns, adjectives and places inside noun phrases; strangers that no mention names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from detente.coding.belonging import settled, shipped
from detente.coding.clues import Clues
from detente.coding.phrasing import PRONOUN_TAGS, sort_of
from detente.coding.strangers import made, stands_alone
from detente.coding.syntax import Tree
from detente.records import Annotation, Claim, Mention, Party

#: Words that stand for the speaker, and for whom the speaker talks to.
FIRST_PERSON: Final = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself"})
SECOND_PERSON: Final = frozenset({"you", "your", "yours"})
_RELATIVE: Final = frozenset({"who", "whom", "which", "that", "whose"})
_INNER_LINKS: Final = frozenset(
    {"of", "in", "from", "at", "on", "to", "near", "within", "across", "by"}
)
#: "The killers of" somebody are not of that somebody's side.
_AGAINST: Final = frozenset(
    {"killer", "murderer", "attacker", "critic", "opponent", "enemy", "rival", "foe", "perpetrator"}
)
_EXAMPLES: Final = frozenset({"such as", "as", "including", "like"})
_SEATS: Final = frozenset({"to", "in", "from", "near", "at"})
_MODIFIERS: Final = ("poss", "compound", "amod", "nmod", "appos")


class Cast:
    """Everyone in one article, findable by the index of a word. Treat it as frozen."""

    def __init__(self, tree: Tree, annotation: Annotation, claims: Sequence[Claim]) -> None:
        self.tree = tree
        self.mentions = tuple(_sided(mention, tree) for mention in annotation.mentions)
        self.position = {mention.mention_id: i for i, mention in enumerate(annotation.mentions)}
        self.claims = claims
        self._at: dict[int, int] = {}
        self._heads: dict[int, int] = {}
        self._ranges: dict[str, tuple[int, int]] = {}
        self._chains: dict[str, list[int]] = {}
        self._pronouns = dict(annotation.pronouns)
        self._owners: dict[str, Mention] = {}
        self._clues: Clues | None = None
        self._countries: dict[str, str] = {}
        self.answers: defaultdict[object, dict[object, dict[str, float]]] = defaultdict(dict)
        """What has been worked out about the words and parties of the report, by who asked; it never changes."""
        self._parties: dict[tuple[str, str], Party] = {}
        self._claims_at: dict[int, Claim | None] = {}
        self._strangers: dict[int, Mention] = {}
        self._place_mentions()
        self._owners = self._possessed()

    def _place_mentions(self) -> None:
        words = self.tree.words
        order = sorted(range(len(self.mentions)), key=lambda i: (self.mentions[i].span.start, i))
        for number in order:
            mention = self.mentions[number]
            self._chains.setdefault(mention.chain, []).append(number)
            inside = words.touching(mention.span)
            for index in inside:
                self._at[index] = number
                if mention.head.start <= words.starts[index] < mention.head.stop:
                    self._heads[index] = number
            if inside:
                self._ranges[mention.mention_id] = (inside[0], inside[-1])

    def _possessed(self) -> dict[str, Mention]:
        """Mentions that lean on a possessive ("their government"), with the owner they take their country from."""
        owners: dict[str, Mention] = {}
        for index, tag in enumerate(self.tree.words.tags):
            number = self._at.get(index)
            if tag != "PRP$" or number is None:
                continue
            owner = self.antecedent(index)
            if owner is not None and self.best_of_chain(owner).country:
                owners[self.mentions[number].mention_id] = owner
        return owners

    def owner(self, mention: Mention) -> Mention | None:
        """Whoever a possessive inside the mention stands for ("its border"), if the mention leans on one."""
        return self._owners.get(mention.mention_id)

    # ── one word ────────────────────────────────────────────────────────────────────────────────

    def mention_at(self, index: int) -> Mention | None:
        """The mention that covers the word, if any."""
        number = self._at.get(index)
        return None if number is None else self.mentions[number]

    def headed_by(self, index: int) -> Mention | None:
        """The mention whose head (or whose syntactic top word) is this word."""
        number = self._heads.get(index, self._at.get(index))
        if number is None:
            return None
        mention = self.mentions[number]
        if index in self._heads:
            return mention
        head = self.tree.head(index)
        inside = head != index and self._at.get(head) == number
        return None if inside else mention

    def words_of(self, mention: Mention) -> tuple[int, int] | None:
        """First and last word of the mention, both included; None when it holds no word."""
        return self._ranges.get(mention.mention_id)

    def best_of_chain(self, mention: Mention) -> Mention:
        """The mention of the same chain that is resolved: itself, or the first that has a country."""
        if mention.country:
            return mention
        owner = self._owners.get(mention.mention_id)
        if owner is not None:
            return replace(mention, country=self.best_of_chain(owner).country)
        for number in self._chains.get(mention.chain, ()):
            if self.mentions[number].country:
                return self.mentions[number]
        return mention

    def claim_at(self, index: int) -> Claim | None:
        """The innermost claim whose content holds the word, if any."""
        if index not in self._claims_at:
            self._claims_at[index] = innermost(self.claims, self.tree.words.starts[index])
        return self._claims_at[index]

    def speaker_at(self, index: int) -> Mention | None:
        """Who says the words at ``index``: the speaker of the innermost claim that holds them."""
        claim = self.claim_at(index)
        if claim is None or claim.speaker is None or claim.speaker not in self.position:
            return None
        return self.mentions[self.position[claim.speaker]]

    def antecedent(self, index: int) -> Mention | None:
        """Whom a pronoun takes up, or who says or hears it; None where that is not known."""
        word = self.tree.lower[index]
        if word in FIRST_PERSON:
            return self.speaker_at(index)
        if word in SECOND_PERSON:
            claim = self.claim_at(index)
            if claim is not None and claim.addressee in self.position:
                return self.mentions[self.position[str(claim.addressee)]]
            return None
        chain = self._pronouns.get(index)
        if chain is None:
            return None
        earlier = [
            number
            for number in self._chains.get(chain, ())
            if self.mentions[number].span.start < self.tree.words.starts[index]
        ]
        numbers = earlier or self._chains.get(chain, [])
        resolved = [number for number in numbers if self.mentions[number].country]
        if resolved:
            return self.mentions[resolved[-1]]
        return self.mentions[numbers[-1]] if numbers else None

    def at(self, index: int) -> Mention | None:
        """Whoever the phrase headed by ``index`` stands for, without looking inside the phrase."""
        tag = self.tree.tag(index)
        if tag in ("PRP", "PRP$"):
            return self.antecedent(index)
        if self.tree.lower[index] in _RELATIVE and tag in ("WP", "WDT", "WP$", "IN"):
            clause = next(
                (w for w in self.tree.climb(index) if self.tree.relation(w) == "relcl"), None
            )
            return None if clause is None else self.inside(self.tree.head(clause))
        return self.headed_by(index)

    def inside(self, index: int) -> Mention | None:
        """Whoever the phrase stands for, looking inside it: its possessor, adjective or place."""
        mention = self.at(index)
        if mention is not None and self._known(mention):
            return mention
        for child in self.tree.labelled(index, *_MODIFIERS):
            found = self.at(child)
            if found is None and self.tree.relation(child) in ("compound", "amod", "nmod"):
                found = self.mention_at(child)
            if found is not None and self._known(found) and found is not mention:
                return mention if mention is not None and self._covers(mention, found) else found
        if self.tree.lemma(index) not in _AGAINST:
            found = self._linked(index, _INNER_LINKS)
            if found is not None:
                return found
        found = self._linked(index, _EXAMPLES)
        for child in self.tree.labelled(index, "acl", "relcl"):
            found = found or self._linked(child, _SEATS)
        return found or mention

    def _known(self, mention: Mention) -> bool:
        return bool(self.best_of_chain(mention).country)

    def _linked(self, index: int, links: frozenset[str]) -> Mention | None:
        """The first resolved actor that hangs on the word by one of the prepositions."""
        for name, inner in self.tree.prepositions(index):
            if name in links and self.tree.is_noun(inner):
                found = self.at(inner)
                if found is not None and self._known(found):
                    return found
        return None

    def _covers(self, outer: Mention, inner: Mention) -> bool:
        return outer.span.contains(inner.span)

    def all_of(self, index: int) -> tuple[Mention, ...]:
        """Everyone in the coordination that ``index`` heads, one mention each, in reading order."""
        found: list[Mention] = []
        for word in self.tree.conjuncts(index):
            mention = self.at(word)
            if mention is None or mention.kind == "agreement" or not self.country(mention):
                mention = self.inside(word)
            if mention is not None and mention.kind == "agreement":
                # An agreement is what an event is about, never a party; who it is with may be one.
                mention = self._partner(word)
            if mention is not None and mention not in found:
                found.append(mention)
            found.extend(self._listed(word, found))
        return tuple(found)

    def _partner(self, index: int) -> Mention | None:
        for name, inner in self.tree.prepositions(index):
            if name in ("with", "between"):
                return self.inside(inner)
        return None

    def _listed(self, index: int, known: Sequence[Mention]) -> list[Mention]:
        """Actors coordinated inside the phrase: "the leaders of Italy and Spain", "navies of A, B and C"."""
        extra: list[Mention] = []
        for name, inner in self.tree.prepositions(index):
            if name not in ("of", "from", "between", "including"):
                continue
            several = self.tree.conjuncts(inner)
            for word in several if len(several) > 1 else ():
                mention = self.at(word)
                if mention is None or mention in known or mention in extra:
                    continue
                if any(self._covers(other, mention) for other in known):
                    continue
                extra.append(mention)
        return extra

    # ── whose somebody is ───────────────────────────────────────────────────────────────────────

    def country(self, mention: Mention) -> str:
        """The country (or organisation) the mention stands for, ``""`` for none.

        Whom the actor room gave a country keeps it; whose anybody else is, the report tells (``belonging.py``).
        """
        if mention.mention_id not in self.position or settled(mention):
            return mention.country
        found = self._countries.get(mention.mention_id)
        if found is None:
            words = self.words_of(mention)
            top = None if words is None else self.tree.top(*words)
            if top is None or sort_of(self.tree, top)[0] == "sea":
                found = self.best_of_chain(mention).country
            else:
                found = shipped().choose(self._told().case(top, mention))
            self._countries[mention.mention_id] = found
        return found

    def _told(self) -> Clues:
        if self._clues is None:
            self._clues = Clues(self)
        return self._clues

    def stranger(self, index: int) -> Mention | None:
        """Whoever a noun phrase or pronoun stands for that is no mention: "two women", "the others", "they".

        None where a mention holds the word (a pronoun inside one is still somebody), or where the word can stand
        for nobody. The mention that is made is in no annotation: its id begins with :data:`MADE`, its chain is its
        own; its country is told by the report and may be empty.
        """
        known = self._strangers.get(index)
        if known is None and stands_alone(
            self.tree, index, held=self.mention_at(index) is not None
        ):
            clues = self._told()
            code = shipped().choose(clues.case(index, None))
            before = self.antecedent(index) if self.tree.tag(index) in PRONOUN_TAGS else None
            best = self.best_of_chain(before) if before is not None else None
            sector = best.sector if best is not None and best.country == code else "UNK"
            reach = clues.extent(index)
            known = self._strangers[index] = made(self.tree, index, reach, code, sector)
            self._ranges[known.mention_id] = reach
        return known

    def whoever(self, index: int) -> Mention | None:
        """Whoever the word stands for or helps to name, of the country the report tells; agreements are nobody.

        A mention where one holds the word; else whom a pronoun takes up, or a name inside the phrase, where its
        country is that of the phrase; else a stranger.
        """
        if self.tree.tag(index) in PRONOUN_TAGS:
            known = self.at(index)
        else:
            known = self.headed_by(index) or self.mention_at(index)
            if known is not None:
                return None if known.kind == "agreement" else known
            known = self.inside(index) if self.tree.is_noun(index) else None
        made = self.stranger(index)
        if known is None or known.kind == "agreement" or made is None:
            return made
        return known if self.country(known) == made.country else made

    def party(self, mention: Mention | None) -> Party | None:
        """The mention as one side of an event, with the country it stands for.

        Who is in no annotation is a party without a mention. An actor of another country than the one chosen is
        not the party; a rebel group that is nobody's still is.
        """
        if mention is None:
            return None
        # Whoever leans on an owner is handed about with the owner's country as well as without.
        key = mention.mention_id, mention.country
        known = self._parties.get(key)
        if known is None:
            known = self._parties[key] = self._party(mention)
        return known

    def _party(self, mention: Mention) -> Party:
        if mention.mention_id not in self.position:
            return Party(None, "", mention.country, mention.sector)
        source, code = self.best_of_chain(mention), self.country(mention)
        same = code == source.country or (source.sector == "REB" and not code)
        return Party(mention.mention_id, source.actor_id if same else "", code, source.sector)


def _sided(mention: Mention, tree: Tree) -> Mention:
    """The mention without a country where its head says it is against the one named in it."""
    head = mention.head.quote(tree.text).lower()
    if mention.country and (head in _AGAINST or head.removesuffix("s") in _AGAINST):
        return replace(mention, country="")
    return mention


def innermost(claims: Sequence[Claim], offset: int) -> Claim | None:
    """The claim whose content holds the character at ``offset`` most tightly, if any."""
    best: Claim | None = None
    width = 0
    for claim in claims:
        for span in claim.content:
            if span.start <= offset < span.stop and (best is None or len(span) < width):
                best, width = claim, len(span)
    return best
