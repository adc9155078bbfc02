"""From words to claims, with the shipped annotator: speaker, relays, nesting, stance, trimmed words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.attribution.attribute import QuotationAttributor, surface_attributions
from detente.attribution.proposals import Proposal
from detente.records import Annotation, Article, Claim


class Reader:
    """Reads short texts by rules alone and tells claims in plain words."""

    def __init__(self, annotator, base) -> None:
        self.annotator, self.base = annotator, base

    def claims(self, text: str, **fields) -> tuple[Annotation, tuple[Claim, ...]]:
        article = Article(article_id="t", text=text, **fields)
        annotation = self.annotator.annotate(article, self.base)
        return QuotationAttributor(None).attribute(article, annotation, self.base)

    def told(self, text: str, **fields) -> list[tuple[str, list[str], str, list[str]]]:
        annotation, claims = self.claims(text, **fields)

        def name(mention_id: str | None) -> str:
            return annotation.mention(mention_id).span.quote(text) if mention_id else ""

        return [
            (
                name(c.speaker),
                [name(r) for r in c.relays],
                c.stance,
                [s.quote(text) for s in c.content],
            )
            for c in claims
        ]


@pytest.fixture(scope="module")
def reader(annotator, base) -> Reader:
    return Reader(annotator, base)


def test_an_agency_after_the_speaker_is_a_relay_of_one_claim(reader):
    told = reader.told("The minister said the harvest had failed, Reuters reported.")
    assert told == [("The minister", ["Reuters"], "asserted", ["the harvest had failed"])]


def test_who_is_cited_speaks_and_who_cites_relays(reader):
    told = reader.told("Reuters, citing officials, reported that the harvest had failed.")
    assert told == [("officials", ["Reuters"], "asserted", ["the harvest had failed"])]


def test_an_outlet_told_in_an_interview_is_a_relay_and_no_addressee(reader):
    text = "The minister told Reuters in an interview that the harvest had failed."
    annotation, (claim,) = reader.claims(text)
    assert [annotation.mention(r).span.quote(text) for r in claim.relays] == ["Reuters"]
    assert claim.addressee is None


def test_a_person_told_is_the_addressee(reader):
    text = "The minister told the president that the harvest had failed."
    annotation, (claim,) = reader.claims(text)
    assert annotation.mention(claim.addressee).span.quote(text) == "the president"
    assert claim.relays == ()


def test_a_later_sentence_may_name_the_relay(reader):
    told = reader.told(
        "The envoy said the talks had failed. This statement, relayed through Reuters, came late."
    )
    assert told == [("The envoy", ["Reuters"], "asserted", ["the talks had failed"])]


def test_the_outlet_of_record_is_no_source(reader):
    told = reader.told("The minister told Reuters that the harvest had failed.", outlet="Reuters")
    assert told == [("The minister", [], "asserted", ["the harvest had failed"])]


def test_a_claim_inside_a_claim_points_to_it(reader):
    _, claims = reader.claims("The minister said the general had warned that food was short.")
    outer, inner = claims
    assert outer.within is None
    assert inner.within == outer.claim_id


def test_a_quotation_goes_on_without_a_new_cue(reader):
    (told,) = reader.told('"The road is closed," the mayor said. "Nobody can pass."')
    assert told == ("the mayor", [], "asserted", ["The road is closed", "Nobody can pass"])


@pytest.mark.parametrize(
    ("text", "quotation"),
    [
        ('"The road is closed," the mayor said.', "direct"),
        ('The mayor said the road was "closed for good".', "mixed"),
        ("The mayor said the road was closed.", "indirect"),
    ],
)
def test_quotation_says_how_much_stands_in_marks(reader, text, quotation):
    _, (claim,) = reader.claims(text)
    assert claim.quotation == quotation


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The chief said they believed the bridge had been mined.", "hedged"),
        ('"We pledge that the road will open," the mayor said.', "predicted"),
        ('"We urge both sides to stop the shelling," the mayor said.', "asked"),
        ("The mayor said the next round is scheduled for March.", "predicted"),
        ("The mayor said no meeting was planned.", "asserted"),
        ("The mayor said the guests were going to a contest.", "asserted"),
        ("The mayor said residents do not have to move.", "asserted"),
        ("The mayor said the road was closed.", "asserted"),
        ("The mayor said the road might be closed.", "hedged"),
        ("The mayor denied that the road was closed.", "denied"),
        ("The mayor urged drivers to stay at home.", "asked"),
        ("The mayor said drivers should stay at home.", "asked"),
        ('"Is the road closed?" the mayor asked.', "asked"),
        ("The mayor said the road would be closed if it rained.", "conditional"),
        ("The mayor said the road will be closed on Monday.", "predicted"),
        ("The mayor stressed that the road appeared to be closed.", "asserted"),
        ("The mayor said the council plans to close the road.", "predicted"),
        ("The mayor said it would have been better to wait.", "asserted"),
        ("The mayor said this would need the consent of the council.", "asserted"),
        ("The mayor questioned the council's right to close the road.", "asserted"),
        ("In the mayor's view, closing the road would be a mistake.", "asserted"),
    ],
)
def test_stance_is_the_speakers_own_commitment(reader, text, stance):
    _, (claim,) = reader.claims(text)
    assert claim.stance == stance


def test_two_named_sources_are_two_claims(reader):
    told = reader.told("According to Reuters and Interfax, the road was closed.")
    assert [speaker for speaker, *_ in told] == ["Reuters", "Interfax"]
    assert told[0][3] == told[1][3] == ["the road was closed"]


def test_who_comments_with_as_says_the_clause_before(reader):
    told = reader.told("The dam had been neglected, as the auditors found.")
    assert told == [("the auditors", [], "asserted", ["The dam had been neglected"])]


def test_holding_a_post_is_no_claim(reader):
    assert reader.told("The general had held the post since March.") == []


def test_where_it_was_announced_is_not_what(reader):
    told = reader.told("The governor announced his resignation in a broadcast.")
    assert told == [("The governor", [], "asserted", ["his resignation"])]


def test_hearsay_has_no_speaker(reader):
    assert reader.told("The road was allegedly closed by rebels.") == [
        ("", [], "asserted", ["The road was", "closed by rebels"])
    ]


def test_what_the_outlet_reads_into_a_thing_is_no_claim(reader):
    assert reader.told("This framing underlines that the rift has become deep.") == []


def test_a_topic_before_a_colon_is_no_speaker(reader):
    title = "Russia and Japan: A long quarrel over islands"
    assert reader.told(f"{title}\n\nShips sailed.", title=title) == []


def test_a_headline_speaker_has_no_cue(reader):
    title = "Kremlin: No plans to extend the treaty"
    _, (claim,) = reader.claims(f"{title}\n\nShips sailed.", title=title)
    assert claim.cue is None
    assert claim.speaker is not None


def test_a_vague_source_gets_a_mention_of_its_own(reader):
    text = "Satellite images show that the base has grown."
    annotation, (claim,) = reader.claims(text)
    assert annotation.mention(claim.speaker).span.quote(text) == "Satellite images"


def test_own_words_are_not_nested(reader):
    told = reader.told('"I think we know that the road is closed," the mayor said.')
    assert [speaker for speaker, *_ in told] == ["the mayor"]


def test_claims_have_the_same_identifiers_each_time_and_differ_by_article(reader):
    text = "The mayor said the road was closed."
    _, first = reader.claims(text)
    _, second = reader.claims(text)
    assert first == second
    article = Article(article_id="other", text=text)
    annotation = replace(reader.annotator.annotate(article, reader.base), article_id="other")
    _, third = QuotationAttributor(None).attribute(article, annotation, reader.base)
    assert third[0].claim_id != first[0].claim_id


def test_surface_keeps_pronouns_marks_and_that(reader):
    text = "He said that the road was closed."
    article = Article(article_id="t", text=text)
    (found,) = surface_attributions(article, reader.annotator.annotate(article, reader.base))
    assert [s.quote(text) for s in found.source] == ["He"]
    assert [s.quote(text) for s in found.content] == ["that the road was closed"]


def test_a_proposer_may_be_brought_along(annotator, base):
    text = "The mayor spoke and the road closed."
    article = Article(article_id="t", text=text)

    def propose(article, annotation):
        return (Proposal((2, 2), ((0, 1),), ((4, 6),), 0.9),)

    annotation = annotator.annotate(article, base)
    _, claims = QuotationAttributor(propose).attribute(article, annotation, base)
    assert [s.quote(text) for c in claims for s in c.content] == ["the road closed"]


def test_an_empty_text_has_no_claims(reader):
    assert reader.told("") == []
