"""Exchanges of the lamps API, as tests of adapters need them."""

from __future__ import annotations

import json
from typing import Any

from microref.testing import Exchange, Verdict

HEADER = "OpenStack-API-Version"
LAMP = {
    "id": "b81e4d07-52c9-4f3a-8e60-77a1c95d2f3e",
    "name": "Sun",
    "watts": 60,
    "state": "on",
}


def exchange(
    line: str,
    body: Any = None,
    *,
    status: int = 200,
    answer: Any = None,
    asked: str | None = None,
    told: str | None = None,
) -> Exchange:
    """An exchange of `GET /lamps`; `asked` and `told` are the versions in the headers."""
    method, url = line.split(" ", 1)
    return Exchange(
        method=method,
        url=url,
        request_headers={} if asked is None else {HEADER: f"lamps {asked}"},
        request_body=text(body),
        status=status,
        response_headers={} if told is None else {HEADER.lower(): f"lamps {told}"},
        response_body=text(answer),
    )


def text(body: Any) -> bytes:
    """A body as it is sent; None is none."""
    if body is None or isinstance(body, bytes):
        return body or b""
    return json.dumps(body).encode()


def said(verdicts: list[Verdict] | tuple[Verdict, ...]) -> list[str]:
    """What was judged, and the codes of what was found: `request 1.1 J104`."""
    return [
        " ".join([one.side, str(one.microversion), *(found.code for found in one.diagnostics)])
        for one in verdicts
    ]
