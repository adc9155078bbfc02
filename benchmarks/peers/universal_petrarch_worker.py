"""Codes sentences with a user's own checkout of UniversalPetrarch; runs under its old Python.

UniversalPetrarch needs networkx 1.11, which needs Python 3.8 or older, so this file is started by
``universal_petrarch.py`` in another environment and imports nothing of ours. It takes one JSON line
a text, ``{"key": ..., "text": ..., "day": "YYYYMMDD", "whole": true}``, from standard input and
answers one line each: ``{"key": ..., "events": [...]}`` with ``crash`` where the coder broke.
A crash, an exit or a hang of the coder ends that text alone. ``whole`` keeps a text one tree.

Usage: python universal_petrarch_worker.py CHECKOUT/UniversalPetrarch default|both
"""

# ruff: noqa: UP006, UP035, UP045, B905 - written for Python 3.8, in which the peer runs
from __future__ import annotations

import builtins
import contextlib
import io
import json
import os
import re
import signal
import sys
import tempfile
import types
from pathlib import Path
from typing import Any, Callable, Iterator, List, Optional, Tuple

#: Seconds after which a text counts as a crash.
PATIENCE = 20
NOBODY = "---"


def open_coder(folder: str, both: bool) -> Callable[[Any], Any]:
    """The peer's coding loop, its dictionaries read; ``both`` adds the PETRARCH-2 verb patterns."""
    # Its own parser binding is imported at start and never used here: trees come from spaCy.
    stand_in = types.ModuleType("udpipeparser")
    stand_in.UDpipeparser = None
    sys.modules["udpipeparser"] = stand_in
    builtins.input = lambda *_: ""
    builtins.raw_input = builtins.input
    sys.path.insert(0, folder)
    os.chdir(tempfile.mkdtemp())
    import petrarch_ud  # noqa: PLC0415 - found only in the user's checkout
    import PETRglobals  # noqa: PLC0415
    import PETRreader  # noqa: PLC0415

    PETRreader.parse_Config(str(Path(folder) / "data/config/PETR_config.ini"))
    PETRglobals.CodeWithPetrarch1 = True
    PETRglobals.CodeWithPetrarch2 = both
    petrarch_ud.read_dictionaries()
    return petrarch_ud.do_coding


def one_tree(doc: Any) -> Any:
    """Lets the parser see a single sentence."""
    for token in doc[1:]:
        token.is_sent_start = False
    return doc


def trees(doc: Any) -> Iterator[Tuple[str, List[Any]]]:
    """The sentences of a parsed document: ten columns of CoNLL a word, and its words."""
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        number = {token.i: place for place, token in enumerate(words, start=1)}
        lines = []
        for token in words:
            root = token.head.i == token.i or token.head.i not in number
            lemma = token.text.lower() if token.lemma_ == "-PRON-" else token.lemma_
            head, relation = ("0", "root") if root else (str(number[token.head.i]), token.dep_)
            row = [str(number[token.i]), token.text, lemma, token.pos_, token.tag_, "_"]
            lines.append("\t".join([*row, head, relation, "_", "_"]))
        if words:
            yield "\n".join(lines), words


def spans(words: List[Any], phrase: str, place: Optional[int] = None) -> List[List[int]]:
    """Where the words of a phrase stand, as character ranges; the place of its head decides ties."""
    wanted = [piece.lower() for piece in re.findall(r"\w+", phrase)]
    pieces = [
        (match.group().lower(), token.idx + match.start(), token.idx + match.end(), number)
        for number, token in enumerate(words, start=1)
        for match in re.finditer(r"\w+", token.text)
    ]
    names = [piece[0] for piece in pieces]
    size = len(wanted)
    hits = [i for i in range(len(names) - size + 1) if size and names[i : i + size] == wanted]
    if hits:
        near = [i for i in hits if any(p[3] == place for p in pieces[i : i + size])] or hits
        run = pieces[near[0] : near[0] + size]
        return [[run[0][1], run[-1][2]]]
    return [[piece[1], piece[2]] for piece in pieces if piece[0] in wanted]


