"""Reading thousands of reports with no exception: each refusal counted with its reason.

3,824 rows of NewsArticles 2016-17 (some empty, many with damaged quotation marks) and the first
1,000 items of Reuters-21578 (SGML in Latin-1). Anything but a Reading or a DetenteError fails the
run, and so does a span that does not fit.
"""

from __future__ import annotations

import csv
import html
import re
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
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
            year, month, day = (int(part) for part in row["publish_date"].split("/"))
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


def main() -> None:
    arguments = options(__doc__ or "").parse_args()
    pipeline = Pipeline.build(Settings())
    failed = 0
    for split, pages in (
        ("NewsArticles 2016-17", news_articles(arguments.shared)),
        ("Reuters-21578, first 1,000", reuters(arguments.shared)),
    ):
        reasons: Counter[str] = Counter()
        totals: Counter[str] = Counter()
        slowest, began = 0.0, time.perf_counter()
        for number, page in enumerate(pages):
            if number == arguments.limit:
                break
            totals["pages"] += 1
            started = time.perf_counter()
            try:
                reading = pipeline.read_page(page)
            except DetenteError as error:
                reasons[f"{type(error).__name__}: {re.sub(r'[0-9]+', 'N', error.expected)}"] += 1
            except Exception:  # the point of this benchmark is to see what nobody foresaw
                totals["exceptions"] += 1
                print(page.name, traceback.format_exc(), flush=True)
            else:
                totals["read"] += 1
                totals["claims"] += len(reading.claims)
                totals["events"] += len(reading.events)
                totals["misfits"] += not fits(reading)
            slowest = max(slowest, time.perf_counter() - started)
        failed += totals["exceptions"] + totals["misfits"]
        names = ("read", "claims", "events", "exceptions", "misfits")
        figures = {name: float(totals[name]) for name in names}
        figures |= {"refused": float(reasons.total()), "slowest_seconds": slowest}
        seconds = time.perf_counter() - began
        by = {"refused": dict(sorted(reasons.items()))}
        n = totals["pages"]
        write(arguments, "robustness", "Détente", split, n, figures, seconds=seconds, by=by)
    if failed:
        raise SystemExit(f"{failed} pages raised or gave a span that does not fit")


if __name__ == "__main__":
    main()
