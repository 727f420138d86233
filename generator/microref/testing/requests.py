"""A hook for `requests`: `session.hooks["response"].append(hook(told))`. Needs no requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from microref.testing.exchange import Exchange, Told


def hook(told: Told) -> Callable[..., None]:
    """A hook for responses that tells of each exchange; it reads a body that is streamed."""

    def response_hook(response: Any, *_args: object, **_kwargs: object) -> None:
        request = response.request
        told(
            Exchange(
                method=request.method,
                url=request.url,
                request_headers=dict(request.headers),
                request_body=_bytes(request.body),
                status=response.status_code,
                response_headers=dict(response.headers),
                response_body=response.content or b"",
            )
        )

    return response_hook


def _bytes(body: Any) -> bytes:
    """A body that is whole; one that is a stream has been read by whoever sent it."""
    if isinstance(body, str):
        return body.encode()
    return body if isinstance(body, bytes) else b""
