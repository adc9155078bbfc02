"""Build the packaged actor base: ``python -m detente.actors.build --kb DIR --out FILE``.

Reads the open sources under ``--kb`` and the hand tables in ``actors/tables``, and writes one file and
a report. The same inputs give the same bytes: everything is sorted, nothing is random or timed.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from detente.actors import (
    gather_bodies,
    gather_countries,
    gather_groups,
    gather_people,
    gather_posts,
    store,
)
from detente.actors.report import render
from detente.errors import InstallError

HERE = Path(__file__).parent
VERSION = "2026.11"


def build(kb: Path, tables: Path) -> tuple[store.Draft, Counter[str]]:
    """Gather everything into a draft, with the counts for the report."""
    draft = store.Draft()
    report: Counter[str] = Counter()
    countries = gather_countries.gather(draft, kb)
    gather_bodies.gather(draft, countries, tables, report)
    gather_groups.gather(draft, countries, tables, report)
    people = gather_posts.gather(countries, tables, report)
    report.update(people.merged)
    gather_people.finish(draft, people, report)
    gather_countries.gather_places(draft, countries, report)
    draft.tables["countries"] = countries.rows
    draft.tables["agreements"] = [n for n, row in enumerate(draft.rows) if row["k"] == "agreement"]
    return draft, report


def check(draft: store.Draft, path: Path) -> None:
    """Raise InstallError unless ``path`` holds exactly what was built."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.detact"
        store.write(fresh, draft, {"version": VERSION, "rows": len(draft.rows)})
        if fresh.read_bytes() != path.read_bytes():
            raise InstallError(
                f"{path} is not what its sources build", cure="build it again, without --check"
            )


def main() -> None:
    """Command line of the build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kb", type=Path, required=True, help="folder of the open sources")
    parser.add_argument("--out", type=Path, default=HERE / "base.detact")
    parser.add_argument("--tables", type=Path, default=HERE / "tables")
    parser.add_argument("--report", type=Path, default=None)
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; fail if --out is not what would be built",
    )
    options = parser.parse_args()
    draft, report = build(options.kb, options.tables)
    if options.check:
        check(draft, options.out)
        return
    store.write(options.out, draft, {"version": VERSION, "rows": len(draft.rows)})
    text = render(draft, report, options.out.stat().st_size)
    if options.report is not None:
        options.report.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
