"""How many names of unseen reports resolve, and how often what they resolve to is right.

Two hundred Wikinews reports, in the order of the hashes of their ids, without those that were
annotated by hand. A mention *resolves* when its confidence is at least 0.5 and it is tied to a row of
the actor base, to a country, or to both. A hundred and fifty resolutions, drawn by a fixed seed, are written
to a scratch file for a reader to judge; the verdicts come back as a file of one line each
(``number right`` or ``number wrong kind-of-error``), and only their figures are kept.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from detente.pipeline import Pipeline
from detente.records import Annotation, Article
from record import HERE, options, timed, write

sys.path.insert(0, str(HERE / "gold"))
from convert import article_text, wikinews_rows

REPORTS, DRAWN, SURE = 200, 150, 0.5
KINDS = ("person", "organisation", "outlet", "country")
SPLIT = "200 Wikinews reports nobody annotated"


def order(*words: str) -> str:
    """A key that puts things in an order that is fixed and has nothing to do with them."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def unseen(shared: Path, count: int) -> list[Article]:
    """Reports that no annotation has touched, in hash order."""
    taken = {line.split()[0] for line in (HERE / "gold" / "order.txt").read_text().splitlines()}
    gold = shared / "data/gold/dev.jsonl"
    taken |= {json.loads(line)["article_id"] for line in gold.read_text("utf-8").splitlines()}
    rows = wikinews_rows(shared / "data/news/wikinews_2019_2020")
    names = sorted((name for name in rows if name not in taken), key=order)[:count]
    return [
        Article(
            name, article_text(rows[name]["title"], rows[name]["text"]), rows[name]["title"],
            published=date.fromisoformat(rows[name]["date"]),
        )
        for name in names
    ]  # fmt: skip


def shares(read: list[tuple[Article, Annotation]]) -> tuple[dict[str, float], dict[str, Any]]:
    """Of the mentions of each kind: how many resolve, and how many are tied to a row of the base."""
    total: Counter[str] = Counter()
    sure: Counter[str] = Counter()
    tied: Counter[str] = Counter()
    for _, annotation in read:
        for one in annotation.mentions:
            if one.kind not in KINDS:
                continue
            total[one.kind] += 1
            known = one.confidence >= SURE
            sure[one.kind] += known and bool(one.actor_id or one.country)
            tied[one.kind] += known and bool(one.actor_id)
    figures = {
        "resolved": sure.total() / max(total.total(), 1),
        "tied_to_a_row": tied.total() / max(total.total(), 1),
        **{f"resolved_{kind}": sure[kind] / max(total[kind], 1) for kind in KINDS},
        **{f"tied_{kind}": tied[kind] / max(total[kind], 1) for kind in KINDS},
    }
    return figures, {"mentions": dict(sorted(total.items()))}


def drawn(read: list[tuple[Article, Annotation]], seed: str) -> list[tuple[str, str]]:
    """The drawn resolutions in seed order: their sort key, and what a reader needs to judge them."""
    found = []
    for article, annotation in read:
        for one in annotation.mentions:
            sure = one.confidence >= SURE and (one.actor_id or one.country)
            if one.kind not in KINDS or not sure:
                continue
            start, stop = one.span.start, one.span.stop
            text = article.text
            around = f"{text[max(0, start - 160) : start]}[[{text[start:stop]}]]{text[stop : stop + 120]}"
            told = (
                f"{one.kind} | {one.actor_id or '-'} | {one.person or '-'} | {one.country or '-'} {one.sector} "
                f"| {one.role or '-'} | {one.confidence} | {one.reason}"
            )
            key = order(seed, article.article_id, str(start), str(stop))
            found.append(
                (
                    key,
                    f"{article.published} {article.title}\n  {' '.join(around.split())}\n  => {told}",
                )
            )
    return sorted(found)[:DRAWN]


def verdicts(path: Path) -> tuple[dict[str, float], dict[str, Any]]:
    """Figures of judged resolutions.

    Raises:
        ValueError: a line is no verdict, or a number is missing or there twice.
    """
    right: dict[int, bool] = {}
    kinds: Counter[str] = Counter()
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        words = line.split(maxsplit=2)
        if len(words) < 2 or words[1] not in ("right", "wrong") or int(words[0]) in right:
            raise ValueError(
                f"{path}, line {number}: expected 'number right|wrong kind', once each"
            )
        right[int(words[0])] = words[1] == "right"
        if words[1] == "wrong":
            kinds[words[2] if len(words) > 2 else "unsaid"] += 1
    if sorted(right) != list(range(1, DRAWN + 1)):
        raise ValueError(f"{path}: {len(right)} verdicts, expected numbers 1 to {DRAWN}")
    return {"precision": sum(right.values()) / DRAWN}, {"errors": dict(sorted(kinds.items()))}


def main() -> None:
    parser = options(__doc__ or "")
    parser.add_argument("--seed", default="first", help="which to draw (default first)")
    parser.add_argument("--draw", type=Path, help="write them here, to be judged")
    parser.add_argument("--judged", type=Path, help="keep the figures of these verdicts")
    arguments = parser.parse_args()
    if arguments.judged:
        figures, by = verdicts(arguments.judged)
        note = "judged by hand, each with its surroundings and what is publicly known"
        system = f"Détente, judged, seed {arguments.seed}"
        write(arguments, "actor_precision", system, SPLIT, DRAWN, figures, note=note, by=by)
        return
    articles = unseen(arguments.shared, arguments.limit or REPORTS)
    pipeline = Pipeline.build()
    read, seconds = timed(lambda: [(one, pipeline.annotate(one)) for one in articles])
    if arguments.draw:
        text = "\n".join(
            f"{n}. {told}" for n, (_, told) in enumerate(drawn(read, arguments.seed), 1)
        )
        arguments.draw.write_text(text + "\n", "utf-8")
    figures, by = shares(read)
    write(
        arguments, "actor_precision", "Détente", SPLIT, len(articles), figures, seconds=seconds, by=by
    )  # fmt: skip


if __name__ == "__main__":
    main()
