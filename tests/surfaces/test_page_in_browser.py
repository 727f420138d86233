"""The published page in a real browser, as wide as a desk and as narrow as a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.surfaces.browser import Visit

WIDTHS = pytest.mark.parametrize("width", [1280, 390])

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def visit(browser: Browser, reference: Path, width: int) -> Iterator[Visit]:
    page = browser.new_page(viewport={"width": width, "height": 900})
    visited = Visit(page)
    page.goto((reference / "index.html").as_uri())
    yield visited
    page.close()


@WIDTHS
def test_nothing_remote_is_loaded_and_nothing_complains(visit: Visit) -> None:
    assert visit.remote == []
    assert visit.complaints == []


@WIDTHS
def test_five_operations_open_and_show_the_warning(visit: Visit) -> None:
    page = visit.page
    warning = page.locator(".admonition.important")
    assert page.locator(".operation-grp").count() == 5
    assert not warning.is_visible()
    page.click("#expand-all")
    warning.wait_for(state="visible")
    for fact in ("volumeId", "MUST", "os-retype", "os-migrate_volume", "409"):
        expect(warning).to_contain_text(fact)


@WIDTHS
def test_the_page_is_no_wider_than_the_screen(visit: Visit, width: int) -> None:
    page = visit.page
    page.click("#expand-all")
    page.locator(".admonition.important").wait_for(state="visible")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
