"""What a reader's browser loads is small, and can be read."""

from __future__ import annotations

from statistics import mean

from tests.surfaces.truth.sites import Site

MOST = 45_000
"""Bytes of the script and the stylesheet together."""
LONGEST = 120


def test_script_and_stylesheet_are_small_and_can_be_read(own: Site) -> None:
    static = own.folder / "html" / "_static"
    texts = {name: (static / name).read_text() for name in ("microref.js", "microref.css")}
    assert sum(len(text.encode()) for text in texts.values()) < MOST
    for text in texts.values():
        lines = [len(line) for line in text.splitlines()]
        assert max(lines) < LONGEST
        assert mean(lines) < LONGEST / 3
        # Names are words.
        assert text.count("\n") > 100
