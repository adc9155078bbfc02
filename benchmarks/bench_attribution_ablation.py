"""What each part of attribution is worth: rules, tagger, both; linkers; coreference; int8 against fp32.

Annotation is made once per set and shared by the variants. PolNeAR dev is scored on the surface,
gold/dev on claims. Without coreference every mention is a chain of its own and a pronoun belongs to
none, so that a pronoun's speaker is the nearest mention that fits. "Tagger alone" links as it was trained to:
each cue labels its own source and content. "Greedy linker" pools the same segments and gives each to the
nearest cue, a paragraph break counting 400 characters, as in the field notes (``field/attribution.md``). ``--fp32 DIR`` adds the whole on the
vectors of an encoder folder in single precision (same files as ``detente/language/model``).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from detente.attribution.attribute import QuotationAttributor
from detente.attribution.merging import SURE_ALONE
from detente.attribution.proposals import Proposal, WordRange, joined
from detente.attribution.syntax import Syntax
from detente.language.annotate import EncoderAnnotator
from detente.measuring import gold, polnear
from detente.measuring.polnear import Attribution
from detente.measuring.tally import Scores
from detente.pipeline import Pipeline
from detente.records import Annotation, Article, Claim, Mention
from record import options, timed, write

TOPIC = "attribution_ablation"
#: What a paragraph break between a segment and a cue counts, in characters.
PARAGRAPH = 400
POLNEAR = "PolNeAR dev"
GOLD = "gold/dev"
GOLD_FIGURES = ("claims_content_f1", "claims_who_said_what_f1", "stance_accuracy")
POLNEAR_FIGURES = ("seg_source_f1", "seg_cue_f1", "seg_content_f1", "content_j50_f1",
                   "who_said_what_f1")  # fmt: skip

Annotated = list[tuple[Article, Annotation]]


class TaggerAlone(QuotationAttributor):
    """Ours without a rule's proposals; relays, speakers and stance stay as they are."""

    def _proposed(self, syntax: Syntax) -> tuple[tuple[Proposal, ...], tuple[Proposal, ...]]:
        return (), super()._proposed(syntax)[1]


class GreedyTagger(QuotationAttributor):
    """The tagger alone, its segments pooled and linked anew: each goes to the nearest cue."""

    def _proposed(self, syntax: Syntax) -> tuple[tuple[Proposal, ...], tuple[Proposal, ...]]:
        return (), nearest_cue_links(syntax, super()._proposed(syntax)[1])


