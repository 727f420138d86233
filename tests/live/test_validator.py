"""The validator as users of Python meet it: its calls, its verdicts, and what may be a body."""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import enum
import types
import uuid
from collections import OrderedDict, defaultdict
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from microref import api
from microref.checks.live import ABSENT
from microref.microversion import Microversion
from microref.testing import Validator, Verdict

SMALL = """\
microref: 1
api:
  title: Lamps API
  service_type: lamps
{api}
pages:
  lamps:
    title: Lamps
    operations:
      - id: make-lamp
        title: Make a lamp
        method: POST
        path: /lamps
        status: {{normal: [201]}}
        request:
          parameters:
            - name: {{in: body, required: true, type: string}}
            - light: {{in: body, required: true, type: string, min_version: "1.4"}}
"""


def small(folder: Path, about: str = "", **settings: Any) -> Validator:
    """A validator of one operation; `about` are further keys of the API."""
    spec = folder / "parameters.yaml"
    spec.write_text(SMALL.format(api=about))
    return api.validator(api.load(spec, folder), **settings)


def codes(verdict: Verdict) -> list[str]:
    return [found.code for found in verdict.diagnostics]


# ----------------------------------------------------------------------- calls


def test_a_verdict_says_what_was_judged(validator: Validator) -> None:
    verdict = validator.request("POST", "/lamps", microversion="1.3", body={"lamp": {}})
    assert verdict.side == "request"
    assert verdict.operation == "create-lamp"
    assert verdict.microversion == Microversion(1, 3)
    assert not verdict.is_valid
    assert str(verdict) == (
        "parameters.yaml:32:3: error J104 request of create-lamp at 1.3: 'lamp' lacks 'name',"
        " required at 1.3 (at /lamp) (operation at parameters.yaml:161)"
    )


def test_a_verdict_without_findings_says_nothing(validator: Validator) -> None:
    verdict = validator.request("GET", "/lamps")
    assert verdict.is_valid
    assert str(verdict) == ""


def test_an_operation_can_be_named_by_its_id(validator: Validator) -> None:
    assert validator.request(operation="list-lamps").operation == "list-lamps"
    assert validator.response(operation="list-lamps", body={"lamps": []}).is_valid
    # A query is judged of any call that has one.
    assert codes(validator.request("GET", "/x?size=1", operation="list-lamps")) == ["J205"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({}, "name an operation: by method and path, or by its id"),
        ({"method": "GET"}, "name an operation"),
        ({"path": "/lamps"}, "name an operation"),
        ({"operation": "list-lamp"}, "no operation 'list-lamp'; did you mean 'list-lamps'?"),
        ({"operation": "?"}, "the spec has no operation '?'"),
        ({"operation": "list-lamps", "microversion": "1"}, "'1' is not a microversion"),
        ({"operation": "list-lamps", "microversion": "Latest"}, "is not a microversion"),
        ({"operation": "list-lamps", "microversion": ""}, "is not a microversion"),
        ({"operation": "list-lamps", "microversion": 1.10}, "a microversion is text"),
        ({"operation": "list-lamps", "microversion": (1, 2)}, "a microversion is text"),
        ({"operation": "list-lamps", "microversion": Microversion(1, 10**9)}, "not a microversion"),
        ({"operation": "list-lamps", "microversion": Microversion(-1, 0)}, "not a microversion"),
    ],
)
def test_a_call_that_does_not_say_what_is_meant(
    call: dict[str, Any], message: str, validator: Validator
) -> None:
    with pytest.raises(api.CallError) as wrong:
        validator.request(**call)
    assert message in str(wrong.value)
    with pytest.raises(api.CallError):
        validator.response(**call)


def test_a_status_is_a_number(validator: Validator) -> None:
    listed: Any = HTTPStatus.NOT_FOUND
    assert validator.response(operation="show-lamp", status=listed).is_valid
    text: Any = "404 NOT FOUND"
    with pytest.raises(api.CallError, match="a status is a number, as 404; not '404 NOT FOUND'"):
        validator.response(operation="show-lamp", status=text)


