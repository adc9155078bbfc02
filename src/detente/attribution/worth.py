"""Which attributions are claims: something said, written, thought or shown, not only felt, named or read in."""

from __future__ import annotations

from typing import Final

from detente.attribution import lexicon
from detente.attribution.proposals import Proposal, WordRange, size
from detente.attribution.statements import head_word, mention_at
from detente.attribution.syntax import Syntax

#: Verbs whose subject may be a mere thing that shows something.
_SHOWING: Final = frozenset(
    {
        "underscore", "underline", "highlight", "reveal", "indicate", "suggest", "signal", "confirm", "demonstrate",
        "prove", "mean", "imply", "reflect", "show", "emphasize", "emphasise", "stress", "reaffirm", "affirm",
        "disclose", "hint", "maintain", "frame",
    }
)  # fmt: skip
#: Passives of these that nobody is named for tell a state: "was found guilty", "was held in a cell".
_NOBODYS: Final = frozenset({"find", "hold", "observe", "suppose", "consider", "ask", "recognize"})
_DEPENDENT: Final = frozenset({"acl", "advcl", "prep", "amod", "relcl", "dep"})
_FINITE: Final = frozenset({"VBZ", "VBD", "VBP", "MD"})
#: Sureness inside another's words: of rule and tagger together, and of a rule that saw a clause.
_SURE_NESTED: Final = 0.87
_CLAUSE: Final = 0.72
#: Below this a statement is not worth printing as a claim.
LEAST_CONFIDENCE: Final = 0.45


def is_claim(syntax: Syntax, proposal: Proposal, *, nested: bool = False) -> bool:
    """Whether an attribution is something said, written, thought or shown, not only felt or intended."""
    if proposal.confidence < LEAST_CONFIDENCE:
        return False
    if proposal.source and own_words(syntax, proposal):
        return False
    if nested and not _is_worded(syntax, proposal):
        return False
    first, last = proposal.cue
    known: lexicon.Cue | None = None
    for index in range(last, first - 1, -1):
        entry = lexicon.of_tag(syntax.words.lemmas[index], syntax.tags[index])
        if entry is not None:
            known = entry
            break
    if known is None:
        return (
            bool(proposal.source)
            or syntax.lower[first] in lexicon.HEARSAY
            or (proposal.confidence >= 0.6 and size(proposal.content) >= 4)
        )
    if _is_nobodys(syntax, proposal, known) or _takes_lives(syntax, proposal, known):
        return False
    if not known.is_claim:
        return _is_utterance(syntax, proposal) or _gives_name(syntax, proposal, known)
    return not _is_gloss(syntax, proposal, known)


def _is_worded(syntax: Syntax, proposal: Proposal) -> bool:
    """Whether an attribution inside another's words has words of its own: "asked for his resignation" has none.

    Both proposers together make 0.8 sure; a single rule's object or phrase is too little there.
    """
    if syntax.lower[proposal.cue[0]] in lexicon.HEARSAY or proposal.confidence >= _SURE_NESTED:
        return True
    cues = [
        lexicon.of_tag(syntax.words.lemmas[word], syntax.tags[word])
        for word in range(proposal.cue[0], proposal.cue[1] + 1)
    ]
    if any(cue is not None and cue.kind == "deny" for cue in cues):
        return True
    if syntax.is_noun(proposal.cue[1]) and is_clause(syntax, proposal.content):
        return True
    behind = any(first > proposal.cue[1] for first, _ in proposal.content)
    quoted = syntax.quoted_at[proposal.cue[0]] >= 0
    return proposal.confidence >= _CLAUSE and (
        not quoted or (behind and size(proposal.content) >= 3)
    )


def own_words(syntax: Syntax, proposal: Proposal) -> bool:
    """As in "I think" inside one's own words is no claim of another (READING.md 6.4)."""
    first = proposal.source[0][0]
    if syntax.lower[first] == "this" and syntax.quoted_at[first] >= 0:
        return True  # "This Court has already concluded", says the court
    # The tag parts "us" from "US".
    return syntax.lower[first] in lexicon.OWN_PRONOUNS and syntax.tags[first].startswith("PRP")