def actor_texts(sentence: Any, name: str) -> List[Tuple[Any, Optional[int]]]:
    """The words of source and target of an event with their heads, as far as the coder kept them."""
    triplet = sentence["triplets"].get(name, {})
    if name.startswith("p1_"):
        return [(triplet["source_text"], None), (triplet["target_text"], None)]
    # A PETRARCH-2 event is named by the heads of its parties; "#s2" is a mutual one turned round.
    numbers = [triplet.get(f"{side}_id") for side in ("source", "target")]
    named = [int(piece) if piece.isdigit() else None for piece in name.split("#")[:2]]
    found = []
    for number in [own or other for own, other in zip(numbers, named)]:
        noun = sentence["nouns"].get(number)
        found.append((noun.text, number) if noun else (NOBODY, None))
    return found[::-1] if name.endswith("#s2") else found


def bearer(sentence: Any, code: str) -> Tuple[str, Optional[int]]:
    """Words and head of the phrase that bears an actor code: mutual events lose the words of theirs."""
    bearers = [
        (len(noun.meaning), number)
        for number, noun in sentence["nouns"].items()
        if code in noun.meaning
    ]
    number = min(bearers)[1] if code and code != NOBODY and bearers else None
    return (sentence["nouns"][number].text, number) if number else (NOBODY, None)


def events_of(coded: Any, words: List[Any]) -> List[Any]:
    """Events of a coded sentence: CAMEO code, actor codes, ranges of the actors' words."""
    found = []
    for name, (sources, targets, code) in (coded.get("events") or {}).items():
        if not isinstance(code, str):
            continue
        sides = [sorted({c.strip() for c in codes if c}) for codes in (sources, targets)]
        places = []
        for codes, told in zip(sides, actor_texts(coded, name)):
            lost = told[0] in (None, "", NOBODY)
            text, head = bearer(coded, codes[0] if codes else "") if lost else told
            places.append([] if text == NOBODY else spans(words, text, head))
        event = {
            "code": code,
            "source": sides[0],
            "target": sides[1],
            "source_at": places[0],
            "target_at": places[1],
        }
        if event not in found:
            found.append(event)
    return found


def give_up(*_: Any) -> None:
    raise TimeoutError


def read(code: Callable[[Any], Any], doc: Any, day: str) -> Tuple[List[Any], List[str]]:
    """Events of all sentences of a text, and the names of the errors that ended some of them."""
    events, crashes = [], []
    for tree, words in trees(doc):
        text = "".join(token.text_with_ws for token in words).strip()
        coded = {"content": text, "parsed": tree, "date": day}
        signal.alarm(PATIENCE)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                code({"t": {"sents": {"1": coded}, "meta": {"date": day, "source": "x"}}})
            events += events_of(coded, words)
        except (Exception, SystemExit) as error:
            crashes.append(type(error).__name__)
        finally:
            signal.alarm(0)
    return events, crashes


def main() -> None:
    import en_ud_model_sm  # noqa: PLC0415 - a package of the peer's environment
    import spacy  # noqa: F401, PLC0415

    folder, configuration = str(Path(sys.argv[1]).resolve()), sys.argv[2]
    sys.setrecursionlimit(3000)
    signal.signal(signal.SIGALRM, give_up)
    split = en_ud_model_sm.load(disable=["ner"])
    whole = en_ud_model_sm.load(disable=["ner"])
    whole.add_pipe(one_tree, before="parser")
    with contextlib.redirect_stdout(io.StringIO()):
        code = open_coder(folder, configuration == "both")
    for line in sys.stdin:
        asked = json.loads(line)
        doc = (whole if asked["whole"] else split)(asked["text"])
        events, crashes = read(code, doc, asked["day"])
        answer = {"key": asked["key"], "events": events}
        if crashes:
            answer["crash"] = crashes
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
