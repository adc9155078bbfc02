"""What tests of single modules may ask for: modules of ``training``, which is no installed package."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

_ROOT = Path(__file__).parents[2]


def _load(name: str) -> ModuleType:
    """A module of ``training``, found by its packages' attribute as an import would leave it."""
    spec = importlib.util.spec_from_file_location(name, _ROOT / f"{name.replace('.', '/')}.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    package, _, short = name.rpartition(".")
    setattr(sys.modules[package], short, module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def written() -> ModuleType:
    for package in ("training", "training.coding"):
        sys.modules.setdefault(package, ModuleType(package))
    return _load("training.coding.written")


@pytest.fixture(scope="session")
def marked(written: ModuleType) -> ModuleType:
    assert written is not None
    return _load("training.coding.marked")


@pytest.fixture(scope="session")
def reread(marked: ModuleType) -> ModuleType:
    assert marked is not None
    return _load("training.coding.reread")


@pytest.fixture(scope="session")
def sides_of(marked: ModuleType) -> ModuleType:
    assert marked is not None
    sys.modules.setdefault("training.encoder", ModuleType("training.encoder"))
    _load("training.coding.reports")
    return _load("training.encoder.sides_of")
