"""The build, on a small world of our own: what it keeps, merges, closes and leaves out."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections import Counter
from datetime import date

import pytest

from detente.actors import build, gather_countries, gather_posts, store
from detente.actors.base import PackagedBase
from detente.errors import InstallError

COUNTRY_COLUMNS = (
    "ISO3166-1-Alpha-2",
    "ISO3166-1-Alpha-3",
    "CLDR display name",
    "official_name_en",
    "UNTERM English Short",
    "UNTERM English Formal",
    "Capital",
    "wikidata_id",
)
COUNTRIES = [
    ("JP", "JPN", "Japan", "Japan", "Japan", "Japan", "Tokyo", "https://www.wikidata.org/wiki/Q17"),
    (
        "RU",
        "RUS",
        "Russia",
        "Russian Federation",
        "Russian Federation (the)",
        "the Russian Federation",
        "Moscow",
        "https://www.wikidata.org/wiki/Q159",
    ),
    (
        "US",
        "USA",
        "US",
        "United States of America",
        "United States of America (the)",
        "the United States of America",
        "Washington",
        "https://www.wikidata.org/wiki/Q30",
    ),
    (
        "GB",
        "GBR",
        "UK",
        "United Kingdom",
        "United Kingdom",
        "the United Kingdom",
        "London",
        "https://www.wikidata.org/wiki/Q145",
    ),
]


def table(path, head, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [",".join(head), *(",".join(f'"{cell}"' for cell in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def factbook(kb):
    folder = kb / "cia_factbook"
    table(
        folder / "demonyms.csv",
        ("gec", "iso2", "country", "noun", "adjective", "edition"),
        [
            ("JA", "JP", "Japan", "Japanese (singular and plural)", "Japanese", "2025"),
            (
                "UK",
                "GB",
                "United Kingdom",
                "Briton(s), British (collective plural)",
                "British",
                "2025",
            ),
            ("GK", "GB", "Guernsey", "Channel Islander(s)", "Channel Islander", "2025"),
        ],
    )
    leaders = (
        "gec",
        "iso2",
        "country",
        "role",
        "title",
        "name",
        "since",
        "first_seen",
        "last_seen",
        "src",
    )
    table(
        folder / "leaders_and_ambassadors_1990_2026.csv",
        leaders,
        [
            (
                "JA",
                "JP",
                "Japan",
                "head of government",
                "Prime Minister",
                "Hana SAKURA",
                "2001-04-01",
                "2001",
                "2003",
                "a",
            ),
            (
                "JA",
                "JP",
                "Japan",
                "head of government",
                "Prime Minister",
                "Ken MORITO",
                "2004-02-03",
                "2004",
                "2025",
                "a",
            ),
            (
                "JA",
                "JP",
                "Japan",
                "head of government",
                "Deputy",
                "Premiers Taro UMI and Jiro KAWA",
                "2004-02-03",
                "2004",
                "2005",
                "a",
            ),
            ("JA", "JP", "Japan", "chief of state", "", "", "2004-02-03", "2004", "2005", "a"),
            (
                "US",
                "US",
                "United States",
                "chief of state",
                "President",
                "Pat RIVERS",
                "2001-01-20",
                "2001",
                "2008",
                "a",
            ),
            (
                "JA",
                "JP",
                "Japan",
                "us_amb",
                "Ambassador",
                "Sam HILLS",
                "2002-01",
                "2002",
                "2004",
                "a",
            ),
            (
                "JA",
                "JP",
                "Japan",
                "amb_to_us",
                "Charge d'Affaires",
                "TAKADA Jun",
                "2002-01",
                "2002",
                "2004",
                "a",
            ),
            (
                "UK",
                "GB",
                "United Kingdom",
                "chief of state",
                "Queen",
                "ELIZABETH II",
                "1952-02-06",
                "1992",
                "2022-06-23",
                "a",
            ),
            (
                "AC",
                "JP",
                "Japan",
                "chief of state",
                "Queen",
                "ELIZABETH II",
                "1952-02-06",
                "1992",
                "2022",
                "a",
            ),
        ],
    )
    table(
        folder / "igo_membership_spells_1990_2025.csv",
        ("gec", "iso2", "country", "org", "status", "first_year", "last_year"),
        [
            ("JA", "JP", "Japan", "TEA", "member", "1990", "2025"),
            ("US", "US", "United States", "TEA", "member", "1995", "2000"),
            ("UK", "GB", "United Kingdom", "EU", "member", "2020", "2025"),
            ("US", "US", "United States", "XXX", "member", "1995", "2000"),
        ],
    )
    table(
        folder / "organizations_appendix_b.csv",
        ("name", "abbr", "see", "established", "aim", "members_n", "members", "other"),
        [
            ("World Tea Organization", "TEA", "", "1990", "", "2", "Japan, United States", ""),
            ("Old Tea Union", "", "World Tea Organization", "", "", "", "", ""),
        ],
    )


def wikidata(kb):
    folder = kb / "wikidata_officeholders_eps"
    folder.mkdir(parents=True)
    head = (
        "unit,position,position_qid,country_qid,person,person_qid,start,end,dob,enwiki,snapshot\n"
    )
    rows = (
        "japan-ministers,Minister of Foreign Affairs,Q1,Q17,Hana Sakura,Q100,1998-01-01,2000-01-01,,Hana Sakura (politician),2022-07-29\n"
        "russia-cabinet,Minister of Defence,Q2,Q159,Sergey Shoygu,Q200,2012-11-06,,,Sergei Shoigu,2022-07-29\n"
        "abkhazia-ministers,President,Q3,Q23334,Aslan Testov,Q300,2010-01-01,2014-01-01,,,2022-07-29\n"
        "world,Secretary General of NATO,Q4,,Nils Norden,Q400,2014-10-01,,,,2022-07-29\n"
        "japan-ministers,Q555,Q5,Q17,Nobody Atall,Q500,2010-01-01,,,,2022-07-29\n"
    )
    (folder / "officeholders_2000_2022.csv.gz").write_bytes(gzip.compress((head + rows).encode()))
    seats = (
        b"position,person,personID,start,end\n"
        b"member of the House of Representatives,Yuki Giin,Q600,2012-12-16,2021-10-14\n"
        b"member of the House of Representatives,Yuki Giin,Q600,2021-10-31,\n"
        b"member of the House of Representatives,Old Giin,Q601,1990-01-01,1993-01-01\n"
        b"member of the Osaka city council,Local Giin,Q602,2019-01-01,\n"
    )
    with tarfile.open(folder / "raw.tgz", "w:gz") as files:
        info = tarfile.TarInfo("raw/japan-ministers.legislators.csv")
        info.size = len(seats)
        files.addfile(info, io.BytesIO(seats))


def the_rest(kb):
    (kb / "rigour_territories").mkdir(parents=True)
    nippon = {
        "name": "Japan",
        "full_name": "Japan",
        "alpha3": "jpn",
        "qid": "Q17",
        "names_strong": ["Nippon-koku", "日本"],
    }
    (kb / "rigour_territories" / "territories.json").write_text(
        json.dumps([nippon]), encoding="utf-8"
    )
    table(kb / "datasets_country_codes" / "country-codes.csv", COUNTRY_COLUMNS, COUNTRIES)
    (kb / "geonames_admin").mkdir()
    (kb / "geonames_admin" / "admin1CodesASCII.txt").write_text(
        "JP.01\tAichi Prefecture\tAichi\t1\n", encoding="utf-8"
    )
    table(
        kb / "cia_world_leaders_2019" / "leaders_2019-06.csv",
        ("country", "title", "name"),
        [
            ("Japan", "Min. of Finance", "Aki OKANE"),
            ("Nowhere", "President", "Nil NADA"),
            ("Japan", "Min. of Tea", "Vacant Position"),
        ],
    )
    table(
        kb / "states_gw_cow" / "iso_gw_cow_crosswalk.csv",
        ("iso2", "iso3", "gw"),
        [("JP", "JPN", "740"), ("RU", "RUS", "365")],
    )
    table(
        kb / "ucdp_actors" / "ucdp-actor-221.csv",
        (
            "ActorId",
            "NameData",
            "NameOrigFull",
            "NameOrigFullEng",
            "NewNameFullEng",
            "Org",
            "GWNOLoc",
        ),
        [
            ("1", "Green Tea Army", "n/a", "Green Tea Army", "", "1", "740"),
            ("2", "Government of Japan", "n/a", "", "", "4", "740"),
            ("3", "Military faction (tea)", "n/a", "", "", "1", "740"),
        ],
    )
    folder = kb / "petrarch_dictionaries"
    folder.mkdir()
    (folder / "Phoenix.International.actors.txt").write_text(
        "# a comment\nTEA_BROTHERS_INC_\n\t[MNCJPN] ; made up\nTEA_AID_WORLDWIDE_\n+WORLDWIDE_TEA_AID\n\t[NGOJPN]\n"
        "OLD_PERSON_\n\t[IGOUNO 820101-911231] [ELI]\n",
        encoding="utf-8",
    )
    (folder / "Phoenix.MilNonState.actors.txt").write_text(
        "BLACK_TEA_FRONT_\n\t[JPNREB]\n", encoding="utf-8"
    )


def tables(folder):
    folder.mkdir()
    table(
        folder / "officials.csv",
        (
            "name",
            "aliases",
            "country",
            "office",
            "sector",
            "first_day",
            "last_day",
            "observed_until",
            "source",
        ),
        [
            (
                "Ken Morito",
                "Kenji Morito",
                "JPN",
                "Prime Minister",
                "GOV",
                "2004-02-03",
                "2006-09-30",
                "",
                "public",
            ),
            (
                "Sergei Shoigu",
                "",
                "RUS",
                "Minister of Defence",
                "GOV",
                "2012-11-06",
                "2024-05-12",
                "",
                "public",
            ),
        ],
    )
    table(
        folder / "blocs.csv",
        ("bloc_id", "name", "aliases", "kind", "sector", "source"),
        [("EU", "European Union", "", "bloc", "IGO", "")],
    )
    table(
        folder / "memberships.csv",
        ("bloc_id", "country", "status", "first_day", "last_day", "source"),
        [("EU", "GBR", "member", "1973-01-01", "2020-01-31", "")],
    )
    table(
        folder / "seats.csv",
        ("name", "aliases", "country", "sector", "stands_for", "first_day", "last_day", "source"),
        [("Tea House", "", "JPN", "GOV", "Prime Minister of Japan", "", "2010", "")],
    )
    table(
        folder / "agreements.csv",
        (
            "agreement_id",
            "name",
            "aliases",
            "kind",
            "parties",
            "signed",
            "in_force",
            "suspended",
            "withdrawn",
            "ended",
            "status_note",
            "source",
        ),
        [
            (
                "tea-treaty",
                "Treaty on the Prohibition of Cold Tea",
                "Tea Treaty",
                "trade",
                "JPN|RUS",
                "2001",
                "2002",
                "RUS:2005",
                "JPN:2008",
                "2010",
                "",
                "",
            )
        ],
    )
    table(
        folder / "outlets.csv",
        ("outlet_id", "name", "aliases", "country", "ownership", "kind", "source"),
        [("tea-daily", "Tea Daily", "", "JPN", "state", "newspaper", "")],
    )
    table(
        folder / "places.csv",
        (
            "place_id",
            "name",
            "aliases",
            "kind",
            "lat",
            "lon",
            "claimants",
            "administered_by",
            "source",
        ),
        [("tea-rocks", "Tea Rocks", "", "island", "35.0", "140.0", "JPN|RUS", "RUS", "")],
    )
    table(
        folder / "groups.csv",
        ("group_id", "name", "aliases", "country", "sector", "first_day", "last_day", "source"),
        [("tea-front", "Tea Front", "", "JPN", "REB", "2000", "", "")],
    )
    table(
        folder / "bodies.csv",
        ("name", "aliases", "country", "sector", "kind", "source"),
        [("Tea Police", "TPOL", "JPN", "COP", "organisation", "")],
    )
    table(folder / "levers.csv", ("lever", "phrases"), [("tea", "tea|green tea")])
    table(
        folder / "roles.csv",
        ("term", "sector", "kind", "note"),
        [("tea master", "CVL", "role", "")],
    )
    return folder


def no_yaml(path):
    if path.name == "executive.yaml":
        terms = [
            {"type": "prez", "start": "2001-01-20", "end": "2005-01-20"},
            {"type": "prez", "start": "2005-01-20", "end": "2009-01-20"},
        ]
        return [
            {
                "id": {"wikidata": "Q700"},
                "name": {"first": "Patricia", "last": "Rivers", "nickname": "Pat"},
                "terms": terms,
            }
        ]
    return [
        {
            "id": {},
            "name": {"first": "Lee", "last": "Lake", "official_full": "Lee Lake"},
            "terms": [{"type": "sen", "start": "2021-01-03", "end": "2027-01-03"}],
        }
    ]


def one_city():
    return [
        {
            "geonameid": 7,
            "name": "Chamachi",
            "countrycode": "JP",
            "population": 2_500_000,
            "latitude": 35.1,
            "longitude": 137.2,
            "admin1code": "01",
            "alternatenames": ["Chamatchi", "Teatown", "茶町"],
        }
    ]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    root = tmp_path_factory.mktemp("world")
    kb = root / "kb"
    factbook(kb)
    wikidata(kb)
    the_rest(kb)
    hand = tables(root / "tables")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(gather_posts, "_yaml", no_yaml)
        patched.setattr(gather_countries, "_cities", one_city)
        draft, report = build.build(kb, hand)
        again, _report = build.build(kb, hand)
    paths = root / "one.detact", root / "two.detact"
    for path, made in zip(paths, (draft, again), strict=True):
        store.write(path, made, {"version": "test", "rows": len(made.rows)})
    return paths, draft, report


@pytest.fixture(scope="module")
def small(world):
    return PackagedBase(path=world[0][0])


def test_building_twice_gives_the_same_bytes(world):
    one, two = world[0]
    assert one.read_bytes() == two.read_bytes()


def test_one_person_of_several_sources_is_one_row(small):
    hana = small.find("Hana Sakura", date(1999, 5, 1))[0]
    assert hana.actor.actor_id == "Q100"
    assert {post.office for post in small.posts("Q100")} == {
        "Minister of Foreign Affairs",
        "Prime Minister",
    }
    assert (
        small.find("Sergey Shoygu", date(2015, 1, 1))[0].actor.actor_id
        == small.find("Sergei Shoigu", date(2015, 1, 1))[0].actor.actor_id
    )


def test_hand_rows_win_and_open_ends_close_with_the_next_holder(small):
    assert small.find("Sergei Shoigu", date(2024, 6, 1))[0].role == ""
    assert small.find("Ken Morito", date(2007, 1, 1))[0].role == ""
    assert small.find("Ken Morito", date(2005, 1, 1))[0].role == "Prime Minister"
    assert (
        small.office_holder("JPN", "prime minister", date(2003, 6, 1)).actor.name == "Hana Sakura"
    )
    assert small.office_holder("JPN", "prime minister", date(2004, 6, 1)).actor.name == "Ken Morito"


def test_offices_of_breakaway_governments_are_not_the_countrys(small):
    assert small.office_holder("GEO", "president", date(2012, 1, 1)) is None


def test_members_follow_the_hand_rows(small):
    assert small.members("EU", date(2010, 1, 1)) == ("GBR",)
    assert small.members("EU", date(2021, 1, 1)) == ()
    assert small.members("TEA", date(1998, 1, 1)) == ("JPN", "USA")
    assert [one.bloc for one in small.memberships("JPN", date(2020, 1, 1))] == ["TEA"]


def test_legislators_and_terms_are_joined(small):
    giin = small.posts("Q600")
    assert [(post.first_day, post.last_day) for post in giin] == [(date(2012, 12, 16), None)]
    assert small.find("Old Giin", date(1992, 1, 1)) == ()
    assert len(small.posts("Q700")) == 1


@pytest.mark.parametrize(
    ("name", "country", "sector"),
    [
        ("Tea Daily", "JPN", "MED"),
        ("Tea House", "JPN", "GOV"),
        ("Tea Front", "JPN", "REB"),
        ("Green Tea Army", "JPN", "REB"),
        ("Tea Brothers Inc", "JPN", "BUS"),
        ("Worldwide Tea Aid", "JPN", "NGO"),
        ("Black Tea Front", "JPN", "REB"),
        ("TPOL", "JPN", "COP"),
        ("Chamachi", "JPN", "UNK"),
        ("Teatown", "JPN", "UNK"),
        ("Aichi", "JPN", "UNK"),
        ("Briton", "GBR", "GOV"),
        ("Nippon-koku", "JPN", "GOV"),
        ("World Tea Organization", "TEA", "IGO"),
        ("Tea Rocks", "", "UNK"),
        ("Moscow", "RUS", "GOV"),
    ],
)
def test_every_kind_of_row_is_found(small, name, country, sector):
    best = small.find(name, date(2005, 6, 1))[0]
    assert (best.country, best.sector) == (country, sector)


def test_places_keep_claimants_without_a_verdict(small):
    place = small.place("tea-rocks")
    assert (place["claimants"], place["administered_by"], place["country"]) == (
        ("JPN", "RUS"),
        ("RUS",),
        "",
    )
    assert small.place("geo:7")["admin"] == "Aichi Prefecture"
    assert small.place("tea-daily") is None


@pytest.mark.parametrize(
    ("day", "state", "parties"),
    [
        (date(2000, 1, 1), "not signed", 2),
        (date(2001, 6, 1), "signed", 2),
        (date(2004, 1, 1), "in force", 2),
        (date(2006, 1, 1), "suspended", 2),
        (date(2009, 1, 1), "suspended", 1),
        (date(2011, 1, 1), "ended", 1),
    ],
)
def test_an_agreement_has_a_status_on_each_day(small, day, state, parties):
    status = small.agreement("tea-treaty", day)
    assert (status.state, len(status.parties)) == (state, parties)


def test_a_garbled_agreement_is_known_by_likeness(small):
    best = small.find("Convention on the Banning of Cold Tea", date(2004, 1, 1))[0]
    assert best.actor.actor_id == "tea-treaty"
    assert best.confidence < 0.95


def test_the_report_tells_what_was_read_and_what_is_missing(world):
    _paths, draft, report = world
    assert isinstance(report, Counter)
    text = build.render(draft, report, 1_000_000)
    assert "Factbook heads of state of dependencies and realms" in text
    assert "No head of state or government seen since 2025" in text


def test_the_command_writes_the_file_and_the_report(world, tmp_path, monkeypatch, capsys):
    kb = world[0][0].parent / "kb"
    monkeypatch.setattr(gather_posts, "_yaml", no_yaml)
    monkeypatch.setattr(gather_countries, "_cities", one_city)
    out, report = tmp_path / "out.detact", tmp_path / "report.md"
    monkeypatch.setattr(
        "sys.argv",
        [
            "build",
            "--kb",
            str(kb),
            "--tables",
            str(kb.parent / "tables"),
            "--out",
            str(out),
            "--report",
            str(report),
        ],
    )
    build.main()
    assert out.read_bytes()[8:] != b""
    assert report.read_text(encoding="utf-8") == capsys.readouterr().out[:-1]


def test_a_file_that_is_not_what_the_sources_build_is_told(world, tmp_path):
    (one, _two), draft, _report = world
    same = tmp_path / "same.detact"
    store.write(same, draft, {"version": build.VERSION, "rows": len(draft.rows)})
    build.check(draft, same)
    same.write_bytes(one.read_bytes() + b"x")
    with pytest.raises(InstallError, match="build it again"):
        build.check(draft, same)
