"""Records made by naming words instead of counting characters, for tests and examples."""

from __future__ import annotations

from typing import Any

from detente.records import Article, Claim, Event, Kind, Mention, Span


class Draft:
    """Finds words in a text and makes records of them.

    Args:
        text: title, blank line, body.
        title: its title; empty when it has none.
        article_id: an identifier; any will do.
    """

    def __init__(self, text: str, title: str = "", article_id: str = "draft") -> None:
        self.article = Article(article_id=article_id, text=text, title=title)

    def span(self, words: str, occurrence: int = 1) -> Span:
        """Where ``words`` stand for the given time; ValueError when they do not."""
        start = -1
        for _ in range(occurrence):
            start = self.article.text.index(words, start + 1)
        return Span(start, start + len(words))

    def mention(
        self,
        mention_id: str,
        words: str,
        kind: Kind,
        occurrence: int = 1,
        **facts: Any,
    ) -> Mention:
        """A mention of ``words``; ``head`` may be given as words within them."""
        span = self.span(words, occurrence)
        head_words = facts.pop("head", words)
        start = span.start + words.index(head_words)
        facts.setdefault("chain", mention_id)
        return Mention(mention_id, span, kind, head=Span(start, start + len(head_words)), **facts)

    def claim(
        self,
        claim_id: str,
        speaker: str | None,
        cue: str | Span,
        *content: str,
        **facts: Any,
    ) -> Claim:
        """A claim; ``cue`` is its words or their span, empty for none."""
        values: dict[str, Any] = {
            "relays": (),
            "addressee": None,
            "quotation": "indirect",
            "stance": "asserted",
            "within": None,
            "confidence": 0.9,
        }
        return Claim(
            claim_id=claim_id,
            article_id=self.article.article_id,
            speaker=speaker,
            cue=self.span(cue) if isinstance(cue, str) and cue else cue or None,
            content=tuple(self.span(words) for words in content),
            **values | facts,
        )

    def event(self, event_id: str, kind: str, trigger: str, *evidence: str, **facts: Any) -> Event:
        """A PLOVER event of type ``kind``."""
        values: dict[str, Any] = {
            "claim_id": None,
            "ontology": "PLOVER",
            "mode": "",
            "contexts": (),
            "initiator": None,
            "recipient": None,
            "status": "happened",
            "first_day": None,
            "last_day": None,
            "day_basis": "unknown",
            "place": None,
            "about": (),
            "intensity": 0.0,
            "confidence": 0.8,
        }
        return Event(
            event_id=event_id,
            article_id=self.article.article_id,
            type=kind,
            trigger=self.span(trigger),
            evidence=tuple(self.span(words) for words in evidence),
            **values | facts,
        )

    def sentences(self) -> tuple[Span, ...]:
        """Sentences by their full stops: enough for texts that are written to be simple."""
        spans, start = [], 0
        text = self.article.text
        for place, letter in enumerate(text):
            ends = letter in ".?!" or (letter == "”" and text[place - 1 : place] in (".", "?", "!"))
            closes = ends and (place + 1 == len(text) or text[place + 1].isspace())
            if letter == "\n" or closes:
                stop = place if letter == "\n" else place + 1
                if text[start:stop].strip():
                    lead = len(text[start:stop]) - len(text[start:stop].lstrip())
                    spans.append(Span(start + lead, stop))
                start = place + 1
        if text[start:].strip():
            spans.append(Span(start, len(text)))
        return tuple(spans)
