"""What a phrase that stands for somebody is like: its noun, its opening, its place in the clause."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import log
from typing import Final

from detente.coding.rows import rows_of
from detente.coding.syntax import Tree
from detente.records import Mention, Sector

PRONOUN_TAGS: Final = ("PRP", "PRP$", "WP", "WDT", "WP$")
_PRONOUNS: Final = {
    "i": "i", "me": "i", "my": "i", "mine": "i", "myself": "i", "we": "we", "us": "we", "our": "we",
    "ours": "we", "ourselves": "we", "you": "you", "your": "you", "yours": "you", "it": "it", "its": "it",
    "itself": "it", "they": "they", "them": "they", "their": "they", "theirs": "they", "themselves": "they",
    "he": "he", "him": "he", "his": "he", "himself": "he", "she": "he", "her": "he", "hers": "he", "herself": "he",
    "who": "who", "whom": "who", "whose": "who", "which": "which", "that": "which",
}  # fmt: skip
_ROLES: Final = {
    "nsubj": "subject", "nsubjpass": "patient", "dobj": "object", "dative": "object", "agent": "agent",
    "poss": "owner", "compound": "modifier", "amod": "modifier", "nmod": "modifier", "appos": "appos",
    "attr": "attr",
}  # fmt: skip
_PLACES: Final = frozenset({"in", "at", "near", "across", "inside", "outside", "around", "on"})
_LINKS: Final = frozenset({"of", "from", "to", "with", "by", "against", "for", "between"})
_OPENERS: Final = {
    "the": "the", "a": "a", "an": "a", "this": "this", "that": "this", "these": "this", "those": "this",
    "its": "its", "their": "its", "his": "its", "her": "its", "our": "our", "my": "our", "no": "any",
    "any": "any", "some": "some", "other": "some", "another": "some", "several": "some", "many": "some",
}  # fmt: skip
#: What an adjective or another noun before the head says of whose somebody is.
_SAYS: Final = {
    "foreign": "foreign", "international": "foreign", "global": "foreign", "western": "foreign", "european": "foreign",
    "arab": "foreign", "african": "foreign", "asian": "foreign", "muslim": "foreign", "regional": "foreign",
    "un": "foreign", "allied": "foreign", "human": "foreign",
    "rebel": "armed", "militant": "armed", "armed": "armed", "terror": "armed", "terrorist": "armed", "jihadist": "armed",
    "islamist": "armed", "extremist": "armed", "insurgent": "armed", "separatist": "armed", "kurdish": "armed", "opposition": "armed",
    "warring": "armed", "radical": "armed", "local": "local", "national": "local", "federal": "local", "state": "local",
    "domestic": "local", "own": "local", "presidential": "local", "ruling": "local", "civilian": "local",
    "other": "other", "relevant": "other", "various": "other", "different": "other", "neighbouring": "other", "neighboring": "other",
    "unidentified": "unknown", "unknown": "unknown", "suspected": "unknown", "alleged": "unknown",
}  # fmt: skip


@cache
def sorts() -> dict[str, tuple[str, Sector]]:
    """Of a noun's lemma: what sort of people or things it means, and their sector."""
    found: dict[str, tuple[str, Sector]] = {}
    for row in rows_of("sorts.csv"):
        for word in row["words"].split():
            found.setdefault(word, (row["sort"], row["sector"]))  # type: ignore[arg-type]
    return found


def sort_of(tree: Tree, index: int) -> tuple[str, Sector]:
    """What sort of people or things a noun means, and their sector; ``("other", "UNK")`` where that is not known."""
    return sorts().get(tree.lemma(index)) or sorts().get(tree.lower[index]) or ("other", "UNK")


def role_of(tree: Tree, top: int) -> str:
    """What a phrase is to its clause, by the word that governs it; coordination is seen through."""
    top = tree.conjunction_head(top)
    relation = tree.relation(top)
    if relation in ("pobj", "pcomp"):
        link = tree.lower[tree.head(top)]
        return "place" if link in _PLACES else link if link in _LINKS else "link"
    return _ROLES.get(relation, "other")


def likeness_of(
    tree: Tree, index: int, first: int, last: int, mention: Mention | None
) -> dict[str, float]:
    """The phrase from word ``first`` to word ``last``, headed by ``index``, as named numbers."""
    tag = tree.tag(index)
    found = {
        f"is {mention.kind}" if mention is not None else "is no mention": 1.0,
        f"tag {tag}": 1.0,
        f"as {role_of(tree, index)}": 1.0,
        "long": log(1 + last - first),
        f"entity {tree.words.entities[index][2:] or 'none'}": 1.0,
        f"opens {_opening(tree, index, first)}": 1.0,
    }
    if tag in PRONOUN_TAGS:
        found[f"pronoun {_PRONOUNS.get(tree.lower[index], 'other')}"] = 1.0
    else:
        found[f"sort {sort_of(tree, index)[0]}"] = 1.0
        found.update(dict.fromkeys(_hung(tree, index), 1.0))
    if tree.relation(index) == "conj":
        found["as one of several"] = 1.0
    if mention is not None:
        found[f"sector {mention.sector}"] = 1.0
        found["sure"] = mention.confidence
        if mention.actor_id:
            found["row"] = 1.0
        if mention.person:
            found["person"] = 1.0
    return found


def _opening(tree: Tree, index: int, first: int) -> str:
    kind = _OPENERS.get(tree.lower[first])
    if kind is not None:
        return kind
    if tree.tag(first) == "CD":
        return "number"
    return "bare" if first == index else "other"


def _hung(tree: Tree, index: int) -> Iterator[str]:
    """What the words before the noun say, and what sort of noun hangs on it: "nationals of seven states"."""
    for child in tree.labelled(index, "amod", "compound", "nmod", "nummod"):
        said = _SAYS.get(tree.lower[child])
        if said is not None:
            yield f"said {said}"
    for link, inner in tree.prepositions(index):
        yield f"{link if link in _LINKS or link in _PLACES else 'link'} sort {sort_of(tree, inner)[0]}"
