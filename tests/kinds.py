"""Which kind of test stands where: the markers that places below `tests/` get.

Only what takes time is named. A test that nobody names runs in every row of the matrix, and
coverage measures it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent

PLACES: dict[str, tuple[str, ...]] = {
    # They run no Sphinx; `without_sphinx` holds them to it.
    "without_sphinx": (
        "benchmarks",
        "documentation/test_spec_examples.py",
        "fuzz/test_campaign.py",
        "hard",
        "importer/nesting",
        "importer/test_near_copies.py",
        "importer/test_placement.py",
        "importer/test_versions.py",
        "live",
        "mutation",
        "roundtrip/test_spec_yaml.py",
        "rules",
        "samples",
        "service",
        "suppressions",
        "surfaces/test_bad_input.py",
        "surfaces/test_cli.py",
        "surfaces/test_fix.py",
        "surfaces/test_import.py",
        "surfaces/test_pytest_plugin.py",
        "surfaces/test_since.py",
        "unit/derive",
        "unit/emit",
        "unit/load",
        "unit/model",
        "unit/report",
        "unit/test_any_spec.py",
        "unit/test_dangers.py",
        "unit/test_microversion.py",
        "unit/test_rst_reader.py",
        "unit/test_yaml_files.py",
    ),
    # They run Sphinx, and are about something else: the tools that compare references, which
    # only `make test` uses, and what a user does with the commands.
    "one_sphinx": (
        "roundtrip/published",
        "surfaces/test_howtos.py",
        "surfaces/test_init.py",
        "surfaces/test_nothing_is_lost.py",
    ),
    # Coverage would double what they take, and sees no line that it has not seen: the package
    # runs in other processes, or (in mutation) the same of it thousands of times.
    "unmeasured": (
        "mutation",
        "publishing/test_builders.py",
        "roundtrip/published",
        "surfaces/truth",
    ),
}


def kinds_of(path: Path) -> Iterator[str]:
    """The markers that a file with tests gets."""
    place = path.relative_to(HERE).as_posix()
    for kind, places in PLACES.items():
        if any(f"{place}/".startswith(f"{named}/") for named in places):
            yield kind
