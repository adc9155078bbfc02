"""Citron's protocol: what it counts, exact and by overlap, with the oddities its own script has."""

import pytest

from detente.measuring import citron, polnear
from detente.measuring.citron import Quote
from detente.measuring.polnear import Attribution, Document
from detente.measuring.tally import Tally
from detente.records import Span

SAID = Quote((2, 2), ((0, 1),), ((3, 6),))


def test_an_equal_answer_is_right_in_every_figure():
    found = citron.tallies([SAID], [SAID])
    assert set(found) == {
        f"{way}_{what}"
        for way in ("exact", "overlap")
        for what in ("cue", "source", "content", "all")
    }
    assert {counts.f1 for counts in found.values()} == {1.0}


def test_source_and_content_need_a_cue_that_meets_but_need_not_equal():
    longer = Quote((2, 3), ((0, 1),), ((3, 6),))
    found = citron.tallies([SAID], [longer])
    assert found["exact_cue"] == Tally(0, 1, 1)
    assert found["exact_source"] == found["exact_content"] == Tally(1, 1, 1)
    assert found["exact_all"].f1 == 0
    elsewhere = Quote((9, 9), ((0, 1),), ((3, 6),))
    assert citron.tallies([SAID], [elsewhere])["exact_source"].matched == 0


def test_a_cue_right_after_a_gold_cue_meets_it_but_not_one_right_before():
    after, before = Quote((3, 3), ((0, 1),), ((4, 6),)), Quote((1, 1), ((0, 1),), ((4, 6),))
    assert citron.tallies([SAID], [after])["exact_source"].matched == 1
    assert citron.tallies([SAID], [before])["exact_source"].matched == 0


def test_a_missing_piece_of_content_is_not_exact_but_overlaps():
    whole = Quote((2, 2), ((0, 1),), ((3, 6), (8, 9)))
    found = citron.tallies([whole], [SAID])
    assert found["exact_content"].f1 == 0
    assert found["overlap_content"] == Tally(4, 4, 6)
    assert found["overlap_all"] == Tally(4 + 2 + 1, 7, 9)


def test_overlap_counts_every_pair_so_nested_answers_count_twice():
    inner = Quote((4, 4), ((3, 3),), ((5, 6),))
    found = citron.tallies([SAID], [SAID, inner])
    assert found["overlap_content"] == Tally(4 + 2, 6, 4)


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_an_attribution_without_a_part_is_not_counted(gone):
    parts = [((0, 1),), ((2, 2),), ((3, 6),)]
    assert citron.quote(*parts, [False] * 7) == SAID
    parts[gone] = ()
    assert citron.quote(*parts, [False] * 7) is None


def test_a_cue_of_pieces_counts_as_one_and_a_quoted_one_not_at_all():
    parts = ((0, 0),), ((1, 1), (3, 3)), ((4, 6),)
    made = citron.quote(*parts, [False] * 7)
    assert made is not None
    assert made.cue == (1, 3)
    assert citron.quote(*parts, [True] * 7) is None


def test_quotation_marks_are_forgotten_at_the_end_of_a_line():
    tokens = ["“", "Go", "”", "he", '"', "stay", '"', "and", "“", "home", "now"]
    line = [0] * 10 + [1]
    found = citron.in_quotation_marks(tokens, line)
    assert found == [True, True, True, False, True, True, True, False, True, True, False]


def test_polnear_gives_the_figures_beside_its_own():
    text = "Ann said rain fell. It was said that snow fell."
    said = Attribution((Span(0, 3),), (Span(4, 8),), (Span(9, 18),))
    unsourced = Attribution((), (Span(27, 31),), (Span(32, 46),))
    scores = polnear.score([Document("p_1", text, (said, unsourced))], [[said]])
    assert scores.figures["citron_exact_all_f1"] == 1.0
    assert scores.by["citron"]["exact_all"]["gold"] == 1
    assert scores.figures["who_said_what_f1"] < 1