def test_an_answer_of_actions_needs_one_by_name(validator: Validator) -> None:
    with pytest.raises(api.CallError) as wrong:
        validator.response("POST", "/lamps/1/action", status=202)
    assert str(wrong.value) == (
        "POST /lamps/{lamp_id}/action is 3 operations; name one by its id or its action:"
        " blink, dim, switch"
    )
    with pytest.raises(api.CallError) as wrong:
        validator.response("POST", "/rooms/1/action", status=202)
    assert str(wrong.value).endswith("action: change-room, open, rename-room")


def test_a_microversion_may_be_a_value_too(validator: Validator) -> None:
    verdict = validator.request(operation="list-lamps", microversion=Microversion(1, 4))
    assert verdict.microversion == Microversion(1, 4)


def test_without_a_microversion_it_is_the_lowest(validator: Validator) -> None:
    assert validator.request(operation="list-lamps").microversion == Microversion(1, 1)


def test_the_latest_microversion_is_the_highest(validator: Validator) -> None:
    verdict = validator.request(operation="list-lamps", microversion="latest")
    assert verdict.microversion == Microversion(1, 9)


def test_without_a_highest_one_nobody_knows_the_latest(tmp_path: Path) -> None:
    validator = small(tmp_path, '  microversions: {minimum: "1.1"}')
    assert codes(validator.request("POST", "/lamps", microversion="1.4", body={"name": ""})) == [
        "J104"
    ]
    with pytest.raises(api.CallError, match="`latest` is unknown"):
        validator.request("POST", "/lamps", microversion="latest")


def test_an_api_may_have_no_versions_at_all(tmp_path: Path) -> None:
    validator = small(tmp_path)
    for version in (None, "latest"):
        verdict = validator.request("POST", "/lamps", microversion=version, body={"name": ""})
        assert verdict.is_valid
        assert verdict.microversion is None
    verdict = validator.request("POST", "/lamps", body={})
    assert "request of make-lamp: the request lacks 'name', required (operation" in str(verdict)


@pytest.mark.parametrize("ignore", [["J104"], "J104", ("J1", "J203"), {"J"}])
def test_findings_can_be_left_out_by_their_codes(ignore: Any, tmp_path: Path) -> None:
    validator = small(tmp_path, ignore=ignore)
    assert validator.request("POST", "/lamps", body={}).is_valid
    assert small(tmp_path, ignore=["J204", "C"]).request("POST", "/lamps", body={}).diagnostics


def test_one_code_leaves_no_other_out(tmp_path: Path) -> None:
    validator = small(tmp_path, ignore="J204")
    assert codes(validator.request("POST", "/lamps", body={"name": 1})) == ["J106"]


@pytest.mark.parametrize("prefixes", ["/light/{tenant}", ["/x", "light/{tenant}/"]])
def test_paths_may_have_a_prefix(prefixes: Any, tmp_path: Path) -> None:
    validator = small(tmp_path, prefixes=prefixes)
    body = {"name": ""}
    assert validator.request("POST", "/light/7/lamps", body=body).is_valid
    assert validator.request("POST", "/lamps", body=body).is_valid
    assert codes(validator.request("POST", "/7/lamps", body=body)) == ["J201"]


@pytest.mark.parametrize(
    ("endpoint", "path"),
    [
        ("https://lamps.example/v1/", "/v1/lamps"),
        ("https://lamps.example", "/lamps"),
        ("https://lamps.example/v1?x=y", "/v1/lamps"),
        ("//lamps.example/v1", "/v1/lamps"),
        ("/v1", "/v1/lamps"),
        ("http://[lamps/v1", "/v1/lamps"),
        ("{host}/v1", "/lamps.example/v1/lamps"),
    ],
)
def test_the_path_of_the_endpoint_is_a_prefix(endpoint: str, path: str, tmp_path: Path) -> None:
    validator = small(tmp_path, f'  endpoint: "{endpoint}"')
    assert validator.request("POST", path, body={"name": ""}).is_valid


def test_a_spec_that_could_not_be_read_as_a_whole_judges_nothing(tmp_path: Path) -> None:
    with pytest.raises(api.CallError, match=r"cannot be judged by, since it has faults: .*S005"):
        small(tmp_path, "  titel: Lamps")
    with pytest.raises(api.CallError, match="cannot be judged by"):
        small(tmp_path, "  - [")


