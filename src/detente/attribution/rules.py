"""The rule proposer: everything that grammar and quotation marks say about who says what.

Needs no weights. It is one of two proposers behind ``attribute``; the other is the trained ``tagger``.
"""

from __future__ import annotations

from detente.attribution.clausal import verb_proposals
from detente.attribution.headlines import headline_proposals
from detente.attribution.phrasal import phrase_proposals
from detente.attribution.proposals import Proposal, joined
from detente.attribution.quoting import attach_quotations
from detente.attribution.syntax import Syntax
from detente.records import Annotation, Article


def propose(article: Article, annotation: Annotation) -> tuple[Proposal, ...]:
    """Every attribution the rules find, in order of their content."""
    return propose_from(Syntax(article, annotation))


def propose_from(syntax: Syntax) -> tuple[Proposal, ...]:
    """The same, over lookups already built."""
    if syntax.count == 0:
        return ()
    drafts = [
        *verb_proposals(syntax),
        *phrase_proposals(syntax),
        *headline_proposals(syntax),
    ]
    filled = attach_quotations(syntax, drafts)
    sound = {_sound(proposal) for proposal in filled}
    return tuple(
        sorted(
            (proposal for proposal in sound if proposal.content),
            key=lambda proposal: (proposal.content, proposal.cue, proposal.source),
        )
    )


def _sound(proposal: Proposal) -> Proposal:
    """The proposal with ranges in order, none upside down."""
    content = tuple(part for part in proposal.content if part[0] <= part[1])
    return Proposal(proposal.cue, joined(proposal.source), joined(content), proposal.confidence)
