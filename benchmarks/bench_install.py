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
        empty = size(site)
        began = time.perf_counter()
        pip = [str(python), "-m", "pip", "install", "--quiet", "--no-compile", str(HERE.parent)]
        subprocess.run(pip, check=True)
        seconds = time.perf_counter() - began
        parts = {p.name: size(p) / 1e6 for p in site.iterdir() if p.is_dir()}
        largest = sorted(parts.items(), key=lambda item: -item[1])[:12]
        total = size(site) - empty
        packages = len(list(site.glob("*.dist-info")))
    write(arguments, "install", "Détente core", "fresh virtual environment", 1,
          {"installed_mb": total / 1e6, "packages": float(packages)}, seconds=seconds,
          note="without compiled bytecode and pip itself",
          by={"largest_mb": {name: round(mb, 1) for name, mb in largest}})  # fmt: skip


if __name__ == "__main__":
    main()
