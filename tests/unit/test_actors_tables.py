"""The hand-written actor tables: they parse, their codes are codes, their days are days in order."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from datetime import date
from importlib import resources
from itertools import pairwise

import pytest

from detente.records import SECTORS

TABLES = resources.files("detente.actors") / "tables"

COLUMNS = {
    "seats": "name,aliases,country,sector,stands_for,first_day,last_day,source",
    "outlets": "outlet_id,name,aliases,country,ownership,kind,source",
    "blocs": "bloc_id,name,aliases,kind,sector,source",
    "memberships": "bloc_id,country,status,first_day,last_day,source",
    "agreements": "agreement_id,name,aliases,kind,parties,signed,in_force,suspended,withdrawn,ended,"
    "steps,status_note,source",
    "places": "place_id,name,aliases,kind,lat,lon,claimants,administered_by,source",
    "levers": "lever,phrases",
    "roles": "term,sector,kind,note",
    "groups": "group_id,name,aliases,country,sector,first_day,last_day,source",
    "parties": "name,aliases,country,governed,source",
}

#: The column or columns that tell one row of a table from every other.
KEYS = {
    "seats": ("name", "country", "first_day"),
    "outlets": ("outlet_id",),
    "blocs": ("bloc_id",),
    "memberships": ("bloc_id", "country", "status", "first_day"),
    "agreements": ("agreement_id",),
    "places": ("place_id",),
    "levers": ("lever",),
    "roles": ("term",),
    "groups": ("group_id", "first_day"),
    "parties": ("name", "country"),
}

FLOORS = {
    "seats": 150,
    "outlets": 280,
    "blocs": 140,
    "memberships": 900,
    "agreements": 150,
    "places": 200,
    "levers": 40,
    "roles": 700,
    "groups": 120,
    "parties": 130,
}

#: ISO 3166-1 alpha-3, and XKX for Kosovo as event data write it.
ISO_CODES = """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR
    BHR BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG
    COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH
    FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY
    HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM
    KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL
    MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR
    NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU
    SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA
    TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB
    VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE XKX
    """
COUNTRIES = frozenset(ISO_CODES.split())

DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


def rows(table: str) -> list[dict[str, str]]:
    """The rows of one table, each a mapping from column to text."""
    text = (TABLES / f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def listed(cell: str) -> list[str]:
    """The items of a ``|`` list; an empty cell has none."""
    return cell.split("|") if cell else []


def bounds(text: str) -> tuple[date, date]:
    """First and last calendar day that a day, a month or a year may mean."""
    match = DAY.match(text)
    assert match, f"not a day: {text!r}"
    year, month, day = match.groups()
    if day:
        exact = date.fromisoformat(text)
        return exact, exact
    if month:
        return date(int(year), int(month), 1), date(int(year), int(month), 28)
    return date(int(year), 1, 1), date(int(year), 12, 31)


def ordered(first: str, last: str) -> bool:
    """Whether ``first`` can lie on or before ``last``; an open end fits anything."""
    return not first or not last or bounds(first)[0] <= bounds(last)[1]


def codes() -> frozenset[str]:
    """Every code a party, a member or an owner may have: a country or a bloc."""
    return COUNTRIES | {row["bloc_id"] for row in rows("blocs")}


@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_table_has_its_columns_rows_and_distinct_keys(table: str) -> None:
    found = rows(table)
    assert list(found[0]) == COLUMNS[table].split(",")
    assert len(found) >= FLOORS[table]
    keys = Counter(tuple(row[column] for column in KEYS[table]) for row in found)
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_cells_are_complete_trimmed_and_composed(table: str) -> None:
    for row in rows(table):
        assert None not in row, f"too many cells: {row}"
        for column, cell in row.items():
            assert cell is not None, f"too few cells: {row}"
            assert cell == cell.strip(), (table, column, cell)
            assert cell == unicodedata.normalize("NFC", cell), (table, column, cell)
            assert "  " not in cell, (table, column, cell)
        for key in KEYS[table]:
            assert row[key] or key == "first_day", (table, row)
        if "source" in row:
            assert row["source"], row


@pytest.mark.parametrize(
    "table", ["seats", "outlets", "blocs", "agreements", "places", "groups", "parties"]
)
def test_names_are_never_repeated_as_aliases(table: str) -> None:
    for row in rows(table):
        aliases = listed(row["aliases"])
        assert len(set(aliases)) == len(aliases), row
        assert row["name"] not in aliases, row
        assert all(len(alias) > 1 and alias == alias.strip() for alias in aliases), row


@pytest.mark.parametrize("table", ["seats", "blocs", "groups", "roles"])
def test_sectors_are_the_fields_sectors(table: str) -> None:
    assert {row["sector"] for row in rows(table)} <= set(SECTORS)


@pytest.mark.parametrize("table", ["seats", "memberships", "groups"])
def test_days_are_days_and_in_order(table: str) -> None:
    for row in rows(table):
        for column in ("first_day", "last_day"):
            assert not row[column] or DAY.match(row[column]), row
        assert ordered(row["first_day"], row["last_day"]), row


def test_spells_in_government_are_days_one_after_another() -> None:
    for row in rows("parties"):
        ends = [tuple(spell.split("..")) for spell in listed(row["governed"])]
        assert ends, row
        for first, last in ends:
            assert DAY.match(first), row
            assert not last or DAY.match(last), row
            assert ordered(first, last), row
        for (_, before), (after, _) in pairwise(ends):
            assert before, row
            assert ordered(before, after), row


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("seats", "country"),
        ("parties", "country"),
        ("outlets", "country"),
        ("memberships", "country"),
        ("groups", "country"),
        ("agreements", "parties"),
        ("places", "claimants"),
        ("places", "administered_by"),
    ],
)
def test_countries_are_codes(table: str, column: str) -> None:
    known = codes()
    for row in rows(table):
        assert set(listed(row[column])) <= known, row


def test_no_bloc_takes_the_code_of_a_country() -> None:
    found = {row["bloc_id"] for row in rows("blocs")}
    assert found & COUNTRIES == set()
    assert all(re.fullmatch(r"[A-Z0-9]{2,12}", code) for code in found)
    kinds = {"organisation", "bloc", "group", "tribunal", "coalition", "regime"}
    assert {row["kind"] for row in rows("blocs")} <= kinds | {
        "un_body",
        "eu_body",
        "au_body",
        "ngo",
    }


def test_memberships_belong_to_known_blocs_and_never_run_twice_at_once() -> None:
    blocs = {row["bloc_id"] for row in rows("blocs")}
    spells: dict[tuple[str, str, str], list[tuple[date, date]]] = {}
    for row in rows("memberships"):
        assert row["bloc_id"] in blocs, row
        assert row["status"] in {"member", "observer", "partner", "candidate", "suspended"}, row
        first = bounds(row["first_day"])[1] if row["first_day"] else date.min
        last = bounds(row["last_day"])[0] if row["last_day"] else date.max
        spells.setdefault((row["bloc_id"], row["country"], row["status"]), []).append((first, last))
    for key, days in spells.items():
        in_order = sorted(days)
        for (_, ends), (starts, _) in pairwise(in_order):
            assert ends <= starts, (key, in_order)


def members(bloc: str, day: date) -> set[str]:
    """Who was a full member of a bloc on a day, by the table alone."""
    return {
        row["country"]
        for row in rows("memberships")
        if row["bloc_id"] == bloc
        and row["status"] == "member"
        and (not row["first_day"] or bounds(row["first_day"])[0] <= day)
        and (not row["last_day"] or day <= bounds(row["last_day"])[1])
    }


@pytest.mark.parametrize(
    ("bloc", "day", "count"),
    [
        ("UNO", date(2012, 1, 1), 193),
        ("EU", date(2020, 1, 31), 28),
        ("EU", date(2020, 2, 1), 27),
        ("EU", date(1995, 1, 1), 15),
        ("NATO", date(1998, 1, 1), 16),
        ("NATO", date(2024, 6, 1), 32),
        ("G7", date(2024, 6, 1), 7),
        ("G8", date(2010, 6, 1), 8),
        ("ASEAN", date(2000, 1, 1), 10),
        ("COE", date(2024, 1, 1), 46),
        ("OSCE", date(2020, 1, 1), 57),
        ("LAS", date(2020, 1, 1), 22),
        ("AU", date(2020, 1, 1), 55),
        ("OECD", date(2022, 1, 1), 38),
        ("CPTPP", date(2025, 1, 1), 12),
        ("WTO", date(2025, 1, 1), 166),
        ("ICC", date(2025, 6, 1), 125),
        ("COMMONWEALTH", date(2025, 1, 1), 56),
        ("NSG", date(2020, 1, 1), 48),
        ("WASSENAAR", date(2020, 1, 1), 42),
        ("MTCR", date(2020, 1, 1), 35),
    ],
)
def test_blocs_had_as_many_members_as_is_known(bloc: str, day: date, count: int) -> None:
    assert len(members(bloc, day)) == count


def test_outlets_have_an_owner_and_a_kind() -> None:
    found = rows("outlets")
    assert {row["ownership"] for row in found} <= {
        "state",
        "public",
        "private",
        "cooperative",
        "party",
    }
    assert {row["kind"] for row in found} <= {
        "agency",
        "broadcaster",
        "magazine",
        "newspaper",
        "radio",
        "website",
    }
    names = Counter(name for row in found for name in {row["name"], *listed(row["aliases"])})
    assert [name for name, times in names.items() if times > 1] == []
    owners = {row["name"]: (row["country"], row["ownership"]) for row in found}
    assert owners["TASS"] == ("RUS", "state")
    assert owners["Interfax"] == ("RUS", "private")
    assert owners["Kyodo"] == ("JPN", "cooperative")


def parted(cell: str) -> list[tuple[str, str, str]]:
    """``CODE:first`` or ``CODE:first..last`` items as code, first and last."""
    out = []
    for item in listed(cell):
        code, colon, days = item.partition(":")
        assert colon, item
        first, _, last = days.partition("..")
        out.append((code, first, last))
    return out


def test_agreements_run_in_order() -> None:
    known = codes()
    for row in rows("agreements"):
        assert re.fullmatch(r"[a-z0-9-]+", row["agreement_id"]), row
        for column in ("signed", "in_force", "ended"):
            assert not row[column] or DAY.match(row[column]), row
        assert row["signed"] or row["in_force"] or row["status_note"], row
        assert ordered(row["signed"], row["ended"]), row
        assert ordered(row["in_force"], row["ended"]), row
        for column in ("suspended", "withdrawn"):
            for code, first, last in parted(row[column]):
                assert code in known, row
                assert DAY.match(first), row
                assert ordered(first, last), row
                assert ordered(row["signed"], first), row


def test_start_is_ambiguous_until_the_year_decides() -> None:
    named = {row["agreement_id"] for row in rows("agreements") if "START" in listed(row["aliases"])}
    assert named == {"new-start", "start-1"}


def test_places_lie_on_the_globe() -> None:
    for row in rows("places"):
        assert re.fullmatch(r"[a-z0-9-]+", row["place_id"]), row
        assert -90 <= float(row["lat"]) <= 90, row
        assert -180 <= float(row["lon"]) <= 180, row


def test_roles_are_lower_case_with_a_kind_and_a_note() -> None:
    for row in rows("roles"):
        assert row["term"] == row["term"].lower(), row
        assert row["kind"] in {"person", "group", "organisation"}, row
        assert row["note"].startswith(("hand: ", "facts: OEDA agents (MIT)")), row


def test_levers_have_phrases() -> None:
    for row in rows("levers"):
        phrases = listed(row["phrases"])
        assert phrases, row
        assert len(set(phrases)) == len(phrases), row


def sector_of(group: str, day: date) -> str | None:
    """The sector a group had on a day, by the table alone."""
    for row in rows("groups"):
        if (
            row["group_id"] == group
            and (not row["first_day"] or bounds(row["first_day"])[0] <= day)
            and (not row["last_day"] or day <= bounds(row["last_day"])[1])
        ):
            return row["sector"]
    return None


def test_a_group_in_power_is_a_government() -> None:
    assert sector_of("taliban", date(2021, 8, 14)) == "REB"
    assert sector_of("taliban", date(2021, 8, 15)) == "GOV"
    assert sector_of("rsf-sudan", date(2023, 4, 14)) == "MIL"
    assert sector_of("rsf-sudan", date(2023, 4, 15)) == "REB"


def test_one_group_is_never_two_things_on_one_day() -> None:
    spells: dict[str, list[tuple[date, date]]] = {}
    for row in rows("groups"):
        first = bounds(row["first_day"])[1] if row["first_day"] else date.min
        last = bounds(row["last_day"])[0] if row["last_day"] else date.max
        spells.setdefault(row["group_id"], []).append((first, last))
    for group, days in spells.items():
        in_order = sorted(days)
        for (_, ends), (starts, _) in pairwise(in_order):
            assert ends < starts, group
