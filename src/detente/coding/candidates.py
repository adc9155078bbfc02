"""Who stands on which side of a predicate; one module, for every road to a party is a short rule here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from detente.coding.lexicon import Trigger, word_classes
from detente.coding.subjects import Subjects
from detente.records import Mention

#: For these nouns a possessor is the one it is done to, unless an "of" names that one.
_SUFFERED: Final = word_classes()["suffered"]
#: The subject of these verbs is who the noun is done to or given to.
_RECEIVING: Final = frozenset(
    {"receive", "get", "obtain", "face", "suffer", "undergo", "draw", "win"}
)
#: Who orders a deed is its initiator.
ORDERING: Final = frozenset({"order", "authorize", "authorise", "mastermind", "approve"})
#: Types that two parties do together, written once.
RECIPROCAL: Final = frozenset({"CONSULT", "COOPERATE", "AGREE"})
#: Operators whose verb does what the noun below it names.
_CARRYING: Final = frozenset(
    {
        "@light", "@begin", "@continue", "@halt", "@lift", "@plan", "@promise", "@consider", "@try",
    }
)  # fmt: skip
_PLACE_SLOTS: Final = frozenset({"in", "near", "along", "into", "over", "at"})
MAX_PARTIES: Final = 12
"""Longer lists of actors are enumerations of members; the limit bounds the pairs of one predicate."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The parties of one predicate.

    ``named`` says whether a doer is written at all (even one that is no actor), ``place_only`` that the
    recipient is only where it happened. ``avowed_at`` is the verb by which the doer itself owns up to the
    deed or somebody lays it at the doer's door.
    """

    initiators: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    named: bool
    place_only: bool = False
    avowed_at: int | None = None


def unique(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Each mention once, in order, at most ``MAX_PARTIES``."""
    found: list[Mention] = []
    for mention in mentions:
        if mention not in found:
            found.append(mention)
    return tuple(found[:MAX_PARTIES])


