"""A request with its answer, as they were on the wire, and the verdicts on both. Sends nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from microref.checks.live import Validator, Verdict
from microref.derive.version_header import version_in
from microref.model import FIRST_ERROR

_HOST = re.compile(r"\A[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and the answer to it."""

    method: str
    """The HTTP method."""
    url: str
    """The whole URL, or its path with the query."""
    request_headers: Mapping[str, str] = field(default_factory=dict)
    """The headers of the request, by their names in any case."""
    request_body: bytes = b""
    """The body of the request; empty without one."""
    status: int
    """The status code of the answer."""
    response_headers: Mapping[str, str] = field(default_factory=dict)
    """The headers of the answer."""
    response_body: bytes = b""
    """The body of the answer; empty without one."""

    @property
    def path(self) -> str:
        """The path with the query, without the host."""
        return _HOST.sub("", self.url).partition("#")[0]


Told: TypeAlias = Callable[[Exchange], object]
"""What an adapter calls with each exchange that it sees."""


def judge(validator: Validator, exchange: Exchange) -> tuple[Verdict, ...]:
    """The verdicts on a request and its answer.

    The microversion is the one that the answer names in its headers, else the one that
    the request asks for. A request that was refused is not judged, nor whether there is
    such an operation: tests send wrong requests on purpose. Of its answer the code is
    judged, and the body where the reference describes it.
    """
    api = validator.api
    version = version_in(api, exchange.response_headers) or version_in(
        api, exchange.request_headers
    )
    request = validator.request(
        exchange.method, exchange.path, microversion=version, body=exchange.request_body
    )
    was_refused = exchange.status >= FIRST_ERROR
    if request.operation is None:
        return () if was_refused else (request,)
    response = validator.response(
        operation=request.operation,
        microversion=version,
        status=exchange.status,
        body=exchange.response_body,
    )
    return (response,) if was_refused else (request, response)
