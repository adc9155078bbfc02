"""The furniture filter: what goes, and what must stay."""

from __future__ import annotations

import pytest

from detente.reading.furniture import (
    is_headline,
    is_sentence,
    reason_anywhere,
    reason_in_margin,
    sift,
)

SENTENCE = "The minister said on Friday that the talks would go on until both sides had signed."


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("No time to read?", "summary widget"),
        ("Get a summary", "summary widget"),
        ("Summarize this article with AI", "summary widget"),
        ("Listen to this article", "listen button"),
        ("4 min read", "listen button"),
        ("Share this:", "share bar"),
        ("Share on Facebook", "share bar"),
        ("Facebook · X · WhatsApp · Copy link", "share bar"),
        ("Copy link", "share bar"),
        ("Sign up for our daily newsletter", "newsletter"),
        ("Get the day's stories delivered straight to your inbox", "newsletter"),
        ("Enter your email address", "newsletter"),
        ("By signing up you agree to our terms of use and privacy policy.", "newsletter"),
        ("Subscribe to continue reading", "subscription"),
        ("Related stories:", "related links"),
        ("Most read", "related links"),
        ("You may also like", "related links"),
        ("Read more »", "read more"),
        ("Continue reading below", "read more"),
        ("Click here to see all pictures", "read more"),
        ("Follow us on Twitter and Facebook", "follow us"),
        ("Follow Ada Lindqvist on Twitter: @adalind", "follow us"),
        ("ADVERTISEMENT", "advertisement"),
        ("Advertisement - scroll to continue", "advertisement"),
        ("© 2024 The Example Courier", "copyright"),
        ("Copyright 2024 Example News. All rights reserved.", "copyright"),
        ("Photo by Ada Lindqvist", "photo credit"),
        ("Ada Lindqvist/Reuters", "photo credit"),
        ("(Getty Images)", "photo credit"),
        ("Olof Berg contributed to this report.", "contributors"),
        ("(Reporting by Olof Berg; editing by Ada Lindqvist)", "contributors"),
        ("Our Standards: The Thomson Reuters Trust Principles.", "standards notice"),
        ("We and our partners use cookies to measure visits.", "cookie banner"),
        ("Accept all cookies", "cookie banner"),
        ("Leave a comment", "comment prompt"),
        ("23 Comments", "comment prompt"),
        ("Join the conversation", "comment prompt"),
        ("Skip to main content", "navigation"),
        ("Home > World > Northern Europe", "navigation"),
        ("Tags: harbour, treaty, customs", "navigation"),
        ("Support our journalism and independent media with a donation", "support request"),
        ("* * *", "ornament"),
    ],
)
def test_furniture_is_named(line: str, reason: str) -> None:
    assert reason_anywhere(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "He called on readers to subscribe to the treaty.",
        "Share of votes falls in the north",
        "Copyright law divides Norland's parliament",
        "Like his predecessor, he announced the decision on Twitter.",
        "Also on Monday, Norland closed a border post.",
        "Leave campaign divides the ruling party",
        "Follow the money, prosecutors told the court.",
        "Related charges were dropped in May.",
        "The report was published by the ministry on Friday.",
        "This report was published by the ministry on Friday.",
        "Video of the clash spreads anger in Norland",
        "Previous governments rejected the plan",
        "Next week's summit is in doubt",
        "Photo exhibition opens in the capital",
        "Three officials contributed to the report, which blamed the navy.",
        "Register of ships is wrong, auditor says",
        "Comments by the envoy anger Sudmark",
        "Cookies and bread are scarce in the besieged town.",
        "Print workers go on strike in the capital",
        "Credit line for Norland grows to five million",
        "Support for the treaty grows in Norland",
        "Signing up to the treaty would cost Norland its subsidies.",
    ],
)
def test_sentences_and_titles_stay(line: str) -> None:
    assert reason_anywhere(line) == ""
    assert sift([line, SENTENCE]).kept == (line, SENTENCE)


def test_previous_and_next_with_titles_after_their_labels() -> None:
    sifted = sift(
        [SENTENCE, "Previous Article", "Fleet comes home", "Next Article", "Clocks go back?"]
    )
    assert sifted.kept == (SENTENCE,)
    assert (sifted.previous_title, sifted.next_title) == ("Fleet comes home", "Clocks go back?")


def test_previous_and_next_labels_before_both_titles() -> None:
    sifted = sift(
        [SENTENCE, "« Previous article", "Next article »", "Fleet comes home", "Clocks go back"]
    )
    assert (sifted.previous_title, sifted.next_title) == ("Fleet comes home", "Clocks go back")


def test_previous_and_next_on_one_line_with_their_titles() -> None:
    sifted = sift(
        [SENTENCE, "Previous Article: Fleet comes home", "Next Article Clocks go back soon"]
    )
    assert sifted.kept == (SENTENCE,)
    assert (sifted.previous_title, sifted.next_title) == ("Fleet comes home", "Clocks go back soon")


def test_a_label_never_takes_a_sentence() -> None:
    sifted = sift(["Next Article", SENTENCE])
    assert sifted.kept == (SENTENCE,)
    assert sifted.next_title == ""


def test_related_list_goes_with_its_header_in_mid_report() -> None:
    lines = [
        SENTENCE,
        "Related stories",
        "Fleet comes home at last",
        "Clocks go back soon",
        SENTENCE,
    ]
    assert sift(lines).kept == (SENTENCE, SENTENCE)


def test_pointer_to_another_report_goes() -> None:
    sifted = sift([SENTENCE, "READ MORE: Fleet comes home at last", SENTENCE])
    assert sifted.furniture[0].reason == "related links"


def test_a_title_with_a_label_is_no_pointer() -> None:
    lines = ["Advertisement", "Opinion: What the harbour is worth", SENTENCE]
    assert sift(lines).kept == (lines[1], SENTENCE)


def test_nothing_short_follows_the_end_of_the_report() -> None:
    sifted = sift([SENTENCE, "Leave a comment", "Weather in the capital", "Partner offers today"])
    assert sifted.kept == (SENTENCE,)
    assert {piece.reason for piece in sifted.furniture} == {
        "comment prompt",
        "after the end of the report",
    }


def test_margins_are_stricter_than_the_body() -> None:
    assert reason_in_margin("More") == "navigation"
    assert sift(["Menu", SENTENCE, "More", SENTENCE, "REUTER"]).kept == (SENTENCE, "More", SENTENCE)


def test_text_without_sentences_keeps_its_lines() -> None:
    assert sift(["Talks resume", "More"]).kept == ("Talks resume", "More")


def test_long_lines_are_never_furniture() -> None:
    assert reason_anywhere("Subscribe to our newsletter " * 40) == ""
    assert reason_in_margin("More " * 200) == ""


def test_sentences_and_headlines_are_told_apart() -> None:
    assert is_sentence(SENTENCE)
    assert not is_sentence("Talks resume.")
    assert is_headline("Will the talks resume?")
    assert not is_headline("word " * 40)
    assert not is_headline("123")
