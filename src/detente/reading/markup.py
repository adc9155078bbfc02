"""HTML -> draft: trafilatura for the body, our furniture filter over its lines, metadata beside it.

A hostile page (a million tags, ten thousand deep) must come back in time linear in its size, so a
tree beyond what any report has never reaches trafilatura: its paragraphs are taken as they come.
"""

from __future__ import annotations

import logging
import re
from datetime import date
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from detente.errors import SourceEmpty, SourceUnreadable
from detente.reading import dates, tidy
from detente.reading.draft import Draft
from detente.reading.furniture import sift
from detente.reading.metadata import Metadata, metadata_of
from detente.records import Furniture, Page

# The largest of 2,110 news pages has some 15,000 elements, the deepest 60 levels.
_MOST_ELEMENTS, _DEEPEST = 40_000, 160
_FEWEST_CHARACTERS = 200
# libxml2 compares each attribute of a tag with every other; no real tag has so many.
_MOST_ATTRIBUTES, _LONG_TAG = 256, 2_000
_VALUE = r"""=\s*+(?:"[^"]*+"?|'[^']*+'?)?"""
_TAG = re.compile(rf"<([a-zA-Z][\w:-]{{0,40}})(?=[\s/\"'])((?:[^>=]++|{_VALUE})*+)>?")
_ATTRIBUTE = re.compile(rf"""[^\s=/>]++(?:\s*+(?:{_VALUE}))?[^\s"'>]*+""")
_BLOCKS = (
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "li",
    "blockquote",
    "pre",
    "td",
    "div",
    "section",
    "article",
    "body",
)
_SILENT = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "nav",
    "footer",
    "aside",
    "form",
    "button",
    "iframe",
    "head",
)


def draft_of_markup(page: Page, text: str) -> Draft:
    """The report in the HTML page ``text``.

    Raises:
        SourceEmpty: no element in it.
        SourceUnreadable: the parser or trafilatura gave up.
    """
    tree = _parse(page, text)
    said = metadata_of(tree)
    moderate = _is_moderate(tree)
    lines = _body(page, tree, said, moderate)
    title = tidy.one_line(page.title) or said.title
    while lines and any(_same(lines[0], one) for one in (title, said.title) if one):
        lines = lines[1:]
    sifted = sift(lines)
    kept, notes, byline = dates.take_head_notes(sifted.kept, titled=False)
    neighbours = tuple(
        Furniture(name, "previous and next")
        for name in (said.previous_title, said.next_title)
        if name
    )
    url = page.url or said.url
    metadata = said.published
    found = dates.find(page, [note.text for note in notes], kept, metadata, said.url)
    if found.basis in ("unknown", "dateline") and moderate and (day := _day_by_htmldate(tree)):
        found = dates.Found(day, "metadata")
    return Draft(
        paragraphs=((title, *kept) if title else kept) if kept else (),
        title=title if kept else "",
        url=url,
        outlet=page.outlet or said.outlet,
        byline=said.byline or byline,
        published=found,
        previous_title=said.previous_title or sifted.previous_title,
        next_title=said.next_title or sifted.next_title,
        furniture=(*notes, *sifted.furniture, *neighbours),
    )


def _same(line: str, title: str) -> bool:
    return re.sub(r"\W+", "", line.casefold()) == re.sub(r"\W+", "", title.casefold())


def _parse(page: Page, text: str) -> HtmlElement:
    # Encoded anew so that neither a meta tag nor an XML declaration can contradict the decoding.
    source = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", tidy.whole(text))
    source = _TAG.sub(_within_reason, source)
    parser = HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(source.encode("utf-8"), parser=parser, ensure_head_body=True)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise SourceEmpty(
            f"{page.name or 'the page'} holds no readable markup ({error})",
            "the HTML page of a report",
        ) from error
    return tree


def _within_reason(tag: re.Match[str]) -> str:
    """``tag`` as it stands, or bare where its attributes are beyond reason."""
    if len(tag[2]) > _LONG_TAG:
        found = _ATTRIBUTE.finditer(tag[2])
        if next(islice(found, _MOST_ATTRIBUTES, None), None) is not None:
            return f"<{tag[1]}>"
    return tag[0]


def _is_moderate(tree: HtmlElement) -> bool:
    count = depth = 0
    # Start and end events walk the tree without recursion.
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            count += 1
            depth += 1
            if count > _MOST_ELEMENTS or depth > _DEEPEST:
                return False
        else:
            depth -= 1
    return True


def _body(page: Page, tree: HtmlElement, said: Metadata, moderate: bool) -> list[str]:
    text = _by_trafilatura(page, tree) if moderate else ""
    lines = [line for raw in text.split("\n") if (line := tidy.one_line(raw))]
    if sum(map(len, lines)) < _FEWEST_CHARACTERS:
        other = list(tidy.paragraphs(said.body)) if len(said.body) >= _FEWEST_CHARACTERS else []
        other = other or _plain_lines(tree)
        if sum(map(len, other)) > sum(map(len, lines)):
            return other
    return lines


def _by_trafilatura(page: Page, tree: HtmlElement) -> str:
    from trafilatura import bare_extraction  # noqa: PLC0415 - a third of a second, for HTML only

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = bare_extraction(
            tree, favor_precision=True, include_comments=False, with_metadata=False
        )
    except Exception as error:
        # A third party's code on hostile input: whatever it raises, the page cannot be read.
        raise SourceUnreadable(
            f"{page.name or 'the page'} could not be read ({type(error).__name__})", "an HTML page"
        ) from error
    text = getattr(document, "text", None)
    return text if isinstance(text, str) else ""


def _plain_lines(tree: HtmlElement) -> list[str]:
    """Every block's own words, in order, without recursion: for pages trafilatura cannot take."""
    lines: list[str] = []
    pieces: list[str] = []
    silent = 0

    def close() -> None:
        line = tidy.one_line("".join(pieces))
        pieces.clear()
        if line:
            lines.append(line)

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            silent += tag in _SILENT
            if tag in _BLOCKS or tag == "br":
                close()
            if not silent and element.text:
                pieces.append(element.text)
        else:
            silent -= tag in _SILENT
            if tag in _BLOCKS:
                close()
            if not silent and element.tail:
                pieces.append(element.tail)
    close()
    return lines


def _day_by_htmldate(tree: HtmlElement) -> date | None:
    from htmldate import find_date  # noqa: PLC0415

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        # Bounds are given because htmldate's own upper bound is the clock.
        found = find_date(
            tree,
            extensive_search=False,
            original_date=True,
            min_date=dates.EARLIEST.isoformat(),
            max_date=dates.LATEST.isoformat(),
        )
    except Exception:  # A third party's code on hostile input: the day is then unknown.
        return None
    return dates.parse_day(found) if isinstance(found, str) else None
