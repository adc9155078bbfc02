"""Which date of a sentence speaks of which deed: by the clause it stands in, or the frame around that clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from detente.coding.deeds import Deed
from detente.coding.syntax import Tree
from detente.coding.when import Days
from detente.records import Status

_TOLD: Final[frozenset[Status]] = frozenset({"happened", "ongoing", "not_done"})
_LIGHT: Final = frozenset({"by", "in", "with", "during", "of", "for", "on"})
_SAME_TIME: Final = frozenset({"when", "as", "while", "where"})
_OTHER_TIME: Final = frozenset(
    {"after", "before", "since", "until", "till", "if", "unless", "although", "though", "because"}
)
#: "Moved to June", "ended before March": a date after these is not that of the deed.
_NOT_AT: Final = frozenset({"to", "before"})
_COMING_ABOUT: Final = frozenset(
    {"happen", "occur", "take", "begin", "start", "make", "hold", "come"}
)
_LATER: Final = frozenset({"later", "subsequently", "eventually"})
_REASON: Final = frozenset({"for", "of", "over"})
_DURING: Final = frozenset({"in", "during", "at"})
_PARTS_OF_DAY: Final = frozenset(
    {"morning", "afternoon", "evening", "night", "midday", "noon", "midnight", "weekend"}
)
_NAMING: Final = ("compound", "nummod", "amod", "nmod")
_MODIFYING: Final = (*_NAMING, "poss")


class DatedClauses:
    """The dates of an article by sentence, each with the word it hangs on. Treat it as frozen."""

    def __init__(self, tree: Tree, dates: Mapping[int, Sequence[tuple[int, Days]]]) -> None:
        self.tree = tree
        self.dates = dates

    # ── the deed's own clause ───────────────────────────────────────────────────────────────────

    def own(self, deed: Deed, status: Status) -> Days | None:
        """The date in the clause of the deed itself, or of the words that say when a deed-noun came about."""
        if self.tree.is_noun(deed.index):
            for child in self.tree.labelled(deed.index, "acl", "relcl"):
                if self._makes(child):
                    days = self.attached(child, frozenset({child}))
                    if days is not None:
                        return days
        words = self._clause_words(deed, status)
        if status not in _TOLD:
            # "On Friday he announced a withdrawal": Friday is the day of the announcing.
            past = {w for w in words if w != deed.index and self.tree.tag(w) == "VBD"}
            words = words - past
        return self.attached(deed.index, words)

    def _makes(self, verb: int) -> bool:
        """Whether a clause on a deed-noun tells its coming about: "imposed in 1972", "that happened on Friday"."""
        tree = self.tree
        if tree.relation(verb) == "acl":
            return tree.tag(verb) == "VBN"
        return tree.lemma(verb) in _COMING_ABOUT

    def attached(self, index: int, wanted: frozenset[int]) -> Days | None:
        """The date that hangs on one of the ``wanted`` words by no other verb; the nearest one of several."""
        tree = self.tree
        best: tuple[bool, int, int, Days] | None = None
        for word, days in self.dates.get(tree.words.sentence[index], ()):
            if self._elsewhen(word):
                continue
            # "The August raid" dates the raid alone; "Friday night" whatever happened then.
            inside = (
                tree.relation(word) in _MODIFYING
                and tree.is_noun(tree.head(word))
                and tree.lower[tree.head(word)] not in _PARTS_OF_DAY
            )
            named = (days.modifies or inside) and not self._happens_in(tree.head(word), wanted)
            for steps, above in enumerate(tree.climb(word)):
                if above in wanted:
                    coarse = days.granularity != "day"
                    rank = (coarse, steps, abs(word - index), days)
                    if best is None or rank[:3] < best[:3]:
                        best = rank
                    break
                if above != word and (named or (tree.is_verb(above) and not self._opens(above))):
                    break
        return None if best is None else best[3]

    def _opens(self, verb: int) -> bool:
        """Whether the verb only says when its main clause began ("beginning in 2010, they ...")."""
        tree = self.tree
        return tree.tag(verb) == "VBG" and tree.lemma(verb) in ("begin", "start")

    def _happens_in(self, noun: int, wanted: frozenset[int]) -> bool:
        """Whether what is wanted happened in the dated noun: "voted in a 2016 referendum"."""
        tree = self.tree
        link = tree.head(noun)
        if not tree.is_noun(noun) or tree.relation(noun) != "pobj":
            return False
        return (
            tree.lower[link] in _DURING
            and tree.head(link) in wanted
            and tree.is_verb(tree.head(link))
        )

    def _clause_words(self, deed: Deed, status: Status) -> frozenset[int]:
        """Verbs and nouns at which a date would speak of this deed."""
        tree = self.tree
        words = {deed.index}
        current = deed.index
        for _ in range(8):
            relation, head = tree.relation(current), tree.head(current)
            if head == current:
                break
            if relation in ("dobj", "nsubjpass", "attr", "oprd", *_MODIFYING) or (
                relation == "nsubj" and not tree.is_verb(deed.index)
            ):
                current = head
                if relation in ("nsubj", "nsubjpass"):  # "a meeting is set to open tomorrow"
                    words.update(tree.labelled(head, "xcomp"))
            elif relation in ("conj", "xcomp", "advcl") and status in _TOLD:
                if relation == "advcl" and not self._simultaneous(current):
                    break
                if relation == "conj" and self._marks(current) & _LATER:
                    break
                current = head
            elif relation in ("prep", "agent", "pobj", "pcomp") and self._of_noun(current, deed):
                current = head
            else:
                break
            words.add(current)
        return frozenset(words)

    def _simultaneous(self, verb: int) -> bool:
        """A participle clause ("..., calling for talks") happens with its main clause."""
        tree = self.tree
        if tree.labelled(verb, "mark", "nsubj", "nsubjpass"):
            return False
        being = any(tree.lower[child] == "being" for child in tree.labelled(verb, "aux", "auxpass"))
        return tree.tag(verb) == "VBG" or being

    def _of_noun(self, word: int, deed: Deed) -> bool:
        """Climb prepositions only where they tie a deed-noun to a light phrase ("in a raid", "by strikes")."""
        if self.tree.is_verb(deed.index) and self.tree.relation(deed.index) not in _MODIFYING:
            return False
        return any(self.tree.lower[step] in _LIGHT for step in (word, self.tree.head(word)))

    def below(self, verb: int) -> Days | None:
        """A sentence's lone date under verbs that have no time of their own ("convicted of lying in 2007")."""
        tree = self.tree
        dates = self.dates.get(tree.words.sentence[verb], ())
        if len(dates) != 1 or not tree.is_verb(verb):
            return None
        word, days = dates[0]
        if days.modifies or tree.relation(word) not in ("pobj", "npadvmod") or self._elsewhen(word):
            return None
        for up in tree.climb(word):
            if up == verb:
                return days
            if tree.relation(up) in ("relcl", "ccomp", "advcl"):
                return None
            if tree.relation(up) == "conj" and tree.tag(up) != "VBG":
                return None
        return None

    def _elsewhen(self, word: int) -> bool:
        tree = self.tree
        return tree.relation(word) == "pobj" and tree.lower[tree.head(word)] in _NOT_AT

    # ── the clauses around it ───────────────────────────────────────────────────────────────────

    def around(self, deed: Deed, *, saying: bool) -> Days | None:
        """The date of a clause around the deed's, where both tell of one time.

        "Fights broke out on Monday when police arrived", "met in May to sign the deal", "a letter on Friday urging";
        with ``saying``, the deed is done by the words that the clause around reports ("said on Monday it was a
        crime") and so has the date of the saying.
        """
        tree = self.tree
        current = deed.index
        coarse = False
        seen: set[int] = set()
        for _ in range(10):
            relation, head = tree.relation(current), tree.head(current)
            if head == current or current in seen:
                return None
            seen.add(current)
            if relation == "relcl":  # "on Monday, when crowds gathered": hung on the date itself
                return self._dated_word(head)
            if relation == "advcl" and self._marks(current) == {"after"}:
                coarse = True  # "in 2003, after they had ...": of one year, of two days
            elif relation == "prep" and tree.lower[current] == "after":
                coarse = True
            elif not self._passes(current, relation, saying=saying):
                return None
            current = head
            if tree.is_verb(current) or tree.is_noun(current):
                if tree.is_noun(deed.index) and not saying:
                    return None
                days = self.attached(deed.index, frozenset({current}))
                if days is not None and (not coarse or days.granularity in ("year", "month")):
                    return days
        return None

    def _marks(self, verb: int) -> set[str]:
        return {self.tree.lower[child] for child in self.tree.labelled(verb, "mark", "advmod")}

    def _dated_word(self, word: int) -> Days | None:
        for top, days in self.dates.get(self.tree.words.sentence[word], ()):
            if top == word:
                return days
        return None

    def _passes(self, word: int, relation: str, *, saying: bool) -> bool:
        """Whether what hangs by this link happens at the time of what it hangs on."""
        tree = self.tree
        if relation in ("ccomp", "parataxis"):
            return saying
        if relation == "advcl":
            marks = self._marks(word)
            if marks & _OTHER_TIME:
                return False
            finite = tree.tag(word) in ("VBD", "VBZ", "VBP", "VBN")
            return bool(marks & _SAME_TIME) or not finite
        if relation == "acl":
            return tree.tag(word) in ("VB", "VBG")
        if relation == "prep":
            return tree.lower[word] in _LIGHT
        if relation == "conj":
            return not self._marks(word) & _LATER
        if relation == "pcomp":  # "jailed on Monday for leading a march"
            return tree.lower[tree.head(word)] not in _REASON
        return True
