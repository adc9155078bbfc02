"""A reading at the terminal: made to be read, in 80 columns or more, with or without colour.

What an article says is printed as it stands and never interpreted: rich markup in it stays text
(``Text`` objects, no markup strings) and control characters are replaced (``telling.clean``).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console
from rich.text import Text

from detente.bar import Segment, actors_of, segments
from detente.cli.marks import kind_class
from detente.records import Reading
from detente.telling import (
    ClaimLine,
    EventLine,
    Names,
    claim_lines,
    clean,
    date_line,
    event_lines,
)

#: Terminal colours for the sides, in the order of the bar; then they start over.
_SIDE_STYLES = ("blue", "red", "green", "magenta", "yellow", "cyan")
_KIND_STYLES = {"peace": "bold green", "words": "bold yellow", "force": "bold red", "": "bold"}
#: Wider lines than this tire the eye.
_WIDEST = 110


@dataclass(frozen=True, slots=True)
class _Glyphs:
    arrow: str
    bullet: str
    dot: str
    opening: str
    closing: str
    ellipsis: str
    blocks: str
    outlet_block: str


_UNICODE = _Glyphs("→", "•", "·", "“", "”", "…", "█▓▒▞▚▤", "░")
#: Letter for letter, so that styles keep their places.
_TYPEWRITER = str.maketrans("‘’“”–—…", "''\"\"--~")
_ASCII = _Glyphs("->", "*", "|", '"', '"', "...", "#=+%xo", ".")


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the command line, which knows the exit code for it."""
        raise BrokenPipeError


