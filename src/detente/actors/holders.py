"""Who holds or held an office: by country, office and day, or by office and a family name that is near."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.actors import people
from detente.actors.offices import office_class
from detente.actors.spelling import sound, words
from detente.actors.standing import holds, stale, standing
from detente.actors.store import SEAT_ONLY, Store
from detente.actors.telling import surname_likeness


class Holders:
    """The holders of offices of one store: country -> office class -> (row, place of the post)."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.table: dict[str, dict[str, list[list[int]]]] = store.table("holders")
        self._listed_rows: dict[tuple[str, str], tuple[frozenset[int], bool]] = {}
        self._names_heard: dict[int, tuple[tuple[str, ...], frozenset[str]]] = {}

    def of_day(
        self, country: str, office: str, when: int, title: str = ""
    ) -> tuple[int, Sequence[Any]] | None:
        """The person known to hold an office class of a country on a day, with the post."""
        best: tuple[tuple[Any, ...], int, Sequence[Any]] | None = None
        for row, place in self.table.get(country, {}).get(office, ()):
            post = self.store.row(row)["p"][place]
            if not holds(post, when):
                continue
            lowered, wanted = str(post[0]).casefold(), title.casefold()
            agrees = bool(wanted) and wanted in lowered
            odd = any(
                word in lowered
                for word in ("deputy", "acting", "vice", "governor", "scotland", "shadow")
            )
            key = (agrees, not odd, str(post[7]).startswith("hand"), post[4])
            if best is None or key > best[0]:
                best = (key, row, post)
        return (best[1], best[2]) if best else None

    def by_name(
        self, folded: tuple[str, ...], when: int | None, title: str, country: str
    ) -> people.Match | None:
        """A holder of the titled office of that country whose family name is near."""
        kind = office_class(title) if title else ""
        if not kind or not country:
            return None
        best: people.Match | None = None
        listed = self._listed(folded)
        sounds: set[str] = set()
        for one in ("HOS", "HOG", "SL") if kind in ("HOS", "HOG", "SL") else (kind,):
            if listed is not None and self._none_of(country, one, listed):
                continue
            sounds = sounds or {sound(word) for word in folded if len(word) > 1}
            for row, place in self.table.get(country, {}).get(one, ()):
                if (
                    listed is not None
                    and not any(row in persons for persons in listed)
                    and self.store.weight(row) > SEAT_ONLY
                ):
                    continue
                names, heard = self._heard(row)
                if not sounds & heard:
                    continue
                likeness = surname_likeness(folded, names)
                if likeness < 80:
                    continue
                data = self.store.row(row)
                post = data["p"][place]
                near = when is None or holds(post, when) or stale(post, when)
                score = (
                    0.5
                    + 0.003 * likeness
                    + (0.15 if near else -0.1)
                    + (1e-9 * post[4] if when is None else 0)
                )
                if best is None or score > best.score:
                    best = people.Match(
                        row, min(score, 0.95), standing(data, when), "name and office"
                    )
        return best

    def _none_of(self, country: str, office: str, listed: tuple[frozenset[int], ...]) -> bool:
        """Whether nobody who held an office is among persons that sound like a name, nor missing in their lists."""
        held = self._listed_rows.get((country, office))
        if held is None:
            rows = [row for row, _place in self.table.get(country, {}).get(office, ())]
            unheard = any(self.store.weight(row) <= SEAT_ONLY for row in rows)
            held = self._listed_rows[country, office] = (frozenset(rows), unheard)
        return not held[1] and all(held[0].isdisjoint(persons) for persons in listed)

    def _listed(self, folded: tuple[str, ...]) -> tuple[frozenset[int], ...] | None:
        """Persons with a word that sounds like each of these; None where a word is too short to be listed."""
        if any(len(word) == 2 for word in folded):
            return None
        return tuple(self.store.sounding_set(word) for word in folded if len(word) > 2)

    def _heard(self, row: int) -> tuple[tuple[str, ...], frozenset[str]]:
        """The words of a person's name and their sounds."""
        known = self._names_heard.get(row)
        if known is None:
            names = words(self.store.row(row)["n"])
            known = (names, frozenset(sound(word) for word in names))
            self._names_heard[row] = known
        return known
