"""Page -> Article: the reading room's answer to ``seams.Extractor``."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.errors import SourceEmpty, SourceTooLarge, SourceUnreadable
from detente.reading import dates, languages, tidy
from detente.reading.decode import binary_kind, declared_charset, decode
from detente.reading.draft import Draft
from detente.reading.furniture import is_sentence, sift
from detente.records import Article, Page, digest
from detente.settings import ReadingSettings

_TITLE_WORDS, _TITLE_CHARS = 32, 220


@dataclass(frozen=True, slots=True)
class ArticleExtractor:
    """Turns pages into reports.

    Args:
        settings: limits; ``max_bytes`` is refused beyond.
    """

    settings: ReadingSettings = field(default_factory=ReadingSettings)

    def extract(self, page: Page) -> Article:
        """The report in ``page``.

        Raises:
            SourceUnreadable: binary data.
            SourceEmpty: nothing in it is a report.
            SourceTooLarge: over ``settings.max_bytes``.
            WrongLanguage: not in English.
        """
        if page.clean:
            return self._as_it_stands(page, self._text(page))
        draft = self.draft(page)
        text = "\n\n".join(draft.paragraphs)
        languages.require_english(text, page.name)
        return Article(
            article_id=page.article_id
            or digest(draft.title, text, draft.url, draft.published.day or ""),
            text=text,
            title=draft.title,
            url=draft.url,
            outlet=draft.outlet,
            byline=draft.byline,
            published=draft.published.day,
            published_basis=draft.published.basis,
            previous_title=draft.previous_title,
            next_title=draft.next_title,
            furniture=draft.furniture,
        )

    def draft(self, page: Page) -> Draft:
        """The report in ``page``, whatever its language: what extraction is measured by.

        Raises:
            SourceUnreadable: binary data.
            SourceEmpty: nothing in it is a report.
            SourceTooLarge: over ``settings.max_bytes``.
        """
        text = self._text(page)
        if looks_like_markup(text, page.media_type):
            from detente.reading.markup import draft_of_markup  # noqa: PLC0415 - lxml and trafilatura

            draft = draft_of_markup(page, text)
        else:
            draft = draft_of_text(page, text)
        if not any(map(str.isalpha, "".join(draft.paragraphs))):
            raise SourceEmpty(
                f"{page.name or 'the text'} holds no report once page furniture is removed",
                "a news report in English",
                "check that it is the page of one report, not of a list or a login",
            )
        return draft

    def _text(self, page: Page) -> str:
        content = page.content
        if len(content) > self.settings.max_bytes:
            raise SourceTooLarge(
                f"{page.name or 'the text'} has {len(content):,} bytes",
                f"at most {self.settings.max_bytes:,}",
                "split it, or raise reading.max_bytes in detente.toml",
            )
        if isinstance(content, bytes):
            kind = binary_kind(content)
            if kind:
                raise SourceUnreadable(
                    f"{page.name or 'the source'} is {kind}",
                    "text, HTML or JSON lines",
                    "save it as text first",
                )
            content = decode(content, declared_charset(page.media_type))
        return tidy.whole(content)

    def _as_it_stands(self, page: Page, text: str) -> Article:
        if not text.strip():
            raise SourceEmpty(f"{page.name or 'the text'} is empty", "a news report")
        title = page.title if page.title and text.startswith(page.title) else ""
        if not title:
            first, _, rest = text.partition("\n")
            title = first if first.strip() and rest.startswith("\n") else ""
        found = dates.find(page, (), ())
        languages.require_english(text, page.name)
        return Article(
            article_id=page.article_id or digest(title, text, page.url, found.day or ""),
            text=text,
            title=title,
            url=page.url,
            outlet=page.outlet,
            published=found.day,
            published_basis=found.basis,
        )


def looks_like_markup(text: str, media_type: str = "") -> bool:
    """Whether ``text`` is HTML or XHTML rather than plain text."""
    kind = media_type.partition(";")[0].strip().casefold()
    head = text[:4096].lstrip("\ufeff \t\r\n").casefold()
    if kind in ("text/html", "application/xhtml+xml"):
        return "<" in text
    if head.startswith(("<!doctype html", "<html", "<head", "<body", "<?xml", "<!--")):
        return True
    tags = sum(
        tag in head
        for tag in ("<div", "<p>", "<p ", "<article", "<meta", "<script", "<br", "</p>", "</a>")
    )
    return tags >= (1 if head.startswith("<") else 3)


def draft_of_text(page: Page, text: str) -> Draft:
    """The report in plain ``text``, by the line-level furniture filter alone."""
    lines = list(tidy.paragraphs(text))
    given = tidy.one_line(page.title)
    if given and lines and lines[0].casefold() == given.casefold():
        given = lines.pop(0)
    sifted = sift(lines)
    kept, notes, byline = dates.take_head_notes(sifted.kept, titled=not given)
    title = given
    if not given and looks_like_title(kept):
        title = kept[0]
    paragraphs = (given, *kept) if given else kept
    return Draft(
        paragraphs=paragraphs if kept else (),
        title=title if kept else "",
        url=page.url,
        outlet=page.outlet,
        byline=byline,
        published=dates.find(page, [note.text for note in notes], kept),
        previous_title=sifted.previous_title,
        next_title=sifted.next_title,
        furniture=(*notes, *sifted.furniture),
    )


def looks_like_title(paragraphs: tuple[str, ...]) -> bool:
    """Whether the first of ``paragraphs`` is a title: short, no statement, a report under it."""
    if len(paragraphs) < 2:
        return False
    first = paragraphs[0]
    if len(first) > _TITLE_CHARS or len(first.split()) > _TITLE_WORDS:
        return False
    if not any(map(str.isalpha, first)):
        return False
    bare = first.rstrip("\"'”’»)")
    if bare.endswith((",", ";", ":")):
        return False
    if bare.endswith("."):
        # "... by the U.S." and "..." are titles all the same.
        last = bare.split()[-1]
        return bare.endswith("...") or last.count(".") >= 2
    return not is_sentence(first) or len(first) < len(paragraphs[1])
