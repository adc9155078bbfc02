"""The attributor: proposals in, claims out, each step a module of its own.

``rules`` and ``tagger`` propose, ``merging`` makes one list, ``relays`` says through whom and inside whom, ``speakers``
says who, ``stance`` how far the speaker stands behind it, ``claims`` writes it down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.attribution import rules, tagger
from detente.attribution.claims import make_claims
from detente.attribution.merging import merge, merge_surface
from detente.attribution.proposals import Proposal, Proposer, WordRange
from detente.attribution.relays import arrange
from detente.attribution.speakers import Cast
from detente.attribution.syntax import Syntax
from detente.records import Annotation, Article, Claim, Span
from detente.seams import ActorBase


@dataclass(frozen=True, slots=True)
class SurfaceAttribution:
    """One attribution as it stands in the text: spans of source, cue and content, pronouns kept."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


class QuotationAttributor:
    """Finds every claim of a report (the seam ``Attributor``).

    Args:
        tagger: the learned proposer, the shipped one unless told otherwise; None works by rules alone.
    """

    def __init__(self, tagger: Proposer | None = tagger.propose) -> None:
        self._tagger = tagger

    def attribute(
        self, article: Article, annotation: Annotation, actors: ActorBase
    ) -> tuple[Annotation, tuple[Claim, ...]]:
        """The annotation with any mention the claims needed, and the claims in order of content."""
        if len(annotation.words) == 0:
            return annotation, ()
        syntax = Syntax(article, annotation)
        proposals = merge(syntax, *self._proposed(syntax))
        cast = Cast(syntax)
        claims = make_claims(syntax, arrange(syntax, proposals), cast)
        if not cast.added:
            return annotation, claims
        mentions = sorted(
            (*annotation.mentions, *cast.added.values()),
            key=lambda mention: (mention.span, mention.mention_id),
        )
        widened = replace(annotation, mentions=tuple(mentions))
        return _resolved(article, annotation, widened, actors), claims

    def surface(self, article: Article, annotation: Annotation) -> tuple[SurfaceAttribution, ...]:
        """Surface spans after merging, in PolNeAR's manner."""
        if len(annotation.words) == 0:
            return ()
        syntax = Syntax(article, annotation)
        merged = merge_surface(syntax, *self._proposed(syntax))
        return tuple(_on_surface(syntax, proposal) for proposal in merged)

    def _proposed(self, syntax: Syntax) -> tuple[tuple[Proposal, ...], tuple[Proposal, ...]]:
        """What the rules and what the tagger propose."""
        tagged: tuple[Proposal, ...] = ()
        # A guest annotator may bring no vectors; then the rules work alone.
        if self._tagger is not None and (
            self._tagger is not tagger.propose or syntax.words.states.any()
        ):
            tagged = self._tagger(syntax.article, syntax.annotation)
        return rules.propose_from(syntax), tagged


def surface_attributions(
    article: Article, annotation: Annotation, tagger: Proposer | None = tagger.propose
) -> tuple[SurfaceAttribution, ...]:
    """Surface spans of every attribution, for the PolNeAR figures; ``tagger`` None: by rules alone."""
    return QuotationAttributor(tagger).surface(article, annotation)


def _resolved(
    article: Article, before: Annotation, widened: Annotation, actors: ActorBase | None
) -> Annotation:
    """The widened annotation with actors filled in for the new mentions only."""
    if actors is None:
        return widened
    known = {mention.mention_id: mention for mention in before.mentions}
    resolved = actors.resolve(article, widened)
    return replace(
        widened,
        mentions=tuple(known.get(mention.mention_id, mention) for mention in resolved.mentions),
    )


def _on_surface(syntax: Syntax, proposal: Proposal) -> SurfaceAttribution:
    def spans(ranges: Sequence[WordRange]) -> tuple[Span, ...]:
        return tuple(syntax.words.span(first, last) for first, last in ranges)

    return SurfaceAttribution(
        source=spans(proposal.source), cue=spans((proposal.cue,)), content=spans(proposal.content)
    )
