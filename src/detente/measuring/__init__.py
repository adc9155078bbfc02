"""Measuring: how right Détente is, on sets anybody may bring.

>>> from detente.measuring import evaluate
>>> evaluate("gold", "dev.jsonl")["figures"]["events_strict_f1"]   # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["SETS", "evaluate"]

if TYPE_CHECKING:
    from detente.measuring.evaluation import SETS, evaluate


def __getattr__(name: str) -> object:
    # Imported on first use: a training script needs `werner.held_out` without the pipeline.
    if name not in __all__:
        raise AttributeError(f"module 'detente.measuring' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module("detente.measuring.evaluation"), name)
