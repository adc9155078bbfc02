"""Render ``RESULTS.md`` from ``results/*.json``: figures, splits, how made, peers beside."""

from __future__ import annotations

import json
import re
from typing import Any

from record import HERE, RESULTS

#: Topic: title, what is measured, and the figures that become columns (name in results, heading).
TOPICS: dict[str, tuple[str, str, tuple[tuple[str, str], ...]]] = {
    "gold": (
        "Readings against gold readings",
        "The figures of the project's `score_gold.py`. Two careful readers agree at F1 94 on claim"
        " contents, 92 on who said what, 91 on events, 93 on parties only; on matched ones at 96 %"
        " for stance, 92 % for status, 84 % for whose word, 90 % for the first day.",
        (
            ("claims_content_f1", "claim content F1"),
            ("claims_who_said_what_f1", "who said what F1"),
            ("events_strict_f1", "events F1"),
            ("events_quad_f1", "quad F1"),
            ("events_type_initiator_f1", "type + initiator F1"),
            ("events_parties_f1", "parties F1"),
            ("stance_accuracy", "stance"),
            ("status_accuracy", "status"),
            ("on_whose_word_accuracy", "whose word"),
            ("first_day_accuracy", "first day"),
            ("mention_country_accuracy", "mention country"),
            ("mention_sector_accuracy", "mention sector"),
        ),
    ),
    "plv": (
        "PLV: type of event between two marked parties",
        "Macro F1 on fifteen roots (CONCEDE and RETREAT count as YIELD), on quad classes and on"
        " cooperation against conflict, on one fold of five that no training of ours saw. Published"
        " on the kept-back PLV test, not comparable to the digit: UniversalPetrarch 52.7 / 69.6 / 82.0,"
        " zero-shot ZSP 82.4 / 89.6 / 96.4, ConfliBERT 86.7 / 96.3 / 98.4.",
        (
            ("root_macro_f1", "root"),
            ("quad_macro_f1", "quad"),
            ("binary_macro_f1", "binary"),
            ("root_accuracy", "root accuracy"),
        ),
    ),
    "ontology": (
        "A user's own types of events, from a table alone",
        "Sentences of ours, each of one of seventeen types or of none; the table's seeds are the"
        " keywords beside us. *Event given* hands all systems the parent type, so that naming is judged"
        " by itself. Weights were fitted on other types; one hand wrote table and sentences.",
        (
            ("p", "P"),
            ("r", "R"),
            ("f1", "F1"),
            ("macro_f1", "macro F1"),
            ("wrongly_typed_share", "of none, but named"),
        ),
    ),
    "train": (
        "A user's own types of events, from labelled sentences",
        "`detente train` on few rows, beside TF-IDF on the same rows. *own*: 26 finer types of ours and"
        " none, about seven rows each. *penta*: five classes our encoder never learned. *plv*: **the encoder"
        " learned these very labels**, see PLV above for figures without that. *Three types among many*:"
        " trained on 62 rows, read over 230 texts of which 24 are of one of the three; the bar of"
        " 0.7 was chosen on it.",
        (
            ("macro_f1", "macro F1"),
            ("accuracy", "accuracy"),
            ("p", "P"),
            ("r", "R"),
            ("wrongly_typed_share", "of none, but named"),
        ),
    ),
    "werner": (
        "Werner: who does what to whom as CAMEO triples",
        "A triple is right if the relation agrees and both actors share a content word. On the"
        " kept-back test, not comparable to the digit: UniversalPetrarch 20.0 (CAMEO) and 25.0 (penta),"
        " two people 68.9 and 73.9.",
        (
            ("relaxed_cameo_f1", "CAMEO F1"),
            ("relaxed_penta_f1", "penta F1"),
            ("relaxed_cameo_f1_without_statements", "CAMEO F1, no statements"),
            ("relaxed_penta_f1_without_statements", "penta F1, no statements"),
            ("label_cameo_f1", "label only, CAMEO"),
            ("label_penta_f1", "label only, penta"),
            ("actors_only_f1", "actors only"),
        ),
    ),
    "challenge": (
        "Challenge set: minimal pairs by phenomenon",
        "An item is right when every event is found with type, both countries, status, and claim and"
        " day where stated, and nothing else is. *Types and parties* forgives status, claim and day,"
        " which UniversalPetrarch does not have; its codes count as the PLOVER type that suits best."
        " A third of the items was never looked at while rules were tuned.",
        (
            ("items_share", "items right"),
            ("pairs_share", "both of a pair right"),
            ("held_out_share", "unseen items right"),
            ("items_share_plain", "items, types and parties"),
            ("pairs_share_plain", "pairs, types and parties"),
        ),
    ),
    "calibration": (
        "Calibration: is an event told with confidence 0.7 right seven times in ten",
        "Expected calibration error over fifteen bins, of equal mass and of equal width, and Brier"
        " score, with what always saying the share right would score. *By chance* is the error a"
        " perfectly calibrated coder would show on as many events; an error near it is no error"
        " found. The picture: `docs/reference/calibration.md`.",
        (
            ("ece_mass", "error, equal mass"),
            ("ece_width", "error, equal width"),
            ("ece_by_chance", "by chance"),
            ("brier", "Brier"),
            ("brier_base", "Brier of the share"),
            ("said_mean", "mean confidence"),
            ("right_share", "right"),
        ),
    ),
    "polnear": (
        "PolNeAR: who said what",
        "Exact segments, words, contents at Jaccard 0.5, and who said what. Two people agree at 75"
        " on who said what and at 78 / 71 / 68 on segments. About 70 % of the attributions are"
        " indirect, which textacy does not look for.",
        (
            ("seg_source_f1", "segment source"),
            ("seg_cue_f1", "segment cue"),
            ("seg_content_f1", "segment content"),
            ("token_source_f1", "word source"),
            ("token_cue_f1", "word cue"),
            ("token_content_f1", "word content"),
            ("content_j50_f1", "content J50"),
            ("who_said_what_p", "who said what P"),
            ("who_said_what_r", "R"),
            ("who_said_what_f1", "F1"),
        ),
    ),
    "polnear_citron": (
        "PolNeAR by the protocol of BBC Citron",
        "The same answers by the rules Citron publishes its figures by (`measuring/citron.py`): only"
        " attributions with a source and with the cue outside quotation marks; exact spans, and tokens"
        " shared. The published line is another corpus (PARC 3.0, Wall Street Journal) and was not"
        " run by us.",
        (
            ("citron_exact_cue_f1", "exact cue"),
            ("citron_exact_source_f1", "exact source"),
            ("citron_exact_content_f1", "exact content"),
            ("citron_exact_all_f1", "exact all"),
            ("citron_overlap_cue_f1", "overlap cue"),
            ("citron_overlap_source_f1", "overlap source"),
            ("citron_overlap_content_f1", "overlap content"),
            ("citron_overlap_all_f1", "overlap all"),
        ),
    ),
    "attribution_ablation": (
        "Attribution: what each part is worth",
        "PolNeAR dev on the surface, gold/dev on claims. The tagger alone still goes through relays,"
        " speakers and stance; its linker is the cue-conditioned labelling it was trained with, and the"
        " greedy one gives the same segments to the nearest cue. Without coreference a pronoun's speaker is the nearest mention that"
        " fits. Encoder int8 unless a line says fp32.",
        (
            ("seg_source_f1", "segment source"),
            ("seg_cue_f1", "segment cue"),
            ("seg_content_f1", "segment content"),
            ("content_j50_f1", "content J50"),
            ("who_said_what_f1", "who said what, surface"),
            ("claims_content_f1", "claim content F1"),
            ("claims_who_said_what_f1", "who said what, claims"),
            ("stance_accuracy", "stance"),
        ),
    ),
    "actors": ("Phrases to country and sector", "The open half of NGEC's actor cases.", ()),
    "actor_precision": (
        "Names of 200 Wikinews reports",
        "The share of mentions that resolve at a confidence of at least 0.5, and fresh draws of 100 to 150"
        " resolutions judged by one reader; errors were mended between draws"
        " (`docs/reference/actor-base.md`).",
        (
            ("precision", "right of those drawn"),
            ("resolved", "resolve"),
            ("resolved_person", "persons"),
            ("resolved_organisation", "organisations"),
            ("resolved_country", "countries"),
            ("tied_to_a_row", "tied to a row"),
        ),
    ),
    "extraction": (
        "Article bodies out of web pages",
        "Shingles of four words, as in Scrapinghub's benchmark. Pages we refuse (another language,"
        " no report) count as empty in P, R and F1, and not in the columns *read*.",
        (
            ("p", "P"),
            ("r", "R"),
            ("f1", "F1"),
            ("read_p", "P, read"),
            ("read_r", "R, read"),
            ("read_f1", "F1, read"),
            ("refused", "refused"),
        ),
    ),
    "summary": (
        "Summaries",
        "ROUGE with stemming. The documents are in tokenised lower case, which costs a reader of"
        " names; every sentence of ours stands in the text word for word.",
        (
            ("rouge1", "ROUGE-1"),
            ("rouge2", "ROUGE-2"),
            ("rougelsum", "ROUGE-Lsum"),
            ("sentences", "sentences"),
            ("verbatim", "verbatim"),
        ),
    ),
    "speed": ("Speed", "One process a core, models loaded; then cold starts.", ()),
    "install": ("Installed size", "A fresh virtual environment, core dependencies only.", ()),
    "robustness": (
        "Reading thousands of reports",
        "Exceptions other than a refusal with a reason, and spans that do not fit, must be none.",
        (),
    ),
}
#: Names of figures that are fractions; all others are counts, seconds or sizes.
FRACTION = re.compile(r"(^|_)(p|r|f1)(_|$)|accuracy|rouge|verbatim|recall|share")


