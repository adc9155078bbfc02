"""Actor phrases of the NGEC test-suite against the actor base: is the country right, is the sector right?

Every line is one call of NGEC with what its authors expect: ``search_nat`` (nationality of a phrase),
``short_text_to_agent`` and ``trf_agent_match`` (sector of a phrase), ``agent_to_code`` (both, with a context and a
date) and ``query_wiki`` (the name of the person or body meant). Calls whose arguments are variables of the test
code (``d['actor']``) cannot be run and are counted as skipped. NGEC's sectors are finer than ours; ``MEANS`` says
which of ours is right for each.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from detente.errors import DataError
from detente.records import Candidate
from detente.seams import ActorBase

#: NGEC's first code -> the sectors of ours that say the same. Parties sit in government, in parliament or in
#: opposition; its MED is medical staff; crime and paramilitaries are armed groups here.
MEANS: Final[dict[str, frozenset[str]]] = {
    "PTY": frozenset({"OPP", "GOV", "LEG"}), "JRN": frozenset({"MED"}), "MED": frozenset({"CVL"}),
    "HLH": frozenset({"CVL", "IGO", "NGO"}), "EDU": frozenset({"CVL"}), "REL": frozenset({"CVL"}),
    "LAB": frozenset({"CVL"}), "REF": frozenset({"CVL"}), "CRM": frozenset({"REB"}), "PRM": frozenset({"REB"}),
    "UAF": frozenset({"REB"}), "PRE": frozenset({"GOV", "REB"}), "": frozenset({"GOV", "UNK"}),
}  # fmt: skip
#: The suite asks about "today" and means the time it was written.
WRITTEN: Final[date] = date(2022, 12, 1)
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_CALLS: Final = (
    "search_nat", "short_text_to_agent", "trf_agent_match", "agent_to_code", "query_wiki",
)  # fmt: skip


def score_actors(path: Path, base: ActorBase) -> dict[str, float | int]:
    """Score ``base`` on a file of cases.

    Args:
        path: JSON lines with ``call``, ``args``, ``kwargs`` and ``expect``.
        base: any actor base.

    Returns:
        ``country_right``, ``country_total``, ``sector_right``, ``sector_total``, ``name_right``, ``name_total``,
        ``skipped`` and the accuracies in [0, 1].

    Raises:
        DataError: a line is not such a case.
    """
    traits = ("country", "sector", "name")
    counts = {f"{what}_{part}": 0 for what in traits for part in ("right", "total")}
    counts["skipped"] = 0
    for case in read_cases(path):
        verdicts = judge_case(case, base)
        if verdicts is None:
            counts["skipped"] += 1
            continue
        for what, right in verdicts:
            counts[f"{what}_total"] += 1
            counts[f"{what}_right"] += right
    accuracies = {
        f"{what}_accuracy": counts[f"{what}_right"] / max(1, counts[f"{what}_total"])
        for what in traits
    }
    return {**counts, **accuracies}


def read_cases(path: Path) -> Iterator[dict[str, Any]]:
    """The cases of a file in order.

    Raises:
        DataError: the file cannot be read, or a line is not a case.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            f"cannot read {path}: {error}", "a file of actor cases", "check the path"
        ) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            case = json.loads(line)
            if not (
                isinstance(case["args"], list)
                and isinstance(case["expect"], list)
                and case["call"] in _CALLS
            ):
                raise DataError(
                    f"line {number} of {path} is no actor case", f"a call of {', '.join(_CALLS)}"
                )
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(f"line {number} of {path} is no actor case: {error}", "an object with call, args and expect",
                            "see docs/reference/measuring.md") from error  # fmt: skip
        yield case


def judge_case(case: dict[str, Any], base: ActorBase) -> list[tuple[str, bool]] | None:
    """What is right of one case: pairs of (country, sector or name) and whether it is; None if it cannot be run."""
    args = [str(arg) for arg in case["args"]]
    expected = [tuple(item) for item in case["expect"]]
    if not args or any("d['" in str(part) for part in [*args, *(item[2] for item in expected)]):
        return None
    if case["call"] == "short_text_to_agent" and args[0] in ("code", "crm"):
        return None  # the name of a loop variable, not a phrase
    kwargs: dict[str, Any] = case.get("kwargs") or {}
    context = _context(
        str(
            kwargs.get("known_country")
            or kwargs.get("country")
            or (args[1] if len(args) > 1 else "")
        ),
        base,
    )
    when = _day(str(kwargs.get("query_date") or (args[2] if len(args) > 2 else "")))
    found = base.find(args[0], when, context)
    best = found[0] if found else None
    verdicts: list[tuple[str, bool]] = []
    sectors = [want for key, _sign, want in expected if key == "code_1"]
    for key, sign, want in expected:
        if key in ("cc", "country"):
            verdicts.append(("country", _country_right(best, sign, want)))
        elif key == "code" and want is None:
            verdicts += [
                ("country", best is None or not best.country),
                ("sector", best is None or best.sector in ("UNK", "CVL")),
            ]
        elif key in ("title", "wiki") and want:
            verdicts.append(("name", best is not None and _same_name(best.actor.name, str(want))))
    if sectors:
        wanted = [code for want in sectors for code in (want if isinstance(want, list) else [want])]
        verdicts.append(("sector", _sector_right(best, wanted)))
    return verdicts


def _country_right(best: Candidate | None, sign: str, want: object) -> bool:
    got = best.country if best is not None else ""
    if sign == "!=":
        return got != want
    if want == "EUR":
        return got == "EU"
    if want == "IGO":
        return bool(best is not None and best.sector == "IGO")
    return got == want


def _sector_right(best: Candidate | None, wanted: Sequence[str]) -> bool:
    got = best.sector if best is not None else "UNK"
    return any(got in MEANS.get(code, frozenset({code})) for code in wanted)


def _same_name(got: str, want: str) -> bool:
    short, long = sorted((set(_plain(got)), set(_plain(want))), key=len)
    return (
        bool(short)
        and len(short & long) >= max(1, len(short) - 1)
        and len(short & long) * 2 >= len(long)
    )


def _plain(text: str) -> list[str]:
    folded = "".join(
        mark
        for mark in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(mark)
    )
    return [word for word in re.findall(r"\w+", folded) if word not in ("the", "of")]


def _context(text: str, base: ActorBase) -> tuple[str, ...]:
    codes: list[str] = []
    for hit in base.scan(text) if text else ():
        for candidate in base.find(text[hit.span.start : hit.span.stop])[:1]:
            if len(candidate.country) == 3 and candidate.country not in codes:
                codes.append(candidate.country)
    return tuple(codes)


def _day(text: str) -> date:
    """The day a case asks about: ISO, or words such as "10 May 2015" and "October 1, 2021"."""
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text.strip())
    if iso:
        year, month, day = (int(part) for part in iso.groups())
        return date(year, month, day)
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    named = [index + 1 for index, month in enumerate(_MONTHS) if month in text.casefold()]
    if named and len(numbers) == 2:
        return date(max(numbers), named[0], min(numbers))
    return WRITTEN
