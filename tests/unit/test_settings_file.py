"""Settings: everything has a default, and what is not known is refused, not ignored."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from detente.errors import DetenteError, SettingsError, SourceEmpty
from detente.settings import Settings, find_settings_file, load_settings


def write(folder: Path, text: str) -> Path:
    path = folder / "detente.toml"
    path.write_text(text, "utf-8")
    return path


def test_no_file_means_defaults():
    assert load_settings(None) == Settings()


def test_values_are_taken_and_paths_are_relative_to_the_file(tmp_path: Path):
    path = write(
        tmp_path,
        '[reading]\nmax_bytes = 5\ntimeout_seconds = 3\nallow_private = true\n[actors]\nactors = ["a.csv"]\n',
    )
    settings = load_settings(path)
    assert settings.reading.max_bytes == 5
    assert settings.reading.timeout_seconds == 3.0
    assert settings.reading.allow_private is True
    assert settings.actors.actors == ((tmp_path / "a.csv").resolve(),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[reading]\nmax_byte = 5\n", "did you mean 'max_bytes'"),
        ("[readings]\n", "unknown key 'readings'"),
        ("[reading]\nxyzzy = 1\n", "remove it"),
        ("[reading]\nmax_bytes = -1\n", "above zero"),
        ("[reading]\nmax_bytes = true\n", "type int"),
        ('[reading]\nmax_bytes = "5"\n', "type int"),
        ("reading = 5\n", "a table"),
        ('[actors]\nactors = "a.csv"\n', "a list of file names"),
        ("[reading\n", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_named_with_the_cure(tmp_path: Path, text: str, message: str):
    with pytest.raises(SettingsError, match=message):
        load_settings(write(tmp_path, text))


def test_a_missing_file_is_an_error_of_ours(tmp_path: Path):
    with pytest.raises(SettingsError, match="cannot read"):
        load_settings(tmp_path / "none.toml")


def test_the_nearest_file_is_found(tmp_path: Path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert find_settings_file(inner) is None
    path = write(tmp_path, "")
    assert find_settings_file(inner) == path


def test_errors_cross_process_borders_whole():
    error = SourceEmpty("nothing in it", "a report", "give a report")
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(again, DetenteError)
    assert (again.found, again.expected, again.cure) == (error.found, error.expected, error.cure)
    assert str(again) == "nothing in it; expected a report; give a report"
