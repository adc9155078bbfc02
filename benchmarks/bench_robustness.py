"""Reading thousands of reports with no exception: each refusal counted with its reason.

3,824 rows of NewsArticles 2016-17 (some empty, many with damaged quotation marks) and the first
1,000 items of Reuters-21578 (SGML in Latin-1). Anything but a Reading or a DetenteError fails the
run, and so does a span that does not fit.
"""

from __future__ import annotations

import csv
import html
import multiprocessing
import re
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from detente.errors import DetenteError
from detente.pipeline import Pipeline
from detente.records import Page, Reading
from detente.settings import Settings
from record import options, write


def news_articles(shared: Path) -> Iterator[Page]:
    """Every row, as title, blank line, text."""
    path = shared / "data/news/newsarticles_2016_2017/NewsArticles.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            # Some days carry an hour behind them.
            year, month, day = map(int, re.findall(r"\d+", row["publish_date"])[:3])
            yield Page(
                name=f"newsarticles-{row['article_id']}",
                content="\n\n".join(part for part in (row["title"], row["text"]) if part),
                url=row["article_source_link"],
                published=date(year, month, day),
            )


def reuters(shared: Path, count: int = 1000) -> Iterator[Page]:
    """The first ``count`` items in file order, those without a body among them."""
    given = 0
    for file in sorted((shared / "data/news/reuters21578").glob("reut2-*.sgm")):
        for item in re.findall(r"<REUTERS.*?</REUTERS>", file.read_text("latin-1"), re.DOTALL):
            if given == count:
                return
            given += 1
            number = field(item, 'NEWID="', '"')
            day = field(item, "<DATE>", "</DATE>").strip().split(" ")[0]
            body = field(item, "<BODY>", "</BODY>") or field(item, "<TEXT", "</TEXT>")
            text = html.unescape(f"{field(item, '<TITLE>', '</TITLE>')}\n\n{body}")
            yield Page(
                name=f"reuters-{number}",
                content=text,
                outlet="Reuters",
                published=datetime.strptime(day, "%d-%b-%Y").date(),
            )


def field(item: str, opening: str, closing: str) -> str:
    """What stands between two marks, or nothing."""
    return item.partition(opening)[2].partition(closing)[0] if opening in item else ""


def fits(reading: Reading) -> bool:
    """Whether every span lies inside the text and every summary sentence stands in it."""
    size = len(reading.article.text)
    spans = [mention.span for mention in reading.annotation.mentions]
    spans += [span for claim in reading.claims for span in claim.content]
    spans += [claim.cue for claim in reading.claims if claim.cue]
    spans += [span for event in reading.events for span in (event.trigger, *event.evidence)]
    return all(0 <= span.start < span.stop <= size for span in spans) and all(
        sentence.text == sentence.span.quote(reading.article.text)
        for sentence in reading.summary.sentences
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one page."""

    read: bool
    refused: str
    trouble: str
    misfit: bool
    claims: int
    events: int
    seconds: float


_pipeline: list[Pipeline] = []


def start_worker() -> None:
    """Load the models once a process."""
    _pipeline.append(Pipeline.build(Settings()))


def attempt(page: Page) -> Outcome:
    """Read one page and say what became of it."""
    began = time.perf_counter()
    refused = trouble = ""
    reading = None
    try:
        reading = _pipeline[0].read_page(page)
    except DetenteError as error:
        # Lengths and names differ from page to page; the reason is what counts.
        reason = re.sub(r"\d+|'[^']*'|\"[^\"]*\"", "…", error.found.replace(page.name, "…"))
        refused = f"{type(error).__name__}: {reason}"[:120]
    except Exception:  # the point of this benchmark is to see what nobody foresaw
        trouble = f"{page.name}\n{traceback.format_exc()}"
    seconds = time.perf_counter() - began
    if reading is None:
        return Outcome(False, refused, trouble, False, 0, 0, seconds)
    claims, events = len(reading.claims), len(reading.events)
    return Outcome(True, "", "", not fits(reading), claims, events, seconds)


def main() -> None:
    parser = options(__doc__ or "")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--every", type=int, default=1, help="only every so many (not recorded)")
    arguments = parser.parse_args()
    if arguments.every > 1:
        arguments.limit = arguments.limit or 10**9
    failed = 0
    for split, pages in (
        ("NewsArticles 2016-17", news_articles(arguments.shared)),
        ("Reuters-21578, first 1,000", reuters(arguments.shared)),
    ):
        began = time.perf_counter()
        chosen = islice(pages, 0, arguments.limit, arguments.every)
        # Not a Pool: that starts a process whose models cannot be loaded again and again.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(arguments.processes, context, start_worker) as pool:
            outcomes = list(pool.map(attempt, chosen, chunksize=16))
        for outcome in outcomes:
            if outcome.trouble:
                print(outcome.trouble, flush=True)
        reasons = Counter(outcome.refused for outcome in outcomes if outcome.refused)
        figures = {
            "read": sum(o.read for o in outcomes),
            "refused": reasons.total(),
            "exceptions": sum(bool(o.trouble) for o in outcomes),
            "misfits": sum(o.misfit for o in outcomes),
            "claims": sum(o.claims for o in outcomes),
            "events": sum(o.events for o in outcomes),
            "slowest_seconds": max(o.seconds for o in outcomes),
        }
        failed += int(figures["exceptions"] + figures["misfits"])
        seconds = time.perf_counter() - began
        by = {"refused": dict(reasons.most_common())}
        write(
            arguments,
            "robustness",
            "Détente",
            split,
            len(outcomes),
            figures,
            seconds=seconds,
            by=by,
        )
    if failed:
        raise SystemExit(f"{failed} pages raised or gave a span that does not fit")


if __name__ == "__main__":
    main()
