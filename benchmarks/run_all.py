"""Run every benchmark one after the other, then render ``RESULTS.md``.

Each runs in a process of its own, so that one that fails does not stop the rest. Speed comes last
but one, when nothing else runs. About an hour on two cores, most of it reading 4,824 reports.
"""

from __future__ import annotations

import subprocess
import sys

from record import HERE, options

#: What runs, in order, with the options of each.
SCRIPTS: tuple[tuple[str, ...], ...] = (
    ("bench_gold.py",),
    ("bench_polnear.py",),
    ("bench_attribution_ablation.py",),
    ("bench_werner.py",),
    ("bench_challenge.py",),
    ("bench_calibration.py",),
    ("bench_actors.py",),
    ("bench_actor_precision.py",),
    ("bench_extraction.py",),
    ("bench_summary.py",),
    ("bench_plv.py",),
    ("bench_ontology.py",),
    ("bench_train.py",),
    ("bench_install.py",),
    ("bench_speed.py",),
    ("bench_robustness.py", "--processes", "2"),
)


def main() -> None:
    parser = options(__doc__ or "")
    parser.add_argument("--skip", action="append", default=[], help="part of a name to leave out")
    arguments = parser.parse_args()
    failed = []
    for name, *more in SCRIPTS:
        if any(part in name for part in arguments.skip):
            continue
        if name != "bench_install.py":
            more += ["--shared", str(arguments.shared)]
        if arguments.limit:
            more += ["--limit", str(arguments.limit)]
        done = subprocess.run([sys.executable, str(HERE / name), *more], check=False)
        if done.returncode:
            failed.append(name)
    subprocess.run([sys.executable, str(HERE / "report.py")], check=True)
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
