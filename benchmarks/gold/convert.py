"""Turn hand annotations of Wikinews reports into stand-off gold readings, and read them back.

An annotation file names one article (``# wikinews_2019.csv:77``) and holds lines of verbatim quotes:

    M key: quote | kind country sector [person]      a mention ("-" for none); "M key: quote = other" copies one
    C id speaker | cue | content ;; content | stance [w=claim] [r=key,key] [q=quotation]
    E TYPE status initiator>recipient | days | basis | about, about | trigger | evidence ;; evidence [| claim]

A quote is found as whole words; ``quote@2`` is its second occurrence, ``first words~~last words`` runs from
the one to the other, ``before{{words}}after`` finds the words in that surrounding. A cue not unique is the
occurrence nearest its content, a trigger that in its evidence. A party is a mention key, ``key/USA/ELI`` to
overrule country and sector, ``/USA/GOV`` without a mention, or ``-`` for null. Days are ISO:
``2019-01-02``, ``2019-01-02..2019-01-05``, ``2019-01-02..`` or ``-``. Anything not found is an error.

Usage: python convert.py ANNOTATIONS_DIR WIKINEWS_DIR ORDER_FILE OUT.jsonl READER
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

Span = tuple[int, int]

KINDS = {
    "p": "person",
    "c": "country",
    "o": "organisation",
    "g": "group",
    "r": "role",
    "l": "place",
    "t": "outlet",
    "a": "agreement",
}
SECTORS = (
    "GOV", "MIL", "COP", "JUD", "LEG", "OPP", "REB", "IGO", "NGO", "MED", "BUS", "CVL", "ELI",
    "SPY", "UNK",
)  # fmt: skip
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STATUSES = {
    "H": "happened",
    "O": "ongoing",
    "P": "planned",
    "M": "possible",
    "C": "called_for",
    "D": "denied",
    "N": "not_done",
}
STANCES = {
    "A": "asserted",
    "H": "hedged",
    "D": "denied",
    "Q": "asked",
    "K": "conditional",
    "P": "predicted",
}
BASES = {"s": "stated", "r": "relative", "a": "article", "u": "unknown"}
#: An initiator the text leaves out; a recipient left out is null.
NOBODY = {"mention": None, "country": None, "sector": "UNK"}
QUOTATIONS = frozenset({"direct", "mixed", "indirect"})
QUOTED = re.compile(r'"[^"]*"|“[^”]*”')


class AnnotationError(ValueError):
    """An annotation that does not fit its text or the gold format."""


def article_text(title: str, body: str) -> str:
    """Title, blank line, body: NFC, runs of spaces, tabs and no-break spaces made one space."""
    collapsed = re.sub(r"[ \t\xa0]+", " ", unicodedata.normalize("NFC", body).replace("\r\n", "\n"))
    paragraphs = (part.strip() for part in re.split(r"\n\s*\n", collapsed))
    return title + "\n\n" + "\n\n".join(part for part in paragraphs if part)


def wikinews_rows(folder: Path) -> dict[str, dict[str, str]]:
    """Every row of the two Wikinews tables by article id."""
    csv.field_size_limit(10**9)
    rows = {}
    for name in ("wikinews_2019.csv", "wikinews_2020.csv"):
        with (folder / name).open(encoding="utf-8", newline="") as table:
            for number, row in enumerate(csv.DictReader(table)):
                rows[f"{name}:{number}"] = row
    return rows


def load(path: str | Path, wikinews_dir: str | Path) -> list[dict[str, Any]]:
    """Full gold readings: the stand-off readings at ``path`` with text rebuilt from the tables.

    Raises:
        AnnotationError: where a rebuilt text is not the one that was annotated.
    """
    rows = wikinews_rows(Path(wikinews_dir))
    readings = []
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        reading = json.loads(line)
        row = rows[reading["article_id"]]
        text = article_text(row["title"], row["text"])
        found = hashlib.sha256(text.encode()).hexdigest()
        if found != reading["text_sha256"]:
            raise AnnotationError(
                f"{reading['article_id']}: text hash {found}, expected {reading['text_sha256']}; "
                "take the tables at the commit README.md names"
            )
        readings.append({**reading, "title": row["title"], "text": text})
    return readings


def occurrences(text: str, quote: str) -> list[Span]:
    """Spans of a quote standing as whole words."""
    left = r"(?<!\w)" if quote[:1].isalnum() else ""
    right = r"(?!\w)" if quote[-1:].isalnum() else ""
    return [m.span() for m in re.finditer(left + re.escape(quote) + right, text)]


class Finder:
    """Finds quotes in one article's text; every failure names article and quote."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text

    def candidates(self, quote: str) -> list[Span]:
        """All spans a quote in the notation may mean; at least one."""
        quote = quote.strip()
        numbered = re.fullmatch(r"(.*)@(\d+)", quote, re.S)
        if numbered:
            spans = self.candidates(numbered[1])
            if len(spans) < int(numbered[2]):
                raise AnnotationError(f"{self.name}: only {len(spans)} of {quote!r}")
            return [spans[int(numbered[2]) - 1]]
        framed = re.fullmatch(r"(.*)\{\{(.+)\}\}(.*)", quote, re.S)
        if framed:
            whole = framed[1] + framed[2] + framed[3]
            spans = [
                (s + len(framed[1]), s + len(framed[1]) + len(framed[2]))
                for s, _ in occurrences(self.text, whole)
            ]
        elif "~~" in quote:
            first, last = quote.split("~~")
            spans = []
            for start, middle in occurrences(self.text, first):
                ends = [e for s, e in occurrences(self.text, last) if s >= middle]
                if ends:
                    spans.append((start, ends[0]))
        else:
            spans = occurrences(self.text, quote)
        if not quote or not spans:
            raise AnnotationError(f"{self.name}: quote not found: {quote!r}")
        return spans

    def one(self, quote: str) -> Span:
        """The only span of a quote."""
        spans = self.candidates(quote)
        if len(spans) > 1:
            raise AnnotationError(f"{self.name}: {len(spans)} times in the text: {quote!r}")
        return spans[0]

    def nearest(self, quote: str, anchor: Span) -> Span:
        """The span of a quote that lies nearest another span."""
        return min(
            self.candidates(quote),
            key=lambda span: (max(anchor[0] - span[1], span[0] - anchor[1], 0), span),
        )

    def within(self, quote: str, spans: list[Span]) -> Span:
        """The first span of a quote inside one of the spans."""
        for outer in spans:
            for inner in self.candidates(quote):
                if outer[0] <= inner[0] and inner[1] <= outer[1]:
                    return inner
        raise AnnotationError(f"{self.name}: trigger {quote!r} not in its evidence")


