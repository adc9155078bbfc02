"""Détente reads the news as an analyst of international affairs would.

>>> import detente
>>> reading = detente.read("report.txt", published="2024-03-01")   # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.version import VERSION

__version__ = VERSION

__all__ = ["DetenteError", "Reading", "Settings", "__version__", "read", "read_many"]

if TYPE_CHECKING:
    from detente.engines.local import read_many
    from detente.errors import DetenteError
    from detente.pipeline import read
    from detente.records import Reading
    from detente.settings import Settings


def __getattr__(name: str) -> Any:
    # Imported on first use: `detente --help` and `import detente` must not pay for the models.
    homes = {
        "DetenteError": "detente.errors",
        "Reading": "detente.records",
        "Settings": "detente.settings",
        "read": "detente.pipeline",
        "read_many": "detente.engines.local",
    }
    if name not in homes:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(homes[name]), name)
