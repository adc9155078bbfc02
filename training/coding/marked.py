"""Real reports with their events marked by careful readers, kept as offsets: what the heads and the judge learn from.

A reader puts marks into the very text of a report, as in ``training/coding/written.py``, with more in the trigger's
key: ``t3:SANCTION/planned/USA+GBR>RUS`` adds the event's status and the countries of both parties (``-``: nobody, or
of no country), ``t7=3:...`` says that event 7 is event 3 told again. The reports are not ours to ship, so
``readings/*.jsonl`` hold offsets and a hash, and :func:`load` puts the texts back from the corpus. One report in four
is kept from the encoder until the judge, which weighs what the encoder sees, is fitted on those; a fifth of them for ever.

A second reader set the reports right (``"reread"``) and read more for the judge alone (``"part"``): above all which deeds have
no recipient, which are one happening told again, and on what day each began (:mod:`training.coding.reread`).

``python -m training.coding.marked pack CORPUS.csv MARKED_DIR OUT.jsonl`` writes such a file.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from detente.coding.spotting import STATUSES
from training.coding.written import TYPES, Span, WrittenError, unmarked

LONGEST = 1 << 24  # characters of a report
FOLDER = Path(__file__).parent / "readings"
#: By the beginning of a packed file's name: where its texts lie under ``shared/data/news``.
CORPORA = {
    "newsarticles": "newsarticles_2016_2017/NewsArticles.csv",
    "wikinews": "wikinews_2019_2020",
}
_COUNTRIES = r"(?:-|[A-Z0-9]{2,7}(?:\+[A-Z0-9]{2,7})*)"
_KEY = re.compile(
    rf"m|([ir])(\d+)|t(\d+)(?:=(\d+))?:([A-Z]+)/([a-z_]+)/({_COUNTRIES})>({_COUNTRIES})"
)
#: How the corpus spells an apostrophe or a quotation mark it lost.
_LOST = re.compile(r'"+\?')


@dataclass
class Deed:
    """One marked event. Spans are code points of the report's text; countries are codes, ``-`` for none."""

    type: str = ""
    status: str = ""
    countries: tuple[str, str] = ("-", "-")
    again: str | None = None
    day: str | None = None  # the first one, where a second reader looked for it
    basis: str | None = None
    spans: dict[str, list[Span]] = field(default_factory=lambda: {"t": [], "i": [], "r": []})


def parse(name: str, marked: str) -> tuple[str, dict[str, Deed]]:
    """The plain text and the events by their numbers. Raises :class:`WrittenError` where a mark is wrong."""
    deeds: dict[str, Deed] = {}
    text, marks = unmarked(marked)
    for span, keys in marks:
        for key in keys:
            known = _KEY.fullmatch(key)
            if known is None:
                raise WrittenError(f"{name}: unknown key {key!r} at {text[slice(*span)]!r}")
            side, owner, number, again, kind, status, one, other = known.groups()
            if side:
                deeds.setdefault(owner, Deed()).spans[side].append(span)
            elif number:
                if kind not in TYPES or status not in STATUSES:
                    raise WrittenError(f"{name}: event {number} is {kind}/{status}")
                deed = deeds.setdefault(number, Deed())
                deed.type, deed.status, deed.countries, deed.again = (
                    kind,
                    status,
                    (one, other),
                    again,
                )
                deed.spans["t"].append(span)
    for number, deed in deeds.items():
        if not deed.type:
            raise WrittenError(f"{name}: event {number} has no trigger")
    return text, deeds


def corpus_of(packed: Path, news: Path) -> Path:
    """Where the texts of a packed file lie under ``shared/data/news``: its name begins as its corpus does."""
    return news / CORPORA[packed.stem.split(".")[0]]


def texts(corpus: Path) -> dict[str, tuple[str, str]]:
    """Title and body of each report, by its row.

    Of one file the row is its ``article_id``, what its encoding lost is put right, and spaces are single; of a folder
    it is the name of the file and the number in it, and the body stays as it is.
    """
    usual = csv.field_size_limit(LONGEST)
    try:
        if corpus.is_dir():
            return {
                f"{path.name}:{number}": (row["title"], row["text"])
                for path in sorted(corpus.glob("*.csv"))
                for number, row in enumerate(_rows(path))
            }
        return {
            row["article_id"]: (_clean(row["title"]), _clean(row["text"])) for row in _rows(corpus)
        }
    finally:
        csv.field_size_limit(usual)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as stream:
        yield from csv.DictReader(stream)


def _clean(text: str) -> str:
    return _LOST.sub("'", re.sub(r"\s+", " ", text).strip())


