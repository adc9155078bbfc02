"""Our gold scorer gives the figures of the project's own ``score_gold.py``, digit by digit.

The predictions are the gold readings, spoilt at random with a fixed seed.
"""

import copy
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from detente.measuring import gold

SHARED = Path(
    os.environ.get("DETENTE_SHARED", Path(__file__).resolve().parents[2].parent / "shared")
)
#: Names of the tool's lines and of our figures.
NAMES = {
    "claims content": "claims_content",
    "claims who-said-what": "claims_who_said_what",
    "events strict": "events_strict",
    "events quad": "events_quad",
    "events type+initiator": "events_type_initiator",
    "events parties only": "events_parties",
    "stance": "stance_accuracy",
    "status": "status_accuracy",
    "on whose word": "on_whose_word_accuracy",
    "first day": "first_day_accuracy",
}


def spoilt(rows, seed):
    """A second annotator who is often wrong, in every way the scorer looks at."""
    dice = random.Random(seed)
    spoilt_rows = []
    for row in copy.deepcopy(rows):
        if dice.random() < 0.1:
            continue
        row["claims"] = [claim for claim in row["claims"] if dice.random() < 0.8]
        again = [copy.deepcopy(event) for event in row["events"] if dice.random() < 0.2]
        row["events"] = [event for event in row["events"] if dice.random() < 0.8] + again
        for claim in row["claims"]:
            if dice.random() < 0.3:
                claim["content"] = [
                    [max(0, a - dice.randrange(40)), b + dice.randrange(60)]
                    for a, b in claim["content"]
                ]
            if dice.random() < 0.2:
                claim["speaker"] = dice.choice([m["id"] for m in row["mentions"]] + [None])
            if dice.random() < 0.2:
                claim["stance"] = "asserted"
        for event in row["events"]:
            if dice.random() < 0.3:
                event["type"] = dice.choice(sorted(gold.QUAD))
            if dice.random() < 0.2:
                event["initiator"], event["recipient"] = event["recipient"], event["initiator"]
            for key, value in (("status", "happened"), ("claim", None), ("first_day", None)):
                if dice.random() < 0.2:
                    event[key] = value
            if dice.random() < 0.2:
                event["evidence"] = [[0, 30]]
        spoilt_rows.append(row)
    return spoilt_rows


@pytest.mark.parametrize("seed", range(4))
def test_our_figures_are_those_of_score_gold(tmp_path, seed):
    truth = SHARED / "data/gold/dev.jsonl"
    rows = gold.load(truth)
    predicted = spoilt(rows, seed)
    path = tmp_path / "predicted.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in predicted), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, str(SHARED / "tools/score_gold.py"), str(truth), str(path)],
        capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    figures = gold.score(rows, predicted).figures
    ours = {}
    for line in told[1:]:
        name = NAMES[line[:24].strip()]
        numbers = re.search(r"P (\S+) R (\S+) F1 (\S+)", line)
        if numbers:
            ours[name] = [f"{figures[f'{name}_{part}']:.3f}" for part in ("p", "r", "f1")]
            assert ours[name] == list(numbers.groups()), line
        else:
            ours[name] = f"{figures[name]:.3f}"
            assert ours[name] == line[24:].split()[0], line
    assert set(ours) == set(NAMES.values())
