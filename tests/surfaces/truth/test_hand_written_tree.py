"""The truth table of a tree written by hand for os-api-ref, whose own selector got it wrong.

That one showed a row `min 2.10 max 2.20` at 2.5, hid a row `min 2.11` at 2.11, and after one
choice never showed again what it had hidden.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.surfaces.truth import sites

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FROM, BETWEEN, UNTIL, METHOD = ROWS = (
    "op.get-lamps.request.from",
    "op.get-lamps.request.between",
    "op.get-lamps.request.until",
    "op.post-lamps-id-action.light-a-lamp",
)
ALWAYS = (
    "op.get-lamps",
    "op.get-lamps.request.always",
    "op.post-lamps-id-action.turn-a-lamp-off",
    "op.post-lamps-id-action.turn-a-lamp-off.request.always",
)
ALL = ""

# In the order in which they are chosen: what was hidden has to come back.
TABLE = (
    ("2.5", {UNTIL}),
    ("2.9", {UNTIL}),
    ("2.10", {BETWEEN, UNTIL}),
    ("2.11", {FROM, BETWEEN, UNTIL}),
    ("2.16", {FROM, BETWEEN, UNTIL}),
    ("2.17", {FROM, BETWEEN, UNTIL, METHOD}),
    ("2.19", {FROM, BETWEEN, UNTIL, METHOD}),
    ("2.20", {FROM, BETWEEN, UNTIL}),
    ("2.21", {FROM}),
    ("2.25", {FROM}),
    (ALL, {FROM, BETWEEN, UNTIL, METHOD}),
    ("2.5", {UNTIL}),
    (ALL, {FROM, BETWEEN, UNTIL, METHOD}),
)


@pytest.fixture(scope="module")
def bounded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree with the range of versions in its settings, as os-api-ref has them."""
    return sites.lamps(tmp_path_factory.mktemp("bounded"), lowest="2.1", highest="2.25")


@pytest.fixture(scope="module")
def unbounded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree as nearly all of them are: nobody has told the range."""
    return sites.lamps(tmp_path_factory.mktemp("unbounded"))


def choose(page: Page, version: str) -> None:
    page.locator("input.mr-version").focus()
    page.keyboard.type(version or "All")
    page.keyboard.press("Enter")


VISIBLE = "(all) => all.filter((one) => one.checkVisibility()).map((one) => one.id)"


def visible(page: Page) -> set[str]:
    return set(page.eval_on_selector_all('[id^="op."]', VISIBLE))


def test_each_version_shows_the_rows_and_methods_that_it_has(page: Page, bounded: Path) -> None:
    page.goto((bounded / "lamps.html").as_uri())
    page.click(".btn-expand-all")
    seen = []
    for version, _ in TABLE:
        choose(page, version)
        seen.append((version, visible(page) & set(ROWS)))
        assert visible(page) >= set(ALWAYS)
    assert seen == list(TABLE)


def offered(page: Page, url: str) -> list[str]:
    page.goto(url)
    page.locator("input.mr-version").focus()
    page.keyboard.press("ArrowDown")
    return page.get_by_role("option").all_inner_texts()


def test_the_settings_say_which_versions_there_are(page: Page, bounded: Path) -> None:
    versions = offered(page, (bounded / "lamps.html").as_uri())
    assert versions == ["All", *(f"2.{minor}" for minor in range(1, 26))]


@pytest.mark.parametrize("document", ["lamps.html", "rooms.html"])
def test_without_settings_they_are_those_at_which_something_changes(
    page: Page, unbounded: Path, document: str
) -> None:
    """On each page those of all pages: a choice is carried from one to the other."""
    versions = offered(page, (unbounded / document).as_uri())
    assert versions == ["All", "2.9", "2.10", "2.11", "2.17", "2.20", "2.21", "2.24"]


def test_rows_of_both_messages_have_addresses(page: Page, bounded: Path) -> None:
    page.goto((bounded / "lamps.html").as_uri() + "#op.get-lamps.response.from")
    page.locator('[id="op.get-lamps.response.from"]').wait_for(state="visible")
