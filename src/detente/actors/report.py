"""The build report: rows by kind and source, conflicts and how they were settled, what is missing."""

from __future__ import annotations

from collections import Counter

from detente.actors.store import Draft


def render(draft: Draft, report: Counter[str], size: int) -> str:
    """The report as Markdown."""
    kinds = Counter(row["k"] for row in draft.rows)
    posts = [held for row in draft.rows for held in row.get("p", ())]
    sources = Counter(held[7].split(";")[0].split(":")[0] for held in posts)
    lines = ["# The packaged actor base: build report", ""]
    lines.append(
        f"One file of {size / 1e6:.1f} MB, {len(draft.rows):,} rows, {len(draft.aliases):,} aliases."
    )
    lines += ["", "## Rows by kind", "", "| kind | rows |", "|---|---|"]
    lines += [f"| {kind} | {count:,} |" for kind, count in sorted(kinds.items())]
    lines += ["", "## Office spells by source", "", "| source | spells |", "|---|---|"]
    lines += [f"| {name} | {count:,} |" for name, count in sorted(sources.items())]
    lines += [
        "",
        "## What was read, and how conflicts were settled",
        "",
        "| step | count |",
        "|---|---|",
    ]
    lines += [f"| {name} | {count:,} |" for name, count in sorted(report.items())]
    lines += ["", "## What is missing", ""]
    covered = {
        held[2] for held in posts if held[1] in ("HOS", "HOG") and (held[5] or held[6]) >= 20250101
    }
    states = {row["i"] for row in draft.rows if row["k"] == "country" and len(row["i"]) == 3}
    lines.append(
        f"No head of state or government seen since 2025: {', '.join(sorted(states - covered))}."
    )
    return "\n".join(lines) + "\n"
