"""Summaries against reference summaries by ROUGE, with Lead-3 beside in the same run.

Sets: the folder of REALSumm (CNN/DM documents in tokenised lower case, ``src.txt`` and ``ref.txt``
line by line), or a JSONL of ``{"article_id", "text", "references": [text, ...]}`` for any other.
With several references the best one counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Final

from detente.errors import DataError
from detente.measuring.files import CURE, read_jsonl, read_text
from detente.measuring.rouge import rouge_lsum, rouge_n
from detente.measuring.tally import Scores

WHAT: Final = "a folder with src.txt and ref.txt (REALSumm), or JSONL with text and references"
#: Where REALSumm keeps the aligned source documents.
PLACES: Final = ("", "abs/ptr_generator", "selected_docs_for_human_eval/abs/ptr_generator")

#: A summary is a sequence of sentences.
Sentences = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document as sentences in reading order, and what people wrote as its summary."""

    name: str
    sentences: Sentences
    references: tuple[Sentences, ...]
    text: str

    @property
    def lead(self) -> Sentences:
        """Lead-3: the first three sentences, the baseline that is hard to beat on news."""
        return self.sentences[:3]


def load(path: Path) -> list[Document]:
    """The documents of a set, in file order.

    Raises:
        DataError: neither format, or sources and references differ in number.
    """
    if path.is_dir():
        for place in PLACES:
            folder = path / place
            if (folder / "src.txt").is_file() and (folder / "ref.txt").is_file():
                return _realsumm(folder)
        raise DataError(f"{path} holds no src.txt beside ref.txt", WHAT, CURE)
    documents: list[Document] = []
    for row in read_jsonl(path, WHAT, ("text", "references")):
        name = str(row.get("article_id", len(documents)))
        references = row["references"]
        if not isinstance(references, list) or not references:
            raise DataError(f"references of {name!r} in {path} is no list of texts", WHAT, CURE)
        text = str(row["text"])
        told = tuple(split_plain(str(reference)) for reference in references)
        documents.append(Document(name, split_plain(text), told, text))
    return documents


def _realsumm(folder: Path) -> list[Document]:
    sources, targets = (
        [line for line in read_text(folder / name).split("\n") if line.strip()]
        for name in ("src.txt", "ref.txt")
    )
    if len(sources) != len(targets):
        found = f"{folder} has {len(sources)} sources and {len(targets)} references"
        raise DataError(found, "as many of one as of the other", CURE)
    documents = []
    for number, (source, target) in enumerate(zip(sources, targets, strict=True)):
        sentences = tuple(readable(tokens) for tokens in split_tokenised(_bare(source)))
        reference = tuple(piece.strip() for piece in re.split(r"\s\.(?=\S|\s*$)", _bare(target)))
        told = tuple(piece for piece in reference if piece)
        documents.append(Document(f"{number:03d}", sentences, (told,), " ".join(sentences)))
    return documents


def _bare(line: str) -> str:
    return re.sub(r"</?t>", " ", line).strip()


def split_tokenised(text: str) -> list[list[str]]:
    """Sentences of a text whose words and marks are parted by spaces, as lists of tokens.

    A sentence ends at a full stop, question or exclamation mark, with any closing quote behind it.
    """
    sentences: list[list[str]] = [[]]
    done = False
    for token in text.split():
        closes = token in ("''", "’", "”", ")", "]") or (
            token == "'" and sentences[-1].count("'") % 2 == 1
        )
        if done and not closes:
            sentences.append([])
            done = False
        sentences[-1].append(token)
        done = done or token in (".", "?", "!")
    return [sentence for sentence in sentences if sentence]


def readable(tokens: Sequence[str]) -> str:
    """Tokens written as people write: marks joined to their word, the first letter large.

    ROUGE sees neither marks nor case, so the figures do not move; a reader of English does.
    """
    quotes = cycle("‘’")
    text = " ".join(next(quotes) if token == "'" else token for token in tokens)
    text = re.sub(r"`` ?", "“", text)
    text = re.sub(r" ?''", "”", text)
    text = re.sub(r" ([.,;:?!)\]’%])", r"\1", text)
    text = re.sub(r"([(\[‘$£€]) ", r"\1", text)
    text = re.sub(r" (['’](?:s|m|re|ve|ll|d)\b)", r"\1", text)
    text = re.sub(r"\bi\b", "I", text)
    match = re.search(r"[^\W\d_]", text)
    return text[: match.start()] + match[0].upper() + text[match.end() :] if match else text


def split_plain(text: str) -> Sentences:
    """Sentences of ordinary text by their end marks: good enough for Lead-3 and ROUGE-Lsum."""
    found = re.split(r"(?<=[.?!])[\"”’)]?\s+(?=[\"“‘(]?[A-Z0-9])|\n+", text)
    return tuple(sentence.strip() for sentence in found if sentence and sentence.strip())


def rouge(references: Sequence[Sentences], summary: Sentences) -> dict[str, float]:
    """The three F1 figures against the best of ``references``."""
    joined = "\n".join(summary)
    return {
        "rouge1": max(rouge_n("\n".join(r), joined, 1) for r in references),
        "rouge2": max(rouge_n("\n".join(r), joined, 2) for r in references),
        "rougelsum": max(rouge_lsum(r, summary) for r in references),
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def score(
    documents: Sequence[Document],
    predicted: Sequence[Sentences],
    measure: Callable[[Sequence[Sentences], Sentences], dict[str, float]] = rouge,
) -> Scores:
    """Score one summary a document; ``lead3_*`` are the same figures for its first sentences."""
    ours = [measure(d.references, p) for d, p in zip(documents, predicted, strict=True)]
    lead = [measure(d.references, d.lead) for d in documents]
    names = list(ours[0]) if ours else []
    figures = {name: _mean([row[name] for row in ours]) for name in names}
    figures |= {f"lead3_{name}": _mean([row[name] for row in lead]) for name in names}
    sentences = [(d, s) for d, p in zip(documents, predicted, strict=True) for s in p]
    figures["sentences"] = len(sentences) / len(documents) if documents else 0.0
    figures["verbatim"] = _mean([float(s in d.text) for d, s in sentences])
    return Scores(
        len(documents),
        figures,
        {
            "document": {
                d.name: {"ours": a["rouge1"], "lead3": b["rouge1"]}
                for d, a, b in zip(documents, ours, lead, strict=True)
            }
        },
    )
