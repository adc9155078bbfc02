"""Coreference of names, descriptions and pronouns, by rules: good enough to name a speaker.

Names join by their words ("Ovechko" after "Gennady Ovechko"), aliases by the row of the actor base they hit,
descriptions by the title they repeat ("the envoy"), pronouns by recency, number, grammatical role and sex, where titles, kin
or a given name tell it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from detente.language.given_names import borne_by
from detente.records import Article, Mention, Words

_SINGULAR: Final = frozenset({"he", "him", "his", "she", "her", "hers", "himself", "herself"})
_PLURAL: Final = frozenset({"they", "them", "their", "theirs", "themselves", "we", "our", "us"})
_NEUTER: Final = frozenset({"it", "its", "itself"})
_FEMALE: Final = frozenset({"she", "her", "hers", "herself"})
_FEMALE_MARKS: Final = re.compile(
    r"\b(?:Ms|Mrs|Miss|Queen|Princess|spokeswoman|chairwoman|congresswoman|wife|widow|fiancée|daughter|"
    r"mother|sister|actress)\b"
)
_MALE_MARKS: Final = re.compile(
    r"\b(?:Mr|King|Prince|Sheikh|spokesman|chairman|congressman|husband|son|father|brother|Pope|Ayatollah)\b"
)
#: Which titles a later, vaguer one may stand for: "the envoy" for an ambassador, but "the president" for no
#: mere leader.
_STANDS_FOR: Final[dict[str, frozenset[str]]] = {
    "envoy": frozenset(
        {"ambassador", "affaires", "d'affaires", "d’affaires", "consul", "representative"}
    ),
    "diplomat": frozenset(
        {
            "ambassador",
            "affaires",
            "d'affaires",
            "d’affaires",
            "envoy",
            "consul",
            "minister",
            "secretary",
        }
    ),
    "ambassador": frozenset({"envoy"}),
    "leader": frozenset({"president", "chancellor", "premier", "king", "chairman", "minister"}),
    "premier": frozenset({"minister", "pm"}),
    "minister": frozenset({"pm", "premier"}),
    "spokesman": frozenset({"spokesperson"}),
    "spokeswoman": frozenset({"spokesperson"}),
    "spokesperson": frozenset({"spokesman", "spokeswoman"}),
    "commander": frozenset({"general", "chief"}),
    "general": frozenset({"commander"}),
    "lawmaker": frozenset(
        {"senator", "deputy", "mp", "congressman", "congresswoman", "legislator"}
    ),
    "official": frozenset({"minister", "secretary", "spokesman", "spokeswoman", "director"}),
}
#: How many sentences back a pronoun or description may look.
_REACH: Final = 4


def link(
    article: Article, words: Words, mentions: Sequence[Mention]
) -> tuple[tuple[Mention, ...], tuple[tuple[int, str], ...]]:
    """Give every mention its chain, and every pronoun the chain it stands for.

    Returns:
        The mentions with chains (the chain's name is its first mention's id), and pairs of pronoun word
        index and chain.
    """
    linker = _Linker(article.text, words)
    chained = tuple(linker.place(mention) for mention in mentions)
    return chained, linker.pronouns(chained)


class _Linker:
    def __init__(self, text: str, words: Words) -> None:
        self.text = text
        self.words = words
        self.word_at = {start: index for index, start in enumerate(words.starts)}
        self.word_ending = {stop: index for index, stop in enumerate(words.stops)}
        self.names: dict[str, str] = {}
        self.recent: list[Mention] = []
        self.described: dict[str, set[str]] = {}

    def sentence_of(self, mention: Mention) -> int:
        index = self.word_at.get(mention.span.start)
        return self.words.sentence[index] if index is not None else 0

    def place(self, mention: Mention) -> Mention:
        chain = self._chain(mention)
        placed = replace(mention, chain=chain)
        for key in self._keys(placed):
            self.names.setdefault(key, chain)
        self.recent.append(placed)
        words = re.findall(r"[\w'’-]+", mention.span.quote(self.text).lower())
        self.described.setdefault(chain, set()).update(words)
        return placed

    def _keys(self, mention: Mention) -> list[str]:
        name = _plain(mention.head.quote(self.text))
        phrase = _plain(mention.span.quote(self.text))
        if mention.kind == "person":
            parts = name.split()
            keys = [f"person {name}"]
            if len(parts) > 1:
                keys += [f"person {parts[-1]}"]
            return keys
        # "its ministry" is whoever "it" is; "Iran's ministry" and "Oman's ministry" share but a head.
        keys = (
            [] if re.match(r"(?:its|his|her|their|our)\b", phrase) else [f"{mention.kind} {phrase}"]
        )
        if mention.kind in {"organisation", "outlet", "agreement", "country"}:
            if phrase == name:
                keys.append(f"name {name}")
            acronym = re.search(r"\(([A-Z][\w&-]{1,7})\)", mention.span.quote(self.text))
            if acronym:
                keys.append(f"name {acronym.group(1).lower()}")
        return keys

    def _chain(self, mention: Mention) -> str:
        # A bare role noun ("officials") is a new group each time; only names and definite phrases join.
        if mention.kind in {"role", "group"}:
            return self._description(mention)
        for key in self._keys(mention):
            if key in self.names:
                return self.names[key]
        if mention.kind == "person":
            name = _plain(mention.head.quote(self.text)).split()
            if name and f"person {name[-1]}" in self.names and len(name) == 1:
                return self.names[f"person {name[-1]}"]
        return mention.mention_id

    def _description(self, mention: Mention) -> str:
        phrase = mention.span.quote(self.text)
        if not re.match(r"(?i)(?:the|this|that)\b", phrase):
            return mention.mention_id
        key = f"{mention.kind} {_plain(phrase)}"
        title = mention.head.quote(self.text).lower()
        alike = _STANDS_FOR.get(title, frozenset()) | {title}
        here = self.sentence_of(mention)
        for other in reversed(self.recent):
            if here - self.sentence_of(other) > _REACH:
                break
            if other.kind == "person" and alike & self.described[other.chain]:
                return other.chain
        return self.names.get(key, mention.mention_id)

    def pronouns(self, mentions: Sequence[Mention]) -> tuple[tuple[int, str], ...]:
        """Resolve each third-person pronoun to the best mention before it."""
        genders = self._genders(mentions)
        found: list[tuple[int, str]] = []
        ordered = sorted(mentions, key=lambda m: m.span.start)
        cursor = 0
        before: list[Mention] = []
        last_of: dict[str, str] = {}
        for index, start in enumerate(self.words.starts):
            while cursor < len(ordered) and ordered[cursor].span.start < start:
                before.append(ordered[cursor])
                cursor += 1
            if not self.words.tags[index].startswith("PRP"):
                continue
            form = self.text[start : self.words.stops[index]].lower()
            chain = self._antecedent(form, index, before, genders, last_of)
            if chain:
                found.append((index, chain))
        return tuple(found)

    def _antecedent(
        self,
        form: str,
        index: int,
        before: Sequence[Mention],
        genders: dict[str, str],
        last_of: dict[str, str],
    ) -> str | None:
        if form in _SINGULAR:
            family, kinds = ("female" if form in _FEMALE else "male"), {"person", "role"}
        elif form in _PLURAL - {"we", "our", "us"}:
            family, kinds = "plural", {"group", "organisation", "country"}
        elif form in _NEUTER:
            family, kinds = "neuter", {"organisation", "country", "outlet"}
        else:
            return None
        here = self.words.sentence[index]
        best: tuple[float, str] | None = None
        for other in reversed(before[-40:]):
            gap = here - self.sentence_of(other)
            if gap > _REACH:
                break
            if other.kind not in kinds or self._wrong_number(other, family):
                continue
            if family in {"male", "female"} and genders.get(other.chain, family) != family:
                continue
            score = -float(gap) + (1.5 if self._subject(other) else 0.0)
            score += 0.7 if last_of.get(family) == other.chain else 0.0
            score += 0.5 if other.kind == "person" else 0.0
            if self._same_clause_object(other, index):
                score -= 2.0
            if best is None or score > best[0]:
                best = (score, other.chain)
        if best is None:
            return None
        last_of[family] = best[1]
        return best[1]

    def _wrong_number(self, mention: Mention, family: str) -> bool:
        plural = mention.kind == "group" or mention.head.quote(self.text).lower().endswith("s")
        if family == "plural":
            return not plural and mention.kind != "organisation"
        if family == "neuter":
            return mention.kind == "group"
        return mention.kind == "role" and plural

    def _subject(self, mention: Mention) -> bool:
        # The last word of a name is the one that carries its role in the sentence.
        index = self.word_ending.get(mention.head.stop)
        return index is not None and self.words.relations[index] in {"nsubj", "nsubjpass"}

    def _same_clause_object(self, mention: Mention, pronoun: int) -> bool:
        """Whether the mention is an argument of the very verb the pronoun is an argument of."""
        index = self.word_ending.get(mention.head.stop)
        if index is None:
            return False
        verb = self.words.heads[pronoun]
        return self.words.heads[index] == verb and self.words.tags[pronoun] == "PRP"

    def _genders(self, mentions: Sequence[Mention]) -> dict[str, str]:
        genders: dict[str, str] = {}
        for mention in mentions:
            phrase = mention.span.quote(self.text)
            if _FEMALE_MARKS.search(phrase):
                genders[mention.chain] = "female"
            elif _MALE_MARKS.search(phrase):
                genders[mention.chain] = "male"
        for mention in mentions:
            if mention.kind == "person" and mention.chain not in genders:
                given = borne_by(mention.head.quote(self.text))
                if given:
                    genders[mention.chain] = given
        return genders


def _plain(name: str) -> str:
    name = re.sub(r"\s*\([^)]*\)", "", name)
    name = re.sub(r"(?i)^(?:the|a|an)\s+", "", name)
    return re.sub(r"(?:['’]s?)$", "", name).lower()
