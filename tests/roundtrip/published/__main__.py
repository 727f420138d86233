"""Imports, publishes and compares each service of a folder: `make roundtrip CORPUS=DIR`.

Prints a line for each; what differs is written to build/roundtrip/<service>.diff.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.roundtrip.published.compare import NotPublished
from tests.roundtrip.published.counter import count_project, count_source, structure
from tests.roundtrip.published.services import Service, found

BUILD = Path("build", "roundtrip")
HEADS = ("service", "operations equal", "documents equal", "structure", "codes", "seconds")


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not (sources := found(arguments[0])):
        print("usage: make roundtrip CORPUS=DIR, a folder of <service>/api-ref/source")
        return 2
    width = max(map(len, [*sources, HEADS[0]]))
    print(_line(HEADS, width), flush=True)
    clean = True
    BUILD.mkdir(parents=True, exist_ok=True)
    for name, source in sources.items():
        started = time.perf_counter()
        with tempfile.TemporaryDirectory(prefix="microref-roundtrip-") as folder:
            cells, report = _compare(Service(name, source, Path(folder)))
        print(_line((name, *cells, f"{time.perf_counter() - started:.1f}"), width), flush=True)
        BUILD.joinpath(f"{name}.diff").write_text(report, encoding="utf-8")
        if report:
            print(f"{'':{width}}  see {BUILD / name}.diff", flush=True)
            clean = False
    return 0 if clean else 1


def _compare(service: Service) -> tuple[list[str], str]:
    """The cells of the line, and all that is not as it should be."""
    if service.done.code not in (0, 1):
        return ["not imported", "", "", ""], service.done.said
    try:
        service.prepare()
    except NotPublished as fault:
        return ["not published", "", "", ""], f"{fault}\n"
    score = service.score
    counts = count_source(service.source), count_project(service.project)
    parts = structure(*counts)
    report = [
        *([service.done.said.rstrip()] if service.done.code else []),
        *([score.difference] if score.difference else []),
        *(f"== not whole as structure: {line}" for line in parts.missing),
    ]
    cells = [
        _share(score.equal_operations, score.operations),
        _share(score.equal_documents, score.documents),
        _share(parts.whole, parts.operations),
        _share(parts.codes_found, parts.codes),
    ]
    return cells, "".join(f"{part}\n" for part in report)


def _share(part: int, whole: int) -> str:
    # Rounded down: only all is 100 %.
    percent = int(1000 * part / whole) / 10 if whole else 100.0
    return f"{part}/{whole} {percent:.1f} %"


def _line(cells: tuple[str, ...], width: int) -> str:
    return f"{cells[0]:{width}}  " + "  ".join(f"{cell:>18}" for cell in cells[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
