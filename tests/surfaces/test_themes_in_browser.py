"""The pages can be used in every theme: with and without scripts, on paper, on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.surfaces.browser import Visit
from tests.surfaces.themed import THEMES, build, contrast, open_operations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LIST = "list-volume-attachments-for-an-instance"
ATTACH = "attach-a-volume-to-an-instance"
UPDATE = "update-a-volume-attachment"
ALL = [
    LIST,
    ATTACH,
    "show-a-detail-of-a-volume-attachment",
    UPDATE,
    "detach-a-volume-from-an-instance",
]
CONTROLS = ".btn-detail, .btn-expand-all, .mr-controls input, .mr-controls button"
WARNING = ".admonition.important"
ANCHOR = f"#{UPDATE} .operation-anchor"


@pytest.fixture(scope="module", params=THEMES)
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    return build(request.param, tmp_path_factory.mktemp(request.param))


def button(operation: str) -> str:
    return f"#{operation}-detail-btn"


def in_view(page: Page, name: str) -> None:
    """Waits for a place to be on the screen: browsers and some themes scroll there slowly."""
    page.wait_for_function(
        """(id) => {
          const { top } = document.getElementById(id).getBoundingClientRect();
          return top > -1 && top < innerHeight;
        }""",
        arg=name,
        timeout=5000,
    )


# ----------------------------------------------------------- without scripts, on paper


def test_without_scripts_all_is_readable_and_nothing_is_dead(browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url)
    assert open_operations(page) == ALL
    assert page.locator(WARNING).is_visible()
    assert not any(control.is_visible() for control in page.locator(CONTROLS).all())
    context.close()


def test_on_paper_all_is_readable_without_buttons(page: Page, url: str) -> None:
    page.goto(url)
    assert open_operations(page) == []
    page.emulate_media(media="print")
    assert open_operations(page) == ALL
    assert page.locator(WARNING).is_visible()
    assert not any(control.is_visible() for control in page.locator(CONTROLS).all())


# ------------------------------------------------------------------- open and close


def find_in_page(page: Page) -> None:
    assert page.get_attribute(f"#{UPDATE}-detail", "hidden") == "until-found"
    event = "new Event('beforematch', { bubbles: true })"
    page.eval_on_selector(f"#{UPDATE}-detail", f"(detail) => detail.dispatchEvent({event})")


WAYS: dict[str, Callable[[Page], None]] = {
    "click": lambda page: page.click(button(UPDATE)),
    "Enter": lambda page: page.press(button(UPDATE), "Enter"),
    "Space": lambda page: page.press(button(UPDATE), "Space"),
    "find in page": find_in_page,
    "its anchor": lambda page: page.click(ANCHOR),
    "its anchor, where the reader already is": lambda page: page.click(ANCHOR),
}


def test_an_operation_opens_and_closes(page: Page, url: str) -> None:
    page.goto(url)
    for act in WAYS.values():
        assert open_operations(page) == []
        assert page.inner_text(button(UPDATE)) == "detail"
        assert "?" not in page.url

        act(page)
        page.locator(WARNING).wait_for(state="visible")
        assert open_operations(page) == [UPDATE]
        assert page.inner_text(button(UPDATE)) == "close"
        assert f"?expanded={UPDATE}-detail" in page.url
        page.click(button(UPDATE))


def test_it_works_where_closed_parts_cannot_be_searched(page: Page, url: str) -> None:
    page.add_init_script("delete HTMLElement.prototype.onbeforematch")
    page.goto(f"{url}#{LIST}-detail")
    assert open_operations(page) == [LIST]
    assert page.get_attribute(f"#{UPDATE}-detail", "hidden") == ""
    page.click(button(UPDATE))
    page.click(button(LIST))
    assert open_operations(page) == [UPDATE]
    page.emulate_media(media="print")
    assert open_operations(page) == ALL


def test_show_all_opens_and_hide_all_closes(page: Page, url: str) -> None:
    page.goto(url)
    show_all = page.locator(".btn-expand-all")
    assert show_all.inner_text() == "Show All"
    page.click(button(UPDATE))
    show_all.click()
    assert open_operations(page) == ALL
    assert page.url == f"{url}?expanded=" + ",".join(f"{name}-detail" for name in ALL)
    assert show_all.inner_text() == "Hide All"
    show_all.click()
    assert open_operations(page) == []
    assert page.url == url


OPENED_BY = {
    f"?expanded={UPDATE}-detail": [UPDATE],
    f"?expanded={LIST}-detail,{UPDATE}-detail": [LIST, UPDATE],
    f"?expanded={LIST}-detail%2C{UPDATE}-detail": [LIST, UPDATE],
    f"#{UPDATE}": [UPDATE],
    f"#{UPDATE}-detail": [UPDATE],
    f"?expanded={LIST}-detail#{UPDATE}": [LIST, UPDATE],
    f"?expanded={LIST}-detail,{UPDATE}-detail#{UPDATE}": [LIST, UPDATE],
    # Neither does harm.
    "?expanded=": [],
    "?expanded=nobody-detail,%E0%A4%A&expanded#%E0%A4%A": [],
    "?expanded=[,.api-detail#a:b": [],
}


def test_an_address_opens_what_it_names(page: Page, url: str) -> None:
    visit = Visit(page)
    opened = {}
    for rest in OPENED_BY:
        page.goto("about:blank")
        page.goto(url + rest)
        opened[rest] = open_operations(page)
        _, _, name = rest.partition("#")
        if name.startswith(UPDATE):
            in_view(page, name)
    assert opened == OPENED_BY
    assert visit.complaints == []


def test_an_address_inside_of_an_operation_opens_it(page: Page, url: str) -> None:
    page.goto(url)
    inner = str(page.locator(f"#{UPDATE}-detail [id]").last.get_attribute("id"))
    page.goto("about:blank")
    page.goto(f"{url}#{inner}")
    assert open_operations(page) == [UPDATE]
    in_view(page, inner)

    # Another hash opens as well, and what was open stays so.
    page.evaluate("location.hash = 'nobody'")
    page.evaluate(f"location.hash = '{LIST}'")
    page.wait_for_function(f"document.getElementById('{LIST}-detail').hidden === false")
    assert open_operations(page) == [LIST, UPDATE]


def test_the_rest_of_the_address_is_kept(page: Page, url: str) -> None:
    page.goto(f"{url}?a=b%2Fc&x=1,2&expanded={LIST}-detail&y#nobody")
    page.click(button(UPDATE))
    kept = f"{url}?a=b%2Fc&x=1,2&y"
    assert page.url == f"{kept}&expanded={LIST}-detail,{UPDATE}-detail#nobody"
    for name in (LIST, UPDATE):
        page.click(button(name))
    assert page.url == f"{kept}#nobody"


# --------------------------------------------------------------------- for everybody


@pytest.mark.parametrize("width", [1280, 390])
def test_all_open_it_fits_and_is_quiet(page: Page, url: str, width: int) -> None:
    visit = Visit(page)
    page.set_viewport_size({"width": width, "height": 900})
    for address in (url, url.replace("index.html", "long.html")):
        page.goto(address)
        page.click(".btn-expand-all")
        assert open_operations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (visit.remote, visit.complaints) == ([], [])


def test_a_button_says_what_it_opens(page: Page, url: str) -> None:
    page.goto(url)
    closed = page.get_by_role("button", name="detail: Update a volume attachment", expanded=False)
    closed.click()
    opened = page.get_by_role("button", name="close: Update a volume attachment", expanded=True)
    assert opened.get_attribute("aria-controls") == f"{UPDATE}-detail"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    outline = "(button) => getComputedStyle(button).outlineStyle"
    assert opened.evaluate(outline) == "solid"


TEXTS = (
    ".label-GET",
    ".label-POST",
    ".label-PUT",
    ".label-DELETE",
    ".endpoint-url",
    ".path_parameter",
    ".url-subtitle",
    ".btn-detail",
    ".btn-expand-all",
    ".mr-controls label",
    "input.mr-version",
    ".api-detail th",
    ".api-detail td",
    f"{WARNING} p:last-child",
    f"{WARNING} a",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_stands_out_from_its_ground(browser: Browser, url: str, scheme: str) -> None:
    """Of the themes only furo becomes dark; the others must not become so by half."""
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(url)
    page.click(".btn-expand-all")
    page.mouse.move(0, 0)
    faint = {text: ratio for text in TEXTS if (ratio := contrast(page, text)) < 4.5}
    context.close()
    assert faint == {}
