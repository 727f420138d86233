"""axe-core finds no barrier in what we add to a page, in any theme, whatever is shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.surfaces.themed import THEMES, build

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Only what is ours: of the faults of a theme its makers are the ones to be told.
OURS = (
    ".mr-controls",
    ".mr-status",
    ".mr-summary",
    ".detail-control",
    ".operation-grp",
    ".api-detail",
)
# No rule is left out. But where a theme gives a colour to what is ours too, nobody can ask us for
# another contrast: these are the texts, by theme, of which the rule `color-contrast` is not asked.
COLOURS_OF_THEMES = {
    "alabaster": ["pre span"],  # of the parts of a code sample, by Pygments
    "sphinx_rtd_theme": [
        "code *",  # of literals
        ".admonition-title",
        "a:not([class*=mr-])",  # of links
    ],
}
SCHEMES = [(theme, "light") for theme in THEMES] + [("furo", "dark")]


@pytest.fixture(scope="module", params=SCHEMES, ids="-".join)
def theme(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, str, str]:
    """The address of the reference in a theme, its name, and the scheme of its colours."""
    name, scheme = request.param
    return build(name, tmp_path_factory.mktemp(name)), name, scheme


def all_open(page: Page, url: str) -> None:
    page.goto(url)
    page.locator(".btn-expand-all").first.click()
    for command in page.locator(".mr-curl summary").all():
        command.click()


def a_version_with_what_it_hides(page: Page, url: str) -> None:
    page.goto(f"{url}?mv=2.48")
    page.locator(".btn-expand-all").first.click()
    for button in page.locator(".mr-note button:visible, button.mr-others:visible").all():
        button.click()
    assert page.locator(".mr-peek").count() > 2


def two_versions(page: Page, url: str) -> None:
    page.goto(f"{url}?mv=2.48&compare=2.90")
    page.locator(".btn-expand-all").first.click()
    assert page.locator(".mr-summary li").count() > 2


def a_list_of_versions(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("input.mr-version").focus()
    page.keyboard.type("2.7")
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("option").count() > 2


def an_answer(page: Page, url: str) -> None:
    page.goto(f"{url}?mv=2.48#op.attach-volume.request.volumeAttachment.tag")
    page.get_by_role("status").get_by_role("button").wait_for()


# What is far from the screen is laid out when it comes near. axe looks at all of it at once, and
# would take the parts for lying over each other.
LAID_OUT = ".api-detail:not([hidden]) { content-visibility: visible !important }"
STATES: dict[str, Callable[[Page, str], None]] = {
    "all versions, all open": all_open,
    "a version, what it hides looked at": a_version_with_what_it_hides,
    "two versions": two_versions,
    "the list of versions": a_list_of_versions,
    "a link to what is hidden": an_answer,
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_no_barrier(browser: Browser, theme: tuple[str, str, str], state: str) -> None:
    url, name, scheme = theme
    theirs = COLOURS_OF_THEMES.get(name, [])
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        # What moves or fades is half-way for a moment, and its colours with it.
        reduced_motion="reduce",
    )
    page = context.new_page()
    STATES[state](page, url)
    page.mouse.move(0, 0)
    page.add_style_tag(content=LAID_OUT)
    found = Axe().run(
        page,
        context={"include": [[selector] for selector in OURS if page.locator(selector).count()]},
        options={"resultTypes": ["violations"]},
    )
    told = [
        f"{violation['id']} ({violation['impact']}): {node['target'][0]} {node['failureSummary']}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
        if violation["id"] != "color-contrast" or not page.evaluate(MATCHES, [node, theirs])
    ]
    context.close()
    assert told == []


MATCHES = """([{ target }, selectors]) =>
  selectors.some((selector) => document.querySelector(target[0]).matches(selector))"""
