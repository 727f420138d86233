"""The verdicts on a request with its answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microref import api
from microref.testing import Collecting, Exchange, Validator, assert_valid, judge, raising
from microref.testing.verdicts import assert_reference_valid
from tests.live.exchanges import LAMP, exchange, said

CREATE = "POST /lamps"
NEW = {"lamp": {"name": "Sun"}}


# --------------------------------------------------------------- what is judged


def test_a_request_and_its_answer_are_judged(validator: Validator) -> None:
    good = exchange(CREATE, NEW, status=201, answer={"lamp": LAMP})
    assert said(judge(validator, good)) == ["request 1.1", "response 1.1"]
    bad = exchange(CREATE, {"lamp": {}}, status=200, answer={"lamp": {**LAMP, "id": 1}})
    # There is no response for the code 200, so nobody can say what its body should be.
    assert said(judge(validator, bad)) == ["request 1.1 J104", "response 1.1 J203"]


def test_a_refused_request_is_not_judged(validator: Validator) -> None:
    wrong = exchange(CREATE, {"lmap": 1}, status=400, answer=b"<h1>No!</h1>")
    assert said(judge(validator, wrong)) == ["response 1.1"]


def test_the_code_of_a_refusal_is_judged(validator: Validator) -> None:
    wrong = exchange(CREATE, {"lmap": 1}, status=418)
    assert said(judge(validator, wrong)) == ["response 1.1 J203"]


def test_the_body_of_a_refusal_is_judged_where_the_reference_has_it(validator: Validator) -> None:
    taken = exchange(CREATE, NEW, status=409, answer={"conflict": {"message": "Taken."}})
    assert said(judge(validator, taken)) == ["response 1.1"]
    taken = exchange(CREATE, NEW, status=409, answer={"conflict": "Taken."})
    assert said(judge(validator, taken)) == ["response 1.1 J106"]


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("GET /lights", None),
        ("GET /lamps/all", "1.1"),
        ("GET /lamps", "7.0"),
        ("POST /lamps/1/action", None),
    ],
)
def test_it_is_right_to_refuse_what_is_not_there(
    line: str, asked: str | None, validator: Validator
) -> None:
    assert judge(validator, exchange(line, status=404, asked=asked)) == ()
    (verdict,) = judge(validator, exchange(line, status=200, asked=asked))
    assert verdict.operation is None
    assert verdict.diagnostics[0].code in ("J201", "J202")


def test_a_redirection_is_an_answer(validator: Validator) -> None:
    assert said(judge(validator, exchange("GET /lamps", status=302))) == [
        "request 1.1",
        "response 1.1 J203",
    ]


def test_the_action_of_an_answer_is_that_of_its_request(validator: Validator) -> None:
    good = exchange("POST /lamps/1/action", {"blink": None}, status=200, answer={"times": 3})
    assert said(judge(validator, good)) == ["request 1.1", "response 1.1"]
    bad = exchange("POST /lamps/1/action", {"blink": None}, status=200, answer={"times": "3"})
    assert said(judge(validator, bad)) == ["request 1.1", "response 1.1 J106"]


# -------------------------------------------------------------------- versions


@pytest.mark.parametrize(
    ("asked", "told", "version"),
    [
        (None, None, "1.1"),
        ("1.3", None, "1.3"),
        ("latest", None, "1.9"),
        (None, "1.4", "1.4"),
        ("1.3", "1.4", "1.4"),
        ("latest", "1.8", "1.8"),
        ("nonsense", None, "1.1"),
        ("1.3", "nonsense", "1.3"),
    ],
)
def test_the_version_is_the_one_of_the_answer_else_the_one_that_was_asked_for(
    asked: str | None, told: str | None, version: str, validator: Validator
) -> None:
    one = exchange("GET /lamps", answer={"lamps": []}, asked=asked, told=told)
    assert said(judge(validator, one)) == [f"request {version}", f"response {version}"]


# ------------------------------------------------------------------------ URLs


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/lamps", "/lamps"),
        ("/lamps?a=b#c", "/lamps?a=b"),
        ("http://localhost:80/lamps?a=b", "/lamps?a=b"),
        ("https://me:secret@[::1]:443/lamps", "/lamps"),
        ("http+unix://socket/lamps", "/lamps"),
        ("http://localhost", ""),
        ("http://localhost?a=b", "?a=b"),
        ("http://[::1/lamps", "/lamps"),
        ("//lamps", "//lamps"),
        ("/lamps?next=http://x/y", "/lamps?next=http://x/y"),
    ],
)
def test_the_path_of_an_exchange_is_what_follows_the_host(url: str, path: str) -> None:
    assert Exchange(method="GET", url=url, status=200).path == path


@given(
    method=st.text(),
    url=st.text() | st.text().map(lambda text: f"http://{text}"),
    headers=st.dictionaries(st.text() | st.just("OpenStack-API-Version"), st.text()),
    sent=st.binary(),
    answered=st.binary(),
    status=st.integers(),
)
def test_whatever_is_on_the_wire_is_judged(
    validator: Validator,
    method: str,
    url: str,
    headers: dict[str, str],
    sent: bytes,
    answered: bytes,
    status: int,
) -> None:
    judge(
        validator,
        Exchange(
            method=method,
            url=url,
            request_headers=headers,
            request_body=sent,
            status=status,
            response_headers=headers,
            response_body=answered,
        ),
    )


# -------------------------------------------------------------------- verdicts


def test_valid_verdicts_pass(validator: Validator) -> None:
    assert_valid()
    assert_valid(validator.request("GET", "/lamps"), validator.request("GET", "/rooms"))


def test_others_fail_with_every_finding_once_and_what_to_do(validator: Validator) -> None:
    wrong = validator.request("PUT", "/lamps")
    other = validator.request("GET", "/lamps?a=b")
    with pytest.raises(AssertionError) as failed:
        assert_valid(wrong, other, wrong)
    assert str(failed.value).splitlines() == [
        "contradicts the API reference:",
        str(wrong),
        "    help: for this path it has GET, POST",
        str(other),
    ]


def test_an_adapter_can_fail_at_once(validator: Validator) -> None:
    told = raising(validator)
    told(exchange("GET /lamps", answer={"lamps": []}))
    with pytest.raises(AssertionError, match="J203"):
        told(exchange("GET /lamps", status=500))


def test_an_adapter_can_collect(validator: Validator) -> None:
    traffic = Collecting(validator)
    traffic.assert_valid()
    traffic(exchange("GET /lamps", answer={"lamps": []}))
    traffic.assert_valid()
    for _ in range(2):
        traffic(exchange("GET /lamps", status=500))
    assert len(traffic.verdicts) == 4
    with pytest.raises(AssertionError) as failed:
        traffic.assert_valid()
    assert str(failed.value).count("J203") == 1


# ------------------------------------------------------------------- reference

SPEC = """\
microref: 1
api: {title: Lamps API, service_type: lamps}
pages:
  lamps:
    title: Lamps
    operations:
      - id: make-lamp
        title: Make a lamp
        method: POST
        path: /lamps
        request:
          parameters:
            - odd: {description: Odd., in: body, required: true, type: lamp}
"""


def test_a_reference_without_faults_passes(tmp_path: Path) -> None:
    (tmp_path / "parameters.yaml").write_text(SPEC.replace("type: lamp", "type: string"))
    (tmp_path / "pyproject.toml").write_text('[tool.microref]\nignore = ["C"]\n')
    assert_reference_valid(api.load(start=tmp_path))


@pytest.mark.parametrize(
    ("settings", "fails"),
    [
        ('ignore = ["C"]', True),
        ('ignore = ["C"]\nfail_on = "error"', False),
        ('ignore = ["C", "S014"]', False),
        ('ignore = ["C", "unknown-type"]', False),
        ('select = ["J"]', False),
        ('select = ["S"]', True),
    ],
)
def test_a_reference_is_judged_by_the_settings_of_its_project(
    settings: str, fails: bool, tmp_path: Path
) -> None:
    (tmp_path / "parameters.yaml").write_text(SPEC)
    (tmp_path / "pyproject.toml").write_text(f"[tool.microref]\n{settings}\n")
    project = api.load(start=tmp_path)
    if not fails:
        assert_reference_valid(project)
        return
    with pytest.raises(AssertionError, match=r"parameters\.yaml:13:\d+: \w+ S014"):
        assert_reference_valid(project)
