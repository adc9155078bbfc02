"""PLOVER modes and contexts: how it was done, and what it was about in the manual's own list."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from detente.coding.deeds import Deed
from detente.coding.rows import rows_of
from detente.coding.syntax import Tree

_ASSAULT_MODES: Final = (
    ("drone", "drone uav"),
    ("aerial", "airstrike airstrikes air warplane warplanes jet jets bomb bombs bombed"),
    ("suicide-attack", "suicide"),
    ("heavy-weapons", "missile missiles rocket rockets artillery shell shells mortar tank tanks"),
    ("explosives", "mine mines ied explosive explosives car-bomb"),
    ("firearms", "gun guns gunman gunmen rifle rifles bullet bullets"),
    ("primitive", "knife knives stone stones machete machetes arson"),
)
_REQUEST_MODES: Final = (
    ("meet", "talks talk meeting negotiate negotiations summit meet dialogue"),
    ("yield", "release free withdraw withdrawal lift ceasefire stop halt end cease"),
    ("assist", "aid help support send weapons assistance funds cooperate cooperation"),
    ("change", "reform resign policy elections law change"),
)


_WORD: Final = re.compile(r"\w+")


class _Context(NamedTuple):
    """A context by its words, and by its phrases of several words."""

    name: str
    words: frozenset[str]
    phrases: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _contexts() -> tuple[_Context, ...]:
    found: list[_Context] = []
    for row in rows_of("contexts.csv"):
        told = row["phrases"].split("|")
        words = frozenset(phrase for phrase in told if _WORD.fullmatch(phrase))
        longer = [phrase for phrase in told if phrase not in words]
        patterns = [re.compile(rf"\b{re.escape(phrase)}\b") for phrase in longer]
        found.append(_Context(row["context"], words, tuple(zip(longer, patterns, strict=True))))
    return tuple(found)


def contexts_of(deed: Deed, sentence: str) -> tuple[str, ...]:
    """The row's own contexts first, then those whose words stand in the sentence, in table order."""
    lowered = sentence.lower()
    words = set(_WORD.findall(lowered))
    found = list(deed.trigger.contexts)
    for name, named, phrases in _contexts():
        told = not named.isdisjoint(words) or any(
            phrase in lowered and pattern.search(lowered) for phrase, pattern in phrases
        )
        if told and name not in found:
            found.append(name)
    return tuple(found)


def mode_of(deed: Deed, tree: Tree) -> str:
    """The mode the trigger's row gives, or the one the words of its clause give; empty when neither."""
    if deed.kind == deed.trigger.kind and deed.trigger.mode:
        return deed.trigger.mode
    choices = {"ASSAULT": _ASSAULT_MODES, "REQUEST": _REQUEST_MODES, "REJECT": _REQUEST_MODES}
    words = {tree.lower[word] for word in tree.below(deed.index)}
    for mode, names in choices.get(deed.kind, ()):
        if words & set(names.split()):
            return mode
    if deed.kind == "SANCTION":
        return "discontinue"
    return ""
