"""A second reader's corrections of marked reports, and his readings of new ones, packed with the rest as offsets.

``python -m training.coding.reread CORPUS.csv FOLDER readings/newsarticles.jsonl``. ``FOLDER/src/NNN.txt`` is what the reader had before
him: ``# corpus:row published DAY`` (of a folder: ``# file:number ...``), the report with numbered triggers (``[[3|condemned]]``), and after ``--- draft ---`` the
numbers. ``FOLDER/out/NNN.txt`` is what he wrote, a line an event:

* ``3 ACCUSE happened USA>RUS 2016-05-04 relative``: type, status, countries (``-``: nobody, or of none), first day, its basis;
* ``3 ACCUSE happened USA>RUS | Obama; he > Moscow``: without a day, but with the words of the parties near the trigger (``-``: nobody, ``?``: named
  elsewhere), for the encoder;
* ``7=3 ...``: the happening of event 3 told again; ``5b ...``: a second event at the trigger of event 5;
* ``9 drop``, ``drop 1 2 9``: no events;
* ``new REQUEST called_for UNO>ISR - unknown "the council >>should act<< against"``: missed, its trigger between the arrows.

A report packed before keeps the words of each party that the second reader left as it was; a new one is for the judge, or for the encoder where the words
of its parties are told. Files that break the format are named and left out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.coding.spotting import STATUSES
from training.coding import marked
from training.coding.written import TYPES, Span

DRAFT = "--- draft ---\n"
_DROPPED = re.compile(r"(\d+) drop|drop((?: \d+)+)")
_LINE = re.compile(
    r"(?P<number>\d+[a-h]?|new)(?:=(?P<again>\d+[a-h]?))? (?P<type>[A-Z]+) (?P<status>[a-z_]+) "
    r"(?P<one>[-A-Z0-9+]+)>(?P<other>[-A-Z0-9+]+)"
    r"(?: (?P<day>\d{4}-\d\d-\d\d|-) (?P<basis>stated|relative|article|unknown))?"
    r'(?: "(?P<quote>.+)")?(?: \| (?P<doer>.+) > (?P<hit>.+))?'
)
_TRIGGER = re.compile(r"\[\[([\d,]+)\|(.*?)\]\]", re.S)


class RereadError(ValueError):
    """A line that breaks the format, named with its file."""


@dataclass
class Told:
    """One event as the second reader left it."""

    number: str
    type: str
    status: str
    countries: tuple[str, str]
    again: str | None
    day: str | None
    basis: str | None
    trigger: list[Span]
    #: the words of both parties, where the reader told them
    sides: tuple[list[Span], list[Span]] | None


def source(path: Path) -> tuple[str, str, str, dict[str, list[Span]]]:
    """What the reader had before him: name of the report, day of publication, plain text, spans of each numbered trigger."""
    head, report = path.read_text(encoding="utf-8").split("\n\n", 1)
    _, name, _, published, _ = head.split()
    shown, plain, last = report.split("\n" + DRAFT)[0].rstrip("\n"), "", 0
    triggers: dict[str, list[Span]] = {}
    for match in _TRIGGER.finditer(shown):
        plain += shown[last : match.start()]
        for number in match[1].split(","):
            triggers.setdefault(number, []).append((len(plain), len(plain) + len(match[2])))
        plain, last = plain + match[2], match.end()
    return name, published, plain + shown[last:], triggers


def told(path: Path, plain: str, triggers: dict[str, list[Span]]) -> list[Told]:
    """The events the reader left standing. Raises :class:`RereadError` where a line breaks the format."""
    found: list[Told] = []
    for written in path.read_text(encoding="utf-8").splitlines():
        line = written.split("   #")[0].strip()
        if not line or _DROPPED.fullmatch(line):
            continue
        match = _LINE.fullmatch(line)
        if match is None or match["type"] not in TYPES or match["status"] not in STATUSES:
            raise RereadError(f"{path.name}: not understood: {line}")
        number, trigger = match["number"], triggers.get(match["number"].rstrip("abcdefgh"), [])
        if number == "new":
            number, trigger = f"n{len(found)}", [_quoted(path.name, match["quote"], plain)]
        if not trigger:
            raise RereadError(f"{path.name}: event {number} has no trigger")
        told_day = match["day"] or "-"
        if match["basis"] is None and match["doer"] is None:
            raise RereadError(f"{path.name}: neither day nor words of the parties: {line}")
        day = None if told_day == "-" else date.fromisoformat(told_day).isoformat()
        sides = match["doer"] and tuple(
            _near(trigger[0], match[side], plain) for side in ("doer", "hit")
        )
        found.append(
            Told(
                number, match["type"], match["status"], (match["one"], match["other"]),
                match["again"], day, match["basis"], trigger, sides,
            )
        )  # fmt: skip
    return found


def _quoted(name: str, quote: str | None, plain: str) -> Span:
    before, _, rest = (quote or "").partition(">>")
    word, _, after = rest.partition("<<")
    if not word or plain.count(before + word + after) != 1:
        raise RereadError(f"{name}: stands not once in the report: {quote}")
    start = plain.index(before + word + after) + len(before)
    return (start, start + len(word))


def _near(trigger: Span, words: str, plain: str) -> list[Span]:
    """Where the words of a side, parted by semicolons, stand next to the trigger; nowhere for ``-`` and ``?``."""
    found: list[Span] = []
    for each in (part.strip() for part in words.split(";")):
        places = [match.span() for match in re.finditer(rf"\b{re.escape(each)}", plain)]
        if each not in ("-", "?") and places:
            found.append(min(places, key=lambda at: max(at[0] - trigger[1], trigger[0] - at[1])))
    return found


def repacked(kept: list[list[Any]], events: list[Told]) -> list[list[Any]]:
    """These events as :mod:`training.coding.marked` packs them, with the words of parties that stayed what they were."""
    before = {number: (one, other, i, r) for number, _, _, one, other, _, _, i, r, *_ in kept}
    rows = []
    for event in events:
        one, other, i, r = before.get(event.number, (None, None, [], []))
        kept_sides = (
            i if one == event.countries[0] else [], r if other == event.countries[1] else []
        )  # fmt: skip
        rows.append(
            [
                event.number, event.type, event.status, *event.countries, event.again, event.trigger,
                *(event.sides or kept_sides), event.day, event.basis,
            ]
        )  # fmt: skip
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("corpus", "folder", "packed"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args()
    known = marked.texts(given.corpus)
    rows = [json.loads(line) for line in given.packed.read_text(encoding="utf-8").splitlines()]
    packed = {row["row"]: row for row in rows}
    for path in sorted((given.folder / "out").glob("*.txt")):
        name, published, plain, triggers = source(given.folder / "src" / path.name)
        file, _, number = name.partition(":")
        row = name if given.corpus.is_dir() or file != given.corpus.name else number
        if row not in known:
            continue  # of another corpus
        if not "\n\n".join(known[row]).startswith(plain):
            print(f"{path.name}: the text is not that of row {row}")
            continue
        try:
            events = told(path, plain, triggers)
        except (RereadError, ValueError) as error:
            print(error)
            continue
        part = "encoder" if any(event.sides for event in events) else "judge"
        kept = packed.get(row, {"events": [], "part": part})
        packed[row] = {
            **({"part": kept["part"]} if "part" in kept else {}),
            "row": row,
            "published": published,
            "stop": len(plain),
            "sha256": hashlib.sha256(plain.encode()).hexdigest()[:16],
            "reread": True,
            "events": repacked(kept["events"], events),
        }
    given.packed.write_text(
        "".join(json.dumps(row, separators=(",", ":")) + "\n" for row in packed.values()), "utf-8"
    )
    print(f"{sum(bool(row.get('reread')) for row in packed.values())} reread reports")


if __name__ == "__main__":
    main()
