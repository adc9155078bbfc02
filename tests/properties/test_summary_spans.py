"""Whatever the text: summary sentences are substrings, in order, and the same every time."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from detente.records import Annotation, Article, Claim, Mention, Span
from detente.summary.summarise import GroundedSummariser
from detente.summary.voices import voices
from detente.testing import check_summariser
from detente.wire import no_words

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from(list(" \n.?!“”\"'abcdeABC")), st.characters(exclude_categories=())
    ),
    max_size=200,
)


@st.composite
def spans(draw, length):
    start = draw(st.integers(0, length - 1))
    return Span(start, draw(st.integers(start + 1, length)))


@st.composite
def reports(draw):
    text = draw(TEXTS.filter(lambda item: len(item) > 0))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)) | {0, len(text)})
    sentences = tuple(Span(first, last) for first, last in pairwise(cuts) if last > first)
    mentions = []
    for number, span in enumerate(draw(st.lists(spans(len(text)), max_size=3))):
        country = draw(st.sampled_from(["", "NOR", "ISL"]))
        mentions.append(
            Mention(f"m{number}", span, "group", f"chain{number % 2}", span, country=country)
        )
    names = [None, *(item.mention_id for item in mentions)]
    claims = tuple(
        Claim(
            claim_id=f"c{number}",
            article_id="x",
            speaker=draw(st.sampled_from(names)),
            relays=(),
            addressee=None,
            cue=draw(st.none() | spans(len(text))),
            content=(span,),
            quotation="indirect",
            stance="asserted",
            within=None,
            confidence=0.5,
        )
        for number, span in enumerate(draw(st.lists(spans(len(text)), max_size=4)))
    )
    article = Article("x", text)
    return article, Annotation("x", sentences, tuple(mentions), no_words()), claims, ()


@given(reports())
def test_a_summary_keeps_every_promise_of_its_seam(report):
    check_summariser(GroundedSummariser(), [report])


@given(reports())
def test_shares_lie_between_nothing_and_everything(report):
    article, annotation, claims, _ = report
    actors, sides = voices(article, annotation, claims)
    assert all(0.0 <= item.share <= 1.0 for item in (*actors, *sides))
    counted = [claim for item in sides for claim in item.claim_ids]
    assert sorted(counted) == sorted(claim.claim_id for claim in claims)