def test_a_verdict_is_a_value(validator: Validator) -> None:
    first, second = (validator.request("GET", "/lamps?size=1") for _ in range(2))
    assert first == second
    assert len({first, second}) == 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        first.side = "response"  # type: ignore[misc]


def test_the_api_of_a_validator_can_be_asked(validator: Validator) -> None:
    assert validator.api.title == "Lamps API"


# ---------------------------------------------------------------------- bodies


class Name(str):
    """Text of its own type, which shows itself in another way."""

    __slots__ = ()

    def __str__(self) -> str:
        return "other"


class Colour(str, enum.Enum):
    RED = "red"


class Number(enum.IntEnum):
    ONE = 1


class Odd(dict):
    """A mapping of its own."""


@pytest.mark.parametrize(
    "body",
    [
        {"name": "Sun"},
        OrderedDict(name="Sun"),
        defaultdict(str, name="Sun"),
        Odd(name="Sun"),
        {"name": Name("Sun")},
        {Name("name"): "Sun"},
        {"name": Colour.RED},
        b'{"name": "Sun"}',
        bytearray(b'{"name": "Sun"}'),
        memoryview(b' {"name": "Sun"}\r\n'),
    ],
    ids=lambda body: type(body).__name__,
)
def test_what_python_has_as_json_is_a_body(body: Any, tmp_path: Path) -> None:
    assert codes(small(tmp_path).request("POST", "/lamps", body=body)) == []


def test_types_of_their_own_are_what_they_hold(tmp_path: Path) -> None:
    validator = small(tmp_path)
    for value, said in [((1,), "a list"), (Number.ONE, "an integer"), (1.5, "a number")]:
        verdict = validator.request("POST", "/lamps", body={"name": value})
        assert f"'name' must be a string, not {said}" in str(verdict)


def _deep(levels: int, kind: str) -> Any:
    value: Any = None
    for _ in range(levels):
        value = [value] if kind == "list" else {"a": value}
    return value


def _looped(kind: str) -> Any:
    value: Any = [] if kind == "list" else {}
    if kind == "list":
        value.append(value)
    else:
        value["a"] = value
    return value


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (dt.datetime(2026, 1, 1), "JSON has no datetime (at /name)"),  # noqa: DTZ001
        (b"Sun", "JSON has no bytes (at /name)"),
        ({1}, "JSON has no set (at /name)"),
        (uuid.UUID(int=1), "JSON has no UUID"),
        (decimal.Decimal("1.5"), "JSON has no Decimal"),
        (types.MappingProxyType({}), "JSON has no mappingproxy"),
        (iter([1]), "JSON has no list_iterator"),
        (len, "JSON has no builtin_function_or_method"),
        (object, "JSON has no type"),
        (ABSENT, "JSON has no Absent (at /name)"),
        ([1, {"a/b": {1j}}], "JSON has no set (at /name/1/a~1b)"),
        (float("nan"), "a number that JSON does not have (at /name)"),
        (float("-inf"), "a number that JSON does not have"),
        (10**400, "a number that JSON does not have"),
        ("\ud800", "holds half of a surrogate pair (at /name)"),
        ({"\udfff": 1}, "holds half of a surrogate pair (at /name)"),
        ({1: 2}, "a key is no text but of type int (at /name)"),
        ({None: 2}, "a key is no text but of type NoneType"),
        ({(1,): 2}, "a key is no text but of type tuple"),
        (_deep(10_000, "list"), "nested more than 100 levels deep, or in itself"),
        (_deep(10_000, "dict"), "nested more than 100 levels deep, or in itself"),
        (_looped("list"), "nested more than 100 levels deep, or in itself"),
        (_looped("dict"), "nested more than 100 levels deep, or in itself"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isascii() else "",
)
def test_what_json_does_not_have_is_a_finding(value: Any, reason: str, tmp_path: Path) -> None:
    validator = small(tmp_path)
    verdict = validator.request("POST", "/lamps", body={"name": value})
    assert codes(verdict) == ["J101"]
    assert f"the body is not JSON: {reason}" in str(verdict)
    assert codes(validator.request("POST", "/lamps", body=value)) == (
        ["J204"] if value is ABSENT or value == b"" else ["J101"]
    )


