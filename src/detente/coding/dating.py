"""Which day belongs to which deed; one module, for the order of its rules is their meaning: the surest first.

Where the words have vectors, what the rules say is weighed with all else that speaks for a day (``day_choice.py``);
else the rules decide. Never a silent fallback: where nothing speaks for a day, it is unknown.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from detente.coding.dated_clauses import DatedClauses
from detente.coding.day_choice import DayChoice, DayWeights, shipped
from detente.coding.day_sights import Candidate, DaySights, lasting, told
from detente.coding.deed_sights import Asked
from detente.coding.deeds import SPEECH, Deed
from detente.coding.retelling import Retellings, When, is_perfect
from detente.coding.story_time import StoryTime
from detente.coding.syntax import Tree
from detente.coding.when import Days, ahead, find_days, lean
from detente.records import Annotation, Article, Status

_OLD: Final = timedelta(300)
"""A date that far before the lead's opens another story."""
_SOON: Final = 2
"""What is told within so many sentences of the story's day goes on with it."""
_REACH: Final = 3
"""A day of speaking carries over so many paragraphs."""
UNKNOWN: Final = When(None, None, "unknown")
SURE: Final = frozenset(
    {"own", "around", "own report", "beside the quote", "pointed at", "again", "vote"}
)
"""Rules whose answer stands: on reports left out of its fit the choice of a day mends none of them."""


