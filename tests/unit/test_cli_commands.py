"""``detente actor``, ``doctor``, ``eval``, ``--help`` and ``--version``, and that all are documented."""

import argparse
import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from importlib import metadata
from pathlib import Path

import pytest

import detente
from detente.actors import base as actor_base
from detente.cli import doctor
from detente.cli.actor import tell
from detente.cli.eval import table
from detente.cli.main import build_parser, main
from detente.errors import DataError
from detente.records import Actor, Candidate, Post
from detente.settings import Settings
from detente.testing import FakeActorBase, sample_reading

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"
MINISTER = Candidate(
    Actor("P1", "Ingrid Solheim", "person", "NOR", "GOV"),
    "NOR",
    "GOV",
    0.93,
    "exact name, in office on that day",
    "minister",
    Post("P1", "fisheries minister", "NOR", date(2021, 10, 14), None, date(2024, 1, 1), "a list"),
)


def subparsers():
    parser = build_parser()
    (action,) = [item for item in parser._actions if isinstance(item, argparse._SubParsersAction)]
    return parser, action.choices


def test_every_command_and_option_is_documented():
    text = REFERENCE.read_text(encoding="utf-8")
    parser, commands = subparsers()
    assert set(commands) == set(re.findall(r"^## `detente (\w+)`", text, re.MULTILINE))
    for option in parser._option_string_actions:
        assert f"`{option}`" in text
    for name, sub in commands.items():
        section = text.split(f"## `detente {name}`")[1].split("\n## ")[0]
        for action in sub._actions:
            if "--help" in action.option_strings:
                continue
            words = action.option_strings or [action.metavar]
            shown = [
                f"{item} {action.metavar}" if action.metavar and item.startswith("-") else item
                for item in words
            ]
            for item in shown:
                assert f"`{item}`" in section, f"{item} of detente {name} is not documented"


def test_the_documentation_names_no_option_that_is_gone():
    text = REFERENCE.read_text(encoding="utf-8")
    parser, commands = subparsers()
    known = set(parser._option_string_actions)
    for sub in commands.values():
        known |= set(sub._option_string_actions)
    assert set(re.findall(r"`(--[a-z-]+)", text)) <= known


