"""What a page says about itself: JSON-LD first, then meta tags, then visible marks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml.html import HtmlElement

from detente.reading import patterns
from detente.reading.dates import parse_day
from detente.reading.furniture import is_headline
from detente.reading.tidy import one_line

# schema.org types whose headline is the report's.
_REPORTS = re.compile(r"(?:\w*NewsArticle|Article|Report|\w*BlogPosting|\w*Posting|WebPage)$")
_DATE_KEYS = (
    "article:published_time", "article:published", "og:published_time",
    "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dc.date", "dcterms.created", "dcterms.issued", "dcterms.date", "pubdate",
    "publishdate", "publish-date", "publication_date", "publish_date",
    "citation_publication_date", "article.published", "cxenseparse:recs:publishtime", "date",
    "originalpublicationdate", "displaydate", "article_date_original",
)  # fmt: skip
_TITLE_KEYS = (
    "og:title",
    "twitter:title",
    "dc.title",
    "headline",
    "parsely-title",
    "sailthru.title",
)
_OUTLET_KEYS = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "publisher",
    "twitter:site_name",
)
_AUTHOR_KEYS = (
    "author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "authors",
)
# No page has more JSON-LD than this to say; deeper or larger is hostile.
_MOST_NODES, _MOST_SCRIPT = 2_000, 2_000_000
_SEPARATOR = re.compile(r"\s+[|·•–—»:-]{1,2}\s+")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Empty where the page is silent. ``body`` is JSON-LD's ``articleBody``."""

    title: str = ""
    outlet: str = ""
    byline: str = ""
    url: str = ""
    published: date | None = None
    previous_title: str = ""
    next_title: str = ""
    body: str = ""


def metadata_of(tree: HtmlElement) -> Metadata:
    """What the page parsed into ``tree`` says about itself."""
    metas = _meta_tags(tree)
    nodes = [node for node in _linked_data(tree) if _is_report(node)]
    nodes.sort(key=lambda node: str(node.get("@type")) == "WebPage")
    outlet = _first(
        *(_name(node.get("publisher")) for node in nodes),
        *(metas.get(key, "") for key in _OUTLET_KEYS),
    )
    previous, following = _neighbour_titles(tree)
    return Metadata(
        title=_title(tree, metas, nodes, outlet),
        outlet=outlet,
        byline=_byline(tree, metas, nodes),
        url=_address(tree, metas),
        published=_published(tree, metas, nodes),
        previous_title=previous,
        next_title=following,
        body=_first(*(_text(node.get("articleBody")) for node in nodes)),
    )


