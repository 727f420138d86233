"""What the script has to know on every page: the versions of the API, and how to ask for them.

Of a project with a spec that says it. Of a tree that was written by hand the settings of
os-api-ref do, or else the versions that its pages name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from microref.api import SiteFacts
from microref.derive.site_facts import versions_in
from microref.microversion import Microversion, Window
from microref.sphinx_ext.in_page import for_script

if TYPE_CHECKING:
    from sphinx.config import Config

__all__ = ["SITE_ID", "Bounds", "site_data"]

SITE_ID = "microref-site"
"""The id of the data in a page, as the script knows it."""


class Bounds(NamedTuple):
    """The first and the last version of something, in the words of a page."""

    low: str | None
    high: str | None


def site_data(config: Config, facts: SiteFacts | None, found: Iterable[Bounds]) -> str:
    """The data for the pages, as JSON; `found` is what the pages say of versions."""
    versions = () if facts is None else facts.versions
    if not versions:
        low = _version(config.os_api_ref_min_microversion)
        versions = versions_in(Window(low, _version(config.os_api_ref_max_microversion)))
    if not versions and facts is None:
        versions = tuple(map(str, sorted(set(_around(found)))))
    said = SiteFacts() if facts is None else facts
    releases = dict(said.releases) or _releases(config.os_api_ref_release_microversions)
    return for_script(
        {
            "versions": versions,
            "releases": releases,
            "endpoint": said.endpoint,
            "header": said.header,
        }
    )


def _version(said: Any) -> Microversion | None:
    """A version, if it is one: a page and a setting may say anything."""
    try:
        return Microversion.parse(str(said))
    except ValueError:
        return None


def _around(found: Iterable[Bounds]) -> Iterator[Microversion]:
    """The versions at which something comes or has just gone, and those before the first."""
    bounds = [(_version(low), _version(high)) for low, high in set(found)]
    lows = [low for low, _high in bounds if low is not None]
    points = [*lows, *(high.next for _low, high in bounds if high is not None)]
    yield from points
    for first in (min(some) for some in (lows, points) if some):
        if first.previous is not None:
            yield first.previous


def _releases(configured: Any) -> dict[str, str]:
    """The names of releases by their versions: either may be numbers, and names a list."""
    if not isinstance(configured, Mapping):
        return {}
    named = {
        str(version): ", ".join(
            str(name).capitalize()
            for name in (names if isinstance(names, (list, tuple)) else [names])
            if name is not None
        )
        for version, names in configured.items()
    }
    return {version: names for version, names in named.items() if names}
