"""From labelled documents to tensors."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer

from detente.language.windows import MAX_PIECES_A_WORD, cut, input_types
from detente.language.words import segment
from training.encoder.network import base_folder, distance_bucket

IGNORE = -100
OUT, B_SOURCE, I_SOURCE, B_CONTENT, I_CONTENT = range(5)


class Marks(NamedTuple):
    """The pieces of a vocabulary that stand for no word."""

    begin: int = 101
    end: int = 102
    fill: int = 0
    unknown: int = 100


MINILM = Marks()


class Taught(NamedTuple):
    """What a teacher makes of a text: chances in place of labels.

    ``triggers`` has a row for each word (none, then the sixteen types). ``acts`` are trigger words, the first word
    they look at, and a row for each word from there on (nobody, initiator, recipient). ``pairs`` are initiator and
    recipient words and their chances by type, CAMEO root and PLV root, end to end.
    """

    triggers: np.ndarray
    acts: list[tuple[list[int], int, np.ndarray]]
    pairs: list[tuple[list[int], list[int], np.ndarray]]


@dataclass
class Window:
    document: int
    first_word: int
    pieces: list[int]
    types: list[int]
    first: list[int]
    sentence: list[int]
    paragraph: list[int]
    quote: list[int]
    tags: list[int]
    heads: list[int]
    relations: list[int]
    entities: list[int]
    cues: list[int]
    #: for each cue: its words (window indices) and the label of each word of the window.
    roles: list[tuple[list[int], list[int]]] = field(default_factory=list)
    #: for each pair: initiator words, recipient words (or empty), type, trigger words (empty:
    #: unknown), CAMEO root (0: none, IGNORE: unknown), PLV root (IGNORE: unknown)
    pairs: list[tuple[list[int], list[int], int, list[int], int, int]] = field(default_factory=list)
    #: whether pairs look over their own sentence only (running text), or over the window (PLV, Werner).
    narrow: bool = False
    #: type of the event each word is a trigger of: 0 for none, else 1 + type.
    triggers: list[int] = field(default_factory=list)
    #: for each event: its trigger words, the side of each word (0 none, 1 initiator, 2 recipient), its status.
    acts: list[tuple[list[int], list[int], int]] = field(default_factory=list)
    #: the part of a teacher's reading that lies in this window, counted from its first word.
    taught: Taught | None = None
    fill: int = 0


def load_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def word_pieces(tokenizer: Tokenizer, words: list[str], marks: Marks = MINILM) -> list[list[int]]:
    encoding = tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
    pieces: list[list[int]] = [[] for _ in words]
    for identifier, word in zip(encoding.ids, encoding.word_ids, strict=True):
        if word is not None and len(pieces[word]) < MAX_PIECES_A_WORD:
            pieces[word].append(identifier)
    return [p or [marks.unknown] for p in pieces]


def windows_of(
    number: int,
    item: dict,
    tokenizer: Tokenizer,
    maps: dict[str, dict[str, int]],
    marks: Marks = MINILM,
) -> list[Window]:
    text = item["text"]
    seg = item.get("segmentation") or segment(text)
    words = [text[a:b] for a, b in zip(seg.starts, seg.stops, strict=True)]
    if not words:
        return []
    pieces = word_pieces(tokenizer, words, marks)
    types = input_types(words, seg.paragraph)
    labels = _word_labels(item, seg)
    built = []
    for first, stop in cut(seg, [len(p) for p in pieces]):
        ids, kinds, starts = [marks.begin], [0], []
        for index in range(first, stop):
            if index > first and seg.paragraph[index] != seg.paragraph[index - 1]:
                ids.append(marks.end), kinds.append(0)
            starts.append(len(ids))
            ids += pieces[index]
            kinds += [int(types[index])] * len(pieces[index])
        ids.append(marks.end), kinds.append(0)
        span = range(first, stop)
        heads = []
        for i in span:
            head = item["heads"][i] if "heads" in item else -1
            same = head >= 0 and seg.sentence[head] == seg.sentence[i] and first <= head < stop
            heads.append(head - first if same else IGNORE)
        window = Window(
            number, first, ids, kinds, starts,
            [seg.sentence[i] for i in span],
            [seg.paragraph[i] for i in span],
            [int(types[i] >= 5) for i in span],
            [maps["tags"].get(item["tags"][i], IGNORE) if "tags" in item else IGNORE for i in span],
            heads,
            [maps["relations"].get(item["relations"][i], IGNORE) if "tags" in item else IGNORE for i in span],
            [maps["entities"].get(item["entities"][i], 0) if "tags" in item else IGNORE for i in span],
            [IGNORE] * (stop - first) if labels is None else [0] * (stop - first),
        )  # fmt: skip
        for cue, source, content in labels or ():
            inside = [i - first for i in cue if first <= i < stop]
            if not inside or inside[0] != cue[0] - first:
                continue
            previous = None
            for i in inside:
                window.cues[i] = 2 if previous == i - 1 else 1
                previous = i
            roles = [OUT] * (stop - first)
            for role, begin, more in (
                (source, B_SOURCE, I_SOURCE),
                (content, B_CONTENT, I_CONTENT),
            ):
                previous = None
                for i in (i - first for i in role if first <= i < stop):
                    roles[i] = more if previous == i - 1 else begin
                    previous = i
            window.roles.append((inside, roles))
        window.narrow, window.fill = item.get("narrow", False), marks.fill
        for initiator, recipient, kind, trigger, root, old in item.get("pairs", ()):
            moved = [[i - first for i in side] for side in (initiator, recipient, trigger)]
            if all(0 <= i < stop - first for side in moved for i in side):
                window.pairs.append((moved[0], moved[1], kind, moved[2], root, old))
        _add_acts(window, item, first, stop)
        if "taught" in item:
            window.taught = part_of(item["taught"], first, stop)
        built.append(window)
    return built


def _add_acts(window: Window, item: dict, first: int, stop: int) -> None:
    """Trigger labels and, for each event, the sides of the words of its sentence and the one before."""
    size = stop - first
    if "acts" not in item:
        window.triggers = [IGNORE] * size
        return
    window.triggers = [0] * size
    for kind, trigger, initiators, recipients, status in item["acts"]:
        inside = [i - first for i in trigger if first <= i < stop]
        if len(inside) != len(trigger):
            continue
        for i in inside:
            window.triggers[i] = 1 + kind
        home = window.sentence[inside[0]]
        sides = [0 if 0 <= home - s <= 1 else IGNORE for s in window.sentence]
        if initiators is None or recipients is None:  # somebody, but nobody named nearby
            sides = [IGNORE] * size
        for label, words in ((1, initiators or ()), (2, recipients or ())):
            for i in words:
                if 0 <= i - first < size:
                    sides[i - first] = label
        window.acts.append((inside, sides, status))


def part_of(taught: Taught, first: int, stop: int) -> Taught:
    """What a teacher says of the words from ``first`` to ``stop``."""
    acts, pairs = [], []
    for words, low, chances in taught.acts:
        if all(first <= i < stop for i in words):
            cut_off = max(0, first - low)
            seen = chances[cut_off : stop - low]
            acts.append(([i - first for i in words], max(low, first) - first, seen))
    for initiator, recipient, chances in taught.pairs:
        if all(first <= i < stop for i in (*initiator, *recipient)):
            sides = ([i - first for i in side] for side in (initiator, recipient))
            pairs.append((*sides, chances))
    return Taught(taught.triggers[first:stop], acts, pairs)


def _word_labels(item: dict, seg) -> list[tuple[list[int], list[int], list[int]]] | None:
    if item.get("attributions") is None:
        return None
    starts = np.array(seg.starts)
    stops = np.array(seg.stops)

    def words_in(spans) -> list[int]:
        found: set[int] = set()
        for a, b in spans:
            found |= set(np.nonzero((starts < b) & (stops > a))[0].tolist())
        return sorted(found)

    labels = []
    for attribution in item["attributions"]:
        cue = words_in(attribution.cue)
        if cue:
            labels.append((cue, words_in(attribution.source), words_in(attribution.content)))
    return labels


def batches(windows: list[Window], budget: int, generator: random.Random) -> list[list[Window]]:
    """Shuffled batches of windows of like length, about ``budget`` pieces each."""
    keyed = sorted(windows, key=lambda w: len(w.pieces) + generator.random() * 24)
    out: list[list[Window]] = []
    current: list[Window] = []
    for window in keyed:
        if (
            current
            and (len(current) + 1) * max(len(window.pieces), len(current[-1].pieces)) > budget
        ):
            out.append(current)
            current = []
        current.append(window)
    if current:
        out.append(current)
    generator.shuffle(out)
    return out


def collate(group: list[Window]) -> dict[str, torch.Tensor]:
    def pad(name: str, fill: int) -> torch.Tensor:
        rows = [getattr(w, name) for w in group]
        width = max(map(len, rows))
        return torch.tensor([r + [fill] * (width - len(r)) for r in rows])

    lengths = torch.tensor([len(w.pieces) for w in group]).unsqueeze(1)
    pieces = pad("pieces", group[0].fill)
    batch = {
        "pieces": pieces,
        "mask": (torch.arange(pieces.shape[1]).unsqueeze(0) < lengths).long(),
        "types": pad("types", 0),
        "first": pad("first", -1),
        "sentence": pad("sentence", -1),
        "paragraph": pad("paragraph", -1),
        "quote": pad("quote", 0),
        "tags": pad("tags", IGNORE),
        "heads": pad("heads", IGNORE),
        "relations": pad("relations", IGNORE),
        "entities": pad("entities", IGNORE),
        "cues": pad("cues", IGNORE),
    }
    width = batch["first"].shape[1]
    rows, means, targets, centres = [], [], [], []
    for row, window in enumerate(group):
        for cue, roles in window.roles:
            rows.append(row), centres.append(cue[0]), means.append(cue)
            targets.append(roles + [IGNORE] * (width - len(roles)))
    batch["cue_rows"] = torch.tensor(rows, dtype=torch.long)
    batch["cue_centre"] = torch.tensor(centres, dtype=torch.long)
    batch["cue_weights"] = weights(means, width)
    batch["cue_targets"] = torch.tensor(targets, dtype=torch.long).reshape(-1, width)
    batch["triggers"] = pad("triggers", IGNORE)
    acts = [(row, *act) for row, window in enumerate(group) for act in window.acts]
    batch["act_rows"] = torch.tensor([a[0] for a in acts], dtype=torch.long)
    batch["act_centre"] = torch.tensor([a[1][0] for a in acts], dtype=torch.long)
    batch["act_weights"] = weights([a[1] for a in acts], width)
    batch["act_targets"] = torch.tensor(
        [a[2] + [IGNORE] * (width - len(a[2])) for a in acts], dtype=torch.long
    ).reshape(-1, width)
    batch["act_status"] = torch.tensor([a[3] for a in acts], dtype=torch.long)
    pairs = [(row, *pair) for row, window in enumerate(group) for pair in window.pairs]
    batch["pair_rows"] = torch.tensor([p[0] for p in pairs], dtype=torch.long)
    batch["pair_initiator"] = weights([p[1] for p in pairs], width)
    batch["pair_recipient"] = weights([p[2] for p in pairs], width)
    batch["pair_targets"] = torch.tensor([p[3] for p in pairs], dtype=torch.long)
    batch["pair_roots"] = torch.tensor([p[5] for p in pairs], dtype=torch.long)
    batch["pair_olds"] = torch.tensor([p[6] for p in pairs], dtype=torch.long)
    batch["pair_triggers"] = weights([p[4] for p in pairs], width)
    batch["pair_rooms"] = _rooms(group, [p[:3] for p in pairs], width)
    if any(w.taught for w in group):
        batch.update(_collate_taught(group, width))
    return batch


def _rooms(group: list[Window], pairs: list[tuple], width: int) -> torch.Tensor:
    """The words each pair (row, initiator, recipient) may look at."""
    rooms = torch.zeros(len(pairs), width, dtype=torch.bool)
    for line, (row, initiator, recipient) in enumerate(pairs):
        window = group[row]
        home = window.sentence[(initiator or recipient)[0]]
        allowed = [not window.narrow or s == home for s in window.sentence]
        rooms[line, : len(allowed)] = torch.tensor(allowed)
    return rooms


def _collate_taught(group: list[Window], width: int) -> dict[str, torch.Tensor]:
    """A teacher's chances for triggers, sides and pairs; words and windows it did not read have all zeros."""
    triggers = np.zeros((len(group), width, 17), dtype=np.float32)
    acts, pairs = [], []
    for row, window in enumerate(group):
        if window.taught is None:
            continue
        told = window.taught.triggers
        triggers[row, : len(told)] = told
        acts += [(row, *act) for act in window.taught.acts]
        pairs += [(row, *pair) for pair in window.taught.pairs]
    sides = np.zeros((len(acts), width, 3), dtype=np.float32)
    for line, (_, _, low, chances) in enumerate(acts):
        sides[line, low : low + len(chances)] = chances
    chances = [pair[3] for pair in pairs]
    return {
        "taught_triggers": torch.from_numpy(triggers),
        "taught_act_rows": torch.tensor([a[0] for a in acts], dtype=torch.long),
        "taught_act_centre": torch.tensor([a[1][0] for a in acts], dtype=torch.long),
        "taught_act_weights": weights([a[1] for a in acts], width),
        "taught_act_targets": torch.from_numpy(sides),
        "taught_pair_rows": torch.tensor([p[0] for p in pairs], dtype=torch.long),
        "taught_pair_initiator": weights([p[1] for p in pairs], width),
        "taught_pair_recipient": weights([p[2] for p in pairs], width),
        "taught_pair_rooms": _rooms(group, [p[:3] for p in pairs], width),
        "taught_pair_targets": torch.from_numpy(
            np.stack(chances).astype(np.float32) if chances else np.zeros((0, 0), np.float32)
        ),
    }


def weights(groups: list[list[int]], width: int) -> torch.Tensor:
    """Rows that average the named words. Shape: (groups, width); an empty group is all zeros."""
    table = torch.zeros(len(groups), width)
    for row, group in enumerate(groups):
        if group:
            table[row, group] = 1.0 / len(group)
    return table


def features(batch: dict[str, torch.Tensor], of: str = "cue") -> dict[str, torch.Tensor]:
    """Where each word lies, seen from each cue (``of``: or "act"). Shape of each: (cues, words)."""
    rows, centre = batch[f"{of}_rows"], batch[f"{of}_centre"]
    place = torch.arange(batch["first"].shape[1]).unsqueeze(0) - centre.unsqueeze(1)
    at = centre.unsqueeze(1)
    sentence, paragraph, quote = (batch[k][rows] for k in ("sentence", "paragraph", "quote"))
    return {
        "distance": distance_bucket(place),
        "sentence": (sentence - sentence.gather(1, at)).clamp(-3, 3) + 3,
        "paragraph": (paragraph - paragraph.gather(1, at)).clamp(-1, 1) + 1,
        "quote": quote + 2 * quote.gather(1, at),
    }
