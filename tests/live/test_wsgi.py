"""A WSGI application with something around it that sees each exchange."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from wsgiref.util import FileWrapper, setup_testing_defaults
from wsgiref.validate import validator as strict

import flask
import pytest

from microref.testing import Collecting, Exchange, Validator, raising
from microref.testing.wsgi import Observed

Start = Callable[..., Any]
PLAIN = [("Content-Type", "text/plain")]


class Client:
    """Calls an application as a server does, and keeps what it does with it."""

    def __init__(self, application: Any) -> None:
        self.application = application
        self.status = ""
        self.headers: list[tuple[str, str]] = []
        self.exc_info: Any = None
        self.written: list[bytes] = []

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        self.status, self.headers, self.exc_info = status, headers, exc_info
        return self.written.append

    def send(
        self, method: str = "GET", path: str = "/lamps", body: bytes = b"", **more: Any
    ) -> bytes:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "wsgi.input": io.BytesIO(body),
            "CONTENT_LENGTH": str(len(body)),
            "QUERY_STRING": "",
            **more,
        }
        setup_testing_defaults(environ)
        environ = {key: value for key, value in environ.items() if value is not None}
        parts = self.application(environ, self.start)
        try:
            given = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        return b"".join(self.written) + given


def echo(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Answers with what it has got."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start("200 OK", [*PLAIN, ("X-Times", "1"), ("X-Times", "2")])
    return [b"got ", body]


@pytest.fixture
def seen() -> list[Exchange]:
    return []


def test_an_exchange_is_seen_as_it_was(seen: list[Exchange]) -> None:
    client = Client(Observed(echo, seen.append))
    body = client.send(
        "POST",
        "/lamps",
        b"light",
        SCRIPT_NAME="/v1",
        QUERY_STRING="a=%20b",
        CONTENT_TYPE="text/plain",
        HTTP_OPENSTACK_API_VERSION="lamps 1.3",
    )
    assert body == b"got light"
    assert client.status == "200 OK"
    assert client.headers == [*PLAIN, ("X-Times", "1"), ("X-Times", "2")]
    (one,) = seen
    assert (one.method, one.url, one.status) == ("POST", "/v1/lamps?a=%20b", 200)
    assert one.request_body == b"light"
    assert one.response_body == b"got light"
    assert one.response_headers == {"Content-Type": "text/plain", "X-Times": "1, 2"}
    assert one.request_headers.items() >= {
        ("Openstack-Api-Version", "lamps 1.3"),
        ("Content-Type", "text/plain"),
        ("Content-Length", "5"),
    }


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/lamps/größe".encode().decode("latin-1"), "/lamps/gr%C3%B6%C3%9Fe"),
        ("/lamps/a?b#c", "/lamps/a%3Fb%23c"),
        ("/lamps/50%", "/lamps/50%25"),
        ("/lamps/1:x", "/lamps/1:x"),
        ("/lamps/\xff", "/lamps/%FF"),
        ("", ""),
    ],
)
def test_a_path_is_encoded_again(path: str, url: str, seen: list[Exchange]) -> None:
    Client(Observed(echo, seen.append)).send(path=path)
    assert seen[0].url == url


@pytest.mark.parametrize(
    ("said", "got"),
    [
        ({"CONTENT_LENGTH": "2"}, b"li"),
        ({"CONTENT_LENGTH": ""}, b""),
        ({"CONTENT_LENGTH": None}, b""),
        ({"CONTENT_LENGTH": "x"}, b""),
        ({"CONTENT_LENGTH": "-1"}, b""),
        ({"CONTENT_LENGTH": None, "wsgi.input_terminated": True}, b"light" * 30_000),
        ({"CONTENT_LENGTH": None, "wsgi.input_terminated": False}, b""),
    ],
)
def test_a_body_is_as_long_as_the_server_says(
    said: dict[str, Any], got: bytes, seen: list[Exchange]
) -> None:
    def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        start("200 OK", PLAIN)
        return [environ["wsgi.input"].read()]

    assert Client(Observed(application, seen.append)).send(body=b"light" * 30_000, **said) == got
    assert seen[0].request_body == got


def test_parts_that_are_written_come_first_and_once(seen: list[Exchange]) -> None:
    def application(_environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        write = start("200 OK", PLAIN)
        write(b"a")
        write(b"b")
        return [b"c", b"", b"d"]

    client = Client(Observed(application, seen.append))
    assert client.send() == b"abcd"
    assert client.written == [b"a", b"b"]
    assert seen[0].response_body == b"abcd"


def test_an_application_may_begin_when_it_is_asked_for_its_first_part(
    seen: list[Exchange],
) -> None:
    def application(_environ: dict[str, Any], start: Start) -> Iterator[bytes]:
        start("202 Accepted", PLAIN)
        yield b"a"
        yield b"b"

    assert Client(Observed(application, seen.append)).send() == b"ab"
    assert (seen[0].status, seen[0].response_body) == (202, b"ab")


def test_what_it_returns_is_closed_once_also_when_it_fails(seen: list[Exchange]) -> None:
    closed = []

    class Parts:
        def __init__(self, *, fails: bool) -> None:
            self.fails = fails

        def __iter__(self) -> Iterator[bytes]:
            yield b"a"
            if self.fails:
                raise OSError("gone")

        def close(self) -> None:
            closed.append(self.fails)

    def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        start("200 OK", PLAIN)
        return Parts(fails=environ["PATH_INFO"] == "/fail")

    client = Client(Observed(application, seen.append))
    assert client.send() == b"a"
    with pytest.raises(OSError, match="gone"):
        client.send(path="/fail")
    assert closed == [False, True]
    assert len(seen) == 1


def test_what_an_application_raises_passes_through(seen: list[Exchange]) -> None:
    def application(_environ: dict[str, Any], _start: Start) -> Iterable[bytes]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Client(Observed(application, seen.append)).send()
    assert seen == []


def test_an_application_may_begin_again_after_a_failure(seen: list[Exchange]) -> None:
    def application(_environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        start("200 OK", PLAIN)
        try:
            raise KeyError
        except KeyError:
            start("500 Oops", PLAIN, sys.exc_info())
        return [b"oops"]

    client = Client(Observed(application, seen.append))
    assert client.send() == b"oops"
    assert client.status == "500 Oops"
    assert client.exc_info[0] is KeyError
    assert seen[0].status == 500


def test_an_application_that_never_begins_is_left_to_the_server(seen: list[Exchange]) -> None:
    assert Client(Observed(lambda _environ, _start: [b"a"], seen.append)).send() == b"a"
    assert seen == []


def test_a_file_is_given_on(seen: list[Exchange]) -> None:
    file = io.BytesIO(b"picture" * 10_000)

    def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        start("200 OK", PLAIN)
        return environ["wsgi.file_wrapper"](file)

    client = Client(Observed(application, seen.append))
    more: dict[str, Any] = {"wsgi.file_wrapper": FileWrapper}
    assert client.send(**more) == b"picture" * 10_000
    assert file.closed


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE"])
@pytest.mark.parametrize("terminated", [None, True])
def test_both_sides_keep_to_the_letter_of_pep_3333(
    method: str, terminated: bool | None, seen: list[Exchange]
) -> None:
    def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        write = start("200 OK", PLAIN)
        if method != "HEAD":
            write(b"got ")
        return [] if method == "HEAD" else [body]

    client = Client(strict(Observed(strict(application), seen.append)))
    more: dict[str, Any] = {"SCRIPT_NAME": "", "wsgi.input_terminated": terminated}
    body = client.send(method, body=b"light", **more)
    assert body == (b"" if method == "HEAD" else b"got light")
    assert (seen[0].method, seen[0].response_body) == (method, body)


# ------------------------------------------------------------ with a framework


def lamps_app() -> flask.Flask:
    app = flask.Flask(__name__)
    lamps: list[dict[str, str]] = []

    @app.route("/lamps")
    def index() -> Any:
        return {"lamps": lamps}

    @app.route("/rooms")
    def stream() -> Any:
        return flask.Response((part for part in ('{"a":', "1}")), mimetype="application/json")

    return app


def test_a_flask_application_is_observed(validator: Validator) -> None:
    app = lamps_app()
    traffic = Collecting(validator)
    app.wsgi_app = Observed(app.wsgi_app, traffic)  # type: ignore[method-assign]
    client = app.test_client()
    assert client.get("/lamps?limit=3").json == {"lamps": []}
    assert client.get("/rooms").data == b'{"a":1}'
    assert [one.operation for one in traffic.verdicts] == [
        "list-lamps", "list-lamps", "list-rooms", "list-rooms"
    ]  # fmt: skip
    traffic.assert_valid()
    client.head("/lamps")
    with pytest.raises(AssertionError, match="no operation HEAD /lamps"):
        traffic.assert_valid()


def test_what_is_raised_at_once_reaches_the_client_of_a_test(validator: Validator) -> None:
    app = lamps_app()
    app.wsgi_app = Observed(app.wsgi_app, raising(validator))  # type: ignore[method-assign]
    client = app.test_client()
    client.get("/lamps")
    with pytest.raises(AssertionError, match="J205"):
        client.get("/lamps?size=1")
