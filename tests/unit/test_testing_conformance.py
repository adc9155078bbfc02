"""The fakes keep every promise, and each check catches the one who breaks it."""
# ruff: noqa: ARG002 - a guest must take all that its seam hands over

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pytest

from detente import seams, testing
from detente.errors import SourceEmpty
from detente.records import Page, Span, Summary, SummarySentence
from detente.testing import (
    Draft,
    FakeActorBase,
    FakeAnnotator,
    FakeAttributor,
    FakeCoder,
    FakeExtractor,
    FakeSource,
    FakeSummariser,
    check_actor_base,
    check_annotator,
    check_attributor,
    check_coder,
    check_extractor,
    check_source,
    check_summariser,
    sample_parts,
    sample_reading,
)
from detente.testing.drafting import Draft as SameDraft

ACTORS = FakeActorBase()
PAGES = (
    Page(
        "a.txt", "Oslo waits\n\nNorway met Iceland. “We will wait,” said Norway.", outlet="Courier"
    ),
    Page("b.txt", b"Japan spoke.", article_id="b", published=date(2024, 3, 1)),
    Page("empty.txt", "  "),
)
ARTICLES = tuple(FakeExtractor().extract(page) for page in PAGES[:2])
READ = tuple((article, FakeAnnotator().annotate(article, ACTORS)) for article in ARTICLES)
ARTICLE, ANNOTATION, CLAIMS, EVENTS = sample_parts()


def test_every_seam_has_its_fake():
    fakes = (
        (FakeSource(), seams.Source),
        (FakeExtractor(), seams.Extractor),
        (FakeActorBase(), seams.ActorBase),
        (FakeAnnotator(), seams.Annotator),
        (FakeAttributor(), seams.Attributor),
        (FakeCoder(), seams.Coder),
        (FakeSummariser(), seams.Summariser),
    )
    for fake, seam in fakes:
        assert isinstance(fake, seam)
        assert f"check_{_snake(seam.__name__)}" in testing.__all__


def _snake(name):
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)[1:]


def test_the_fakes_keep_every_promise():
    check_source(FakeSource(PAGES))
    check_extractor(FakeExtractor(), PAGES)
    check_actor_base(ACTORS, ["Norway", "nobody"], READ)
    check_annotator(FakeAnnotator(), ACTORS, ARTICLES)
    check_attributor(FakeAttributor(), ACTORS, READ)
    check_coder(FakeCoder(), ACTORS, [(article, read, ()) for article, read in READ])
    check_summariser(FakeSummariser(), [sample_parts()])


def test_the_fakes_answer_something():
    article, annotation = READ[0]
    resolved = ACTORS.resolve(article, annotation)
    assert [item.country for item in resolved.mentions] == ["NOR", "ISL", "NOR"]
    _, (claim,) = FakeAttributor().attribute(article, annotation, ACTORS)
    assert claim.content[0].quote(article.text) == "We will wait,"
    (event,) = FakeCoder().code(article, resolved, (), ACTORS)
    assert (event.initiator.country, event.recipient.country) == ("NOR", "ISL")
    summary = FakeSummariser(1).summarise(article, annotation, (), ())
    assert [item.text for item in summary.sentences] == ["Norway met Iceland."]
    with pytest.raises(SourceEmpty):
        FakeExtractor().extract(PAGES[2])
    assert FakeActorBase({}).scan("Norway") == ()


def test_the_sample_keeps_the_promises_of_all_seams():
    @dataclass
    class Attributor:
        def attribute(self, article, annotation, actors):
            return annotation, CLAIMS

    @dataclass
    class Coder:
        def code(self, article, annotation, claims, actors):
            return EVENTS

    @dataclass
    class Summariser:
        def summarise(self, article, annotation, claims, events):
            return sample_reading().summary

    check_attributor(Attributor(), ACTORS, [(ARTICLE, ANNOTATION)])
    check_coder(Coder(), ACTORS, [(ARTICLE, ANNOTATION, CLAIMS)])
    check_summariser(Summariser(), [sample_parts()])


