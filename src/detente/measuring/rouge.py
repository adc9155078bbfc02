"""ROUGE-1, ROUGE-2 and ROUGE-Lsum with stemming: the figures of the ``rouge-score`` package.

C.-Y. Lin, "ROUGE: A Package for Automatic Evaluation of Summaries" (2004). Written here so that
measuring needs nothing beyond the core install; ``benchmarks/`` checks it against the package.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from detente.measuring.stem import stem_word


def words(text: str) -> list[str]:
    """Lower-case ASCII words; those of more than three letters are stemmed."""
    found = re.findall(r"[a-z0-9]+", text.lower())
    return [stem_word(word) if len(word) > 3 else word for word in found]


def _f1(hits: int, predicted: int, gold: int) -> float:
    return 2 * hits / (predicted + gold) if hits else 0.0


def rouge_n(gold: str, predicted: str, n: int) -> float:
    """F1 of runs of ``n`` words, in [0, 1]."""
    runs = [
        Counter(zip(*(tokens[i:] for i in range(n)), strict=False))
        for tokens in (words(gold), words(predicted))
    ]
    hits = (runs[0] & runs[1]).total()
    return _f1(hits, runs[1].total(), runs[0].total())


def _common(gold: Sequence[str], predicted: Sequence[str]) -> set[int]:
    """Which words of ``gold`` lie on one longest common subsequence with ``predicted``."""
    table = [[0] * (len(predicted) + 1) for _ in range(len(gold) + 1)]
    for i, a in enumerate(gold, start=1):
        for j, b in enumerate(predicted, start=1):
            table[i][j] = (
                table[i - 1][j - 1] + 1 if a == b else max(table[i - 1][j], table[i][j - 1])
            )
    i, j, found = len(gold), len(predicted), set()
    while i and j:
        if gold[i - 1] == predicted[j - 1]:
            i, j = i - 1, j - 1
            found.add(i)
        elif table[i][j - 1] > table[i - 1][j]:
            j -= 1
        else:
            i -= 1
    return found


def rouge_lsum(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """F1 of the union of longest common subsequences, sentence by sentence, in [0, 1]."""
    wanted = [tokens for tokens in map(words, gold) if tokens]
    given = [tokens for tokens in map(words, predicted) if tokens]
    left_gold = Counter(word for tokens in wanted for word in tokens)
    left_given = Counter(word for tokens in given for word in tokens)
    sizes = left_given.total(), left_gold.total()
    hits = 0
    for sentence in wanted:
        union: set[int] = set()
        for other in given:
            union |= _common(sentence, other)
        for i in sorted(union):
            word = sentence[i]
            if left_gold[word] > 0 and left_given[word] > 0:
                left_gold[word] -= 1
                left_given[word] -= 1
                hits += 1
    return _f1(hits, *sizes)
