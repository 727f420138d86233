"""Projects and validators leave their process, and threads share them."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from microref import api
from microref.testing import Collecting, Exchange, Validator, Verdict

ROOT = Path(__file__).parents[2]
PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)
CALLS: list[dict[str, Any]] = [
    {"method": method, "path": path, "microversion": f"1.{minor}", "body": body}
    for minor in range(1, 10)
    for method, path, body in [
        ("GET", "/lamps?colour=red", {}),
        ("POST", "/lamps", {"lamp": {"name": 1, "lumens": 2}}),
        ("POST", "/lamps/1/action", {"dim": {"percent": 101}}),
        ("POST", "/lamps/1/action", {"blink": None}),
        ("PUT", "/rooms/kitchen", {"watts": 1}),
        ("PATCH", "/lamps/1", [{"op": "add", "path": "/lumens", "value": "x"}]),
    ]
]


def verdicts(validator: Validator) -> list[Verdict]:
    return [validator.request(**call) for call in CALLS]


@pytest.fixture(scope="module")
def expected(project: api.Project) -> list[Verdict]:
    return verdicts(api.validator(project))


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_validator_can_be_pickled(
    protocol: int, project: api.Project, expected: list[Verdict]
) -> None:
    fresh = api.validator(project)
    for one in (fresh, _used(fresh)):
        assert verdicts(pickle.loads(pickle.dumps(one, protocol))) == expected


def _used(validator: Validator) -> Validator:
    verdicts(validator)
    return validator


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_verdicts_can_be_pickled(protocol: int, expected: list[Verdict]) -> None:
    assert pickle.loads(pickle.dumps(expected, protocol)) == expected


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("spec", ["tests/live/parameters.yaml", "parameters.yaml"])
def test_a_project_can_be_pickled(spec: str, protocol: int) -> None:
    project = api.load(ROOT / spec, ROOT)
    again = pickle.loads(pickle.dumps(project, protocol))
    assert again == project
    assert api.check(again).diagnostics == api.check(project).diagnostics
    assert api.samples(again) == api.samples(project)
    assert api.plan_build(again) == api.plan_build(project)


def test_results_and_settings_can_be_pickled(project: api.Project) -> None:
    result = api.check(project)
    again = pickle.loads(pickle.dumps(result))
    assert again.diagnostics == result.diagnostics
    assert dict(again.sources) == dict(result.sources)
    for value in (api.selection(project.config, ["J"]), api.plan_build(project), project.config):
        assert pickle.loads(pickle.dumps(value)) == value


def test_what_collects_can_be_pickled(project: api.Project) -> None:
    traffic = Collecting(api.validator(project))
    traffic(Exchange(method="GET", url="/lamps?x=1", status=200, response_body=b'{"lamps": []}'))
    again = pickle.loads(pickle.dumps(traffic))
    assert again.verdicts == traffic.verdicts
    with pytest.raises(AssertionError):
        again.assert_valid()


def test_copies_judge_the_same(project: api.Project, expected: list[Verdict]) -> None:
    validator = _used(api.validator(project))
    for one in (copy.copy(validator), copy.deepcopy(validator)):
        assert verdicts(one) == expected
    assert verdicts(api.validator(copy.deepcopy(project))) == expected


def test_threads_share_a_validator(project: api.Project, expected: list[Verdict]) -> None:
    for _ in range(3):
        fresh = api.validator(project)  # so that schemas are compiled by all of them at once
        start = Barrier(16)

        def run(validator: Validator = fresh, start: Barrier = start) -> list[Verdict]:
            start.wait()
            return verdicts(validator)

        with ThreadPoolExecutor(16) as pool:
            found = [one.result() for one in [pool.submit(run) for _ in range(16)]]
        assert found == [expected] * 16


def test_threads_share_a_project(project: api.Project) -> None:
    expected = api.check(project).diagnostics
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: api.check(project).diagnostics, range(8)))
    assert found == [expected] * 8


def test_other_processes_judge_the_same(project: api.Project, expected: list[Verdict]) -> None:
    context = multiprocessing.get_context("spawn")
    validator = api.validator(project)
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        jobs = [pool.submit(validator.request, **call) for call in CALLS]
        assert [job.result() for job in jobs] == expected
