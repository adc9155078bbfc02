"""Readings against gold readings: the figures of ``score_gold.py``, and what lies behind them.

Events match one to one on type and both parties' countries (``strict``), on quad class and parties
(``quad``), on type and initiator, or on parties alone, and must share words of evidence or trigger.
Claims match on content (word Jaccard at least 0.5), and for *who said what* also on overlapping
speakers (or both null, or the same person).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from detente.errors import DataError
from detente.measuring.files import CURE, read_jsonl
from detente.measuring.tally import Scores, Tally, accuracy, jaccard, pair_best

WHAT: Final = "gold readings, one JSON object a line"
KEYS: Final = ("article_id", "text", "mentions", "claims", "events")

#: Quad classes as in ``score_gold.py``: 1 verbal and 2 material cooperation, 3 verbal and 4
#: material conflict. SANCTION is material, as in the PLOVER manual.
QUAD: Final[dict[str, int]] = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1,
    "COOPERATE": 2, "AID": 2, "RETREAT": 2,
    "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
    "SANCTION": 4, "PROTEST": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip

Record = Mapping[str, Any]
Breakdown = dict[str, dict[str, float]]
EventRule = Callable[[Record, Record], bool]


def load(path: Path) -> list[dict[str, Any]]:
    """Gold readings in the format of ``docs/reference/reading.md``, section 7.

    Raises:
        DataError: not such a file.
    """
    rows = read_jsonl(path, WHAT, KEYS)
    for row in rows:
        for key in ("mentions", "claims", "events"):
            if not isinstance(row[key], list):
                raise DataError(f"{key} of {row['article_id']!r} in {path} is no list", WHAT, CURE)
    return rows


def word_starts(text: str, spans: Iterable[Sequence[int]]) -> set[int]:
    r"""Where the words (``\w+``) inside ``spans`` begin."""
    return {
        match.start() + start
        for start, stop in spans
        for match in re.finditer(r"\w+", text[start:stop])
    }


def _country(event: Record, side: str) -> object:
    return (event.get(side) or {}).get("country")


def _same_parties(a: Record, b: Record) -> bool:
    return all(_country(a, side) == _country(b, side) for side in ("initiator", "recipient"))


#: What must agree for two events to be the same, by the name of the figure.
EVENT_RULES: Final[dict[str, EventRule]] = {
    "events_strict": lambda a, b: a["type"] == b["type"] and _same_parties(a, b),
    "events_quad": lambda a, b: (
        QUAD.get(a["type"], a["type"]) == QUAD.get(b["type"], b["type"]) and _same_parties(a, b)
    ),
    "events_type_initiator": lambda a, b: (
        a["type"] == b["type"] and _country(a, "initiator") == _country(b, "initiator")
    ),
    "events_parties": _same_parties,
}


@dataclass(frozen=True, slots=True)
class ArticleScores:
    """The matches of one article: index pairs (gold, predicted) by figure."""

    content: list[tuple[int, int]]
    who: list[tuple[int, int]]
    events: dict[str, list[tuple[int, int]]]
    mentions: list[tuple[int, int]] = field(default_factory=list)


def match_article(gold: Record, predicted: Record) -> ArticleScores:
    """Pair the claims, events and mentions of one article."""
    text = gold["text"]
    gold_mentions = {mention["id"]: mention for mention in gold["mentions"]}
    other_mentions = {mention["id"]: mention for mention in predicted["mentions"]}
    gold_words = [word_starts(text, claim["content"]) for claim in gold["claims"]]
    other_words = [word_starts(text, claim["content"]) for claim in predicted["claims"]]
    gold_proof = [word_starts(text, [*e["evidence"], e["trigger"]]) for e in gold["events"]]
    other_proof = [word_starts(text, [*e["evidence"], e["trigger"]]) for e in predicted["events"]]

    def content(i: int, j: int) -> float:
        score = jaccard(gold_words[i], other_words[j])
        return score if score >= 0.5 else 0.0

    def same_speaker(i: int, j: int) -> bool:
        a = gold_mentions.get(gold["claims"][i]["speaker"])
        b = other_mentions.get(predicted["claims"][j]["speaker"])
        if a is None or b is None:
            return a is b
        if a["start"] < b["stop"] and b["start"] < a["stop"]:
            return True
        return bool(a.get("person")) and a.get("person") == b.get("person")

    def proof(i: int, j: int) -> float:
        a, b = gold_proof[i], other_proof[j]
        return len(a & b) / max(1, min(len(a), len(b)))

    def overlap(i: int, j: int) -> float:
        a, b = gold["mentions"][i], predicted["mentions"][j]
        shared = min(a["stop"], b["stop"]) - max(a["start"], b["start"])
        return (
            shared / (max(a["stop"], b["stop"]) - min(a["start"], b["start"]))
            if shared > 0
            else 0.0
        )

    claims = range(len(gold["claims"])), range(len(predicted["claims"]))
    events = range(len(gold["events"])), range(len(predicted["events"]))

    def same_event(rule: EventRule) -> Callable[[int, int], float]:
        return lambda i, j: proof(i, j) if rule(gold["events"][i], predicted["events"][j]) else 0.0

    matched = {name: pair_best(*events, same_event(rule)) for name, rule in EVENT_RULES.items()}
    return ArticleScores(
        content=pair_best(*claims, content),
        who=pair_best(*claims, lambda i, j: content(i, j) if same_speaker(i, j) else 0.0),
        events=matched,
        mentions=pair_best(
            range(len(gold["mentions"])), range(len(predicted["mentions"])), overlap
        ),
    )


def score(gold: Sequence[Record], predicted: Sequence[Record]) -> Scores:
    """Score predicted readings against gold ones, article by article, joined on ``article_id``.

    Articles without a prediction are left out, as in ``score_gold.py``; hand in an empty reading
    for one that should count as all missed.
    """
    known = {row["article_id"]: row for row in predicted}
    rows = [(row, known[row["article_id"]]) for row in gold if row["article_id"] in known]
    matches = [match_article(g, p) for g, p in rows]
    figures: dict[str, float] = {}
    claims = [(len(p["claims"]), len(g["claims"])) for g, p in rows]
    events = [(len(p["events"]), len(g["events"])) for g, p in rows]
    for name, found in (
        ("claims_content", [len(m.content) for m in matches]),
        ("claims_who_said_what", [len(m.who) for m in matches]),
    ):
        figures |= _summed(found, claims).figures(name)
    for name in EVENT_RULES:
        figures |= _summed([len(m.events[name]) for m in matches], events).figures(name)
    who = [(g["claims"][i], p["claims"][j]) for (g, p), m in zip(rows, matches, strict=True)
           for i, j in m.who]  # fmt: skip
    strict = [(g["events"][i], p["events"][j]) for (g, p), m in zip(rows, matches, strict=True)
              for i, j in m.events["events_strict"]]  # fmt: skip
    named = [(g["mentions"][i], p["mentions"][j]) for (g, p), m in zip(rows, matches, strict=True)
             for i, j in m.mentions]  # fmt: skip
    figures |= {
        "stance_accuracy": _agreeing(who, "stance"),
        "status_accuracy": _agreeing(strict, "status"),
        "on_whose_word_accuracy": accuracy(
            sum((a["claim"] is None) == (b["claim"] is None) for a, b in strict), len(strict)
        ),
        "first_day_accuracy": _agreeing(strict, "first_day"),
    }
    mentions = [(len(p["mentions"]), len(g["mentions"])) for g, p in rows]
    figures |= _summed([len(m.mentions) for m in matches], mentions).figures("mentions")
    figures |= {
        "mention_kind_accuracy": _agreeing(named, "kind"),
        "mention_country_accuracy": _agreeing(named, "country"),
        "mention_sector_accuracy": _agreeing(named, "sector"),
    }
    return Scores(len(rows), figures, _breakdowns(rows, matches))


def _summed(matched: Sequence[int], sizes: Sequence[tuple[int, int]]) -> Tally:
    return sum((Tally(m, p, g) for m, (p, g) in zip(matched, sizes, strict=True)), start=Tally())


def _agreeing(pairs: Sequence[tuple[Record, Record]], key: str) -> float:
    # An empty country is written as null by gold and may be "" in a guest's output.
    return accuracy(sum((a.get(key) or None) == (b.get(key) or None) for a, b in pairs), len(pairs))


def _claim_traits(claim: Record) -> list[str]:
    traits = [f"quotation {claim['quotation']}", f"stance {claim['stance']}"]
    if claim["within"] is not None:
        traits.append("nested in another claim")
    if claim["relays"]:
        traits.append("came through a relay")
    if claim["speaker"] is None:
        traits.append("no speaker")
    return traits


def _event_traits(event: Record) -> list[str]:
    traits = [f"status {event['status']}", f"day {event['basis']}"]
    traits.append("the outlet's word" if event["claim"] is None else "on a source's word")
    traits += [f"no {side}" for side in ("initiator", "recipient") if not _country(event, side)]
    return traits


def _recall(found: Iterable[tuple[Sequence[str], bool]]) -> dict[str, dict[str, float]]:
    tallies: dict[str, Tally] = {}
    for traits, hit in found:
        for trait in traits:
            tallies[trait] = tallies.get(trait, Tally()) + Tally(int(hit), 0, 1)
    return {
        name: {"recall": tallies[name].recall, "gold": tallies[name].gold}
        for name in sorted(tallies)
    }


def _by_type(rows: Sequence[tuple[Record, Record]], matches: Sequence[ArticleScores]) -> Breakdown:
    types: dict[str, Tally] = {}
    for (g, p), m in zip(rows, matches, strict=True):
        counted = [
            *((event["type"], Tally(gold=1)) for event in g["events"]),
            *((event["type"], Tally(predicted=1)) for event in p["events"]),
            *((g["events"][i]["type"], Tally(1)) for i, _ in m.events["events_strict"]),
        ]
        for name, tally in counted:
            types[name] = types.get(name, Tally()) + tally
    return {name: types[name].row() for name in sorted(types)}


def _what_went_wrong(
    rows: Sequence[tuple[Record, Record]], matches: Sequence[ArticleScores]
) -> dict[str, int]:
    """How each gold event fared, and how many predictions match none in any way."""
    fates = {
        "right": "events_strict",
        "right parties, wrong type": "events_parties",
        "right type and initiator, wrong recipient": "events_type_initiator",
    }
    counts = dict.fromkeys([*fates, "missed", "predicted and nowhere in gold"], 0)
    for (g, p), m in zip(rows, matches, strict=True):
        for i in range(len(g["events"])):
            fate = (name for name, rule in fates.items() if any(i == j for j, _ in m.events[rule]))
            counts[next(fate, "missed")] += 1
        used = {j for rule in fates.values() for _, j in m.events[rule]}
        counts["predicted and nowhere in gold"] += len(p["events"]) - len(used)
    return counts


def _breakdowns(
    rows: Sequence[tuple[Record, Record]], matches: Sequence[ArticleScores]
) -> dict[str, Any]:
    """Strict events by type, fate and trait; who-said-what by trait of the claim; both by article."""
    claims: list[tuple[list[str], bool]] = []
    events: list[tuple[list[str], bool]] = []
    articles: Breakdown = {}
    for (g, p), m in zip(rows, matches, strict=True):
        strict = m.events["events_strict"]
        said, done = {i for i, _ in m.who}, {i for i, _ in strict}
        claims += [(_claim_traits(claim), i in said) for i, claim in enumerate(g["claims"])]
        events += [(_event_traits(event), i in done) for i, event in enumerate(g["events"])]
        articles[str(g["article_id"])] = {
            "claims_who_said_what_f1": Tally(len(m.who), len(p["claims"]), len(g["claims"])).f1,
            "events_strict_f1": Tally(len(strict), len(p["events"]), len(g["events"])).f1,
            "gold_claims": len(g["claims"]),
            "gold_events": len(g["events"]),
        }
    return {
        "event_type": _by_type(rows, matches),
        "event_fate": _what_went_wrong(rows, matches),
        "event_trait_recall": _recall(events),
        "claim_trait_recall": _recall(claims),
        "article": articles,
    }
