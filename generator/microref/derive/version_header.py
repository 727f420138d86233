"""The header by which a client chooses a microversion. Judges nothing.

Its form is that of the API-SIG: `OpenStack-API-Version: compute 2.79`, where one header may
speak to several services, divided by commas. Older services have headers of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from microref.model import Api

_DEFAULT = "OpenStack-API-Version: {service_type} {{version}}"
_NUMBER = "(?:0|[1-9][0-9]{0,8})"
_VERSION = rf"(?P<version>latest|{_NUMBER}\.{_NUMBER})"


def version_header(api: Api) -> tuple[str, str] | None:
    """Name and value of the header, the value with `{version}` where the version stands.

    None for an API whose version is not chosen by a header.
    """
    microversions = api.microversions
    if microversions.scheme != "microversion" or microversions.window.is_unbounded:
        return None
    said = api.version_header or _DEFAULT.format(service_type=api.service_type)
    name, _, value = said.partition(":")
    return name.strip(), value.strip()


def version_in(api: Api, headers: Mapping[str, str]) -> str | None:
    """The microversion that the headers of a request ask for, `latest` too; None without one."""
    header = version_header(api)
    if header is None:
        return None
    name, value = header
    sent = next((text for key, text in headers.items() if key.lower() == name.lower()), "")
    before, _, after = value.partition("{version}")
    pattern = re.compile(
        rf"{re.escape(before.strip())}\s*{_VERSION}\s*{re.escape(after.strip())}",
        re.IGNORECASE,
    )
    found = (pattern.fullmatch(part.strip()) for part in sent.split(","))
    return next((match["version"].lower() for match in found if match is not None), None)
