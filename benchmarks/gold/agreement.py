"""How far two readers agree: first readings (``readings_a.jsonl``) against second (``readings_b.jsonl``).

Matching is that of ``detente.measuring.gold``, which gives the figures of ``score_gold.py`` digit by
digit. F1 is the same either way round. Ranges are 95 % percentile intervals of 2,000 bootstrap samples
of reports, seed fixed, so that running again prints the same.

Usage: python agreement.py WIKINEWS_DIR, in a Python where Détente is installed. Prints Markdown.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from convert import STANCES, STATUSES, load

from detente.measuring import gold
from detente.measuring.tally import pair_best

HERE = Path(__file__).resolve().parent
Item = dict[str, Any]
Pairs = list[tuple[Item, Item]]
Counts = dict[str, tuple[float, float]]

#: Two events stand on the same clause when this share of the shorter one's words is shared.
CLAUSE = 0.3
SAMPLES = 2000
#: Types that have no direction: a meeting, a pact, joint work.
MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})
#: Figures of a ratio, in the order they are printed.
RATIOS = (
    "claims, content", "claims, who said what", "events, type and both parties",
    "the same, order of mutual types left out", "events, quad class and both parties",
    "events, type and initiator", "events, both parties, any type", "events, type, any parties",
    "events, the same clause, anything else", "stance", "quotation", "relays, the exact set",
    "relays, one by one", "nesting, the same parent or none", "nested claims with the same parent",
    "status", "on whose word", "first day", "basis of the date", "trigger words overlap",
    "sector of the initiator", "sector of the recipient",
)  # fmt: skip
#: Figures of addressees, which two other sessions marked in all reports: a table of their own.
SPOKEN_TO = (
    "the same mention or none", "the same actor or none", "addressees, the same mention",
    "addressees, the same actor",
)  # fmt: skip
#: Of the ratios, those counted on matched claims or events; the others are F1 over all of them.
OF_CLAIMS = frozenset((*RATIOS[9:15], *SPOKEN_TO))
OF_EVENTS = frozenset(RATIOS[15:])
#: What kappa is counted on, with its values.
LABELS: dict[str, tuple[Any, ...]] = {
    "stance": tuple(STANCES.values()),
    "quotation": ("direct", "mixed", "indirect"),
    "has a relay": (False, True),
    "lies in another claim": (False, True),
    "status": tuple(STATUSES.values()),
    "on whose word": (False, True),
    "basis of the date": ("stated", "relative", "article", "unknown"),
}
HAS_ADDRESSEE = "has an addressee"


class Report:
    """One report read twice: what matches, as counts that can be added up."""

    def __init__(self, first: Item, second: Item) -> None:
        self.first, self.second = first, second
        self.readers = f"{first['reader']}-{second['reader']}"
        self.part = first["part"]
        self.matches = gold.match_article(first, second)
        self.words = [
            [gold.word_starts(r["text"], [*e["evidence"], e["trigger"]]) for e in r["events"]]
            for r in (first, second)
        ]
        self.strict = self.picked("events", self.matches.events["events_strict"])
        self.said = self.picked("claims", self.matches.who)
        self.told = self.picked("claims", self.matches.content)
        self.ratios = self.counted()
        labels = {**LABELS, HAS_ADDRESSEE: (False, True)}
        self.tables = {name: np.zeros((len(v), len(v))) for name, v in labels.items()}
        for name, one, other in self.labelled():
            values = labels[name]
            self.tables[name][values.index(one), values.index(other)] += 1

    def picked(self, kind: str, indices: list[tuple[int, int]]) -> Pairs:
        """The items behind index pairs."""
        return [(self.first[kind][i], self.second[kind][j]) for i, j in indices]

    def proof(self, i: int, j: int) -> float:
        """The share of the shorter event's evidence words that both events rest on."""
        one, other = self.words[0][i], self.words[1][j]
        return len(one & other) / max(1, min(len(one), len(other)))

    def paired(self, like: Callable[[Item, Item, float], bool]) -> list[tuple[int, int]]:
        """Index pairs of events by shared evidence, where ``like`` allows a pair."""
        one, other = self.first["events"], self.second["events"]

        def likeness(i: int, j: int) -> float:
            shared = self.proof(i, j)
            return shared if like(one[i], other[j], shared) else 0.0

        return pair_best(range(len(one)), range(len(other)), likeness)

    def mentions(self, one: str, other: str) -> tuple[Item, Item]:
        """A mention of the first reading and one of the second by their ids."""
        return (
            next(m for m in self.first["mentions"] if m["id"] == one),
            next(m for m in self.second["mentions"] if m["id"] == other),
        )

    def same_mention(self, one: str, other: str) -> bool:
        """Whether a mention of the first reading shares words of the text with one of the second."""
        a, b = self.mentions(one, other)
        return bool(a["start"] < b["stop"] and b["start"] < a["stop"])

    def same_actor(self, one: str, other: str) -> bool:
        """Whether a mention of the first reading is one of the second: words, person or place in the text."""
        if self.same_mention(one, other):
            return True
        a, b = self.mentions(one, other)
        text = self.first["text"].casefold()
        alike = text[a["start"] : a["stop"]] == text[b["start"] : b["stop"]]
        return alike or (bool(a["person"]) and a["person"] == b["person"])

    def shared_relays(self, one: Item, other: Item) -> int:
        """How many relays two claims share."""
        a, b = one["relays"], other["relays"]
        return len(pair_best(a, b, lambda x, y: float(self.same_actor(x, y))))

    def same_parent(self, one: Item, other: Item) -> bool:
        """Whether the claims two claims lie in are matched with one another, or neither lies in one."""
        parents = {(a["id"], b["id"]) for a, b in self.told} | {(None, None)}
        return (one["within"], other["within"]) in parents

    def counted(self) -> Counts:
        """Numerator and denominator of every ratio."""
        claims, events = (
            len(self.first[kind]) + len(self.second[kind]) for kind in ("claims", "events")
        )
        found = self.matches.events
        alike = [
            len(self.told), len(self.said), len(found["events_strict"]), len(self.paired(mutual)),
            len(found["events_quad"]), len(found["events_type_initiator"]),
            len(found["events_parties"]), len(self.paired(lambda a, b, _: a["type"] == b["type"])),
            len(self.paired(lambda _a, _b, shared: shared >= CLAUSE)),
        ]  # fmt: skip
        sizes = [claims, claims, *[events] * 7]
        counts = {
            name: (2.0 * n, float(of)) for name, n, of in zip(RATIOS, alike, sizes, strict=False)
        }
        return counts | self.matched_claims() | self.spoken_to() | self.matched_events()

    def spoken_to(self) -> Counts:
        """The ratios over addressees of claims matched on content, whoever the speaker is said to be."""
        pairs = [(a["addressee"], b["addressee"]) for a, b in self.told]
        neither = sum(a is None and b is None for a, b in pairs)
        both = [(a, b) for a, b in pairs if a and b]
        given = float(sum((a is not None) + (b is not None) for a, b in pairs))
        alike = [sum(same(a, b) for a, b in both) for same in (self.same_mention, self.same_actor)]
        values = [(float(neither + n), float(len(pairs))) for n in alike]
        values += [(2.0 * n, given) for n in alike]
        return dict(zip(SPOKEN_TO, values, strict=True))

    def matched_claims(self) -> Counts:
        """The ratios over matched claims; relays and nesting whoever the speaker is said to be."""
        relays = [
            (len(a["relays"]), len(b["relays"]), self.shared_relays(a, b)) for a, b in self.told
        ]
        nested = [(a["within"], b["within"], self.same_parent(a, b)) for a, b in self.told]
        return {
            "stance": agreeing(self.said, "stance"),
            "quotation": agreeing(self.said, "quotation"),
            "relays, the exact set": (sum(a == b == c for a, b, c in relays), len(relays)),
            "relays, one by one": (
                sum(2 * c for *_, c in relays),
                sum(a + b for a, b, _ in relays),
            ),
            "nesting, the same parent or none": (sum(same for *_, same in nested), len(nested)),
            "nested claims with the same parent": (
                sum(2 for a, _, same in nested if a and same),
                sum((a is not None) + (b is not None) for a, b, _ in nested),
            ),
        }

    def matched_events(self) -> Counts:
        """The ratios over strictly matched events."""
        pairs = self.strict
        sectors = {
            side: [(a[side]["sector"], b[side]["sector"]) for a, b in pairs if a[side] and b[side]]
            for side in ("initiator", "recipient")
        }
        return {
            "status": agreeing(pairs, "status"),
            "on whose word": (
                sum((a["claim"] is None) == (b["claim"] is None) for a, b in pairs), len(pairs),
            ),
            "first day": agreeing(pairs, "first_day"),
            "basis of the date": agreeing(pairs, "basis"),
            "trigger words overlap": (
                sum(a["trigger"][0] < b["trigger"][1] and b["trigger"][0] < a["trigger"][1]
                    for a, b in pairs),
                len(pairs),
            ),
            **{
                f"sector of the {side}": (sum(a == b for a, b in both), len(both))
                for side, both in sectors.items()
            },
        }  # fmt: skip

    def labelled(self) -> Iterator[tuple[str, Any, Any]]:
        """Every label both readers gave to the same claim or event."""
        for a, b in self.said:
            yield from ((name, a[name], b[name]) for name in ("stance", "quotation"))
        for a, b in self.told:
            yield "has a relay", bool(a["relays"]), bool(b["relays"])
            yield "lies in another claim", a["within"] is not None, b["within"] is not None
            yield HAS_ADDRESSEE, a["addressee"] is not None, b["addressee"] is not None
        for a, b in self.strict:
            yield "status", a["status"], b["status"]
            yield "on whose word", a["claim"] is None, b["claim"] is None
            yield "basis of the date", a["basis"], b["basis"]

    def partings(self) -> Counter[str]:
        """How events that are not matched strictly part."""
        index = self.matches.events["events_strict"]
        left = [[k for k in range(len(r["events"])) if k not in {p[n] for p in index}]
                for n, r in enumerate((self.first, self.second))]  # fmt: skip
        close = pair_best(
            left[0], left[1], lambda i, j: p if (p := self.proof(i, j)) >= CLAUSE else 0.0
        )
        counts: Counter[str] = Counter()
        for i, j in close:
            a, b = self.first["events"][left[0][i]], self.second["events"][left[1][j]]
            differ = ["type"] if a["type"] != b["type"] else []
            differ += [s for s in ("initiator", "recipient") if country(a, s) != country(b, s)]
            counts[f"{differ[0]} only" if len(differ) == 1 else "two or all of them"] += 1
        counts["first reader's alone"] = len(left[0]) - len(close)
        counts["second reader's alone"] = len(left[1]) - len(close)
        return counts