def pick(table: dict[str, str], key: str, name: str) -> str:
    """A code's value in its table."""
    if key not in table:
        raise AnnotationError(f"{name}: {key!r} is none of {', '.join(table)}")
    return table[key]


def quotation(text: str, spans: list[Span]) -> str:
    """Direct, mixed or indirect, by the quotation marks around and in the content."""
    quoted = [m.span() for m in QUOTED.finditer(text)]
    inside = [any(a <= s and e <= b for a, b in quoted) for s, e in spans]
    if all(inside):
        return "direct"
    touched = any(a < e and s < b for s, e in spans for a, b in quoted)
    return "mixed" if touched else "indirect"


def mention(line: str, find: Finder, made: dict[str, dict[str, Any]]) -> None:
    """Add the mention a line tells."""
    key, rest = (part.strip() for part in line.split(":", 1))
    if key in made:
        raise AnnotationError(f"{find.name}: mention key {key!r} twice")
    if "|" not in rest:
        quote, _, other = rest.rpartition("=")
        start, stop = find.one(quote)
        made[key] = {**made[other.strip()], "start": start, "stop": stop}
        return
    quote, facts = rest.rsplit("|", 1)
    kind, country, sector, *person = facts.split(maxsplit=3)
    if sector not in SECTORS:
        raise AnnotationError(f"{find.name}: no sector {sector!r}")
    start, stop = find.one(quote)
    made[key] = {
        "start": start,
        "stop": stop,
        "kind": pick(KINDS, kind, find.name),
        "country": None if country == "-" else country,
        "sector": sector,
        "person": person[0] if person else None,
    }


