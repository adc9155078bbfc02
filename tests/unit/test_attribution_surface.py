"""The small pieces of the attribution room: quotation marks, ranges, the cue table, merging."""

from __future__ import annotations

import pytest

from detente.attribution import lexicon
from detente.attribution.proposals import inside, joined, shared, size, without
from detente.attribution.quotes import find_quotations
from detente.language.words import segment


def quoted(text: str) -> list[tuple[str, bool]]:
    """Quoted words of a text, and whether their mark is closed."""
    seg = segment(text)
    edges = [i for i in range(len(seg.starts)) if not i or seg.paragraph[i] != seg.paragraph[i - 1]]
    paragraphs = (
        list(zip(edges, [*(e - 1 for e in edges[1:]), len(seg.starts) - 1], strict=True))
        if edges
        else []
    )
    found = find_quotations(text, seg.starts, seg.stops, paragraphs)
    return [(text[seg.starts[q.first] : seg.stops[q.last]], q.closing is not None) for q in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Go home," he said. "Now."', [("Go home,", True), ("Now.", True)]),
        ("“Go home,” he said.", [("Go home,", True)]),
        ("«Go home», he said.", [("Go home", True)]),
        ("„Go home“, he said.", [("Go home", True)]),
        ("''Go home,'' he said.", [("Go home,", True)]),
        ("'Go home,' he said.", [("Go home,", True)]),
        ("‘We don’t go,’ he said.", [("We don’t go,", True)]),
        ("“They called it ‘a gift’,” he said.", [("They called it ‘a gift’,", True)]),
        ('He called it "almost done.', [("almost done.", False)]),
        ('"One.\n\n"Two," he said.', [("One.", False), ("Two,", True)]),
        ("The officials' claims and the workers' rights", []),
        (
            '"He left, she said. "They stayed."',
            [("He left, she said.", False), ("They stayed.", True)],
        ),
        ("Trump: 'They will pay'", [("They will pay", True)]),
        ('""', []),
        ("", []),
    ],
)
def test_quotations_of_every_mark(text, expected):
    assert quoted(text) == expected


def test_ranges_join_share_and_are_cut():
    assert joined(((5, 7), (1, 2), (3, 4), (9, 9))) == ((1, 7), (9, 9))
    assert size(((1, 3), (5, 5))) == 4
    assert shared(((1, 3), (7, 9)), ((3, 7),)) == 2
    assert without(((1, 5),), (3, 3)) == ((1, 2), (4, 5))
    assert without(((1, 5),), (0, 9)) == ()
    assert inside(4, ((1, 2), (4, 4)))
    assert not inside(3, ((1, 2), (4, 4)))


def test_cue_table_is_sound():
    for part in ("verb", "noun"):
        for lemma, cue in lexicon.cues(part).items():
            assert lemma == lemma.lower() == cue.lemma
            assert cue.stance in {"asserted", "hedged", "denied", "asked", "predicted"}
            assert set(cue.takes) <= set("cxodqa")
            assert 0 <= cue.polnear_cues <= cue.polnear_words
    assert len(lexicon.cues("verb")) > 250


def test_cues_are_known_by_what_they_do():
    assert lexicon.verb("deny").stance == "denied"
    assert lexicon.verb("urge").stance == "asked"
    assert lexicon.verb("vow").stance == "predicted"
    assert lexicon.verb("suggest").stance == "hedged"
    assert not lexicon.verb("endorse").is_claim
    assert lexicon.noun("claim").kind == "say"
    assert lexicon.verb("walk") is None


def test_unknown_word_family_is_refused():
    with pytest.raises(KeyError):
        lexicon.word_family("no such family")
