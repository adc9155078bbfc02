"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from detente.errors import DetenteError

CURE = "name a file in a folder you may write to, with room on its disk"


class OutputError(DetenteError):
    """An output file could not be written."""


def check(path: Path) -> None:
    """Refuse early what cannot work.

    Raises:
        OutputError: ``path`` is a folder, or its folder does not exist.
    """
    if path.is_dir():
        raise OutputError(f"cannot write {path}: it is a folder", "a file name", CURE)
    if not path.absolute().parent.is_dir():
        raise OutputError(f"cannot write {path}: its folder does not exist", cure=CURE)


def save(path: Path, text: str) -> None:
    """Write ``text`` as UTF-8 to ``path``; see :func:`save_bytes`."""
    save_bytes(path, text.encode("utf-8", errors="replace"))


def save_bytes(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` through a temporary file beside it.

    A reader of ``path`` sees the old file or the new one, never a part.

    Raises:
        OutputError: no permission, no room, or no such folder; ``path`` is as it was before.
    """
    check(path)
    if path.exists() and not path.is_file():  # /dev/stdout, a pipe: nothing to rename over
        _write_through(path, content)
        return
    temporary = ""
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else _new_file_mode())
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise OutputError(f"cannot write {path}: {error.strerror}", cure=CURE) from error


def _write_through(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}", cure=CURE) from error


def _new_file_mode() -> int:
    # The only way to learn the umask is to set it; mkstemp leaves the file to its owner alone.
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
