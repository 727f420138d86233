"""What every page has to know of an API: versions, releases, how they are asked for. Pure."""

from __future__ import annotations

from typing import NamedTuple

from microref.derive.named_versions import named_versions
from microref.derive.version_header import version_header
from microref.microversion import Microversion, Window
from microref.model import Spec

__all__ = ["MOST_VERSIONS", "SiteFacts", "site_facts", "versions_in"]

MOST_VERSIONS = 10_000
"""More than these nobody chooses from; a slip of a pen can ask for a thousand million."""


class SiteFacts(NamedTuple):
    """What the pages of one API have in common."""

    versions: tuple[str, ...] = ()
    """Every version from the lowest to the highest; empty if there is nothing to choose."""
    releases: tuple[tuple[str, str], ...] = ()
    """To the newest version of each release its name, or its names in a row."""
    endpoint: str | None = None
    """Base URL that example requests begin with."""
    header: tuple[str, str] | None = None
    """Name and value of the header that chooses a version, with `{version}` in the value."""


def site_facts(spec: Spec) -> SiteFacts:
    """What the pages of an API have in common."""
    microversions = spec.api.microversions
    has_choice = microversions.scheme != "none"
    return SiteFacts(
        versions_in(_known(spec)) if has_choice else (),
        tuple((str(each.version), ", ".join(each.names)) for each in microversions.releases),
        spec.api.endpoint,
        version_header(spec.api),
    )


def _known(spec: Spec) -> Window:
    """The versions of the API. One that leaves an end open ends where its spec does.

    So an imported reference, which may name only the highest version, has a choice too.
    """
    low, high = spec.api.microversions.window
    if low is None or high is None:
        changes = [named.change for named in named_versions(spec)]
        if changes:
            low, high = low or _before(min(changes)), high or max(changes)
    return Window(low, high)


def _before(first: Microversion) -> Microversion:
    """Where the versions begin, if this is the first that changes something."""
    # The first of a major version has the minor number 0 or 1, and needs no one before it.
    return first if first.minor <= 1 else Microversion(first.major, first.minor - 1)


def versions_in(window: Window) -> tuple[str, ...]:
    """Every version of a window, ascending.

    Empty if it has an open end, or no end that can be reached by counting.
    """
    low, high = window
    if low is None or high is None or low.major != high.major:
        return ()
    if high.minor - low.minor >= MOST_VERSIONS:
        return ()
    minors = range(low.minor, high.minor + 1)
    return tuple(str(Microversion(low.major, minor)) for minor in minors)
