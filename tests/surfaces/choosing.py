"""What a reader does at the top of a page: chooses versions, opens operations, looks for a row."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

TAG = "op.attach-volume.request.volumeAttachment.tag"
"""A row that there is from 2.49 on."""
ID = "op.show-volume-attachment.response.volumeAttachment.id"
"""A row that there is until 2.88."""


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
