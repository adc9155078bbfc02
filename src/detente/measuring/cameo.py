"""CAMEO triples of a text with the whole chain of ours, which alone may bring the coder vectors of its own."""

from __future__ import annotations

from collections.abc import Callable

from detente.coding.cameo_ear import upper_layers
from detente.coding.triples import CameoTriple, TripleReader
from detente.language.annotate import EncoderAnnotator
from detente.records import Article, Reading


class CameoReader:
    """Reads articles for CAMEO triples. Build once, read many.

    Args:
        read: our pipeline; its words must be the encoder's.
        reader: what chooses the triples; None for what ships.
    """

    def __init__(
        self, read: Callable[[Article], Reading], reader: TripleReader | None = None
    ) -> None:
        self._read = read
        self._reader = reader or TripleReader()
        self._annotator = EncoderAnnotator()

    def triples(self, article: Article) -> tuple[CameoTriple, ...]:
        """The triples of each sentence, the likeliest first."""
        heard = self._annotator.heard(article.text, upper_layers())
        return self._reader.triples(self._read(article), heard)
