"""PLOVER modes and contexts: how it was done, and what it was about in the manual's own list."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources
from typing import Final

from detente.coding.deeds import Deed
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


@cache
def _contexts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = resources.files("detente.coding") / "tables" / "contexts.csv"
    with table.open("r", encoding="utf-8") as stream:
        return tuple(
            (
                row["context"],
                re.compile(
                    r"\b(?:" + "|".join(re.escape(p) for p in row["phrases"].split("|")) + r")\b"
                ),
            )
            for row in csv.DictReader(stream)
        )


def contexts_of(deed: Deed, sentence: str) -> tuple[str, ...]:
    """The row's own contexts first, then those whose words stand in the sentence, in table order."""
    lowered = sentence.lower()
    found = list(deed.trigger.contexts)
    for name, pattern in _contexts():
        if name not in found and pattern.search(lowered):
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
