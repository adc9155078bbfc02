"""Which person a name means on a day: exact, by surname, or by a near spelling, with namesakes settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from detente.actors.likeness import NEAR, likeness
from detente.actors.offices import office_class
from detente.actors.spelling import FAMILY_FIRST, sound, words
from detente.actors.standing import Standing, held_class, standing
from detente.actors.store import PART, Store


class Match(NamedTuple):
    """A person row that a name may mean, how surely, and the standing on the day."""

    row: int
    score: float
    standing: Standing
    how: str
    said: str = ""  #: the one word of a bare name


#: Given names of many: alone they name nobody in the base.
_GIVEN = frozenset([
    "muhammad", "mohammed", "mohammad", "mohamed", "ahmed", "ahmad", "ali", "hassan", "abdullah",
    "yusuf", "juan", "jose", "carlos", "john", "james", "david", "michael", "robert", "william",
    "george", "peter", "paul", "thomas", "richard", "charles", "sergei", "sergey", "alexander",
    "maria", "anna",
])  # fmt: skip
#: A word whose sound this few persons share is enough of a block by itself; one that more share than the second says nothing.
RARE: int = 12
#: Who takes office within this time, in YYYYMMDD steps, may be in the news before.
SOON = 20000
#: Weight of those known for a seat in a parliament at most.
BENCHER = 40
#: A family name that more persons than this share is common.
COMMON: int = 15
MANY_ALIKE: int = 1500
_STATE_BONUS = {
    "current": 0.10,
    "stale": 0.06,
    "undated": 0.05,
    "former": 0.03,
    "unknown": 0.0,
    "future": -0.05,
}


def known(store: Store, folded: tuple[str, ...]) -> Mapping[int, tuple[float, str]]:
    """Persons that ``folded`` may name, out of all context: row -> how sure that is and how it was found."""
    return store.remember(("person", folded), lambda: _known(store, folded)) if folded else {}


def _known(store: Store, folded: tuple[str, ...]) -> dict[int, tuple[float, str]]:
    found: dict[int, tuple[float, str]] = {}
    for row, use in store.lookup(folded):
        if store.kind(row) == "person":
            part = bool(use & PART)
            base = 0.5 if store.weight(row) >= 60 else 0.36
            if part and len(store.sounding_like(folded[-1])) > COMMON:
                base -= 0.12  # a name that many bear says little
            found[row] = (base if part else 0.82, "family name" if part else "name")
    if len(folded) > 1 and not found:
        return _near(store, folded)
    if len(folded) == 1 and not found and len(folded[0]) > 4:
        return _heard(store, folded[0])
    return found


def search(
    store: Store, folded: tuple[str, ...], when: int | None, context: Sequence[str], title: str = ""
) -> list[Match]:
    """Persons that ``folded`` may name, best first."""
    found = known(store, folded)
    if not found:
        return []
    matches = [
        _judge(
            store,
            row,
            base,
            how,
            when,
            context,
            title,
            folded[-1] if len(folded) == 1 else "",
            folded,
        )
        for row, (base, how) in found.items()
    ]
    matches.sort(
        key=lambda match: (
            -match.score,
            -store.row(match.row).get("w", 0),
            store.row(match.row)["i"],
        )
    )
    return _elsewhere(store, matches)


def _elsewhere(store: Store, matches: list[Match]) -> list[Match]:
    """The matches with who now serves an organisation before the same name's row at home, long out of office."""
    if not matches or matches[0].standing.state != "former" or matches[0].how != "name":
        return matches
    name = words(store.row(matches[0].row)["n"])
    for match in matches[1:]:
        data = store.row(match.row)
        abroad = match.standing.state == "current" and match.standing.sector == "IGO"
        if abroad and match.how == "name" and words(data["n"]) == name:
            return [
                match._replace(score=max(match.score, matches[0].score)),
                *[one for one in matches if one is not match],
            ]
    return matches