def nearest_cue_links(syntax: Syntax, tagged: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The proposals sure enough to count, every distinct source and content given to the nearest cue."""
    sure = [proposal for proposal in tagged if proposal.confidence >= SURE_ALONE]
    starts, stops = syntax.words.starts, syntax.words.stops

    def distance(segment: WordRange, cue: WordRange) -> int:
        gap = max(starts[segment[0]] - stops[cue[1]], starts[cue[0]] - stops[segment[1]], 0)
        return gap + PARAGRAPH * abs(syntax.paragraph[segment[0]] - syntax.paragraph[cue[0]])

    def dealt(segments: set[WordRange]) -> dict[int, list[WordRange]]:
        hands: dict[int, list[WordRange]] = {}
        for segment in sorted(segments):
            apart = [n for n, p in enumerate(sure) if not segment[0] <= p.cue[0] <= segment[1]]
            if apart:
                nearest = min(apart, key=lambda n: (distance(segment, sure[n].cue), n))
                hands.setdefault(nearest, []).append(segment)
        return hands

    sources = dealt({part for proposal in sure for part in proposal.source})
    contents = dealt({part for proposal in sure for part in proposal.content})
    return tuple(
        replace(proposal, source=tuple(sources.get(n, ())), content=joined(tuple(contents[n])))
        for n, proposal in enumerate(sure)
        if n in contents
    )


def without_coreference(annotation: Annotation) -> Annotation:
    """The same annotation with every mention a chain of its own and no pronoun resolved."""
    alone = tuple(replace(mention, chain=mention.mention_id) for mention in annotation.mentions)
    return replace(annotation, mentions=alone, pronouns=())


def articles_of(rows: list[dict[str, Any]]) -> list[Article]:
    """The gold reports as articles, text untouched."""
    return [
        Article(str(row["article_id"]), row["text"], title=str(row.get("title") or ""))
        for row in rows
    ]


def surface(attributor: QuotationAttributor, annotated: Annotated) -> list[list[Attribution]]:
    """Attributions as the texts word them."""
    return [
        [Attribution(a.source, a.cue, a.content) for a in attributor.surface(article, annotation)]
        for article, annotation in annotated
    ]


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "id": mention.mention_id, "start": mention.span.start, "stop": mention.span.stop,
        "kind": mention.kind, "country": mention.country or None, "sector": mention.sector or None,
        "person": mention.person or None,
    }  # fmt: skip


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.claim_id, "speaker": claim.speaker, "relays": list(claim.relays),
        "cue": [claim.cue.start, claim.cue.stop] if claim.cue else None,
        "content": [[span.start, span.stop] for span in claim.content],
        "quotation": claim.quotation, "stance": claim.stance, "within": claim.within,
    }  # fmt: skip


def readings(
    attributor: QuotationAttributor, pipeline: Pipeline, annotated: Annotated
) -> list[dict[str, Any]]:
    """Claims and mentions in the gold format; no events, which are not measured here."""
    answers = []
    for article, annotation in annotated:
        widened, claims = attributor.attribute(article, annotation, pipeline.actors)
        answers.append(
            {
                "article_id": article.article_id,
                "mentions": [_mention(mention) for mention in widened.mentions],
                "claims": [_claim(claim) for claim in claims],
                "events": [],
            }
        )
    return answers


class Bench:
    """The sets, read once, and the two ways to score a variant on them."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        data = arguments.shared / "data"
        self.arguments = arguments
        self.documents = polnear.load(data / "attribution/polnear/dev")[: arguments.limit]
        self.rows = gold.load(data / "gold/dev.jsonl")[: arguments.limit]
        self.pipeline = Pipeline.build()

    def annotate(self, annotator: EncoderAnnotator | None = None) -> tuple[Annotated, Annotated]:
        """PolNeAR dev and gold/dev annotated, by the shipped encoder or another."""
        chain = replace(self.pipeline, annotator=annotator) if annotator else self.pipeline
        texts = [Article(document.name, document.text) for document in self.documents]
        reports = articles_of(self.rows)
        return (
            [(article, chain.annotate(article)) for article in texts],
            [(article, chain.annotate(article)) for article in reports],
        )

    def on_polnear(self, name: str, attributor: QuotationAttributor, on: Annotated) -> None:
        """One line of surface figures."""
        self._write(name, POLNEAR, POLNEAR_FIGURES, lambda: polnear.score(
            self.documents, surface(attributor, on)))  # fmt: skip

    def on_gold(self, name: str, attributor: QuotationAttributor, on: Annotated) -> None:
        """One line of claim figures."""
        self._write(name, GOLD, GOLD_FIGURES, lambda: gold.score(
            self.rows, readings(attributor, self.pipeline, on)))  # fmt: skip

    def _write(
        self, name: str, split: str, figures: tuple[str, ...], work: Callable[[], Scores]
    ) -> None:
        scores, seconds = timed(work)
        kept = {figure: scores.figures[figure] for figure in figures}
        write(self.arguments, TOPIC, name, split, scores.n, kept, seconds=seconds)


def main() -> None:
    parser = options(__doc__ or "")
    parser.add_argument("--fp32", type=Path, help="folder of the encoder in single precision")
    arguments = parser.parse_args()
    bench = Bench(arguments)
    both = QuotationAttributor()
    variants = (("rules alone", QuotationAttributor(None)), ("tagger alone", TaggerAlone()),
                ("tagger alone, greedy linker", GreedyTagger()), ("both", both))  # fmt: skip
    news, reports = bench.annotate()
    for name, attributor in variants:
        bench.on_polnear(name, attributor, news)
        bench.on_gold(name, attributor, reports)
    alone = [(article, without_coreference(annotation)) for article, annotation in reports]
    bench.on_gold("both, no coreference", both, alone)
    if arguments.fp32:
        news, reports = bench.annotate(EncoderAnnotator(arguments.fp32))
        bench.on_polnear("both, fp32 encoder", both, news)
        bench.on_gold("both, fp32 encoder", both, reports)


if __name__ == "__main__":
    main()
