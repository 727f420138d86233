"""A reader chooses a microversion: by keyboard, by address, by a link; and finds the way back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.surfaces.browser import Visit
from tests.surfaces.truth import sites

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TAG = "op.attach-volume.request.volumeAttachment.tag"
"""A row that there is from 2.49 on."""
ID = "op.show-volume-attachment.response.volumeAttachment.id"
"""A row that there is until 2.88."""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return sites.own_reference(tmp_path_factory.mktemp("own")).url


@pytest.fixture(scope="module")
def two_documents(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the folder of a site with several documents."""
    return sites.lamps(tmp_path_factory.mktemp("lamps"), "2.1", "2.25").as_uri()


def field(page: Page, name: str = "Microversion") -> Locator:
    return page.get_by_role("combobox", name=name, exact=True)


def choose(page: Page, words: str, name: str = "Microversion") -> None:
    field(page, name).focus()
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def version(page: Page, name: str = "Microversion") -> str:
    return field(page, name).input_value().split()[0]


def row(page: Page, name: str) -> Locator:
    return page.locator(f'[id="{name}"]')


def show_all(page: Page) -> None:
    page.get_by_role("button", name="Show All").click()


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


# ----------------------------------------------------------------------- by links


def test_links_within_the_site_carry_the_version_on(page: Page, two_documents: str) -> None:
    page.goto(f"{two_documents}/lamps.html")
    choose(page, "2.23")
    page.get_by_role("link", name="Rooms").first.click()
    page.wait_for_url(f"{two_documents}/rooms.html?mv=2.23")
    page.get_by_role("button", name="detail: Show a room").click()
    assert version(page) == "2.23"
    assert row(page, "op.get-rooms-id.request.late").is_hidden()
    choose(page, "2.25", "Compare with")
    page.get_by_role("link", name="Lamps").first.click()
    page.wait_for_url(f"{two_documents}/lamps.html?*")
    assert (version(page), version(page, "Compare with")) == ("2.23", "2.25")


def test_links_to_elsewhere_stay_as_they_are(page: Page, two_documents: str) -> None:
    page.goto(f"{two_documents}/rooms.html?mv=2.23")
    link = page.get_by_role("link", name="far away")
    link.focus()
    link.dispatch_event("pointerdown")
    assert link.get_attribute("href") == "https://example.com/lamps.html"


def test_a_link_to_a_row_that_is_hidden_shows_a_version_that_has_it(page: Page, url: str) -> None:
    page.goto(f"{url}?mv=2.48#{TAG}")
    expect(row(page, TAG)).to_be_visible()
    expect(row(page, TAG)).to_be_in_viewport()
    assert version(page) == "2.49"
    assert "2.48" in page.get_by_role("status").inner_text()

    page.goto("about:blank")
    page.goto(f"{url}?mv=2.100#{ID}")
    expect(row(page, ID)).to_be_in_viewport()
    assert version(page) == "2.88"
    page.get_by_role("status").get_by_role("button").click()
    assert (version(page), row(page, ID).is_visible()) == ("2.100", False)


def test_a_link_to_a_row_chooses_nothing_where_it_is_shown(page: Page, url: str) -> None:
    for query, chosen in (("", "All"), ("?mv=2.60", "2.60")):
        page.goto("about:blank")
        page.goto(f"{url}{query}#{TAG}")
        expect(row(page, TAG)).to_be_in_viewport()
        assert version(page) == chosen


def test_each_row_and_each_code_offers_a_link_to_itself(page: Page, url: str) -> None:
    page.goto(f"{url}?mv=2.60")
    show_all(page)
    for name in (TAG, "op.attach-volume.409"):
        link = row(page, name).locator("a.mr-link")
        row(page, name).hover()
        link.click()
        assert page.url.endswith(f"#{name}")
        assert version(page) == "2.60"


# ------------------------------------------------------------ what is hidden is told


