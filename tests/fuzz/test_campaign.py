"""A small part of the campaign, always the same, and that the campaign sees what it is for."""

from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path

import pytest

from microref import api
from microref.cli import check
from tests.fuzz import campaign
from tests.fuzz.campaign import Campaign, Result, judge
from tests.fuzz.inputs import MAKERS, make_input
from tests.fuzz.target import Bench

INPUTS = 300


@pytest.mark.slow
def test_some_hundreds_of_mutated_inputs(tmp_path):
    bench = Bench(tmp_path / "bench")
    results = [judge(bench, make_input(2026, number), number) for number in range(INPUTS)]
    assert [(result.number, result.wrong) for result in results if result.wrong] == []
    assert {result.kind for result in results} == set(MAKERS)
    codes = sum((result.codes for result in results), Counter[int]())
    assert set(codes) == {0, 1, 2}


def test_an_input_is_the_same_each_time():
    assert [make_input(7, number) for number in range(40)] == [
        make_input(7, number) for number in range(40)
    ]


def run(inputs: int) -> list[Result]:
    results: list[Result] = []
    Campaign(seed=3, inputs=inputs, processes=2, tell=results.append, warm_up=0).run()
    assert sorted(result.number for result in results) == list(range(inputs))
    return [result for result in results if result.wrong]


def test_a_campaign_without_faults():
    assert run(8) == []


def fail(*arguments: object, **named: object) -> None:
    raise RuntimeError("a bug")


def damage(*arguments: object, **named: object) -> None:
    Path("parameters.yaml").write_text("")
    raise api.OutputFault("no space left")


def die(*arguments: object, **named: object) -> None:
    os._exit(9)


def hang(*arguments: object, **named: object) -> None:
    began = time.process_time()
    while time.process_time() - began < 60:
        pass


def grow(*arguments: object, **named: object) -> None:
    assert bytearray(200 * 1024**2) != b""
    raise api.OutputFault("no space left")


def stay_silent(*arguments: object, **named: object) -> int:
    return 1


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        (fail, "exit code 3"),
        (damage, "parameters.yaml is damaged"),
        (die, "the process died"),
        (hang, "hangs"),
        (grow, "grew by"),
        (stay_silent, "nothing says where or why"),
    ],
)
def test_a_campaign_sees_a_fault(monkeypatch, fault, seen):
    if fault is hang:  # the others may take their time
        monkeypatch.setattr(campaign, "SECONDS", -1.0)
    monkeypatch.setattr(campaign, "GROWTH", 100 * 1024**2)
    if fault is stay_silent:
        monkeypatch.setattr(check.command, "callback", fault)
    else:
        monkeypatch.setattr(api, "check", fault)
        monkeypatch.setattr(api, "plan_build", fault)
    wrong = run(2)
    assert wrong
    assert all(seen in result.wrong for result in wrong)
