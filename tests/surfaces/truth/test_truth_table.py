"""At each microversion the page shows what the spec says, and between any two what changes."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser

from tests.surfaces.truth.comparing import Comparison, compare
from tests.surfaces.truth.items import Item
from tests.surfaces.truth.reader import Reader, Sight
from tests.surfaces.truth.sites import Site
from tests.surfaces.truth.verdict import Faults, shown_at
from tests.surfaces.truth.windows import Version, text_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REFERENCES = ["own", "shelves", pytest.param("nova", marks=pytest.mark.corpus)]
SEED = 2025
DRAWN = 200


@pytest.fixture(scope="module", params=REFERENCES)
def site(request: pytest.FixtureRequest) -> Site:
    found: Site = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def reader(site: Site, browser: Browser) -> Iterator[Reader]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield Reader(page, site.url, site.oracle.items)
    page.close()


def test_everything_is_on_the_page(reader: Reader, site: Site) -> None:
    assert [item.label for item in reader.missing] == []
    reader.choose("")
    assert set(reader.look()) == {"s"}


def test_nothing_else_is_on_the_page(reader: Reader, site: Site) -> None:
    ids = reader.page.eval_on_selector_all(
        '[id^="op."]:is(tr, .mr-code, .operation-grp)', "(all) => all.map((one) => one.id)"
    )
    named = [item.name for item in site.oracle.items if item.kind in ("row", "code", "operation")]
    assert Counter(ids) == Counter(named)


def test_without_scripts_everything_is_to_be_seen(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    reader = Reader(context.new_page(), f"{site.url}?mv={site.lowest}", site.oracle.items)
    assert [item.label for item in reader.missing] == []
    assert set(reader.look()) == {"s"}
    context.close()


def test_each_version_shows_what_the_spec_says(reader: Reader, site: Site) -> None:
    items = site.oracle.items
    faults = Faults()
    for version in site.versions:
        reader.choose(text_of(version))
        faults.note(items, shown_at(items, version), reader.look(), text_of(version))
    reader.choose("")
    faults.note(items, "s" * len(items), reader.look(), "all")
    assert faults.lines() == []


def test_a_version_that_is_typed_shows_the_same(reader: Reader, site: Site) -> None:
    items = site.oracle.items
    faults = Faults()
    for version in [*site.versions[::7], site.versions[-1]]:
        reader.type(text_of(version))
        faults.note(items, shown_at(items, version), reader.look(), text_of(version))
    assert faults.lines() == []


def test_an_address_shows_the_same(reader: Reader, site: Site) -> None:
    items = site.oracle.items
    faults = Faults()
    for version in (site.versions[len(site.versions) // 3], site.versions[-1]):
        other = Reader(reader.page, f"{site.url}?mv={text_of(version)}", items)
        faults.note(items, shown_at(items, version), other.look(), text_of(version))
    reader.choose("")
    Reader(reader.page, site.url, items)
    assert faults.lines() == []


def pairs(versions: list[Version]) -> list[tuple[Version, Version]]:
    """All neighbours, and some that are drawn at random, the lower one first."""
    drawing = random.Random(SEED)
    drawn = [sorted(drawing.sample(versions, 2)) for _ in range(DRAWN)]
    return [*pairwise(versions), *((a, b) for a, b in drawn)]


def test_each_pair_is_compared_as_the_spec_says(reader: Reader, site: Site) -> None:
    items = site.oracle.items
    faults = Faults()
    for number, (a, b) in enumerate(pairs(site.versions)):
        # Which of the two is chosen first makes no difference.
        first, second = (a, b) if number % 2 else (b, a)
        seen = reader.compare(text_of(first), text_of(second))
        expected = compare(items, a, b)
        where = f"{text_of(a)} to {text_of(b)}"
        faults.note(items, expected.letters, seen.letters, where)
        for fault in wrong_sum(expected, seen, text_of(a), text_of(b)):
            faults.add("the summary", fault, where)
        if seen.differences != expected.differences:
            faults.add("the samples", "other differences", where)
    assert faults.lines() == []


def test_the_badge_of_a_row_says_since_when_it_is_so(reader: Reader, site: Site) -> None:
    """Or up to which version it was."""
    items = site.oracle.items
    rows = [item for item in items if item.kind == "row"]
    wrong = []
    for a, b in pairs(site.versions)[::20]:
        reader.choose(text_of(a), text_of(b))
        badges = reader.badges()
        letters = dict(
            zip(site.oracle.items, compare(site.oracle.items, a, b).letters, strict=True)
        )
        assert badges.keys() == {row.name for row in rows if letters[row] in "arc"}
        for row in rows:
            if row.name not in badges:
                continue
            said = re.findall(r"\d+\.\d+", badges[row.name])
            if said != [text_of(one) for one in turn(row, site.versions, a, b)]:
                wrong.append((row.label, badges[row.name]))
    assert wrong == []


def turn(row: Item, versions: list[Version], a: Version, b: Version) -> list[Version]:
    """The version with which a row comes or is required, or the last before it goes or is not."""
    is_so = row.exists if row.exists(a) != row.exists(b) else row.is_required
    if not (row.exists(a) or row.exists(b)) or is_so(a) == is_so(b):
        return []
    so = [one for one in versions if a <= one <= b and is_so(one)]
    return [so[0] if is_so(b) else so[-1]]


COUNTED = re.compile(r"(\d+) (request|response) parameters? (a|r|c)(?:dded|emoved|hanged)\b")


def wrong_sum(expected: Comparison, summary: Sight, a: str, b: str) -> Iterator[str]:
    """What the summary says that is not so."""
    count = len(expected.changed)
    said = re.sub(r"\bno operation\b", "0 operation", summary.heading)
    if not re.match(rf"From {re.escape(a)} to {re.escape(b)}: {count} operations? ", said):
        yield f"{summary.heading!r} for {count} operations"
    for other in summary.changed.keys() ^ expected.changed.keys():
        yield f"{other} is {'' if other in summary.changed else 'not '}there"
    for other in summary.only_samples.keys() ^ expected.only_samples:
        yield f"the samples of {other}"
    for operation in summary.changed.keys() & expected.changed.keys():
        words = summary.changed[operation]
        counts = Counter({(side, mark): int(n) for n, side, mark in COUNTED.findall(words)})
        if counts != expected.changed[operation]:
            yield f"{operation} says {words!r}, and it is {dict(expected.changed[operation])}"