def _judge(
    store: Store,
    row: int,
    base: float,
    how: str,
    when: int | None,
    context: Sequence[str],
    title: str,
    said: str,
    said_in: tuple[str, ...] = (),
) -> Match:
    data = store.row(row)
    state = store.remember(("standing", row, when), lambda: standing(data, when))
    if how == "name" and not title and len(said_in) == 2 and _by_a_first_name_unused(data, said_in):
        base = 0.0  # "James Brown" is seldom Gordon Brown
    score = base + _STATE_BONUS[state.state] + 0.0008 * data.get("w", 0)
    if (
        how == "family name"
        and state.state not in ("current", "stale", "undated")
        and not _recent(state, when)
    ):
        score -= 0.25
    untitled = not title or (
        not office_class(title) and any(post[1] == "LEG" for post in data.get("p") or [])
    )
    benched = how == "name" and untitled and data.get("w", 0) <= BENCHER
    if benched and context and data["c"] != context[0]:
        score -= 0.45  # a member of a parliament that the report is not about: a namesake
    elif data["c"] in context:
        score += 0.15 - 0.02 * min(5, list(context).index(data["c"]))
    elif (
        context
        and how == "name"
        and not title
        and data.get("w", 0) < 75
        and state.state not in ("current", "stale", "undated")
    ):
        score -= 0.35  # somebody's namesake in a country the report does not name
    elif (
        context and how == "near spelling" and len(said) == 0
        and (state.state != "current" or data.get("w", 0) < 70)
    ):  # fmt: skip
        score -= 0.40
    elif context and how != "name":
        score -= 0.20 if how == "family name" else 0.10 if data.get("w", 0) >= 70 else 0.30
    if title:
        kind = office_class(title)
        if kind and any(post[1] == kind for post in data.get("p") or []):
            held = held_class(data, title, when)
            score += 0.15 if held is not None else 0.05
    return Match(row, score, state, how, said)


def _by_a_first_name_unused(data: dict[str, Any], folded: tuple[str, ...]) -> bool:
    """Whether two words name somebody only by a first name that he or she is not called by."""
    if folded[0] in words(data["n"]):
        return False
    full = [words(name) for name in data.get("x", ())]
    return folded not in full and any(
        len(name) > 2
        and name[0] == folded[0]
        and name[-1] == folded[-1]
        and name[1] in words(data["n"])
        for name in full
    )


def _recent(state: Standing, when: int | None) -> bool:
    post = state.post
    return bool(post is not None and when is not None and when - (post[5] or post[6] or post[4]) < 40000
                and post[1] in ("HOS", "HOG", "SL", "FM", "DM", "NSA", "SG"))  # fmt: skip


def _near(store: Store, folded: tuple[str, ...]) -> dict[int, tuple[float, str]]:
    """Rows whose every name word has a twin in ``folded``, allowing for transliteration."""
    found: dict[int, tuple[float, str]] = {}
    if len(folded[-1]) == 1:
        return found  # a given name and an initial are anybody's
    joined = "".join(folded)
    for row in _pool(store, folded):
        alike = max([likeness(folded, joined, name) for name in store.names(row)])
        if alike >= NEAR:
            found[row] = (min(0.5 + 0.3 * (alike / 100), 0.8), "near spelling")
    return found


def _heard(store: Store, word: str) -> dict[int, tuple[float, str]]:
    """Leaders and foreign or defence ministers whose family name is the word in another spelling."""
    found: dict[int, tuple[float, str]] = {}
    for row in store.sounding_like(word):
        if store.weight(row) < 65:
            continue
        data = store.row(row)
        names = words(data["n"])
        family = names[0] if data["c"] in FAMILY_FIRST else names[-1]
        if word[0] == family[0] and fuzz.ratio(word, family) >= 80:
            found[row] = (0.42, "near spelling of the family name")
    return found


def _pool(store: Store, folded: tuple[str, ...]) -> list[int]:
    """Persons that share the sound of two words of the name, or of one rare word."""
    alike: list[frozenset[int]] = []
    rare: set[int] = set()
    long = {sound(word): word for word in folded if len(word) > 2}
    for word in long.values():
        pool = store.sounding_like(word)
        if (
            len(long) == 1
            and any(len(other) == 1 for other in folded)
            and len(pool) < MANY_ALIKE // 3
        ):
            rare.update(pool)  # initials and a surname: the initials decide
        if len(pool) > MANY_ALIKE:
            continue
        if len(pool) <= RARE:
            rare.update(pool)
        alike.append(store.sounding_set(word))
    for one, other in combinations(alike, 2):
        rare |= one & other
    return sorted(rare)


def doubtful(
    data: dict[str, Any], match: Match, context: Sequence[str], when: int | None = None
) -> bool:
    """Whether only the surname of somebody little known and out of office speaks for a match."""
    if match.how == "family name" and match.said in _GIVEN and data["c"] not in context:
        return True
    if match.standing.state == "future" and data.get("w", 0) < 80:
        # Nobody knew that official yet: a namesake, but for one who is about to take office.
        post = match.standing.post
        soon = when is not None and post is not None and post[4] < when + SOON
        return not (
            soon
            and match.how == "name"
            and not match.said
            and (not context or data["c"] in context)
        )
    out = match.standing.state in ("former", "future", "unknown")
    return out and match.how == "family name" and data.get("w", 0) < 60 and match.score < 0.6


def best_of(matches: Sequence[Match]) -> Match | None:
    """The leading match, or None when nothing is sure enough or two are too close to call."""
    if not matches or matches[0].score < ABSTAIN:
        return None
    return matches[0]


#: Below this score a name is left unknown; chosen on gold/dev and the actor cases.
ABSTAIN: float = 0.5
