"""Titles of office: which office a title names, and the sector that holds it.

Sources: title lists of the CIA World Factbook and the position labels of Wikidata as collected by
every-politician-scrapers; the classes and sectors are ours, after READING.md section 2.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

#: Office class -> sector. HOS head of state, HOG head of government, SL supreme leader, FM foreign,
#: DM defence, IM interior, FIN finance minister, CCS chief cabinet secretary, NSA national security
#: adviser, COS chief of the general staff, AMB ambassador, UNR permanent representative, SPOX
#: spokesperson, SG secretary-general, EC/EUC heads of the European Commission and Council.
SECTOR_OF: Final[dict[str, str]] = {
    "HOS": "GOV", "HOG": "GOV", "SL": "GOV", "VP": "GOV", "DPM": "GOV", "FM": "GOV", "DFM": "GOV",
    "DM": "GOV", "IM": "GOV", "FIN": "GOV", "JM": "GOV", "MIN": "GOV", "CCS": "GOV", "NSA": "GOV",
    "AMB": "GOV", "UNR": "GOV", "SPOX": "GOV", "CB": "GOV", "GOVR": "GOV", "MAYOR": "GOV",
    "GOVT": "GOV", "AIDE": "GOV", "HEIR": "GOV", "COS": "MIL", "MIL": "MIL", "SPEAKER": "LEG", "LEG": "LEG",
    "JUDGE": "JUD", "PROS": "JUD", "POLICE": "COP", "SPY": "SPY", "SG": "IGO", "IGO": "IGO",
    "OPP": "OPP", "REB": "REB", "ELI": "ELI", "PARTY": "OPP", "MED": "MED", "BUS": "BUS",
    "REL": "CVL", "CVL": "CVL", "AG": "GOV",
}  # fmt: skip

#: Patterns in the order they are tried; the first that is found names the class.
_PATTERNS: Final[tuple[tuple[str, str], ...]] = (
    (r"^(former|ex)\b", "ELI"),
    (r"\bfirst lad(y|ies)\b|\bfirst gentleman\b|\bconsort\b", "ELI"),
    (r"advis[eo]r to|adviser\b|\baide\b|assistant to the president|president of (the )?(?!republic|state|union\b|confederation"
     r"|united|russian|islamic|french|people|european (council|commission)|government|council of (state|ministers)|presidency)"
     r"(\w+ )*(rally|party|front|club|university|academy|committee|chamber of commerce|association|foundation|institute"
     r"|olympic|football|bank|office|administration|court of audit|regional|region|province|generalitat|canton|bar)\b", "AIDE"),
    (r"deputy (foreign|minister (of|for) foreign)|vice foreign minister|vice minister of foreign", "DFM"),
    (r"(cabinet secretary general|chief cabinet secretary|cabinet chief secretary)", "CCS"),
    (r"national security (advis[eo]r|assistant)|security council secretary"
     r"|secretary of the (national )?security council|director of national security", "NSA"),
    (r"spokes(man|woman|person)|press secretary|government spokes", "SPOX"),
    (r"permanent representative|ambassador to the (united nations|un)\b|envoy to the (un|united nations)",
     "UNR"),
    (r"ambassador|charg|high commissioner (to|in)|consul|\benvoy|head of mission|diplomat", "AMB"),
    (r"chief of (the )?(defen[cs]e|general|joint|army|naval|air|military)( \w+)? ?(staff|force)?"
     r"|commander|chief of defence|joint chiefs|admiral|general officer|chief of staff of the (army|armed)",
     "COS"),
    (r"(vice|deputy) (president of the (senate|national|house|chamber|parliament)|speaker)", "SPEAKER"),
    (r"(president|speaker|chair\w*) of (the )?(\w+ )*(senate|assembly|parliament|chamber|house|duma|rada"
     r"|congress|council of (states|representatives)|riksdag|storting|folketing|sejm|cortes|knesset|majlis"
     r"|congress of deputies|bundestag|riigikogu|saeima|seimas|eduskunta|althing|yuan|oireachtas|d.il|sobranie|"
     r"skup\w+|legislat\w+|federation council|landtag)|\bspeaker\b", "SPEAKER"),
    (r"attorneys?.general|solicitor.general|advocate.general", "AG"),
    (r"prosecutor|procurator", "PROS"),
    (r"justice of|chief justice|\bjudge|supreme court|constitutional court|president of the court", "JUDGE"),
    (r"chief of police|police commissioner|inspector.general of police|commissioner of police", "POLICE"),
    (r"intelligence|secret service|security service|\bcia\b|\bmi6\b|\bmossad\b|\bfsb\b", "SPY"),
    (r"(central|national|reserve|federal) (reserve )?bank|governor of the bank|bank governor"
     r"|governor of (the )?bank|chair\w* of the federal reserve", "CB"),
    (r"vice.?president|deputy (executive )?president", "VP"),
    (r"^(first |second |third |vice |deputy |senior |executive )*(deputy|vice)[ -](prime minister|premier|chancellor"
     r"|chair\w* of the (council|cabinet|government))|deputy head of government|tanaiste|tánaiste", "DPM"),
    (r"(defen[cs]e|armed forces|national security|war) (minister|secretary|chief)"
     r"|(minister|secretary|ministry)[ \w]* (of|for) (the )?(national |federal )?(defen[cs]e|armed forces"
     r"|national security|military)", "DM"),
    (r"(foreign|external) (affairs |relations )?(minister|secretary)|(minister|secretary)[ \w,]* (of|for)"
     r" (the )?(europe and )?(foreign|external|europe(an)? (affairs )?and foreign)|top diplomat"
     r"|^(us |u\.s\. )?secretary of state( of the united states.*)?$|foreign policy chief"
     r"|high representative", "FM"),
    (r"(interior|home) (affairs )?(minister|secretary)|(minister|secretary)[ \w]* (of|for) (the )?"
     r"(interior|internal|home)|homeland security", "IM"),
    (r"(financ\w+|treasury|economy) (minister|secretary)|(minister|secretary)[ \w]* (of|for) (the )?"
     r"(financ\w+|treasury)|chancellor of the exchequer|^treasurer$", "FIN"),
    (r"(justice) (minister|secretary)|(minister|secretary)[ \w]* (of|for) (the )?justice", "JM"),
    (r"secretary.general of (the )?(un\b|united nations|nato|asean|oas)|^(nato |un |u\.n\. )?secretary.general$"
     r"|director.general", "SG"),
    (r"supreme leader|paramount leader", "SL"),
    (r"prime minister|\bpremier\b|head of (the )?government|taoiseach|chair\w* of the (council of ministers"
     r"|presidium of the council|government|cabinet of ministers)|president of the (government|council of"
     r" ministers)|federal chancellor|chancellor of (germany|austria)|^chancellor$|minister.president", "HOG"),
    (r"crown prince|heir", "HEIR"),
    (r"minister|secretary of (the )?(\w+)|secretary for|ministry|cabinet|state secretary|undersecretary"
     r"|under secretary", "MIN"),
    (r"governor.general", "HOS"),
    (r"(lieutenant |deputy )?governor|chief executive of", "GOVR"),
    (r"\bmayor", "MAYOR"),
    (r"president.elect", "ELI"),
    (r"\bpresident\b|\bking\b|\bqueen\b|\bemperor\b|\bsultan\b|\bamir\b|\bemir\b|head of state"
     r"|grand duke|\bprince\b|chief of state|\bpope\b|captain regent|co.prince"
     r"|chair\w* of the (presidency|state council|military council|transitional|sovereignty)", "HOS"),
    (r"\bsenator\b|congress(man|woman|person)|representative|\bmember of (the )?(\w+ )*(parliament|congress"
     r"|house|senate|assembly|duma)|lawmaker|legislator|\bmp\b|deputy of|majority leader|minority leader"
     r"|\bdeputy\b", "LEG"),
    (r"leader of the opposition|opposition", "OPP"),
    (r"\bgeneral\b|\bcolonel\b|\bmarshal\b|\bmilitary\b|\barmy\b", "MIL"),
    (r"secretary.general|commissioner|rapporteur", "IGO"),
)  # fmt: skip
_COMPILED: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), name) for pattern, name in _PATTERNS
)
#: Of each pattern, four letters of which any title that it finds has some; none where fewer may do.
_NEEDED: Final[tuple[str, ...]] = (
    "",
    "firs cons",
    "advi aide assi pres",
    "depu vice",
    "cabi",
    "secu",
    "spok pres",
    "perm amba envo",
    "amba char comm cons envo miss dipl",
    "chie comm admi gene",
    "vice depu",
    "pres spea chai",
    "atto soli advo",
    "pros proc",
    "just judg cour",
    "poli",
    "",
    "bank rese",
    "vice depu",
    "vice depu tana tána",
    "mini secr chie",
    "mini secr dipl chie repr",
    "mini secr home",
    "mini secr chan trea",
    "mini secr",
    "secr dire",
    "lead",
    "mini prem gove taoi coun pres chan",
    "crow heir",
    "mini secr cabi",
    "gove",
    "gove chie",
    "mayo",
    "pres",
    "pres king quee empe sult amir emir head duke prin chie pope rege chai",
    "",
    "oppo",
    "gene colo mars mili army",
    "secr comm rapp",
)


def _needing() -> dict[str, int]:
    """Four letters -> a bit for each pattern that may find a title with them; "" -> those always tried."""
    bits: dict[str, int] = {}
    for number, (_pattern, needed) in enumerate(zip(_PATTERNS, _NEEDED, strict=True)):
        for letters in needed.split() or [""]:
            bits[letters] = bits.get(letters, 0) | 1 << number
    return bits


_NEEDING: Final[dict[str, int]] = _needing()


@lru_cache(maxsize=16384)
def office_class(title: str) -> str:
    """The class of office that ``title`` names, or an empty string."""
    lowered = title.casefold().replace("’", "'")
    tried = _NEEDING[""]
    for place in range(len(lowered) - 3):
        tried |= _NEEDING.get(lowered[place : place + 4], 0)
    while tried:
        first = tried & -tried
        pattern, name = _COMPILED[first.bit_length() - 1]
        if pattern.search(lowered):
            return name
        tried ^= first
    return ""


def sector_of(office: str) -> str:
    """The sector of a title or office class; UNK when the title says nothing."""
    return SECTOR_OF.get(office) or SECTOR_OF.get(office_class(office), "UNK")
