"""Phrases to country and sector: the actor cases of NGEC that are open."""

from __future__ import annotations

from record import options, ours

PUBLISHED = "NGEC's authors pass 245 of their 376 at one date"


def main() -> None:
    arguments = options(__doc__ or "").parse_args()
    path = arguments.shared / "data/actors/ngec_actor_cases.jsonl"
    ours(arguments, "actors", "actors", path, "190 open NGEC cases", PUBLISHED)


if __name__ == "__main__":
    main()
