"""What the relation model and the reader of CAMEO triples must reach on the fifths of PLV and Werner that no training saw."""

from __future__ import annotations

from detente.coding.relation import classify
from detente.measuring import chain, plv, werner
from detente.measuring.cameo import CameoReader
from detente.pipeline import Pipeline
from detente.records import Article

#: What the field's benchmark asks of what ships; floors that only rise.
FLOORS = {"root_macro_f1": 0.87, "quad_macro_f1": 0.97, "binary_macro_f1": 0.98}
LEFT_OUT = 0
#: Relaxed F1 on Werner's held-out news sentences: CAMEO's twenty roots and the five classes.
TRIPLE_FLOORS = {"relaxed_cameo_f1": 0.46, "relaxed_penta_f1": 0.505}


def test_types_of_events_between_two_given_parties(base, shared, annotator):
    rows = plv.load(shared / "data" / "events" / "plv" / "train.tsv")
    held = [row for row, fold in zip(rows, plv.folds(rows, 5), strict=True) if fold == LEFT_OUT]
    assert len(held) > 200
    told = [
        classify(
            annotator.annotate(Article("pair", row.sentence), base).words, row.source, row.target
        )
        for row in held
    ]
    figures = plv.score([row.root for row in held], told).figures
    low = {name: figures[name] for name, floor in FLOORS.items() if figures[name] < floor}
    assert not low, f"{low} under {FLOORS}"


def test_triples_of_sentences_no_training_saw(shared):
    rows = werner.load(shared / "data" / "events" / "werner" / "train.csv")
    held = [row for row in rows if row.part == "news" and werner.held_out(row.text)]
    assert len(held) > 250
    reader = CameoReader(Pipeline.build().read_article)
    answers = [
        chain.worded(reader.triples(Article("sentence", row.text)), row.text) for row in held
    ]
    figures = werner.score(held, answers).figures
    low = {name: figures[name] for name, floor in TRIPLE_FLOORS.items() if figures[name] < floor}
    assert not low, f"{low} under {TRIPLE_FLOORS}"