def test_help_and_version_exit_well(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"detente {detente.__version__}\n"
    for arguments in (["--help"], ["read", "--help"], ["actor", "--help"], ["doctor", "-h"]):
        assert main(arguments) == 0
        assert "usage: detente" in capsys.readouterr().out


def test_help_loads_nothing_heavy():
    code = (
        "import sys; from detente.cli.main import main; main(['--help']); "
        "heavy = {'numpy', 'rich', 'onnxruntime', 'trafilatura', 'lxml', 'detente.records'}; "
        "sys.exit(1 if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def known(monkeypatch):
    class Base(FakeActorBase):
        def __init__(self, tables):
            super().__init__()
            assert tables == Settings().actors

        def find(self, name, on_day=None, context=()):
            return (MINISTER,) if name == "Solheim" else super().find(name, on_day, context)

    monkeypatch.setattr(actor_base, "PackagedBase", Base)


def test_actor_says_who_from_where_and_why(known, capsys):
    assert main(["actor", "Solheim", "--on", "2024-03-01"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Solheim on 2024-03-01\n1. Ingrid Solheim  NOR GOV  person\n")
    assert "93 % sure: exact name, in office on that day" in out
    assert "fisheries minister of NOR, 2021-10-14 to still held when last seen on 2024-01-01" in out
    assert "(source: a list)" in out


def test_actor_as_json(known, capsys):
    assert main(["actor", "Solheim", "--json", "--context", "nor"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert (value["name"], value["on"]) == ("Solheim", None)
    assert value["candidates"][0]["country"] == "NOR"
    assert value["candidates"][0]["post"]["first_day"] == "2021-10-14"
    assert value["candidates"][0]["post"]["last_day"] is None


def test_an_unknown_actor_is_said_to_be_unknown(known, capsys):
    assert main(["actor", "Nobody At All"]) == 1
    assert capsys.readouterr().out == "Nobody At All: not known\n"
    assert main(["actor", "Nobody At All", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["candidates"] == []


@pytest.mark.parametrize(("owned", "says"), [(True, "owner: a state"), (False, "not a state")])
def test_outlets_show_their_owner(owned, says):
    outlet = Candidate(
        Actor("o", "Wire", "outlet", "NOR", "MED", owned), "NOR", "MED", 0.9, "exact name"
    )
    assert says in tell("Wire", None, (outlet,))


def test_eval_prints_figures(monkeypatch, capsys):
    asked = []

    def evaluate(name, path, **options):
        asked.append((name, path, options["limit"]))
        return {
            "set": name,
            "path": path,
            "n": 8,
            "figures": {"claims_f1": 0.815, "sentences": 3.25, "refused": 0.0},
            "by": {},
            "seconds": 1.25,
        }

    monkeypatch.setattr("detente.measuring.evaluate", evaluate, raising=False)
    assert main(["eval", "gold", "dev.jsonl", "--limit", "8"]) == 0
    out = capsys.readouterr().out
    assert "8 items in 1.2 s" in out
    assert "claims_f1     81.5 %" in out
    assert "sentences       3.25" in out
    assert main(["eval", "gold", "dev.jsonl", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["figures"]["claims_f1"] == 0.815
    assert asked == [("gold", "dev.jsonl", 8), ("gold", "dev.jsonl", None)]


def test_eval_of_an_unknown_set_is_one_clear_line(monkeypatch, capsys):
    def evaluate(name, path, **_):
        raise DataError(f"there is no evaluation set {name!r}", "gold", "did you mean 'gold'?")

    monkeypatch.setattr("detente.measuring.evaluate", evaluate, raising=False)
    assert main(["eval", "golf", "x"]) == 1
    assert "did you mean 'gold'?" in capsys.readouterr().err


def test_a_set_without_figures_has_a_table_too():
    empty = {"set": "gold", "path": "x", "n": 0, "figures": {}, "by": {}, "seconds": 0.0}
    assert table(empty).startswith("gold: x\n0 items")


@pytest.fixture
def well(monkeypatch, tmp_path):
    """An installation in which everything is as it should be."""
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "weights.bin").write_bytes(b"weights")
    digest = hashlib.sha256(b"weights").hexdigest()
    (folder / "MANIFEST.json").write_text(json.dumps({"weights.bin": digest}))
    monkeypatch.setattr(doctor, "_language_folder", lambda: tmp_path)
    monkeypatch.setattr(actor_base, "PackagedBase", FakeActorBase)
    monkeypatch.setattr(detente, "read", lambda *_, **__: sample_reading(), raising=False)
    return folder


def test_the_doctor_finds_nothing_wrong(well, capsys):
    assert main(["doctor"]) == 0
    out = capsys.readouterr().out
    assert "FAIL" not in out
    assert "ok    model weights.bin: sha256" in out
    assert "ok    reading: a built-in text gave 6 claims and 4 events" in out


def test_the_doctor_as_json(well, capsys):
    assert main(["doctor", "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["well"] is True
    assert {"python", "numpy", "rich", "actor base", "reading"} <= {
        item["name"] for item in value["checks"]
    }


def damage_digest(folder):
    (folder / "weights.bin").write_bytes(b"other")


def lose_file(folder):
    (folder / "weights.bin").unlink()


def lose_list(folder):
    (folder / "MANIFEST.json").unlink()


def garble_list(folder):
    (folder / "MANIFEST.json").write_text("[")


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (damage_digest, "expected"),
        (lose_file, "cannot be read"),
        (lose_list, "no list of model files"),
        (garble_list, "no list of model files"),
    ],
)
def test_the_doctor_sees_a_damaged_model(well, capsys, harm, says):
    harm(well)
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert says in out
    assert "cure: run: pip install --force-reinstall detente" in out


def test_the_doctor_sees_an_old_python(monkeypatch):
    monkeypatch.setattr(doctor, "LEAST_PYTHON", (9, 0))
    check = doctor._python()
    assert (check.well, check.cure) == (False, "install Python 9.0 or newer")


def test_the_doctor_sees_missing_and_broken_dependencies(monkeypatch):
    monkeypatch.setattr(
        metadata, "requires", lambda _: ["no-such-thing>=1", "rich>=13", "x; extra == 'frames'"]
    )
    missing, rich = doctor.dependencies()
    assert (missing.name, missing.cure) == ("no-such-thing", "run: pip install no-such-thing")
    assert rich.well
    monkeypatch.setitem(sys.modules, "rich", None)
    broken = list(doctor.dependencies())[1]
    assert not broken.well
    assert "cannot be imported" in broken.found


def test_the_doctor_sees_that_nothing_is_installed(monkeypatch):
    def requires(_):
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "requires", requires)
    (check,) = doctor.dependencies()
    assert check.cure == "run: pip install detente"


def test_the_doctor_sees_a_base_and_a_chain_that_do_not_answer(well, monkeypatch, capsys):
    monkeypatch.setattr(actor_base, "PackagedBase", lambda: FakeActorBase({}))

    def read(*_, **__):
        raise RuntimeError("weights do not fit")

    monkeypatch.setattr(detente, "read", read, raising=False)
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert "FAIL  actor base: ValueError: Japan is not found in it" in out
    assert "FAIL  reading: RuntimeError: weights do not fit" in out


def test_a_closed_post_shows_its_last_day_and_an_open_one_none():
    post = MINISTER.post
    ended = replace(MINISTER, post=replace(post, last_day=date(2022, 5, 1)))
    assert "2021-10-14 to 2022-05-01" in tell("x", None, (ended,))
    unknown = replace(MINISTER, post=replace(post, first_day=None, observed_until=None))
    assert "of NOR, ? to ?" in tell("x", None, (unknown,))
