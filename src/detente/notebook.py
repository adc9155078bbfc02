"""A reading as an HTML fragment for a notebook cell: all escaped, styles inline, no script."""

from __future__ import annotations

from html import escape

from detente.bar import Segment, segments
from detente.records import Reading
from detente.telling import claim_lines, clean, date_line, event_lines

#: Okabe and Ito's colours, told apart by most colour-blind readers; the outlet's own are grey.
SIDE_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
OTHER_COLOUR = "#8a6d3b"
OUTLET_COLOUR = "#9aa0a6"


def colours(parts: tuple[Segment, ...]) -> tuple[str, ...]:
    """A colour for each segment of a bar, in its order; a seventh side starts over."""
    chosen, side = [], 0
    for part in parts:
        if part.kind == "outlet":
            chosen.append(OUTLET_COLOUR)
        elif part.kind == "other":
            chosen.append(OTHER_COLOUR)
        else:
            chosen.append(SIDE_COLOURS[side % len(SIDE_COLOURS)])
            side += 1
    return tuple(chosen)


def reading_to_notebook(reading: Reading) -> str:
    """Title, date, summary, voices bar, claims and events of ``reading`` as one ``<div>``."""
    article = reading.article
    line = " · ".join(part for part in (clean(article.outlet), date_line(reading)[0]) if part)
    sentences = "".join(
        f"<li>{_speaker(item.speaker)}{escape(clean(item.text))}</li>"
        for item in reading.summary.sentences
    )
    return (
        "<div style='max-width:60em'>"
        f"<h3 style='margin:0'>{escape(clean(article.title) or 'Untitled report')}</h3>"
        f"<div style='opacity:.7'>{escape(line)}</div>"
        f"<ul>{sentences}</ul>{_bar(reading)}{_claims(reading)}{_events(reading)}</div>"
    )


def _speaker(name: str) -> str:
    return f"<b>{escape(clean(name))}:</b> " if name else ""


def _bar(reading: Reading) -> str:
    parts = segments(reading)
    blocks, legend = [], []
    for part, colour in zip(parts, colours(parts), strict=True):
        blocks.append(
            f"<span style='flex:{part.share:.4f};background:{colour};height:1em' "
            f"title='{escape(part.name)}'></span>"
        )
        note = f" ({escape(part.note)})" if part.note else ""
        legend.append(
            f"<span style='color:{colour}'>■</span> {escape(part.name)} "
            f"{part.voice_share:.0%}{note}"
        )
    return f"<div style='display:flex'>{''.join(blocks)}</div><small>{' · '.join(legend)}</small>"


def _claims(reading: Reading) -> str:
    rows = "".join(
        f"<tr><td>{escape(line.speaker)}{escape(f' via {line.via}' if line.via else '')}</td>"
        f"<td>{escape(line.cue)}</td><td style='text-align:left'>{escape(line.words)}</td>"
        f"<td>{line.stance}</td></tr>"
        for line in claim_lines(reading)
    )
    if not rows:
        return ""
    head = "<tr><th>speaker</th><th>cue</th><th>words</th><th>stance</th></tr>"
    return f"<details open><summary>Claims</summary><table>{head}{rows}</table></details>"


def _events(reading: Reading) -> str:
    rows = "".join(
        f"<tr><td>{escape(line.initiator)} → {escape(line.recipient or '-')}</td>"
        f"<td>{escape(', '.join((clean(line.event.type), *(item.name for item in line.own))))}</td>"
        f"<td>{line.status}</td>"
        f"<td>{escape(line.word)}</td><td>{line.when}</td>"
        f"<td style='text-align:left'>{escape(' / '.join(line.evidence))}</td></tr>"
        for line in event_lines(reading)
    )
    if not rows:
        return ""
    head = (
        "<tr><th>who → whom</th><th>type</th><th>status</th><th>on whose word</th>"
        "<th>day</th><th>evidence</th></tr>"
    )
    return f"<details open><summary>Events</summary><table>{head}{rows}</table></details>"
