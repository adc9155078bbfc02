"""The nouns: frozen values that pass between rooms; one module, so that they are learned at one sitting.

What they mean, in words exact enough to annotate by, is ``docs/reference/reading.md``. All offsets are
code points into ``Article.text``, half-open. Identifiers are digests of content, so the same report
read twice gives the same identifiers, and adding twice is harmless.

A record is never edited: a room returns a new one (``dataclasses.replace``).
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

# ── The field's closed vocabularies ──────────────────────────────────────────────────────────────

Kind = Literal["person", "organisation", "country", "place", "outlet", "agreement", "role", "group"]
Sector = Literal[
    "GOV", "MIL", "COP", "JUD", "LEG", "OPP", "REB", "IGO", "NGO", "MED", "BUS", "CVL", "ELI",
    "SPY", "UNK",
]  # fmt: skip
Quotation = Literal["direct", "mixed", "indirect"]
Stance = Literal["asserted", "hedged", "denied", "asked", "conditional", "predicted"]
Status = Literal["happened", "ongoing", "planned", "possible", "called_for", "denied", "not_done"]
DayBasis = Literal["stated", "relative", "article", "unknown"]

#: How the publication date of an article was found. ``given`` by the caller, in the page's
#: ``metadata``, in its ``url``, in the ``dateline`` of the text, or ``unknown``.
PublishedBasis = Literal["given", "metadata", "url", "dateline", "unknown"]

SECTORS: Final[tuple[str, ...]] = (
    "GOV", "MIL", "COP", "JUD", "LEG", "OPP", "REB", "IGO", "NGO", "MED", "BUS", "CVL", "ELI",
    "SPY", "UNK",
)  # fmt: skip


def digest(*parts: object) -> str:
    """Twelve hexadecimal digits that stand for ``parts``, the same on every machine."""
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


# ── Text ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points ``[start, stop)`` of ``Article.text``; ``0 <= start < stop``."""

    start: int
    stop: int

    def quote(self, text: str) -> str:
        """The words this span stands for."""
        return text[self.start : self.stop]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.stop and other.start < self.stop

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span (equal counts)."""
        return self.start <= other.start and other.stop <= self.stop

    def __len__(self) -> int:
        return self.stop - self.start


@dataclass(frozen=True, slots=True)
class Furniture:
    """A piece of the page that is not the report: a share bar, a newsletter line, a related link."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a source gave before anything was judged: the door into the reading room.

    ``content`` is bytes or already decoded text; ``declared`` keys win over what the page says
    (``published``, ``outlet``, ``title``, ``url``, ``article_id``). With ``clean`` the text is taken
    as it stands, so that offsets agree with an annotation made elsewhere.
    """

    name: str
    content: bytes | str
    media_type: str = ""
    article_id: str = ""
    url: str = ""
    outlet: str = ""
    title: str = ""
    published: date | None = None
    clean: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """One report: ``text`` is the title, a blank line, then the body, paragraphs parted by one blank line.

    NFC, runs of spaces collapsed, furniture gone. ``published`` is a calendar day or unknown;
    ``published_basis`` says how it was found, and is ``unknown`` exactly when ``published`` is None.
    """

    article_id: str
    text: str
    title: str = ""
    url: str = ""
    outlet: str = ""
    byline: str = ""
    language: str = "en"
    published: date | None = None
    published_basis: PublishedBasis = "unknown"
    previous_title: str = ""
    next_title: str = ""
    copy_of: str = ""
    furniture: tuple[Furniture, ...] = ()

    @property
    def body_start(self) -> int:
        """Where the body begins: after the title and its blank line, or 0 when there is no title."""
        if self.title and self.text.startswith(self.title):
            offset = len(self.title)
            while offset < len(self.text) and self.text[offset] == "\n":
                offset += 1
            return offset
        return 0


# ── What the language room sees ──────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of an article, column by column; every column has one entry a word, in reading order.

    ``tags`` are Penn Treebank tags, ``heads`` the index of each word's syntactic head (its own index
    for a sentence's root), ``relations`` the ClearNLP dependency labels, ``sentence`` the index of the
    sentence. ``entities`` are BIO labels over names (``B-PERSON``, ``I-GPE``, ``O``).

    ``states`` holds the encoder's vector for each word.
    Shape: ``(n_words, 384)``, float32. It never leaves the process: later heads read it and it is
    not part of any serialised reading.
    """

    starts: tuple[int, ...]
    stops: tuple[int, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    entities: tuple[str, ...]
    sentence: tuple[int, ...]
    states: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, first: int, last: int) -> Span:
        """The span from word ``first`` to word ``last``, both included."""
        return Span(self.starts[first], self.stops[last])

    def touching(self, span: Span) -> range:
        """The words that share a character with ``span``, in reading order; empty where none does."""
        return range(bisect_right(self.stops, span.start), bisect_left(self.starts, span.stop))


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or description of somebody or something, tied to its words.

    ``chain`` groups the mentions of one article that name the same thing. ``head`` is the span of the
    head word or bare name inside ``span``. The last four are empty until the actor room has spoken:
    ``actor_id`` names a row of the actor base; ``person`` is a person's full name when known;
    ``country`` is ISO 3166-1 alpha-3 or an organisation code; ``confidence`` is in [0, 1].
    """

    mention_id: str
    span: Span
    kind: Kind
    chain: str
    head: Span
    actor_id: str = ""
    person: str = ""
    country: str = ""
    sector: Sector = "UNK"
    role: str = ""
    confidence: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Annotation:
    """Sentences and mentions of one article, in reading order, with the words they were found by.

    ``pronouns`` maps the index of a pronoun's word to the chain it was resolved to.
    """

    article_id: str
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    words: Words
    pronouns: tuple[tuple[int, str], ...] = ()

    def mention(self, mention_id: str) -> Mention:
        """The mention of that id; KeyError if there is none."""
        for mention in self.mentions:
            if mention.mention_id == mention_id:
                return mention
        raise KeyError(mention_id)


# ── What the actor room knows ────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Actor:
    """A row of the actor base. ``state_owned`` matters for outlets only; None means not known."""

    actor_id: str
    name: str
    kind: Kind
    country: str = ""
    sector: Sector = "UNK"
    state_owned: bool | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """An office held, days inclusive.

    ``last_day`` None with ``observed_until`` set means "in office when the source was made", never
    "in office today".
    """

    actor_id: str
    office: str
    country: str
    first_day: date | None
    last_day: date | None
    observed_until: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Membership:
    """A country's belonging to a bloc, days inclusive, None where open or unknown."""

    actor_id: str
    bloc: str
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer of the actor base to a name on a day, with its confidence in [0, 1] and the reason."""

    actor: Actor
    country: str
    sector: Sector
    confidence: float
    reason: str
    role: str = ""
    post: Post | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An alias of the actor base found in running text: where, and which rows it may mean."""

    span: Span
    kind: Kind
    actor_ids: tuple[str, ...]


