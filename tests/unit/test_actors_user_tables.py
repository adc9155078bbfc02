"""A user's tables: they win over ours, and a broken row is named with its place and cure."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors.base import PackagedBase
from detente.errors import TableError
from detente.settings import ActorSettings

DAY = date(2023, 5, 1)


def written(folder, name, text):
    path = folder / f"{name}.csv"
    path.write_text(text, encoding="utf-8")
    return (path,)


def test_a_users_actor_wins_over_ours(tmp_path):
    actors = written(
        tmp_path, "actors", "actor_id,name,aliases,kind,country,sector,state_owned\n"
        "tea-times,Tea Times,TASS|Daily Tea,outlet,GBR,MED,false\n"
    )  # fmt: skip
    base = PackagedBase(ActorSettings(actors=actors))
    best = base.find("TASS", DAY)[0]
    assert (best.actor.actor_id, best.country, best.actor.state_owned) == (
        "tea-times",
        "GBR",
        False,
    )
    assert base.find("Daily Tea", DAY)[0].actor.name == "Tea Times"
    assert base.actor("tea-times").kind == "outlet"
    assert [hit.actor_ids[0] for hit in base.scan("The Daily Tea has it.")] == ["tea-times"]


def test_a_users_alias_names_an_actor_of_ours(tmp_path):
    aliases = written(tmp_path, "aliases", "alias,actor_id\nthe Bear Republic,RUS\n")
    base = PackagedBase(ActorSettings(aliases=aliases))
    assert (
        base.find("Bear Republic", DAY) or base.find("the Bear Republic", DAY)[0].country == "RUS"
    )
    assert base.find("the Bear Republic", DAY)[0].actor.actor_id == "RUS"


def test_a_users_post_takes_the_place_of_ours(tmp_path):
    posts = written(
        tmp_path, "posts", "name,aliases,country,office,sector,first_day,last_day,observed_until,source\n"
        "Sergey Lavrov,,RUS,Minister of Foreign Affairs,GOV,2004-03-09,2022-12-31,,ours\n"
        "Tamara Teapot,T. Teapot,RUS,Minister of Foreign Affairs,GOV,2023-01-01,,,ours\n"
    )  # fmt: skip
    base = PackagedBase(ActorSettings(posts=posts))
    assert base.find("Sergey Lavrov", DAY)[0].role == ""
    assert base.find("Sergey Lavrov", DAY)[0].sector == "ELI"
    assert base.find("Tamara Teapot", DAY)[0].role == "Minister of Foreign Affairs"
    assert base.office_holder("RUS", "foreign minister", DAY).actor.name == "Tamara Teapot"
    assert base.find("Russia's foreign minister", DAY)[0].actor.name == "Tamara Teapot"


def test_a_users_agreement_has_its_status(tmp_path):
    agreements = written(
        tmp_path, "agreements",
        "agreement_id,name,aliases,kind,parties,signed,in_force,suspended,withdrawn,ended,status_note,source\n"
        "tea-pact,Treaty on the Limitation of Green Tea,Tea Pact,trade,RUS|JPN,2020,2021-02,JPN:2023-03,,,,ours\n",
    )  # fmt: skip
    base = PackagedBase(ActorSettings(agreements=agreements))
    assert base.find("the Tea Pact", DAY)[0].actor.actor_id == "tea-pact"
    assert base.agreement("tea-pact", date(2020, 6, 1)).state == "signed"
    assert base.agreement("tea-pact", date(2022, 6, 1)).state == "in force"
    assert base.agreement("tea-pact", DAY).state == "suspended"


HEAD = "actor_id,name,aliases,kind,country,sector,state_owned\n"


@pytest.mark.parametrize(
    ("kind", "text", "place"),
    [
        ("actors", HEAD + "a,A,,outlet,GBR,MED,maybe\n", "line 2, column 'state_owned'"),
        ("actors", HEAD + "a,A,,outlet,gbr,MED,\n", "line 2, column 'country'"),
        ("actors", HEAD + "a,A,,ship,GBR,MED,\n", "line 2, column 'kind'"),
        ("actors", HEAD + "a,A,,outlet,GBR,TEA,\n", "line 2, column 'sector'"),
        ("actors", HEAD + "good,G,,outlet,GBR,MED,\n,A,,outlet,GBR,MED,\n", "line 3, column 'actor_id'"),
        ("actors", HEAD + "a,A,,outlet,GBR,MED,,more,more\n", "line 2 has 9 cells"),
        ("actors", "actor_id,name,colour\na,A,red\n", "column 'colour' is unknown"),
        ("actors", "actor_id,name\na,A\n", "no column 'kind'"),
        ("aliases", "alias,actor_id\nTea,no-such-actor\n", "line 2, column 'actor_id'"),
        ("posts", "name,country,office,first_day\nT,RUS,Minister,May 1st\n", "line 2, column 'first_day'"),
        ("agreements", "agreement_id,name,suspended\nt,T,Russia since May\n", "line 2, column 'suspended'"),
        ("agreements", "agreement_id,name,parties\nt,T,Russia\n", "line 2, column 'parties'"),
    ],
)  # fmt: skip
def test_a_broken_row_is_named_with_its_place(tmp_path, kind, text, place):
    settings = ActorSettings(**{kind: written(tmp_path, kind, text)})
    with pytest.raises(TableError, match=place) as caught:
        PackagedBase(settings)
    assert f"{kind}.csv" in str(caught.value)
    assert caught.value.expected


def test_unreadable_tables_are_named(tmp_path):
    latin = tmp_path / "latin.csv"
    latin.write_bytes("alias,actor_id\nTürkei,TUR\n".encode("latin-1"))
    with pytest.raises(TableError, match="UTF-8"):
        PackagedBase(ActorSettings(aliases=(latin,)))
    with pytest.raises(TableError, match="cannot read"):
        PackagedBase(ActorSettings(aliases=(tmp_path / "none.csv",)))
    torn = tmp_path / "torn.csv"
    torn.write_text('alias,actor_id\n"Turk,TUR\n', encoding="utf-8")
    with pytest.raises(TableError, match="quotation"):
        PackagedBase(ActorSettings(aliases=(torn,)))


def test_nothing_is_half_loaded(tmp_path):
    good = written(tmp_path, "actors", HEAD + "tea-times,Tea Times,TASS,outlet,GBR,MED,false\n")
    bad = written(tmp_path, "aliases", "alias,actor_id\nTea,nobody\n")
    with pytest.raises(TableError):
        PackagedBase(ActorSettings(actors=good, aliases=bad))
    assert PackagedBase().find("TASS", DAY)[0].country == "RUS"
