"""What a report itself says of its names: short forms it defines, full names, pronouns that own, languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from detente.actors import lexicon
from detente.actors.answers import Answer
from detente.actors.spelling import words
from detente.records import Annotation, Article, Mention

#: The reason of an answer for a word that names a language.
LANGUAGE: Final[str] = "a language here"
#: A long form in capitals and the short form in brackets after it.
_DEFINED: Final = re.compile(
    r"((?:[A-Z][\w'’-]*|of|for|the|and|on|in|de|et|&)(?: (?:[A-Z][\w'’-]*|of|for|the|and|on|in|de|et|&)){1,9})"
    r" \(([A-Z]{2,8})\)"
)
_BRACKETED: Final = re.compile(r" \([A-Z]{2,8}\)")
_SMALL: Final = frozenset({"of", "for", "the", "and", "on", "in", "de", "et", "&"})
#: What stands before a word that names a language.
_SPOKEN: Final = re.compile(
    r"\b(?:in|speaks?|speaking|spoke|spoken|into|learn\w*|fluent|translated from|taught)\s+(?:\w+,? (?:and|or) )?$"
)
#: What follows a word that names a language.
_WRITTEN: Final = re.compile(
    r"[ -](?:pages?|versions?|editions?|translations?|subtitles?|texts?|words?|lessons?|class(?:es)?|names? for|speakers?"
    r"|speaking|Wikipedia|Wikinews|dictionary|literature|alphabet)\b"
)
_OWNERS: Final = frozenset({"its", "their", "his", "her"})


def short_forms(text: str) -> dict[str, str]:
    """Short forms the text defines, with their long forms; only where the initials agree."""
    found: dict[str, str] = {}
    brackets = _brackets(text)
    if not brackets:
        return found
    for match in _DEFINED.finditer(text):
        told = match[1].split()
        for start in range(len(told)):
            if told[start] in _SMALL:
                continue
            telling = [word for word in told[start:] if word not in _SMALL]
            if "".join(word[0] for word in telling) == match[2]:
                found.setdefault(match[2], " ".join(told[start:]))
                break
    for match in brackets:
        short = match[0][2:-1]
        if short not in found:
            small = _in_small_letters(short, text[max(0, match.start() - 120) : match.start()])
            if small:
                found[short] = small
    return found


def _brackets(text: str) -> list[re.Match[str]]:
    """Capitals in brackets, in order."""
    found = []
    start = text.find(" (")
    while start >= 0:
        match = _BRACKETED.match(text, start)
        if match is not None:
            found.append(match)
        start = text.find(" (", start + 1)
    return found


def _in_small_letters(short: str, before: str) -> str:
    """The words right before a short form whose first letters it has: "growth hormone (GH)"."""
    told = re.split(r"[^\w' -]", before)[-1].replace("-", " ").split()[-len(short) :]
    if len(told) < len(short) or len(short) < 3:
        return ""
    agrees = all(
        word[0].casefold() == letter.casefold() for word, letter in zip(told, short, strict=True)
    )
    return " ".join(told) if agrees and any(word[0].islower() for word in told) else ""


def spelled_out(quoted: str, defined: Mapping[str, str]) -> str:
    """A mention's words with a short form that the report defined replaced by what it stands for."""
    for short, long in defined.items():
        if f" ({short})" in quoted:
            return quoted.replace(f" ({short})", "")
        if quoted in (short, f"the {short}", f"The {short}"):
            return f"the {long}"
        if quoted.startswith((f"{short}'s ", f"{short}’s ", f"the {short}'s ")):
            return f"the {long}{quoted.partition(short)[2]}"
    return quoted


def is_language(text: str, mention: Mention, quoted: str) -> bool:
    """Whether a nationality is a language here: "spoke in French and English"."""
    if text.startswith((" language", "-language"), mention.span.stop) and " " not in quoted:
        return True
    if quoted.casefold() not in lexicon.LANGUAGES:
        return False
    if _WRITTEN.match(text, mention.span.stop):
        return True
    following = text[mention.span.stop : mention.span.stop + 2]
    if (
        following[:1] == " "
        and following[1:2].isalpha()
        and not text[mention.span.stop :].startswith((" and ", " or ", " to "))
    ):
        return False
    return _SPOKEN.search(text[max(0, mention.span.start - 40) : mention.span.start]) is not None


def owners(article: Article, annotation: Annotation) -> dict[int, str]:
    """Mention number -> chain of the owner, where a mention begins with a pronoun that was resolved."""
    if not annotation.pronouns:
        return {}
    starts = {annotation.words.starts[index]: chain for index, chain in annotation.pronouns}
    found: dict[int, str] = {}
    for number, mention in enumerate(annotation.mentions):
        chain = starts.get(mention.span.start)
        if (
            chain is not None
            and words(mention.span.quote(article.text))[:1]
            and (words(mention.span.quote(article.text))[0] in _OWNERS)
        ):
            found[number] = chain
    return found


def owned(article: Article, annotation: Annotation, answers: Sequence[Answer]) -> dict[int, str]:
    """Mention number -> country of the one whose it is: "Russia ... and its Defence Ministry"."""
    found: dict[int, str] = {}
    for number, chain in owners(article, annotation).items():
        counts = Counter(
            answers[index].country
            for index, mention in enumerate(annotation.mentions)
            if mention.chain == chain and len(answers[index].country) == 3 and index != number
        )
        if counts:
            found[number] = min(counts, key=lambda code: (-counts[code], code))
    return found


def in_full(folded: Sequence[tuple[str, ...]], answers: Sequence[Answer]) -> dict[str, list[int]]:
    """Name word -> the mentions that name a person with that word and at least one other of the name's."""
    found: dict[str, list[int]] = {}
    for number, answer in enumerate(answers):
        said = folded[number]
        if not answer.person or len(said) < 2:
            continue
        named = words(answer.person)
        if len(named) < 2 or len(set(named).intersection(said)) < 2:
            continue
        for word in {named[0], named[-1]}.intersection(said):
            found.setdefault(word, []).append(number)
        for word in set(named[1:-1]).intersection(said):
            found.setdefault(word, []).append(number)
    return found
