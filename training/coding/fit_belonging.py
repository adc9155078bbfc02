"""Fit the chooser of a party's country on marked reports and write ``coding/tables/belonging.csv``.

Every run of words that a careful reader marked as a party of an event is a case: its options are the countries the report
offers for it (``detente.coding.clues``), right is the one the reader wrote down. A network of one hidden layer learns from
the encoder's part which option stands; options of one case compete. The judge's part only measures.

Usage: python -m training.coding.fit_belonging READINGS.jsonl [...] [--news FOLDER] [--write]

Fit again whenever the actor base or the clues change: who is known, and how surely, is most of what it sees. Prints
how many parties have the right country before and after, of reports left out of the fit (``FOLDS`` parts by report)
and of the judge's part.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from detente.actors.base import PackagedBase
from detente.attribution.attribute import QuotationAttributor
from detente.coding.belonging import Weigher, settled
from detente.coding.clues import MOST, Case, Clues
from detente.coding.parties import Cast
from detente.coding.phrasing import PRONOUN_TAGS
from detente.coding.syntax import Tree
from detente.language.annotate import EncoderAnnotator
from detente.records import Annotation, Claim, Span
from training.coding import marked
from training.coding.reports import FOLDS, as_coded, options

HIDDEN = 32
ROUNDS = 12
BATCH = 128
RARE = 15  # a feature that fewer cases have is left out
TABLE = Path(__file__).parents[2] / "src/detente/coding/tables/belonging.csv"


@dataclass(frozen=True)
class Marked:
    """One party as a reader marked it: right countries (``""``: none), and what was read before anything chose."""

    case: Case
    right: tuple[str, ...]
    before: str
    kept: bool  # a name whose country the actor room told, so that nothing is chosen
    kind: str  # name, noun or pronoun
    report: int


def parties_of(
    number: int, report: dict[str, Any], annotation: Annotation, claims: Sequence[Claim]
) -> Iterator[Marked]:
    """The marked parties of one report, each once."""
    words = annotation.words
    tree = Tree(words, report["text"])
    cast = Cast(tree, annotation, claims)
    clues = Clues(cast)
    told: dict[tuple[int, int], list[str]] = {}
    for deed in report["deeds"].values():
        for side, codes in zip("ir", deed.countries, strict=True):
            for span in deed.spans[side]:
                known = told.setdefault(tuple(span), [])
                known.extend("" if code == "-" else code for code in codes.split("+"))
    for (start, stop), codes in told.items():
        inside = words.touching(Span(start, stop))
        if not inside:
            continue
        index = next((i for i in inside if tree.head(i) not in inside), inside[0])
        pronoun = tree.tag(index) in PRONOUN_TAGS
        mention = None if pronoun else cast.headed_by(index) or cast.mention_at(index)
        before = cast.at(index) or cast.mention_at(index)
        if before is None or not cast.best_of_chain(before).country:
            before = cast.inside(index) or before
        reach = cast.words_of(mention) if mention is not None else None
        yield Marked(
            clues.case(index if reach is None else tree.top(*reach), mention),
            tuple(dict.fromkeys(codes)),
            "" if before is None else cast.best_of_chain(before).country,
            mention is not None and settled(mention),
            "pronoun" if pronoun else "noun" if mention is None else "name",
            number,
        )


def gather(paths: Sequence[Path], news: Path, part: str) -> list[Marked]:
    """All marked parties of one part of the files."""
    tools = (EncoderAnnotator(), PackagedBase(), QuotationAttributor())
    found: list[Marked] = []
    seen: set[str] = set()
    for path in paths:
        for report in marked.load(path, marked.corpus_of(path, news), part):
            if report["article_id"] in seen:
                continue
            seen.add(report["article_id"])
            _, annotation, claims = as_coded(report, tools)
            found.extend(parties_of(len(seen), report, annotation, claims))
    return found


class Network(nn.Module):
    """What ``belonging.Weigher`` computes, to be learned."""

    def __init__(self, phrase: Sequence[str], option: Sequence[str]) -> None:
        super().__init__()
        self.phrase = {name: number for number, name in enumerate(phrase)}
        self.option = {name: number for number, name in enumerate(option)}
        self.from_phrase = nn.Linear(len(phrase), HIDDEN)
        self.from_option = nn.Linear(len(option), HIDDEN, bias=False)
        self.straight = nn.Linear(len(option), 1, bias=False)
        self.out = nn.Linear(HIDDEN, 1, bias=False)
        self.dropout = nn.Dropout(0.2)

    def forward(self, phrase: torch.Tensor, option: torch.Tensor) -> torch.Tensor:
        """Scores of the options. Shape: ``(cases, MOST + 1)``."""
        like = self.from_phrase(self.dropout(phrase))[:, None]
        hidden = torch.relu(like + self.from_option(self.dropout(option)))
        found: torch.Tensor = (self.out(hidden) + self.straight(option))[..., 0]
        return found

    def arrays(self, cases: Sequence[Marked]) -> tuple[torch.Tensor, ...]:
        """Phrases, options, which options there are, and which are right."""
        phrase = np.zeros((len(cases), len(self.phrase)), np.float32)
        option = np.zeros((len(cases), MOST + 1, len(self.option)), np.float32)
        there = np.zeros((len(cases), MOST + 1), bool)
        right = np.zeros((len(cases), MOST + 1), bool)
        for line, each in enumerate(cases):
            for name, value in each.case.phrase.items():
                if name in self.phrase:
                    phrase[line, self.phrase[name]] = value
            for place, (code, clues) in enumerate(each.case.options):
                there[line, place], right[line, place] = True, code in each.right
                for name, value in clues.items():
                    if name in self.option:
                        option[line, place, self.option[name]] = value
        return tuple(torch.from_numpy(each) for each in (phrase, option, there, right))

    def weigher(self) -> Weigher:
        """The same for the package."""

        def numbers(weights: torch.Tensor) -> Any:
            return np.round(weights.detach().numpy().astype(float), 4)

        return Weigher(
            self.phrase,
            self.option,
            numbers(self.from_phrase.weight.T),
            numbers(self.from_option.weight.T),
            numbers(self.straight.weight[0]),
            numbers(self.from_phrase.bias),
            numbers(self.out.weight[0]),
        )


def fit(cases: Sequence[Marked]) -> Weigher:
    """The network after ``ROUNDS`` rounds over the cases whose right country is among their options."""
    torch.manual_seed(0)
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for each in cases:
        counts[0].update(each.case.phrase.keys())
        counts[1].update({name for _, clues in each.case.options for name in clues})
    model = Network(*(sorted(n for n, times in c.items() if times >= RARE) for c in counts))
    phrase, option, there, right = model.arrays(cases)
    open_ones = torch.tensor([not each.kept for each in cases])
    usable = torch.nonzero(right.any(1) & open_ones)[:, 0]
    steps = ROUNDS * -(-len(usable) // BATCH)
    optimizer = torch.optim.AdamW(model.parameters(), 3e-3, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=steps)
    for _ in range(ROUNDS):
        for rows in usable[torch.randperm(len(usable))].split(BATCH):
            scores = model(phrase[rows], option[rows])
            whole = scores.masked_fill(~there[rows], -1e9).logsumexp(-1)
            good = scores.masked_fill(~right[rows], -1e9).logsumexp(-1)
            loss = (whole - good).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return model.weigher()


def chosen(weigher: Weigher, each: Marked) -> str:
    """The country the coder would read."""
    return each.before if each.kept else weigher.choose(each.case)


def show(name: str, told: Sequence[tuple[Marked, str]]) -> None:
    """What became of each right country: right, none, wrong or spurious; in per cent, in all and by kind."""
    counts: Counter[str] = Counter()
    for each, got in told:
        for code in each.right:
            fate = (
                "right" if got == code else "none" if not got else "wrong" if code else "spurious"
            )
            counts.update((fate, f"{each.kind} {fate}"))
    total = sum(len(each.right) for each, _ in told)
    share = {fate: round(100 * times / total, 1) for fate, times in sorted(counts.items())}
    print(f"{name}: {total} parties, {share}", flush=True)


def write(weigher: Weigher) -> None:
    """The table the package ships."""
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(["part", "feature", "straight", *(f"h{n}" for n in range(len(weigher.out)))])
        out.writerow(["bias", "", "", *weigher.bias])
        out.writerow(["out", "", "", *weigher.out])
        for name, row in zip(weigher.phrase, weigher.phrase_rows, strict=True):
            out.writerow(["phrase", name, "", *row])
        for name, line in weigher.option.items():
            out.writerow(["option", name, weigher.straight[line], *weigher.option_rows[line]])


def run(learned: Sequence[Marked], measured: Sequence[Marked], *, save: bool) -> None:
    """Cross-validate, measure on the other part, write what was asked for."""
    show("before, learned part", [(each, each.before) for each in learned])
    told: list[tuple[Marked, str]] = []
    for fold in range(FOLDS):
        weigher = fit([each for each in learned if each.report % FOLDS != fold])
        told += [(e, chosen(weigher, e)) for e in learned if e.report % FOLDS == fold]
    show("after, left-out reports", told)
    final = fit(learned)
    show("before, judge's part", [(each, each.before) for each in measured])
    show("after, judge's part", [(each, chosen(final, each)) for each in measured])
    if save:
        write(final)


def main() -> None:
    given = options(__doc__).parse_args()
    torch.set_num_threads(1)
    run(
        gather(given.gold, given.news, "encoder"),
        gather(given.gold, given.news, "judge"),
        save=given.write,
    )


if __name__ == "__main__":
    main()
