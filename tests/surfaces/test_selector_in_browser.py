"""A reader chooses a microversion by keyboard, mouse or address, and finds the way back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.surfaces.browser import Visit
from tests.surfaces.choosing import ID, TAG, choose, field, row, show_all, version
from tests.surfaces.truth import sites

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return sites.own_reference(tmp_path_factory.mktemp("own")).url


# ------------------------------------------------------------------ by keyboard


def test_the_keyboard_is_enough(page: Page, url: str) -> None:
    page.goto(url)
    combobox = field(page)
    for _ in range(50):
        page.keyboard.press("Tab")
        if combobox.evaluate("(one) => one === document.activeElement"):
            break
    expect(combobox).to_be_focused()
    expect(combobox).to_have_attribute("aria-expanded", "false")

    page.keyboard.press("ArrowDown")
    expect(combobox).to_have_attribute("aria-expanded", "true")
    assert page.get_by_role("option").count() == 101
    page.keyboard.press("Escape")
    expect(combobox).to_have_attribute("aria-expanded", "false")

    page.keyboard.type("train")
    (only,) = page.get_by_role("option").all()
    assert "2.79" in only.inner_text()
    assert "Train" in only.inner_text()
    page.keyboard.press("Enter")
    assert version(page) == "2.79"
    assert page.url == f"{url}?mv=2.79"
    expect(combobox).to_have_attribute("aria-expanded", "false")
    expect(combobox).to_be_focused()


def test_assistive_technology_is_told_which_option_is_meant(page: Page, url: str) -> None:
    page.goto(url)
    combobox = field(page)
    combobox.focus()
    page.keyboard.type("2.7")
    listbox = page.locator(f'[id="{combobox.get_attribute("aria-controls")}"]')
    expect(listbox).to_have_role("listbox")
    told = []
    for _ in range(3):
        active = page.locator(f'[id="{combobox.get_attribute("aria-activedescendant")}"]')
        expect(active).to_have_role("option")
        expect(active).to_be_visible()
        told.append(active.inner_text().split()[0])
        page.keyboard.press("ArrowDown")
    assert told == ["2.7", "2.70", "2.71"]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert version(page) == "2.71"
    assert combobox.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    selected = page.get_by_role("option", selected=True)
    assert selected.inner_text().split()[0] == "2.71"


def test_escape_leaves_all_as_it_was(page: Page, url: str) -> None:
    page.goto(f"{url}?mv=2.60")
    before = field(page).input_value()
    field(page).focus()
    page.keyboard.type("2.9")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert field(page).input_value() == before
    assert page.url == f"{url}?mv=2.60"
    expect(field(page)).to_have_attribute("aria-expanded", "false")


def test_words_that_no_version_has_choose_none(page: Page, url: str) -> None:
    visit = Visit(page)
    page.goto(f"{url}?mv=2.60")
    choose(page, "no such release")
    assert page.get_by_role("option").count() == 0
    page.keyboard.press("Escape")
    assert version(page) == "2.60"
    choose(page, "")
    page.keyboard.press("Tab")
    assert (version(page), page.url) == ("2.60", f"{url}?mv=2.60")
    assert visit.complaints == []


def test_a_mouse_is_enough_too(page: Page, url: str) -> None:
    page.goto(url)
    field(page).click()
    page.get_by_role("option", name="2.49").click()
    assert (version(page), page.url) == ("2.49", f"{url}?mv=2.49")


def test_the_name_of_a_release_may_stand_for_two(page: Page, url: str) -> None:
    page.goto(url)
    for release in ("ussuri", "VICTORIA"):
        choose(page, release)
        assert version(page) == "2.87"


# ------------------------------------------------------------------- by address


def test_a_choice_is_kept_when_the_page_is_loaded_again(page: Page, url: str) -> None:
    page.goto(url)
    show_all(page)
    choose(page, "2.48")
    expect(row(page, TAG)).to_be_hidden()
    page.reload()
    assert version(page) == "2.48"
    expect(row(page, "op.attach-volume.request.server_id")).to_be_visible()
    expect(row(page, TAG)).to_be_hidden()


def test_back_and_forward_go_through_the_choices(page: Page, url: str) -> None:
    page.goto(url)
    show_all(page)
    for words in ("2.48", "2.60", "2.89"):
        choose(page, words)
    choose(page, "2.79", "Compare with")
    seen = []
    for step in (page.go_back,) * 4 + (page.go_forward,) * 4:
        step()
        row_of_id = row(page, ID).is_visible()
        seen.append((version(page), version(page, "Compare with"), row_of_id))
    back = [
        ("2.89", "None", False),
        ("2.60", "None", True),
        ("2.48", "None", True),
        ("All", "None", True),
    ]
    assert seen == [*back, *reversed(back[:-1]), ("2.89", "2.79", True)]


UNKNOWN = {
    "?mv=abc": ("All", "abc"),
    "?mv=9.9": ("All", "9.9"),
    "?mv=2.101": ("All", "2.101"),
    "?mv=02.79": ("All", "02.79"),
    "?mv=%E0%A4%A": ("All", ""),
    "?mv=2.79&compare=abc": ("2.79", "abc"),
    "?mv=<img src=x onerror=boom()>": ("All", ""),
    "?mv=": ("All", ""),
    "?mv": ("All", ""),
    "?compare=2.79": ("All", ""),
    "?mv=2.79&mv=2.60": ("2.79", ""),
}


@pytest.mark.parametrize("query", UNKNOWN)
def test_an_address_that_names_no_version_does_no_harm(page: Page, url: str, query: str) -> None:
    chosen, told = UNKNOWN[query]
    visit = Visit(page)
    page.goto(url + query)
    assert version(page) == chosen
    assert told in page.get_by_role("status").inner_text()
    show_all(page)
    assert row(page, TAG).is_visible()
    choose(page, "2.48")
    assert row(page, TAG).is_hidden()
    assert visit.complaints == []
