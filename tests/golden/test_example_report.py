"""The reading of the report that ships, kept as a person sees it, so that a reviewer sees what a change does.

After a change that is meant: ``COLUMNS=100 detente read examples/grain-deal.txt --no-color --verbose >
tests/golden/grain-deal.txt``, and read the difference.
"""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from detente.cli.main import main

HERE = Path(__file__).parent


def test_the_example_reads_as_it_did(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(HERE.parents[1])
    assert main(["read", "examples/grain-deal.txt", "--no-color", "--verbose"]) == 0
    printed = capsys.readouterr().out
    kept = (HERE / "grain-deal.txt").read_text("utf-8")
    changed = difflib.unified_diff(
        kept.splitlines(), printed.splitlines(), "kept", "now", lineterm=""
    )
    assert printed == kept, "\n".join(changed)
