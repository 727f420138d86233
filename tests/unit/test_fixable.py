"""Rules that can fix say so in their documentation, and no others."""

from __future__ import annotations

import re
from pathlib import Path

from microref import api

FIXABLE = {"H102", "P102", "S014", "S017", "S027"}
PACKAGE = Path(api.__file__).parents[1]


def test_the_documentation_names_the_fix_where_there_is_one() -> None:
    said = {kind.code for kind in api.kinds().values() if "check --fix" in kind.doc}
    assert said == FIXABLE


def test_so_many_places_make_edits() -> None:
    makes = re.compile(r"\bfix=")
    places = [path for path in PACKAGE.rglob("*.py") if makes.search(path.read_text("utf-8"))]
    assert len(places) == len(FIXABLE), sorted(path.name for path in places)
