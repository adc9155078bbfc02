"""Mentions that no annotation holds: noun phrases and pronouns that stand for a party all the same."""

from __future__ import annotations

from typing import Final

from detente.coding.phrasing import PRONOUN_TAGS, sort_of
from detente.coding.syntax import Tree
from detente.records import Mention, Sector

MADE: Final = "~"
"""What the ids of mentions begin with that no annotation holds."""
#: What a word may be tagged that stands for somebody without a noun: "two", "both", "many", "the injured".
_STANDING: Final = ("CD", "DT", "JJ", "JJS", "VBN")
_NOMINAL: Final = frozenset(
    {
        "nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "poss", "appos", "dative", "agent", "amod",
    }
)  # fmt: skip
_ALONE: Final = frozenset({"i", "me", "my", "he", "him", "his", "she", "her", "hers"})


def stands_alone(tree: Tree, index: int, *, held: bool) -> bool:
    """Whether the word may stand for somebody of its own; ``held``: a mention holds it."""
    tag = tree.tag(index)
    if tag in PRONOUN_TAGS:
        return True
    standing = tag in _STANDING and tree.relation(index) in _NOMINAL
    return not held and (tree.is_noun(index) or standing)


def made(tree: Tree, index: int, reach: tuple[int, int], country: str, sector: Sector) -> Mention:
    """The mention headed by the word, over the words of ``reach``; a noun tells the sector where it can."""
    pronoun = tree.tag(index) in PRONOUN_TAGS
    one = tree.lower[index] in _ALONE if pronoun else tree.tag(index) == "NN"
    name = f"{MADE}{index}"
    return Mention(
        mention_id=name,
        span=tree.words.span(*reach),
        kind="person" if one else "group",
        chain=name,
        head=tree.words.span(index, index),
        country=country,
        sector=sector if pronoun else sort_of(tree, index)[1],
        reason="what the report tells of it",
    )
