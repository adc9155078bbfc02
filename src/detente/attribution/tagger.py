"""The learned proposer: cues tagged word by word, then source and content read from each cue's view.

Twin of ``cue`` and ``roles`` in ``training/encoder/network.py``, on the vectors the language room left in the
annotation: no second pass of the encoder. Each cue labels every word of its surroundings by itself, so
attributions may nest and share a source.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from detente.attribution.proposals import Proposal, WordRange
from detente.records import Annotation, Article, Words
from detente.weights import Layers, Matrix, distance_buckets, load_layers, log_softmax

_OUT, _B_SOURCE, _I_SOURCE, _B_CONTENT, _I_CONTENT = range(5)
#: A cue sees this many words to either side: an encoder window holds no more.
_REACH: Final = 160
#: Log probability of O above which a word is no part of anything (98 %).
_SURELY_OUT: Final = -0.02
_NEVER: Final = -1e9
_OPENING: Final = "“«„"
_CLOSING: Final = "”»"


def _layers() -> Layers:
    return load_layers("detente.attribution", "roles.npz")


def propose(article: Article, annotation: Annotation) -> tuple[Proposal, ...]:
    """Every attribution the model sees, in order of its cue."""
    words = annotation.words
    if not len(words) or not len(words.states):
        return ()
    cues, certainty = _cues(words)
    if not cues:
        return ()
    paragraph, quoted = _surroundings(article.text, words)
    projected = {
        "added": _layers().linear("role_word", words.states),
        "product": _layers().linear("role_word2", words.states),
    }
    proposals = []
    for (first, last), sure in zip(cues, certainty, strict=True):
        low, high = max(0, first - _REACH), min(len(words), first + _REACH + 1)
        scores = _roles(words, projected, first, last, low, high, paragraph, quoted)
        labels, mean = _labels(scores)
        source = _ranges(labels, low, _B_SOURCE, _I_SOURCE)
        content = _ranges(labels, low, _B_CONTENT, _I_CONTENT)
        if content:
            proposals.append(Proposal((first, last), source, content, float(sure * mean)))
    return tuple(proposals)


def _cues(words: Words) -> tuple[list[WordRange], list[float]]:
    """Runs of cue words with the model's certainty of each, in [0, 1]."""
    chances = np.exp(log_softmax(_layers().linear("cue", words.states)))
    labels = chances.argmax(1)
    runs: list[WordRange] = []
    for index, label in enumerate(labels):
        joined = (
            runs and runs[-1][1] == index - 1 and words.sentence[index] == words.sentence[index - 1]
        )
        if label == 2 and joined:
            runs[-1] = (runs[-1][0], index)
        elif label:
            runs.append((index, index))
    return runs, [float(1 - chances[a : b + 1, 0].mean()) for a, b in runs]


def _surroundings(text: str, words: Words) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Paragraph number of each word, and whether it stands inside quotation marks.

    The same reckoning as ``language/windows.py`` does for the encoder's input.
    """
    paragraph = np.zeros(len(words), dtype=np.int64)
    quoted = np.zeros(len(words), dtype=np.int64)
    inside = False
    for index in range(len(words)):
        if index:
            gap = text[words.stops[index - 1] : words.starts[index]]
            new = "\n" in gap and words.sentence[index] != words.sentence[index - 1]
            paragraph[index] = paragraph[index - 1] + new
            inside = inside and not new
        word = text[words.starts[index] : words.stops[index]]
        if word in _OPENING:
            inside = True
        elif word in _CLOSING:
            inside = False
        elif word == '"':
            inside = not inside
        quoted[index] = inside
    return paragraph, quoted


def _roles(
    words: Words,
    projected: dict[str, Matrix],
    first: int,
    last: int,
    low: int,
    high: int,
    paragraph: NDArray[np.int64],
    quoted: NDArray[np.int64],
) -> Matrix:
    """Log probabilities of O, B-source, I-source, B-content, I-content. Shape: ``(high - low, 5)``."""
    weights = _layers()
    cue = words.states[first : last + 1].mean(0)
    distance = distance_buckets(np.arange(low, high) - first)
    sentence = np.array(words.sentence[low:high]) - words.sentence[first]
    near = (
        weights["role_distance.weight"][distance]
        + weights["role_sentence.weight"][np.clip(sentence, -3, 3) + 3]
        + weights["role_paragraph.weight"][
            np.clip(paragraph[low:high] - paragraph[first], -1, 1) + 1
        ]
        + weights["role_quote.weight"][quoted[low:high] + 2 * quoted[first]]
    )
    added = np.maximum(projected["added"][low:high] + _layers().linear("role_cue", cue) + near, 0)
    product = projected["product"][low:high] * _layers().linear("role_cue2", cue)
    return log_softmax(_layers().linear("role_out", np.concatenate([added, product], 1)))


def _labels(scores: Matrix) -> tuple[list[int], float]:
    """Labels of the best path on which no I- begins by itself, and the mean certainty of those told.

    Plain Viterbi over the stretch where anything but O is at all likely; lists, because at five states
    numpy costs more than it saves.
    """
    likely = np.flatnonzero(scores[:, _OUT] < _SURELY_OUT)
    labels = [_OUT] * len(scores)
    if not len(likely):
        return labels, 0.0
    first, stop = int(likely[0]), int(likely[-1]) + 1
    steps: list[list[int]] = []
    best = [0.0] + [_NEVER] * 4  # before the stretch all is O
    for out, b_source, i_source, b_content, i_content in scores[first:stop].tolist():
        any_one = max(range(5), key=best.__getitem__)
        source = _B_SOURCE if best[_B_SOURCE] >= best[_I_SOURCE] else _I_SOURCE
        content = _B_CONTENT if best[_B_CONTENT] >= best[_I_CONTENT] else _I_CONTENT
        steps.append([any_one, any_one, source, any_one, content])
        before = best[any_one]
        best = [
            before + out,
            before + b_source,
            best[source] + i_source,
            before + b_content,
            best[content] + i_content,
        ]
    label = max(range(5), key=best.__getitem__)
    for index in range(stop - 1, first - 1, -1):
        labels[index] = label
        label = steps[index - first][label]
    told = [(i, label) for i, label in enumerate(labels) if label != _OUT]
    sure = [float(np.exp(scores[i, label])) for i, label in told]
    return labels, sum(sure) / len(sure) if sure else 0.0


def _ranges(labels: list[int], low: int, begins: int, goes_on: int) -> tuple[WordRange, ...]:
    """Runs of one role; one that begins inside itself begins all the same."""
    found: list[WordRange] = []
    for index, label in enumerate(labels):
        if label == begins:
            found.append((low + index, low + index))
        elif label == goes_on:
            joined = found and found[-1][1] == low + index - 1
            found.append((found.pop()[0] if joined else low + index, low + index))
    return tuple(found)
