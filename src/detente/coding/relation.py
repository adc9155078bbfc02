"""The relation model: what an initiator does to a recipient, for all pairs of a sentence at once.

Twin of ``pairs`` in ``training/encoder/network.py``, on the vectors the language room left in the
annotation: a pair looks over the words of its sentence, and where it looks hardest stands the
trigger. Nothing is encoded again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from detente.coding.ontology import NOTHING, PLOVER
from detente.records import Span, Words
from detente.weights import Layers, Matrix, load_layers, softmax

#: The sixteen PLOVER types, then none of them: the order of the layer's answers.
TYPES: Final = (*PLOVER, NOTHING)
#: The fifteen roots of PLV, the field's benchmark; YIELD is CONCEDE or RETREAT.
PLV_ROOTS: Final = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST",
    "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN", "YIELD",
)  # fmt: skip
#: How much the layer taught by PLV's own labels counts against ours mapped to them: evenly, tuned on nothing.
PLV_SHARE: Final = 0.5
#: First and last word of a party, both included; None where the text names none.
Side = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class PairScore:
    """What the model makes of one pair.

    ``probabilities`` follow :data:`TYPES` and sum to 1; ``statement`` is the part of NOTHING that is
    a plain statement of one about the other (CAMEO 01). ``trigger`` is the index of the word looked
    at hardest.
    """

    probabilities: tuple[float, ...]
    statement: float
    trigger: int

    @property
    def best(self) -> str:
        """The most probable type, which may be NOTHING."""
        return TYPES[self.probabilities.index(max(self.probabilities))]

    @property
    def likeliest(self) -> str:
        """The most probable of the sixteen types."""
        events = self.probabilities[:-1]
        return TYPES[events.index(max(events))]

    def of(self, name: str) -> float:
        """The probability of one type."""
        return self.probabilities[TYPES.index(name)]


def coding_layers() -> Layers:
    """The layers of this room: relations here, triggers and sides in ``spotting.py``."""
    return load_layers("detente.coding", "pairs.npz")


def has_vectors(words: Words) -> bool:
    """Whether the words bring vectors this model can read; a guest annotator's may bring none or others."""
    width = coding_layers()["pair_word.weight"].shape[1]
    return words.states.ndim == 2 and words.states.shape[1] == width and bool(words.states.any())


def score_pairs(words: Words, pairs: Sequence[tuple[Side, Side]]) -> tuple[PairScore, ...]:
    """Score (initiator, recipient) pairs, each within the sentence of its first party.

    Args:
        words: an article's words with their vectors.
        pairs: word ranges of the parties; at least one of the two is not None.

    Returns:
        One score a pair, in the order given.
    """
    if not pairs:
        return ()
    different = tuple(dict.fromkeys(pairs))  # many readings of many deeds ask about the same two
    if len(different) < len(pairs):
        known = dict(zip(different, score_pairs(words, different), strict=True))
        return tuple(known[pair] for pair in pairs)
    layers = coding_layers()
    hidden, triggers = meet(words, pairs, layers)
    chances = softmax(layers.linear("pair_type", hidden)).tolist()
    return tuple(map(_read_out, chances, triggers))


def meet(
    words: Words, pairs: Sequence[tuple[Side, Side]], layers: Layers
) -> tuple[Matrix, list[int]]:
    """Each pair as the layer under the types holds it, and the word it looks at hardest.

    Args:
        words: an article's words with the vectors that ``layers`` were taught on.
        pairs: word ranges of the parties, at least one pair; each looks over the sentence of its first party.
        layers: those that make a pair of two parties.

    Returns:
        Vectors of shape ``(pairs, hidden)``, and as many indices of words.
    """
    bounds = _sentence_bounds(words)
    projected = layers.linear("pair_word", words.states)
    places: dict[tuple[Side, bool], int] = {}
    for initiator, recipient in pairs:
        places.setdefault((initiator, False), len(places))
        places.setdefault((recipient, True), len(places))
    sides = np.stack([_side(words.states, side, layers) for side, _ in places])
    a, b = layers.linear("pair_initiator", sides), layers.linear("pair_recipient", sides)
    rooms: dict[int, list[int]] = {}
    for number, (initiator, recipient) in enumerate(pairs):
        anchor = initiator or recipient
        assert anchor is not None
        rooms.setdefault(words.sentence[anchor[0]], []).append(number)
    ones = np.array([places[initiator, False] for initiator, _ in pairs])
    others = np.array([places[recipient, True] for _, recipient in pairs])
    shift = a[ones] + b[others]
    seen = np.empty((len(pairs), words.states.shape[1]), dtype=np.float32)
    triggers = [0] * len(pairs)
    for sentence, numbers in rooms.items():
        first, stop = bounds[sentence]
        attention = _looks(projected[first:stop], shift[numbers], layers)
        seen[numbers] = attention @ words.states[first:stop]
        for number, hardest in zip(numbers, attention.argmax(1).tolist(), strict=True):
            triggers[number] = first + hardest
    _, hidden = _under(sides[ones], sides[others], seen, a[ones] - b[others], layers)
    return hidden, triggers


