"""The truth table notices: a page that shows too much, or too little, is told by name."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.surfaces.truth.comparing import compare
from tests.surfaces.truth.reader import Reader
from tests.surfaces.truth.sites import Site
from tests.surfaces.truth.verdict import Faults, shown_at
from tests.surfaces.truth.windows import version

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROW = "op.attach-volume.request.volumeAttachment.tag"
OF_ROW = f"document.getElementById('{ROW}')"
NOTE = "document.querySelector('[id=\"op.detach-volume.409\"]').closest('.api-detail')"
SAMPLE = "document.querySelectorAll('.mr-sample-attach-volume-2')"
# Each makes a page wrong before anybody has chosen a version; then at which version that shows,
# of what, and what is seen where what else should be.
SABOTAGE = {
    "a bound is lost": (
        f"{OF_ROW}.classList.remove('mr-from-2-49')",
        ("2.48", "row 'op.attach-volume", "s for -"),
    ),
    "a bound is one too low": (
        f"{OF_ROW}.classList.replace('mr-from-2-49', 'mr-from-2-48')",
        ("2.48", "row 'op.attach-volume", "s for -"),
    ),
    "a row is hidden for good": (
        f"{OF_ROW}.style.display = 'none'",
        ("2.49", "row 'op.attach-volume", "- for s"),
    ),
    "a row is there, and cannot be seen": (
        f"{OF_ROW}.style.visibility = 'hidden'",
        ("2.49", "row 'op.attach-volume", "- for s"),
    ),
    "a code is gone": (
        "document.getElementById('op.detach-volume.409').remove()",
        ("2.1", "code 'op.detach-volume.409'", "- for s"),
    ),
    "a note has another bound": (
        f"{NOTE}.querySelector('.note').classList.replace('mr-from-2-20', 'mr-from-2-21')",
        ("2.20", "text 'Frommicroversion220on", "- for s"),
    ),
    "a sample has none": (
        f"{SAMPLE}.forEach((one) => one.classList.remove('mr-from-2-49'))",
        ("2.48", "sample 'volumeAttachment", "s for -"),
    ),
}


def spoiled(page: Page, site: Site, script: str) -> Reader:
    page.add_init_script(f"document.addEventListener('DOMContentLoaded', () => {{ {script} }})")
    return Reader(page, site.url, site.oracle.items)


@pytest.mark.parametrize("name", SABOTAGE)
def test_what_is_wrong_at_a_version_is_named(page: Page, own: Site, name: str) -> None:
    script, (at, thing, letters) = SABOTAGE[name]
    reader = spoiled(page, own, script)
    faults = Faults()
    reader.choose(at)
    faults.note(own.oracle.items, shown_at(own.oracle.items, version(at)), reader.look(), at)
    (line,) = faults.lines()
    assert line.startswith(thing)
    assert line.endswith(f": {letters} at {at}")


def test_a_mark_that_is_missing_is_named(page: Page, own: Site) -> None:
    reader = spoiled(page, own, f"{OF_ROW}.classList.remove('mr-from-2-49')")
    faults = Faults()
    reader.choose("2.48", "2.49")
    wanted = compare(own.oracle.items, version("2.48"), version("2.49")).letters
    faults.note(own.oracle.items, wanted, reader.look(), "both")
    assert faults.lines() == [f"row '{ROW}' of attach-volume: s for a at both"]


def test_a_page_that_is_right_has_no_faults(page: Page, own: Site) -> None:
    reader = spoiled(page, own, "")
    faults = Faults()
    reader.choose("2.48")
    faults.note(own.oracle.items, shown_at(own.oracle.items, (2, 48)), reader.look(), "2.48")
    assert faults.lines() == []
