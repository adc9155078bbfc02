"""What can go wrong, drawn as a tree from one base.

::

    DetenteError
    ├── SourceError          a source could not be turned into an article
    │   ├── SourceNotFound   no such file, or nothing at that address
    │   ├── SourceUnreadable found, but not text we can read: binary, truncated, wrong encoding, a folder
    │   ├── SourceEmpty      read, but nothing in it is a report
    │   ├── SourceTooLarge   over the size limit
    │   ├── WrongLanguage    a report, but not in English
    │   └── FetchRefused     an address we may not, or will not, fetch
    ├── SettingsError        detente.toml or an option says something we do not know
    ├── TableError           a user's table (actors, ontology, labels) has a broken row
    ├── ModelError           a model of a user's own types cannot be used
    ├── DataError            an evaluation set or gold file is not in the documented format
    └── InstallError         the installation is incomplete or damaged

Every message names what was found, what was expected and the cure.
"""

from __future__ import annotations


class DetenteError(Exception):
    """Base of every error Détente raises on purpose.

    Args:
        found: what was found, in words.
        expected: what would have been right.
        cure: what the user can do about it.
    """

    def __init__(self, found: str, expected: str = "", cure: str = "") -> None:
        self.found = found
        self.expected = expected
        self.cure = cure
        parts = [found.rstrip(".")]
        if expected:
            parts.append(f"expected {expected.rstrip('.')}")
        if cure:
            parts.append(cure.rstrip("."))
        super().__init__("; ".join(parts))

    def __reduce__(self) -> tuple[type[DetenteError], tuple[str, str, str]]:
        # Errors cross process borders in batches; the default pickling would lose two of three parts.
        return type(self), (self.found, self.expected, self.cure)


class SourceError(DetenteError):
    """A source could not be turned into an article."""


class SourceNotFound(SourceError):  # noqa: N818 - reads as the sentence it stands for
    """No such file, or nothing at that address."""


class SourceUnreadable(SourceError):  # noqa: N818
    """Found, but not text we can read: binary, truncated, wrongly encoded, or a folder."""


class SourceEmpty(SourceError):  # noqa: N818
    """Read, but nothing in it is a report."""


class SourceTooLarge(SourceError):  # noqa: N818
    """Over the size limit."""


class WrongLanguage(SourceError):  # noqa: N818
    """A report, but not in a language Détente reads."""


class FetchRefused(SourceError):  # noqa: N818
    """An address we may not, or will not, fetch."""


class SettingsError(DetenteError):
    """``detente.toml`` or an option says something we do not know."""


class TableError(DetenteError):
    """A user's table (actors, ontology) has a broken row."""


class ModelError(DetenteError):
    """A model of a user's own types is damaged, or was trained on other weights than those installed."""


class DataError(DetenteError):
    """An evaluation set or gold file is not in the documented format."""


class InstallError(DetenteError):
    """The installation is incomplete or damaged."""
