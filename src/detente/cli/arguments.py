"""Kinds of argument that several commands take, each with an error that says what is right."""

from __future__ import annotations

import argparse
from datetime import date


def day(text: str) -> date:
    """A calendar day written ``YYYY-MM-DD``."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a day; expected YYYY-MM-DD, for example 2024-03-01"
        ) from error


def count(text: str) -> int:
    """A whole number, one or more."""
    if text.isascii() and text.isdigit() and int(text) >= 1:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a count; expected 1 or more")
