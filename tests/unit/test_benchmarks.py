"""What the benchmarks compute by themselves: calibration, and the answers kept of a peer."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import calibration  # noqa: E402 - lies outside the package
from peers import universal_petrarch  # noqa: E402

ANSWERS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=80)


def arrays(answers: list[tuple[float, bool]]) -> tuple[np.ndarray, np.ndarray]:
    return np.asarray([a for a, _ in answers]), np.asarray([b for _, b in answers], bool)


def test_an_answer_off_by_a_fifth_in_every_bin_has_an_error_of_a_fifth():
    chances = np.repeat([0.3, 0.7], 10)
    rights = np.asarray(([True] * 5 + [False] * 5) + ([True] * 9 + [False]))
    assert calibration.error(calibration.equal_mass(chances, rights, 2)) == pytest.approx(0.2)
    assert calibration.error(calibration.equal_width(chances, rights, 2)) == pytest.approx(0.2)


@given(ANSWERS)
def test_bins_hold_every_answer_once_and_the_error_is_a_share(answers):
    chances, rights = arrays(answers)
    for cut in (calibration.equal_mass, calibration.equal_width):
        bins = cut(chances, rights)
        assert sum(each.n for each in bins) == len(answers)
        assert sum(each.n * each.right for each in bins) == pytest.approx(rights.sum())
        assert 0 <= calibration.error(bins) <= 1


@given(st.lists(st.floats(0, 1), min_size=15, max_size=80))
def test_equal_mass_bins_differ_by_at_most_one_answer(chances):
    sizes = [b.n for b in calibration.equal_mass(np.asarray(chances), np.zeros(len(chances), bool))]
    assert max(sizes) - min(sizes) <= 1


def test_a_sure_and_right_coder_has_no_error_and_none_by_chance():
    figures = calibration.figures(np.ones(30), np.ones(30, bool))
    assert figures["ece_mass"] == figures["ece_by_chance"] == figures["brier"] == 0


def test_the_interval_holds_the_share_and_narrows_with_more_answers():
    few, many = calibration.Bin(10, 0.5, 0.4), calibration.Bin(1000, 0.5, 0.4)
    assert few.interval()[0] < many.interval()[0] < 0.4 < many.interval()[1] < few.interval()[1]


def test_the_picture_is_wellformed_and_has_a_dot_for_each_bin():
    chances = np.linspace(0.2, 0.9, 60)
    drawn = calibration.plot([("one", chances, chances > 0.5), ("two", chances, chances > 0.5)])
    tree = ElementTree.fromstring(drawn)
    assert len(tree.findall("{http://www.w3.org/2000/svg}circle")) == 2 * calibration.BINS


@pytest.mark.parametrize(
    "path", sorted(universal_petrarch.KEPT.glob("*.jsonl")), ids=lambda p: p.stem
)
def test_kept_answers_of_the_peer_hold_codes_and_places_and_no_words(path):
    head, kept = universal_petrarch.read(path)
    assert head["commit"] == universal_petrarch.COMMIT
    assert head["texts"] == len(kept)
    assert all(re.fullmatch(r"[0-9a-f]{16}", own) for own in kept)
    codes = {c for events in kept.values() for e in events for c in (e.code, *e.source, *e.target)}
    # The peer has codes such as "120]--" and "190#-0xff5f"; a sentence would have spaces.
    assert all(re.fullmatch(r"\S{1,32}", code) for code in codes)


def test_an_answer_kept_is_the_answer_read(tmp_path):
    own = universal_petrarch.key("Norway praised Colombia.", date(2024, 3, 14), whole=False)
    event = {
        "code": "051",
        "source": ["NOR"],
        "target": ["COL"],
        "source_at": [[0, 6]],
        "target_at": [],
    }
    path = tmp_path / "set-default.jsonl"
    universal_petrarch.keep(path, [{"key": own, "events": [event]}], "abc", 0)
    head, kept = universal_petrarch.read(path)
    assert (head["texts"], head["crashed"]) == (1, 0)
    assert kept == {own: (universal_petrarch.event_of(event),)}
    assert kept[own][0].root == 5
    assert "Norway" not in path.read_text(encoding="utf-8")


def test_the_left_out_file_holds_no_text():
    kept = json.loads((BENCHMARKS / "calibration" / "left_out.json").read_text(encoding="utf-8"))
    assert set(kept) == {"bar", "reports", "gold", "told"}
    for chance, right, kind in kept["told"]:
        assert 0 <= chance <= 1
        assert isinstance(right, bool)
        assert re.fullmatch("[A-Z]{3,9}", kind)
