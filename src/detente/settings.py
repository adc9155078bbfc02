"""``detente.toml`` -> frozen ``Settings``; unknown keys are refused, not ignored.

Looked for in the working folder and its parents; ``--settings FILE`` names another. Everything has a
default, so no file is needed.
"""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

from detente.errors import SettingsError

FILE_NAME = "detente.toml"


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """How pages become articles.

    ``max_bytes``: a larger source is refused. ``timeout_seconds``: for one fetch, connect to last byte.
    ``allow_private``: whether private and loopback addresses may be fetched.
    """

    max_bytes: int = 10 * 1024 * 1024
    timeout_seconds: float = 20.0
    allow_private: bool = False
    respect_robots: bool = True


@dataclass(frozen=True, slots=True)
class ActorSettings:
    """A user's own tables, CSV files that win over ours (``docs/how-to/own-actors.md``)."""

    actors: tuple[Path, ...] = ()
    aliases: tuple[Path, ...] = ()
    posts: tuple[Path, ...] = ()
    agreements: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class CodingSettings:
    """A user's own types of events (``docs/how-to/own-events.md``).

    ``ontology``: CSV files of types. ``types``: models that ``detente train`` made.
    """

    ontology: tuple[Path, ...] = ()
    types: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class ComponentSettings:
    """Which built-in or guest stands behind each seam, by entry-point name."""

    annotator: str = "encoder"
    actor_base: str = "packaged"
    attributor: str = "quotation"
    coder: str = "plover"
    summariser: str = "grounded"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user may set, in one frozen value."""

    reading: ReadingSettings = field(default_factory=ReadingSettings)
    actors: ActorSettings = field(default_factory=ActorSettings)
    coding: CodingSettings = field(default_factory=CodingSettings)
    components: ComponentSettings = field(default_factory=ComponentSettings)


def find_settings_file(folder: Path) -> Path | None:
    """The nearest ``detente.toml`` in ``folder`` or above it, if any."""
    for place in (folder, *folder.parents):
        candidate = place / FILE_NAME
        if candidate.is_file():
            return candidate
    return None


def load_settings(path: Path | None) -> Settings:
    """Read ``path`` (None: all defaults).

    Raises:
        SettingsError: not TOML, an unknown key, or a value of the wrong type.
    """
    if path is None:
        return Settings()
    try:
        with path.open("rb") as stream:
            values = tomllib.load(stream)
    except OSError as error:
        raise SettingsError(
            f"cannot read settings {path}: {error.strerror}", "a TOML file"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}", cure="mend that line") from error
    built = _build(Settings, values, path, "")
    assert isinstance(built, Settings)
    return built


def _build(kind: type[Any], values: dict[str, Any], path: Path, where: str) -> Any:
    known = {item.name for item in fields(kind)}
    hints = get_type_hints(kind)
    given: dict[str, Any] = {}
    for key, value in values.items():
        label = f"{where}{key}"
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "remove it"
            allowed = ", ".join(sorted(known))
            raise SettingsError(f"unknown key {label!r} in {path}", f"one of {allowed}", hint)
        given[key] = _convert(hints[key], value, path, label)
    return kind(**given)


def _convert(hint: Any, value: Any, path: Path, label: str) -> Any:
    if is_dataclass(hint) and isinstance(hint, type):
        if not isinstance(value, dict):
            raise SettingsError(f"{label} in {path} is {value!r}", f"a table [{label}]")
        return _build(hint, value, path, f"{label}.")
    if hint == tuple[Path, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise SettingsError(f"{label} in {path} is {value!r}", "a list of file names")
        return tuple((path.parent / item).resolve() for item in value)
    wanted = hint
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        raise SettingsError(f"{label} in {path} is {value!r}", f"a value of type {wanted.__name__}")
    if isinstance(value, int | float) and not isinstance(value, bool) and value <= 0:
        raise SettingsError(f"{label} in {path} is {value!r}", "a number above zero")
    return value