class Calendar:
    """The date expressions of one article by sentence, with the word each stands at.

    Ask for deeds in reading order: an answer rests on what was dated and said before it.

    ``weights``: those of the choice of a day; None takes those of the package.
    """

    def __init__(
        self,
        article: Article,
        annotation: Annotation,
        tree: Tree,
        weights: DayWeights | None = None,
    ) -> None:
        self.tree = tree
        self.published = article.published
        self.dates: dict[int, list[tuple[int, Days]]] = {}
        self._speech: dict[str, tuple[When, int]] = {}
        self._unheard: deque[tuple[int, str]] = deque()
        self._ahead = False
        self.chains = self._who(annotation)
        self._read(article, annotation)
        self._clauses = DatedClauses(tree, self.dates)
        self.story = StoryTime(article, annotation, tree, self.dates)
        self._retold = Retellings(tree, self.story, self._clauses, self.chains)
        self.sights = DaySights(tree, self.story, self.dates, self.chains, article.published)
        self.cues: frozenset[int] = frozenset()
        weights = weights or shipped()
        # A guest annotator may bring no vectors; then the rules work alone.
        hears = annotation.words.states.shape[1:] == weights.basis.shape[:1]
        self._choice = DayChoice(self.sights, weights) if hears else None
        self._ladder: tuple[Callable[[Deed, Status, bool], When | None], ...] = (
            self._own,
            self._around,
            self._own_report,
            self._below,
            self._retold.pointed_at,
            self._retold.again,
            self._retold.vote,
            self._retold.headline,
            self._headline,
            self._beside_the_quote,
            self._said_before,
            self._incident,
            self._just_said,
            self._still,
        )

    def _read(self, article: Article, annotation: Annotation) -> None:
        """Find the dates; a leaning one counts from the last day told, or from the last date of any kind."""
        words = self.tree.words
        cursor = 0
        day: date | None = None
        any_date: date | None = None
        for number, span in enumerate(annotation.sentences):
            text = span.quote(article.text)
            expressions = find_days(text, article.published)
            if _is_dateline(text, expressions):
                continue
            for at in expressions:
                found = replace(at, start=at.start + span.start, stop=at.stop + span.start)
                small = found.leans is not None and found.leans[0] in ("day", "week")
                days = lean(found, (day or any_date) if small else (any_date or day))
                while cursor < len(words) and words.stops[cursor] <= found.start:
                    cursor += 1
                if days is None or cursor >= len(words):
                    continue
                any_date = days.first or any_date
                to_come = days.first is not None and days.first > (article.published or days.first)
                if days.granularity == "day" and not to_come:
                    day = days.first or day
                self.dates.setdefault(number, []).append((self._top(cursor, found.stop), days))

    def _who(self, annotation: Annotation) -> dict[int, str]:
        """Whom each word stands for, by chain."""
        found = dict(annotation.pronouns)
        for mention in annotation.mentions:
            for index in self.tree.words.touching(mention.span):
                found.setdefault(index, mention.chain)
        return found

    def _top(self, first: int, stop: int) -> int:
        """The word of the expression that everything else in it hangs on."""
        words = self.tree.words
        for index in range(first, len(words)):
            if words.starts[index] >= stop:
                break
            head = words.heads[index]
            if not (words.starts[first] <= words.starts[head] < stop) or head == index:
                return index
        return first

    def of(self, deed: Deed, status: Status, *, outlet: bool) -> When:
        """When the deed took place. ``outlet``: it is told on the outlet's own word."""
        asked = self.asked(deed, status, outlet=outlet)
        if self._choice is None or asked.rule in SURE:
            return asked.ruled
        return self._answer(asked, self._choice.choose(asked, self.cues))

    def asked(self, deed: Deed, status: Status, *, outlet: bool) -> Asked:
        """The deed with what the rules say of its day, which have heard all that is said up to it."""
        while self._unheard and self._unheard[0][0] <= deed.index:
            word, chain = self._unheard.popleft()
            self.note_speech(chain, word)
        for rule in self._ladder:
            when = rule(deed, status, outlet)
            if when is not None:
                # A headline may be of another day than the report it stands over.
                if when.basis == "article" and self.story.in_title(deed.index):
                    break
                return Asked(deed, status, outlet, _name(rule), when, _parties(deed))
        return Asked(deed, status, outlet, "none", UNKNOWN, _parties(deed))

    def _answer(self, asked: Asked, chosen: Candidate) -> When:
        if chosen.first == asked.ruled.first:
            return asked.ruled
        if chosen.first is None:
            return UNKNOWN
        if chosen.place is None:
            return When(chosen.first, chosen.first, "article")
        return told(chosen.place, perfect=self._goes_on(asked.deed))

    def _goes_on(self, deed: Deed) -> bool:
        """Whether the words may tell of what has gone on since: a perfect tense, or a noun."""
        verb = self.tree.clause_verb(deed.index)
        return is_perfect(self.tree, deed.index) or not self.tree.is_verb(verb)

    def note_sayings(self, sayings: Iterable[tuple[int, str]]) -> None:
        """Take (word of the cue, chain of the speaker) of each claim, in reading order; each is heard in its turn."""
        self._unheard.extend(sayings)

    def note_speech(self, chain: str, word: int) -> None:
        """Remember when an actor last spoke, told by the cue of one of their claims."""
        self.cues |= {word}
        days = self._clauses.attached(word, frozenset({word})) or self._lone(word)
        if days is not None and days.first is not None:
            self._speech[chain] = When(days.first, days.last, days.basis), word

    def _lone(self, word: int) -> Days | None:
        """The one day that the sentence tells outside its quotation marks and side clauses."""
        dates = [
            days
            for at, days in self.dates.get(self.tree.words.sentence[word], ())
            if not self.story.quoted(at)
        ]
        if len(dates) != 1 or dates[0].granularity != "day" or dates[0].basis != "relative":
            return None
        return dates[0]

    # ── the rules ───────────────────────────────────────────────────────────────────────────────

    def _own(self, deed: Deed, status: Status, outlet: bool) -> When | None:
        days = self._clauses.own(deed, status)
        if days is None:
            return None
        said = deed.kind in SPEECH and outlet and status == "happened"
        # Words that do a deed by being said: a date within them is that of what they tell.
        if said and self.story.quoted(deed.index) and self.story.quoted_at(days.start):
            return None
        return self._kept(deed, status, days)

    def _around(self, deed: Deed, status: Status, outlet: bool) -> When | None:
        if status not in ("happened", "not_done"):
            return None
        verb = self.tree.clause_verb(deed.index)
        if any(self.tree.lower[child] == "had" for child in self.tree.labelled(verb, "aux")):
            return None  # what had been done is older than the clause around it
        quoted = self.story.quoted(deed.index)
        days = self._clauses.around(deed, saying=outlet and deed.kind in SPEECH and not quoted)
        return None if days is None else self._kept(deed, status, days)

    def _below(self, deed: Deed, status: Status, outlet: bool) -> When | None:
        del outlet
        days = self._clauses.below(deed.index) if status == "happened" else None
        return None if days is None else self._kept(deed, status, days)

    def _own_report(self, deed: Deed, status: Status, outlet: bool) -> When | None:
        """What the doers themselves told with a day ("police said on Monday they had arrested") is of that day."""
        del outlet
        if status != "happened":
            return None
        chains = {mention.chain for mention in deed.sides.initiators}
        tree = self.tree
        for word in tree.climb(deed.index):
            if tree.relation(word) == "relcl":
                return None
            if tree.relation(word) == "ccomp" and tree.head(word) != word:
                frame = tree.head(word)
                if any(self.chains.get(child) in chains for child in tree.subjects(frame)):
                    days = self._clauses.attached(deed.index, frozenset({frame}))
                    if days is not None and days.granularity == "day" and days.basis == "relative":
                        return self._kept(deed, status, days)
        return None

    def _kept(self, deed: Deed, status: Status, days: Days) -> When:
        """The day of the deed, remembered for what is told of it later."""
        verb = self.tree.clause_verb(deed.index)
        modal = any(self.tree.tag(child) == "MD" for child in self.tree.labelled(verb, "aux"))
        if status in ("planned", "called_for") or (status == "possible" and modal):
            days = ahead(days, self.published)
        goes_on = lasting(days, perfect=self._goes_on(deed))
        when = When(days.first, days.last, days.basis, goes_on)
        if days.granularity == "day" and status == "happened":
            self._retold.note(deed, when)
        quoted = self.story.quoted(deed.index) and self.story.quoted_at(days.start)
        if deed.kind in SPEECH and status == "happened" and not self._ahead and not quoted:
            chains = [mention.chain for mention in deed.sides.initiators]
            self._speech.update(dict.fromkeys(chains, (when, deed.index)))
        return when

    def note_deeds(self, deeds: Sequence[Deed]) -> None:
        """Remember the days that the words around them give to deeds, for other tellings of them."""
        self._ahead = True
        for deed in deeds:
            if deed.status == "happened":
                for rule in (self._own, self._around, self._own_report, self._below):
                    when = rule(deed, deed.status, True)
                    if when is not None:
                        known = _name(rule), when, _parties(deed)
                        self.sights.company.note(Asked(deed, deed.status, True, *known))
                        break
        self._ahead = False

    def _headline(self, deed: Deed, status: Status, outlet: bool) -> When | None:
        """A headline tells in the present what the lead tells with its day."""
        del outlet
        tree, lead = self.tree, self.story.lead
        if not self.story.in_title(deed.index) or status != "happened" or lead is None:
            return None
        for up in tree.climb(deed.index):
            if tree.relation(up) in ("amod", "advcl", "relcl"):
                return None
            # "Journalist shot dead" is a whole headline; "the man shot dead testifies" is not.
            if tree.relation(up) == "acl" and tree.head(tree.head(up)) != tree.head(up):
                return None
        return When(lead.first, lead.last, lead.basis)

    def _beside_the_quote(self, deed: Deed, status: Status, outlet: bool) -> When | None:
        """Quoted words do their deed on the day that the rest of the sentence gives to the saying."""
        if deed.kind not in SPEECH or status != "happened" or not outlet:
            return None
        if not self.story.quoted(deed.index):
            return None
        for word, days in self.dates.get(self.tree.words.sentence[deed.index], ()):
            if days.granularity == "day" and not self.story.quoted(word):
                return self._kept(deed, status, days)
        return None

    def _said_before(self, deed: Deed, status: Status, outlet: bool) -> When | None:
        """The day on which the same actor was last told to have spoken, unless the tense leads away from it."""
        if deed.kind not in SPEECH or status != "happened" or not outlet:
            return None
        leads_away = is_perfect(self.tree, deed.index) or self.story.older(deed.index)
        if leads_away and not self.story.quoted(deed.index):
            return None
        for mention in deed.sides.initiators:
            when, word = self._speech.get(mention.chain, (UNKNOWN, 0))
            near = self.story.paragraph(deed.index) - self.story.paragraph(word) <= _REACH
            if when.first is not None and when.first == when.last and near:
                return when
        return None

    def _incident(self, deed: Deed, status: Status, outlet: bool) -> When | None:
        """Force and rescue that the outlet tells in the plain past belong to the incident of the lead.

        Of 29 such deeds in our train and dev readings 24 did. Other deeds do where they stand next to a sentence
        that tells the lead's day; farther off most are left without one.
        """
        lead = self.story.lead
        if deed.kind in SPEECH or status != "happened" or not outlet or lead is None:
            return None
        tree = self.tree
        last, gap, same = self._last_date(deed.index)
        if last is None or lead.first is None:
            return None
        elsewhen = last.first != lead.first and last.basis == "stated"
        if elsewhen and (same or (last.first or date.min) < lead.first - _OLD):
            return None
        if deed.kind != "ASSAULT" and last.first != lead.first:
            return None
        if deed.kind not in ("ASSAULT", "AID") and not 1 <= gap <= _SOON:
            return None
        plain = tree.tag(deed.index) in ("VBD", "VBN") and not is_perfect(self.tree, deed.index)
        # Who claims responsibility claims the attack of the day.
        plain = plain or (deed.kind == "ASSAULT" and tree.lemma(deed.index) == "responsibility")
        if not plain or self.story.aside(deed.index) or self.story.older(deed.index):
            return None
        return When(lead.first, lead.last, lead.basis)

    def _last_date(self, index: int) -> tuple[Days | None, int, bool]:
        """The last date in the word's sentence or before it, not in a relative clause; how many sentences back.

        And whether it stands in the same paragraph.
        """
        here = self.tree.words.sentence[index]
        for sentence in range(here, self.story.first_body - 1, -1):
            for word, days in reversed(self.dates.get(sentence, ())):
                if not self.story.aside(word):
                    near = self.story.paragraph(word) == self.story.paragraph(index)
                    return days, here - sentence, near
        return None, 0, False

    def _just_said(self, deed: Deed, status: Status, outlet: bool) -> When | None:
        """Said in a present tense, or in words of one's own that are quoted: in the news of the day.

        A past tense without a day may be older news: readers leave most such deeds without one (gold/dev and our
        train readings), but give two of three that quoted words do, or words beside quoted ones, the day of the
        report.
        """
        if deed.kind not in SPEECH or status != "happened" or not outlet or self.published is None:
            return None
        index, tag = deed.index, self.tree.tag(deed.index)
        if tag == "VBN" and is_perfect(self.tree, index):
            return None
        if self.story.quoted(index):
            return When(self.published, self.published, "article")
        if is_perfect(self.tree, index) or self.story.older(index):
            return None
        beside = tag != "VBN" and not self.story.aside(index)
        beside = beside and any(map(self.story.quoted, self.tree.sentence_words(index)))
        if beside or tag in ("VBP", "VBZ"):
            return When(self.published, self.published, "article")
        return None

    def _still(self, deed: Deed, status: Status, outlet: bool) -> When | None:
        """What goes on without a date goes on at least until the day of the report (READING.md 6.13)."""
        del deed, outlet
        if status != "ongoing" or self.published is None:
            return None
        return When(None, self.published, "article")


def _name(rule: Callable[[Deed, Status, bool], When | None]) -> str:
    return getattr(rule, "__name__", "").strip("_").replace("_", " ")


def _parties(deed: Deed) -> frozenset[str]:
    return frozenset(m.chain for m in (*deed.sides.initiators, *deed.sides.recipients))


def _is_dateline(sentence: str, expressions: Sequence[Days]) -> bool:
    """Whether nothing but dates stands in the line: the day of the report, above its text."""
    rest = sentence
    for days in reversed(expressions):
        rest = rest[: days.start] + rest[days.stop :]
    return not any(letter.isalnum() for letter in rest)