class Display:
    """Prints readings on ``stream``.

    Without ``color``, with ``NO_COLOR`` set, or where ``stream`` is no terminal, no escape code is
    printed at all; where its encoding is not Unicode, plain ASCII takes the place of our signs.
    """

    def __init__(self, stream: TextIO, *, color: bool = True, verbose: bool = False) -> None:
        plain = not color or bool(os.environ.get("NO_COLOR")) or not stream.isatty()
        encoding = (stream.encoding or "utf-8").lower()
        unicode = encoding.replace("-", "").startswith("utf")
        if not unicode and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
        self._console = _Console(
            file=stream,
            color_system=None if plain else "auto",
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=False,
        )
        self._colored = self._console.color_system is not None
        self._glyphs = _UNICODE if unicode else _ASCII
        self._width = max(min(self._console.width, _WIDEST), 20)
        self._verbose = verbose
        self._shown = 0

    def show(self, reading: Reading) -> None:
        """Print one reading; a line parts it from the one before."""
        if self._shown:
            self._put(Text(("─" if self._glyphs is _UNICODE else "-") * self._width, "dim"))
        self._shown += 1
        self._masthead(reading)
        self._summary(reading)
        self._voices(reading)
        self._claims(reading)
        self._events(reading)
        if self._verbose:
            self._who_is_who(reading)
            self._removed(reading)
        self._put(Text())

    def _masthead(self, reading: Reading) -> None:
        article = reading.article
        day, reasons = date_line(reading)
        parts = [clean(article.outlet), day, clean(article.byline), clean(article.url)]
        self._put(Text(clean(article.title) or "Untitled report", "bold"))
        self._put(Text(f" {self._glyphs.dot} ".join(part for part in parts if part), "dim"))
        for reason in reasons:
            self._put(Text(f"{self._glyphs.bullet} {reason}", "dim"), 2)

    def _summary(self, reading: Reading) -> None:
        if not reading.summary.sentences:
            return
        self._heading("No time to read?")
        for sentence in reading.summary.sentences:
            line = Text(f"{self._glyphs.bullet} ")
            if sentence.speaker:
                line.append(f"{clean(sentence.speaker)}: ", "bold")
            line.append(clean(sentence.text))
            self._put(line, 2, hang=2)

    def _voices(self, reading: Reading) -> None:
        parts = segments(reading)
        if len(parts) < 2:
            return
        self._heading("Whose voices fill it")
        looks = self._looks(parts)
        bar = Text()
        for width, (block, style) in zip(
            _cells([part.share for part in parts], self._width - 4), looks, strict=True
        ):
            bar.append(block * width, style)
        self._put(bar, 2)
        for part, (block, style) in zip(parts, looks, strict=True):
            line = Text().append(f"{block} ", style)
            line.append(f"{part.name} ", "bold" if part.kind == "side" else "")
            line.append(_percent(part.voice_share))
            actors = _actors_of(part, reading)
            if actors:
                line.append(f" ({actors})", "dim")
            if part.note:
                line.append(f", {part.note}")
            self._put(line, 2, hang=2)

    def _looks(self, parts: tuple[Segment, ...]) -> list[tuple[str, str]]:
        looks, side = [], 0
        blocks = self._glyphs.blocks
        for part in parts:
            if part.kind == "outlet":
                looks.append((self._glyphs.outlet_block, "dim"))
                continue
            # Colour tells sides apart where there is colour; patterns do where there is none.
            block = blocks[0] if self._colored else blocks[side % len(blocks)]
            style = _SIDE_STYLES[side % len(_SIDE_STYLES)] if part.kind == "side" else "white"
            looks.append((block, style))
            side += 1
        return looks

    def _claims(self, reading: Reading) -> None:
        lines = claim_lines(reading)
        if not lines:
            return
        self._heading("Who says what")
        for line in lines:
            self._claim(line)

    def _claim(self, line: ClaimLine) -> None:
        indent = 2 + 2 * min(line.depth, 4)
        head = Text().append(line.speaker, "bold")
        if line.cue:
            head.append(f" - {line.cue}")
        head.append(f"  [{line.stance}]", "cyan")
        if line.via:
            head.append(f"  via {line.via}", "yellow")
        if self._verbose:
            head.append(f"  {_percent(line.claim.confidence)} sure", "dim")
        self._put(head, indent)
        self._put(self._quoted(line.words), indent + 2)

    def _events(self, reading: Reading) -> None:
        lines = event_lines(reading)
        if not lines:
            return
        self._heading("Who did what to whom")
        for line in lines:
            self._event(line)

    def _event(self, line: EventLine) -> None:
        kind = clean(line.event.type)
        head = Text().append(line.initiator, "bold")
        if line.recipient:
            head.append(f" {self._glyphs.arrow} ")
            head.append(line.recipient)
        head.append(f"  {kind}", _KIND_STYLES[kind_class(kind)])
        for own in line.own:
            head.append(f"  {own.name}", "bold cyan")
        head.append(f"  {line.status}")
        dot = f" {self._glyphs.dot} "
        facts = [line.source, line.when]
        if line.about:
            facts.append(f"about {line.about}")
        if self._verbose:
            facts.append(f"{_percent(line.event.confidence)} sure")
        self._put(head, 2, hang=2)
        self._put(Text(dot.join(facts), "dim"), 4, hang=2)
        if self._verbose:
            for own in line.own:
                self._put(Text(f"{own.name}: {own.why}", "dim"), 4, hang=2)
        for words in line.evidence:
            self._put(self._quoted(words), 4)

    def _who_is_who(self, reading: Reading) -> None:
        if not reading.annotation.mentions:
            return
        self._heading("Who is who")
        names = Names(reading)
        seen: set[str] = set()
        for mention in reading.annotation.mentions:
            if mention.chain in seen:
                continue
            seen.add(mention.chain)
            line = Text().append(names.mention(mention.mention_id), "bold")
            facts = [mention.kind, mention.country or "no country", mention.sector, mention.role]
            line.append(f"  {', '.join(clean(fact) for fact in facts if fact)}")
            if mention.reason:
                line.append(f"  {clean(mention.reason)}", "dim")
            self._put(line, 2, hang=2)

    def _removed(self, reading: Reading) -> None:
        article = reading.article
        if article.previous_title or article.next_title:
            self._heading("Beside it on the page")
            for label, title in (
                ("previous", article.previous_title),
                ("next", article.next_title),
            ):
                if title:
                    self._put(Text(f"{label}: {clean(title)}"), 2, hang=2)
        if article.furniture:
            self._heading("Removed as furniture")
            for item in article.furniture:
                self._put(Text(f"{clean(item.reason)}: {clean(item.text)}"), 2, hang=2)
        furniture = {f"{item.reason}: {item.text}" for item in article.furniture}
        rejections = [item for item in reading.rejections if item.reason not in furniture]
        if rejections:
            self._heading("Rejected")
            for rejection in rejections:
                line = f"{clean(rejection.stage)}: {clean(rejection.reason)}"
                self._put(Text(f"{line} ({clean(rejection.record_id)})"), 2, hang=2)

    def _heading(self, words: str) -> None:
        self._put(Text())
        self._put(Text(words.upper(), "bold"))

    def _quoted(self, words: str) -> Text:
        return Text(f"{self._glyphs.opening}{words}{self._glyphs.closing}", "italic")

    def _put(self, line: Text, indent: int = 0, *, hang: int = 0) -> None:
        if self._glyphs is _ASCII:
            line.plain = line.plain.translate(_TYPEWRITER)
        # Wrapped here and not by the console, which would fill each line up with spaces.
        wrapped = line.wrap(self._console, max(self._width - indent - hang, 10))
        for number, part in enumerate(wrapped or [Text()]):
            part.rstrip()
            part.pad_left(indent if number == 0 else indent + hang)
            self._console.print(part, soft_wrap=True)


def _cells(shares: list[float], width: int) -> list[int]:
    """Whole cells for ``shares`` that add up to ``width``; a share above zero gets at least one."""
    exact = [max(share, 0.0) * width for share in shares]
    cells = [max(int(part), 1) if part > 0 else 0 for part in exact]
    by_rest = sorted(range(len(exact)), key=lambda item: (cells[item] - exact[item], item))
    for position in by_rest * 2:
        if sum(cells) < width:
            cells[position] += 1
    while sum(cells) > width and max(cells) > 1:
        cells[cells.index(max(cells))] -= 1
    return cells


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _actors_of(part: Segment, reading: Reading) -> str:
    actors = actors_of(reading, part)
    if len(actors) == 1 and clean(actors[0].name) == part.name:
        return ""
    return ", ".join(f"{clean(item.name)} {_percent(item.share)}" for item in actors[:4])
