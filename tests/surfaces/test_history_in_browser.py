"""The history of this repository's reference in a browser: it fits, and leads to the operations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.surfaces.browser import Visit

AS_OF = re.compile(r"2\.79\b")

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(params=[1280, 390])
def visit(browser: Browser, reference: Path, request: pytest.FixtureRequest) -> Iterator[Visit]:
    page = browser.new_page(viewport={"width": request.param, "height": 900})
    visited = Visit(page)
    page.goto((reference / "microversions.html").as_uri())
    yield visited
    page.close()


def test_the_page_fits_and_loads_nothing_remote(visit: Visit) -> None:
    assert visit.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert visit.remote == []
    assert visit.complaints == []


def test_the_first_page_leads_to_it_from_text_and_sidebar(visit: Visit) -> None:
    visit.page.get_by_role("link", name="Compute API", exact=True).click()
    links = visit.page.locator('a[href^="microversions.html"]')
    expect(links.filter(has_text="Microversion history").first).to_be_attached()
    assert visit.page.locator('.docs-sidebar a[href^="microversions.html"]').count() == 1


def test_a_title_opens_the_operation(visit: Visit) -> None:
    section = visit.page.locator("#microversion-2-79")
    expect(section.get_by_role("heading", name="2.79 (Train)")).to_be_visible()
    section.get_by_role("link", name="Attach a volume to an instance").click()
    details = visit.page.locator("#attach-a-volume-to-an-instance-detail")
    expect(details).to_be_visible()
    expect(details).to_contain_text("delete_on_termination")
    expect(visit.page.get_by_role("combobox", name="Microversion")).to_have_value(AS_OF)
    assert visit.complaints == []
