"""What every page of a site knows: versions, releases, how to ask for a version."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from microref.derive.site_facts import MOST_VERSIONS, SiteFacts, site_facts, versions_in
from microref.microversion import Microversion, Window
from microref.sphinx_ext.site import Bounds, site_data
from tests.helpers import load_clean


def config(low: Any = "", high: Any = "", releases: Any = ()) -> Any:
    return SimpleNamespace(
        os_api_ref_min_microversion=low,
        os_api_ref_max_microversion=high,
        os_api_ref_release_microversions=releases,
    )


@pytest.mark.parametrize(
    ("releases", "named"),
    [
        ({"2.3": "ussuri"}, {"2.3": "Ussuri"}),
        ({"2.3": 2025.1}, {"2.3": "2025.1"}),
        ({"2.3": ["ussuri", "Victoria"]}, {"2.3": "Ussuri, Victoria"}),
        ({"2.3": ("ussuri", 2025)}, {"2.3": "Ussuri, 2025"}),
        ({2.3: "ussuri"}, {"2.3": "Ussuri"}),
        ({"2.3": "<b>"}, {"2.3": "<b>"}),
        ({"2.3": None}, {}),
        ({"2.3": []}, {}),
        (None, {}),
    ],
)
def test_a_release_has_the_names_that_a_configuration_may_give(
    releases: Any, named: dict[str, str]
) -> None:
    assert json.loads(site_data(config(releases=releases), None, ()))["releases"] == named


def test_no_text_ends_the_script_that_it_stands_in() -> None:
    facts = SiteFacts(endpoint="https://</script><script>")
    data = site_data(config(), facts, ())
    assert "<" not in data
    assert json.loads(data)["endpoint"] == "https://</script><script>"


FOUND = {
    "nothing": ((), []),
    "from a version on": ([("2.10", None)], ["2.9", "2.10"]),
    "up to a version": ([(None, "2.10")], ["2.10", "2.11"]),
    "both": ([("2.10", "2.20")], ["2.9", "2.10", "2.21"]),
    "several": (
        [("2.10", None), ("2.2", "2.3"), (None, "2.30"), ("2.10", None)],
        ["2.1", "2.2", "2.4", "2.10", "2.31"],
    ),
    "one that ends before all others begin": (
        [(None, "2.5"), ("2.30", None)],
        ["2.5", "2.6", "2.29", "2.30"],
    ),
    "the very first": ([("2.0", None)], ["2.0"]),
    "what is no version": ([("2", None), ("two", "2.2.2")], []),
    "more than one major version": ([("1.30", None), ("2.1", None)], ["1.29", "1.30", "2.1"]),
}


@pytest.mark.parametrize(("found", "versions"), FOUND.values(), ids=FOUND)
def test_a_tree_has_the_versions_around_those_that_it_names(
    found: list[tuple[str | None, str | None]], versions: list[str]
) -> None:
    bounds = [Bounds(*each) for each in found]
    assert json.loads(site_data(config(), None, bounds))["versions"] == versions


def test_what_is_configured_comes_before_what_is_found() -> None:
    found = [Bounds("2.10", None)]
    data = json.loads(site_data(config("2.1", "2.3"), None, found))
    assert data["versions"] == ["2.1", "2.2", "2.3"]


def test_what_the_spec_says_comes_before_what_is_configured() -> None:
    facts = SiteFacts(("2.1", "2.2"), (("2.2", "Zed"),))
    data = json.loads(site_data(config("2.1", "2.9", {"2.3": "xena"}), facts, [Bounds("2.5", "")]))
    assert (data["versions"], data["releases"]) == (["2.1", "2.2"], {"2.2": "Zed"})


def test_of_a_spec_without_versions_nothing_is_guessed() -> None:
    assert json.loads(site_data(config(), SiteFacts(), [Bounds("2.5", None)]))["versions"] == []


WINDOWS = {
    "all": ("2.9", "2.11", ("2.9", "2.10", "2.11")),
    "one": ("2.1", "2.1", ("2.1",)),
    "an open end": ("2.1", None, ()),
    "an open begin": (None, "2.1", ()),
    "two major versions": ("1.9", "2.1", ()),
    "the wrong way round": ("2.2", "2.1", ()),
    "too many to choose from": ("2.1", f"2.{MOST_VERSIONS + 1}", ()),
}


@pytest.mark.parametrize(("low", "high", "versions"), WINDOWS.values(), ids=WINDOWS)
def test_versions_are_counted_where_they_can_be(
    low: str | None, high: str | None, versions: tuple[str, ...]
) -> None:
    bounds = (None if bound is None else Microversion.parse(bound) for bound in (low, high))
    assert versions_in(Window(*bounds)) == versions


@pytest.mark.parametrize(
    ("microversions", "bounds", "ends"),
    [
        ('{minimum: "2.1", maximum: "2.9"}', 'min_version: "2.4"', ("2.1", "2.9")),
        ('{maximum: "2.9"}', 'min_version: "2.4"', ("2.3", "2.9")),
        ('{maximum: "2.9"}', 'min_version: "2.1"', ("2.1", "2.9")),
        ('{minimum: "2.2"}', 'max_version: "2.6"', ("2.2", "2.7")),
        ("{}", 'min_version: "2.4", max_version: "2.6"', ("2.3", "2.7")),
        ('{scheme: none, minimum: "2.1", maximum: "2.9"}', 'min_version: "2.4"', None),
        ('{maximum: "2.9"}', "", None),
        ('{minimum: "1.1"}', 'min_version: "2.4"', None),
    ],
)
def test_an_api_that_leaves_an_end_open_ends_where_its_spec_does(
    tmp_path: Path, microversions: str, bounds: str, ends: tuple[str, str] | None
) -> None:
    said = ", ".join(filter(None, ("id: show, title: Show, method: GET, path: /things", bounds)))
    spec = tmp_path / "parameters.yaml"
    spec.write_text(
        "microref: 1\n"
        f"api: {{title: Things, service_type: things, microversions: {microversions}}}\n"
        f"pages: {{things: {{title: Things, operations: [{{{said}}}]}}}}\n"
    )
    versions = site_facts(load_clean(spec)).versions
    assert (versions[0], versions[-1]) == ends if ends else versions == ()
