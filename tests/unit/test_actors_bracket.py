"""An undated report is bracketed by the offices it gives its people."""

from __future__ import annotations

from datetime import date

from detente.actors.bracket import bracket
from detente.records import Article, Mention, Post, Span

TEXT = (
    "Cabinet Secretary General Jun Mori met former Premier Aki Ono. Foreign Minister Lea Roth left."
)
POSTS = {
    "mori": (
        Post(
            "mori", "Chief Cabinet Secretary", "JPN", date(2021, 1, 1), date(2023, 1, 1), None, "s"
        ),
        Post("mori", "Minister of Finance", "JPN", date(2015, 1, 1), date(2016, 1, 1), None, "s"),
    ),
    "ono": (Post("ono", "Premier", "JPN", date(2001, 1, 1), date(2002, 1, 1), None, "s"),),
    "roth": (
        Post("roth", "Foreign Minister", "CHE", date(2022, 1, 1), None, date(2024, 1, 1), "s"),
    ),
}


def person(phrase: str, name: str, actor: str) -> Mention:
    start, head = TEXT.index(phrase), TEXT.index(name)
    span = Span(start, start + len(phrase))
    return Mention(f"m{start}", span, "person", "c", Span(head, head + len(name)), actor, name)


def test_offices_in_the_present_bind_and_former_ones_do_not():
    mentions = [
        person("Cabinet Secretary General Jun Mori", "Jun Mori", "mori"),
        person("former Premier Aki Ono", "Aki Ono", "ono"),
        person("Foreign Minister Lea Roth", "Lea Roth", "roth"),
    ]
    found = bracket(Article("a", TEXT), mentions, lambda actor: POSTS[actor])
    assert (found.not_before, found.not_after) == (date(2022, 1, 1), date(2023, 1, 1))
    assert len(found.reasons) == 2


def test_posts_that_cannot_both_hold_leave_the_later_one_out():
    mentions = [
        person("Cabinet Secretary General Jun Mori", "Jun Mori", "mori"),
        person("Foreign Minister Lea Roth", "Lea Roth", "roth"),
    ]
    late = Post("roth", "Foreign Minister", "CHE", date(2030, 1, 1), None, None, "s")
    found = bracket(Article("a", TEXT), mentions, lambda a: (late,) if a == "roth" else POSTS[a])
    assert (found.not_before, found.not_after) == (date(2021, 1, 1), date(2023, 1, 1))
    assert bracket(Article("a", TEXT), [], lambda _: ()).reasons == ()