def country(event: Item, side: str) -> str | None:
    """The country of one side of an event."""
    return (event[side] or {}).get("country")


def mutual(one: Item, other: Item, _shared: float) -> bool:
    """Type and both parties alike, in either order where the type has none."""
    a, b = ([country(event, side) for side in ("initiator", "recipient")] for event in (one, other))
    return one["type"] == other["type"] and (a == b or (one["type"] in MUTUAL and a == b[::-1]))


def agreeing(pairs: Pairs, key: str) -> tuple[float, float]:
    """How many pairs have the same value, of how many."""
    return float(sum(a[key] == b[key] for a, b in pairs)), float(len(pairs))


def kappa(table: np.ndarray) -> float:
    """Cohen's kappa of a table of counts; NaN where nothing, or only one value, was given."""
    total = table.sum()
    if not total:
        return float("nan")
    chance = float(table.sum(0) @ table.sum(1)) / total**2
    return (float(np.trace(table)) / total - chance) / (1 - chance) if chance < 1 else float("nan")


def ranged(reports: list[Report], name: str) -> tuple[float, float, float, float]:
    """A ratio over reports, its 95 % bootstrap interval and its denominator; NaN where that is 0."""
    counts = np.array([report.ratios[name] for report in reports])
    above, below = counts.sum(0)
    drawn = np.random.default_rng(1).integers(len(reports), size=(SAMPLES, len(reports)))
    sums = counts[drawn].sum(1)
    sums = sums[sums[:, 1] > 0]
    if not below:
        return float("nan"), float("nan"), float("nan"), 0
    low, high = np.percentile(sums[:, 0] / sums[:, 1], [2.5, 97.5])
    return above / below, float(low), float(high), below


