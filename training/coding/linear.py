"""Named numbers as the rows of a sparse matrix, for what is fitted as a linear choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from scipy import sparse


def rows_of(named: Sequence[Mapping[str, float]], rare: int) -> tuple[sparse.csr_matrix, list[str]]:
    """The matrix, a row a thing, and what its columns are called. Names that fewer than ``rare`` things have are left out."""
    count = Counter(name for each in named for name in each)
    names = sorted(name for name, times in count.items() if times >= rare)
    place = {name: column for column, name in enumerate(names)}
    cells = [
        (line, place[name], value)
        for line, each in enumerate(named)
        for name, value in each.items()
        if name in place
    ]
    lines, columns, values = zip(*cells, strict=True)
    return sparse.csr_matrix((values, (lines, columns)), shape=(len(named), len(names))), names
