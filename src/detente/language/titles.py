"""Long titles of agreements are one name, though the tagger cuts them at their small words.

"Treaty on the Prohibition of Harmful Fishing in Shared Waters": whoever reads pieces of it as names finds
organisations that are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_NAMED: Final = frozenset(
    {"Agreement", "Treaty", "Convention", "Protocol", "Accord", "Accords", "Pact", "Memorandum"}
)
_ABOUT: Final = frozenset({"on", "for", "concerning", "regarding", "against"})
_SMALL: Final = frozenset({"of", "and", "the", "to", "in", "for", "on", "their", "a", "with", "by"})
#: Words of a title in capitals, without the one that says what it is; fewer are read as they are tagged.
LEAST: Final = 3


def joined(forms: Sequence[str], sentence: Sequence[int], names: Sequence[str]) -> list[str]:
    """The BIO labels of ``names``, with each long title of an agreement as one ``LAW``. Shape: as given."""
    mended = list(names)
    for first, form in enumerate(forms[:-1]):
        if form not in _NAMED or forms[first + 1] not in _ABOUT:
            continue
        last, capitals = first, 0
        for index in range(first + 1, len(forms)):
            if sentence[index] != sentence[first]:
                break
            if forms[index][0].isupper():
                last, capitals = index, capitals + 1
            elif forms[index] not in _SMALL | _ABOUT:
                break
        if capitals >= LEAST:
            mended[first : last + 1] = ["B-LAW", *["I-LAW"] * (last - first)]
            if mended[last + 1 : last + 2] and mended[last + 1].startswith("I-"):
                mended[last + 1] = "B-" + mended[last + 1][2:]
    return mended
