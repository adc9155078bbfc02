"""The words that introduce somebody's words: ``tables/cues.csv``, read once.

Source of the table: our own list of reporting verbs and nouns, grouped by what they do; the columns
``polnear_cues`` and ``polnear_words`` count how often the lemma heads a cue, and occurs at all, in the
train part of PolNeAR (figures only, no sentence of it).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, Literal, cast

from detente.records import Stance

CueKind = Literal[
    "say", "tell", "read", "think", "see", "call", "show", "deny", "ask", "demand", "urge", "promise",
    "predict", "warn", "accuse", "judge", "cite", "agree", "attitude", "seem", "rumour",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """What is known of one cue word.

    ``takes`` lists the shapes its content may have: ``c`` a clause, ``x`` a bare infinitive or gerund,
    ``o`` an object with an infinitive ("urged both sides to stop"), ``d`` a plain object, ``q`` quoted
    words, ``a`` an object with what it is called. ``prepositions`` may stand before the content
    ("warned of"). ``is_claim``: False for attitudes and intentions, which PolNeAR marks and READING.md
    does not. ``has_addressee``: whether the object is who was told.
    """

    lemma: str
    kind: CueKind
    stance: Stance
    takes: str
    prepositions: frozenset[str]
    is_claim: bool
    has_addressee: bool
    polnear_cues: int
    polnear_words: int


@cache
def _families() -> dict[str, frozenset[str]]:
    table = resources.files(__package__).joinpath("tables/words.csv").read_text("utf-8")
    found: dict[str, set[str]] = {}
    for row in csv.DictReader(table.splitlines()):
        found.setdefault(row["family"], set()).add(row["word"])
    return {family: frozenset(words) for family, words in found.items()}


def word_family(family: str) -> frozenset[str]:
    """The words of one family of ``tables/words.csv``, in lower case; KeyError for an unknown family."""
    return _families()[family]


#: Verb forms a lemmatiser may leave as they stand or get wrong.
_MISREAD: Final = {
    "hop": "hope",
    "retweete": "retweet",
    "told": "tell",
    "said": "say",
    "saying": "say",
}

#: A source whose head is one of these is an outlet even where no name says so.
OUTLET_NOUNS: Final = word_family("outlet_nouns")
#: Nouns for words already spoken: "this statement, carried by ...".
STATEMENT_NOUNS: Final = word_family("statement_nouns")
#: How an outlet hands words on: "relayed through", "quoted by", "in a report published by".
RELAY_VERBS: Final = word_family("relay_verbs")
#: Adverbs that report without a source.
HEARSAY: Final = frozenset({"allegedly", "reportedly", "purportedly", "supposedly"})
#: Pronouns that can stand for a speaker.
SPEAKING_PRONOUNS: Final = frozenset(
    {"he", "she", "they", "it", "him", "her", "them", "his", "their"}
)
#: Inside somebody's own words these are that somebody: not nested (READING.md 6.4).
OWN_PRONOUNS: Final = frozenset({"i", "we", "me", "us", "my", "our", "you", "myself", "ourselves"})


@cache
def cues(part: Literal["verb", "noun"]) -> dict[str, Cue]:
    """Every cue of a part of speech, by lemma."""
    table = resources.files(__package__).joinpath("tables/cues.csv").read_text("utf-8")
    found: dict[str, Cue] = {}
    for row in csv.DictReader(table.splitlines()):
        if row["pos"] != part:
            continue
        found[row["lemma"]] = Cue(
            lemma=row["lemma"],
            kind=cast(CueKind, row["kind"]),
            stance=cast(Stance, row["stance"]),
            takes=row["takes"],
            prepositions=frozenset(row["prepositions"].split()),
            is_claim=row["claim"] == "1",
            has_addressee=row["addressee"] in {"object", "to"},
            polnear_cues=int(row["polnear_cues"]),
            polnear_words=int(row["polnear_words"]),
        )
    return found


def can_speak(word: str, lemma: str) -> bool:
    """Whether a thing of that name can itself say or show: a report, a poll, satellite images."""
    documents = word_family("body_nouns") | word_family("people")
    return word in documents or lemma in documents or word in OUTLET_NOUNS


def verb(lemma: str) -> Cue | None:
    """The cue verb of that lemma, if it is one."""
    lowered = lemma.lower()
    return cues("verb").get(_MISREAD.get(lowered, lowered))


def noun(lemma: str) -> Cue | None:
    """The cue noun of that lemma, if it is one."""
    return cues("noun").get(lemma.lower())


def of_tag(lemma: str, tag: str) -> Cue | None:
    """The cue of that lemma for a Penn Treebank tag: a verb's, a noun's, or none."""
    if tag.startswith("VB"):
        return verb(lemma)
    return noun(lemma) if tag.startswith("NN") else None
