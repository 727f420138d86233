"""Writes the golden files anew: `python -m tests.golden.update`. Look at the difference then."""

from __future__ import annotations

import shutil
import sys

from tests.golden.cases import HERE, cases


def main() -> int:
    """Replace every golden file by what its spec becomes now."""
    shutil.rmtree(HERE / "expected", ignore_errors=True)
    for case in cases():
        for path, text in case.files().items():
            file = case.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        print(f"{case.name}: {len(case.files())} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
