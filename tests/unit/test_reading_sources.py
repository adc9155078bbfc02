"""What a user names becomes pages, and what cannot be had becomes one clear failure."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from detente.errors import SourceEmpty, SourceNotFound, SourceTooLarge, SourceUnreadable
from detente.reading.sources import Failure, open_sources, page_from
from detente.records import Page
from detente.settings import ReadingSettings

FIXTURES = Path(__file__).parents[1] / "fixtures" / "reading"


def pages(*names: object, **options: object) -> list[Page | Failure]:
    return list(open_sources([str(name) for name in names], **options))  # type: ignore[arg-type]


def test_json_lines_keep_their_ids_and_survive_a_broken_line() -> None:
    one, two, three = pages(
        FIXTURES / "reports.jsonl", outlet="Default", published=date(2020, 1, 1)
    )
    assert isinstance(one, Page)
    assert (one.article_id, one.published, one.outlet) == ("one", date(2024, 3, 1), "Courier")
    assert (one.title, one.url) == ("Envoy leaves", "https://courier.example/one")
    assert isinstance(two, Failure)
    assert two.name.endswith("reports.jsonl, line 2")
    assert isinstance(two.error, SourceUnreadable)
    assert isinstance(three, Page)
    assert three.clean
    assert (three.outlet, three.published) == ("Default", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        ({"text": ""}, SourceEmpty),
        ({"title": "x"}, SourceEmpty),
        ({"text": 5}, SourceUnreadable),
        ({"text": "a", "published": "soon"}, SourceUnreadable),
        ({"text": "a", "published": 5}, SourceUnreadable),
        ({"text": "a", "published": "2024-13-45"}, SourceUnreadable),
        ([1], SourceUnreadable),
        ("a", SourceUnreadable),
    ],
)
def test_a_wrong_record_is_refused_by_line(
    record: object, kind: type[Exception], tmp_path: Path
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(record) + "\n\n" + json.dumps({"text": "good", "article_id": 7}))
    failure, page = pages(path)
    assert isinstance(failure, Failure)
    assert isinstance(failure.error, kind)
    assert "line 1" in str(failure.error)
    assert isinstance(page, Page)
    assert page.article_id == "7"


def test_standard_input_takes_text_and_json_lines() -> None:
    (page,) = pages("-", stdin=io.BytesIO(b"Some report."))
    assert page == Page("standard input", b"Some report.")
    (record,) = pages("-", stdin=io.BytesIO(b'{"text": "a b", "article_id": "i"}\n'))
    assert isinstance(record, Page)
    assert record.article_id == "i"


def test_json_files_hold_one_record_or_many(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{\n "text": "a"\n}')
    assert [page.name for page in pages(path)] == [str(path)]
    path.write_text('[{"text": "a"}, {"text": "b"}]')
    assert len(pages(path)) == 2
    path.write_text('{"text": "a"}\n{"text": "b"}\n')
    assert len(pages(path)) == 2
    path.write_text("{nothing")
    (failure,) = pages(path)
    assert isinstance(failure, Failure)


def _folder(path: Path) -> Path:
    return path


def _missing(path: Path) -> Path:
    return path / "missing.txt"


def _empty(path: Path) -> Path:
    (path / "empty").write_bytes(b" \n")
    return path / "empty"


def _empty_lines(path: Path) -> Path:
    (path / "empty.jsonl").write_bytes(b"\n")
    return path / "empty.jsonl"


def _image(path: Path) -> Path:
    (path / "a.txt").write_bytes(b"\xff\xd8\xff\xe0 image")
    return path / "a.txt"


def _large(path: Path) -> Path:
    (path / "large").write_text("x" * 101)
    return path / "large"


def _long_name(path: Path) -> Path:
    return path / ("x" * 5000)


@pytest.mark.parametrize(
    ("make", "kind", "word"),
    [
        (_folder, SourceUnreadable, "folder"),
        (_missing, SourceNotFound, "no file"),
        (_empty, SourceEmpty, "empty"),
        (_empty_lines, SourceEmpty, "empty"),
        (_image, SourceUnreadable, "JPEG"),
        (_large, SourceTooLarge, "at most 100"),
        (_long_name, SourceUnreadable, "cannot read"),
    ],
)
def test_what_cannot_be_had_is_one_failure_and_the_rest_goes_on(
    make: Callable[[Path], Path], kind: type[Exception], word: str, tmp_path: Path
) -> None:
    good = tmp_path / "good"
    good.write_text("A report.")
    failure, page = pages(make(tmp_path), good, settings=ReadingSettings(max_bytes=100))
    assert isinstance(failure, Failure)
    assert isinstance(failure.error, kind)
    assert word in str(failure.error)
    assert isinstance(page, Page)


def test_a_long_json_line_is_refused_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "x" * 200}) + '\n{"text": "short"}\n')
    failure, page = pages(path, settings=ReadingSettings(max_bytes=100))
    assert isinstance(failure, Failure)
    assert isinstance(failure.error, SourceTooLarge)
    assert isinstance(page, Page)


def test_page_from_tells_paths_from_texts(tmp_path: Path) -> None:
    path = tmp_path / "a report.txt"
    path.write_text("A report.")
    assert page_from(str(path)).content == b"A report."
    assert page_from(path, outlet="Courier").outlet == "Courier"
    assert page_from("A report in one line.").content == "A report in one line."
    assert page_from("a.txt\nb").content == "a.txt\nb"
    assert page_from(b"bytes", title="T") == Page("bytes", b"bytes", title="T")
    assert page_from("").content == ""
    assert page_from("x" * 300).content == "x" * 300
    assert page_from("a\x00b").content == "a\x00b"
    with pytest.raises(SourceNotFound):
        page_from("missing/report.html")
    with pytest.raises(SourceUnreadable, match="folder"):
        page_from(tmp_path)


def test_page_from_wants_one_report(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a"}\n{"text": "b"}\n')
    with pytest.raises(SourceUnreadable, match="more than one"):
        page_from(path)
    path.write_text("{broken\n")
    with pytest.raises(SourceUnreadable, match="line 1"):
        page_from(path)
    path.write_text('{"text": "a", "article_id": "x"}\n')
    assert page_from(path).article_id == "x"