def _meta_tags(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = one_line(element.get("content") or "")
        if key and content and len(content) <= 1000:
            found.setdefault(key.strip().casefold(), content)
    return found


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    budget = _MOST_NODES
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").casefold():
            continue
        source = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip()
        if len(source) > _MOST_SCRIPT:
            continue
        try:
            # strict=False lets raw line ends stand inside strings, which pages do all the time.
            waiting = [json.loads(source.rstrip("; \n"), strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and budget:
            budget -= 1
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting.extend(value[:100])
            elif isinstance(value, dict):
                yield value
                waiting.extend(
                    value[key]
                    for key in ("@graph", "mainEntity", "mainEntityOfPage")
                    if key in value
                )


def _is_report(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and _REPORTS.match(kind.rpartition("/")[2])
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _name(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, (_name(item) for item in value[:8])))
    if isinstance(value, dict):
        value = value.get("name")
        if isinstance(value, list):
            return ", ".join(item for item in value[:8] if isinstance(item, str))
    text = one_line(_text(value))
    return "" if text.casefold().startswith("http") or len(text) > 200 else text


def _first(*values: str) -> str:
    return next((value for value in values if value), "")


def _title(
    tree: HtmlElement, metas: dict[str, str], nodes: list[dict[str, Any]], outlet: str
) -> str:
    said = [one_line(_unescape(_text(node.get("headline")))) for node in nodes]
    said += [_without_site(metas.get(key, ""), outlet) for key in _TITLE_KEYS]
    said += [
        _without_site(one_line(element.text_content()), outlet)
        for element in _few(tree, "title", 1)
    ]
    headings = [one_line(element.text_content()) for element in _few(tree, "h1", 6)]
    said = [title for title in said if 0 < len(title) <= 400]
    for heading in headings:
        # What the page prints as its heading is the title, if anything it declares agrees.
        if len(heading) >= 10 and any(_agree(heading, title) for title in said):
            return heading
    return _first(*said, *(heading for heading in headings if len(heading) <= 400))


def _few(tree: HtmlElement, tag: str, count: int) -> Iterator[HtmlElement]:
    for number, element in enumerate(tree.iter(tag), start=1):
        yield element
        if number == count:
            return


def _agree(one: str, other: str) -> bool:
    first, second = (re.sub(r"\W+", "", title.casefold()) for title in (one, other))
    return bool(first and second) and (
        first.startswith(second[:40]) or second.startswith(first[:40])
    )


def _unescape(text: str) -> str:
    from html import unescape  # noqa: PLC0415

    return unescape(text) if "&" in text else text


def _without_site(title: str, outlet: str) -> str:
    """``title`` without the site's name at its end: "Talks resume | The Example"."""
    pieces = _SEPARATOR.split(title)
    last = pieces[-1]
    if len(pieces) < 2 or len(last.split()) > 5 or len(last) * 2 > len(title):
        return title
    site = re.sub(r"\W+", "", outlet.casefold())
    tail = re.sub(r"\W+", "", last.casefold())
    if (site and tail and (tail in site or site in tail)) or "|" in title[
        len(title) - len(last) - 4 :
    ]:
        return title[: title.rindex(last)].rstrip(" |·•–—»:-")
    return title


def _byline(tree: HtmlElement, metas: dict[str, str], nodes: list[dict[str, Any]]) -> str:
    said = [_name(node.get("author") or node.get("creator")) for node in nodes]
    said += [_name(metas.get(key, "")) for key in _AUTHOR_KEYS]
    for element in tree.xpath('(//*[@rel="author" or @itemprop="author"])[position() <= 3]'):
        said.append(_name(element.text_content()[:300]))
    named = [re.sub(r"^by\b:? ?", "", name, flags=re.IGNORECASE) for name in said]
    return _first(*named)


def _address(tree: HtmlElement, metas: dict[str, str]) -> str:
    for element in tree.xpath('(//link[@rel="canonical"])[1]'):
        href = (element.get("href") or "").strip()
        if href.startswith(("http://", "https://")) and len(href) <= 2000:
            return str(href)
    address = metas.get("og:url", "")
    return address if address.startswith(("http://", "https://")) else ""


def _published(
    tree: HtmlElement, metas: dict[str, str], nodes: list[dict[str, Any]]
) -> date | None:
    said = [_text(node.get("datePublished")) for node in nodes]
    said += [metas.get(key, "") for key in _DATE_KEYS]
    marks = '(//*[@itemprop="datePublished"] | //time[@pubdate or @datetime])[position() <= 3]'
    for element in tree.xpath(marks):
        said += [
            element.get("datetime") or element.get("content") or "",
            element.text_content()[:80],
        ]
    return next((day for text in said if text and (day := parse_day(text))), None)


def _neighbour_titles(tree: HtmlElement) -> tuple[str, str]:
    titles = {"previous": "", "next": ""}
    for element in tree.xpath("(//a | //link)[@rel][position() <= 400]"):
        rel = (element.get("rel") or "").casefold().split()
        for side, names in (("previous", ("prev", "previous")), ("next", ("next",))):
            if any(name in rel for name in names):
                title = _link_title(element)
                titles[side] = titles[side] or title
    for element in tree.xpath(
        "(//a | //span | //div | //p | //h3 | //h4 | //strong)[position() <= 6000]"
    ):
        label = patterns.LABEL.fullmatch(patterns.fold(one_line((element.text or "")[:60])))
        if label:
            side = "previous" if label.group(1) in ("previous", "prev", "older") else "next"
            titles[side] = titles[side] or _title_beside(element)
    return titles["previous"], titles["next"]


def _link_title(element: HtmlElement) -> str:
    pieces = [one_line(piece) for piece in _pieces(element)]
    text = _first(*(piece for piece in pieces if _is_title(piece)))
    return text or (title if _is_title(title := one_line(element.get("title") or "")) else "")


def _pieces(element: HtmlElement) -> Iterator[str]:
    for count, piece in enumerate(element.itertext()):
        if count > 40:
            return
        if piece.strip() and len(piece) < 1000:
            yield piece


def _is_title(text: str) -> bool:
    folded = patterns.fold(text)
    labelled = patterns.LABEL.fullmatch(folded) or re.fullmatch(
        r"(?:page )?\d+|previous|next|prev", folded
    )
    return len(text.split()) >= 3 and is_headline(text) and not labelled


def _title_beside(element: HtmlElement) -> str:
    """The title in, after or around a label: its own link, its next sibling, or its parent's."""
    inside = _link_title(element)
    if inside:
        return inside
    for place in (element, element.getparent()):
        follower = place.getnext() if place is not None else None
        if follower is not None and isinstance(follower.tag, str):
            title = _link_title(follower)
            if title:
                return title
    return ""
