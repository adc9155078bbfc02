"""The parse of an article, made easy to ask: children, reach of a subtree, subjects, noun phrases.

Parses come from a small model and are sometimes wrong, so nothing here assumes a tree: heads may form a
circle, a sentence may have two roots, a label may be nonsense. Every answer is a range inside the
sentence asked about.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import Final

from detente.attribution.proposals import WordRange
from detente.attribution.quotes import find_quotations
from detente.records import Annotation, Article, Mention, Span

_SUBJECTS: Final = frozenset({"nsubj", "csubj", "expl"})
_PASSIVE_SUBJECTS: Final = frozenset({"nsubjpass", "csubjpass"})
#: Longest way up a tree that is followed; a circle of heads stops here.
_MAX_DEPTH: Final = 60


class Syntax:
    """Lookups over one annotation, built once in linear time and never changed.

    ``lower`` holds the words in lower case; ``left`` and ``right`` the first and last word of each word's
    subtree within its sentence; ``quotations`` the quoted stretches and ``quoted_at`` the index into them
    for each word, -1 outside.
    """

    def __init__(self, article: Article, annotation: Annotation) -> None:
        words = annotation.words
        self.article = article
        self.annotation = annotation
        self.words = words
        self.text = article.text
        count = len(words)
        self.count = count
        self.lower = tuple(
            self.text[a:b].lower() for a, b in zip(words.starts, words.stops, strict=True)
        )
        self.tags = words.tags
        self.relations = words.relations
        self.heads = words.heads
        self.sentence_first, self.sentence_last = self._sentence_ends()
        self.paragraphs, self.paragraph = self._paragraphs()
        self.children: list[list[int]] = [[] for _ in range(count)]
        for index, head in enumerate(words.heads):
            if head != index and 0 <= head < count:
                self.children[head].append(index)
        self.left, self.right = self._reach()
        self._mentions = sorted(annotation.mentions, key=lambda m: (m.span, m.mention_id))
        self._mention_starts = [mention.span.start for mention in self._mentions]
        self._mention_reach = list(accumulate((m.span.stop for m in self._mentions), max))
        self.quotations = find_quotations(self.text, words.starts, words.stops, self.paragraphs)
        self.quoted_at = [-1] * count
        for number, quoted in enumerate(self.quotations):
            for index in range(quoted.first, quoted.last + 1):
                self.quoted_at[index] = number

    def _sentence_ends(self) -> tuple[list[int], list[int]]:
        numbers = self.words.sentence
        first = [0] * self.count
        last = [0] * self.count
        begin = 0
        for index in range(1, self.count + 1):
            if index == self.count or numbers[index] != numbers[begin]:
                for inner in range(begin, index):
                    first[inner], last[inner] = begin, index - 1
                begin = index
        return first, last

    def _paragraphs(self) -> tuple[list[WordRange], list[int]]:
        ranges: list[WordRange] = []
        of = [0] * self.count
        begin = 0
        for index in range(1, self.count + 1):
            ends = (
                index == self.count
                or "\n" in self.text[self.words.stops[index - 1] : self.words.starts[index]]
            )
            if ends and index > begin:
                for inner in range(begin, index):
                    of[inner] = len(ranges)
                ranges.append((begin, index - 1))
                begin = index
        return ranges, of

    def _reach(self) -> tuple[list[int], list[int]]:
        left = list(range(self.count))
        right = list(range(self.count))
        for index in range(self.count):
            above = index
            for _ in range(_MAX_DEPTH):
                head = self.heads[above]
                if head == above or self.sentence_first[head] != self.sentence_first[index]:
                    break
                above = head
                left[above] = min(left[above], index)
                right[above] = max(right[above], index)
                if above == index:  # a circle
                    break
        return left, right

    # ── Asking about one word ────────────────────────────────────────────────────────────────────

    def is_verb(self, index: int) -> bool:
        """Whether the word is tagged as a verb form."""
        return self.tags[index].startswith("VB")

    def is_noun(self, index: int) -> bool:
        """Whether the word is tagged as a noun or name."""
        return self.tags[index].startswith("NN")

    def child(self, index: int, *relations: str) -> int | None:
        """The first child with one of the relations."""
        for child in self.children[index]:
            if self.relations[child] in relations:
                return child
        return None

    def subtree(self, index: int) -> WordRange:
        """First and last word of the subtree."""
        return (self.left[index], self.right[index])

    def bounds(self, index: int) -> WordRange:
        """First and last word of the sentence."""
        return (self.sentence_first[index], self.sentence_last[index])

    def is_passive(self, index: int) -> bool:
        """Whether the verb has a passive subject or auxiliary."""
        return any(
            self.relations[child] in _PASSIVE_SUBJECTS or self.relations[child] == "auxpass"
            for child in self.children[index]
        )

    def is_negated(self, index: int) -> bool:
        """Whether a negation hangs on the verb."""
        return any(
            self.relations[child] == "neg" or self.lower[child] in {"not", "n't", "n’t", "never"}
            for child in self.children[index]
            if abs(child - index) <= 8
        )

    def subject(self, index: int) -> int | None:
        """The head word of the verb's own subject, active or (with ``is_passive``) passive."""
        found = [child for child in self.children[index] if self.relations[child] in _SUBJECTS]
        return min(
            found, key=lambda child: (self._parted(child, index), abs(child - index)), default=None
        )

    def _parted(self, some: int, other: int) -> bool:
        """Whether a comma stands between two words."""
        return "," in self.lower[min(some, other) : max(some, other)]

    def passive_subject(self, index: int) -> int | None:
        """The head word of the verb's passive subject."""
        return self.child(index, *_PASSIVE_SUBJECTS)

    def agent(self, index: int) -> int | None:
        """The noun after "by" of a passive verb."""
        for child in self.children[index]:
            if self.relations[child] == "agent" or (
                self.relations[child] == "prep" and self.lower[child] == "by"
            ):
                return self.child(child, "pobj", "pcomp")
        return None

    def noun_phrase(self, index: int) -> WordRange:
        """The phrase around a noun: its subtree less relative clauses, bare apposed clauses and commas.

        An apposition ("Hugh Hill, a doctor") stays in; "who runs a bakery" does not.
        """
        first, last = index, index
        for child in self.children[index]:
            relation = self.relations[child]
            if relation in {"relcl", "acl", "advcl", "ccomp", "punct", "parataxis"}:
                continue
            if relation in {"conj", "cc", "preconj"} and child > index:
                continue
            first = min(first, self.left[child])
            if child > index:
                last = max(last, self._right_without_clause(child))
        if self.lower[first] in {",", "-", "—", "–", ":"} and first < index:
            first += 1
        while last > index and self.lower[last] in {",", ".", "-", "—", "–", ";", ":"}:
            last -= 1
        return (first, last)

    def _right_without_clause(self, index: int) -> int:
        last = index
        for child in self.children[index]:
            if self.relations[child] in {"relcl", "acl", "advcl", "ccomp"}:
                continue
            if child > index:
                last = max(last, self.right[child])
        return last

    def conjuncts(self, index: int) -> list[int]:
        """The word and the nouns joined to it by "and" or "or", in reading order."""
        found = [index]
        for word in found:
            found.extend(
                child
                for child in self.children[word]
                if self.relations[child] == "conj" and child > word and len(found) < 12
            )
        return found

    def words_of(self, span: Span) -> WordRange | None:
        """The range of words that share a character with ``span``; None if there is none."""
        inside = self.words.touching(span)
        return (inside[0], inside[-1]) if inside else None

    def mentions_over(self, start: int, stop: int) -> list[Mention]:
        """The mentions that share a character with ``[start, stop)``, in reading order."""
        found = []
        at = bisect_left(self._mention_starts, stop) - 1
        while at >= 0 and self._mention_reach[at] > start:
            if self._mentions[at].span.stop > start:
                found.append(self._mentions[at])
            at -= 1
        return found[::-1]

    def phrase(self, found: WordRange) -> str:
        """The text of a range."""
        return self.text[self.words.starts[found[0]] : self.words.stops[found[1]]]
