"""Each kind of mapping of the spec has its place in the reference, with a label."""

from __future__ import annotations

import re
from pathlib import Path

from spec_grammar import kinds, places_of

REFERENCE = Path(__file__).parents[2] / "doc" / "source" / "reference"
PAGES = (REFERENCE / "spec.rst", *sorted((REFERENCE / "spec").glob("*.rst")))


def test_each_kind_stands_on_one_page() -> None:
    shown = [
        kind
        for page in PAGES
        for kind in re.findall(r"^\.\. microref-spec:: (\S+)$", page.read_text(), re.MULTILINE)
    ]
    assert sorted(shown) == sorted(kinds())


def test_a_label_leads_to_each_kind() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for kind in kinds():
        label = rf"^\.\. _spec-{kind}:\n\n.+\n=+\n\n\.\. microref-spec:: {kind}$"
        assert re.search(label, text, re.MULTILINE), kind


def test_each_kind_but_the_root_stands_in_another() -> None:
    assert [kind for kind in kinds() if not places_of(kind)] == ["spec-file"]
