"""Headlines and lead sentences labelled with CAMEO triples in the manner of Werner's data, kept as offsets.

Helpers of this project read Werner's train sentences and labelled others as their annotators would have. The
sentences are not ours to ship: ``readings/headlines.jsonl`` holds offsets and hashes, :func:`load` puts the texts back.

``python -m training.coding.headlines CORPUS.csv OUT.jsonl IN.txt LABELS.txt [IN.txt LABELS.txt ...]`` packs lines
``ID<TAB>sentence`` and ``ID<TAB>initiator | Root | recipient ;; ...``, where an ID is a row and ``t`` or ``b`` for title or body.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from detente.measuring.werner import ROOTS
from training.coding.marked import texts
from training.coding.written import Span

Triple = tuple[Span, Span, int]


def pack(corpus: Path, out: Path, files: list[tuple[Path, Path]]) -> None:
    """Write the labelled sentences as offsets into title or body; a line that breaks the format is left out."""
    known = texts(corpus)
    kept = {}
    for sentences, labels in files:
        asked: dict[str, list[str]] = {}
        for line in sentences.read_text("utf-8").splitlines():
            name, _, sentence = line.partition("\t")
            asked.setdefault(name, []).append(sentence)
        for line in labels.read_text("utf-8").splitlines():
            name, _, told = line.partition("\t")
            name = name.strip()
            pieces = [piece for piece in told.split(";;") if piece.strip()]
            # Two sentences of one body have one name: it is the one that holds every party.
            readings = [(s, [found(s, piece) for piece in pieces]) for s in asked.get(name, ())]
            sentence, triples = next((r for r in readings if None not in r[1]), ("", []))
            where = known[name[:-1]][name.endswith("b")] if sentence else ""
            if not triples or sentence not in where:
                print(f"{labels.name}: left out {line[:100]!r}")
                continue
            kept[name, sentence] = {
                "row": name[:-1],
                "body": name.endswith("b"),
                "start": where.index(sentence),
                "stop": where.index(sentence) + len(sentence),
                "sha256": hashlib.sha256(sentence.encode()).hexdigest()[:16],
                "triples": triples,
            }
    lines = [json.dumps(each, separators=(",", ":")) for each in kept.values()]
    out.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} sentences, {sum(len(each['triples']) for each in kept.values())} triples")


def found(sentence: str, told: str) -> Triple | None:
    """One ``initiator | Root | recipient`` as offsets and a root's number; None where it does not fit."""
    parts = [part.strip() for part in told.split("|")]
    if len(parts) != 3 or parts[1].lower() not in ROOTS:
        return None
    one, other = sentence.find(parts[0]), sentence.find(parts[2])
    if one < 0 or other < 0 or not parts[0] or not parts[2]:
        return None
    return (one, one + len(parts[0])), (other, other + len(parts[2])), ROOTS[parts[1].lower()]


def load(path: Path, corpus: Path) -> Iterator[tuple[str, list[Triple]]]:
    """Each labelled sentence with its triples."""
    known = texts(corpus)
    for line in path.read_text(encoding="utf-8").splitlines():
        kept = json.loads(line)
        text = known[kept["row"]][kept["body"]][kept["start"] : kept["stop"]]
        if hashlib.sha256(text.encode()).hexdigest()[:16] != kept["sha256"]:
            raise ValueError(f"row {kept['row']} of {corpus} is not the text that was labelled")
        yield text, [(tuple(one), tuple(other), root) for one, other, root in kept["triples"]]


if __name__ == "__main__":
    names = [Path(name) for name in sys.argv[1:]]
    pack(names[0], names[1], list(zip(names[2::2], names[3::2], strict=True)))
