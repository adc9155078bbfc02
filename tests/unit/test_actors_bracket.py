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


HALT = (
    "Japan watched. The United States has halted data sharing with Russia, its ministry said.\n\n"
    "Under the Teapot Treaty the United States stopped sharing data. Russia may suspend the Teapot Treaty."
)
STEPS = (
    Post("teapot", "suspends", "RUS", date(2023, 2, 21), None, None, "s"),
    Post("teapot", "halts data sharing", "USA", date(2023, 3, 28), None, None, "s"),
)


def named(phrase: str, kind: str, actor: str, country: str, after: int = 0) -> Mention:
    start = HALT.index(phrase, after)
    span = Span(start, start + len(phrase))
    return Mention(f"m{start}", span, kind, "c", span, actor, "", country)


def steps(actor: str) -> tuple[Post, ...]:
    return STEPS if actor == "teapot" else ()


def test_a_step_under_an_agreement_that_is_told_as_taken_binds():
    last = HALT.index("Under")
    mentions = [
        named("the Teapot Treaty", "agreement", "teapot", ""),
        named("the United States", "country", "USA", "USA", last),
        named("Russia", "country", "RUS", "RUS", last),
    ]
    found = bracket(Article("a", HALT), mentions, steps)
    assert found.not_before == date(2023, 3, 28)
    assert found.reasons == ("USA halts data sharing under the Teapot Treaty since 2023-03-28",)


def test_a_step_of_another_or_of_another_paragraph_does_not_bind():
    treaty = named("the Teapot Treaty", "agreement", "teapot", "")
    first = [treaty, named("United States", "country", "USA", "USA")]
    other = [treaty, named("Russia", "country", "RUS", "RUS", HALT.index("Under"))]
    for mentions in (first, other):
        assert bracket(Article("a", HALT), mentions, steps).not_before is None


def test_the_packaged_agreements_have_their_steps(base):
    taken = [(step.country, step.office, step.first_day) for step in base.posts("new-start")]
    assert ("USA", "halts data sharing", date(2023, 3, 28)) in taken
    assert ("RUS", "suspends", date(2023, 2, 21)) in taken
    assert taken == sorted(taken, key=lambda step: step[2])