def attributing(claims):
    class Guest:
        def attribute(self, article, annotation, actors):
            return annotation, claims

    return Guest()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"content": ()}, "has no content"),
        ({"content": (Span(5, 100_000),)}, "does not fit"),
        ({"cue": Span(7, 7)}, "does not fit"),
        ({"speaker": "nobody"}, "'nobody' does not exist"),
        ({"relays": ("nobody",)}, "'nobody' does not exist"),
        ({"within": "nowhere"}, "'nowhere' does not exist"),
        ({"within": "c-warn"}, "lies within itself"),
        ({"stance": "certain"}, "stance 'certain'"),
        ({"quotation": "loose"}, "quotation 'loose'"),
        ({"confidence": 1.5}, "not in 0..1"),
        ({"article_id": "another"}, "another article's id"),
    ],
)
def test_a_broken_claim_is_caught(change, says):
    guest = attributing((replace(CLAIMS[0], **change),))
    with pytest.raises(AssertionError, match=says):
        check_attributor(guest, ACTORS, [(ARTICLE, ANNOTATION)])


def test_two_claims_of_one_id_are_caught():
    with pytest.raises(AssertionError, match="not unique"):
        check_attributor(attributing((CLAIMS[0], CLAIMS[0])), ACTORS, [(ARTICLE, ANNOTATION)])


def test_an_attributor_that_drops_a_mention_is_caught():
    class Guest:
        def attribute(self, article, annotation, actors):
            return replace(annotation, mentions=annotation.mentions[1:]), ()

    with pytest.raises(AssertionError, match="dropped a mention"):
        check_attributor(Guest(), ACTORS, [(ARTICLE, ANNOTATION)])


def test_a_guest_that_edits_its_input_is_caught():
    class Guest:
        def attribute(self, article, annotation, actors):
            annotation.words.states[:] = 1.0
            return annotation, ()

    words = replace(ANNOTATION.words, states=np.zeros((2, 384), dtype=np.float32))
    with pytest.raises(AssertionError, match="edited"):
        check_attributor(Guest(), ACTORS, [(ARTICLE, replace(ANNOTATION, words=words))])


def test_a_guest_that_answers_otherwise_the_second_time_is_caught():
    answers = iter([(ANNOTATION, CLAIMS), (ANNOTATION, ())])

    class Guest:
        def attribute(self, article, annotation, actors):
            return next(answers)

    with pytest.raises(AssertionError, match="another answer the second time"):
        check_attributor(Guest(), ACTORS, [(ARTICLE, ANNOTATION)])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"evidence": ()}, "has no evidence"),
        ({"trigger": Span(-1, 3)}, "does not fit"),
        ({"initiator": None, "recipient": None}, "neither initiator nor recipient"),
        ({"claim_id": "nowhere"}, "'nowhere' does not exist"),
        ({"status": "perhaps"}, "status 'perhaps'"),
        ({"intensity": -11.0}, "not in -10..10"),
        ({"first_day": date(2025, 1, 1)}, "ends before it begins"),
        ({"day_basis": "unknown"}, "unknown basis"),
        ({"confidence": -0.1}, "not in 0..1"),
        ({"article_id": "another"}, "another article's id"),
    ],
)
def test_a_broken_event_is_caught(change, says):
    class Guest:
        def code(self, article, annotation, claims, actors):
            return (replace(EVENTS[0], **change),)

    with pytest.raises(AssertionError, match=says):
        check_coder(Guest(), ACTORS, [(ARTICLE, ANNOTATION, CLAIMS)])


def summary_of(*sentences):
    class Guest:
        def summarise(self, article, annotation, claims, events):
            return Summary(sentences)

    return Guest()


def sentence(words, **facts):
    span = Draft(ARTICLE.text).span(words)
    return SummarySentence(span, facts.pop("text", words), **facts)


@pytest.mark.parametrize(
    ("sentences", "says"),
    [
        ([sentence("Iceland halted", text="Iceland stopped")], "not verbatim"),
        ([sentence("last week"), sentence("Iceland halted")], "out of order"),
        ([sentence("We have been patient")], "hides who says claim c-patient"),
        ([sentence("his country had broken")], "hides who says claim c-deny"),
        ([sentence("Iceland halted", claim_ids=("c-none",))], "'c-none' does not exist"),
        ([sentence("Iceland halted", event_ids=("e-none",))], "'e-none' does not exist"),
        ([SummarySentence(Span(0, 9_999), "")], "does not fit"),
    ],
)
def test_a_broken_summary_is_caught(sentences, says):
    with pytest.raises(AssertionError, match=says):
        check_summariser(summary_of(*sentences), [sample_parts()])


