"""``detente read``: what it prints, what it writes, how it fails."""

import io
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from detente import wire
from detente.cli.main import main
from detente.engines import local
from detente.errors import SettingsError, SourceNotFound
from detente.testing import sample_reading

MISSING = SourceNotFound("no such file", "a readable report", "check the name")


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "DETENTE_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def asked(monkeypatch):
    """Stands in for the pipeline; a source whose name starts with "bad" fails."""
    calls = {}

    def read_many(sources, **options):
        calls.update(options, sources=list(sources))
        for name in calls["sources"]:
            if name.startswith("bad"):
                yield local.Outcome(name, None, MISSING)
            else:
                yield local.Outcome(name, sample_reading(), None)

    monkeypatch.setattr(local, "read_many", read_many)
    return calls


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self):
        return True


def test_a_reading_is_printed_summary_first(asked, capsys):
    assert main(["read", "report.txt"]) == 0
    out, err = capsys.readouterr()
    order = ["Oslo threatens", "given by you", "NO TIME TO READ?", "WHOSE VOICES FILL IT"]
    order += ["WHO SAYS WHAT", "WHO DID WHAT TO WHOM"]
    places = [out.index(words) for words in order]
    assert places == sorted(places)
    assert "Ingrid Solheim - warned  [conditional]  via NRK, state media of Norway" in out
    assert "Ingrid Solheim (NOR GOV) → Reykjavik (ISL GOV)  THREATEN  happened" in out
    assert "told by North Sea Courier · 2024-03-05 (worked out)" in out
    assert err == ""


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(asked, capsys, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    main(["read", "--verbose", "report.txt"])
    assert max(len(line) for line in capsys.readouterr().out.splitlines()) <= columns


def test_verbose_shows_what_was_left_out_and_who_is_who(asked, capsys):
    main(["read", "report.txt"])
    brief = capsys.readouterr().out
    main(["read", "--verbose", "report.txt"])
    full = capsys.readouterr().out
    for words in ("summary button: No time to read?", "coding: a meeting is only promised"):
        assert words in full
        assert words not in brief
    assert "Jon Arnason  person, ISL, GOV, minister" in full
    assert "previous: Herring prices fall" in full


def test_options_reach_the_pipeline(asked, tmp_path):
    (tmp_path / "mine.toml").write_text("[reading]\nmax_bytes = 1000\n")
    arguments = ["--date", "2024-03-01", "--outlet", "Courier", "--processes", "2"]
    arguments += ["--settings", "mine.toml", "--allow-private", "--json"]
    assert main(["read", "a.txt", "b.txt", *arguments]) == 0
    assert asked["sources"] == ["a.txt", "b.txt"]
    assert asked["published"].isoformat() == "2024-03-01"
    assert (asked["outlet"], asked["processes"]) == ("Courier", 2)
    assert asked["settings"].reading.max_bytes == 1000
    assert asked["settings"].reading.allow_private is True


def test_one_source_gives_an_object_many_a_list(asked, capsys):
    main(["read", "a", "--json"])
    assert json.loads(capsys.readouterr().out) == sample_reading().to_json()
    main(["read", "a", "b", "--json"])
    assert [item["article_id"] for item in json.loads(capsys.readouterr().out)] == ["sample"] * 2


def test_jsonl_gives_one_reading_a_line(asked, capsys):
    assert main(["read", "a", "bad", "b", "--jsonl"]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line) for line in out.splitlines()] == [sample_reading().to_json()] * 2
    assert err == "detente: bad: no such file; expected a readable report; check the name\n"


