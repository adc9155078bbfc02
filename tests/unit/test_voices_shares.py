"""Whose words fill a report."""

from dataclasses import replace

import pytest

from detente.records import Annotation
from detente.summary.voices import voices
from detente.testing import Draft, sample_reading
from detente.testing.readings import sample_annotation, sample_article, sample_claims
from detente.wire import no_words


def owned(actor_id):
    return {"outlet-nrk": True, "outlet-free": False}.get(actor_id)


def test_the_sample_reading_tells_the_shares_of_its_text():
    actors, sides = voices(sample_article(), sample_annotation(), sample_claims(), owned)
    assert actors == sample_reading().voices
    assert sides == sample_reading().sides


def test_the_title_is_no_part_of_the_body():
    draft = Draft("Oslo warns\n\nNorway said it would wait.", "Oslo warns")
    norway = draft.mention("m", "Norway", "country", country="NOR")
    annotation = Annotation("draft", draft.sentences(), (norway,), no_words())
    claim = draft.claim("c", "m", "said", "Oslo warns")
    (actor,), _ = voices(draft.article, annotation, (claim,))
    assert actor.share == 0.0
    body = draft.claim("c", "m", "said", "it would wait")
    (actor,), _ = voices(draft.article, annotation, (body,))
    assert actor.share == pytest.approx(3 / 5)


def test_a_word_counts_once_however_many_claims_hold_it():
    draft = Draft("Norway said it would wait.")
    norway = draft.mention("m", "Norway", "country", country="NOR")
    annotation = Annotation("draft", draft.sentences(), (norway,), no_words())
    claims = (
        draft.claim("c1", "m", "said", "it would wait"),
        draft.claim("c2", "m", "said", "would wait"),
    )
    (actor,), (side,) = voices(draft.article, annotation, claims)
    assert actor.share == side.share == pytest.approx(3 / 5)
    assert side.claim_ids == ("c1", "c2")


@pytest.mark.parametrize(
    ("actor_id", "verdict"), [("outlet-nrk", True), ("outlet-free", False), ("outlet-x", None)]
)
def test_relays_carry_who_owns_them(actor_id, verdict):
    annotation = sample_annotation()
    mentions = tuple(
        replace(item, actor_id=actor_id) if item.mention_id == "nrk" else item
        for item in annotation.mentions
    )
    actors, _ = voices(
        sample_article(), replace(annotation, mentions=mentions), sample_claims(), owned
    )
    assert actors[0].relays == ("NRK",)
    assert actors[0].state_media is verdict
    assert actors[1].state_media is None


def test_one_person_in_two_chains_is_one_voice():
    annotation = sample_annotation()
    mentions = tuple(
        replace(item, chain="another") if item.mention_id == "arnason-2" else item
        for item in annotation.mentions
    )
    actors, _ = voices(sample_article(), replace(annotation, mentions=mentions), sample_claims())
    assert [item.name for item in actors].count("Jon Arnason") == 1


def test_claims_without_a_speaker_are_unnamed_and_sideless():
    nobody = replace(sample_claims()[0], speaker=None, relays=())
    actors, sides = voices(sample_article(), sample_annotation(), (nobody,))
    assert [item.name for item in actors] == ["unnamed sources"]
    assert [(item.name, item.country) for item in sides] == [("others", "")]


def test_sides_take_the_name_they_are_given_before_the_reports_own():
    names = {"NOR": "Kingdom of Norway", "ISL": ""}
    _, sides = voices(
        sample_article(), sample_annotation(), sample_claims(), country_name=names.__getitem__
    )
    assert [item.name for item in sides] == ["Kingdom of Norway", "ISL", "others"]


def test_no_claims_no_voices():
    assert voices(sample_article(), sample_annotation(), ()) == ((), ())


def test_the_order_of_the_claims_does_not_matter_to_the_shares():
    forwards = voices(sample_article(), sample_annotation(), sample_claims())
    backwards = voices(sample_article(), sample_annotation(), sample_claims()[::-1])
    shares = [[(item.name, item.share) for item in side] for side in forwards]
    assert shares == [[(item.name, item.share) for item in side] for side in backwards]
