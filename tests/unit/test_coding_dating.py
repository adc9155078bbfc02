"""Which day belongs to which deed, on small trees written by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.coding.candidates import Sides
from detente.coding.dating import UNKNOWN, Calendar
from detente.coding.deeds import DEMAND, Deed
from detente.coding.retelling import When
from detente.coding.syntax import Tree
from detente.records import Annotation, Article, Mention, Span, Words

FRIDAY = date(2024, 3, 15)
WEDNESDAY = date(2024, 3, 13)
TOLD = When(WEDNESDAY, WEDNESDAY, "relative")
HEADLINE = "Headline/NN/0/ROOT"
LEAD = "They/PRP/1/nsubj met/VBD/1/ROOT on/IN/1/prep Wednesday/NNP/2/pobj"


class Report:
    """A report from sentences of ``word/tag/head/relation``; the head counts within its sentence."""

    def __init__(self, *sentences, published=FRIDAY):
        text, spans = "", []
        starts, stops, tags, heads, relations, number = [], [], [], [], [], []
        for place, sentence in enumerate(sentences):
            begin, first = len(text), len(starts)
            for token in sentence.split():
                word, tag, head, relation = token.rsplit("/", 3)
                starts.append(len(text))
                text += word
                stops.append(len(text))
                text += " "
                tags.append(tag)
                heads.append(first + int(head))
                relations.append(relation)
                number.append(place)
            text = text[:-1]
            spans.append(Span(begin, len(text)))
            text += "\n\n"
        self.text = text.rstrip()
        lemmas = tuple(
            _LEMMAS.get(w, w)
            for w in (self.text[a:b].lower() for a, b in zip(starts, stops, strict=True))
        )
        words = Words(
            tuple(starts), tuple(stops), lemmas, tuple(tags), tuple(heads), tuple(relations),
            ("",) * len(starts), tuple(number), np.zeros((len(starts), 1), np.float32),
        )  # fmt: skip
        article = Article(
            "a", self.text, title=self.text.split("\n\n")[0], published=published,
            published_basis="given" if published else "unknown",
        )  # fmt: skip
        self.tree = Tree(words, self.text)
        self.mentions = tuple(
            Mention(f"m{start}", Span(start, stop), "person", f"c{word}", Span(start, stop))
            for start, stop, word, tag in zip(starts, stops, lemmas, tags, strict=True)
            if tag == "PRP" or (tag == "NNP" and word == "ruritania")
        )
        self.calendar = Calendar(
            article, Annotation("a", tuple(spans), self.mentions, words), self.tree
        )

    def deed(self, word, kind, status="happened", doer="they"):
        places = [i for i, lower in enumerate(self.tree.lower) if lower == word.lower()]
        doers = tuple(m for m in self.mentions if m.chain == f"c{doer}")[:1]
        return Deed(places[-1], DEMAND, kind, Sides(doers, (), named=True), status, (), 0.7)

    def of(self, word, kind, status="happened", *, doer="they", outlet=True):
        return self.calendar.of(self.deed(word, kind, status, doer), status, outlet=outlet)


_LEMMAS = {"beginning": "begin", "had": "have", "has": "have", "happened": "happen"}


@pytest.mark.parametrize(
    ("sentence", "word", "kind"),
    [
        (LEAD, "met", "CONSULT"),
        # a noun tied to a light verb, through the agent of a passive too
        (
            "It/PRP/2/nsubjpass was/VBD/2/auxpass hit/VBN/2/ROOT on/IN/2/prep Wednesday/NNP/3/pobj"
            " by/IN/2/agent shells/NNS/5/pobj",
            "shells",
            "ASSAULT",
        ),
        # a participle, a purpose and a clause of the same time happen with their main clause
        (LEAD + " to/TO/5/aux sign/VB/1/advcl", "sign", "AGREE"),
        (LEAD + " when/WRB/6/advmod police/NNS/6/nsubj fired/VBD/1/advcl", "fired", "ASSAULT"),
        (LEAD + " when/WRB/6/advmod police/NNS/6/nsubj fired/VBD/3/relcl", "fired", "ASSAULT"),
        # what the doers themselves told with a day
        (
            "They/PRP/1/nsubj said/VBD/1/ROOT on/IN/1/prep Wednesday/NNP/2/pobj they/PRP/6/nsubj"
            " had/VBD/6/aux arrested/VBN/1/ccomp him/PRP/6/dobj",
            "arrested",
            "COERCE",
        ),
        # the words of a saying do their deed on the day of the saying
        (
            "They/PRP/1/nsubj said/VBD/1/ROOT on/IN/1/prep Wednesday/NNP/2/pobj it/PRP/5/nsubj"
            " was/VBD/1/ccomp unfair/JJ/5/acomp",
            "unfair",
            "ACCUSE",
        ),
        (
            "\"/``/3/punct It/PRP/2/nsubj is/VBZ/5/ccomp unfair/JJ/2/acomp \"/''/5/punct"
            " wrote/VBD/5/ROOT they/PRP/5/nsubj Wednesday/NNP/5/npadvmod",
            "unfair",
            "ACCUSE",
        ),
        # a lone date under verbs that have no time of their own
        (
            "They/PRP/2/nsubjpass were/VBD/2/auxpass convicted/VBN/2/ROOT of/IN/2/prep"
            " lying/VBG/3/pcomp on/IN/4/prep Wednesday/NNP/5/pobj",
            "convicted",
            "COERCE",
        ),
        # "the Wednesday raid", "Wednesday night"
        ("The/DT/2/det Wednesday/NNP/2/compound raid/NN/3/nsubj failed/VBD/3/ROOT", "raid", "ASSAULT"),
        (
            "They/PRP/1/nsubj struck/VBD/1/ROOT Wednesday/NNP/3/compound night/NN/1/npadvmod",
            "struck",
            "ASSAULT",
        ),
    ],
)  # fmt: skip
def test_a_date_reaches_the_deeds_of_its_clause_and_its_frame(sentence, word, kind):
    assert Report(HEADLINE, sentence).of(word, kind) == TOLD


@pytest.mark.parametrize(
    ("sentence", "word", "kind", "status"),
    [
        # of another time, of another one's words, of another verb
        (LEAD + " after/IN/6/mark police/NNS/6/nsubj fired/VBD/1/advcl", "fired", "COERCE", "happened"),
        (LEAD + " him/PRP/1/dobj who/WP/6/nsubj resigned/VBD/4/relcl", "resigned", "RETREAT", "happened"),
        (
            "They/PRP/1/nsubj said/VBD/1/ROOT on/IN/1/prep Wednesday/NNP/2/pobj rebels/NNS/5/nsubj"
            " fled/VBD/1/ccomp",
            "fled",
            "RETREAT",
            "happened",
        ),
        # "moved to Wednesday", "ended before Wednesday"
        ("They/PRP/1/nsubj moved/VBD/1/ROOT it/PRP/1/dobj to/IN/1/prep Wednesday/NNP/3/pobj", "moved",
         "COERCE", "happened"),
        # the day of announcing a plan is not that of the plan
        (
            "On/IN/3/prep Wednesday/NNP/0/pobj they/PRP/3/nsubj announced/VBD/3/ROOT a/DT/5/det"
            " withdrawal/NN/3/dobj",
            "withdrawal",
            "RETREAT",
            "planned",
        ),
        # what had been asked, what somebody is jailed for, and another march are of other times
        (
            "They/PRP/1/nsubj voted/VBD/1/ROOT on/IN/1/prep Wednesday/NNP/2/pobj as/IN/7/mark"
            " he/PRP/7/nsubj had/VBD/7/aux asked/VBN/1/advcl",
            "asked",
            "COERCE",
            "happened",
        ),
        (
            "They/PRP/1/nsubj jailed/VBD/1/ROOT him/PRP/1/dobj on/IN/1/prep Wednesday/NNP/3/pobj"
            " for/IN/1/prep striking/VBG/5/pcomp",
            "striking",
            "PROTEST",
            "happened",
        ),
        (
            "They/PRP/1/nsubj sent/VBD/1/ROOT a/DT/3/det plan/NN/1/dobj for/IN/3/prep"
            " Wednesday/NNP/7/poss 's/POS/5/case march/NN/4/pobj",
            "plan",
            "COERCE",
            "happened",
        ),
        # a date that names a thing dates that thing alone
        (
            "They/PRP/1/nsubj feared/VBD/1/ROOT the/DT/4/det Wednesday/NNP/4/compound raid/NN/1/dobj",
            "feared",
            "COERCE",
            "happened",
        ),
    ],
)  # fmt: skip
def test_a_date_does_not_reach_what_is_of_another_time(sentence, word, kind, status):
    assert Report(HEADLINE, sentence).of(word, kind, status, doer="ruritania") == UNKNOWN


def test_a_headline_has_the_day_of_the_lead():
    title = "They/PRP/1/nsubj meet/VBP/1/ROOT"
    assert Report(title, LEAD).of("meet", "CONSULT") == TOLD
    assert Report(title, "They/PRP/1/nsubj met/VBD/1/ROOT").of("meet", "CONSULT") == UNKNOWN


def test_a_dateline_is_no_lead():
    title = "They/PRP/1/nsubj meet/VBP/1/ROOT"
    dateline = "Friday/NNP/1/compound March/NNP/1/ROOT 15/CD/1/nummod 2024/CD/1/nummod"
    assert Report(title, dateline, LEAD).of("meet", "CONSULT") == TOLD


def test_force_in_the_plain_past_is_of_the_incident_of_the_lead():
    shot = "Police/NNS/1/nsubj shot/VBD/1/ROOT him/PRP/1/dobj"
    had_shot = "Police/NNS/2/nsubj had/VBD/2/aux shot/VBN/2/ROOT him/PRP/2/dobj"
    older = "It/PRP/1/nsubj began/VBD/1/ROOT in/IN/1/prep 2014/CD/2/pobj"
    with_shot = f"{older} police/NNS/5/nsubj shot/VBD/1/parataxis him/PRP/5/dobj"
    assert Report(HEADLINE, LEAD, shot).of("shot", "ASSAULT") == TOLD
    assert Report(HEADLINE, LEAD, shot).of("shot", "ASSAULT", outlet=False) == UNKNOWN
    assert Report(HEADLINE, LEAD, had_shot).of("shot", "ASSAULT") == UNKNOWN
    assert Report(HEADLINE, LEAD, with_shot).of("shot", "ASSAULT") == UNKNOWN
    assert Report(HEADLINE, LEAD, older, shot).of("shot", "ASSAULT") == UNKNOWN
    recent = older.replace("2014/CD", "February/NNP")
    assert Report(HEADLINE, LEAD, recent, shot).of("shot", "ASSAULT") == TOLD


def test_another_deed_goes_on_with_the_day_of_the_lead_only_next_to_it():
    held = "Police/NNS/1/nsubj held/VBD/1/ROOT him/PRP/1/dobj"
    aside = "It/PRP/1/nsubj rained/VBD/1/ROOT"
    assert Report(HEADLINE, LEAD, held).of("held", "COERCE") == TOLD
    assert Report(HEADLINE, LEAD, aside, held).of("held", "COERCE") == TOLD
    assert Report(HEADLINE, LEAD, aside, aside, held).of("held", "COERCE") == UNKNOWN
    assert Report(HEADLINE, LEAD, aside, aside, held).of("held", "AID") == TOLD
    assert Report(HEADLINE, LEAD, held).of("held", "ACCUSE") == UNKNOWN


def test_a_main_clause_hung_on_its_own_subject_is_no_side_clause():
    hung = "On/IN/3/prep Wednesday/NNP/0/pobj they/PRP/2/ROOT met/VBD/2/relcl"
    of_a_verb = "They/PRP/1/nsubj left/VBD/1/ROOT when/WRB/4/advmod they/PRP/4/nsubj met/VBD/1/relcl on/IN/4/prep Wednesday/NNP/5/pobj"
    shot = "Police/NNS/1/nsubj shot/VBD/1/ROOT him/PRP/1/dobj"
    assert Report(HEADLINE, hung, shot).of("shot", "ASSAULT") == TOLD
    assert Report(HEADLINE, of_a_verb, shot).of("shot", "ASSAULT") == UNKNOWN


def test_the_lead_is_of_news():
    old = "They/PRP/1/nsubj met/VBD/1/ROOT on/IN/1/prep March/NNP/2/pobj 13/CD/3/nummod"
    shot = "Police/NNS/1/nsubj shot/VBD/1/ROOT him/PRP/1/dobj"
    fresh = When(WEDNESDAY, WEDNESDAY, "stated")
    assert Report(HEADLINE, old, shot).of("shot", "ASSAULT") == fresh
    later = Report(HEADLINE, old, shot, published=date(2024, 5, 1))
    assert later.of("shot", "ASSAULT") == UNKNOWN


def test_a_headline_has_the_day_of_the_same_deed_told_below():
    title = "Ruritania/NNP/1/nsubj bans/VBZ/1/ROOT veils/NNS/1/dobj"
    body = "They/PRP/1/nsubj banned/VBD/1/ROOT veils/NNS/1/dobj on/IN/1/prep March/NNP/3/pobj 6/CD/4/nummod"
    report = Report(title, LEAD, body)
    report.calendar.note_deeds([report.deed("banned", "COERCE")])
    sixth = date(2024, 3, 6)
    assert report.of("bans", "COERCE", doer="nobody") == When(sixth, sixth, "stated")
    assert report.of("bans", "COERCE", doer="ruritania") == TOLD
    assert report.of("bans", "PROTEST", doer="nobody") == TOLD
    shot = "Writer/NN/0/ROOT shot/VBN/0/acl dead/JJ/1/oprd"
    assert Report(shot, LEAD).of("shot", "ASSAULT") == TOLD
    speaks = "Writer/NN/3/nsubj shot/VBN/0/acl once/RB/1/advmod speaks/VBZ/3/ROOT"
    assert Report(speaks, LEAD).of("shot", "ASSAULT") == UNKNOWN


def test_words_beside_quoted_ones_are_said_on_the_day_of_the_report():
    beside = (
        'They/PRP/1/nsubj praised/VBD/1/ROOT him/PRP/1/dobj as/IN/1/prep "/``/5/punct'
        " brave/JJ/3/pobj \"/''/5/punct"
    )
    assert Report(HEADLINE, beside).of("praised", "SUPPORT") == When(FRIDAY, FRIDAY, "article")
    assert Report(HEADLINE, beside).of("praised", "SUPPORT", outlet=False) == UNKNOWN


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("A/DT/1/det ban/NN/6/nsubj imposed/VBN/1/acl on/IN/2/prep Wednesday/NNP/3/pobj still/RB/6/advmod"
         " held/VBD/6/ROOT", "ban"),
        ("A/DT/1/det raid/NN/6/nsubj that/WDT/3/nsubj happened/VBD/1/relcl on/IN/3/prep Wednesday/NNP/4/pobj"
         " failed/VBD/6/ROOT", "raid"),
        ("Beginning/VBG/4/advcl on/IN/0/prep Wednesday/NNP/1/pobj they/PRP/4/nsubj struck/VBD/4/ROOT", "struck"),
        ("They/PRP/1/nsubj died/VBD/1/ROOT in/IN/1/prep the/DT/5/det Wednesday/NNP/5/compound"
         " attack/NN/2/pobj", "died"),
        ("They/PRP/1/nsubj met/VBD/1/ROOT on/IN/1/prep Wednesday/NNP/2/pobj being/VBG/5/auxpass"
         " asked/VBN/1/advcl", "asked"),
    ],
)  # fmt: skip
def test_a_date_that_says_when_a_deed_came_about_is_that_of_the_deed(sentence, word):
    assert Report(HEADLINE, sentence).of(word, "COERCE") == TOLD


def test_the_same_doer_does_the_same_again_on_the_same_day():
    first = "They/PRP/1/nsubj pardoned/VBD/1/ROOT one/CD/1/dobj on/IN/1/prep Wednesday/NNP/3/pobj"
    again = "They/PRP/1/nsubj freed/VBD/1/ROOT another/DT/1/dobj"
    aside = "It/PRP/1/nsubj rained/VBD/1/ROOT"
    report = Report(HEADLINE, first, aside, aside, again)
    assert report.of("freed", "CONCEDE") == UNKNOWN
    assert report.of("pardoned", "CONCEDE") == TOLD
    assert report.of("freed", "CONCEDE") == TOLD
    assert report.of("freed", "COERCE") == UNKNOWN
    assert report.of("freed", "CONCEDE", doer="ruritania") == UNKNOWN


def test_the_deed_pointed_back_at_has_the_day_told_before():
    first = "They/PRP/1/nsubj struck/VBD/1/ROOT on/IN/1/prep Wednesday/NNP/2/pobj"
    later = "The/DT/1/det strike/NN/2/nsubj failed/VBD/2/ROOT"
    report = Report(HEADLINE, first, later)
    assert report.of("struck", "ASSAULT") == TOLD
    assert report.of("strike", "ASSAULT") == TOLD


def test_quoted_words_are_said_in_the_news_of_the_day_unless_the_speaker_was_dated():
    said = "They/PRP/1/nsubj said/VBD/1/ROOT so/RB/1/advmod on/IN/1/prep Wednesday/NNP/3/pobj"
    quote = "\"/``/2/punct It/PRP/2/nsubj was/VBD/2/ROOT unfair/JJ/2/acomp \"/''/2/punct"
    report = Report(HEADLINE, said, quote)
    assert report.of("unfair", "ACCUSE") == When(FRIDAY, FRIDAY, "article")
    report.calendar.note_speech("cthey", 2)
    assert report.of("unfair", "ACCUSE") == TOLD
    assert report.of("unfair", "ACCUSE", outlet=False) == UNKNOWN
    assert Report(HEADLINE, quote, published=None).of("unfair", "ACCUSE") == UNKNOWN


def test_a_verbal_deed_of_the_past_stays_open_and_one_of_the_present_is_of_the_day():
    past = "They/PRP/1/nsubj criticised/VBD/1/ROOT him/PRP/1/dobj"
    present = "They/PRP/1/nsubj criticise/VBP/1/ROOT him/PRP/1/dobj"
    perfect = "They/PRP/2/nsubj have/VBP/2/aux criticised/VBN/2/ROOT him/PRP/2/dobj"
    assert Report(HEADLINE, past).of("criticised", "ACCUSE") == UNKNOWN
    assert Report(HEADLINE, perfect).of("criticised", "ACCUSE") == UNKNOWN
    assert Report(HEADLINE, present).of("criticise", "ACCUSE") == When(FRIDAY, FRIDAY, "article")


def test_what_goes_on_undated_lasts_at_least_until_the_report():
    sentence = "They/PRP/2/nsubj are/VBP/2/aux fighting/VBG/2/ROOT"
    assert Report(HEADLINE, sentence).of("fighting", "ASSAULT", "ongoing") == When(
        None, FRIDAY, "article"
    )
    nobody_knows = Report(HEADLINE, sentence, published=None)
    assert nobody_knows.of("fighting", "ASSAULT", "ongoing") == UNKNOWN


def test_a_plan_is_ahead():
    sentence = (
        "A/DT/1/det trial/NN/4/nsubjpass is/VBZ/4/auxpass now/RB/4/advmod scheduled/VBN/4/ROOT"
        " for/IN/4/prep Wednesday/NNP/5/pobj"
    )
    coming = date(2024, 3, 20)
    assert Report(HEADLINE, sentence).of("trial", "COERCE", "planned") == When(
        coming, coming, "relative"
    )


def test_what_may_have_been_is_not_ahead():
    hedged = (
        "They/PRP/2/nsubj reportedly/RB/2/advmod met/VBD/2/ROOT on/IN/2/prep Wednesday/NNP/3/pobj"
    )
    may = "They/PRP/2/nsubj may/MD/2/aux meet/VB/2/ROOT on/IN/2/prep Wednesday/NNP/3/pobj"
    coming = date(2024, 3, 20)
    assert Report(HEADLINE, hedged).of("met", "CONSULT", "possible") == TOLD
    assert Report(HEADLINE, may).of("meet", "CONSULT", "possible").first == coming


def test_a_day_beside_the_words_of_a_cue_is_that_of_the_speaking():
    cue = (
        "Speaking/VBG/4/advcl on/IN/2/case Wednesday/NNP/3/npadvmod ,/,/4/punct they/PRP/5/nsubj"
        " explained/VBD/5/ROOT it/PRP/5/dobj"
    )
    quote = "\"/``/2/punct It/PRP/2/nsubj was/VBD/2/ROOT unfair/JJ/2/acomp \"/''/2/punct"
    report = Report(HEADLINE, cue, quote)
    report.calendar.note_speech("cthey", 6)
    assert report.of("unfair", "ACCUSE") == TOLD


def test_a_year_of_the_main_clause_dates_what_led_to_it():
    sentence = (
        "They/PRP/1/nsubj ruled/VBD/1/ROOT in/IN/1/prep 2003/CD/2/pobj after/IN/6/mark"
        " rebels/NNS/6/nsubj fled/VBD/1/advcl"
    )
    when = Report(HEADLINE, sentence).of("fled", "RETREAT")
    assert when == When(date(2003, 1, 1), date(2003, 12, 31), "stated")


def test_sides_taken_in_a_vote_are_taken_on_its_day():
    vote = "They/PRP/1/nsubj voted/VBD/1/ROOT on/IN/1/prep March/NNP/2/pobj 6/CD/3/nummod"
    opposed = "Two/CD/1/nsubj opposed/VBD/1/ROOT it/PRP/1/dobj"
    had = "Two/CD/2/nsubj had/VBD/2/aux opposed/VBN/2/ROOT it/PRP/2/dobj"
    sixth = date(2024, 3, 6)
    for sentence, expected in ((opposed, When(sixth, sixth, "stated")), (had, UNKNOWN)):
        report = Report(HEADLINE, vote, sentence)
        assert report.of("opposed", "REJECT", doer="nobody") == expected
        assert report.of("opposed", "REJECT", "possible", doer="nobody") == UNKNOWN
        assert report.of("opposed", "ACCUSE", doer="nobody") == UNKNOWN
    assert Report(HEADLINE, opposed, vote).of("opposed", "REJECT", doer="nobody") == UNKNOWN


def test_who_claims_responsibility_claims_the_attack_of_the_day():
    claimed = "Rebels/NNS/1/nsubj claimed/VBD/1/ROOT responsibility/NN/1/dobj"
    assert Report(HEADLINE, LEAD, claimed).of("responsibility", "ASSAULT") == TOLD
    assert Report(HEADLINE, LEAD, claimed).of("claimed", "ASSAULT", "possible") == UNKNOWN


def test_that_day_is_one_that_has_been():
    past = "They/PRP/1/nsubj met/VBD/1/ROOT on/IN/1/prep Wednesday/NNP/2/pobj"
    coming = "It/PRP/1/nsubj opens/VBZ/1/ROOT on/IN/1/prep April/NNP/2/pobj 2/CD/3/nummod"
    later = "They/PRP/1/nsubj struck/VBD/1/ROOT that/DT/3/det day/NN/1/npadvmod"
    when = Report(HEADLINE, past, coming, later).of("struck", "ASSAULT")
    assert (when.first, when.last) == (WEDNESDAY, WEDNESDAY)


def test_a_day_told_inside_a_quotation_is_not_that_of_the_speaking():
    quote = (
        '"/``/2/punct They/PRP/2/nsubj warned/VBD/2/ROOT him/PRP/2/dobj on/IN/2/prep'
        " Wednesday/NNP/4/pobj \"/''/2/punct"
    )
    thanks = "They/PRP/1/nsubj thanked/VBD/1/ROOT him/PRP/1/dobj"
    report = Report(HEADLINE, quote, thanks)
    assert report.of("warned", "THREATEN", outlet=False) == TOLD
    assert report.of("thanked", "SUPPORT") == UNKNOWN


def test_a_deed_noun_without_a_doer_is_that_of_its_subject():
    issued = (
        "They/PRP/1/nsubj issued/VBD/1/ROOT pardons/NNS/1/dobj on/IN/1/prep Wednesday/NNP/3/pobj"
    )
    freed = "They/PRP/1/nsubj freed/VBD/1/ROOT him/PRP/1/dobj"
    report = Report(HEADLINE, issued, freed)
    report.calendar.note_deeds([report.deed("pardons", "CONCEDE", doer="nobody")])
    assert report.of("freed", "CONCEDE") == TOLD
    assert report.of("freed", "CONCEDE", doer="nobody") == UNKNOWN


def test_one_of_several_is_not_the_one_told_before():
    first = "They/PRP/1/nsubj struck/VBD/1/ROOT on/IN/1/prep March/NNP/2/pobj 6/CD/3/nummod"
    report = Report(
        HEADLINE, first, "The/DT/2/det final/JJ/2/amod strike/NN/3/nsubj failed/VBD/3/ROOT"
    )
    report.calendar.note_deeds([report.deed("struck", "ASSAULT")])
    assert report.of("strike", "ASSAULT") == UNKNOWN


@pytest.mark.parametrize("word", ["already", "recently", "before"])
def test_words_that_lead_away_keep_a_deed_off_the_day_of_the_story(word):
    away = f"{word}/RB/2/advmod They/PRP/2/nsubj"
    pardoned = (
        "They/PRP/1/nsubj pardoned/VBD/1/ROOT him/PRP/1/dobj on/IN/1/prep Wednesday/NNP/3/pobj"
    )
    said = "They/PRP/1/nsubj thanked/VBD/1/ROOT him/PRP/1/dobj on/IN/1/prep Wednesday/NNP/3/pobj"
    report = Report(HEADLINE, LEAD, f"{away} shot/VBD/2/ROOT him/PRP/2/dobj")
    assert report.of("shot", "ASSAULT") == UNKNOWN
    report = Report(HEADLINE, pardoned, f"{away} freed/VBD/2/ROOT him/PRP/2/dobj")
    report.calendar.note_deeds([report.deed("pardoned", "CONCEDE")])
    assert report.of("freed", "CONCEDE") == UNKNOWN
    report = Report(HEADLINE, said, f"{away} criticised/VBD/2/ROOT him/PRP/2/dobj")
    assert report.of("thanked", "SUPPORT") == TOLD
    assert report.of("criticised", "ACCUSE") == UNKNOWN


def test_what_came_later_is_not_of_the_day_of_what_it_is_joined_to():
    joined = LEAD + " and/CC/1/cc {} banned/VBD/1/conj marches/NNS/6/dobj"
    assert Report(HEADLINE, joined.format("duly/RB/6/advmod")).of("banned", "COERCE") == TOLD
    assert Report(HEADLINE, joined.format("later/RB/6/advmod")).of("banned", "COERCE") == UNKNOWN
