"""Samples of one scenario are told by its name, or by the path of the file without versions."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from microref.derive.scenarios import scenarios
from microref.model import Sample
from tests.unit.derive.specs import read

SPEC = """\
microref: 1
api: {{title: A, service_type: a, microversions: {{minimum: "2.1", maximum: "2.90"}}}}
pages:
  things:
    title: Things
    operations:
      - id: change-thing
        title: Change a thing
        method: PUT
        path: /things
        request: {request}
        response: {response}
"""

CASES = {
    "one file in folders of versions": (
        "{samples: [{file: a/x.json}, {file: a/v2.5/x.json}, {file: a/2.79/x.json}]}",
        "{}",
        [1, 1, 1],
    ),
    "other files": ("{samples: [{file: a/x.json}, {file: a/v2.5/y.json}]}", "{}", [1, 2]),
    "a folder that is no version": (
        "{samples: [{file: a/x.json}, {file: a/v2/x.json}, {file: v2.x/a/x.json}]}",
        "{}",
        [1, 2, 3],
    ),
    "a name": (
        "{samples: [{file: x.json, scenario: Tagged}, {file: y.json, scenario: Tagged}]}",
        "{}",
        [1, 1],
    ),
    "a name that is a path": (
        "{samples: [{file: x.json, scenario: y.json}, {file: y.json}]}",
        "{}",
        [1, 2],
    ),
    "another side": ("{samples: [{file: x.json}]}", "{samples: [{file: x.json}]}", [1, 2]),
    "another message": (
        """
          - {max_version: "2.5", samples: [{file: x.json}]}
          - {min_version: "2.6", samples: [{file: v2.6/x.json}]}""",
        "{}",
        [1, 2],
    ),
}


@pytest.mark.parametrize(("request_", "response", "numbers"), CASES.values(), ids=CASES)
def samples_in(request: str, response: str) -> tuple[list[Sample], Mapping[int, int]]:
    (operation,) = read(SPEC.format(request=request, response=response)).operations
    messages = (*operation.request, *operation.response)
    return [sample for each in messages for sample in each.samples], scenarios(operation)


@pytest.mark.parametrize(("requests", "response", "numbers"), CASES.values(), ids=CASES)
def test_a_scenario_has_a_number(requests: str, response: str, numbers: list[int]) -> None:
    samples, found = samples_in(requests, response)
    assert [found[id(sample)] for sample in samples] == numbers


def test_a_sample_that_is_written_once_and_used_twice_is_two() -> None:
    samples, found = samples_in("{samples: [&one {file: x.json}]}", "{samples: [*one]}")
    assert [found[id(sample)] for sample in samples] == [1, 2]
