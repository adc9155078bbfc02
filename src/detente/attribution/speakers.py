"""From the words of a source to the mention whose words they are.

Pronouns go through the annotation's chains to the nearest fitting mention before them; a vague source ("critics")
that has no mention gets one; "both Reuters and NBC" are two speakers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from detente.attribution import lexicon
from detente.attribution.antecedents import (
    NEUTRAL,
    PERSONAL,
    Heard,
    antecedent,
    last_heard,
    plural_subject_before,
)
from detente.attribution.proposals import Proposal, WordRange
from detente.attribution.sources import owner_of
from detente.attribution.statements import head_word
from detente.attribution.syntax import Syntax
from detente.records import Kind, Mention, Span

#: Written things whose author, where named beside them, is the speaker.
_PAPERS: Final = lexicon.STATEMENT_NOUNS
_AUTHORS: Final = frozenset({"person", "role", "organisation", "group"})
#: Standing alone these name nobody at all: "reports said".
_NOBODY: Final = frozenset({"reports", "sources", "rumours", "rumors", "accounts"})
_PEOPLE: Final = lexicon.word_family("people") | lexicon.word_family("speaker_nouns")
#: Kinds that "they" stands for less readily than for a plural subject right before.
_SINGLE: Final = frozenset({"country", "organisation", "place"})
_ROLE_NOUNS: Final = lexicon.word_family("role_nouns")
_BODY_NOUNS: Final = lexicon.word_family("body_nouns")


@dataclass(slots=True)
class Cast:
    """The mentions of one article while claims are made; ``added`` collects the new ones in order."""

    syntax: Syntax
    added: dict[str, Mention] = field(default_factory=dict)
    _pronouns: dict[int, str] = field(default_factory=dict)
    _spoken: tuple[Span, ...] = ()
    _heard: Heard | None = None

    def __post_init__(self) -> None:
        self._pronouns = dict(self.syntax.annotation.pronouns)

    def speakers(
        self, source: tuple[WordRange, ...], content: tuple[WordRange, ...] = ()
    ) -> tuple[Mention, ...]:
        """The mentions a source stands for, one for each coordinated name; empty if it names nobody.

        A pronoun never stands for something its own ``content`` speaks of first.
        """
        self._spoken = tuple(self.syntax.words.span(first, last) for first, last in content)
        found: list[Mention] = []
        for words in source:
            head = head_word(self.syntax, words)
            for part in self._partners(words, head):
                mention = self._one(part, words)
                if mention is not None and mention not in found:
                    found.append(mention)
        return tuple(found)

    def heard(self, proposal: Proposal, speaker: Mention | None) -> None:
        """Notes who spoke last in the outlet's own narration; in order of the text."""
        if speaker is not None and self.syntax.quoted_at[proposal.cue[0]] < 0:
            self._heard = Heard(proposal.cue[0], proposal.content, speaker)

    def one(self, words: WordRange) -> Mention | None:
        """The one mention a phrase stands for (relays, addressees)."""
        return self._one(head_word(self.syntax, words), words)

    def chain(self, mention_id: str) -> str:
        """The chain of a mention of the article or of one added here."""
        if mention_id in self.added:
            return self.added[mention_id].chain
        return self.syntax.annotation.mention(mention_id).chain

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────

    def _partners(self, words: WordRange, head: int) -> list[int]:
        partners = [index for index in self.syntax.conjuncts(head) if words[0] <= index <= words[1]]
        if len(partners) < 2:
            return self._side_by_side(words) or [head]
        named: dict[str, int] = {}
        for index in partners:
            mention = self._mention_over(index)
            if mention is not None:
                named.setdefault(mention.chain, index)
            elif self.syntax.tags[index] == "PRP":
                named.setdefault(self.syntax.lower[index], index)
            else:
                return [head]
        return list(named.values()) if len(named) > 1 else [head]

    def _side_by_side(self, words: WordRange) -> list[int]:
        """The heads of names that fill a phrase with only "and" between them, where the parse joins none."""
        start, stop = self.syntax.words.starts[words[0]], self.syntax.words.stops[words[1]]
        heads: list[int] = []
        kinds: set[str] = set()
        after = start
        for mention in self.syntax.mentions_over(start, stop):
            if mention.span.start < after or mention.span.stop > stop:
                continue
            between = self.syntax.text[after : mention.span.start].strip(" ,")
            if between != ("and" if heads else ""):
                return []
            found = self.syntax.words_of(mention.head)
            if found is None or mention.kind in {"place", "agreement", "role"}:
                return []
            heads.append(found[1])
            kinds.add(mention.kind)
            after = mention.span.stop
        return heads if len(heads) > 1 and len(kinds) == 1 and after == stop else []

    def _mention_over(self, index: int) -> Mention | None:
        """The mention whose head is nearest to a word it holds."""
        start = self.syntax.words.starts[index]
        best: Mention | None = None
        best_rank = (False, 0)
        for mention in self.syntax.mentions_over(start, start + 1):
            rank = (mention.head.start <= start < mention.head.stop, len(mention.span))
            if best is None or rank > best_rank:
                best, best_rank = mention, rank
        return best

    def _one(self, head: int, words: WordRange) -> Mention | None:
        lowered = self.syntax.lower[head]
        if lowered in PERSONAL | NEUTRAL or lowered in {"they", "them", "their"}:
            return self._antecedent(head, lowered)
        if self.syntax.tags[head] in {"WP", "WDT"}:
            return None
        if lowered in lexicon.OWN_PRONOUNS and self.syntax.tags[head].startswith("PRP"):
            return None
        if lowered in {"one", "some", "many", "most", "several", "both", "all", "two"}:
            return self._new(words, head)
        if lowered in _NOBODY and words[0] == words[1]:
            return None
        author = self._author(head)
        if author is not None:
            return author
        mention = self._mention_over(head)
        if mention is None:
            mention = self._overlapping(words)
        if mention is not None:
            return mention
        return self._new(words, head) if self.syntax.lower[head][0].isalnum() else None

    def _author(self, head: int) -> Mention | None:
        """Who speaks in "a post by Ann Lee" or "the judge's ruling": a person, not the paper."""
        if self.syntax.words.lemmas[head] not in _PAPERS:
            return None
        owner = owner_of(self.syntax, head)
        if owner is None:
            for child in self.syntax.children[head]:
                agent = self.syntax.agent(child) if self.syntax.relations[child] == "acl" else None
                owner = owner or (None if agent is None else self.syntax.noun_phrase(agent))
        if owner is None:
            return None
        mention = self._mention_over(head_word(self.syntax, owner))
        return mention if mention is not None and mention.kind in _AUTHORS else None

    def _overlapping(self, words: WordRange) -> Mention | None:
        """A name inside the phrase, when the phrase's own head is a title or a description of it."""
        start = self.syntax.words.starts[words[0]]
        stop = self.syntax.words.stops[words[1]]
        for mention in self.syntax.mentions_over(start, stop):
            if (
                start <= mention.span.start
                and mention.span.stop <= stop
                and (mention.kind in {"person", "role", "organisation", "outlet", "group"})
            ) and (mention.kind == "person" or mention.span.start <= start + 4):
                return mention
            if mention.span.start >= stop:
                break
        return None

    def _antecedent(self, index: int, pronoun: str) -> Mention | None:
        """The mention a pronoun stands for, or a new one for the plural subject right before it."""
        found = antecedent(self.syntax, index, pronoun, self._spoken, self._pronouns.get(index))
        if pronoun == "they" and (found is None or found.kind in _SINGLE):
            noun = plural_subject_before(self.syntax, index)
            mention = self._mention_over(noun) if noun is not None else None
            if mention is not None:
                return mention
            people = noun is not None and self.syntax.words.lemmas[noun] in _ROLE_NOUNS | _PEOPLE
            if noun is not None and (people or found is None):
                return self._new(self.syntax.noun_phrase(noun), noun)
        return last_heard(self.syntax, index, pronoun, found, self._heard)

    def _new(self, words: WordRange, head: int) -> Mention:
        """A mention for a source that has none; its chain is itself."""
        first, last = words
        while last > first and not self.syntax.lower[last][-1].isalnum():
            last -= 1
        while first < last and not self.syntax.lower[first][0].isalnum():
            first += 1
        span = self.syntax.words.span(first, last)
        mention_id = f"m{span.start}_{span.stop}"
        for mention in self.syntax.annotation.mentions:
            if mention.mention_id == mention_id:
                return mention
        kept = self.added.get(mention_id)
        if kept is not None:
            return kept
        made = Mention(
            mention_id=mention_id,
            span=span,
            kind=self._kind(head),
            chain=mention_id,
            head=self.syntax.words.span(head, head) if first <= head <= last else span,
            reason="source of a claim",
        )
        self.added[mention_id] = made
        return made

    def _kind(self, head: int) -> Kind:
        lowered, lemma = self.syntax.lower[head], self.syntax.words.lemmas[head]
        if lowered in _ROLE_NOUNS or lemma in _ROLE_NOUNS:
            return "role"
        if lowered in _BODY_NOUNS or lemma in _BODY_NOUNS:
            return "organisation"
        if lowered in lexicon.OUTLET_NOUNS:
            return "outlet"
        entity = self.syntax.words.entities[head]
        if entity.endswith("PERSON"):
            return "person"
        if entity.endswith("ORG"):
            return "organisation"
        return "group" if self.syntax.tags[head] in {"NNS", "NNPS", "CD"} else "role"
