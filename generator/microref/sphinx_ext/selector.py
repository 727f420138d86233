"""The selector of microversions on a page whose configuration names them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

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
    releases = config.os_api_ref_release_microversions or {}
    versions = [f"{low.major}.{minor}" for minor in range(low.minor, high.minor + 1)]
    own_id = "mv_select" if number == 1 else f"mv_select-{number}"
    return _SELECTOR.format(
        id=own_id, options="".join(_option(name, releases) for name in versions)
    )


def _option(version: str, releases: dict[str, str]) -> str:
    release = releases.get(version)
    label = version if release is None else f"{version} - {release.capitalize()}"
    return f'<option value="{version}">{escape(label)}</option>\n'
