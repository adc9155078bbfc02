"""The packaged actor base: who is who, on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from detente.actors.agreements import Agreements, AgreementStatus, steps
from detente.actors.answers import Answer
from detente.actors.borrowing import at_home
from detente.actors.judge import Judge
from detente.actors.people import doubtful, search
from detente.actors.resolve import resolve
from detente.actors.scan import Scanner
from detente.actors.spelling import words
from detente.actors.standing import as_date, number
from detente.actors.store import PART, Store
from detente.actors.tables import Overlay, overlay
from detente.records import (
    Actor,
    Annotation,
    Article,
    Candidate,
    Hit,
    Kind,
    Membership,
    Post,
    Sector,
)
from detente.settings import ActorSettings

PACKAGED: Final[Path] = Path(__file__).parent / "base.detact"


class PackagedBase:
    """The actor base that ships with Détente, with a user's own tables laid over it.

    Args:
        settings: the user's CSV files, if any; their rows win over ours.
        path: another base file, for tests and builds.

    Raises:
        InstallError: the packaged file is missing or damaged.
        TableError: a row of a user's table is broken.
    """

    def __init__(self, settings: ActorSettings | None = None, path: Path = PACKAGED) -> None:
        self.settings = settings or ActorSettings()
        self.store = Store(path)
        self._numbers: dict[str, int] | None = None
        self._members: dict[str, list[list[Any]]] | None = None
        self._treaties: list[int] = list(self.store.table("agreements") or [])
        mine = self._overlaid()
        self.agreements = Agreements(self.store, self._treaties)
        self._judge = Judge(self.store, self.agreements)
        self._scanner = Scanner(self.store, self._judge.names)
        for country, kind, row, place in mine.holders if mine else ():
            held = self._judge.holders.table.setdefault(country, {}).setdefault(kind, [])
            held[:] = [pair for pair in held if pair[0] != row or pair[1] < place]
            held.append([row, place])
        self._judge.judge = lru_cache(maxsize=65536)(self._judge.judge)  # type: ignore[method-assign]

    def _overlaid(self) -> Overlay | None:
        """The user's tables laid over the store, or None when there are none."""
        chosen = self.settings
        if not (chosen.actors or chosen.aliases or chosen.posts or chosen.agreements):
            return None
        mine = overlay(chosen, self.store, self._number_of)
        self.store.overlay(mine.draft, mine.replaced)
        self._treaties += mine.agreements
        self._numbers = {**(self._numbers or {}), **mine.numbers}
        return mine

    # ── the seam ─────────────────────────────────────────────────────────────────────────────────

    def find(
        self, name: str, on_day: date | None = None, context: Sequence[str] = ()
    ) -> tuple[Candidate, ...]:
        """Candidates for a name or phrase as of ``on_day``, best first; empty when honestly unknown."""
        when = number(on_day) if on_day is not None else None
        answer = self._judge.judge(name, "", when, tuple(context))
        found: list[Candidate] = []
        if answer.confidence >= 0.3:
            found.append(self._candidate(answer))
        taken = {answer.row}
        spelled = words(name) if name[:1] and not name.strip().islower() else ()
        for match in search(self.store, spelled, when, tuple(context))[:8]:
            if match.row not in taken and match.score >= 0.4:
                taken.add(match.row)
                data = self.store.row(match.row)
                state = match.standing
                sure = min(0.9, match.score) * 0.9
                if doubtful(data, match, context):
                    sure = min(sure, 0.35)
                found.append(
                    Candidate(self._actor(data), state.country or data["c"], _sector(state.sector),
                              sure, f"{match.how} of {data['n']}", state.role,
                              self._post(data, state.post))
                )  # fmt: skip
        for row, use in self.store.lookup(spelled):
            data = self.store.row(row)
            if row not in taken and data["k"] != "person" and not use & PART:
                taken.add(row)
                found.append(Candidate(self._actor(data), data["c"], _sector(data["s"]), 0.3,
                                       f"also a name of {data['n']}"))  # fmt: skip
        rest = sorted(found[1:], key=lambda one: (-one.confidence, one.actor.actor_id))
        return (*found[:1], *rest)

    def scan(self, text: str) -> tuple[Hit, ...]:
        """Every alias found in ``text``, longest first at each place, not overlapping, in order."""
        return self._scan(text)

    @lru_cache(maxsize=64)  # noqa: B019 - the base lives as long as the process that reads with it
    def _scan(self, text: str) -> tuple[Hit, ...]:
        return self._scanner.scan(text)

    def resolve(self, article: Article, annotation: Annotation) -> Annotation:
        """The annotation with actor, person, country and sector filled in, as of the article's day."""
        return at_home(article, resolve(self._judge, article, annotation))

    # ── questions about one actor ────────────────────────────────────────────────────────────────

    def row_of(self, actor_id: str) -> dict[str, Any] | None:
        """The stored row of an actor id, or None."""
        at = self._number_of(actor_id)
        return self.store.row(at) if at is not None else None

    def _number_of(self, actor_id: str) -> int | None:
        if self._numbers is None:
            self._numbers = {}
        if actor_id not in self._numbers:
            found = self.store.numbered(actor_id)
            if found is None:
                return None
            self._numbers[actor_id] = found
        return self._numbers[actor_id]

    def actor(self, actor_id: str) -> Actor | None:
        """The actor of that id, or None."""
        data = self.row_of(actor_id)
        return self._actor(data) if data is not None else None

    def posts(self, actor_id: str) -> tuple[Post, ...]:
        """The offices a person held, or the steps that parties of an agreement took, oldest first.

        A step has the party as its country, what it did as its office ("suspends"), and its day as first day.
        """
        data = self.row_of(actor_id)
        if data is not None and data["k"] == "agreement":
            source = data["t"]["source"]
            return tuple(
                Post(actor_id, done, party, as_date(since), None, None, source)
                for party, since, done in steps(data)
            )
        return tuple(self._made(data, post) for post in (data or {}).get("p") or [])  # type: ignore[arg-type]

    def office_holder(self, country: str, office: str, on_day: date) -> Candidate | None:
        """Who held an office (a title such as "foreign minister", or a class such as "FM") on a day."""
        from detente.actors.offices import SECTOR_OF, office_class  # noqa: PLC0415

        kind = office if office in SECTOR_OF else office_class(office)
        held = self._judge.holders.of_day(country, kind, number(on_day), office)
        if held is None:
            return None
        data = self.store.row(held[0])
        post = held[1]
        return Candidate(self._actor(data), post[2], _sector(post[3]), 0.9, f"{post[0]} by {post[7]}", str(post[0]),
                         self._post(data, post))  # fmt: skip

    def members(self, bloc: str, on_day: date) -> tuple[str, ...]:
        """Country codes of the full members of a bloc on a day, in order."""
        when = number(on_day)
        return tuple(sorted({
            spell[0] for spell in self._spells().get(self._bloc(bloc), ())
            if spell[1] in ("member", "permanent", "new member", "founding member") and _within(spell, when)
        }))  # fmt: skip

    def memberships(self, country: str, on_day: date) -> tuple[Membership, ...]:
        """The blocs and organisations a country was a full member of on a day."""
        when = number(on_day)
        return tuple(
            Membership(country, bloc, as_date(spell[2]), as_date(spell[3]))
            for bloc, spells in sorted(self._spells().items())
            for spell in spells
            if spell[0] == country
            and spell[1] in ("member", "permanent", "new member")
            and _within(spell, when)
        )

    def _bloc(self, name: str) -> str:
        """The id of a bloc by its id or any of its names."""
        if name in self._spells():
            return name
        for row, _use in self.store.lookup(words(name)):
            if self.store.row(row)["i"] in self._spells():
                return str(self.store.row(row)["i"])
        return name

    def _spells(self) -> dict[str, list[list[Any]]]:
        if self._members is None:
            self._members = self.store.table("members") or {}
        return self._members

    def agreement(self, actor_id: str, on_day: date) -> AgreementStatus | None:
        """An agreement's status and parties on a day, or None for an unknown id."""
        for index in reversed(self._treaties):
            if self.store.row(index)["i"] == actor_id:
                return self.agreements.status(index, on_day)
        return None

    def place(self, actor_id: str) -> dict[str, Any] | None:
        """What is known of a place: name, country, admin region, coordinates, claimants, administrators."""
        data = self.row_of(actor_id)
        if data is None or data["k"] not in ("place", "country"):
            return None
        where = data.get("g") or [None, None]
        return {"name": data["n"], "country": data["c"], "admin": data.get("a", ""), "latitude": where[0],
                "longitude": where[1], "claimants": tuple(data.get("claim", ())),
                "administered_by": tuple(data.get("by", ()))}  # fmt: skip

    # ── from stored rows to records ──────────────────────────────────────────────────────────────

    @staticmethod
    def _actor(data: dict[str, Any]) -> Actor:
        return Actor(data["i"], data["n"], data["k"], data["c"], data["s"], data.get("o"))

    def _candidate(self, answer: Answer) -> Candidate:
        if answer.row >= 0:
            data = self.store.row(answer.row)
            actor = self._actor(data)
            post = next((post for post in data.get("p") or [] if post[0] == answer.role), None)
        else:
            kind: Kind = answer.kind or "role"  # type: ignore[assignment]
            actor, data, post = (
                Actor("", answer.person, kind, answer.country, _sector(answer.sector)),
                {},
                None,
            )
        return Candidate(actor, answer.country, _sector(answer.sector), round(min(1.0, answer.confidence), 4),
                         answer.reason, answer.role, self._post(data, post))  # fmt: skip

    def _post(self, data: dict[str, Any], post: Sequence[Any] | None) -> Post | None:
        return self._made(data, post) if post is not None else None

    @staticmethod
    def _made(data: dict[str, Any], post: Sequence[Any]) -> Post:
        return Post(
            data["i"],
            post[0],
            post[2],
            as_date(post[4]),
            as_date(post[5]),
            as_date(post[6]),
            post[7],
        )


def _sector(value: str) -> Sector:
    return value  # type: ignore[return-value]


def _within(spell: Sequence[Any], when: int) -> bool:
    return bool((not spell[2] or spell[2] <= when) and (not spell[3] or when <= spell[3]))
