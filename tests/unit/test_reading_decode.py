"""Bytes to text."""

from __future__ import annotations

import pytest

from detente.reading.decode import binary_kind, declared_charset, decode

TEXT = "The envoy said: “naïve talks” – or so it was told at the café."


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_common_encodings_are_found(name: str) -> None:
    assert decode(TEXT.encode(name)) == TEXT


def test_declared_encodings_are_used_where_the_bytes_allow() -> None:
    russian = "Посол сказал, что переговоры продолжатся."
    assert decode(russian.encode("koi8-r"), "koi8-r") == russian
    page = b'<meta charset="windows-1251">' + russian.encode("cp1251")
    assert decode(page).endswith(russian)
    assert decode(TEXT.encode(), "iso-8859-1") == TEXT
    assert decode(TEXT.encode("cp1252"), "iso-8859-1") == TEXT
    assert decode(TEXT.encode("cp1252"), "rot13") == TEXT
    assert decode(b"plain", "no-such-thing") == "plain"
    assert decode("会談".encode("iso2022_jp"), "iso-2022-jp") == "会談"


def test_undeclared_foreign_encodings_are_guessed() -> None:
    russian = "Посол сказал, что переговоры продолжатся до подписания договора. " * 5
    assert decode(russian.encode("cp1251")) == russian


def test_truncated_utf8_stays_utf8() -> None:
    damaged = decode(("é" * 50).encode()[:-1])
    assert damaged == "é" * 49 + "\ufffd"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"%PDF-1.4", "PDF"),
        (b"PK\x03\x04", "zip"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"a\x00b", "NUL"),
        (bytes(range(1, 9)) * 40, "control"),
    ],
)
def test_binary_data_is_named(content: bytes, word: str) -> None:
    assert word in binary_kind(content)


def test_text_is_not_binary() -> None:
    assert binary_kind(TEXT.encode("utf-16")) == ""
    assert binary_kind(b"A \x03 report of old wire copy") == ""
    assert binary_kind(b"") == ""


def test_charset_of_a_media_type() -> None:
    assert declared_charset('text/html; charset="UTF-8"') == "UTF-8"
    assert declared_charset("text/html") == ""