def test_a_hundred_levels_are_not_too_many(tmp_path: Path) -> None:
    validator = small(tmp_path)
    assert codes(validator.request("POST", "/lamps", body=_deep(100, "dict"))) != ["J101"]
    assert codes(validator.request("POST", "/lamps", body=_deep(101, "dict"))) == ["J101"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"\xff", "it is not UTF-8"),
        (b"{", "expecting property name"),
        (b"[" * 20_000, "nested more than 100 levels deep"),
        (b'{"name": NaN}', "NaN is no JSON number"),
        (b'"\\ud800"', "half of a surrogate pair"),
        (b"\xef\xbb\xbf{}", "BOM"),
        (b" ", "expecting value"),
    ],
)
def test_bytes_that_are_no_json_are_a_finding(text: bytes, reason: str, tmp_path: Path) -> None:
    verdict = small(tmp_path).request("POST", "/lamps", body=text)
    assert codes(verdict) == ["J101"]
    assert reason in str(verdict)


# -------------------------------------------------------------------- anything

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
_ODD = st.one_of(
    st.binary(),
    st.datetimes(),
    st.sets(st.integers()),
    st.tuples(st.text(), st.integers()),
    st.complex_numbers(),
    st.dictionaries(st.integers() | st.none(), st.text()),
    st.text(st.characters(categories=["Cs", "Cc"])),
)
_NEARLY = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ("lamp", "lamps", "switch", "dim", "blink", "open", "paint", "confirm"), _JSON | _ODD
    ),
)
_STEPS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "op": st.sampled_from(["add", "remove", "replace", "move", "test"]) | _JSON,
            "path": st.sampled_from(["/name", "/lumens", "/name/x", "name", "", "/"]) | _JSON,
            "value": _JSON,
            "from": st.text() | _JSON,
        },
    )
)
_BODIES = st.one_of(st.just(ABSENT), _JSON, _ODD, _NEARLY, _STEPS)
_VERSIONS = st.one_of(
    st.none(),
    st.sampled_from(["latest", "1.0", "1.1", "1.4", "1.9", "2.0", "999999999.999999999"]),
    st.text(),
    st.floats(),
    st.builds(Microversion, st.integers(), st.integers()),
)
_METHODS = st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]) | st.text()
_PATHS = st.one_of(
    st.sampled_from(
        ["/lamps", "/lamps/1", "/lamps/all", "/lamps/1/action", "/moves", "/rooms/x", "//[x?y"]
    ),
    st.text(),
    st.lists(st.text(), max_size=3).map(lambda parts: "/lamps?" + "&".join(parts)),
)
_ACTIONS = st.none() | st.sampled_from(["switch", "dim", "open"]) | st.text()


@given(
    method=_METHODS,
    path=_PATHS,
    action=_ACTIONS,
    version=_VERSIONS,
    body=_BODIES,
    status=st.none() | st.sampled_from([200, 201, 204, 304, 404, 409]) | st.integers(),
)
@example("GET", "//[", None, None, ABSENT, None)
@example("GET", "http://[::1/lamps?x=1", None, None, ABSENT, None)
def test_whatever_is_asked_is_a_verdict_or_a_wrong_call(
    validator: Validator,
    method: str,
    path: str,
    action: str | None,
    version: Any,
    body: Any,
    status: int | None,
) -> None:
    call: dict[str, Any] = {"action": action, "microversion": version, "body": body}
    for judge in (validator.request, partial(validator.response, status=status)):
        try:
            verdict = judge(method, path, **call)
        except api.CallError:
            continue
        for found in verdict.diagnostics:
            assert found.message.isprintable()
            assert found.span.path == "parameters.yaml"


@pytest.mark.parametrize("operation", ["update-lamp", "create-lamp", "dim-lamp", "move-lamp"])
@given(body=_BODIES, version=st.sampled_from(["1.3", "1.5", "1.9"]))
def test_whatever_the_body_of_an_operation_is(
    validator: Validator, operation: str, body: Any, version: str
) -> None:
    verdict = validator.request(operation=operation, microversion=version, body=body)
    assert isinstance(verdict, Verdict)
    assert validator.request(operation=operation, microversion=version, body=body) == verdict
