"""A WSGI application (PEP 3333) with something around it that sees each exchange.

Made for tests: bodies are held in memory, and an answer is given on when it is whole.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from microref.testing.exchange import Exchange, Told

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


_CHUNK = 65536


class Observed:
    """An application that tells of each request and the answer to it."""

    def __init__(self, application: WSGIApplication, told: Told) -> None:
        self._application = application
        self._told = told

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        sent = _body(environ)
        environ["wsgi.input"] = io.BytesIO(sent)
        answer: list[Any] = []
        parts: list[bytes] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            answer[:] = [status, headers]
            write = start_response(status, headers, *([exc_info] if exc_info else []))

            def keep(part: bytes) -> object:
                parts.append(part)
                return write(part)

            return keep

        result = self._application(environ, start)
        written = len(parts)
        try:
            parts.extend(result)
        finally:
            close = getattr(result, "close", None)
            if close is not None:
                close()
        if answer:  # without one the application is at fault, and whoever called it says so
            status, headers = answer
            self._told(
                Exchange(
                    method=environ["REQUEST_METHOD"],
                    url=_url(environ),
                    request_headers=_headers(environ),
                    request_body=sent,
                    status=int(status.split()[0]),
                    response_headers=_joined(headers),
                    response_body=b"".join(parts),
                )
            )
        return parts[written:]


def _body(environ: WSGIEnvironment) -> bytes:
    stream = environ["wsgi.input"]
    if environ.get("wsgi.input_terminated"):
        return b"".join(iter(lambda: stream.read(_CHUNK), b""))
    length = environ.get("CONTENT_LENGTH") or "0"
    return bytes(stream.read(int(length))) if length.isdigit() else b""


def _url(environ: WSGIEnvironment) -> str:
    # PEP 3333 has paths as bytes that were decoded as Latin-1, and no longer percent-encoded.
    path = str(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""))
    query = str(environ.get("QUERY_STRING", ""))
    return quote(path, safe="/:", encoding="latin-1") + (f"?{query}" if query else "")


def _headers(environ: WSGIEnvironment) -> dict[str, str]:
    return {
        key.removeprefix("HTTP_").replace("_", "-").title(): str(value)
        for key, value in environ.items()
        if key.startswith("HTTP_") or key in ("CONTENT_TYPE", "CONTENT_LENGTH")
    }


def _joined(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headers of which one may come several times, as one line each (RFC 9110)."""
    joined: dict[str, str] = {}
    for name, value in headers:
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined
