"""Laws of the attribution room: whatever the text and however wrong the parse, spans fit and nothing raises."""

from __future__ import annotations

import time

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.attribution import rules
from detente.attribution.attribute import QuotationAttributor, surface_attributions
from detente.attribution.proposals import joined, shared, size, without
from detente.attribution.quotes import find_quotations
from detente.attribution.syntax import Syntax
from detente.language.words import segment
from detente.records import Annotation, Article, Mention, Span, Words

PIECES = (
    *(
        "said",
        "told",
        "Reuters",
        "TASS",
        "according",
        "to",
        "the",
        "minister",
        "he",
        "she",
        "it",
        "they",
    ),
    *(
        "that",
        ",",
        ".",
        '"',
        "“",
        "”",
        "'",
        "‘",
        "’",
        "«",
        "»",
        "„",
        "‟",
        "``",
        "''",
        ":",
        "-",
        "—",
        "I",
    ),
    *(
        "citing",
        "officials",
        "claim",
        "claims",
        "view",
        "in",
        "of",
        "by",
        "was",
        "quoted",
        "as",
        "saying",
    ),
    *(
        "denied",
        "allegedly",
        "\n\n",
        "\n",
        "Russia's",
        "if",
        "will",
        "not",
        "asked",
        "whether",
        "leave",
    ),
    *(
        "statement",
        "relayed",
        "through",
        "This",
        "and",
        "but",
        "we",
        "\xa0",
        "\u2028",
        "…",
        "?",
        "!",
        "3.14",
    ),
)
TAGS = (
    "NN",
    "NNS",
    "NNP",
    "VBD",
    "VBZ",
    "VB",
    "VBG",
    "VBN",
    "IN",
    "DT",
    "PRP",
    "PRP$",
    ",",
    ".",
    "``",
    "RB",
    "MD",
    "",
)
RELATIONS = (
    "nsubj", "nsubjpass", "ccomp", "xcomp", "dobj", "prep", "pobj", "conj", "advcl", "relcl", "acl", "aux", "auxpass",
    "agent", "mark", "poss", "ROOT", "punct", "parataxis", "dative", "neg", "pcomp", "",
)  # fmt: skip
KINDS = ("person", "organisation", "country", "place", "outlet", "role", "group", "agreement")

texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=60).map(" ".join)


def annotate(text: str, draw) -> tuple[Article, Annotation]:
    """An annotation as wrong as a parser can make it: any tag, any head (circles too), any label."""
    seg = segment(text)
    count = len(seg.starts)
    lower = [text[a:b].lower() for a, b in zip(seg.starts, seg.stops, strict=True)]
    first = {s: seg.sentence.index(s) for s in set(seg.sentence)}
    heads = []
    for index in range(count):
        begin = first[seg.sentence[index]]
        end = begin + seg.sentence.count(seg.sentence[index])
        heads.append(draw(st.integers(begin, end - 1)))
    words = Words(
        starts=seg.starts,
        stops=seg.stops,
        lemmas=tuple(
            {"said": "say", "told": "tell", "was": "be", "citing": "cite"}.get(w, w) for w in lower
        ),
        tags=tuple(draw(st.sampled_from(TAGS)) for _ in range(count)),
        heads=tuple(heads),
        relations=tuple(draw(st.sampled_from(RELATIONS)) for _ in range(count)),
        entities=tuple(
            draw(st.sampled_from(("O", "B-ORG", "B-PERSON", "B-DATE"))) for _ in range(count)
        ),
        sentence=seg.sentence,
        states=np.zeros((count, 384), np.float32),
    )
    mentions = []
    for index in range(count):
        if draw(st.integers(0, 3)) == 0:
            last = min(count - 1, index + draw(st.integers(0, 2)))
            span = Span(seg.starts[index], seg.stops[last])
            mentions.append(
                Mention(
                    f"m{span.start}_{span.stop}",
                    span,
                    draw(st.sampled_from(KINDS)),
                    f"m{index % 3}",
                    span,
                )
            )
    pronouns = tuple((i, f"m{i % 3}") for i in range(count) if lower[i] in {"he", "she", "they"})
    article = Article(article_id="x", text=text, title=text.split("\n", maxsplit=1)[0])
    return article, Annotation("x", seg.sentences, tuple(mentions), words, pronouns)