def test_a_bad_source_alone_prints_nothing_but_its_error(asked, capsys):
    assert main(["read", "bad", "--json"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("detente: bad: no such file")
    assert main(["read", "bad", "bad2", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == []


def test_one_bad_source_never_stops_the_rest(asked, capsys):
    assert main(["read", "bad", "a"]) == 1
    assert "Oslo threatens" in capsys.readouterr().out


def test_an_error_stays_on_one_line_whatever_its_name_holds(monkeypatch, capsys):
    def read_many(sources, **_):
        yield local.Outcome("x\n\x1b[31m", None, SourceNotFound("a\nb"))

    monkeypatch.setattr(local, "read_many", read_many)
    main(["read", "x"])
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "\x1b" not in err


def test_what_an_article_says_is_never_a_command_to_the_terminal(monkeypatch, capsys):
    reading = sample_reading()
    nasty = "[bold red]Title[/] \x1b]0;owned\x07 \u202eevil"
    article = replace(reading.article, title=nasty, outlet=nasty, byline=nasty)
    evil = replace(reading, article=article)

    def read_many(sources, **_):
        yield local.Outcome("x", evil, None)

    monkeypatch.setattr(local, "read_many", read_many)
    main(["read", "x", "--verbose"])
    out = capsys.readouterr().out
    assert "[bold red]Title[/]" in out
    assert not {"\x1b", "\x07", "\u202e"} & set(out)


def show_at(monkeypatch, arguments, stream):
    monkeypatch.setattr(sys, "stdout", stream)
    main(["read", "a", *arguments])
    return stream.getvalue()


def test_colour_is_for_terminals_that_want_it(asked, monkeypatch):
    assert "\x1b[" in show_at(monkeypatch, [], Terminal())
    assert "\x1b" not in show_at(monkeypatch, ["--no-color"], Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in show_at(monkeypatch, [], Terminal())
    monkeypatch.delenv("NO_COLOR")
    assert "\x1b" not in show_at(monkeypatch, [], io.StringIO())


def test_without_colour_patterns_tell_the_sides_apart(asked, monkeypatch):
    stream = Terminal()
    bar = show_at(monkeypatch, ["--no-color"], stream).split("FILL IT\n")[1].splitlines()[0]
    assert set(bar.strip()) == {"█", "▓", "▒", "░"}
    assert len(bar.strip()) == 76


def test_a_terminal_without_unicode_gets_plain_letters(asked, monkeypatch):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["read", "a"]) == 0
    stream.flush()
    shown = raw.getvalue().decode("ascii")
    assert "Ingrid Solheim (NOR GOV) -> Reykjavik (ISL GOV)" in shown
    assert "Norway's fisheries minister" in shown
    assert main(["read", "a", "--jsonl"]) == 0
    stream.flush()
    line = raw.getvalue().decode("ascii").splitlines()[-1]
    assert json.loads(line) == sample_reading().to_json()


def test_many_sources_at_a_terminal_have_a_progress_bar(asked, capsys, monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    assert main(["read", "a", "bad", "b", "--jsonl"]) == 1
    assert "reading" in stream.getvalue()
    assert "detente: bad: no such file" in stream.getvalue()
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_page_is_written_whole(asked, capsys, tmp_path):
    assert main(["read", "a", "--html", "page.html"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "detente: wrote page.html\n"
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_json_and_a_page_in_one_go(asked, capsys, tmp_path):
    assert main(["read", "a", "--jsonl", "--html", "page.html"]) == 0
    assert json.loads(capsys.readouterr().out)["article_id"] == "sample"
    assert (tmp_path / "page.html").exists()


@pytest.mark.parametrize("target", ["no/such/folder/page.html", "."])
def test_a_page_that_cannot_be_written_is_refused_before_reading(asked, capsys, target):
    assert main(["read", "a", "--html", target]) == 1
    assert "cannot write" in capsys.readouterr().err
    assert asked == {}


def test_a_full_disk_leaves_the_old_page_as_it_was(asked, capsys, monkeypatch, tmp_path):
    target = tmp_path / "page.html"
    target.write_text("old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["read", "a", "--html", str(target)]) == 1
    assert "No space left on device; name a file in a folder" in capsys.readouterr().err
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_page_may_go_to_a_device(asked, capsys):
    assert main(["read", "a", "--html", "/dev/null"]) == 0
    assert Path("/dev/null").is_char_device()
    assert main(["read", "a", "--html", "/dev/full"]) == 1
    assert "cannot write /dev/full" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["read"], "SOURCE"),
        (["read", "a", "--jsn"], "did you mean --json?"),
        (["raed", "a"], "did you mean read?"),
        (["read", "a", "--date", "yesterday"], "expected YYYY-MM-DD"),
        (["read", "a", "--processes", "0"], "expected 1 or more"),
        (["read", "a", "--json", "--jsonl"], "not allowed with"),
        (["read", "a", "--zzzzzz"], "see detente read --help"),
        ([], "COMMAND"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_two(asked, capsys, arguments, says):
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert says in err
    assert err.count("\n") == 1
    assert asked == {}


def broken(monkeypatch, error):
    def read_many(sources, **_):
        raise error
        yield

    monkeypatch.setattr(local, "read_many", read_many)


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (KeyboardInterrupt(), 130, "detente: interrupted\n"),
        (
            SettingsError("found", "expected", "cure"),
            1,
            "detente: found; expected expected; cure\n",
        ),
        (OSError(28, "No space left on device"), 1, "No space left on device"),
        (ValueError("odd"), 1, "unexpected ValueError: odd; this is a fault of ours"),
    ],
)
def test_what_goes_wrong_is_one_line_and_no_traceback(monkeypatch, capsys, error, code, says):
    broken(monkeypatch, error)
    assert main(["read", "a"]) == code
    err = capsys.readouterr().err
    assert says in err
    assert "Traceback" not in err
    assert err.count("\n") == 1


def test_a_reader_that_hangs_up_is_no_error_worth_a_word(monkeypatch, capsys):
    broken(monkeypatch, BrokenPipeError())
    assert main(["read", "a"]) == 141
    assert capsys.readouterr().err == ""


def test_the_developer_may_see_where_it_went_wrong(monkeypatch):
    monkeypatch.setenv("DETENTE_DEBUG", "1")
    broken(monkeypatch, ValueError("odd"))
    with pytest.raises(ValueError, match="odd"):
        main(["read", "a"])


def test_wrong_settings_are_named(capsys, tmp_path):
    (tmp_path / "detente.toml").write_text("[reading]\nmax_byte = 1\n")
    assert main(["read", "a"]) == 1
    assert "did you mean 'max_bytes'?" in capsys.readouterr().err


def test_json_lines_score_as_gold(asked, capsys):
    main(["read", "a", "--jsonl"])
    value = json.loads(capsys.readouterr().out)
    back = wire.reading_from_json(value)
    assert wire.reading_to_json(back) == value


class HungUp(Terminal):
    """A stream whose reader has gone away."""

    def write(self, _):
        raise BrokenPipeError


def test_a_reader_that_hangs_up_on_the_display_is_no_error_either(asked, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", HungUp())
    assert main(["read", "a"]) == 141
    assert capsys.readouterr().err == ""