def speaks(syntax: Syntax, proposal: Proposal) -> bool:
    """Whether the cue is one of words, not of finding, showing or liking; unknown cues count as words."""
    first, last = proposal.cue
    known = [lexicon.of_tag(syntax.words.lemmas[w], syntax.tags[w]) for w in range(first, last + 1)]
    cues = [cue for cue in known if cue is not None]
    return not cues or any(
        cue.is_claim
        and cue.kind not in {"see", "show", "seem"}
        and cue.lemma not in {"find", "appear", "seem"}
        for cue in cues
    )


def is_thought(syntax: Syntax, proposal: Proposal) -> bool:
    """Whether the cue only says what somebody thinks, expects or takes a thing for."""
    first, last = proposal.cue
    known = (lexicon.of_tag(syntax.words.lemmas[w], syntax.tags[w]) for w in range(first, last + 1))
    return any(
        cue is not None and cue.kind in {"think", "see", "predict", "judge", "attitude", "seem"}
        for cue in known
    )


def is_clause(syntax: Syntax, content: tuple[WordRange, ...]) -> bool:
    """Whether a content says something of its own: it has a finite verb."""
    return any(syntax.tags[w] in _FINITE for first, last in content for w in range(first, last + 1))


def _takes_lives(syntax: Syntax, proposal: Proposal, cue: lexicon.Cue) -> bool:
    """As in "the storm claimed 12 lives"."""
    return cue.lemma == "claim" and any(
        syntax.lower[last] in {"life", "lives", "victim", "victims"} for _, last in proposal.content
    )


def _is_utterance(syntax: Syntax, proposal: Proposal) -> bool:
    """Whether whole quoted sentences follow a cue of any kind: 'addressed the nation: "We will rebuild."'."""
    if not proposal.source or syntax.quoted_at[proposal.cue[0]] >= 0:
        return False
    return any(
        syntax.quoted_at[min(first + 1, last)] >= 0
        and last - first >= 4
        and is_clause(syntax, ((first, last),))
        and syntax.lower[first - 1] in {",", ":"}
        for first, last in proposal.content
        if first > proposal.cue[1]
    )


def _gives_name(syntax: Syntax, proposal: Proposal, cue: lexicon.Cue) -> bool:
    """As in "referred to the raid as a mistake"."""
    return cue.lemma == "refer" and any(
        "as" in syntax.lower[first : last + 1] for first, last in proposal.content
    )


def _is_gloss(syntax: Syntax, proposal: Proposal, cue: lexicon.Cue) -> bool:
    """Whether the outlet itself reads something into a thing: "this framing underlines that ...".

    A report, a poll or an image may show; a framing, a stance or a remark only shows what the outlet sees in it.
    """
    if not proposal.source:
        return False
    shows = cue.kind in {"show", "see", "predict"} or cue.lemma in _SHOWING
    head = head_word(syntax, proposal.source[0])
    lowered, lemma = syntax.lower[head], syntax.words.lemmas[head]
    if lowered in {"it", "this", "that", "these", "which", "what"}:
        return shows
    if syntax.tags[head].startswith("PRP"):
        return False
    if lexicon.can_speak(lowered, lemma):
        return False
    mention = mention_at(syntax, proposal.source[0])
    start = syntax.words.starts[head]
    if (
        mention is not None
        and mention.kind != "place"
        and mention.span.start <= start < mention.span.stop
    ):
        return False
    return shows or (lowered in lexicon.STATEMENT_NOUNS and cue.kind not in {"read", "say"})


def _is_nobodys(syntax: Syntax, proposal: Proposal, cue: lexicon.Cue) -> bool:
    """Whether the words only tell a state or a name: "was found guilty", "an area called the Ellipse"."""
    first, last = proposal.cue
    if any(syntax.tags[word] in {"VBD", "VBZ", "VBP", "VBG", "VB", "NN"} for word in (last,)):
        return False
    verb = next((w for w in range(last, first - 1, -1) if syntax.tags[w] == "VBN"), None)
    if verb is None or syntax.agent(verb) is not None:
        return False
    if cue.kind == "call":
        helped = any(syntax.relations[c] in {"aux", "auxpass"} for c in syntax.children[verb])
        return not helped and syntax.subject(verb) is None and syntax.relations[verb] in _DEPENDENT
    said_of_it = any(syntax.lower[c] == "it" for c in syntax.children[verb] if c < verb)
    return not proposal.source and cue.lemma in _NOBODYS and not said_of_it
