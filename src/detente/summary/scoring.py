"""How central each sentence is: TF-IDF against the middle of the report, and where it stands.

The recipe (sublinear TF-IDF, cosine to the mean sentence, a bonus for early sentences, a penalty
for saying again what was picked) beats Lead-3 and every packaged extractive method we measured on
the 100 documents of REALSumm; figures in ``benchmarks/RESULTS.md``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_FUNCTION_WORDS = """a about above after again against all almost also although always am among an
    and another any anyone anything are around as at back be became because been before behind being
    below between both but by can cannot could did do does down during each either else enough even
    ever every few first for from further get give go had has have he hence her here hers herself
    him himself his how however i if in indeed into is it its itself last least less made many may
    me meanwhile might mine more moreover most mostly much must my myself neither never nevertheless
    next no none nor not nothing now of off often on once one only onto or other others otherwise
    our ours out over own part per perhaps please rather re same see seem seemed she should since so
    some somehow someone something still such than that the their them themselves then there
    therefore these they this those though through thus to together too toward towards under until
    up upon us very via was we well were what whatever when where whether which while who whole whom
    whose why will with within without would yet you your yours said says say"""
#: Function words of English: they say nothing about what a sentence is about.
STOP_WORDS = frozenset(_FUNCTION_WORDS.split())
_WORD = re.compile(r"\w\w+")

#: Weight of standing at the head of the report: ``LEAD / (1 + i)`` for sentence ``i``.
LEAD = 0.8
#: A fit of this or less is not fit to be shown while there is anything else.
UNFIT = -0.4
#: Weight of likeness to a sentence already picked.
AGAIN = 0.3


def terms(sentence: str) -> list[str]:
    """The words of ``sentence`` that carry matter, lower case, in order."""
    return [word for word in _WORD.findall(sentence.lower()) if word not in STOP_WORDS]


def vectors(sentences: Sequence[str]) -> NDArray[np.float64]:
    """Unit TF-IDF vectors of ``sentences``, one a row; a sentence without terms is a zero row.

    Shape: ``(len(sentences), distinct terms)``. Term frequency is sublinear (1 + ln tf), inverse
    document frequency smoothed (ln((1 + n) / (1 + df)) + 1) over the sentences of the report.
    """
    counts = [Counter(terms(sentence)) for sentence in sentences]
    vocabulary = {term: column for column, term in enumerate(sorted(set().union(*counts)))}
    matrix = np.zeros((len(sentences), len(vocabulary)), dtype=np.float64)
    for row, count in enumerate(counts):
        for term, times in count.items():
            matrix[row, vocabulary[term]] = 1.0 + np.log(times)
    frequency = (matrix > 0).sum(axis=0)
    matrix *= np.log((1.0 + len(sentences)) / (1.0 + frequency)) + 1.0
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    unit: NDArray[np.float64] = matrix / np.where(lengths > 0, lengths, 1.0)
    return unit


def centrality(matrix: NDArray[np.float64], fit: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cosine of each row to the mean row, plus the bonus for its place, plus its fit.

    A date line or a comment at the head of a report takes no place: places are counted over, and given
    to, the sentences that are fit to be shown. Shape: ``(rows,)``, like ``fit``.
    """
    fair = (fit > UNFIT).astype(np.float64)
    place: NDArray[np.float64] = LEAD * fair / (1.0 + np.cumsum(fair) - fair) + fit
    if not matrix.size:
        return place
    middle = matrix.mean(axis=0)
    likeness: NDArray[np.float64] = matrix @ middle / max(float(np.linalg.norm(middle)), 1e-12)
    return place + likeness


def repetition(matrix: NDArray[np.float64], row: int, picked: Sequence[int]) -> float:
    """What ``row`` loses for saying again what the ``picked`` rows say; 0 when none is picked."""
    if not picked or not matrix.size:
        return 0.0
    return AGAIN * float((matrix[list(picked)] @ matrix[row]).max())