def test_what_a_version_hides_is_told_of_and_can_be_looked_at(page: Page, url: str) -> None:
    page.goto(f"{url}?mv=2.48")
    show_all(page)
    detail = page.locator(".api-detail").nth(1)
    note = detail.locator(".mr-note").filter(has_text="2 request parameters").first
    expect(note).to_be_visible()
    expect(note).to_contain_text("later")
    button = note.get_by_role("button")
    button.click()
    expect(row(page, TAG)).to_be_visible()
    expect(row(page, TAG).locator(".mr-badge")).to_contain_text("2.49")
    button.click()
    expect(row(page, TAG)).to_be_hidden()
    # What was looked at at one version is not shown at the next.
    button.click()
    choose(page, "2.47")
    expect(row(page, TAG)).to_be_hidden()
    choose(page, "All")
    assert not any(one.is_visible() for one in page.locator(".mr-note").all())


def test_of_the_samples_the_one_of_the_version_is_shown(page: Page, url: str) -> None:
    page.goto(f"{url}?mv=2.88")
    show_all(page)
    samples = page.locator("[class*=mr-sample-list-volume-attachments-] pre")
    assert [one.is_visible() for one in samples.all()] == [True, False]
    others = page.locator(".api-detail").first.get_by_role("button", name="Other versions (1)")
    others.click()
    assert [one.is_visible() for one in samples.all()] == [True, True]
    choose(page, "2.89")
    assert [one.is_visible() for one in samples.all()] == [False, True]
    choose(page, "All")
    assert [one.is_visible() for one in samples.all()] == [True, True]
    expect(others).to_be_hidden()


# ------------------------------------------------------------------- what is folded


def test_the_fields_of_a_row_fold_away_and_a_link_to_one_unfolds_them(page: Page, url: str) -> None:
    page.goto(url)
    show_all(page)
    parent = row(page, "op.attach-volume.request.volumeAttachment")
    button = parent.get_by_role("button")
    expect(button).to_have_attribute("aria-expanded", "true")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(row(page, TAG)).to_be_hidden()
    expect(parent).to_be_visible()
    expect(row(page, "op.attach-volume.response.volumeAttachment.tag")).to_be_visible()
    # A version that does not have the row neither unfolds it nor forgets that it is folded.
    for words in ("2.48", "2.49"):
        choose(page, words)
        expect(row(page, TAG)).to_be_hidden()
    page.evaluate(f"location.hash = '{TAG}'")
    expect(row(page, TAG)).to_be_in_viewport()
    expect(button).to_have_attribute("aria-expanded", "true")


# ---------------------------------------------------------------- with other media


def test_on_paper_is_what_exists_at_the_version(page: Page, url: str) -> None:
    page.goto(f"{url}?mv=2.48")
    page.emulate_media(media="print")
    assert row(page, "op.attach-volume.request.volumeAttachment.device").is_visible()
    assert row(page, TAG).is_hidden()
    assert row(page, ID).is_visible()
    assert "2.48" in page.locator("body").inner_text()
    for control in (".mr-note button", ".mr-others", ".mr-copy", ".mr-fold", ".mr-link"):
        assert not any(one.is_visible() for one in page.locator(control).all()), control


def test_the_warning_about_the_swap_stands_at_every_version(page: Page, url: str) -> None:
    """The operation is there from the first version to the last."""
    page.goto(url)
    show_all(page)
    warning = page.locator(".admonition.important")
    for minor in range(1, 101):
        choose(page, f"2.{minor}")
        assert version(page) == f"2.{minor}"
        assert warning.is_visible()
        expect(warning).to_contain_text("os-retype")


def test_without_scripts_every_row_is_to_be_seen(browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}?mv=2.48")
    for name in (TAG, ID):
        assert row(page, name).is_visible()
    assert page.locator(".admonition.important").is_visible()
    assert page.get_by_role("combobox").count() == 0
    context.close()
