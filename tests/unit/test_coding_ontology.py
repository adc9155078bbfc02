"""Ontologies and tables: PLOVER, CAMEO, scores, triggers, a user's own."""

from __future__ import annotations

import csv
from importlib import resources

from detente.coding import ontology
from detente.coding.lexicon import triggers, word_classes

OPERATORS = {
    "@threaten", "@vow", "@promise", "@request", "@refuse", "@deny", "@accuse", "@praise", "@consider", "@plan",
    "@halt", "@lift", "@begin", "@continue", "@try", "@fail", "@prevent", "@cause", "@induce", "@light",
}  # fmt: skip


def rows(name):
    table = resources.files("detente.coding") / "tables" / name
    with table.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_there_are_sixteen_types_each_defined_with_seeds_and_a_quad():
    assert tuple(sorted(ontology.plover())) == ontology.PLOVER
    for kind in ontology.plover().values():
        assert kind.definition
        assert kind.seeds
        assert ontology.quad(kind.name) in (1, 2, 3, 4)


def test_accuse_is_minus_three_although_the_manual_prints_three():
    assert ontology.intensity("ACCUSE") == -3
    assert ontology.intensity("ACCUSE", "allege") == -3.5


def test_scores_have_a_source_and_lie_on_the_scale():
    for row in rows("intensity.csv"):
        assert -10 <= float(row["score"]) <= 10
        assert row["source"]
        assert row["type"] in ontology.PLOVER
    assert ontology.intensity("ASSAULT", "no such mode") == ontology.intensity("ASSAULT")
    assert "visit" in ontology.modes("CONSULT")


def test_conflict_scores_below_cooperation():
    for name in ontology.PLOVER:
        score = ontology.intensity(name)
        assert score >= 0 if ontology.quad(name) in (1, 2) else score <= 0


def test_every_plover_type_has_a_cameo_root_that_leads_back_to_its_quad():
    for name in ontology.PLOVER:
        root = ontology.plover_to_cameo(name)
        assert ontology.quad(ontology.cameo_to_plover(root)) in (
            ontology.quad(name),
            1 if name == "RETREAT" else ontology.quad(name),
        )
    assert ontology.cameo_to_plover("01") == ""
    assert ontology.cameo_to_plover("20") == "ASSAULT"
    assert {f"{n:02d}" for n in range(1, 21)} == {row["root"] for row in rows("cameo.csv")}


def test_the_older_scheme_has_fifteen_roots():
    assert len({ontology.fifteen(name) for name in ontology.PLOVER}) == 15
    assert ontology.fifteen("RETREAT") == ontology.fifteen("CONCEDE") == "YIELD"


def test_trigger_rows_name_known_kinds_and_classes_and_none_twice():
    seen = set()
    table = rows("plover_triggers.csv")
    assert len(table) > 900
    for row in table:
        assert row["kind"] in {*ontology.PLOVER, *OPERATORS}
        assert row["part"] in ("v", "n", "a")
        key = (row["trigger"], row["part"], row["kind"], row["object"], row["preposition"])
        assert key not in seen
        seen.add(key)
        for word in row["object"].split():
            assert (
                not word.startswith("@") or word.endswith("_subject") or word[1:] in word_classes()
            )


def test_rows_of_a_word_come_with_the_most_specific_first():
    for found in triggers().values():
        weights = [row.weight for row in found]
        assert weights == sorted(weights)