# ── What a reading says ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Claim:
    """Something said by an identifiable source other than the outlet.

    ``speaker``, ``relays`` and ``addressee`` are mention ids; ``within`` is a claim id. ``cue`` is None
    where the text has no cue word (a headline with a colon). ``confidence`` is in [0, 1].
    """

    claim_id: str
    article_id: str
    speaker: str | None
    relays: tuple[str, ...]
    addressee: str | None
    cue: Span | None
    content: tuple[Span, ...]
    quotation: Quotation
    stance: Stance
    within: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an event. ``mention`` is a mention id or None where the text leaves the doer out."""

    mention: str | None
    actor_id: str
    country: str
    sector: Sector


@dataclass(frozen=True, slots=True)
class Subtype:
    """A user's own type of an event, beside the type the coder gave it.

    ``ontology`` is the name of the table or model that knows it, without folder and ending.
    ``confidence`` is in (0, 1]; ``why`` says in words what it rests on.
    """

    name: str
    ontology: str
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class Event:
    """One initiator doing one thing to one recipient, once.

    ``claim_id`` is the claim on whose word it is told, None for the outlet's own. ``type`` is a name
    of ``ontology``. Days are inclusive. ``intensity`` is on the PLOVER/Goldstein scale, -10 to 10.
    ``confidence`` is in [0, 1]. ``subtypes`` are a user's own, at most one of each table or model.
    """

    event_id: str
    article_id: str
    claim_id: str | None
    ontology: str
    type: str
    mode: str
    contexts: tuple[str, ...]
    initiator: Party | None
    recipient: Party | None
    status: Status
    first_day: date | None
    last_day: date | None
    day_basis: DayBasis
    place: str | None
    about: tuple[str, ...]
    trigger: Span
    evidence: tuple[Span, ...]
    intensity: float
    confidence: float
    subtypes: tuple[Subtype, ...] = ()


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A verbatim piece of the article.

    ``speaker`` is the name printed before it when the words are a claim whose source does not stand
    inside them; empty when they carry their own attribution.
    """

    span: Span
    text: str
    speaker: str = ""
    event_ids: tuple[str, ...] = ()
    claim_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """Two to four sentences in reading order (fewer only if the article has fewer)."""

    sentences: tuple[SummarySentence, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """How much of the report one actor's or one side's words fill.

    ``share`` is content words over body words, in [0, 1]. ``state_media`` says whether a relay that
    carried them is state-owned (None: no relay named).
    """

    name: str
    country: str
    share: float
    claim_ids: tuple[str, ...]
    relays: tuple[str, ...] = ()
    state_media: bool | None = None


@dataclass(frozen=True, slots=True)
class DateBracket:
    """For an undated report: the days between which it must lie, with the reasons."""

    not_before: date | None
    not_after: date | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something dropped on purpose: nothing vanishes silently."""

    record_id: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What made a record; a rebuild with the same three gives the same bytes."""

    component: str
    version: str
    settings: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in one report, each line tied to the words behind it."""

    article: Article
    annotation: Annotation
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    summary: Summary
    voices: tuple[Voice, ...]
    sides: tuple[Voice, ...]
    bracket: DateBracket | None = None
    rejections: tuple[Rejection, ...] = ()
    made_by: tuple[MadeBy, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """The reading as plain values: a superset of the gold format (same keys, same offsets)."""
        from detente import wire  # noqa: PLC0415 - the wire format knows the nouns, not the reverse

        return wire.reading_to_json(self)

    def to_frames(self) -> dict[str, Any]:
        """Tables ``mentions``, ``claims``, ``events``, ``voices``: pandas, or polars without pandas.

        Raises:
            InstallError: neither is installed.
        """
        from detente import wire  # noqa: PLC0415

        return wire.reading_to_frames(self)

    def _repr_html_(self) -> str:
        from detente import wire  # noqa: PLC0415

        return wire.reading_to_notebook(self)
