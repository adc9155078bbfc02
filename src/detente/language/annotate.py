"""The annotator: an article in, its sentences, words and mentions out."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.language.coreference import link
from detente.language.encoder import Encoder, model_folder
from detente.language.heads import LanguageHeads
from detente.language.mentions import find_mentions
from detente.language.titles import joined
from detente.language.words import Segmentation, segment
from detente.records import Annotation, Article, Words
from detente.seams import ActorBase


class EncoderAnnotator:
    """Implements :class:`detente.seams.Annotator` with the shipped encoder.

    Args:
        folder: a folder of weights; None for the shipped ones.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or model_folder()
        self._encoder = Encoder(self._folder)

    @cached_property
    def _heads(self) -> LanguageHeads:
        return LanguageHeads(self._folder)

    def words(self, text: str) -> tuple[Segmentation, Words]:
        """The words of any text with tags, names, syntax and vectors."""
        segmentation = segment(text)
        states = self._encoder.encode(text, segmentation)
        heads, relations = self._heads.parse(states, segmentation.sentence)
        tags = self._heads.tag(states)
        names = self._heads.mend(self._heads.name(states), tags, heads, relations)
        forms = [text[a:b] for a, b in zip(segmentation.starts, segmentation.stops, strict=True)]
        names = joined(forms, segmentation.sentence, names)
        return segmentation, Words(
            starts=segmentation.starts,
            stops=segmentation.stops,
            lemmas=tuple(map(self._heads.lemma, forms, tags)),
            tags=tuple(tags),
            heads=tuple(heads),
            relations=tuple(relations),
            entities=tuple(names),
            sentence=segmentation.sentence,
            states=states,
        )

    def heard(self, text: str, upper: Path) -> NDArray[np.float32]:
        """The vectors of the words of a text by other upper layers. Shape: ``(n_words, 384)``, like ``Words.states``.

        Args:
            text: any text.
            upper: a model (ONNX) that goes on from the lower layers of the encoder.
        """
        return self._encoder.encode(text, segment(text), upper)

    def annotate(self, article: Article, actors: ActorBase) -> Annotation:
        """Annotate one article; the answer depends on that article (and the actor base) alone."""
        segmentation, words = self.words(article.text)
        found = find_mentions(article, words, actors.scan(article.text))
        mentions, pronouns = link(article, words, found)
        return Annotation(article.article_id, segmentation.sentences, mentions, words, pronouns)
