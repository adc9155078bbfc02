"""Bytes -> text: which bytes are no text at all, and which encoding the others are in.

The order of evidence is: byte order mark, UTF-8 where the bytes are valid, the HTTP header, the
page's own ``<meta charset>``, then a guess. A declaration the bytes contradict is not believed.
"""

from __future__ import annotations

import codecs
import re

# File signatures people hand to a reader by mistake, with the name to print and the cure.
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF image, sound or film"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)

# Longest first: the UTF-32 mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,40})", re.IGNORECASE
)
_XML_CHARSET = re.compile(rb"^\s{0,50}<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]{2,40})[\"']")

# The WHATWG encoding standard reads these labels as Windows-1252, and so must we: "smart" quotes
# are the commonest non-ASCII characters of English news.
_LATIN_LABELS = frozenset({"ascii", "iso8859-1", "cp1252", "iso8859-15"})

_NOT_OF_PAGES = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape", "utf-7"})

_SAMPLE = 64 * 1024


def binary_kind(content: bytes) -> str:
    """What ``content`` is, in words, when it is no text; empty when it may be text."""
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            return name
    if any(content.startswith(mark) for mark, _ in _MARKS):
        return ""
    sample = content[:_SAMPLE]
    if b"\x00" in sample:
        return "binary data (it holds NUL bytes)"
    controls = sum(sample.count(byte) for byte in _CONTROL_BYTES)
    # Old wire copy carries a handful of control bytes an item; a binary file is full of them.
    if controls > 16 and controls * 10 > len(sample):
        return "binary data (mostly control bytes)"
    return ""


_CONTROL_BYTES = tuple(bytes([code]) for code in range(1, 32) if code not in (9, 10, 12, 13, 27))


def declared_charset(media_type: str) -> str:
    """The ``charset`` parameter of a media type, if any."""
    match = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", media_type, re.IGNORECASE)
    return match.group(1) if match else ""


def decode(content: bytes, charset: str = "") -> str:
    """The text in ``content``; never raises, undecodable bytes become U+FFFD.

    Args:
        content: the bytes as they came.
        charset: what the HTTP header declared, if anything.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    head = content[:4096]
    labels = [charset]
    for pattern in (_XML_CHARSET, _META_CHARSET):
        match = pattern.search(head)
        if match:
            labels.append(match.group(1).decode("ascii"))
    try:
        # Valid UTF-8 with multi-byte sequences is UTF-8 whatever the page declares: the chance that
        # another encoding looks so is negligible, and wrong headers are common.
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(content, labels)
    if not content.isascii():
        return text
    for label in labels:
        codec = _codec(label)
        # Escape-based encodings (ISO-2022-JP, UTF-7) are ASCII bytes that mean something else.
        if codec.startswith("iso2022"):
            return content.decode(codec, "replace")
    return text


def _decode_other(content: bytes, labels: list[str]) -> str:
    for label in labels:
        codec = _codec(label)
        if not codec or codec == "utf-8":
            continue
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    damaged = content.decode("utf-8", "replace")
    high = sum(1 for byte in content[:_SAMPLE] if byte >= 0x80)
    bad = damaged[:_SAMPLE].count("\ufffd")
    if bad * 8 <= high:
        # UTF-8 with a few broken bytes (a truncated download), not another encoding.
        return damaged
    # English with a few curly quotes or accents: Windows-1252 is by far the likeliest.
    if high * 8 <= min(len(content), _SAMPLE):
        return content.decode("cp1252", "replace")
    return _guess(content) or content.decode("cp1252", "replace")


def _guess(content: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - costly, and rarely needed

    best = from_bytes(content[:_SAMPLE]).best()
    return content.decode(best.encoding, "replace") if best else ""


def _codec(label: str) -> str:
    """The codec a page's label means; empty for what is no encoding of pages ("rot13", "punycode")."""
    try:
        name = codecs.lookup(label).name if label else ""
        if not name or name in _NOT_OF_PAGES or b"a b".decode(name) != "a b":
            return ""
    except (LookupError, ValueError):
        return ""
    return "cp1252" if name in _LATIN_LABELS else name
