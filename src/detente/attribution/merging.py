"""Two proposers, one list: what the rules and the tagger both saw is one proposal.

The tagger reads surfaces better (it has seen thousands of annotated cues); the rules know nesting and
know why. So the tagger's spans win where both speak, the rules fill in a source the tagger missed, and what only
the rules saw stays when it is something a one-label-a-word tagger cannot say: a claim inside a claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.attribution.proposals import Proposal, shared, size

#: Below this a proposal that only one proposer made is not believed.
LEAST_CONFIDENCE = 0.5


def merge(rules: Sequence[Proposal], tagged: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """One list from two, in order of content; either may be empty."""
    if not tagged:
        return _distinct(rules)
    if not rules:
        return _distinct(tagged)
    merged: list[Proposal] = []
    used: set[int] = set()
    for proposal in tagged:
        partner = _partner(proposal, rules, used)
        if partner is None:
            merged.append(proposal)
            continue
        used.add(partner)
        merged.append(_blend(proposal, rules[partner]))
    for number, proposal in enumerate(rules):
        if number not in used and _adds(proposal, tagged):
            merged.append(proposal)
    return _distinct(merged)


def _partner(proposal: Proposal, rules: Sequence[Proposal], used: set[int]) -> int | None:
    best, best_score = None, 0.0
    for number, rule in enumerate(rules):
        if number in used or not shared((proposal.cue,), (rule.cue,)):
            continue
        score = 1.0 + shared(proposal.content, rule.content)
        if score > best_score:
            best, best_score = number, score
    return best


def _blend(tagged: Proposal, rule: Proposal) -> Proposal:
    source = tagged.source or rule.source
    content = tagged.content
    overlap = shared(tagged.content, rule.content)
    if size(rule.content) > size(tagged.content) and overlap == size(tagged.content):
        # The tagger's windows end at paragraphs and it splits long contents; the rules see the marks.
        content = rule.content if size(tagged.content) < 0.6 * size(rule.content) else content
    return replace(
        tagged,
        source=source,
        content=content or rule.content,
        confidence=1 - (1 - tagged.confidence) * (1 - rule.confidence),
    )


def _adds(rule: Proposal, tagged: Sequence[Proposal]) -> bool:
    """Whether the tagger could not have said this: its cue lies inside another content, or nothing is near."""
    nested = any(shared((rule.cue,), other.content) for other in tagged)
    if nested:
        return rule.confidence >= 0.65
    clash = any(shared(rule.content, other.content) > size(rule.content) / 2 for other in tagged)
    return rule.confidence >= (0.85 if clash else 0.65)


def _distinct(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """One proposal a cue word: the surer, then the longer one."""
    ranked = sorted(
        proposals, key=lambda p: (-p.confidence, -size(p.content), p.cue, p.content, p.source)
    )
    kept: list[Proposal] = []
    for proposal in ranked:
        if proposal.content and not any(shared((proposal.cue,), (other.cue,)) for other in kept):
            kept.append(proposal)
    return tuple(sorted(kept, key=lambda p: (p.content, p.cue, p.source)))
