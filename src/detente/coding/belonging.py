"""Whose a phrase is: of the countries a report offers for it, the one its clues speak for, or none.

A small network weighs each country by what the phrase is like and by what speaks for it (``clues.py``); no
country is weighed the same way. ``tables/belonging.csv`` holds it, fitted by ``training/coding/fit_belonging.py``
on parties of events that careful readers marked in real reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from detente.coding.clues import Case
from detente.coding.rows import rows_of
from detente.records import Mention
from detente.seams import LENT

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weigher:
    """One hidden layer over a phrase and one of its options; the options of a phrase compete.

    ``phrase`` and ``option`` hold a row of weights for each feature, ``straight`` what a feature of an option adds
    on its own, ``out`` what each hidden unit adds.
    """

    phrase: Mapping[str, int]
    option: Mapping[str, int]
    phrase_rows: Numbers
    option_rows: Numbers
    straight: Numbers
    bias: Numbers
    out: Numbers

    def choose(self, case: Case) -> str:
        """The likeliest country of a case, ``""`` for none."""
        return case.options[int(self.scores(case).argmax())][0]

    def scores(self, case: Case) -> Numbers:
        """How much speaks for each option, in their order; of equals the first is chosen. Shape: ``(options,)``."""
        told = [(self.phrase[n], v) for n, v in case.phrase.items() if n in self.phrase]
        like = self.bias + np.array([v for _, v in told]) @ self.phrase_rows[[n for n, _ in told]]
        values = np.zeros((len(case.options), len(self.option)))
        for line, (_, clues) in enumerate(case.options):
            for name, value in clues.items():
                column = self.option.get(name)
                if column is not None:
                    values[line, column] = value
        hidden = np.maximum(like + values @ self.option_rows, 0)
        found: Numbers = hidden @ self.out + values @ self.straight
        return found


@cache
def shipped() -> Weigher:
    """The network of the package: a row for the bias, one for the outlet, one for each feature."""
    rows: dict[str, list[tuple[str, list[float]]]] = {}
    for row in rows_of("belonging.csv"):
        part, name, *values = row.values()
        rows.setdefault(part, []).append((name, [float(value or 0) for value in values]))
    phrase, option = rows["phrase"], rows["option"]
    return Weigher(
        {name: number for number, (name, _) in enumerate(phrase)},
        {name: number for number, (name, _) in enumerate(option)},
        np.array([values[1:] for _, values in phrase]),
        np.array([values[1:] for _, values in option]),
        np.array([values[0] for _, values in option]),
        np.array(rows["bias"][0][1][1:]),
        np.array(rows["out"][0][1][1:]),
    )


def settled(mention: Mention) -> bool:
    """Whether the actor room has said whose the mention is, so that nothing is weighed.

    It has not where it lent the report's own country, and an armed group is mostly nobody's. An agreement is no party.
    """
    if mention.kind == "agreement":
        return True
    return bool(mention.country) and mention.sector != "REB" and LENT not in mention.reason