def shown(value: float, places: int = 3) -> str:
    """A figure, or a dash."""
    return "-" if np.isnan(value) else f"{value:.{places}f}"


def table(
    title: str,
    groups: dict[str, list[Report]],
    ratios: tuple[str, ...] = RATIOS,
    labels: tuple[str, ...] = tuple(LABELS),
) -> None:
    """Print ratios and kappas, a column a group."""
    heads = [f"{name} ({len(reports)})" for name, reports in groups.items()]
    print(f"\n## {title}\n\n| | {' | '.join(heads)} |\n|---|{'--:|' * len(heads)}")
    for name in ratios:
        cells = []
        for reports in groups.values():
            value, low, high, n = ranged(reports, name)
            of = f" of {n:.0f}" if name in OF_CLAIMS | OF_EVENTS else ""
            cells.append(f"{shown(value)} ({shown(low, 2)}-{shown(high, 2)}){of}" if n else "-")
        print(f"| {name} | {' | '.join(cells)} |")
    for name in labels:
        cells = [
            shown(kappa(np.sum([r.tables[name] for r in reports], axis=0)), 2)
            for reports in groups.values()
        ]
        print(f"| kappa: {name} | {' | '.join(cells)} |")


def addressee_counts(groups: dict[str, list[Report]]) -> None:
    """Print how many matched claims have an addressee in both readings, in one, in none."""
    print("\n| | both | first alone | second alone | neither |\n|---|--:|--:|--:|--:|")
    for name, reports in groups.items():
        (neither, second), (first, both) = np.sum(
            [report.tables[HAS_ADDRESSEE] for report in reports], axis=0
        )
        print(f"| {name} | {both:.0f} | {first:.0f} | {second:.0f} | {neither:.0f} |")


