"""What a chosen microversion does elsewhere: in links, in what is hidden or folded, on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.surfaces.choosing import ID, TAG, choose, row, show_all, version
from tests.surfaces.truth import sites

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return sites.own_reference(tmp_path_factory.mktemp("own")).url


@pytest.fixture(scope="module")
def two_documents(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the folder of a site with several documents."""
    return sites.lamps(tmp_path_factory.mktemp("lamps"), "2.1", "2.25").as_uri()


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
