"""Whose words fill the report, by actor and by side (``docs/reference/reading.md``, section 3)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from detente.records import Annotation, Article, Claim, Mention, Voice

#: Name of the voice of claims without a speaker, and of speakers without a country.
UNNAMED, NO_SIDE = "unnamed sources", "others"
#: Below this confidence a speaker's country is a guess (the actor room lends one at 0.35 at most).
SURE_OF_SIDE = 0.4
_WORD = re.compile(r"\w+")


def voices(
    article: Article,
    annotation: Annotation,
    claims: Sequence[Claim],
    state_owned: Callable[[str], bool | None] = lambda _: None,
    *,
    country_name: Callable[[str], str] | None = None,
) -> tuple[tuple[Voice, ...], tuple[Voice, ...]]:
    """The voices of a report by actor, and by side, largest share first.

    A share is the body words inside content spans of claims the actor (or an actor of that side) is
    speaker of, over all body words: each word once a voice, although one word may be in several
    voices when claims lie within claims.

    Args:
        article: the report.
        annotation: its mentions, resolved.
        claims: its claims.
        state_owned: whether the outlet of that actor id belongs to a state; None when not known.
        country_name: the name of a country or bloc code; None to use the report's own words.
    """
    book = _Book(article, annotation)
    by_actor: dict[str, list[Claim]] = {}
    by_side: dict[str, list[Claim]] = {}
    for claim in claims:
        by_actor.setdefault(book.actor(claim), []).append(claim)
        by_side.setdefault(book.country(claim), []).append(claim)
    actors = [
        book.voice(book.actor_name(group[0]), book.country(group[0]), group, state_owned)
        for group in by_actor.values()
    ]
    sides = [
        book.voice(book.side_name(country, country_name), country, group, state_owned)
        for country, group in by_side.items()
    ]
    return _ordered(actors), _ordered(sides)


def _ordered(found: Iterable[Voice]) -> tuple[Voice, ...]:
    return tuple(sorted(found, key=lambda voice: (-voice.share, voice.name, voice.claim_ids)))


class _Book:
    """The body's words and the mentions, looked up many times."""

    def __init__(self, article: Article, annotation: Annotation) -> None:
        self._text = article.text
        self._starts = [found.start() for found in _WORD.finditer(article.text, article.body_start)]
        self._mentions = {mention.mention_id: mention for mention in annotation.mentions}
        self._chains: dict[str, list[Mention]] = {}
        for mention in annotation.mentions:
            self._chains.setdefault(mention.chain, []).append(mention)

    def voice(
        self,
        name: str,
        country: str,
        claims: Sequence[Claim],
        state_owned: Callable[[str], bool | None],
    ) -> Voice:
        relays = {
            self.name(relay): self._owned(relay, state_owned)
            for claim in claims
            for relay in claim.relays
            if relay in self._mentions
        }
        owned: bool | None = None
        if True in relays.values():
            owned = True
        elif relays and None not in relays.values():
            owned = False
        return Voice(
            name=name,
            country=country,
            share=self._share(claims),
            claim_ids=tuple(claim.claim_id for claim in claims),
            relays=tuple(sorted(relays)),
            state_media=owned,
        )

    def actor(self, claim: Claim) -> str:
        """What tells one actor from another: person, else row of the actor base, else chain."""
        mention = self._mentions.get(claim.speaker or "")
        if mention is None:
            return ""
        if mention.person:
            return f"person {mention.person}"
        if mention.actor_id:
            return f"actor {mention.actor_id} {mention.sector}"
        return f"chain {mention.chain}"

    def actor_name(self, claim: Claim) -> str:
        mention = self._mentions.get(claim.speaker or "")
        return self.name(mention.mention_id) if mention else UNNAMED

    def country(self, claim: Claim) -> str:
        """Whose side the speaker is on, where that is more than a guess."""
        mention = self._mentions.get(claim.speaker or "")
        # A country lent because the report is about it is too little to count a voice for a side.
        if mention is None or 0 < mention.confidence < SURE_OF_SIDE:
            return ""
        return mention.country

    def name(self, mention_id: str) -> str:
        mention = self._mentions[mention_id]
        chain = self._chains[mention.chain]
        persons = [item.person for item in (mention, *chain) if item.person]
        if persons:
            return persons[0]
        kind = "person" if mention.kind == "role" else mention.kind
        heads = [item.head.quote(self._text) for item in chain if item.kind == kind]
        proper = [head for head in heads if head[:1].isupper()]
        best = max(proper, key=len) if proper else mention.span.quote(self._text)
        return " ".join(best.split())

    def side_name(self, country: str, country_name: Callable[[str], str] | None) -> str:
        if not country:
            return NO_SIDE
        if country_name is not None:
            return country_name(country) or country
        heads = Counter(
            re.sub(r"['’]s?$", "", mention.head.quote(self._text))
            for mention in self._mentions.values()
            if mention.kind == "country" and mention.country == country
        )
        return min(heads, key=lambda head: (-heads[head], head)) if heads else country

    def _owned(self, mention_id: str, state_owned: Callable[[str], bool | None]) -> bool | None:
        actor_id = self._mentions[mention_id].actor_id
        return state_owned(actor_id) if actor_id else None

    def _share(self, claims: Sequence[Claim]) -> float:
        spans = [span for claim in claims for span in claim.content]
        if not self._starts:
            return 0.0
        inside, reached = 0, 0
        for span in sorted(spans):
            first = bisect_left(self._starts, max(span.start, reached))
            inside += max(bisect_left(self._starts, span.stop) - first, 0)
            reached = max(reached, span.stop)
        return inside / len(self._starts)
