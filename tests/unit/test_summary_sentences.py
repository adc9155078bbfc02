"""The grounded summary: verbatim, in order, attributed, and never comment or furniture."""

from dataclasses import replace

import numpy as np
import pytest

from detente.records import Annotation, Article, Furniture, Span
from detente.summary.bearing import UNNAMED, bearings
from detente.summary.scoring import LEAD, centrality, repetition, terms, vectors
from detente.summary.sentences import body_sentences
from detente.summary.summarise import GroundedSummariser
from detente.testing import Draft, sample_parts
from detente.testing.readings import sample_annotation, sample_article
from detente.wire import no_words

FILLER = (
    "The harbour authority counted forty ships.",
    "Fish prices in the city rose by a tenth.",
    "Crews unloaded their catch during the night.",
    "Buyers from the south waited on the quay.",
    "The season usually ends with the first storm.",
    "A new crane was delivered to the yard.",
)


def summarise(draft, mentions=(), claims=(), events=()):
    annotation = Annotation("draft", draft.sentences(), tuple(mentions), no_words())
    return GroundedSummariser().summarise(draft.article, annotation, claims, events).sentences


def test_the_sample_is_summed_up_by_its_threat_its_deed_and_both_sides():
    summary = GroundedSummariser().summarise(*sample_parts())
    text = sample_article().text
    assert 2 <= len(summary.sentences) <= 4
    assert [text[item.span.start : item.span.stop] for item in summary.sentences] == [
        item.text for item in summary.sentences
    ]
    told = [event for item in summary.sentences for event in item.event_ids]
    assert "e-threaten" in told
    assert "e-halt" in told
    words = " ".join(item.text for item in summary.sentences)
    assert "Solheim" in words
    assert "Arnason" in words
    assert "signals" not in words
    assert sample_article().title not in words


def test_words_without_their_speaker_get_the_name_before_them():
    draft = Draft(
        "Mackerel talks\n\nIngrid Solheim spoke in Oslo. “Our ports will close to every foreign "
        "trawler,” she said.",
        "Mackerel talks",
    )
    solheim = draft.mention("m", "Ingrid Solheim", "person", person="Ingrid Solheim")
    claim = draft.claim("c", "m", "said", "Our ports will close to every foreign trawler,")
    found = summarise(draft, [solheim], [claim])
    spoken = next(item for item in found if "ports" in item.text)
    assert spoken.speaker == "Ingrid Solheim"
    assert spoken.claim_ids == ("c",)


def test_a_sentence_that_names_its_speaker_needs_no_name_before_it():
    draft = Draft("Talks\n\nIngrid Solheim said that the ports will close to all.", "Talks")
    solheim = draft.mention("m", "Ingrid Solheim", "person")
    claim = draft.claim("c", "m", "said", "the ports will close to all")
    (found,) = summarise(draft, [solheim], [claim])
    assert found.speaker == ""


def test_words_of_nobody_named_are_said_to_be_so():
    draft = Draft("Talks\n\nThe ports will close to every foreign trawler in spring.", "Talks")
    claim = draft.claim("c", None, "", "The ports will close to every foreign trawler in spring")
    (found,) = summarise(draft, (), [claim])
    assert found.speaker == UNNAMED


def test_two_unattributed_voices_in_one_sentence_are_never_shown():
    draft = Draft(
        "Talks\n\nThe ports will close and the quota is void. The harbour counted forty ships.",
        "Talks",
    )
    one = draft.mention("m1", "harbour", "group")
    two = draft.mention("m2", "ships", "group")
    claims = (
        draft.claim("c1", "m1", "", "The ports will close"),
        draft.claim("c2", "m2", "", "the quota is void"),
    )
    (found,) = summarise(draft, [one, two], claims)
    assert found.text == "The harbour counted forty ships."


def test_comment_questions_and_stray_quotations_give_way_to_reports():
    poor = (
        "This statement signals a deep change in the harbour fish prices of the city.",
        "Will the harbour authority of the city lower its fish prices this season?",
        "“We in the harbour city want lower fish prices for all our buyers.”",
    )
    draft = Draft("Harbour\n\n" + " ".join((*poor, *FILLER)), "Harbour")
    shown = [item.text for item in summarise(draft)]
    assert len(shown) == 3
    assert not set(poor) & set(shown)


def test_each_side_is_heard():
    draft = Draft(
        "Talks\n\nNorway said the quota must fall this spring. Norway said the quota is too high. "
        "Norway said the quota hurts every boat. "
        + " ".join(FILLER)
        + " Iceland said the talks would go on without change.",
        "Talks",
    )
    norway = draft.mention("n", "Norway", "country", country="NOR")
    second = draft.mention("n2", "Norway", "country", 2, country="NOR")
    third = draft.mention("n3", "Norway", "country", 3, country="NOR")
    iceland = draft.mention("i", "Iceland", "country", country="ISL")
    claims = (
        draft.claim("c1", "n", "said", "the quota must fall this spring"),
        draft.claim("c2", "n2", draft.span("said", 2), "the quota is too high"),
        draft.claim("c3", "n3", draft.span("said", 3), "the quota hurts every boat"),
        draft.claim("c4", "i", draft.span("said", 4), "the talks would go on without change"),
    )
    shown = summarise(draft, [norway, second, third, iceland], claims)
    assert "c4" in [claim for item in shown for claim in item.claim_ids]


