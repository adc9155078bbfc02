"""The version, where nothing else is imported to learn it."""

VERSION = "0.1.0"