def unstopped(text: str, span: Span) -> Span:
    """A content span without the full stop or comma that stands before its closing quotation mark."""
    start, stop = span
    closes = text[stop : stop + 1] in ('"', "”") and text[stop - 1] in ".,"
    return (start, stop - 1) if closes and text[stop - 2] != "." else span


def claim(line: str, find: Finder, ids: dict[str, str]) -> dict[str, Any]:
    """The claim a line tells; mention keys become ids."""
    head, cue, content, tail = (part.strip() for part in line.split("|"))
    own, speaker = head.split()
    spans = [unstopped(find.text, find.one(part)) for part in content.split(";;")]
    stance, *options = tail.split()
    chosen = dict(option.split("=", 1) for option in options)
    kind = chosen.get("q") or quotation(find.text, spans)
    if kind not in QUOTATIONS or set(chosen) - {"q", "r", "w"}:
        raise AnnotationError(f"{find.name}: claim {own}: {tail!r}")
    return {
        "id": own,
        "speaker": None if speaker == "-" else pick(ids, speaker, find.name),
        "relays": [pick(ids, k, find.name) for k in chosen.get("r", "").split(",") if k],
        "cue": None if cue == "-" else list(find.nearest(cue, spans[0])),
        "content": [list(span) for span in spans],
        "quotation": kind,
        "stance": pick(STANCES, stance, find.name),
        "within": chosen.get("w"),
    }


def party(
    word: str, name: str, made: dict[str, dict[str, Any]], ids: dict[str, str]
) -> dict[str, Any] | None:
    """One side of an event."""
    if word == "-":
        return None
    key, *over = word.split("/")
    if over:
        country, sector = over
    else:
        country, sector = "", ""
    if not key and not over:
        raise AnnotationError(f"{name}: empty party")
    known = made[pick(ids, key, name) and key] if key else {"country": None, "sector": "UNK"}
    found = sector or known["sector"]
    if found not in SECTORS:
        raise AnnotationError(f"{name}: no sector {found!r}")
    return {
        "mention": ids[key] if key else None,
        "country": (None if country == "-" else country) if country else known["country"],
        "sector": found,
    }


def days(words: str, name: str) -> tuple[str | None, str | None]:
    """First and last day, each ISO or null."""
    if words == "-":
        return None, None
    first, dots, last = words.partition("..")
    if not dots:
        last = first
    for day in filter(None, (first, last)):
        if datetime.date.fromisoformat(day).isoformat() != day:
            raise AnnotationError(f"{name}: day {day!r}")
    if first and last and last < first:
        raise AnnotationError(f"{name}: days out of order: {words}")
    return first or None, last or None


def event(
    line: str, find: Finder, made: dict[str, dict[str, Any]], ids: dict[str, str]
) -> dict[str, Any]:
    """The event a line tells, without its id."""
    head, when, basis, about, trigger, evidence, *word = (p.strip() for p in line.split("|"))
    kind, status, parties = head.split()
    if kind not in TYPES:
        raise AnnotationError(f"{find.name}: no event type {kind!r}")
    initiator, recipient = parties.split(">")
    first, last = days(when, find.name)
    if (when == "-") != (basis == "u"):
        raise AnnotationError(f"{find.name}: basis {basis!r} with days {when!r}: {line}")
    spans = [find.one(part) for part in evidence.split(";;")]
    return {
        "claim": word[0] if word else None,
        "type": kind,
        "status": pick(STATUSES, status, find.name),
        "initiator": party(initiator, find.name, made, ids) or dict(NOBODY),
        "recipient": party(recipient, find.name, made, ids),
        "first_day": first,
        "last_day": last,
        "basis": pick(BASES, basis, find.name),
        "about": [part.strip() for part in about.split(",") if part.strip()],
        "trigger": list(find.within(trigger, spans)),
        "evidence": [list(span) for span in spans],
    }


