"""Readings as one self-contained web page: no script, nothing loaded, everything escaped.

The page names the digest of its own style sheet in its content security policy and allows nothing
else, so even a mistake in escaping could not make a browser run or fetch what a report holds.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from detente import __version__
from detente.bar import Segment, actors_of, segments
from detente.cli.marks import kind_class, marked_text
from detente.records import Reading
from detente.telling import (
    ClaimLine,
    EventLine,
    claim_lines,
    clean,
    date_line,
    event_lines,
)

_SIDES = 6


def render(readings: Sequence[Reading]) -> str:
    """The HTML document for ``readings``, with a list of contents when there are several."""
    style = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    titles = [_title(reading) for reading in readings]
    name = titles[0] if len(titles) == 1 else f"{len(titles)} readings"
    contents = ""
    if len(readings) > 1:
        rows = "".join(
            f'<li><a href="#r{number}">{escape(title)}</a></li>'
            for number, title in enumerate(titles)
        )
        contents = f"<nav><h2>{len(titles)} reports</h2><ol>{rows}</ol></nav>"
    articles = "".join(_article(reading, f"r{number}") for number, reading in enumerate(readings))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escape(name)}</title><style>{style}</style></head>\n"
        f'<body><a class="skip" href="#r0">To the report</a>{contents}<main>{articles}</main>'
        f"<footer>Read by Détente {escape(__version__)}. Claims are shown with their speakers; "
        "the machine can be wrong, the quoted words are the report's.</footer></body></html>\n"
    )


def _title(reading: Reading) -> str:
    return clean(reading.article.title) or "Untitled report"


def _article(reading: Reading, key: str) -> str:
    article = reading.article
    day, reasons = date_line(reading)
    meta = [clean(part) for part in (article.outlet, day, article.byline) if part]
    why = "".join(f"<li>{escape(reason)}</li>" for reason in reasons)
    parts = segments(reading)
    classes = side_classes(parts)
    sides = claim_sides(reading, parts, classes)
    return (
        f'<article id="{key}"><header><h1>{escape(_title(reading))}</h1>'
        f'<p class="meta">{escape(" · ".join(meta))}</p>{f"<ul>{why}</ul>" if why else ""}</header>'
        f"{_brief(reading)}{_voices(reading, parts, classes)}"
        f'<div class="columns"><section class="text" aria-label="The report"><h2>The report</h2>'
        f"{_key(reading)}{marked_text(reading, key, sides)}</section>"
        f"<div>{_claims(claim_lines(reading), key, sides)}{_events(event_lines(reading), key)}"
        f"{_removed(reading)}</div></div></article>\n"
    )


def side_classes(parts: Sequence[Segment]) -> tuple[str, ...]:
    """The CSS class of each segment of the bar; a seventh side starts the colours over."""
    classes, side = [], 0
    for part in parts:
        if part.kind == "side":
            classes.append(f"s{side % _SIDES}")
            side += 1
        else:
            classes.append(part.kind)
    return tuple(classes)


def claim_sides(
    reading: Reading, parts: Sequence[Segment], classes: Sequence[str]
) -> dict[str, str]:
    """The CSS class of each claim: that of its side in the bar."""
    by_name = {part.name: name for part, name in zip(parts, classes, strict=True)}
    return {
        claim_id: by_name.get(clean(side.name), "other")
        for side in reading.sides
        for claim_id in side.claim_ids
    }


def _brief(reading: Reading) -> str:
    if not reading.summary.sentences:
        return ""
    rows = []
    for sentence in reading.summary.sentences:
        speaker = f"<b>{escape(clean(sentence.speaker))}:</b> " if sentence.speaker else ""
        rows.append(f"<p>{speaker}{escape(clean(sentence.text))}</p>")
    return f'<section class="brief"><h2>No time to read?</h2>{"".join(rows)}</section>'


def _voices(reading: Reading, parts: Sequence[Segment], classes: Sequence[str]) -> str:
    if len(parts) < 2:
        return ""
    bars, rows, left = [], [], 0.0
    for part, name in zip(parts, classes, strict=True):
        width = part.share * 100
        bars.append(f'<rect class="{name}" x="{left:.2f}" width="{width:.2f}" height="10"/>')
        left += width
        rows.append(
            f'<li><span class="swatch {name}"></span>{escape(part.name)} '
            f'<span class="share">{part.voice_share * 100:.0f} %</span>'
            f"{_who(reading, part)}{_note(part)}</li>"
        )
    label = ", ".join(f"{part.name} {part.voice_share * 100:.0f} %" for part in parts)
    return (
        "<section><h2>Whose voices fill it</h2>"
        f'<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(label)}">{"".join(bars)}</svg>'
        f'<ul class="legend">{"".join(rows)}</ul></section>'
    )


def _note(part: Segment) -> str:
    return f' <span class="note">{escape(part.note)}</span>' if part.note else ""


def _who(reading: Reading, part: Segment) -> str:
    names = [f"{clean(voice.name)} {voice.share * 100:.0f} %" for voice in actors_of(reading, part)]
    return f' <span class="who">({escape(", ".join(names[:4]))})</span>' if names else ""


def _key(reading: Reading) -> str:
    if not (reading.claims or reading.events):
        return ""
    return (
        '<p class="key">Shaded: somebody\'s words, in the colour of their side. '
        '<mark class="cue outlet">Dotted</mark>: how they were said. '
        '<mark class="evidence">Underlined</mark>: says that something was done, '
        '<mark class="trigger">bold</mark> the deed.</p>'
    )


def _claims(lines: Iterable[ClaimLine], key: str, sides: dict[str, str]) -> str:
    rows = []
    for number, line in enumerate(lines):
        side = sides.get(line.claim.claim_id, "other")
        depth = f" d{min(line.depth, 3)}" if line.depth else ""
        cue = f' <span class="cue-word">{escape(line.cue)}</span>' if line.cue else ""
        via = f' <span class="via">via {escape(line.via)}</span>' if line.via else ""
        rows.append(
            f'<li class="claim-row {side}{depth}"><p><b>{escape(line.speaker)}</b>{cue}'
            f'<span class="stance">{escape(line.stance)}</span>{via}</p>'
            f'<blockquote><a href="#{key}-claim-{number}">{escape(line.words)}</a></blockquote>'
            "</li>"
        )
    if not rows:
        return ""
    body = "".join(rows)
    return f'<section><h2>Who says what</h2><ol class="records">{body}</ol></section>'


def _events(lines: Iterable[EventLine], key: str) -> str:
    rows = []
    for number, line in enumerate(lines):
        recipient = f" → {escape(line.recipient)}" if line.recipient else ""
        facts = [line.status, line.source, line.when]
        if line.about:
            facts.append(f"about {line.about}")
        quotes = "".join(
            f'<blockquote><a href="#{key}-event-{number}">{escape(words)}</a></blockquote>'
            for words in line.evidence
        )
        kind = clean(line.event.type)
        own = "".join(
            f'<span class="kind own" title="{escape(item.why)}">{escape(item.name)}</span>'
            for item in line.own
        )
        rows.append(
            f"<li><p><b>{escape(line.initiator)}</b>{recipient}"
            f'<span class="kind {kind_class(kind)}">{escape(kind)}</span>{own}</p>'
            f'<p class="facts">{escape(" · ".join(facts))}</p>{quotes}</li>'
        )
    if not rows:
        return ""
    body = "".join(rows)
    return f'<section><h2>Who did what to whom</h2><ol class="records">{body}</ol></section>'


def _removed(reading: Reading) -> str:
    items = [(item.reason, item.text) for item in reading.article.furniture]
    shown = {f"{reason}: {text}" for reason, text in items}
    items += [(item.stage, item.reason) for item in reading.rejections if item.reason not in shown]
    if not items:
        return ""
    rows = "".join(
        f"<li><b>{escape(clean(reason))}</b>: {escape(clean(text))}</li>" for reason, text in items
    )
    return f"<details><summary>Left out, and why ({len(items)})</summary><ul>{rows}</ul></details>"
