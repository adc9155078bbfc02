"""A user's own types at the command line: trained, read with, shown everywhere, refused with one line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from detente import wire
from detente.cli import page, saving
from detente.cli.main import main
from detente.cli.train import tell
from detente.measuring.training import read_labels, train_on
from detente.notebook import reading_to_notebook
from detente.records import Subtype
from detente.settings import CodingSettings, Settings, load_settings
from detente.tables import reading_to_frames
from detente.telling import event_lines
from detente.testing import sample_reading

EXAMPLE = Path(__file__).parents[2] / "examples" / "own-events"
ONTOLOGY, LABELS, REPORT = (EXAMPLE / n for n in ("ontology.csv", "labels.csv", "report.txt"))
CLOSURE = Subtype("port closure", "mine", 0.81, "the words of its seed “close port”")


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    path = tmp_path_factory.mktemp("model") / "mine.npz"
    assert main(["train", str(LABELS), "--out", str(path)]) == 0
    return path


def names_in(folder):
    return sorted(item.name for item in folder.iterdir())


def named(text=REPORT, *options):
    assert main(["read", str(text), "--json", *map(str, options)]) == 0


def subtypes_of(printed):
    return [item for event in json.loads(printed)["events"] for item in event["subtypes"]]


# ── reading with them ────────────────────────────────────────────────────────────────────────────


def test_without_own_types_there_are_none(capsys):
    named()
    assert subtypes_of(capsys.readouterr().out) == []


def test_a_table_and_a_model_each_name_events(capsys, model):
    named(REPORT, "--ontology", ONTOLOGY, "--types", model)
    found = subtypes_of(capsys.readouterr().out)
    assert {item["ontology"] for item in found} == {"ontology", "mine"}
    assert {item["name"] for item in found} <= {
        "port closure",
        "hostage diplomacy",
        "loan default talks",
    }
    assert "port closure" in {item["name"] for item in found}


def test_the_settings_file_names_them_and_an_option_takes_its_place(capsys, tmp_path):
    settings = tmp_path / "detente.toml"
    settings.write_text(f'[coding]\nontology = ["{ONTOLOGY}"]\n', "utf-8")
    named()
    assert subtypes_of(capsys.readouterr().out)
    other = tmp_path / "other.csv"
    other.write_text("name,parent,seeds\nplum harvest,AID,harvest plums\n")
    named(REPORT, "--ontology", other)
    assert subtypes_of(capsys.readouterr().out) == []
    assert load_settings(settings).coding == CodingSettings(ontology=(ONTOLOGY,))


def test_what_made_a_reading_knows_the_table(capsys):
    made = []
    for options in ([], ["--ontology", str(ONTOLOGY)]):
        named(REPORT, *options)
        made.append(json.loads(capsys.readouterr().out)["made_by"])
    assert made[0] != made[1]


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_broken_table_is_one_line_and_nothing_is_read(tmp_path, capsys, processes):
    broken = tmp_path / "broken.csv"
    broken.write_text(ONTOLOGY.read_text("utf-8") + "sea,NAVY,x,y\n", "utf-8")
    assert main(["read", str(REPORT), "--ontology", str(broken), "--processes", processes]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    assert "broken.csv, line 5, column 'parent' is 'NAVY'; expected one of ACCUSE" in line


def test_what_is_no_model_is_one_line(tmp_path, capsys):
    for path in (LABELS, tmp_path / "none.npz", tmp_path):
        assert main(["read", str(REPORT), "--types", str(path)]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert len(err.splitlines()) == 1


def test_a_model_of_other_weights_is_refused(model, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("detente.pipeline.pair_weights", lambda: "others")
    copied = tmp_path / "copied.npz"
    copied.write_bytes(model.read_bytes())
    assert main(["read", str(REPORT), "--types", str(copied)]) == 1
    assert "run detente train again on its labels" in capsys.readouterr().err


# ── shown everywhere ─────────────────────────────────────────────────────────────────────────────


def with_own(*own):
    reading = sample_reading()
    first, *rest = reading.events
    return replace(reading, events=(replace(first, subtypes=own), *rest))


def test_json_comes_back_with_them():
    reading = with_own(CLOSURE, replace(CLOSURE, ontology="other"))
    back = wire.reading_from_json(json.loads(wire.dumps(wire.reading_to_json(reading))))
    assert back.events == reading.events


def test_json_without_them_comes_back_without(capsys):
    value = wire.reading_to_json(sample_reading())
    for event in value["events"]:
        del event["subtypes"]
    assert wire.reading_from_json(value).events == sample_reading().events


def test_tables_terminal_page_and_notebook_show_them(capsys, monkeypatch):
    reading = with_own(CLOSURE, replace(CLOSURE, name="embargo"))
    assert reading_to_frames(reading)["events"]["subtypes"][0] == "port closure; embargo"
    (line, *_) = (each for each in event_lines(reading) if each.own)
    assert line.own[0].why == "81 % sure: the words of its seed “close port”"
    assert "port closure" in reading_to_notebook(reading)
    assert '<span class="kind own" title="81 % sure' in page.render([reading])
    outcome = type("Outcome", (), {"name": "x", "reading": reading, "error": None})()
    monkeypatch.setattr("detente.engines.local.read_many", lambda *_, **__: [outcome])
    main(["read", "x"])
    brief = capsys.readouterr().out
    assert "THREATEN  port closure  embargo  happened" in " ".join(brief.split("\n    "))
    assert "close port" not in brief
    main(["read", "x", "--verbose"])
    assert "port closure: 81 % sure: the words of its seed “close port”" in capsys.readouterr().out


def test_a_name_that_is_markup_stays_text():
    evil = replace(CLOSURE, name='<b onload="x">', why="\x1b[31m\u202e<i>")
    shown = page.render([with_own(evil)]) + reading_to_notebook(with_own(evil))
    assert "<b onload" not in shown
    assert "<i>" not in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


# ── detente train ────────────────────────────────────────────────────────────────────────────────


def test_train_says_how_good_it_is_beside_baselines(tmp_path, capsys):
    out = tmp_path / "own.npz"
    assert main(["train", str(LABELS), "--out", str(out)]) == 0
    printed, err = capsys.readouterr()
    assert "labels.csv: 62 rows, 4 types" in printed
    assert "this model" in printed
    assert "the most common type   12.2 %" in printed
    assert "port closure" in printed
    assert err == f"detente: wrote {out}\n"
    assert out.stat().st_size > 10_000
    assert names_in(tmp_path) == ["own.npz"]


def test_train_as_json(tmp_path, capsys):
    assert main(["train", str(LABELS), "--out", str(tmp_path / "own.npz"), "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["labels"] == ["NOTHING", "hostage diplomacy", "loan default talks", "port closure"]
    assert value["counts"]["NOTHING"] == 20
    assert 0 < value["figures"]["majority_macro_f1"] < value["figures"]["macro_f1"] <= 1
    assert value["made_by"].startswith("encoder ")


def test_names_of_plovers_have_the_shipped_model_beside_them():
    examples, _ = read_labels(LABELS)
    plain = {"port closure": "SANCTION", "hostage diplomacy": "COERCE"}
    renamed = [replace(each, type=plain.get(each.type, each.type)) for each in examples]
    trained = train_on(renamed, Settings(), lambda _: lambda *_: None)
    assert "without training" in tell(trained, "labels.csv")
    assert "without training" not in tell(
        train_on(examples, Settings(), lambda _: lambda *_: None), "labels.csv"
    )


def test_bad_rows_are_named_and_nothing_is_written(tmp_path, capsys):
    labels, out = tmp_path / "labels.csv", tmp_path / "own.npz"
    rows = LABELS.read_text("utf-8").splitlines()
    rows[3] = "Oman fed Yemen.,Omen,Yemen,x"
    labels.write_text("\n".join(rows) + "\n,,,\n" + ",,,y\n" * 30, "utf-8")
    out.write_text("what was there")
    assert main(["train", str(labels), "--out", str(out)]) == 1
    printed, err = capsys.readouterr()
    lines = err.splitlines()
    assert printed == ""
    assert "line 4, column 'initiator' is 'Omen'" in lines[0]
    assert "line 65, column 'text' is empty" in lines[1]
    assert "and 11 more rows" in lines[20]
    assert "31 of 92 rows" in lines[21]
    assert "nothing was written" in lines[21]
    assert out.read_text() == "what was there"
    assert names_in(tmp_path) == ["labels.csv", "own.npz"]


def test_a_place_that_cannot_be_written_is_told_before_anything_is_read(tmp_path, capsys):
    assert main(["train", "no-such.csv", "--out", str(tmp_path / "no" / "own.npz")]) == 1
    assert "its folder does not exist" in capsys.readouterr().err
    assert main(["train", "no-such.csv", "--out", "own.npz"]) == 1
    assert "cannot read no-such.csv" in capsys.readouterr().err


def test_a_full_disk_leaves_the_old_model(tmp_path, capsys, monkeypatch):
    out = tmp_path / "own.npz"
    out.write_text("old")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving.os, "fsync", full)
    assert main(["train", str(LABELS), "--out", str(out)]) == 1
    assert "No space left" in capsys.readouterr().err
    assert out.read_text() == "old"
    assert names_in(tmp_path) == ["own.npz"]


def test_a_stale_model_in_the_settings_does_not_stop_training_it_anew(tmp_path, capsys):
    (tmp_path / "detente.toml").write_text('[coding]\ntypes = ["own.npz"]\n')
    (tmp_path / "own.npz").write_text("of long ago")
    assert main(["train", str(LABELS), "--out", str(tmp_path / "own.npz")]) == 0
    capsys.readouterr()
    named()
    assert subtypes_of(capsys.readouterr().out)


def test_few_rows_are_warned_of(tmp_path, capsys):
    labels = tmp_path / "labels.csv"
    rows = LABELS.read_text("utf-8").splitlines()
    labels.write_text("\n".join([*rows[:15], *rows[15:20]]) + "\n", "utf-8")
    assert main(["train", str(labels), "--out", str(tmp_path / "own.npz")]) == 0
    err = capsys.readouterr().err
    assert "warning: 'hostage diplomacy' has 5 rows: under 10" in err
    assert "warning: no row has the type NOTHING" in err


def test_progress_is_a_bar_at_a_terminal_and_nothing_in_a_pipe(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert main(["train", str(LABELS), "--out", str(tmp_path / "own.npz")]) == 0
    assert "wrote" in capsys.readouterr().err