def types(reports: list[Report]) -> None:
    """Print the counts and F1 of each type of event, the surest first."""
    one, other = (Counter(e["type"] for r in reports for e in getattr(r, side)["events"])
                  for side in ("first", "second"))  # fmt: skip
    both = Counter(a["type"] for r in reports for a, _ in r.strict)
    f1 = {name: 2 * both[name] / (one[name] + other[name]) for name in one | other}
    print("\n## By type\n\n| type | first | second | both | F1 |\n|---|--:|--:|--:|--:|")
    for name in sorted(f1, key=lambda name: (-f1[name], name)):
        print(f"| {name} | {one[name]} | {other[name]} | {both[name]} | {f1[name]:.2f} |")


def habits(reports: list[Report]) -> None:
    """Print how events part, and how often each reader leaves a party open or infers a doer."""
    pairs: dict[str, list[Report]] = {}
    for report in reports:
        pairs.setdefault(report.readers, []).append(report)
    kinds = sorted({kind for report in reports for kind in report.partings()})
    print(f"\n## Events not matched strictly\n\n| readers | {' | '.join(kinds)} |")
    print(f"|---|{'--:|' * len(kinds)}")
    for name, chosen in pairs.items():
        counts = sum((report.partings() for report in chosen), Counter())
        print(f"| {name} ({len(chosen)}) | {' | '.join(str(counts[kind]) for kind in kinds)} |")
    print("\n## Parties without words of their own, percent of a reader's events\n")
    print("| readers | reader | events | doer left open | doer inferred | recipient null |")
    print("|---|---|--:|--:|--:|--:|")
    for name, chosen in pairs.items():
        for side in ("first", "second"):
            events = [event for report in chosen for event in getattr(report, side)["events"]]
            facts = [
                100 * sum(fact) / len(events)
                for fact in (
                    [not e["initiator"]["mention"] and not e["initiator"]["country"] for e in events],
                    [not e["initiator"]["mention"] and bool(e["initiator"]["country"]) for e in events],
                    [e["recipient"] is None for e in events],
                )
            ]  # fmt: skip
            reader = getattr(chosen[0], side)["reader"]
            print(
                f"| {name} | {reader} | {len(events)} | {' | '.join(f'{x:.0f}' for x in facts)} |"
            )


def main(wikinews_dir: str) -> None:
    """Print every table."""
    second = {row["article_id"]: row for row in load(HERE / "readings_b.jsonl", wikinews_dir)}
    reports = [
        Report(row, second[row["article_id"]])
        for row in load(HERE / "readings_a.jsonl", wikinews_dir)
    ]
    parts = {part: [r for r in reports if r.part == part] for part in ("dev", "test")}
    table("All and by part", {"all": reports} | parts)
    table("Addressees", {"all": reports} | parts, SPOKEN_TO, (HAS_ADDRESSEE,))
    addressee_counts({"all": reports} | parts)
    pairs = {name: [r for r in reports if r.readers == name] for name in ("A-B", "P-Q")}
    others = {
        "C-B and P-B": [r for r in reports if r.readers in ("C-B", "P-B")],
        "Q-C and Q-D": [r for r in reports if r.readers in ("Q-C", "Q-D")],
    }
    table("By readers", pairs | others)
    halves = {f"A-B, {part}": [r for r in pairs["A-B"] if r.part == part] for part in parts}
    table("A and B by part", halves)
    types(reports)
    habits(reports)


if __name__ == "__main__":
    main(*sys.argv[1:2])
