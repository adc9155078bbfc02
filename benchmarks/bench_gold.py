"""Readings against the eight gold readings of gold/dev, by the figures of ``score_gold.py``."""

from __future__ import annotations

from record import options, ours

HUMAN = "two careful readers: 94 contents, 92 who said what, 91 events"


def main() -> None:
    arguments = options(__doc__ or "").parse_args()
    ours(arguments, "gold", "gold", arguments.shared / "data/gold/dev.jsonl", "gold/dev", HUMAN)


if __name__ == "__main__":
    main()
