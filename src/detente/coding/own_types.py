"""A user's own types of events, whichever way they are told: tables and trained models, in the order given."""

from __future__ import annotations

from importlib import resources

from detente.coding.labels import ModelTypes
from detente.coding.likeness import Describe
from detente.coding.subtypes import Refiner, TableTypes
from detente.records import digest
from detente.settings import CodingSettings


def load_refiners(
    settings: CodingSettings, describe: Describe, made_by: str
) -> tuple[Refiner, ...]:
    """What gives events a user's own types; empty when the settings name none.

    Args:
        settings: which files.
        describe: gives the words of a phrase.
        made_by: what makes the vectors of the words, as ``detente train`` notes it in a model.

    Raises:
        TableError: a table has a broken row.
        ModelError: a model cannot be used.
    """
    tables = [TableTypes.load(path, describe) for path in settings.ontology]
    models = [ModelTypes.load(path, made_by) for path in settings.types]
    return (*tables, *models)


def pair_weights() -> str:
    """A digest of the relation model's weights, on which the vectors of a pair depend."""
    path = resources.files("detente.coding") / "weights" / "pairs.npz"
    return digest(path.read_bytes().hex())
