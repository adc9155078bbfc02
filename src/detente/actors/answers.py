"""What a phrase was found to mean: the noun that the modules of this room hand one another."""

from __future__ import annotations

from typing import Any, Final, NamedTuple


class Answer(NamedTuple):
    """What a phrase was found to mean. ``row`` is a row of the base or -1.

    ``weight`` orders answers inside a chain by how much their words told (higher tells more).
    """

    row: int = -1
    kind: str = ""
    country: str = ""
    sector: str = "UNK"
    person: str = ""
    role: str = ""
    confidence: float = 0.0
    reason: str = ""
    weight: int = 0
    borrowed: bool = False  #: the country came from the context, not from the phrase
    titled: bool = False  #: the phrase itself says the sector
    settled: bool = False  #: the context of the report could not change the answer
    untitled: str = (
        ""  #: the sector of the bare name, where the base knows the titled office is over
    )
    tells: bool = True  #: whether its country says what the report is about

    def but(self, **told: Any) -> Answer:
        """The answer with some of it told otherwise: what ``_replace`` does, at a third of its cost."""
        cells = list(self)
        for name, value in told.items():
            cells[_PLACES[name]] = value
        return tuple.__new__(Answer, cells)


_PLACES: Final[dict[str, int]] = {name: place for place, name in enumerate(Answer._fields)}