def shown(name: str, value: float | None) -> str:
    """Fractions as percentages with one digit, everything else as it is."""
    if value is None:
        return ""
    if FRACTION.search(name):
        return f"{value * 100:.1f}"
    return f"{value:,.4g}" if value < 1000 else f"{value:,.0f}"


def table(headings: list[str], rows: list[list[str]]) -> list[str]:
    """A Markdown table."""
    return [
        f"| {' | '.join(headings)} |",
        f"|{'---|' * len(headings)}",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]


def section(topic: str, rows: list[dict[str, Any]]) -> list[str]:
    """One topic: its table of figures, its breakdowns of ours, and how each line was made."""
    title, what, columns = TOPICS[topic]
    lines = [f"## {title}", "", what, ""]
    for split in dict.fromkeys(row["split"] for row in rows):
        mine = [row for row in rows if row["split"] == split]
        names = columns or tuple((n, n.replace("_", " ")) for n in mine[0]["figures"])
        body = [
            [row["system"], *(shown(name, row["figures"].get(name)) for name, _ in names)]
            for row in mine
        ]
        lines += [f"{split}, n = {mine[0]['n']:,}", ""]
        lines += [*table(["system", *(heading for _, heading in names)], body), ""]
        for row in mine:
            lines += breakdown(row)
    lines += ["How made:", ""]
    for row in rows:
        note = f"; {row['note']}" if row["note"] else ""
        took = f", {row['seconds']:.0f} s" if row["seconds"] else ""
        made = f"`{row['command']}`, {row['date']}, commit {row['commit']}{took}{note}"
        lines.append(f"- {row['system']}, {row['split']}: {made}")
    return [*lines, ""]


