"""Scorers on cases made by hand: the right answer of each can be counted on fingers."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import SourceEmpty
from detente.measuring import extraction, gold, plv, polnear, summary, werner
from detente.measuring.polnear import Attribution
from detente.measuring.rouge import rouge_lsum, rouge_n
from detente.measuring.stem import stem_word
from detente.measuring.tally import Tally, label_tallies, macro_f1, pair_best
from detente.records import Span

TEXT = (
    "Minister warns rivals\n\nThe minister of Arland said Borland must leave. Cerland sent tents."
)


def at(words, text=TEXT):
    start = text.index(words)
    return Span(start, start + len(words))


def span(words):
    found = at(words)
    return [found.start, found.stop]


def placed(words):
    return dict(zip(("start", "stop"), span(words), strict=True))


def reading(**changes):
    base = {
        "article_id": "a1",
        "text": TEXT,
        "published": "2024-03-01",
        "mentions": [
            {"id": "m1", **placed("The minister of Arland"),
             "kind": "person", "country": "ARL", "sector": "GOV", "person": "Ann Oak"},
            {"id": "m2", **placed("Borland"),
             "kind": "country", "country": "BOR", "sector": "GOV", "person": None},
        ],
        "claims": [
            {"id": "c1", "speaker": "m1", "relays": [], "cue": span("said"),
             "content": [span("Borland must leave")], "quotation": "indirect", "stance": "asked",
             "within": None},
        ],
        "events": [
            {"id": "e1", "claim": None, "type": "REQUEST", "status": "happened",
             "initiator": {"mention": "m1", "country": "ARL", "sector": "GOV"},
             "recipient": {"mention": "m2", "country": "BOR", "sector": "GOV"},
             "first_day": "2024-03-01", "last_day": "2024-03-01", "basis": "article", "about": [],
             "trigger": span("said"), "evidence": [span("said Borland must leave")]},
        ],
    }  # fmt: skip
    return json.loads(json.dumps(base)) | changes


class TestTally:
    def test_counts_become_figures(self):
        tally = Tally(matched=1, predicted=2, gold=4)
        assert tally.figures("x") == {"x_p": 0.5, "x_r": 0.25, "x_f1": pytest.approx(1 / 3)}

    def test_nothing_given_and_nothing_wanted_is_zero_not_a_crash(self):
        assert Tally().figures() == {"p": 0.0, "r": 0.0, "f1": 0.0}

    def test_the_best_pair_goes_first_and_each_item_is_used_once(self):
        likeness = {(0, 0): 0.5, (0, 1): 0.9, (1, 1): 0.8, (1, 0): 0.0}
        assert pair_best([0, 1], [0, 1], lambda g, p: likeness[g, p]) == [(0, 1)]

    def test_a_tie_falls_to_the_later_pair(self):
        assert pair_best(["x"], ["a", "b"], lambda _g, _p: 1.0) == [(0, 1)]

    def test_macro_f1_weighs_a_rare_label_like_a_frequent_one(self):
        tallies = label_tallies(["A", "A", "A", "B"], ["A", "A", "A", ""])
        assert macro_f1(tallies.values()) == 0.5

    @given(st.lists(st.sampled_from("ABC"), min_size=1))
    def test_being_right_scores_one(self, labels):
        assert macro_f1(label_tallies(labels, labels).values()) == 1.0


class TestGold:
    def test_gold_against_itself_is_perfect(self):
        scores = gold.score([reading()], [reading()])
        figures = {k: v for k, v in scores.figures.items() if k != "n"}
        assert set(figures.values()) == {1.0}
        assert scores.n == 1

    def test_a_wrong_type_of_the_same_quad_class_counts_for_quad_only(self):
        other = reading()
        other["events"][0]["type"] = "ACCUSE"
        figures = gold.score([reading()], [other]).figures
        assert (figures["events_strict_f1"], figures["events_quad_f1"]) == (0.0, 1.0)
        assert figures["events_parties_f1"] == 1.0

    def test_an_event_with_other_evidence_is_another_event(self):
        other = reading()
        other["events"][0] |= {"evidence": [span("Cerland sent tents")], "trigger": span("sent")}
        assert gold.score([reading()], [other]).figures["events_strict_f1"] == 0.0

    def test_a_wrong_speaker_leaves_the_content_right(self):
        other = reading()
        other["claims"][0]["speaker"] = "m2"
        figures = gold.score([reading()], [other]).figures
        assert (figures["claims_content_f1"], figures["claims_who_said_what_f1"]) == (1.0, 0.0)

    def test_the_same_person_elsewhere_is_the_same_speaker(self):
        other = reading()
        other["mentions"][0] |= placed("Minister")
        assert gold.score([reading()], [other]).figures["claims_who_said_what_f1"] == 1.0

    def test_an_unnamed_speaker_matches_only_an_unnamed_speaker(self):
        silent = reading()
        silent["claims"][0]["speaker"] = None
        assert gold.score([silent], [reading()]).figures["claims_who_said_what_f1"] == 0.0
        assert gold.score([silent], [silent]).figures["claims_who_said_what_f1"] == 1.0

    def test_content_under_half_shared_is_missed(self):
        other = reading()
        other["claims"][0]["content"] = [span("leave. Cerland sent tents")]
        assert gold.score([reading()], [other]).figures["claims_content_f1"] == 0.0

    def test_an_article_without_prediction_is_left_out(self):
        rows = [reading(), reading(article_id="a2")]
        assert gold.score(rows, [reading()]).n == 1

    def test_breakdowns_count_types_traits_and_articles(self):
        scores = gold.score([reading()], [reading(events=[])])
        assert scores.by["event_type"]["REQUEST"]["r"] == 0.0
        assert scores.by["claim_trait_recall"]["stance asked"] == {"recall": 1.0, "gold": 1}
        assert scores.by["event_trait_recall"]["the outlet's word"] == {"recall": 0.0, "gold": 1}
        assert scores.by["article"]["a1"]["gold_events"] == 1

    @pytest.mark.parametrize(
        ("change", "fate"),
        [
            ({}, "right"),
            ({"type": "AID"}, "right parties, wrong type"),
            ({"recipient": None}, "right type and initiator, wrong recipient"),
            ({"type": "AID", "recipient": None}, "missed"),
        ],
    )
    def test_the_fate_of_an_event_is_told(self, change, fate):
        other = reading()
        other["events"][0] |= change
        fates = gold.score([reading()], [other]).by["event_fate"]
        assert fates.pop("predicted and nowhere in gold") == (fate == "missed")
        assert [name for name, count in fates.items() if count] == [fate]

    def test_attributes_are_judged_on_matched_items(self):
        other = reading()
        other["events"][0] |= {"status": "planned", "claim": "c1", "first_day": None}
        other["claims"][0]["stance"] = "asserted"
        other["mentions"][1]["country"] = "CER"
        figures = gold.score([reading()], [other]).figures
        names = ("status", "on_whose_word", "first_day", "stance")
        assert [figures[f"{name}_accuracy"] for name in names] == [0.0] * 4
        assert figures["mention_country_accuracy"] == 0.5
        assert figures["mention_sector_accuracy"] == 1.0


class TestPolnear:
    TEXT = "“We will not go,” she said. “Never.”\nAnn Oak thinks rain is near, and snow."

    def find(self, words):
        return at(words, self.TEXT)

    def document(self):
        said = Attribution(
            (self.find("she"),), (self.find("said"),),
            (self.find("“We will not go,”"), self.find("“Never.”")),
        )  # fmt: skip
        thinks = Attribution(
            (self.find("Ann Oak"),), (self.find("thinks"),), (self.find("rain is near, and snow"),)
        )
        return polnear.Document("paper_2016-01-01_x", self.TEXT, (said, thinks))

    def test_gold_against_itself_is_perfect(self):
        document = self.document()
        assert set(polnear.score([document], [document.attributions]).figures.values()) == {1.0}

    def test_pieces_that_touch_are_one_segment(self):
        document = self.document()
        whole = document.attributions[1]
        halves = Attribution(
            whole.source, whole.cue, (self.find("rain is near,"), self.find(" and snow"))
        )
        scores = polnear.score([document], [[document.attributions[0], halves]])
        assert scores.figures["seg_content_f1"] == 1.0

    def test_a_span_over_a_line_end_is_cut_there(self):
        normal = polnear.normalise("one\ntwo", [Attribution((), (), (Span(0, 7),))])
        assert normal[0].segments["content"] == ((0, 0), (1, 1))

    def test_a_near_miss_keeps_tokens_and_jaccard_but_no_segment(self):
        document = self.document()
        near = Attribution(
            (self.find("Oak"),), (self.find("thinks"),), (self.find("rain is near"),)
        )
        figures = polnear.score([document], [[document.attributions[0], near]]).figures
        assert figures["seg_content_f1"] == pytest.approx(2 / 3)
        assert figures["content_j50_f1"] == 1.0
        assert figures["who_said_what_f1"] == 1.0

    def test_a_wrong_source_is_not_who_said_what(self):
        document = self.document()
        wrong = Attribution((self.find("she"),), (), document.attributions[1].content)
        scores = polnear.score([document], [[wrong]])
        assert scores.figures["content_j50_r"] == 0.5
        assert scores.figures["who_said_what_f1"] == 0.0

    def test_no_source_matches_only_no_source(self):
        bare = Attribution((), (self.find("thinks"),), (self.find("rain is near"),))
        document = polnear.Document("p_1", self.TEXT, (bare,))
        assert polnear.score([document], [[bare]]).figures["who_said_what_f1"] == 1.0
        assert polnear.score([document], [self.document().attributions]).figures[
            "who_said_what_f1"
        ] == pytest.approx(0.0)

    def test_traits_tell_easy_from_hard(self):
        scores = polnear.score([self.document()], [[]])
        traits = scores.by["gold_trait_recall"]
        assert traits["direct quotation"] == {"recall": 0.0, "gold": 1}
        assert set(traits) == {
            "direct quotation", "indirect", "pronoun source", "discontinuous content",
        }  # fmt: skip

    def test_brat_marks_that_are_no_attribution_are_passed_over(self):
        annotation = (
            "T1\tSource 0 3\tAnn\nT2\tCue 4 8\tsaid\nT3\tContent 9 12;14 16\tyes it\n"
            "T4\tAttribution 4 8\tsaid\nT5\tDiscard 20 30\tRead more.\n"
            "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1 Content2:T9\n"
            "E2\tAttribution-no-source:T4\nbroken\nT7\tCue x y\t?\nA1\tNote E1\n"
            "E3\tAttribution-no-source:T4 Cue:T2 Content:T3\n"
        )
        first, second = polnear.parse_brat(annotation)
        assert first == Attribution((Span(0, 3),), (Span(4, 8),), (Span(9, 12), Span(14, 16)))
        assert second.source == ()


class TestPlv:
    def test_marks_come_out_and_spans_stay(self):
        text, source, target = plv.unmark("Today <s>Arland </s>praised <t>Borland's king</t>.")
        assert text == "Today Arland praised Borland's king."
        assert (source.quote(text), target.quote(text)) == ("Arland", "Borland's king")

    def test_nested_marks(self):
        text, source, target = plv.unmark("<s><t>Arland</t> rebels</s> rose.")
        assert (source.quote(text), target.quote(text)) == ("Arland rebels", "Arland")

    def test_a_missing_party_is_none(self):
        assert plv.unmark("<s>Arland</s> voted.")[2] is None

    def test_plover_types_count_as_the_root_they_replace(self):
        figures = plv.score(["YIELD", "YIELD"], ["CONCEDE", "RETREAT"]).figures
        assert figures["root_macro_f1"] == 1.0

    def test_quad_and_binary_forgive_what_they_should(self):
        figures = plv.score(["ACCUSE", "AID"], ["REJECT", "AGREE"]).figures
        assert figures["root_macro_f1"] == 0.0
        assert figures["quad_macro_f1"] == 0.5
        assert figures["binary_macro_f1"] == 1.0

    def test_no_answer_is_wrong_and_is_told(self):
        scores = plv.score(["AID"], [""])
        assert scores.figures["binary_macro_f1"] == 0.0
        assert scores.by["confusion"] == {"AID -> nothing": 1}


class TestWerner:
    ROW = werner.Row(
        "Arland bombs Borland after talks with the king of Cerland.",
        (
            werner.Triple("Arland", "Borland", 19),
            werner.Triple("Arland", "the king of Cerland", 4),
        ),
        "news",
    )

    def test_relaxed_needs_relation_and_a_word_of_each_actor(self):
        answers = [werner.Triple("Arland's army", "Borland", 19), werner.Triple("Arland", "of", 4)]
        figures = werner.score([self.ROW], [answers]).figures
        assert figures["relaxed_cameo_f1"] == 0.5
        assert figures["label_cameo_f1"] == 1.0

    def test_penta_forgives_the_root(self):
        figures = werner.score([self.ROW], [[werner.Triple("Arland", "Borland", 17)]]).figures
        assert (figures["relaxed_cameo_f1"], figures["relaxed_penta_r"]) == (0.0, 0.5)

    def test_a_triple_without_an_actor_is_dropped(self):
        figures = werner.score([self.ROW], [[werner.Triple("Arland", " ", 19)]]).figures
        assert figures["label_cameo_f1"] == 0.0

    def test_statements_can_be_left_out(self):
        row = werner.Row("x", (werner.Triple("A", "B", 1),), "news")
        figures = werner.score([row], [[werner.Triple("A", "B", 1)]]).figures
        assert figures["relaxed_cameo_f1"] == 1.0
        assert figures["relaxed_cameo_f1_without_statements"] == 0.0

    def test_breakdowns_by_part_and_by_the_held_out_fifth(self):
        by = werner.score([self.ROW], [self.ROW.triples]).by
        assert by["part"]["news"]["relaxed_cameo_f1"] == 1.0
        assert set(by["held_out"]) == {"held out", "may be trained on"}

    @pytest.mark.parametrize(
        ("root", "expected"), [(1, 0), (2, 0), (3, 1), (5, 1), (6, 2), (9, 3), (14, 4), (20, 4)]
    )
    def test_penta_classes(self, root, expected):
        assert werner.penta(root) == expected

    def test_every_plover_type_has_a_root_and_modes_refine_it(self):
        assert {werner.cameo_root(name) for name in gold.QUAD} <= set(range(1, 21))
        assert 0 not in {werner.cameo_root(name) for name in gold.QUAD}
        assert werner.cameo_root("ASSAULT", "torture") == 18
        assert werner.cameo_root("DANCE") == 0

    def test_the_held_out_fifth_is_about_a_fifth_and_never_moves(self):
        chosen = [werner.held_out(f"Sentence number {i}.") for i in range(2000)]
        assert 340 < sum(chosen) < 460
        assert [i for i in range(12) if chosen[i]] == [11]


class TestExtraction:
    def test_the_same_body_is_perfect_and_a_refused_page_is_empty(self):
        page = extraction.PageGold("p", None, "", "one two three four five six")
        assert extraction.score([page], [page.body]).figures["f1"] == 1.0
        refused = extraction.score([page], [SourceEmpty("nothing")])
        assert (refused.figures["f1"], refused.figures["refused"]) == (0.0, 1)
        assert refused.by["refused"] == {"SourceEmpty": 1}

    def test_shingles_count_repetition(self):
        found, surplus, missed = extraction.compare("a b c d", "a b c d a b c d")
        assert (found, missed) == (pytest.approx(1 / 5), 0.0)
        assert surplus == pytest.approx(4 / 5)

    def test_two_empty_texts_have_nothing_to_share(self):
        assert extraction.compare("", "…") == (0.0, 0.0, 0.0)

    def test_refused_pages_do_not_count_among_the_read(self):
        pages = [extraction.PageGold(n, None, "", "one two three four") for n in "ab"]
        figures = extraction.score(pages, [pages[0].body, SourceEmpty("nothing")]).figures
        assert (figures["read_f1"], figures["r"]) == (1.0, 0.5)


class TestRouge:
    @pytest.mark.parametrize(
        ("word", "stem"),
        [
            ("relational", "relat"), ("hopping", "hop"), ("hoping", "hope"), ("skies", "sky"),
            ("agreed", "agre"), ("plastered", "plaster"), ("dies", "die"), ("flies", "fli"),
            ("died", "die"), ("cried", "cri"), ("falling", "fall"), ("happy", "happi"),
            ("generalization", "gener"), ("adoption", "adopt"), ("controlling", "control"),
            ("psychology", "psycholog"), ("is", "is"), ("sing", "sing"), ("formally", "formal"),
            ("rate", "rate"), ("probate", "probat"), ("enjoy", "enjoy"), ("feed", "feed"),
        ],
    )  # fmt: skip
    def test_stems(self, word, stem):
        assert stem_word(word) == stem

    def test_one_and_two_word_runs(self):
        assert rouge_n("the cat sat", "The dogs sat!", 1) == pytest.approx(2 / 3)
        assert rouge_n("rivers rising fast", "river rise fast", 2) == 1.0
        assert rouge_n("", "a", 1) == 0.0

    def test_lsum_unites_sentences_and_counts_a_word_once(self):
        assert rouge_lsum(["a b c d"], ["a b", "c d"]) == 1.0
        assert rouge_lsum(["a b"], ["a", "a"]) == pytest.approx(0.5)
        assert rouge_lsum([], ["a"]) == 0.0

    @given(st.text(alphabet="ab xyzings", min_size=1, max_size=40))
    def test_a_text_is_never_less_like_itself_than_another(self, text):
        assert rouge_n(text, text, 1) in (0.0, 1.0)
        assert rouge_lsum([text], [text]) in (0.0, 1.0)


SAID_BY_ANN = ["``", "i", "'m", "(", "very", ")", "glad", ",", "''", "ann", "said", "."]


class TestSummary:
    def test_tokenised_sentences_keep_their_closing_quotes(self):
        tokens = summary.split_tokenised("he said : `` go . '' they ' left . ' rain fell")
        assert [" ".join(t) for t in tokens] == [
            "he said : `` go . ''",
            "they ' left . '",
            "rain fell",
        ]

    def test_readable_joins_marks_and_pairs_quotes(self):
        assert summary.readable(SAID_BY_ANN) == ("“I'm (very) glad,” ann said.")
        assert summary.readable(["they", "'", "left", ".", "'"]) == "They ‘left.’"

    def test_readable_does_not_move_the_figures(self):
        assert rouge_n(" ".join(SAID_BY_ANN), summary.readable(SAID_BY_ANN), 1) == 1.0

    def test_plain_sentences(self):
        text = "Arland left. Mr. oak stayed! “Why?” Nobody knew\nEnd"
        assert summary.split_plain(text) == (
            "Arland left.", "Mr. oak stayed!", "“Why?", "Nobody knew", "End",
        )  # fmt: skip

    def test_the_best_reference_counts_and_lead_stands_beside(self):
        document = summary.Document(
            "d", ("One a.", "Two b.", "Three c.", "Four d."), (("nothing",), ("Four d.",)),
            "One a. Two b. Three c. Four d.",
        )  # fmt: skip
        figures = summary.score([document], [("Four d.",)]).figures
        assert (figures["rouge1"], figures["verbatim"], figures["sentences"]) == (1.0, 1.0, 1.0)
        assert figures["lead3_rouge1"] < 1.0

    def test_no_documents_no_figures_but_no_crash(self):
        assert summary.score([], []).n == 0
