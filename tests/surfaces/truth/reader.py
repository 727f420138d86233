"""A reader of a published page: chooses versions, and tells what is to be seen.

What is visible is asked of the browser, of nothing else: neither the state of the page's script
nor the classes by which it works. Only marks of a comparison are read as classes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import NamedTuple

from playwright.sync_api import Page

from tests.surfaces.truth.items import Item

# Things are found once, while all of them are shown: rows, codes and operations by their id,
# samples, paragraphs and headings by their words, in the order of the page.
_FIND = """(items) => {
  const letters = (element) => {
    const copy = element.cloneNode(true);
    const added = ".headerlink, button, .mr-badge, .mr-link";
    copy.querySelectorAll(added).forEach((one) => one.remove());
    return copy.textContent.replace(/[^\\p{L}\\p{N}]/gu, "");
  };
  const found = new Map();
  const candidates = (operation, kind) => {
    const key = `${operation} ${kind}`;
    if (!found.has(key)) {
      const head = document.getElementById(`op.${operation}`)?.closest(".detail-control");
      const inside = head ? head.nextElementSibling : document.body;
      const selector = { sample: "pre", text: "p", section: "h1, h2, h3, h4, h5, h6" }[kind];
      const mine = (one) =>
        one.closest("table") === null && (head || !one.closest(".api-detail, .detail-control"));
      const all = inside ? [...inside.querySelectorAll(selector)].filter(mine) : [];
      found.set(key, all.map((one) => [letters(one), one]));
    }
    return found.get(key);
  };
  const find = ({ kind, operation, name }) => {
    if (["row", "code", "operation"].includes(kind)) return document.getElementById(name);
    const among = candidates(operation, kind);
    const index = among.findIndex(([words]) => words === name);
    return index === -1 ? null : among.splice(index, 1)[0][1];
  };
  // What a sample is announced by goes with it.
  const partsOf = (element) => {
    const names = element?.closest('[class*="mr-sample-"]')?.classList ?? [];
    const name = [...names].find((one) => one.startsWith("mr-sample-"));
    return name && element.matches("pre") ? [...document.querySelectorAll(`.${name}`)] : [];
  };
  window.truth = items.map(find).map((element) => ({ element, parts: partsOf(element) }));
  return window.truth.map(({ element }) => element !== null);
}"""

# For each thing "-" if it is not to be seen, "s" if it is, "?" if only a part of it is; if it is
# marked, the first letter of the mark, in upper case if that is the mark of its whole operation.
_READ = """() => {
  const seen = { visibilityProperty: true, opacityProperty: true };
  const marks = { "mr-added": "a", "mr-removed": "r", "mr-changed": "c" };
  const names = Object.keys(marks);
  const anyMark = names.map((name) => `.${name}`).join();
  return window.truth.map(({ element, parts }) => {
    const isVisible = element !== null && element.checkVisibility(seen);
    if (parts.some((part) => part.checkVisibility(seen) !== isVisible)) return "?";
    if (!isVisible) return "-";
    const marked = element.closest(anyMark);
    if (marked === null) return "s";
    const letter = marks[names.find((name) => marked.classList.contains(name))];
    const isInside = marked.matches(".api-detail") && marked !== element;
    return isInside ? letter.toUpperCase() : letter;
  }).join("");
}"""

# As the browser does it when a reader goes back to an address.
_GO = """([mv, compare]) => {
  const kept = location.search.slice(1).split("&").filter((part) => !/^(mv|compare)=/.test(part));
  if (mv) kept.push(`mv=${mv}`);
  if (compare) kept.push(`compare=${compare}`);
  history.replaceState(null, "", `${location.pathname}?${kept.filter(Boolean).join("&")}`);
  dispatchEvent(new PopStateEvent("popstate", { state: null }));
}"""

_SUMMARY = """() => [...document.querySelectorAll(".mr-summary")]
  .filter((summary) => summary.checkVisibility())
  .flatMap((summary) => [
    [summary.querySelector("h1, h2, h3, h4, [role=heading]").textContent, null, false],
    ...[...summary.querySelectorAll("li")].map((one) => [
      one.textContent,
      decodeURIComponent(one.querySelector("a").getAttribute("href").replace("#op.", "")),
      one.classList.contains("mr-samples-only"),
    ]),
  ])"""

_DIFFERENCES = """() => [...document.querySelectorAll(".mr-diff pre, pre.mr-diff")]
  .filter((one) => one.checkVisibility())
  .map((one) => ["ins", "del"].map((tag) => {
    const copy = one.cloneNode(true);
    copy.querySelectorAll(tag).forEach((part) => part.remove());
    return copy.textContent.replace(/[^\\p{L}\\p{N}]/gu, "");
  }))"""


# Of each parameter that is marked the words of its badge.
_BADGES = """() => [...document.querySelectorAll(".mr-parameters tr[id^='op.']")]
  .filter((row) => row.matches(".mr-added, .mr-removed, .mr-changed"))
  .filter((row) => row.checkVisibility())
  .map((row) => [row.id, row.querySelector(".mr-badge")?.textContent ?? ""])"""

# In one go: whatever the browser paints between two looks nobody looks at.
_SEE = f"""(address) => {{
  ({_GO})(address);
  return [({_READ})(), ({_SUMMARY})(), ({_DIFFERENCES})()];
}}"""


class Sight(NamedTuple):
    """What a reader sees of two versions."""

    letters: str
    """For each thing a letter: whether it is to be seen, and how it is marked."""
    heading: str
    """What stands above the operations."""
    changed: dict[str, str]
    """The words on the operations that change."""
    only_samples: dict[str, str]
    """The words on the operations of which only samples do."""
    differences: Counter[tuple[str, str]]
    """Each sample that is compared: the letters before and after."""


class Reader:
    """Somebody in front of a page that is open, with all its operations open."""

    def __init__(self, page: Page, url: str, items: Sequence[Item]) -> None:
        self.page = page
        page.goto(url)
        show_all = page.locator(".btn-expand-all").first
        if show_all.is_visible():  # without scripts all is open from the start
            show_all.click()
        wanted = [
            {key: asdict(item)[key] for key in ("kind", "operation", "name")} for item in items
        ]
        found: list[bool] = page.evaluate(_FIND, wanted)
        self.missing = [item for item, is_there in zip(items, found, strict=True) if not is_there]

    def choose(self, version: str, compare: str = "") -> None:
        """Go to the address of a version, or of two; without one to that of all."""
        self.page.evaluate(_GO, [version, compare])

    def type(self, version: str, field: str = "input.mr-version") -> None:
        """Choose a version by the keyboard."""
        self.page.locator(field).first.focus()
        self.page.keyboard.type(version)
        self.page.keyboard.press("Enter")

    def look(self) -> str:
        """For each thing a letter: whether it is to be seen, and how it is marked."""
        return str(self.page.evaluate(_READ))

    def compare(self, version: str, other: str) -> Sight:
        """Go to the address of two versions, and look at all of it."""
        letters, ((heading, _, _), *lines), differences = self.page.evaluate(_SEE, [version, other])
        changed = {operation: words for words, operation, only_samples in lines if not only_samples}
        others = {operation: words for words, operation, only_samples in lines if only_samples}
        assert len(changed) + len(others) == len(lines), "an operation is summed up twice"
        return Sight(letters, heading, changed, others, Counter(map(tuple, differences)))

    def badges(self) -> dict[str, str]:
        """What the badges of rows say, by the id of the row."""
        return dict(self.page.evaluate(_BADGES))