def breakdown(row: dict[str, Any]) -> list[str]:
    """The parts of a result that a reader wants to see: flat ones and rows of figures."""
    if not row["system"].startswith(("Détente", "UniversalPetrarch")):
        return []
    lines: list[str] = []
    for name, parts in row["by"].items():
        if not parts or name in ("article", "worst"):
            continue
        heading = name.replace("_", " ")
        lines += ["<details>", f"<summary>{row['system']}: by {heading}</summary>", ""]
        if all(isinstance(value, int | float) for value in parts.values()):
            flat = [[str(key), cell(name, value)] for key, value in parts.items()]
            lines += table([heading, "value"], flat)
        else:
            figures = list(dict.fromkeys(f for value in parts.values() for f in value))
            figures = figures[:14]
            body = [
                [str(key), *(cell(f, value.get(f)) for f in figures)]
                for key, value in parts.items()
            ]
            lines += table([heading, *(f.replace("_", " ") for f in figures)], body)
        lines += ["", "</details>", ""]
    return lines


def cell(name: str, value: object) -> str:
    """A figure of a breakdown; counts stay counts."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value)
    return f"{value:,}" if isinstance(value, int) else shown(name, value)


def main() -> None:
    """Write ``RESULTS.md``."""
    lines = [
        "# Results",
        "",
        "Made by `python benchmarks/report.py` from `benchmarks/results/`; not edited by hand."
        " Fractions are printed as percentages. A `+` behind a commit means that the source"
        " differed from it. What each set is and how it is scored: `docs/reference/measuring.md`.",
        "",
    ]
    for topic in TOPICS:
        file = RESULTS / f"{topic}.json"
        if file.exists():
            rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
            lines += section(topic, rows)
    (HERE / "RESULTS.md").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