def pack(corpus: Path, folder: Path, out: Path) -> None:
    """Write the marked reports of ``folder`` as offsets. A report that breaks the format is named and left out."""
    known = texts(corpus)
    lines: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.txt")):
        head, title, body = path.read_text(encoding="utf-8").rstrip("\n").split("\n", 2)
        _, row, published, _ = head.split()
        try:
            text, deeds = parse(path.name, f"{title}\n\n{body}")
        except WrittenError as error:
            print(error)
            continue
        whole = "\n\n".join(known[row])
        if not whole.startswith(text):
            print(f"{path.name}: the text is not that of row {row}")
            continue
        lines.append(
            {
                "row": row,
                "published": published,
                "stop": len(text),
                "sha256": hashlib.sha256(text.encode()).hexdigest()[:16],
                "events": [
                    [n, d.type, d.status, *d.countries, d.again, d.spans["t"], d.spans["i"], d.spans["r"]]
                    for n, d in deeds.items()
                ],
            }
        )  # fmt: skip
    out.write_text(
        "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines), "utf-8"
    )
    print(f"{len(lines)} reports, {sum(len(line['events']) for line in lines)} marked events")


def part_of(row: str) -> str:
    """``encoder`` for three reports of four, ``judge`` for the rest: the judge is fitted on what the encoder never saw."""
    return "judge" if hashlib.sha256(row.encode()).digest()[0] % 4 == 0 else "encoder"


def held_back(row: str) -> bool:
    """Whether a report of the judge's part, one of five, never becomes the encoder's: what both make of it tells how good they are."""
    return hashlib.sha256(f"held{row}".encode()).digest()[0] % 5 == 0


def is_of(kept: dict[str, Any], part: str) -> bool:
    """Whether a packed report is of a part: ``encoder``, ``judge``, or ``both``, which is all that is not held back."""
    own = kept.get("part", part_of(kept["row"]))
    return own == part or (part == "both" and (own == "encoder" or not held_back(kept["row"])))


def load(path: Path, corpus: Path, part: str) -> Iterator[dict[str, Any]]:
    """The reports of one part of a packed file: ``{"article_id", "published", "text", "deeds"}``, texts put back."""
    known = texts(corpus)
    for line in path.read_text(encoding="utf-8").splitlines():
        kept = json.loads(line)
        if not is_of(kept, part):
            continue
        text = "\n\n".join(known[kept["row"]])[: kept["stop"]]
        if hashlib.sha256(text.encode()).hexdigest()[:16] != kept["sha256"]:
            raise ValueError(f"row {kept['row']} of {corpus} is not the text that was marked")
        deeds = {event[0]: _deed(*event[1:]) for event in kept["events"]}
        yield {
            "article_id": kept["row"] if corpus.is_dir() else f"{corpus.name}:{kept['row']}",
            "published": kept["published"],
            "text": text,
            "deeds": deeds,
            "reread": kept.get("reread", False),
        }


def _deed(
    kind: str, status: str, one: str, other: str, again: str | None,
    t: list[Span], i: list[Span], r: list[Span], day: str | None = None, basis: str | None = None,
) -> Deed:  # fmt: skip
    """A packed event; only what was reread has a day and its basis."""
    return Deed(kind, status, (one, other), again, day, basis, {"t": t, "i": i, "r": r})


def as_gold(report: dict[str, Any]) -> dict[str, Any]:
    """A report in the gold format (READING.md section 7), as far as marks go: no claims, days where it was reread."""
    events: dict[str, dict[str, Any]] = {}
    for number, deed in report["deeds"].items():
        first = number
        seen = {number}
        while (again := report["deeds"][first].again) in report["deeds"] and again not in seen:
            first = again
            seen.add(first)
        told = events.setdefault(first, {"evidence": [], "trigger": None})
        told["evidence"] += [list(span) for span in deed.spans["t"]]
        if first == number:
            told |= {
                "type": deed.type,
                "status": deed.status,
                "trigger": list(deed.spans["t"][0]),
                "initiator": _party(deed.countries[0], deed.spans["i"]),
                "recipient": _party(deed.countries[1], deed.spans["r"]),
                "first_day": deed.day,
                "basis": deed.basis,
            }
    return {
        "article_id": report["article_id"],
        "published": report["published"],
        "text": report["text"],
        "reread": report.get("reread", False),
        "events": [event for event in events.values() if event["trigger"]],
    }


def _party(country: str, spans: list[Span]) -> dict[str, Any] | None:
    if country == "-":
        return {"country": None} if spans else None
    return {"country": country.split("+", maxsplit=1)[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=("pack",))
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    pack(arguments.corpus, arguments.folder, arguments.out)


if __name__ == "__main__":
    main()
