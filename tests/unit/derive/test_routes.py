"""Which operations a method and a path mean."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microref.derive.path_template import without_query
from microref.derive.routes import Routes
from microref.model import Operation
from microref.source import Span
from tests.helpers import load_clean

ROOT = Path(__file__).parents[3]


def operation(line: str) -> Operation:
    """An operation that is written as `GET /lamps`; that is its id, too."""
    method, path = line.split(" ", 1)
    return Operation(id=line, title="", method=method, path=path, span=Span("", 1, 1, 1, 1))  # type: ignore[arg-type]


def found(lines: str | list[str], request: str, *prefixes: str) -> list[str]:
    """The ids of what a request finds among operations."""
    known = [lines] if isinstance(lines, str) else lines
    method, path = request.split(" ", 1)
    route = Routes(map(operation, known), prefixes).find(method, path)
    return [] if route is None else [one.id for one in route.operations]


def only(template: str, path: str, *prefixes: str) -> bool:
    """Whether a path is one of a template."""
    return bool(found(f"GET {template}", f"GET {path}", *prefixes))


# ------------------------------------------------------------------- templates


@pytest.mark.parametrize(
    ("template", "path"),
    [
        ("/lamps", "/lamps"),
        ("/lamps", "/lamps/"),
        ("/lamps/", "/lamps"),
        ("/lamps", "lamps"),
        ("/", "/"),
        ("/", ""),
        ("/lamps/{id}", "/lamps/1"),
        ("/lamps/{id}", "/lamps/a b\nc"),
        ("/lamps/{lamp-id}", "/lamps/1"),
        ("/lamps/{a lamp/its id}", "/lamps/1"),
        ("/lamps/{id?}", "/lamps/1"),
        ("/lamps/{#id}/rooms", "/lamps/1/rooms"),
        ("/lamps/{}", "/lamps/1"),
        ("/lamps/{id}.json", "/lamps/1.json"),
        ("/lamps/{id}.{format}", "/lamps/1.2.png"),
        ("/lamps/v{major}.{minor}/x", "/lamps/v2.79/x"),
        ("/lamps/{id}?limit={limit}", "/lamps/1"),
        ("/lamps/{id}?limit={limit}", "/lamps/1?marker=2#top"),
        ("/lamps#one", "/lamps"),
        ("/lamps", "/lamps?a=/b/c"),
        ("/lamps/*.(x)+", "/lamps/*.(x)+"),
        ("/lamps/größe", "/lamps/größe"),
        ("/lamps/größe", "/lamps/gr%C3%B6%c3%9fe"),
        ("/lamps/gr%C3%B6%C3%9Fe", "/lamps/größe"),
        ("/lamps/{id}:switch", "/lamps/1%3Aswitch"),
        ("/lamps/{id}", "/lamps/a%2Fb"),
        ("/lamps/{id}", "/lamps/%3F%23"),
    ],
)
def test_a_path_is_one_of_a_template(template: str, path: str) -> None:
    assert only(template, path)


@pytest.mark.parametrize(
    ("template", "path"),
    [
        ("/lamps", "/lamp"),
        ("/lamps", "/lampss"),
        ("/lamps", "/Lamps"),
        ("/lamps", "/lamps/1"),
        ("/lamps", "/x/lamps"),
        ("/lamps", "http://example.org/lamps"),
        ("/lamps", ""),
        ("/lamps/{id}", "/lamps"),
        ("/lamps/{id}", "/lamps//"),
        ("/lamps/{id}", "/lamps/1/2"),
        ("/lamps/{id}/x", "/lamps//x"),
        ("/lamps/{id}.json", "/lamps/.json"),
        ("/lamps/{id}.json", "/lamps/1xjson"),
        ("/lamps/a%2Fb", "/lamps/a/b"),
    ],
)
def test_a_path_is_none_of_a_template(template: str, path: str) -> None:
    assert not only(template, path)


# ------------------------------------------------------------------ which wins


@pytest.mark.parametrize(
    ("lines", "request_line", "wanted"),
    [
        (["GET /a/{id}", "GET /a/all"], "GET /a/all", "GET /a/all"),
        (["GET /a/all", "GET /a/{id}"], "GET /a/all", "GET /a/all"),
        (["GET /a/all", "GET /a/{id}"], "GET /a/any", "GET /a/{id}"),
        # Segment by segment: the first one that differs decides.
        (["GET /{a}/b", "GET /a/{b}"], "GET /a/b", "GET /a/{b}"),
        (["GET /{a}/b/c", "GET /a/{b}/{c}"], "GET /a/b/c", "GET /a/{b}/{c}"),
        # Part of a segment says more than none of it, and a longer part more than a short one.
        (["GET /a/{id}", "GET /a/{id}.json"], "GET /a/1.json", "GET /a/{id}.json"),
        (["GET /a/{id}.n", "GET /a/{id}.json.n"], "GET /a/1.json.n", "GET /a/{id}.json.n"),
        (["GET /a/x{id}", "GET /a/x1"], "GET /a/x1", "GET /a/x1"),
        # The method belongs to it.
        (["GET /a/all", "DELETE /a/{id}"], "DELETE /a/all", "DELETE /a/{id}"),
        (["METHOD /a/{id}", "GET /a/{id}"], "GET /a/1", "GET /a/{id}"),
        (["METHOD /a/{id}", "GET /a/{id}"], "PUT /a/1", "METHOD /a/{id}"),
        (["GET /a", "PUT /a"], "put /a", "PUT /a"),
    ],
)
def test_what_says_more_in_words_wins(lines: list[str], request_line: str, wanted: str) -> None:
    assert found(lines, request_line) == [wanted]


def test_operations_of_one_path_are_found_together_whatever_the_placeholders_are_called() -> None:
    lines = ["POST /a/{id}/action", "POST /a/{a_id}/action", "POST /a/{id}/action?x={x}"]
    assert found(lines, "POST /a/1/action") == lines


def test_there_may_be_no_operation_at_all() -> None:
    assert found([], "GET /a") == []
    assert found("GET /a", "PUT /a") == []
    assert found("GET /a", "METHODS /a") == []


def test_the_methods_of_a_path_are_those_of_all_templates_that_it_fits() -> None:
    routes = Routes(map(operation, ["GET /a/{id}", "PUT /a/all", "GET /a/all", "POST /b"]))
    assert routes.methods("/a/all") == ("PUT", "GET")
    assert routes.methods("/a/1") == ("GET",)
    assert routes.methods("/c") == ()


# -------------------------------------------------------------------- prefixes


@pytest.mark.parametrize("path", ["/a", "/v2.1/a", "/v2.1/a/", "v2.1//a", "/compute/7/a"])
def test_a_prefix_may_stand_before_a_path(path: str) -> None:
    assert only("/a", path, "/v2.1", "compute/{project_id}/")


@pytest.mark.parametrize("path", ["/v2x1/a", "/v2.1a", "/compute/a", "/x/v2.1/a", "/v2.1/v2.1/a"])
def test_what_is_no_prefix_is_part_of_the_path(path: str) -> None:
    assert not only("/a", path, "/v2.1", "compute/{project_id}/")


def test_a_path_with_its_prefix_may_be_what_the_spec_has() -> None:
    assert only("/v2.1/a", "/v2.1/a", "/v2.1")
    assert only("/v2.1/a", "/v2.1/v2.1/a", "/v2.1")
    assert found(["GET /v2.1/{x}", "GET /{x}"], "GET /v2.1/a", "/v2.1") == ["GET /{x}"]


def test_a_prefix_alone_is_the_root() -> None:
    assert only("/", "/v2.1", "/v2.1")
    assert only("/", "/v2.1/", "/v2.1")
    assert not only("/", "/v2.10", "/v2.1")
    assert not only("/a", "/v2.1\n", "/v2.1")


def test_an_empty_prefix_changes_nothing() -> None:
    assert only("/a", "/a", "", "/")
    assert not only("/a", "/b/a", "", "/")


# ----------------------------------------------------------------- all of them


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        ("/a?b", "/a"),
        ("/a#b", "/a"),
        ("/a/{b?}/c?d", "/a/{b_}/c"),
        ("/a/{b", "/a/{b"),
        ("?", ""),
    ],
)
def test_a_path_without_its_query(path: str, plain: str) -> None:
    assert without_query(path) == plain


SPECS = [ROOT / "parameters.yaml", *sorted((ROOT / "tests/hard").glob("*/parameters.yaml"))]
_VALUES = st.text(min_size=1).map(lambda text: quote(text, safe="", errors="replace"))


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.parent.name)
@given(data=st.data())
def test_each_operation_is_found_by_a_path_made_of_its_template(
    spec: Path, data: st.DataObject
) -> None:
    operations = list(load_clean(spec).operations)
    wanted = data.draw(st.sampled_from(operations))
    path = re.sub(r"\{[^{}]*\}", lambda _: data.draw(_VALUES), wanted.path)
    route = Routes(operations).find(wanted.method, path)
    assert route is not None
    shape = re.sub(r"\{[^{}]*\}", "{}", wanted.path)
    # Another one may say the same in words: `detail` can be drawn as a value.
    if wanted not in route.operations:
        assert re.sub(r"\{[^{}]*\}", "{}", route.template) != shape


@given(st.text(), st.text())
def test_any_method_and_path_is_one_or_none(method: str, path: str) -> None:
    routes = Routes(map(operation, ["GET /a/{b}", "PUT /{c}.d"]), ["/v{x}"])
    route = routes.find(method, path)
    assert route is None or route.method == method.upper()
    routes.methods(path)
