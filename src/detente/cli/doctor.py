"""``detente doctor``: is the installation whole, and if not, what cures it."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HELP = "check the installation and say the cure for what is wrong"
DESCRIPTION = (
    "Checks the Python version, every dependency, the model files against their recorded digests, "
    "the actor base, and reads a built-in text from end to end. Exits with 1 when a check fails."
)
REINSTALL = "run: pip install --force-reinstall detente"
LEAST_PYTHON = (3, 11)
#: Our own words: a statement, a relay and a threat, for the check from end to end.
SAMPLE = (
    "Oslo warns Reykjavik over mackerel\n\n"
    "Norway's foreign minister warned on Tuesday that Oslo would close its ports to Icelandic "
    "trawlers, the NRK broadcaster reported.\n\n"
    "Iceland rejected the demand and said it would keep to its quota."
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. ``cure`` is empty when it is well."""

    name: str
    well: bool
    found: str
    cure: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``detente doctor``."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Run every check; 0 when all is well, else 1."""
    checks = list(examine())
    if args.json:
        values = [
            {"name": item.name, "well": item.well, "found": item.found, "cure": item.cure or None}
            for item in checks
        ]
        well = all(item.well for item in checks)
        print(json.dumps({"well": well, "checks": values}, indent=2))
    else:
        for item in checks:
            print(f"{'ok  ' if item.well else 'FAIL'}  {item.name}: {item.found}")
            if item.cure:
                print(f"      cure: {item.cure}")
    return 0 if all(item.well for item in checks) else 1


def examine() -> Iterator[Check]:
    """Every check, cheap ones first."""
    yield _python()
    yield from dependencies()
    yield from model_files(_language_folder() / "model")
    yield _tried("actor base", _open_base, REINSTALL)
    yield _tried("reading", _read_sample, "mend what failed above; else report it to us")


def _python() -> Check:
    version = ".".join(str(part) for part in sys.version_info[:3])
    well = sys.version_info[:2] >= LEAST_PYTHON
    least = ".".join(str(part) for part in LEAST_PYTHON)
    return Check("python", well, version, "" if well else f"install Python {least} or newer")


def dependencies() -> Iterator[Check]:
    """Each dependency that our own metadata declares: installed, and can it be imported."""
    from importlib import metadata  # noqa: PLC0415

    try:
        declared = metadata.requires("detente") or []
    except metadata.PackageNotFoundError:
        yield Check("detente", False, "no metadata: not installed", "run: pip install detente")
        return
    for requirement in declared:
        if "extra ==" in requirement:
            continue
        name = _project_name(requirement)
        yield _dependency(name, name.replace("-", "_"))


def _project_name(requirement: str) -> str:
    name = requirement
    for sign in "<>=!~;[ ":
        name = name.split(sign)[0]
    return name


def _dependency(name: str, module: str) -> Check:
    from importlib import import_module, metadata  # noqa: PLC0415

    cure = f"run: pip install --force-reinstall {name}"
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Check(name, False, "not installed", f"run: pip install {name}")
    try:
        import_module(module)
    except Exception as error:  # a broken binary raises what it likes; each is a finding here
        return Check(name, False, f"{version} cannot be imported: {error}", cure)
    return Check(name, True, version)


def model_files(folder: Path) -> Iterator[Check]:
    """Each model file against the SHA-256 recorded in ``MANIFEST.json`` beside it."""
    manifest = folder / "MANIFEST.json"
    try:
        recorded = json.loads(manifest.read_text(encoding="utf-8"))
        pairs = sorted((str(name), str(value)) for name, value in recorded.items())
    except (OSError, ValueError, AttributeError) as error:
        yield Check("models", False, f"no list of model files: {error}", REINSTALL)
        return
    for name, wanted in pairs:
        try:
            with (folder / name).open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            yield Check(f"model {name}", False, f"cannot be read: {error.strerror}", REINSTALL)
            continue
        well = found == wanted.removeprefix("sha256:")
        says = f"sha256 {found[:12]}" + ("" if well else f", expected {wanted[:12]}")
        yield Check(f"model {name}", well, says, "" if well else REINSTALL)


def _language_folder() -> Path:
    return Path(__file__).resolve().parent.parent / "language"


def _tried(name: str, attempt: Callable[[], str], cure: str) -> Check:
    try:
        return Check(name, True, attempt())
    except Exception as error:  # whatever is wrong inside is what the doctor is asked to find
        return Check(name, False, f"{type(error).__name__}: {error}", cure)


def _open_base() -> str:
    from detente.actors.base import PackagedBase  # noqa: PLC0415

    found = PackagedBase().find("Japan")
    if not found or found[0].country != "JPN":
        message = "Japan is not found in it"
        raise ValueError(message)
    return "opens and answers"


def _read_sample() -> str:
    import detente  # noqa: PLC0415

    reading = detente.read(SAMPLE.encode(), published="2024-03-01")
    if not reading.summary.sentences:
        message = "the built-in text gave no summary"
        raise ValueError(message)
    claims, events = len(reading.claims), len(reading.events)
    return f"a built-in text gave {claims} claims and {events} events"
