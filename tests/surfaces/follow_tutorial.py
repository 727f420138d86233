"""Follows the tutorial for real: a wheel of this tree, an empty folder, nothing but Python.

`make tutorial` runs it. It needs a package index for pip, and takes a minute.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from tests.surfaces.lesson import Command, Step, steps
from tests.surfaces.reader import SYSTEM, Reader

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "doc/source/user/tutorial.rst"
CHECKOUT = "/path/to/microref"
"""What readers put their own path in place of."""


def main() -> None:
    """Build a wheel, follow every step, and say what was done."""
    with tempfile.TemporaryDirectory() as folder:
        words = [sys.executable, "-m", "build", "--wheel", "--outdir", folder, str(ROOT)]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        (wheel,) = Path(folder).glob("*.whl")
        programs = {name: Path(shutil.which(name) or name) for name in SYSTEM}
        programs["python3"] = Path(sys.base_prefix) / "bin" / "python3"
        reader = Reader(Path(folder) / "home", programs)
        for step in steps(TUTORIAL):
            done = with_wheel(step, wheel)
            sys.stdout.write(f"$ {done.words}\n" if isinstance(done, Command) else f"{done.name}\n")
            reader.follow([done])
        pages = sorted((reader.where / "api-ref/build/html").glob("*.html"))
        sys.stdout.write(f"followed; the reference has {len(pages)} pages\n")


def with_wheel(step: Step, wheel: Path) -> Step:
    """The step as a reader types it whose Microref is this wheel."""
    if not isinstance(step, Command) or CHECKOUT not in step.words:
        return step
    # Besides, pip tells of newer versions of itself.
    return replace(step, words=step.words.replace(CHECKOUT, str(wheel)), output="...")


if __name__ == "__main__":
    main()
