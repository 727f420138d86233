"""Links into a reference that was one page once, followed in a real browser."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.publishing.lamp_project import PAGES, lamps

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the folder in which the pages are."""
    folder = tmp_path_factory.mktemp("lamps") / "site"
    lamps(PAGES).put(folder, "microref.sphinx_ext")
    for builder in ("html", "singlehtml"):
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", builder, "."]
        subprocess.run([*command, f"out/{builder}"], check=True, cwd=folder)
    return Path(folder, "out/html").as_uri()


def open_ones(page: Page) -> list[str]:
    """The ids of the operations that are open."""
    return [
        str(name) for name in page.locator(".api-detail.show").evaluate_all("a => a.map(b => b.id)")
    ]


LINKS = {
    # In the one page the second operation of a title had a number.
    "#id2": ("rooms.html", "#show-details", ["show-details-detail"]),
    "#list-lamps": ("lamps.html", "#list-lamps", ["list-lamps-detail"]),
    "#all-lamps": ("lamps.html", "#all-lamps", []),
    "?expanded=id2-detail": ("rooms.html", "#show-details-detail", ["show-details-detail"]),
    "?expanded=list-lamps-detail,show-details-detail,id2-detail#show-details": (
        "lamps.html",
        "#show-details",
        ["list-lamps-detail", "show-details-detail"],
    ),
}


@pytest.mark.parametrize(("link", "found"), LINKS.items(), ids=LINKS)
def test_a_link_into_the_one_page_leads_to_the_page_of_today(
    page: Page, site: str, link: str, found: tuple[str, str, list[str]]
) -> None:
    name, anchor, opened = found
    page.goto(f"{site}/index.html{link}")
    page.wait_for_url(f"{site}/{name}*{anchor}")
    page.wait_for_function("!document.documentElement.classList.contains('mr-loading')")
    assert open_ones(page) == opened


def test_a_link_on_the_page_itself_is_followed_too(page: Page, site: str) -> None:
    page.goto(f"{site}/index.html")
    page.evaluate("location.hash = '#clear-a-room'")
    page.wait_for_url(f"{site}/rooms.html*#clear-a-room")
    assert open_ones(page) == ["clear-a-room-detail"]


def test_the_way_back_does_not_lead_in_a_circle(page: Page, site: str) -> None:
    page.goto(f"{site}/lamps.html")
    page.goto(f"{site}/index.html#id2")
    page.wait_for_url(f"{site}/rooms.html*#show-details")
    page.go_back()
    page.wait_for_url(f"{site}/lamps.html*")


@pytest.mark.parametrize("anchor", ["#lamp-api", "#nowhere", "#%", "#toString", "?expanded=%zz"])
def test_what_has_not_moved_stays(page: Page, site: str, anchor: str) -> None:
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{site}/index.html{anchor}")
    page.wait_for_timeout(200)
    assert page.url.startswith(f"{site}/index.html")
    assert complaints == []


def test_in_one_page_of_all_documents_each_button_opens_its_own(page: Page, site: str) -> None:
    page.goto(f"{site}/../singlehtml/index.html")
    operations = page.locator(".detail-control", has_text="Show details")
    assert operations.count() == 2
    for number in range(2):
        operations.nth(number).get_by_role("button").click()
        assert page.locator(".api-detail.show").count() == number + 1
