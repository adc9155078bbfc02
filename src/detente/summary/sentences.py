"""The sentences of a report as a summary may show them, and how well each reads alone."""

from __future__ import annotations

import re
from itertools import pairwise

from detente.records import Annotation, Article, Span

#: Sentences looked at.
LONGEST = 400

_COMMENT_NOUNS = (
    "statement|statements|viewpoint|view|framing|emphasis|comment|comments|remark|remarks|move|"
    "stance|position|development|developments|shift|approach|narrative|rhetoric|reaction|response|"
    "message|language|posture|dynamic|episode|exchange|situation|incident|decision|announcement"
)
_COMMENT_VERBS = (
    "signals?|signalled|signaled|underscores?|underscored|underlines?|underlined|frames?|presents?|"
    "highlights?|highlighted|reflects?|reflected|illustrates?|suggests?|shows?|demonstrates?|"
    "indicates?|reveals?|raises|points? to|speaks? to|serves? as|marks?|represents?|hints? at"
)
#: The outlet explaining what something means: "This framing presents ...".
_GLOSS = re.compile(
    rf"^(?:this|that|these|those|such(?: an?)?|the)\s+(?:[\w’'-]+\s+){{0,3}}(?:{_COMMENT_NOUNS})\b"
    rf"(?:\W+[\w’'-]+){{0,5}}?\W+(?:{_COMMENT_VERBS})\b",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"^[\W_]*(?:he|she|it|they|this|that|these|those|such|his|her|its|their|him|them|but|and|or|"
    r"however|meanwhile|instead|also|moreover|furthermore|still|yet|so|then|there|another|the "
    r"(?:former|latter|same)|for (?:example|instance))\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:i|we|our|my|us|me|you|your)\b", re.IGNORECASE)
#: Space and the marks of a list before the first word.
_MARGIN = re.compile(r"(?:\s|[-–—•·▪*](?=\s))*")
_QUOTED = re.compile(r"[\"“”„«»‘’']")
_INNER_END = re.compile(r"[.?!][\"”’')]{0,2}\s+(?=[\"“‘'(]{0,2}[A-Z0-9])")
#: What ends in a full stop without ending a sentence: titles, initials, months, "U.S.".
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Sen|Rep|Gov|Rev|Hon|St|Jr|Sr|No|vs|etc|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)|\b[A-Za-z]|\.\w)\.$"
)
_QUOTE_MARKS = '"“”„«»'
_WORD = re.compile(r"\w+")


def body_sentences(article: Article, annotation: Annotation) -> tuple[Span, ...]:
    """Sentences of the body without surrounding space, in order; the title when there is no body.

    At most the first ``LONGEST``: what stands further down is no news, and work stays bounded.
    Without any sentence in the annotation, paragraphs stand for sentences.
    """
    spans = annotation.sentences or tuple(
        Span(found.start(), found.end()) for found in re.finditer(r"\S[^\n]*", article.text)
    )
    start = article.body_start
    removed = {item.text.strip() for item in article.furniture}
    parts = [part for span in sorted(spans) for part in _parts(span, article.text)]
    trimmed = [_trim(span, article.text) for span in parts]
    body = [
        span
        for span in trimmed
        if span is not None and span.start >= start and span.quote(article.text) not in removed
    ]
    unique = dict.fromkeys(body or [span for span in trimmed if span is not None])
    return tuple(unique)[:LONGEST]


def _parts(span: Span, text: str) -> list[Span]:
    """The sentences inside a quotation, which the language room keeps as one with what introduces it."""
    words = span.quote(text)
    if not _QUOTED.search(words):
        return [span]
    cuts = [
        span.start + found.end()
        for found in _INNER_END.finditer(words)
        if not _ABBREVIATION.search(words[: found.start() + 1])
    ]
    edges = [span.start, *cuts, span.stop]
    return [Span(first, last) for first, last in pairwise(edges) if first < last]


def _trim(span: Span, text: str) -> Span | None:
    words = span.quote(text)
    margin = _MARGIN.match(words)
    left = margin.end() if margin else 0
    right = len(words.rstrip())
    return Span(span.start + left, span.start + right) if right > left else None


def fitness(words: str, *, spoken: bool, held: bool) -> float:
    """Faults of a sentence read alone, each with its price; 0 for one without."""
    count = len(_WORD.findall(words))
    price = 0.0
    if count < 8:
        price += 0.1 * (8 - count)
    if count > 45:
        price += 0.01 * (count - 45)
    if words.rstrip(_QUOTE_MARKS + "'’ )").endswith("?"):
        price += 0.8
    if words[-1].isalnum() or words[-1] in ":,;":
        price += 0.8  # a heading, a caption, a date line
    if _GLOSS.match(words):
        price += 0.8
    elif _LEANS.match(words) and not spoken:
        price += 0.15
    if words.count("“") != words.count("”") or words.count('"') % 2:
        price += 0.2  # cut out of a longer quotation
    if not held and words[0] in _QUOTE_MARKS:
        price += 0.5  # a quotation whose speaker we do not know
    if not held and _FIRST_PERSON.search(words):
        price += 0.15
    return -price
