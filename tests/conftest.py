"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from detente.actors.base import PackagedBase
from detente.language.annotate import EncoderAnnotator
from detente.pipeline import Pipeline, shared_pipeline
from detente.settings import Settings

ROOT = Path(__file__).parent.parent
# The encoder's first pass loads weights; Hypothesis must not take that for a slow example.
settings.register_profile(
    "detente",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("detente")


def shared_folder() -> Path | None:
    """The shared data: DETENTE_SHARED, else the folder beside the checkout, else nothing."""
    named = os.environ.get("DETENTE_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if folder.is_dir() else None


SHARED = shared_folder()
# Gates and goldens of the shared reports measure on data that is not ours to ship: they are collected
# only where it lies, and .ci/run sees to it that it does.
collect_ignore_glob = [] if SHARED else ["gates/*", "golden/test_seed*"]


def pytest_report_header() -> str:
    return f"shared data: {SHARED or 'not here, gates are not collected'}"


@pytest.fixture(scope="session")
def shared() -> Path:
    assert SHARED is not None
    return SHARED


@pytest.fixture(scope="session")
def annotator() -> EncoderAnnotator:
    return EncoderAnnotator()


@pytest.fixture(scope="session")
def base() -> PackagedBase:
    return PackagedBase()


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return shared_pipeline(Settings())
