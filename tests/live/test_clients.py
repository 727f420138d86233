"""Clients whose traffic is seen: `requests` and `httpx`, against a service that really answers."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import httpx
import pytest
import requests

from microref.testing import Collecting, Exchange, Validator, raising
from microref.testing.httpx import async_hook
from microref.testing.httpx import hook as httpx_hook
from microref.testing.requests import hook as requests_hook
from tests.live.exchanges import HEADER, LAMP


def service(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """A few operations of the lamps API."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    environ["wsgi.input"].read(length)
    asked = environ.get("HTTP_OPENSTACK_API_VERSION", "lamps 1.1")
    headers = [("Content-Type", "application/json"), (HEADER, asked)]
    body: Any = None
    match environ["REQUEST_METHOD"], environ["PATH_INFO"]:
        case "GET", "/lamps":
            status, body = "200 OK", {"lamps": [{"id": LAMP["id"], "name": "Sun"}]}
        case "POST", "/lamps":
            status, body = "201 Created", {"lamp": LAMP}
        case "GET", "/old":
            status, body = "302 Found", {}
            headers.append(("Location", "/lamps"))
        case "DELETE", _:
            start("204 No Content", headers[1:])
            return []
        case _:
            status, body = "404 Not Found", {"fault": "no such lamp"}
    text = json.dumps(body).encode()
    start(status, [*headers, ("Content-Length", str(len(text)))])
    return [text]


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(application: Any) -> Iterator[str]:
    """The address of a server that is there as long as it is needed."""
    with make_server("127.0.0.1", 0, application, handler_class=_Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join(10)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(service) as url:
        yield url


@pytest.fixture
def seen() -> list[Exchange]:
    return []


# -------------------------------------------------------------------- requests


@pytest.fixture
def session(seen: list[Exchange]) -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        session.hooks["response"].append(requests_hook(seen.append))
        yield session


def test_requests_tells_of_an_exchange(
    address: str, session: requests.Session, seen: list[Exchange]
) -> None:
    answer = session.post(
        f"{address}/lamps", params={"a": "ö"}, json={"x": 1}, headers={HEADER: "lamps 1.2"}
    )
    assert answer.json() == {"lamp": LAMP}
    (one,) = seen
    assert (one.method, one.path, one.status) == ("POST", "/lamps?a=%C3%B6", 201)
    assert one.url == f"{address}/lamps?a=%C3%B6"
    assert one.request_body == b'{"x": 1}'
    assert one.request_headers[HEADER] == "lamps 1.2"
    assert one.response_headers[HEADER] == "lamps 1.2"
    assert json.loads(one.response_body) == {"lamp": LAMP}


@pytest.mark.parametrize(
    ("data", "body"),
    [
        (None, b""),
        ("größe", "größe".encode()),
        (b"bytes", b"bytes"),
        ({"a": "b"}, b"a=b"),
        ((part for part in (b"a", b"b")), b""),
    ],
)
def test_requests_tells_of_a_body_that_is_whole(
    data: Any, body: bytes, address: str, session: requests.Session, seen: list[Exchange]
) -> None:
    session.post(f"{address}/lamps", data=data)
    assert seen[0].request_body == body


def test_requests_reads_a_streamed_answer_that_its_caller_can_read_again(
    address: str, session: requests.Session, seen: list[Exchange]
) -> None:
    answer = session.get(f"{address}/lamps", stream=True)
    assert b"".join(answer.iter_content(7)) == seen[0].response_body != b""


def test_requests_tells_of_each_redirection(
    address: str, session: requests.Session, seen: list[Exchange]
) -> None:
    assert session.get(f"{address}/old").status_code == 200
    assert {(one.path, one.status) for one in seen} == {("/old", 302), ("/lamps", 200)}


def test_requests_without_an_answer_is_an_answer_without_a_body(seen: list[Exchange]) -> None:
    # What stands in for a service in a test may never have had a connection.
    answer = requests.Response()
    answer.status_code = 204
    answer.request = requests.Request("GET", "http://x/lamps").prepare()
    requests_hook(seen.append)(answer, timeout=3)
    assert (seen[0].response_body, seen[0].status) == (b"", 204)


def test_traffic_of_requests_is_judged(address: str, validator: Validator) -> None:
    traffic = Collecting(validator)
    hook = requests_hook(traffic)
    hooks = {"response": hook}
    requests.get(f"{address}/lamps", hooks=hooks, timeout=10)
    requests.post(f"{address}/lamps", json={"lamp": {"name": "x"}}, hooks=hooks, timeout=10)
    requests.delete(f"{address}/lamps/1", hooks=hooks, timeout=10)
    requests.get(f"{address}/lamps/1", hooks=hooks, timeout=10)
    traffic.assert_valid()
    requests.post(f"{address}/lamps", json={"lamp": {}}, hooks=hooks, timeout=10)
    with pytest.raises(AssertionError, match="J104 request of create-lamp"):
        traffic.assert_valid()


def test_what_is_raised_at_once_reaches_the_caller_of_requests(
    address: str, validator: Validator
) -> None:
    hooks = {"response": requests_hook(raising(validator))}
    with pytest.raises(AssertionError, match="J205"):
        requests.get(f"{address}/lamps?size=1", hooks=hooks, timeout=10)


# ----------------------------------------------------------------------- httpx


def _client(seen: list[Exchange], **more: Any) -> httpx.Client:
    hooks: dict[str, list[Callable[..., Any]]] = {"response": [httpx_hook(seen.append)]}
    return httpx.Client(event_hooks=hooks, trust_env=False, **more)


def test_httpx_tells_of_an_exchange(address: str, seen: list[Exchange]) -> None:
    with _client(seen, base_url=address) as client:
        answer = client.post(
            "/lamps", params={"a": "ö"}, json={"x": 1}, headers={HEADER: "lamps 1.2"}
        )
    assert answer.json() == {"lamp": LAMP}
    (one,) = seen
    assert (one.method, one.path, one.status) == ("POST", "/lamps?a=%C3%B6", 201)
    assert json.loads(one.request_body) == {"x": 1}
    assert one.request_headers[HEADER.lower()] == "lamps 1.2"
    assert one.response_headers[HEADER.lower()] == "lamps 1.2"
    assert json.loads(one.response_body) == {"lamp": LAMP}


def test_httpx_reads_a_streamed_answer_that_its_caller_can_read_again(
    address: str, seen: list[Exchange]
) -> None:
    with _client(seen) as client, client.stream("GET", f"{address}/lamps") as answer:
        assert b"".join(answer.iter_bytes(7)) == seen[0].response_body != b""


def test_httpx_sends_a_stream_once(address: str, seen: list[Exchange]) -> None:
    with _client(seen) as client:
        parts = (part for part in (b"a", b"b"))
        assert client.post(f"{address}/lamps", content=parts).status_code == 201
    assert seen[0].request_body == b""


def test_httpx_without_a_network(validator: Validator) -> None:
    traffic = Collecting(validator)
    hooks: dict[str, list[Callable[..., Any]]] = {"response": [httpx_hook(traffic)]}
    transport = httpx.WSGITransport(app=service)
    with httpx.Client(transport=transport, base_url="http://x", event_hooks=hooks) as client:
        client.get("/lamps")
        client.post("/lamps", json={"lamp": {"name": "x"}})
        client.delete("/lamps/1")
        traffic.assert_valid()
        client.get("/lamps?size=1")
    with pytest.raises(AssertionError, match="J205"):
        traffic.assert_valid()


async def asgi(scope: Any, receive: Any, send: Any) -> None:
    """Answers with the lamps, in two parts."""
    while (await receive())["more_body"]:
        pass
    text = b'{"lamps": []}' if scope["path"] == "/lamps" else b'{"lamps": 1}'
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": text[:5], "more_body": True})
    await send({"type": "http.response.body", "body": text[5:]})


def test_httpx_tells_of_what_is_sent_while_others_are(seen: list[Exchange]) -> None:
    async def parts() -> AsyncIterator[bytes]:
        yield b"a"
        yield b"b"

    async def talk() -> None:
        hooks: dict[str, list[Callable[..., Any]]] = {"response": [async_hook(seen.append)]}
        transport = httpx.ASGITransport(app=asgi)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://x", event_hooks=hooks
        ) as client:
            await asyncio.gather(*(client.get(f"/lamps?n={n}") for n in range(5)))
            await client.post("/lamps", json={"x": 1})
            await client.post("/lamps", content=parts())
            async with client.stream("GET", "/lamps") as answer:
                assert b"".join([part async for part in answer.aiter_bytes(3)]) == b'{"lamps": []}'

    asyncio.run(talk())
    assert sorted(one.path for one in seen[:5]) == [f"/lamps?n={n}" for n in range(5)]
    assert json.loads(seen[5].request_body) == {"x": 1}
    assert seen[6].request_body == b""
    assert {one.response_body for one in seen} == {b'{"lamps": []}'}


def test_httpx_against_a_server_while_others_are(address: str, validator: Validator) -> None:
    traffic = Collecting(validator)

    async def talk() -> None:
        hooks: dict[str, list[Callable[..., Any]]] = {"response": [async_hook(traffic)]}
        async with httpx.AsyncClient(
            base_url=address, event_hooks=hooks, trust_env=False
        ) as client:
            await client.get("/lamps", headers={HEADER: "lamps 1.4"})
            await client.get("/lamps?size=1")

    asyncio.run(talk())
    assert [one.is_valid for one in traffic.verdicts] == [True, True, False, True]
    assert str(traffic.verdicts[0].microversion) == "1.4"


def test_the_adapters_need_none_of_the_clients(seen: list[Exchange]) -> None:
    """What looks like an answer is enough, so that other clients can be observed too."""
    request = SimpleNamespace(method="GET", url="/lamps", headers={}, body=None, content=b"")
    answer = SimpleNamespace(
        request=request, status_code=200, headers={}, content=b"{}", read=lambda: b"{}"
    )
    requests_hook(seen.append)(answer)
    httpx_hook(seen.append)(answer)
    assert seen[0] == seen[1]
