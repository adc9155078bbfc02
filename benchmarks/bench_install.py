"""The size of a fresh install of the core, and how long it takes, in a new virtual environment."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from record import HERE, options, write


def size(folder: Path) -> int:
    """Bytes of the files below a folder, links not followed."""
    return sum(p.lstat().st_size for p in folder.rglob("*") if not p.is_dir() or p.is_symlink())


def main() -> None:
    arguments = options(__doc__ or "").parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "venv"
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        python = home / "bin" / "python"
        site = next(home.glob("lib/python*/site-packages"))
        empty, there = size(site), {path.name for path in site.iterdir()}
        began = time.perf_counter()
        pip = [str(python), "-m", "pip", "install", "--quiet", "--no-compile", str(HERE.parent)]
        subprocess.run(pip, check=True)
        seconds = time.perf_counter() - began
        fresh = [path for path in site.iterdir() if path.is_dir() and path.name not in there]
        parts = {path.name: size(path) / 1e6 for path in fresh}
        largest = sorted(parts.items(), key=lambda item: -item[1])[:12]
        total = size(site) - empty
        packages = sum(path.suffix == ".dist-info" for path in fresh)
    write(arguments, "install", "Détente core", "fresh virtual environment", 1,
          {"installed_mb": total / 1e6, "packages": float(packages)}, seconds=seconds,
          note="without compiled bytecode and pip itself",
          by={"largest_mb": {name: round(mb, 1) for name, mb in largest}})  # fmt: skip


if __name__ == "__main__":
    main()