def reading(
    annotation: str, rows: dict[str, dict[str, str]], part: str, reader: str
) -> dict[str, Any]:
    """The stand-off gold reading of one annotation file; ``reader`` is the annotator's letter."""
    lines = [line.strip() for line in annotation.splitlines() if line.strip()]
    article_id = lines[0].removeprefix("# ").strip()
    row = rows[article_id]
    find = Finder(article_id, article_text(row["title"], row["text"]))
    made: dict[str, dict[str, Any]] = {}
    for line in lines[1:]:
        if line[:2] not in ("M ", "C ", "E "):
            raise AnnotationError(f"{article_id}: what is {line!r}")
        if line.startswith("M "):
            mention(line[2:], find, made)
    order = sorted(made, key=lambda key: (made[key]["start"], made[key]["stop"]))
    ids = {key: f"m{number}" for number, key in enumerate(order, 1)}
    claims = [claim(line[2:], find, ids) for line in lines if line.startswith("C ")]
    events = [event(line[2:], find, made, ids) for line in lines if line.startswith("E ")]
    known = {item["id"] for item in claims}
    wanted = {item["within"] for item in claims} | {item["claim"] for item in events}
    if len(known) < len(claims) or wanted - known - {None}:
        raise AnnotationError(f"{article_id}: claim ids twice or unknown: {wanted - known}")
    return {
        "article_id": article_id,
        "source": "wikinews",
        "published": row["date"],
        "part": part,
        "reader": reader,
        "text_sha256": hashlib.sha256(find.text.encode()).hexdigest(),
        "mentions": [{"id": ids[key], **made[key]} for key in order],
        "claims": claims,
        "events": [{"id": f"e{number}", **item} for number, item in enumerate(events, 1)],
    }


def main(annotations: str, wikinews_dir: str, order_file: str, out: str, reader: str) -> None:
    """Convert every annotated article in the order file ("<id> <part>" a line) and report counts."""
    rows = wikinews_rows(Path(wikinews_dir))
    files = {}
    for path in sorted(Path(annotations).glob("*.txt")):
        words = path.read_text(encoding="utf-8")
        files[words.splitlines()[0].removeprefix("# ").strip()] = words
    order = [
        line.split() for line in Path(order_file).read_text(encoding="utf-8").splitlines() if line
    ]
    strays = set(files) - {name for name, _ in order}
    if strays:
        raise AnnotationError(f"annotated but not in the order: {sorted(strays)}")
    readings, failed = [], []
    for name, part in order:
        if name in files:
            try:
                readings.append(reading(files[name], rows, part, reader))
            except (AnnotationError, ValueError, KeyError) as error:
                failed.append(f"{name}: {error!r}")
    if failed:
        raise SystemExit("\n".join(failed))
    lines = [json.dumps(item, ensure_ascii=False) + "\n" for item in readings]
    Path(out).write_text("".join(lines), encoding="utf-8")
    load(out, wikinews_dir)
    for part in ("dev", "test", "train"):
        chosen = [item for item in readings if item["part"] == part]
        counts = [sum(len(item[k]) for item in chosen) for k in ("mentions", "claims", "events")]
        if chosen:
            print(part, len(chosen), "reports; mentions, claims, events:", *counts)


if __name__ == "__main__":
    main(*sys.argv[1:6])