@settings(max_examples=40)
@given(st.data(), texts)
def test_any_parse_of_any_text_gives_claims_whose_spans_fit(data, text):
    article, annotation = annotate(text, data.draw)
    widened, claims = QuotationAttributor().attribute(article, annotation, None)
    known = {mention.mention_id for mention in widened.mentions}
    identifiers = {claim.claim_id for claim in claims}
    assert len(identifiers) == len(claims)
    for claim in claims:
        assert claim.content
        for span in (*claim.content, *([claim.cue] if claim.cue else [])):
            assert 0 <= span.start < span.stop <= len(text)
            assert span.quote(text).strip()
        assert {claim.speaker, claim.addressee, *claim.relays} - {None} <= known
        assert claim.within is None or claim.within in identifiers
        assert claim.within != claim.claim_id
        assert 0 <= claim.confidence <= 1
    assert list(claims) == sorted(claims, key=lambda claim: claim.content[0].start)
    assert set(annotation.mentions) <= set(widened.mentions)


@settings(max_examples=40)
@given(st.data(), texts)
def test_the_same_annotation_gives_the_same_claims(data, text):
    article, annotation = annotate(text, data.draw)
    first = QuotationAttributor().attribute(article, annotation, None)
    second = QuotationAttributor().attribute(article, annotation, None)
    assert first[1] == second[1]
    assert first[0].mentions == second[0].mentions


@settings(max_examples=40)
@given(st.data(), texts)
def test_proposals_stay_within_the_words_and_are_in_order(data, text):
    article, annotation = annotate(text, data.draw)
    proposals = rules.propose(article, annotation)
    for proposal in proposals:
        for first, last in (proposal.cue, *proposal.source, *proposal.content):
            assert 0 <= first <= last < len(annotation.words)
        assert 0 <= proposal.confidence <= 1
    assert len(surface_attributions(article, annotation)) <= len(proposals)


@given(st.text(alphabet="\"“”'‘’«»„‟`ab. ,\n", max_size=80))
def test_quotations_never_raise_nor_overlap(text):
    seg = segment(text)
    article = Article(article_id="q", text=text)
    words = Words(
        seg.starts, seg.stops, *(("",) * len(seg.starts) for _ in range(2)), tuple(range(len(seg.starts))),
        ("",) * len(seg.starts), ("O",) * len(seg.starts), seg.sentence, np.zeros((len(seg.starts), 384), np.float32),
    )  # fmt: skip
    syntax = Syntax(article, Annotation("q", seg.sentences, (), words))
    before = -1
    for quoted in find_quotations(text, seg.starts, seg.stops, syntax.paragraphs):
        assert before < quoted.opening < quoted.first <= quoted.last < len(seg.starts)
        assert quoted.closing is None or quoted.closing > quoted.last
        before = quoted.whole[1]


ranges = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)), max_size=6).map(
    lambda pairs: joined(tuple((a, a + b) for a, b in pairs))
)


@given(ranges, st.integers(0, 60), st.integers(0, 9))
def test_cutting_a_hole_loses_exactly_its_words(parts, start, length):
    hole = (start, start + length)
    assert size(without(parts, hole)) == size(parts) - shared(parts, (hole,))
    assert joined(parts) == parts


def test_time_grows_no_faster_than_the_text():
    """Ten times the report takes at most some fifteen times the time: no step is quadratic."""
    paragraph = 'The minister said that "the talks are over," Reuters reported. He denied it, citing officials.\n\n'

    def seconds(times: int) -> float:
        text = paragraph * times
        seg = segment(text)
        count = len(seg.starts)
        lower = tuple(text[a:b].lower() for a, b in zip(seg.starts, seg.stops, strict=True))
        words = Words(
            seg.starts, seg.stops, lower,
            tuple("VBD" if w in {"said", "reported", "denied"} else "NN" for w in lower),
            tuple(min(count - 1, i + 1) if i + 1 < count and seg.sentence[i] == seg.sentence[i + 1] else i
                  for i in range(count)),
            ("nsubj",) * count, ("O",) * count, seg.sentence, np.zeros((count, 384), np.float32),
        )  # fmt: skip
        mentions = tuple(
            Mention(f"m{a}", Span(a, b), "outlet", f"m{a}", Span(a, b))
            for a, b, w in zip(seg.starts, seg.stops, lower, strict=True)
            if w == "reuters"
        )
        annotation = Annotation("t", seg.sentences, mentions, words)
        article = Article(article_id="t", text=text)
        started = time.process_time()
        QuotationAttributor().attribute(article, annotation, None)
        return time.process_time() - started

    seconds(5)
    small, large = min(seconds(30) for _ in range(3)), min(seconds(300) for _ in range(2))
    assert large < 25 * small
