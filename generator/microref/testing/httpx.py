"""Hooks for `httpx`: `Client(event_hooks={"response": [hook(told)]})`. Needs no httpx."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from microref.testing.exchange import Exchange, Told


def hook(told: Told) -> Callable[[Any], None]:
    """A hook for the responses of a `Client`; it reads a body that is streamed."""

    def response_hook(response: Any) -> None:
        response.read()
        told(_exchange(response))

    return response_hook


def async_hook(told: Told) -> Callable[[Any], Awaitable[None]]:
    """The same for an `AsyncClient`."""

    async def response_hook(response: Any) -> None:
        await response.aread()
        told(_exchange(response))

    return response_hook


def _exchange(response: Any) -> Exchange:
    request = response.request
    return Exchange(
        method=request.method,
        url=str(request.url),
        request_headers=dict(request.headers),
        request_body=_content(request),
        status=response.status_code,
        response_headers=dict(response.headers),
        response_body=response.content,
    )


def _content(request: Any) -> bytes:
    """A body that is whole; of one that was a stream only httpx knows that it cannot be had."""
    try:
        return bytes(request.content)
    except RuntimeError:
        return b""
