"""The time a report tells in: the day of its lead, and which words stand in quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from detente.coding.syntax import Tree
from detente.coding.when import Days
from detente.records import Annotation, Article

_QUOTED: Final = re.compile(r"\"[^\"\n]*\"|“[^”\n]*(?:”|$)", re.MULTILINE)
_AWAY: Final = frozenset(
    {
        "already", "recently", "previously", "formerly", "once", "initially", "originally", "ago",
        "before", "until", "later", "subsequently", "eventually",
    }
)  # fmt: skip
"""Words that say a deed is of another time than what is told around it."""
_FRESH: Final = 14
"""News is not older than so many days."""
_LEAD: Final = 4
"""The story's day stands in one of so many first sentences of the body."""


class StoryTime:
    """What the layout of one report says of its time. Treat it as frozen."""

    def __init__(
        self,
        article: Article,
        annotation: Annotation,
        tree: Tree,
        dates: Mapping[int, Sequence[tuple[int, Days]]],
    ) -> None:
        self.tree = tree
        self._quotes = [match.span() for match in _QUOTED.finditer(article.text)]
        self._quote_starts = [start for start, _ in self._quotes]
        self._paragraphs = [match.end() for match in re.finditer(r"\n\n", article.text)]
        self._starts = [span.start for span in annotation.sentences]
        self.first_body = bisect_right(self._starts, max(0, article.body_start - 1))
        self.lead = self._lead(article.published, dates)

    def quoted(self, index: int) -> bool:
        """Whether the word stands inside quotation marks."""
        return self.quoted_at(self.tree.words.starts[index])

    def quoted_at(self, offset: int) -> bool:
        """Whether the character stands inside quotation marks."""
        number = bisect_right(self._quote_starts, offset) - 1
        return number >= 0 and offset < self._quotes[number][1]

    def older(self, index: int) -> bool:
        """Whether words at the deed lead away from the story's day ("recently", "already", "before she ...")."""
        tree = self.tree
        verb = tree.clause_verb(index)
        here = {tree.lower[child] for child in tree.labelled(verb, "advmod", "mark")}
        return bool(here & _AWAY)

    def in_title(self, index: int) -> bool:
        """Whether the word stands in the headline."""
        return self.tree.words.sentence[index] < self.first_body

    def sentence_of_body(self, index: int) -> int:
        """The number of the word's sentence in the body; below 0 in the headline."""
        return self.tree.words.sentence[index] - self.first_body

    def paragraph(self, index: int) -> int:
        """The number of the word's paragraph, the headline's is 0."""
        return bisect_right(self._paragraphs, self.tree.words.starts[index])

    def _lead(
        self, published: date | None, dates: Mapping[int, Sequence[tuple[int, Days]]]
    ) -> Days | None:
        """The first day of a main clause in the lead that counts from the day of the report, if any."""
        for sentence in range(self.first_body, self.first_body + _LEAD):
            for word, days in dates.get(sentence, ()):
                if days.granularity != "day" or days.first is None or days.open_ended:
                    continue
                if published is None or not 0 <= (published - days.first).days <= _FRESH:
                    continue
                if not self.aside(word):
                    return days
        return None

    def aside(self, index: int) -> bool:
        """Whether the word stands in a relative clause.

        A main clause that the parser hung on its own subject, so that a noun is the root, is none.
        """
        tree = self.tree
        for up in tree.climb(index):
            head = tree.head(up)
            if tree.relation(up) == "relcl" and (tree.head(head) != head or tree.is_verb(head)):
                return True
        return False
