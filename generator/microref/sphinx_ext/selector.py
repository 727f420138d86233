"""The selector of microversions on a page whose configuration names them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from microref.microversion import Microversion

if TYPE_CHECKING:
    from sphinx.config import Config

__all__ = ["selector"]

_SELECTOR = """\
<form class="mr-selector form-inline">
<div class="form-group">
<label class="control-label" for="{id}">Microversions</label>
<select class="combobox form-control" id="{id}">
<option value="" selected="selected">All</option>
{options}</select>
</div>
</form>
"""


def selector(config: Config, number: int) -> str:
    """A choice of the versions from `os_api_ref_min_microversion` to the `max`, as HTML.

    `number` tells those of one page apart.

    Empty where they are not set, or not of one major version.
    """
    try:
        low = Microversion.parse(str(config.os_api_ref_min_microversion))
        high = Microversion.parse(str(config.os_api_ref_max_microversion))
    except ValueError:
        return ""
    if low.major != high.major:
        return ""
    releases = _releases(config.os_api_ref_release_microversions)
    versions = [f"{low.major}.{minor}" for minor in range(low.minor, high.minor + 1)]
    own_id = "mv_select" if number == 1 else f"mv_select-{number}"
    return _SELECTOR.format(
        id=own_id, options="".join(_option(name, releases) for name in versions)
    )


def _releases(configured: Any) -> dict[str, str]:
    """The names of releases by their versions: either may be numbers, and names a list."""
    if not isinstance(configured, Mapping):
        return {}
    return {
        str(version): ", ".join(
            str(name).capitalize()
            for name in (names if isinstance(names, (list, tuple)) else [names])
            if name is not None
        )
        for version, names in configured.items()
    }


def _option(version: str, releases: Mapping[str, str]) -> str:
    label = " - ".join(filter(None, (version, releases.get(version))))
    return f'<option value="{version}">{escape(label)}</option>\n'