class Finder(Subjects):
    """Finds the sides of predicates in one article."""

    # ── sides ───────────────────────────────────────────────────────────────────────────────────

    def people_at(self, words: Iterable[int]) -> tuple[Mention, ...]:
        """Everyone the phrases headed by ``words`` stand for."""
        return unique(mention for word in words for mention in self.cast.all_of(word))

    def sides(self, index: int, trigger: Trigger) -> Sides:
        """The parties of the deed that stands at ``index``."""
        verb = self.tree.is_verb(index)
        sides = self._verb_sides(index, trigger) if verb else self._noun_sides(index, trigger)
        return self._at_home(index, sides) if trigger.kind == "PROTEST" else sides

    def _at_home(self, index: int, sides: Sides) -> Sides:
        """Protesters of no named country are those of the place; "anti-government" names whom they mean."""
        if any(self.cast.best_of_chain(m).country for m in sides.initiators):
            return sides
        tree = self.tree
        holders = [index, tree.clause_verb(index)]
        places = [
            i for h in holders for name, i in tree.prepositions(h) if name in ("in", "across")
        ]
        people = tuple(m for m in self.people_at(places) if m.kind in ("place", "country"))[:1]
        if not people:
            return sides
        against = any(
            tree.lower[c].startswith("anti") for c in tree.labelled(index, "amod", "compound")
        )
        against = against or any(tree.lower[w] == "anti" for w in tree.below(index))
        recipients = sides.recipients or (people if against else ())
        return Sides(people, recipients, named=True)

    def _verb_sides(self, verb: int, trigger: Trigger) -> Sides:
        doers = self.doers(verb)
        initiators = self.people_at(doers)
        objects = self.matcher.object_words(verb)
        recipients, place_only = self._by_slots(verb, objects, trigger, initiators)
        if trigger.kind in RECIPROCAL and not recipients:
            recipients = self._between(verb, objects)
        if trigger.kind == "AGREE" and not any(m.country for m in recipients):
            recipients = self._joined(objects) or recipients
        if trigger.kind == "AGREE" and recipients and not initiators and not doers:
            # "A deal has been reached with ...", said by one side.
            speaker = self.cast.speaker_at(verb)
            initiators = (speaker,) if speaker is not None else ()
        if trigger.kind == "THREATEN" and not any(m.country for m in recipients):
            recipients = self._aimed_at(verb, initiators) or recipients
        if not recipients and (trigger.kind == "REQUEST" or trigger.mode == "allege"):
            recipients = self._told_of(verb)
        return self._paired(trigger, initiators, recipients, bool(doers), place_only)

    def _aimed_at(self, verb: int, initiators: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Whom the threatened cost would fall on: "would have consequences for", "could turn against"."""
        tree = self.tree
        chains = {m.chain for m in initiators}
        home = {m.country for m in initiators}
        words = [
            inner
            for word in tree.below(verb)
            for name, inner in tree.prepositions(word)
            if name in ("for", "against") and tree.is_noun(inner)
        ]
        return tuple(
            m for m in self.people_at(words) if m.chain not in chains and m.country not in home
        )

    def _told_of(self, verb: int) -> tuple[Mention, ...]:
        """Who is to act, or is said to have acted: the doer of the clause below the verb."""
        tree = self.tree
        asked = [i for name, i in tree.prepositions(verb) if name == "for"]
        for thing in (*asked, *tree.objects(verb)):
            owners = tree.labelled(thing, "poss")
            if owners and self.cast.at(thing) is None:
                return self.people_at(owners)  # "asked for the adviser's resignation"
        for clause in tree.labelled(verb, "ccomp", "xcomp", "advcl", "prep"):
            if clause > verb and tree.is_verb(clause) and tree.subjects(clause):
                return self.people_at(tree.subjects(clause))
            if tree.lower[clause] == "for" and tree.relation(clause) == "prep":
                named = [i for i in tree.labelled(clause, "pobj") if self.cast.at(i) is not None]
                infinitive = any(
                    tree.tag(w) == "VB"
                    for w in (*tree.below(clause), *tree.labelled(verb, "xcomp", "advcl"))
                )
                if named and infinitive:
                    return self.people_at(named)
        return ()

    def _noun_sides(self, noun: int, trigger: Trigger) -> Sides:
        tree = self.tree
        suffered: tuple[Mention, ...] = ()
        owners = self.noun_owners(noun)
        if tree.lemma(noun) in _SUFFERED:
            of = [i for name, i in tree.prepositions(noun) if name == "of"]
            if not of:
                suffered = self.people_at(tree.labelled(noun, "poss"))
                owners = tuple(i for i in owners if tree.relation(i) != "poss")
        avowed_at, charged = self._charged(noun)
        if avowed_at is not None and charged:
            owners = charged
        initiators = self.people_at(owners)
        named = bool(owners)
        suffered = suffered or self._copula_sufferers(noun) or self._receivers(noun)
        if not initiators and suffered:
            initiators = self._givers(noun)
            named = named or bool(initiators)
        if not initiators:
            asked = self._asked_of(noun)
            initiators, named = asked, named or bool(asked)
        if not initiators and tree.tag(noun) == "JJ":
            holder = tree.clause_verb(noun)
            initiators = self.people_at(self.subject_like(holder)) if holder != noun else ()
        if not initiators and trigger.kind in ("COOPERATE", "AID", "SUPPORT"):
            initiators = self._alongside(noun)
            named = named or bool(initiators)
        carrier = self._carrier(noun)
        objects: tuple[int, ...] = (noun,)
        if carrier is not None:
            if not initiators:
                doers = self.doers(carrier)
                initiators = self.people_at(doers)
                named = named or bool(doers)
            recipients, place_only = self._by_slots(
                carrier, objects, trigger, initiators, inner=False
            )
        else:
            recipients, place_only = self._by_slots(noun, (), trigger, initiators)
        recipients = suffered or recipients
        if trigger.kind in RECIPROCAL and not recipients:
            recipients = self._between(noun, ())
        sides = self._paired(trigger, initiators, recipients, named, place_only)
        return replace(sides, avowed_at=avowed_at) if charged else sides

    def _charged(self, noun: int) -> tuple[int | None, tuple[int, ...]]:
        """The verb and the words for who owns up to the noun or is blamed for it.

        "claimed responsibility for the attack", "the attack was claimed by", "blamed Iran for the attack".
        """
        tree = self.tree
        noun = tree.conjunction_head(noun)
        head = tree.head(noun)
        if tree.relation(noun) == "nsubjpass" and tree.lemma(head) == "claim":
            return head, tuple(i for name, i in tree.prepositions(head) if name == "by")
        if tree.relation(noun) == "dobj" and tree.lemma(head) in ("claim", "admit"):
            return head, self.subject_like(head)
        if tree.relation(noun) != "pobj" or tree.lower[head] not in ("for", "of", "over", "on"):
            return None, ()
        holder = tree.head(head)
        if tree.is_noun(holder) and tree.lemma(holder) in ("responsibility", "credit", "blame"):
            verb = tree.head(holder)
            if not tree.is_verb(verb):
                return None, ()
            doers = self.subject_like(verb)
            nobody = any(tree.lower[c] == "no" for d in doers for c in tree.labelled(d, "det"))
            return (None, ()) if nobody else (verb, doers)
        if tree.is_noun(holder) and tree.relation(holder) == "dobj":
            holder = tree.head(holder)
        operator = self.matcher.operator(holder) if tree.is_verb(holder) else None
        if operator is not None and operator.kind == "@accuse":
            return holder, self.matcher.object_words(holder)
        return None, ()

    def _asked_of(self, noun: int) -> tuple[Mention, ...]:
        """Who is asked for the noun: "expect guarantees from", "demanded an apology of"."""
        tree = self.tree
        top = tree.conjunction_head(noun)
        verb = tree.head(top)
        if tree.relation(top) != "dobj" or not tree.is_verb(verb):
            return ()
        operator = self.matcher.operator(verb)
        if (operator is None or operator.kind != "@request") and tree.lemma(verb) != "expect":
            return ()
        return self.people_at(i for n, i in tree.prepositions(verb) if n in ("from", "of"))

    def _receivers(self, noun: int) -> tuple[Mention, ...]:
        """Who gets it: "Kenya received aid", "assistance is received by the rebels", "Iran faces sanctions"."""
        tree = self.tree
        top = tree.conjunction_head(noun)
        verb = tree.head(top)
        if not tree.is_verb(verb) or not _RECEIVING & set(tree.lemmas(verb)):
            return ()
        if tree.relation(top) == "dobj":
            return self.people_at(self.subject_like(verb))
        if tree.relation(top) == "nsubjpass":
            return self.people_at(i for name, i in tree.prepositions(verb) if name == "by")
        return ()

    def _givers(self, noun: int) -> tuple[Mention, ...]:
        """Who gave what was received: the "from" at the noun or its verb."""
        holders = (noun, self.tree.head(self.tree.conjunction_head(noun)))
        return self.people_at(
            i for holder in holders for name, i in self.tree.prepositions(holder) if name == "from"
        )

    def _joined(self, objects: tuple[int, ...]) -> tuple[Mention, ...]:
        """Who joined what was announced: "a coalition which was joined by A and B"."""
        tree = self.tree
        return self.people_at(
            member
            for thing in objects
            for clause in tree.below(thing)
            if tree.relation(clause) in ("relcl", "acl")
            and tree.lemma(clause) in ("join", "sign", "back")
            and tree.is_passive(clause)
            for name, member in tree.prepositions(clause)
            if name == "by"
        )

    def _alongside(self, noun: int) -> tuple[Mention, ...]:
        """As in "fights in cooperation with": whoever does the clause does the noun."""
        link = self.tree.head(noun)
        if self.tree.relation(noun) != "pobj" or self.tree.lower[link] != "in":
            return ()
        verb = self.tree.clause_verb(link)
        return self.people_at(self.subject_like(verb)) if self.tree.is_verb(verb) else ()

    def _copula_sufferers(self, noun: int) -> tuple[Mention, ...]:
        """As in "Mahan is the subject of sanctions": the noun hits the subject of the clause."""
        tree = self.tree
        link = tree.head(noun)
        if tree.relation(noun) != "pobj" or tree.lower[link] != "of":
            return ()
        holder = tree.head(link)
        if tree.lemma(holder) not in ("subject", "target", "object", "victim", "scene"):
            return ()
        verb = tree.head(holder)
        return self.people_at(self.subject_like(verb)) if tree.is_verb(verb) else ()

    def _carrier(self, noun: int) -> int | None:
        """The verb that carries the noun out: "imposed sanctions", "began a siege", "ordered the raid"."""
        tree = self.tree
        noun = tree.conjunction_head(noun)
        if tree.relation(noun) not in ("dobj", "nsubjpass"):
            return None
        verb = tree.head(noun)
        operator = self.matcher.operator(verb)
        if tree.lemma(verb) in ORDERING:
            return verb
        return verb if operator is not None and operator.kind in _CARRYING else None

    def _paired(
        self,
        trigger: Trigger,
        initiators: tuple[Mention, ...],
        recipients: tuple[Mention, ...],
        named: bool,
        place_only: bool,
    ) -> Sides:
        chains = {mention.chain for mention in initiators}
        others = tuple(m for m in recipients if m.chain not in chains)
        if trigger.kind in RECIPROCAL:
            if len(initiators) > 1 and not any(m.country for m in others):
                return Sides(initiators[:1], initiators[1:], named)
            if not initiators and len(others) > 1:
                return Sides(others[:1], others[1:], named)
        return Sides(initiators, others, named, place_only)

    def _between(self, index: int, objects: tuple[int, ...]) -> tuple[Mention, ...]:
        for holder in (index, *objects):
            words = [
                i for name, i in self.tree.prepositions(holder) if name in ("between", "among")
            ]
            if words:
                return self.people_at(words)
        return ()

    def _by_slots(
        self,
        index: int,
        objects: tuple[int, ...],
        trigger: Trigger,
        initiators: tuple[Mention, ...],
        *,
        inner: bool = True,
    ) -> tuple[tuple[Mention, ...], bool]:
        """Recipients from the first slot that names a resolved actor, else from the first with any.

        And whether they are only where it happened.
        """
        chains = {mention.chain for mention in initiators}
        home = {m.country for m in initiators} if trigger.mode == "withdraw" else set()
        fallback: tuple[Mention, ...] = ()
        for slot in trigger.recipients:
            for people in self._slot(slot, index, objects, trigger, inner=inner):
                fit = self._others(people, chains, home, index)
                if any(self.cast.best_of_chain(m).country for m in fit):
                    return fit, slot in _PLACE_SLOTS
                fallback = fallback or fit
        return fallback, False

    def _others(
        self, people: tuple[Mention, ...], chains: set[str], home: set[str], index: int
    ) -> tuple[Mention, ...]:
        """The people who are not the initiator nor the initiator's own ("its border", "its troops").

        Where a claim says that somebody attacked "its soldiers", they are the speaker's own, not the attacker's.
        """
        fit: list[Mention] = []
        for mention in people:
            owner = self.cast.owner(mention)
            own = self.cast.best_of_chain(owner).country if owner is not None else ""
            if owner is not None and owner.chain in chains and mention.country in ("", own):
                speaker = self.cast.speaker_at(index)
                if speaker is not None and speaker.chain not in chains:
                    fit.append(speaker)
                continue
            if mention.chain in chains or (
                home and self.cast.best_of_chain(mention).country in home
            ):
                continue
            fit.append(mention)
        return tuple(fit)

    def _slot(
        self, slot: str, index: int, objects: tuple[int, ...], trigger: Trigger, *, inner: bool
    ) -> Iterable[tuple[Mention, ...]]:
        if slot == "obj":
            if not inner:
                return
            direct = tuple(m for m in (self.cast.at(word) for word in objects) if m is not None)
            if any(m.country for m in direct) or not trigger.restricted:
                yield self.people_at(objects)
            else:
                yield direct
                yield self.people_at(objects)
            return
        holders = [index, *objects]
        if trigger.restricted or not objects:
            # One step deeper: "entered into an agreement with", "withdrew from a treaty with".
            holders.extend(
                inner
                for _, inner in self.tree.prepositions(index)
                if self.tree.is_noun(inner) and self.cast.at(inner) is None
            )
        for holder in holders:
            words = [
                word
                for name, word in self.tree.prepositions(holder)
                if name == slot or name.endswith(" " + slot)
            ]
            if slot == "to":
                words.extend(
                    c
                    for c in self.tree.labelled(holder, "dative")
                    if self.tree.tag(c) not in ("IN", "TO")
                )
            if words:
                yield self.people_at(words)