def test_a_grave_happening_far_down_is_told():
    deed = "Norway seized an Icelandic trawler in its waters."
    draft = Draft("Harbour\n\n" + " ".join((*FILLER, deed)), "Harbour")
    event = draft.event("e", "COERCE", "seized", deed)
    assert deed in [item.text for item in summarise(draft, (), (), (event,))]
    assert deed not in [item.text for item in summarise(draft)]


def test_furniture_is_never_shown():
    draft = Draft("Harbour\n\nSubscribe to the harbour city fish letter. " + FILLER[0], "Harbour")
    line = Furniture("Subscribe to the harbour city fish letter.", "newsletter line")
    article = replace(draft.article, furniture=(line,))
    annotation = Annotation("draft", draft.sentences(), (), no_words())
    spans = body_sentences(article, annotation)
    assert [span.quote(article.text) for span in spans] == [FILLER[0]]


def test_the_mark_of_a_list_is_not_shown():
    draft = Draft("Harbour\n\n- " + FILLER[0] + "\n\n• " + FILLER[1], "Harbour")
    assert [item.text for item in summarise(draft)] == list(FILLER[:2])


@pytest.mark.parametrize("text", ["", "   ", "\n\n", " - "])
def test_a_text_without_words_has_an_empty_summary(text):
    assert summarise(Draft(text)) == ()


def test_a_title_alone_stands_for_the_report():
    (found,) = summarise(Draft("Oslo waits", "Oslo waits"))
    assert found.text == "Oslo waits"


def test_paragraphs_stand_in_for_missing_sentences():
    article = Article("x", "Title\n\nFirst words here.\n\nSecond words there.", title="Title")
    found = GroundedSummariser().summarise(article, Annotation("x", (), (), no_words()), (), ())
    assert [item.text for item in found.sentences] == ["First words here.", "Second words there."]


def test_a_short_report_gets_two_sentences_a_longer_one_three():
    assert len(summarise(Draft(" ".join(FILLER[:4])))) == 2
    assert len(summarise(Draft(" ".join(FILLER)))) == 3


def test_speakers_are_named_by_their_chain():
    annotation = sample_annotation()
    sentences = bearings(sample_article(), annotation, *sample_parts()[2:])
    patient = next(item for item in sentences if "patient" in item.text)
    assert patient.speaker == "Ingrid Solheim"
    ((side, weight),) = patient.sides
    assert side == "NOR"
    assert weight == 1.0


def test_an_event_weighs_as_much_as_it_is_sure():
    annotation, claims, events = sample_annotation(), *sample_parts()[2:]

    def weights(confidence):
        told = [replace(event, confidence=confidence) for event in events]
        found = bearings(sample_article(), annotation, claims, told)
        return [weight for sentence in found for _, weight in sentence.happenings]

    assert sum(weights(1.0)) > 0
    assert weights(0.25) == pytest.approx([weight / 4 for weight in weights(1.0)])


def test_vectors_have_length_one_or_none():
    matrix = vectors(["The harbour closed.", "of the and", "Fish and harbour."])
    assert matrix.shape == (3, 3)
    assert np.linalg.norm(matrix, axis=1) == pytest.approx([1.0, 0.0, 1.0])


def test_centrality_prefers_what_is_shared_and_what_is_early():
    matrix = vectors(["harbour fish", "storm crane", "harbour fish"])
    scores = centrality(matrix, np.zeros(3))
    assert scores[0] > scores[2] > scores[1]
    assert centrality(vectors(["of", "the"]), np.zeros(2)) == pytest.approx([LEAD, LEAD / 2])


def test_what_is_unfit_takes_no_place_before_the_lead():
    scores = centrality(vectors(["of", "the", "and"]), np.array([-0.8, 0.0, 0.0]))
    assert scores == pytest.approx([-0.8, LEAD, LEAD / 2])


def test_a_date_line_is_no_lead():
    draft = Draft("Harbour\n\nTuesday, October 15, 2019\n\n" + " ".join(FILLER), "Harbour")
    shown = [item.text for item in summarise(draft)]
    assert FILLER[0] in shown
    assert "Tuesday, October 15, 2019" not in shown


def test_a_quotation_of_several_sentences_is_cut_between_them():
    draft = Draft("“We met Dr. Berg in St. Ives. The quota must fall,” said Ingrid Solheim.")
    article = draft.article
    whole = Annotation("draft", (Span(0, len(article.text)),), (), no_words())
    assert [span.quote(article.text) for span in body_sentences(article, whole)] == [
        "“We met Dr. Berg in St. Ives.",
        "The quota must fall,” said Ingrid Solheim.",
    ]


def test_saying_it_again_costs_and_saying_something_new_does_not():
    matrix = vectors(["harbour fish", "storm crane", "harbour fish"])
    assert repetition(matrix, 2, [0, 1]) == pytest.approx(0.3)
    assert repetition(matrix, 1, [0]) == 0.0
    assert repetition(matrix, 1, []) == 0.0


def test_function_words_are_no_terms():
    assert terms("The harbour of the city was closed, he said") == ["harbour", "city", "closed"]
