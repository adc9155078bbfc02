"""How far stated probabilities agree with how often they are right: errors, scores and a picture.

Expected calibration error (Naeini, Cooper and Hauskrecht, AAAI 2015): put answers in bins by their
probability and average, over answers, the distance between a bin's mean probability and its share
right. *Equal mass* bins hold equally many answers each, *equal width* ones equal ranges of [0, 1].
Brier score: the mean square of (probability - right).

The error of few answers is above zero even for a forecaster who is perfectly right: ``by_chance``
says how far, and belongs beside every figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

BINS: Final = 15
DRAWS: Final = 2000

Chances = NDArray[np.float64]
Rights = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of similar probability: how many, their mean probability, and their share right."""

    n: int
    said: float
    right: float

    def interval(self, z: float = 1.645) -> tuple[float, float]:
        """Wilson's interval of the share right, at 90 % for the default ``z``."""
        middle = (self.right + z * z / (2 * self.n)) / (1 + z * z / self.n)
        spread = self.right * (1 - self.right) / self.n + z * z / (4 * self.n * self.n)
        half = z * spread**0.5 / (1 + z * z / self.n)
        return max(0.0, middle - half), min(1.0, middle + half)


def equal_mass(chances: Chances, rights: Rights, count: int = BINS) -> list[Bin]:
    """Bins of as many answers each, as near as whole answers allow."""
    order = np.argsort(chances, kind="stable")
    edges = np.linspace(0, len(order), count + 1).round().astype(int)
    rows = [order[a:b] for a, b in pairwise(edges.tolist()) if b > a]
    return [_bin(chances[row], rights[row]) for row in rows]


def equal_width(chances: Chances, rights: Rights, count: int = BINS) -> list[Bin]:
    """Bins of as much of [0, 1] each; empty ones are left out."""
    place = np.minimum((chances * count).astype(int), count - 1)
    rows = [np.flatnonzero(place == number) for number in range(count)]
    return [_bin(chances[row], rights[row]) for row in rows if len(row)]


def _bin(chances: Chances, rights: Rights) -> Bin:
    return Bin(len(chances), float(chances.mean()), float(rights.mean()))


def error(bins: Sequence[Bin]) -> float:
    """The expected calibration error, 0 to 1."""
    total = sum(each.n for each in bins)
    return sum(each.n * abs(each.said - each.right) for each in bins) / max(1, total)


def by_chance(chances: Chances, count: int = BINS) -> float:
    """The mean equal-mass error if every probability were exactly true (``DRAWS`` fixed draws)."""
    draws = np.random.default_rng(0).random((DRAWS, len(chances))) < chances
    return float(np.mean([error(equal_mass(chances, draw, count)) for draw in draws]))


def figures(chances: Chances, rights: Rights) -> dict[str, float]:
    """Every figure of a set of answers; ``brier_base`` is that of always saying the share right."""
    share = float(rights.mean())
    return {
        "ece_mass": error(equal_mass(chances, rights)),
        "ece_width": error(equal_width(chances, rights)),
        "ece_by_chance": by_chance(chances),
        "brier": float(np.mean((chances - rights) ** 2)),
        "brier_base": share * (1 - share),
        "said_mean": float(chances.mean()),
        "right_share": share,
    }


#: Size of a panel of the plot in pixels, and its margins: left, top, right, bottom.
SIDE: Final = 300
MARGIN: Final = (56, 44, 16, 92)
INK: Final = "#1f2933"
FAINT: Final = "#9aa5b1"
COLOUR: Final = "#1f6feb"


def plot(panels: Sequence[tuple[str, Chances, Rights]]) -> str:
    """An SVG of reliability plots side by side: share right over probability said.

    A dot an equal-mass bin with its 90 % interval; bars below say how many answers lie where. Same
    input, same bytes.
    """
    left, top, right, bottom = MARGIN
    width = len(panels) * (left + SIDE + right)
    height = top + SIDE + bottom
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" font-family="sans-serif" font-size="12" fill="{INK}">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for number, (title, chances, rights) in enumerate(panels):
        x0 = number * (left + SIDE + right) + left
        lines += _panel(title, equal_mass(chances, rights), x0, top)
        lines += _strip(chances, x0, top + SIDE + 56)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _panel(title: str, bins: Sequence[Bin], x0: int, y0: int) -> list[str]:
    def x(value: float) -> str:
        return f"{x0 + value * SIDE:.1f}"

    def y(value: float) -> str:
        return f"{y0 + (1 - value) * SIDE:.1f}"

    def line(x1: str, y1: str, x2: str, y2: str, more: str) -> str:
        return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {more}/>'

    def words(at: str, height: str, text: str, more: str = 'text-anchor="middle"') -> str:
        return f'<text x="{at}" y="{height}" {more}>{text}</text>'

    total = sum(each.n for each in bins)
    parts = [words(x(0.5), f"{y0 - 26}", title, 'text-anchor="middle" font-weight="bold"')]
    parts.append(words(x(0.5), f"{y0 - 9}", f"{total} events, calibration error {error(bins):.3f}"))
    for tick in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        grid = f'stroke="{FAINT}" stroke-width="0.4"'
        parts += [
            line(x(tick), y(0), x(tick), y(1), grid),
            line(x(0), y(tick), x(1), y(tick), grid),
        ]
        parts.append(words(x(tick), f"{y0 + SIDE + 16}", f"{tick:.1f}"))
        parts.append(words(f"{x0 - 6}", y(tick - 0.013), f"{tick:.1f}", 'text-anchor="end"'))
    parts.append(line(x(0), y(0), x(1), y(1), f'stroke="{FAINT}" stroke-dasharray="5 4"'))
    for each in bins:
        low, high = each.interval()
        parts.append(line(x(each.said), y(low), x(each.said), y(high), f'stroke="{COLOUR}"'))
        parts.append(f'<circle cx="{x(each.said)}" cy="{y(each.right)}" r="4" fill="{COLOUR}"/>')
    parts.append(words(x(0.5), f"{y0 + SIDE + 76}", "confidence said; bars: how many events"))
    middle = f"{y0 + SIDE / 2:.0f}"
    turned = f'text-anchor="middle" transform="rotate(-90 {x0 - 38} {middle})"'
    parts.append(words(f"{x0 - 38}", middle, "share right", turned))
    return parts


def _strip(chances: Chances, x0: int, floor: int) -> list[str]:
    """Bars of how many answers lie in each twentieth of [0, 1]."""
    counts = np.histogram(chances, bins=20, range=(0, 1))[0]
    step = SIDE / len(counts)
    heights = 32 * counts / max(1, counts.max())
    return [
        f'<rect x="{x0 + place * step + 1:.1f}" y="{floor - tall:.1f}" width="{step - 2:.1f}"'
        f' height="{tall:.1f}" fill="{FAINT}"/>'
        for place, tall in enumerate(heights.tolist())
        if tall
    ]