def classify(words: Words, source: Span | None, target: Span | None) -> str:
    """What ``source`` does to ``target`` in one sentence that tells of something, as one of ``PLV_ROOTS``.

    For judging the model where a gold set says that there is an event, in the older scheme of that set:
    NOTHING is no answer here, and CONCEDE and RETREAT are one YIELD.
    """
    _, hidden, _ = _meet_spans(words, source, target)
    layers = coding_layers()
    old = softmax(layers.linear("pair_plv", hidden[0]))
    ours = plv_chances([float(x) for x in softmax(layers.linear("pair_type", hidden[0]))])
    both = [PLV_SHARE * float(a) + (1 - PLV_SHARE) * b for a, b in zip(old, ours, strict=True)]
    return PLV_ROOTS[max(range(len(both)), key=both.__getitem__)]


def plv_chances(types: Sequence[float]) -> list[float]:
    """Chances of our types as chances of ``PLV_ROOTS``, given that something happens; they sum to 1."""
    named = dict(zip(TYPES, types, strict=False))
    named["YIELD"] = named["CONCEDE"] + named["RETREAT"]
    total = sum(named[root] for root in PLV_ROOTS) or 1.0
    return [named[root] / total for root in PLV_ROOTS]


def pair_vector(words: Words, initiator: Span | None, recipient: Span | None) -> Matrix:
    """What the model holds of a pair just before it names a type, for models of a user's own types.

    The initiator, the recipient, the words looked at, and the layer under the types, end to end. It looks at the
    sentence of the first party that is named; with neither, at the whole text.

    Shape: ``(3 * width + hidden,)``, which depends on the weights.
    """
    joined, hidden, _ = _meet_spans(words, initiator, recipient)
    found: Matrix = np.concatenate([joined[0], hidden[0]])
    return found


def pair_width() -> int:
    """How many numbers :func:`pair_vector` gives."""
    hidden, joined = coding_layers()["pair_out.weight"].shape
    return int(hidden + joined)


def _meet_spans(
    words: Words, initiator: Span | None, recipient: Span | None
) -> tuple[Matrix, Matrix, Matrix]:
    """One pair given by its characters, met in the sentence of its first party or in the whole text.

    Its parties with what it looked at, the layer under the types, and the looks.
    """
    ranges = [word_range(words, party) for party in (initiator, recipient)]
    anchor = ranges[0] or ranges[1]
    first, stop = 0, len(words)
    if anchor is None:
        ranges[1] = (0, len(words) - 1)
    else:
        first, stop = _sentence_bounds(words)[words.sentence[anchor[0]]]
    layers = coding_layers()
    sides = np.stack([_side(words.states, side, layers).reshape(-1) for side in ranges])
    a = layers.linear("pair_initiator", sides)[:1]
    b = layers.linear("pair_recipient", sides)[1:]
    states = words.states[first:stop]
    attention = _looks(layers.linear("pair_word", states), a + b, layers)
    return *_under(sides[:1], sides[1:], attention @ states, a - b, layers), attention


def word_range(words: Words, span: Span | None) -> Side:
    """First and last word that share a character with the span; None where none does."""
    inside = range(0) if span is None else words.touching(span)
    return (inside[0], inside[-1]) if inside else None


def _sentence_bounds(words: Words) -> dict[int, tuple[int, int]]:
    bounds: dict[int, tuple[int, int]] = {}
    for index, number in enumerate(words.sentence):
        first = bounds[number][0] if number in bounds else index
        bounds[number] = (first, index + 1)
    return bounds


def _side(states: Matrix, side: Side, layers: Layers) -> Matrix:
    if side is None:
        return layers["pair_none"]
    first, last = side
    total: Matrix = states[first : last + 1].sum(0) if last > first else states[first]
    return total / np.float32(1 + last - first)


def _looks(projected: Matrix, shift: Matrix, layers: Layers) -> Matrix:
    """How hard each pair of a sentence looks at each of its words. Shape: ``(pairs, words)``."""
    met = projected[None] + shift[:, None]
    np.tanh(met, out=met)  # in place: these are the largest arrays here, and fresh memory is dear
    # One flat product: numpy multiplies stacks of matrices many times slower.
    looks = layers.linear("pair_score", met.reshape(-1, met.shape[-1])).reshape(met.shape[:2])
    return softmax(looks)


def _under(
    one: Matrix, other: Matrix, seen: Matrix, apart: Matrix, layers: Layers
) -> tuple[Matrix, Matrix]:
    """Of each pair: its parties with what it looked at, and the layer under the types."""
    joined = np.concatenate([one, other, seen], axis=1)
    return joined, np.maximum(layers.linear("pair_out", joined) + apart, 0)


def _read_out(chances: Sequence[float], trigger: int) -> PairScore:
    # The last label is a plain statement: no event, but worth telling apart.
    *types, nothing, statement = chances
    return PairScore((*types, nothing + statement), statement, trigger)
