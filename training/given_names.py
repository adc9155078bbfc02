"""Which given names are borne by women and which by men: write ``src/detente/language/tables/given_names.csv``.

Counted over office holders and legislators of Wikidata (CC0) and the Congress of the United States (public domain), each
person once. A name is kept where ``FEW`` bear it and all but one in fifty are of one sex. Where the family's name stands
first nothing is learned.

Usage: python -m training.given_names [--kb FOLDER]
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import yaml

FEW = {"female": 2, "male": 3}  # offices are mostly men's: a man's name needs more bearers
SHARE = 0.98
TABLE = Path(__file__).parents[1] / "src/detente/language/tables/given_names.csv"
FAMILY_FIRST = (
    "cambodia",
    "china",
    "hong-kong",
    "hungary",
    "japan",
    "korea",
    "macau",
    "taiwan",
    "vietnam",
)
_NAME = re.compile(r"[^\W\d_][\w'’-]+")


def wikidata(archive: Path) -> Iterator[tuple[str, str, str]]:
    """Who (an id), name and sex of everybody in the extracts."""
    with tarfile.open(archive) as files:
        for file in files:
            stream = files.extractfile(file)
            if stream is None or Path(file.name).name.startswith(FAMILY_FIRST):
                continue
            for row in csv.DictReader(io.TextIOWrapper(stream, "utf-8", "replace", newline="")):
                who = row.get("id") or row.get("personID") or ""
                yield who, row.get("name") or row.get("person") or "", row.get("gender") or ""


def congress(folder: Path) -> Iterator[tuple[str, str, str]]:
    """The same of those who sit in Congress or govern."""
    for file in ("legislators-current.yaml", "executive.yaml"):
        for person in yaml.safe_load((folder / file).read_text("utf-8")):
            name = f"{person['name']['first']} {person['name']['last']}"
            yield name, name, {"F": "female", "M": "male"}.get(person["bio"].get("gender"), "")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kb", type=Path, default=Path("../shared/data/kb"))
    kb = parser.parse_args().kb
    people = {who: (name, sex) for who, name, sex in congress(kb / "congress_legislators")}
    people |= {
        who: (name, sex)
        for who, name, sex in wikidata(kb / "wikidata_officeholders_eps" / "raw.tgz")
        if who
    }
    borne: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, sex in people.values():
        given, *rest = name.split() or [""]
        if rest and sex in FEW and _NAME.fullmatch(given):
            borne[given][sex] += 1
    kept = 0
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(["name", "borne by"])
        for given, by in sorted(borne.items()):
            sex, count = by.most_common(1)[0]
            if count >= FEW[sex] and count >= SHARE * by.total():
                out.writerow([given, sex])
                kept += 1
    print(f"{kept} names of {len(people)} people")


if __name__ == "__main__":
    main()