def test_a_speaker_printed_before_the_words_is_enough():
    named = sentence("We have been patient", speaker="Ingrid Solheim")
    check_summariser(summary_of(named), [sample_parts()])


def test_five_sentences_are_no_summary():
    words = ("Iceland halted", "its quota", "talks with", "Norway last", "week")
    with pytest.raises(AssertionError, match="5 sentences"):
        check_summariser(summary_of(*(sentence(item) for item in words)), [sample_parts()])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"sentences": (Span(5, 9), Span(0, 4))}, "out of order"),
        ({"article_id": "another"}, "another article's id"),
        ({"mentions": (replace(ANNOTATION.mentions[0], head=Span(90, 95)),)}, "head outside"),
        ({"mentions": (replace(ANNOTATION.mentions[0], kind="ship"),)}, "kind 'ship'"),
        ({"mentions": (replace(ANNOTATION.mentions[0], sector="SEA"),)}, "sector 'SEA'"),
        ({"mentions": (replace(ANNOTATION.mentions[0], chain=""),)}, "in no chain"),
        ({"mentions": (ANNOTATION.mentions[0],) * 2}, "not unique"),
    ],
)
def test_a_broken_annotation_is_caught(change, says):
    class Guest:
        def annotate(self, article, actors):
            return replace(ANNOTATION, **change)

    with pytest.raises(AssertionError, match=says):
        check_annotator(Guest(), ACTORS, [ARTICLE])


def test_an_annotator_that_remembers_other_articles_is_caught():
    class Guest:
        def __init__(self):
            self.seen = set()

        def annotate(self, article, actors):
            self.seen.add(article.article_id)
            kept = FakeAnnotator().annotate(article, actors)
            return replace(kept, mentions=()) if len(self.seen) > 1 else kept

    with pytest.raises(AssertionError, match="after other articles"):
        check_annotator(Guest(), ACTORS, ARTICLES)


def finding(*candidates):
    class Guest(FakeActorBase):
        def find(self, name, on_day=None, context=()):
            return candidates

    return Guest()


def test_broken_candidates_are_caught():
    (norway,) = ACTORS.find("Norway")
    worse = replace(norway, confidence=0.5)
    with pytest.raises(AssertionError, match="best first"):
        check_actor_base(finding(worse, norway), ["x"])
    with pytest.raises(AssertionError, match="without a reason"):
        check_actor_base(finding(replace(norway, reason="")), ["x"])
    with pytest.raises(AssertionError, match="none of ours"):
        check_actor_base(finding(replace(norway, sector="SEA")), ["x"])


def test_a_base_that_moves_mentions_or_overlaps_hits_is_caught():
    class Mover(FakeActorBase):
        def resolve(self, article, annotation):
            return replace(annotation, mentions=annotation.mentions[1:])

    with pytest.raises(AssertionError, match="moved, added or dropped"):
        check_actor_base(Mover(), [], READ)

    class Doubler(FakeActorBase):
        def scan(self, text):
            return super().scan(text) * 2

    with pytest.raises(AssertionError, match="overlaps or is out of order"):
        check_actor_base(Doubler(), [], READ)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"text": " "}, "without text"),
        ({"article_id": ""}, "without id"),
        ({"published": None}, "with basis given"),
        ({"published": date(2020, 1, 1)}, "declared day is lost"),
        ({"article_id": "other"}, "declared id is lost"),
    ],
)
def test_a_broken_article_is_caught(change, says):
    class Guest:
        def extract(self, page):
            return replace(FakeExtractor().extract(page), **change)

    with pytest.raises(AssertionError, match=says):
        check_extractor(Guest(), [PAGES[1]])


def test_a_source_of_nameless_or_strange_pages_is_caught():
    with pytest.raises(AssertionError, match="has no name"):
        check_source(FakeSource((Page("", "text"),)))
    with pytest.raises(AssertionError, match="not a Page"):
        check_source(FakeSource(("text",)))


def test_a_draft_finds_words_by_their_occurrence():
    draft = SameDraft("one two one")
    assert draft.span("one", 2) == Span(8, 11)
    with pytest.raises(ValueError, match="not found"):
        draft.span("three")
